/// How a programme stands to a BLK. The raw value is the code in the table `padan.candidate_status`.
public enum CandidateStatus: Int16, Sendable, CaseIterable {
    /// The programme is in the BLK's own catalog.
    case running = 0
    /// The BLK has the kejuruan.
    case new = 1
    /// The kejuruan would have to be opened, which is a decision; such programmes are shown apart.
    case newDepartment = 2

    /// The name in files, JSON and views: `berjalan`, `baru` or `kejuruan baru`.
    public var name: String {
        switch self {
        case .running: "berjalan"
        case .new: "baru"
        case .newDepartment: "kejuruan baru"
        }
    }
}
