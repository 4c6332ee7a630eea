/// What the model wondered about, as a case with its facts.
public enum DemandWarning: Sendable, Equatable {
    /// The configuration says nothing of a source of advertisements, so that the standard coverage was used.
    case unknownSource(String)
    /// No staffing pattern says which occupations these industries employ.
    case unstaffedIndustries([String])
    /// `config/fields.csv` does not say which occupations these fields of study prepare for.
    case unknownFields([String])

    /// The sentence for programs and logs, in English.
    public var text: String {
        switch self {
        case .unknownSource(let source):
            "vacancies of '\(source)': config/demand.yaml has no coverage for this source, the standard one was used"
        case .unstaffedIndustries(let codes):
            "industries without a staffing pattern in config/staffing.csv: \(codes.joined(separator: ", "))"
        case .unknownFields(let fields): "fields of study not in config/fields.csv: \(fields.joined(separator: ", "))"
        }
    }
}
