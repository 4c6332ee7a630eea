/// What a file may hold.
public enum ImportKind: String, Sendable, CaseIterable {
    case regions, districts, industries, occupations, titles, units, schemes, programs, blks, catalogs, workshops
    case instructors, assessors, employment, vacancies, graduates, wages, unemployment, surveys, outcomes, realizations, targets, budgets

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
