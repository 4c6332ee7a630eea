import Domain

/// What the tables are made of: the figures of one market, place, department and the like.
extension FactorTables {
    /// The labour market of a region for a programme's occupations. `NaN` stands for "not known".
    public struct Market: Sendable, Equatable {
        /// `Σ m·D̃`, persons a year.
        public var openings = Double.nan
        /// `Σ m·S̃`, persons a year.
        public var leavers = Double.nan
        /// `Σ m·max(D̃ − S̃, 0)`, persons a year.
        public var gap = Double.nan
        /// The standard error of `openings`, persons a year; `NaN` also in runs that older versions made.
        public var openingsError = Double.nan
        /// The standard error of `leavers`, persons a year.
        public var leaversError = Double.nan
        /// The standard error of `gap`, persons a year.
        public var gapError = Double.nan
        /// The yearly growth of the industries that hire, as a fraction.
        public var growth = Double.nan
        /// The median of the pay that is offered, rupiah a month.
        public var medianPay = Double.nan
        /// `Σ_i s[p,i]·LQ[r,i]`.
        public var localPotential = Double.nan
        /// `Σ_i s[p,i]·ω[r,i]`.
        public var relatedness = Double.nan
        /// The advertisements behind the median.
        public var advertisements: Int32 = 0
        /// Whose advertisements they are; `nil` without a median.
        public var payScope: Scope?

        /// Makes a market of which nothing is known.
        public init() {}
    }

    /// What a region's programmes share.
    public struct Place: Sendable, Equatable {
        /// The region's code.
        public var code: String
        /// The minimum wage, rupiah a month; `nil` where it is not known.
        public var minimumWage: Double?
        /// The unemployed in per cent of the labour force; `nil` where they are not known.
        public var unemployment: Double?
        /// Whose rate of unemployment it is: the region's own or its province's.
        public var unemploymentScope: Scope?
        /// Whose minimum wage it is: the region's own or its province's; `nil` in runs of older versions, too.
        public var minimumWageScope: Scope?

        /// Makes a place; the properties of the same names say what the parameters mean.
        public init(
            code: String, minimumWage: Double?, unemployment: Double?, unemploymentScope: Scope?, minimumWageScope: Scope? = nil
        ) {
            self.minimumWageScope = minimumWageScope
            self.code = code
            self.minimumWage = minimumWage
            self.unemployment = unemployment
            self.unemploymentScope = unemploymentScope
        }
    }

    /// A kejuruan that a BLK has.
    public struct Department: Sendable, Equatable {
        /// The JP a year that are free in its workshops; `nil` without a workshop.
        public var hoursFree: Int?
        /// Whether one of its workshops is a verified test site (TUK).
        public var hasTestSite: Bool

        /// Makes a department; the properties of the same names say what the parameters mean.
        public init(hoursFree: Int?, hasTestSite: Bool) {
            self.hoursFree = hoursFree
            self.hasTestSite = hasTestSite
        }
    }

    /// What came of a BLK's programme over the years that count.
    public struct Outcomes: Sendable, Equatable {
        /// Persons trained in the years for which it is known how many were certified.
        public var trained = 0
        /// Persons certified, of those trained.
        public var certified = 0
        /// Persons trained in the years that were traced.
        public var traced = 0
        /// Persons in work within six months, of those traced.
        public var placed = 0

        /// Makes outcomes of nobody.
        public init() {}

        /// Makes outcomes; the properties of the same names say what the parameters mean.
        public init(trained: Int, certified: Int, traced: Int, placed: Int) {
            self.trained = trained
            self.certified = certified
            self.traced = traced
            self.placed = placed
        }
    }
}
