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
    /// The share of leavers who look for work in their field, by provider.
    public var entryRate: [String: Double]
    /// How far people go to work.
    public var catchment: Catchment
    /// How industries are judged.
    public var potential: Potential

    /// Makes settings; the properties of the same names say what the parameters mean.
    public init(
        vacancies: Vacancies, employment: Employment, survey: Survey, supply: Supply? = nil, entryRate: [String: Double],
        catchment: Catchment, potential: Potential
    ) {
        self.vacancies = vacancies
        self.employment = employment
        self.survey = survey
        self.supply = supply
        self.entryRate = entryRate
        self.catchment = catchment
        self.potential = potential
    }

    enum CodingKeys: String, CodingKey {
        case vacancies, employment, survey, supply, catchment, potential
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
            supply.flatMap { Self.fault(["supply"], error: $0.relativeError) },
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
