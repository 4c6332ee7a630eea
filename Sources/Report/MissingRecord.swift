import Scoring

/// One thing that a BLK lacks for a programme, or a reason for not running it, in the codes that files and phrases share.
public struct MissingRecord: Codable, Sendable, Equatable {
    /// What is lacking: `instructor`, `workshop`, `workshop_hours`, `test_site` or `assessors`; else the reason why the programme
    /// is blocked.
    public let code: String
    /// For instructors the codes of the units, for workshop hours the JP, for assessors the scheme and the days; empty for the
    /// others.
    public let items: [String]

    /// The records of everything that stands between a BLK and a programme; empty when the programme is ready.
    public static func list(_ eligibility: Eligibility) -> [MissingRecord] {
        switch eligibility {
        case .ready: []
        case .blocked(let reason): [MissingRecord(code: reason.rawValue, items: [])]
        case .readyIf(let missing):
            missing.map { item in
                switch item {
                case .instructor(let units): MissingRecord(code: "instructor", items: units)
                case .workshop: MissingRecord(code: "workshop", items: [])
                case .workshopHours(let hours): MissingRecord(code: "workshop_hours", items: [String(hours)])
                case .testSite: MissingRecord(code: "test_site", items: [])
                case .assessors(let scheme, let days): MissingRecord(code: "assessors", items: [scheme, String(days)])
                }
            }
        }
    }
}
