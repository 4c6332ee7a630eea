import Scoring

/// One thing that a BLK lacks, or a reason for not running a programme, as files and phrases name it.
public struct MissingRecord: Codable, Sendable, Equatable {
    /// `instructor`, `workshop`, `workshop_hours`, `test_site`, `assessors`, or a blocked reason.
    public let code: String
    /// Units, hours, or scheme and days.
    public let items: [String]

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
