import Domain

/// Rates and distances of the demand stage, from `config/demand.yaml`.
public struct DemandConfiguration: Codable, Sendable, Equatable {
    /// A source of advertisements.
    public struct VacancySource: Codable, Sendable, Equatable {
        /// The share of all openings that the source advertises, by KBJI major group (`"1"` … `"9"`).
        public var coverage: [String: Double]
        /// The relative error of the openings that follow from it.
        public var relativeError: Double

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(coverage: [String: Double], relativeError: Double) {
            self.coverage = coverage
            self.relativeError = relativeError
        }

        enum CodingKeys: String, CodingKey {
            case coverage
            case relativeError = "relative_error"
        }
    }

    /// How advertisements become openings.
    public struct Vacancies: Codable, Sendable, Equatable {
        /// The days within which the same advertisement is one opening.
        public var openingWindowDays: Int
        /// The settings of a source that is not listed.
        public var standard: VacancySource
        /// The settings of the sources that are listed, by name.
        public var sources: [String: VacancySource]

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(openingWindowDays: Int, standard: VacancySource, sources: [String: VacancySource]) {
            self.openingWindowDays = openingWindowDays
            self.standard = standard
            self.sources = sources
        }

        enum CodingKeys: String, CodingKey {
            case openingWindowDays = "opening_window_days"
            case standard, sources
        }
    }

    /// How persons employed become openings.
    public struct Employment: Codable, Sendable, Equatable {
        /// The relative error of the openings that follow from employment.
        public var relativeError: Double
        /// The least yearly growth that counts, as a fraction; smaller ones are raised to it.
        public var growthMinimum: Double
        /// The largest yearly growth that counts, as a fraction; larger ones are lowered to it.
        public var growthMaximum: Double
        /// ρ: the share of the employed that is replaced in a year, by the longest KBJI prefix given.
        public var replacementRate: [String: Double]

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(relativeError: Double, growthMinimum: Double, growthMaximum: Double, replacementRate: [String: Double]) {
            self.relativeError = relativeError
            self.growthMinimum = growthMinimum
            self.growthMaximum = growthMaximum
            self.replacementRate = replacementRate
        }

        enum CodingKeys: String, CodingKey {
            case relativeError = "relative_error"
            case growthMinimum = "growth_minimum"
            case growthMaximum = "growth_maximum"
            case replacementRate = "replacement_rate"
        }
    }

    /// How hires that employers state count.
    public struct Survey: Codable, Sendable, Equatable {
        /// The relative error of stated hires.
        public var relativeError: Double

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(relativeError: Double) {
            self.relativeError = relativeError
        }

        enum CodingKeys: String, CodingKey { case relativeError = "relative_error" }
    }

    /// How sure the number of leavers is.
    public struct Supply: Codable, Sendable, Equatable {
        /// σ_S: the relative error of the leavers of a region who look for work in an occupation.
        public var relativeError: Double

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(relativeError: Double) {
            self.relativeError = relativeError
        }

        enum CodingKeys: String, CodingKey { case relativeError = "relative_error" }
    }

    /// How a figure of a province, the country or a group of sections becomes figures of regencies and sections, and how wrong that is.
    public struct Spread: Codable, Sendable, Equatable {
        /// The relative errors that spreading adds to the error of a source, as fractions.
        public struct Errors: Codable, Sendable, Equatable {
            /// By labour force and PDRB of the sector, fitted to the sector of the province and the employed of each regency.
            public var fitted: Double
            /// By labour force and PDRB of the sector.
            public var labourForceGrdp: Double
            /// By the labour force.
            public var labourForce: Double
            /// By inhabitants.
            public var population: Double
            /// In equal parts.
            public var equal: Double
            /// Of a section out of a group of sections.
            public var sectionMix: Double

            /// Makes settings; the properties of the same names say what the parameters mean.
            public init(
                fitted: Double, labourForceGrdp: Double, labourForce: Double, population: Double, equal: Double, sectionMix: Double
            ) {
                self.fitted = fitted
                self.labourForceGrdp = labourForceGrdp
                self.labourForce = labourForce
                self.population = population
                self.equal = equal
                self.sectionMix = sectionMix
            }

            enum CodingKeys: String, CodingKey {
                case fitted, population, equal
                case labourForceGrdp = "labour_force_grdp"
                case labourForce = "labour_force"
                case sectionMix = "section_mix"
            }

            /// The error of a method.
            public subscript(method: SpreadKey.Method) -> Double {
                switch method {
                case .fitted: fitted
                case .labourForceGrdp: labourForceGrdp
                case .labourForce: labourForce
                case .population: population
                case .equal: equal
                }
            }
        }

        /// The exponent of the labour force in the key of a sector.
        public var labourForceExponent: Double
        /// The exponent of the sector's PDRB in the key of a sector.
        public var grdpExponent: Double
        /// By how much what is spread may differ from the employed of the regencies, as a fraction of these, so that it is fitted to them.
        public var marginTolerance: Double
        /// The provinces that the register must have at least, so that a figure of the country is one of its regions.
        public var countryProvinces: Int
        /// The relative errors that spreading adds.
        public var errors: Errors

        /// By the labour force, without an error of its own: how runs of versions before there were settings spread advertisements.
        static let byLabourForce = Spread(
            labourForceExponent: 1, grdpExponent: 0, marginTolerance: 0, countryProvinces: 1,
            errors: Errors(fitted: 0, labourForceGrdp: 0, labourForce: 0, population: 0, equal: 0, sectionMix: 0))

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(
            labourForceExponent: Double, grdpExponent: Double, marginTolerance: Double, countryProvinces: Int, errors: Errors
        ) {
            self.labourForceExponent = labourForceExponent
            self.grdpExponent = grdpExponent
            self.marginTolerance = marginTolerance
            self.countryProvinces = countryProvinces
            self.errors = errors
        }

        enum CodingKeys: String, CodingKey {
            case labourForceExponent = "labour_force_exponent"
            case grdpExponent = "grdp_exponent"
            case marginTolerance = "margin_tolerance"
            case countryProvinces = "country_provinces"
            case errors = "spread_error"
        }

        /// What is wrong with the numbers.
        func firstFault() -> SettingFault? {
            let shares = [
                ("labour_force_exponent", labourForceExponent), ("grdp_exponent", grdpExponent), ("margin_tolerance", marginTolerance),
            ]
            for (key, value) in shares where !(0...1).contains(value) { return SettingFault(["spread", key], code: "rate_range") }
            if countryProvinces < 1 {
                return SettingFault(
                    ["spread", "country_provinces"], code: "must_be_between", ["minimum": .number(1), "maximum": .number(100)])
            }
            let named = SpreadKey.Method.allCases.map { ($0.rawValue, errors[$0]) } + [("section_mix", errors.sectionMix)]
            return named.first { !(0...1000).contains($0.1) }.map { SettingFault(["spread", "spread_error", $0.0], code: "error_range") }
        }
    }

    /// How far people go to work.
    public struct Catchment: Codable, Sendable, Equatable {
        /// λ: the kilometres over which the reach falls to 1/e.
        public var decayKilometres: Double
        /// Beyond these kilometres nobody commutes.
        public var maximumKilometres: Double

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(decayKilometres: Double, maximumKilometres: Double) {
            self.decayKilometres = decayKilometres
            self.maximumKilometres = maximumKilometres
        }

        enum CodingKeys: String, CodingKey {
            case decayKilometres = "decay_km"
            case maximumKilometres = "maximum_km"
        }
    }

    /// How industries are judged.
    public struct Potential: Codable, Sendable, Equatable {
        /// Below this location quotient an industry counts as not there.
        public var absentQuotient: Double

        /// Makes settings; the properties of the same names say what the parameters mean.
        public init(absentQuotient: Double) {
            self.absentQuotient = absentQuotient
        }

        enum CodingKeys: String, CodingKey { case absentQuotient = "absent_quotient" }
    }

    /// How advertisements become openings.
    public var vacancies: Vacancies
    /// How persons employed become openings.
    public var employment: Employment
    /// How hires that employers state count.
    public var survey: Survey
    /// How sure the number of leavers is; `nil` in the files of runs that older versions made, whose errors of supply are not known.
    public var supply: Supply?
    /// How coarser figures are used; `nil` in the files of runs that older versions made, which did not use them.
    public var spread: Spread?
    /// The share of leavers who look for work in their field, by provider.
    public var entryRate: [String: Double]
    /// How far people go to work.
    public var catchment: Catchment
    /// How industries are judged.
    public var potential: Potential

    /// Makes settings; the properties of the same names say what the parameters mean.
    public init(
        vacancies: Vacancies, employment: Employment, survey: Survey, supply: Supply? = nil, spread: Spread? = nil,
        entryRate: [String: Double], catchment: Catchment, potential: Potential
    ) {
        self.vacancies = vacancies
        self.employment = employment
        self.survey = survey
        self.supply = supply
        self.spread = spread
        self.entryRate = entryRate
        self.catchment = catchment
        self.potential = potential
    }

    enum CodingKeys: String, CodingKey {
        case vacancies, employment, survey, supply, spread, catchment, potential
        case entryRate = "entry_rate"
    }

    /// What is wrong with the numbers.
    ///
    /// - Returns: The first fault with its place in the file, or `nil` when there is none.
    public func firstFault() -> SettingFault? {
        let named =
            [(["vacancies", "standard"], vacancies.standard)]
            + vacancies.sources.sorted { $0.key < $1.key }.map { (["vacancies", "sources", $0.key], $0.value) }
        for (path, source) in named {
            for (group, share) in source.coverage.sorted(by: { $0.key < $1.key }) where !(0.0001...1).contains(share) {
                return SettingFault(path + ["coverage", group], code: "coverage_range")
            }
            if let fault = Self.fault(path, error: source.relativeError) { return fault }
            if let group = "123456789".first(where: { source.coverage[String($0)] == nil }) {
                return SettingFault(path + ["coverage"], code: "major_group_missing", ["group": .text(String(group))])
            }
        }
        if vacancies.openingWindowDays < 1 { return SettingFault(["vacancies", "opening_window_days"], code: "at_least_one_day") }
        if let fault = Self.fault(["employment"], error: employment.relativeError) { return fault }
        if !(employment.growthMinimum <= employment.growthMaximum) {
            return SettingFault(["employment", "growth_minimum"], code: "above_the_maximum")
        }
        for (key, rate) in [("growth_minimum", employment.growthMinimum), ("growth_maximum", employment.growthMaximum)]
        where !(-1...10).contains(rate) {
            return SettingFault(["employment", key], code: "must_be_between", ["minimum": .number(-1), "maximum": .number(10)])
        }
        let others: [SettingFault?] = [
            Self.fault(["employment", "replacement_rate"], rates: employment.replacementRate),
            Self.fault(["survey"], error: survey.relativeError),
            supply.flatMap { Self.fault(["supply"], error: $0.relativeError) }, spread?.firstFault(),
            Self.fault(["entry_rate"], rates: entryRate),
            faultOfDistances,
        ]
        return others.lazy.compactMap { $0 }.first
    }

    private var faultOfDistances: SettingFault? {
        if !(catchment.decayKilometres > 0 && catchment.decayKilometres.isFinite) {
            return SettingFault(["catchment", "decay_km"], code: "above_zero")
        }
        if !(catchment.maximumKilometres >= 0) { return SettingFault(["catchment", "maximum_km"], code: "not_below_zero") }
        if !(0...1).contains(potential.absentQuotient) { return SettingFault(["potential", "absent_quotient"], code: "quotient_range") }
        return nil
    }

    private static func fault(_ path: [String], error: Double) -> SettingFault? {
        (0.001...1000).contains(error) ? nil : SettingFault(path + ["relative_error"], code: "error_range")
    }

    private static func fault(_ path: [String], rates: [String: Double]) -> SettingFault? {
        rates.sorted { $0.key < $1.key }.first { !(0...1).contains($0.value) }.map { SettingFault(path + [$0.key], code: "rate_range") }
    }

    /// ρ of an occupation: the rate of the longest prefix of its code, 0 when none is given.
    func replacementRate(of occupation: String) -> Double {
        for length in stride(from: occupation.count, through: 1, by: -1) {
            if let rate = employment.replacementRate[String(occupation.prefix(length))] { return rate }
        }
        return 0
    }
}
