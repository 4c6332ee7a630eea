/// Rates and distances of the demand stage, from `config/demand.yaml`.
public struct DemandConfiguration: Codable, Sendable, Equatable {
    /// A source of advertisements.
    public struct VacancySource: Codable, Sendable, Equatable {
        /// Share of all openings that the source advertises, by KBJI major group (`"1"` … `"9"`).
        public var coverage: [String: Double]
        /// Relative error of the openings that follow from it.
        public var relativeError: Double

        public init(coverage: [String: Double], relativeError: Double) {
            self.coverage = coverage
            self.relativeError = relativeError
        }

        enum CodingKeys: String, CodingKey {
            case coverage
            case relativeError = "relative_error"
        }
    }

    public struct Vacancies: Codable, Sendable, Equatable {
        /// Days within which the same advertisement is one opening.
        public var openingWindowDays: Int
        public var standard: VacancySource
        public var sources: [String: VacancySource]

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

    public struct Employment: Codable, Sendable, Equatable {
        public var relativeError: Double
        /// Yearly growth is clipped to this range, as a fraction.
        public var growthMinimum: Double
        public var growthMaximum: Double
        /// ρ: share of the employed replaced in a year, by the longest KBJI prefix given.
        public var replacementRate: [String: Double]

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

    public struct Survey: Codable, Sendable, Equatable {
        public var relativeError: Double

        public init(relativeError: Double) {
            self.relativeError = relativeError
        }

        enum CodingKeys: String, CodingKey { case relativeError = "relative_error" }
    }

    public struct Catchment: Codable, Sendable, Equatable {
        /// λ: kilometres over which the reach falls to 1/e.
        public var decayKilometres: Double
        public var maximumKilometres: Double

        public init(decayKilometres: Double, maximumKilometres: Double) {
            self.decayKilometres = decayKilometres
            self.maximumKilometres = maximumKilometres
        }

        enum CodingKeys: String, CodingKey {
            case decayKilometres = "decay_km"
            case maximumKilometres = "maximum_km"
        }
    }

    public struct Potential: Codable, Sendable, Equatable {
        /// Below this location quotient an industry counts as not there.
        public var absentQuotient: Double

        public init(absentQuotient: Double) {
            self.absentQuotient = absentQuotient
        }

        enum CodingKeys: String, CodingKey { case absentQuotient = "absent_quotient" }
    }

    public var vacancies: Vacancies
    public var employment: Employment
    public var survey: Survey
    /// Share of leavers who look for work in their field, by provider.
    public var entryRate: [String: Double]
    public var catchment: Catchment
    public var potential: Potential

    public init(
        vacancies: Vacancies, employment: Employment, survey: Survey, entryRate: [String: Double], catchment: Catchment,
        potential: Potential
    ) {
        self.vacancies = vacancies
        self.employment = employment
        self.survey = survey
        self.entryRate = entryRate
        self.catchment = catchment
        self.potential = potential
    }

    enum CodingKeys: String, CodingKey {
        case vacancies, employment, survey, catchment, potential
        case entryRate = "entry_rate"
    }

    /// What is wrong with the numbers: the place in the file and the reason, or `nil`.
    public func firstFault() -> (path: [String], reason: String)? {
        let named =
            [("standard", ["vacancies", "standard"], vacancies.standard)]
            + vacancies.sources.sorted { $0.key < $1.key }.map { ($0.key, ["vacancies", "sources", $0.key], $0.value) }
        for (_, path, source) in named {
            for (group, share) in source.coverage.sorted(by: { $0.key < $1.key }) where !(share > 0 && share <= 1) {
                return (path + ["coverage", group], "a coverage is above 0 and at most 1")
            }
            if source.relativeError <= 0 { return (path + ["relative_error"], "an error is above 0") }
            if let group = "123456789".first(where: { source.coverage[String($0)] == nil }) {
                return (path + ["coverage"], "major group \(group) is missing")
            }
        }
        if vacancies.openingWindowDays < 1 { return (["vacancies", "opening_window_days"], "at least one day") }
        if employment.relativeError <= 0 { return (["employment", "relative_error"], "an error is above 0") }
        if employment.growthMinimum > employment.growthMaximum { return (["employment", "growth_minimum"], "above the maximum") }
        for (group, rate) in employment.replacementRate.sorted(by: { $0.key < $1.key }) where !(0...1).contains(rate) {
            return (["employment", "replacement_rate", group], "a rate is between 0 and 1")
        }
        if survey.relativeError <= 0 { return (["survey", "relative_error"], "an error is above 0") }
        for (provider, rate) in entryRate.sorted(by: { $0.key < $1.key }) where !(0...1).contains(rate) {
            return (["entry_rate", provider], "a rate is between 0 and 1")
        }
        if catchment.decayKilometres <= 0 { return (["catchment", "decay_km"], "above 0") }
        if catchment.maximumKilometres < 0 { return (["catchment", "maximum_km"], "not below 0") }
        if !(0...1).contains(potential.absentQuotient) {
            return (["potential", "absent_quotient"], "a location quotient between 0 and 1")
        }
        return nil
    }

    /// ρ of an occupation: the rate of the longest prefix of its code, 0 when none is given.
    func replacementRate(of occupation: String) -> Double {
        for length in stride(from: occupation.count, through: 1, by: -1) {
            if let rate = employment.replacementRate[String(occupation.prefix(length))] { return rate }
        }
        return 0
    }
}
