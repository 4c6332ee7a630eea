/// What the model wondered about, as a case with its facts.
public enum DemandWarning: Sendable, Equatable {
    /// The configuration says nothing of a source of advertisements, so that the standard coverage was used.
    case unknownSource(String)
    /// No staffing pattern says which occupations these industries employ.
    case unstaffedIndustries([String])
    /// `config/fields.csv` does not say which occupations these fields of study prepare for.
    case unknownFields([String])
    /// A region states fewer persons than its parts do: of an industry, or of a kind of provider and field. `parts` is what the parts sum
    /// to.
    case negativeRemainder(region: String, subject: String, stated: Double, parts: Double)
    /// Nobody states these sections one by one, so that the figures that so many regions state of the group were split in equal parts.
    case unknownMix(group: String, regions: Int)

    /// The sentence for programs and logs, in English.
    public var text: String {
        switch self {
        case .unknownSource(let source):
            "vacancies of '\(source)': config/demand.yaml has no coverage for this source, the standard one was used"
        case .unstaffedIndustries(let codes):
            "industries without a staffing pattern in config/staffing.csv: \(codes.joined(separator: ", "))"
        case .negativeRemainder(let region, let subject, let stated, let parts):
            "region \(region) states \(Int(stated.rounded())) persons of \(subject), its parts \(Int(parts.rounded()))"
        case .unknownMix(let group, let regions):
            "nobody states the sections of the group \(group) one by one; the figures of \(regions) regions were split in equal parts"
        case .unknownFields(let fields): "fields of study not in config/fields.csv: \(fields.joined(separator: ", "))"
        }
    }
}
