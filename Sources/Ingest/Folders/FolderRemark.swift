/// Why a file of a folder, or a sheet of such a file, was not loaded and not even tried.
public enum FolderRemark: Sendable, Equatable {
    /// Its name begins with a point.
    case hidden
    /// An office program keeps it while somebody edits the file of that name.
    case lockFile
    /// It is a symbolic link.
    case link
    /// It is a device, a pipe or the like.
    case notRegular
    /// It lies too many folders deep.
    case tooDeep
    /// It cannot be read, though its name promises a table, or it is damaged.
    case unread(ImportError)
    /// It is no table that can be read.
    case noTable(ImportError)
    /// It has no rows.
    case empty
    /// Nothing is known that has these columns.
    case unknown(header: [String])
    /// It may be a table of the kind, but no shape is known that fits; a person has to say so.
    case guessed(ImportKind)
    /// Its columns fit several kinds equally well.
    case ambiguous([ImportKind])
    /// Its shape is known, and what it says depends on what a person states beside it: the columns.
    case unstated([ImportKind], columns: [String])
    /// Its regions stand side by side and its years below each other, or its other way round cannot be read.
    case transposed

    /// The remark for programs.
    public var code: String {
        switch self {
        case .hidden: "hidden"
        case .lockFile: "lock_file"
        case .link: "link"
        case .notRegular: "not_regular"
        case .tooDeep: "too_deep"
        case .unread: "unread"
        case .noTable: "no_table"
        case .empty: "empty"
        case .unknown: "unknown"
        case .guessed: "guessed"
        case .ambiguous: "ambiguous"
        case .unstated: "unstated"
        case .transposed: "transposed"
        }
    }

    /// Whether a person surely wanted the file to be loaded, so that leaving it is a refusal.
    public var isRefusal: Bool {
        switch self {
        case .unread, .unstated: true
        default: false
        }
    }
}
