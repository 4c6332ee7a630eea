/// Why a file was not written.
public enum FileError: Error, Equatable, CustomStringConvertible {
    /// The file could not be made, written or given its name; the reason is the operating system's. The path `-` is standard output.
    case notWritten(path: String, reason: String)

    /// The failure in one English sentence.
    public var description: String {
        switch self {
        case .notWritten(let path, let reason): "\(path) could not be written: \(reason)"
        }
    }
}
