/// Rows of one kind that were loaded and do not count in openings or leavers, with the reason.
public struct UnusedInput: Sendable, Equatable {
    /// A kind of statement, named as `padan import` names it.
    public enum Kind: String, Sendable, CaseIterable {
        /// Advertisements.
        case vacancies
        /// Hires that employers state.
        case surveys
        /// Leavers of schools and training providers.
        case graduates
        /// Persons employed by industry.
        case employment
        /// Persons employed by occupation.
        case occupationEmployment = "occupation_employment"
    }

    /// Why rows do not count.
    public enum Reason: String, Sendable, CaseIterable {
        /// The figure is of a year after the day that the run is made for.
        case laterYear = "later_year"
        /// A later figure of the same series is used instead.
        case supersededYear = "superseded_year"
        /// Regions within state these persons themselves.
        case statedBelow = "stated_below"
        /// The region states the sections of this group, too; they count the same people and are used instead.
        case groupWithSections = "group_with_sections"
        /// The region states the divisions of this section, too; they count the same people and are used instead.
        case sectionWithDivisions = "section_with_divisions"
        /// The figure is the country's, and the register of regions has a part of the country only.
        case incompleteRegister = "incomplete_register"
        /// No staffing pattern says which occupations the industry employs.
        case noStaffingPattern = "no_staffing_pattern"
        /// `config/fields.csv` does not say which occupations the field of study prepares for.
        case unknownField = "unknown_field"
        /// The configuration has no entry rate above 0 for the provider.
        case noEntryRate = "no_entry_rate"
        /// No formula uses statements of this kind.
        case noFormula = "no_formula"
        /// The title of the advertisement has no code.
        case uncoded
        /// The place of the advertisement is not known.
        case unresolved
        /// The work is abroad or at home, which is in no region.
        case noRegion = "no_region"
        /// The days within which the advertisements were collected are not known.
        case noWindow = "no_window"
    }

    /// What the rows state.
    public let kind: Kind
    /// Why they do not count.
    public let reason: Reason
    /// The number of rows of which persons do not count, or not all.
    public let rows: Int
    /// How many persons of the rows do not count. Of a series of years (a region and an industry, a region and an occupation, or a region,
    /// a provider and a field) the latest of these years alone is counted, because one year states the same people again as the year
    /// before.
    public let persons: Double

    /// Makes an entry; the properties of the same names say what the parameters mean.
    public init(kind: Kind, reason: Reason, rows: Int, persons: Double) {
        self.kind = kind
        self.reason = reason
        self.rows = rows
        self.persons = persons
    }
}

extension DemandInputs {
    /// The rows that the model will not count, with the reason, in the order of the kinds and the reasons.
    ///
    /// - Parameter configuration: The configuration that the model will have.
    /// - Returns: One entry for each kind and reason that has rows; empty when every row counts. Advertisements are told apart from them.
    public func unused(_ configuration: DemandConfiguration) -> [UnusedInput] {
        UsableInputs(self, configuration).unused
    }
}
