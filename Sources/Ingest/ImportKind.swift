/// What a file may hold.
public enum ImportKind: String, Sendable, CaseIterable {
    /// Provinces, regencies and cities.
    case regions
    /// Districts, so that names of places are found.
    case districts
    /// The classification of industries (KBLI).
    case industries
    /// The classification of occupations (KBJI).
    case occupations
    /// Job titles with the codes that analysts teach.
    case titles
    /// Competency units of SKKNI.
    case units
    /// Certification schemes.
    case schemes
    /// The national catalog of training programmes.
    case programs
    /// Training centres.
    case blks
    /// Which BLK runs which programme.
    case catalogs
    /// Workshops of BLKs and their hours.
    case workshops
    /// Instructors and the units that they are certified for.
    case instructors
    /// Licensed assessors of schemes.
    case assessors
    /// Persons employed by region and industry.
    case employment
    /// Persons employed by region and group of occupations.
    case occupationEmployment = "occupation_employment"
    /// Employed and unemployed persons by region.
    case labourForce = "labour_force"
    /// Gross regional domestic product (PDRB) by region and section.
    case grdp
    /// Advertisements.
    case vacancies
    /// Yearly leavers of schools and other providers.
    case graduates
    /// Minimum wages.
    case wages
    /// Rates of unemployment and the labour force.
    case unemployment
    /// Hires that employers state.
    case surveys
    /// What became of those who were trained, by year.
    case outcomes
    /// What BLKs ran in each month.
    case realizations
    /// Targets of networks.
    case targets
    /// Budgets of BLKs and networks.
    case budgets

    /// Whether the file tells facts of single BLKs and networks, which are made up in the sample; all other kinds are statistics, vocabularies
    /// and the programme catalog, which everybody shares.
    public var isOfBlks: Bool {
        switch self {
        case .blks, .catalogs, .workshops, .instructors, .assessors, .outcomes, .realizations, .targets, .budgets: true
        case .regions, .districts, .industries, .occupations, .titles, .units, .schemes, .programs, .employment, .occupationEmployment,
            .labourForce, .grdp, .vacancies, .graduates, .wages, .unemployment, .surveys:
            false
        }
    }

    /// Whether its rows go into a table, given with its schema.
    public func fills(_ table: String) -> Bool {
        specification.merges.contains { $0.table == table } || specification.lists.contains { $0.table == table }
    }

    /// Its columns, checks and tables.
    public var specification: KindSpecification {
        switch self {
        case .regions: .regions
        case .districts: .districts
        case .industries: .industries
        case .occupations: .occupations
        case .titles: .titles
        case .units: .units
        case .schemes: .schemes
        case .programs: .programs
        case .blks: .blks
        case .catalogs: .catalogs
        case .workshops: .workshops
        case .instructors: .instructors
        case .assessors: .assessors
        case .employment: .employment
        case .occupationEmployment: .occupationEmployment
        case .labourForce: .labourForce
        case .grdp: .grdp
        case .vacancies: .vacancies
        case .graduates: .graduates
        case .wages: .wages
        case .unemployment: .unemployment
        case .surveys: .surveys
        case .outcomes: .outcomes
        case .realizations: .realizations
        case .targets: .targets
        case .budgets: .budgets
        }
    }
}
