/// Why the embedded server could not be used.
public enum EmbeddedServerError: Error, Equatable, CustomStringConvertible {
    /// No PostgreSQL server that is new enough is installed.
    case noServer
    /// The data are of a major version that is not installed.
    case wrongMajor(data: String, found: Int, installed: [Int])
    /// The account that shall run the server for root does not exist.
    case noServerUser(String)
    /// The account that runs the server for root may not enter a folder above the data.
    case closedDirectory(String, user: String)
    /// The path holds a line break or another control character, which PostgreSQL's own files cannot hold.
    case unusablePath(String)
    /// The account that called may not enter a folder above the data, or the data; it belongs to `owner`.
    case closedToCaller(String, caller: String, owner: String)
    /// The data belong to another account than the one that would run the server.
    case foreignData(String, owner: String, expected: String)
    /// The folder of the data exists and is no database.
    case notADatabase(String)
    /// The folder of the socket belongs to somebody else.
    case foreignSocketDirectory(String)
    /// Another process has held the lock for too long; its number, where it has left it.
    case busy(lock: String, process: Int32?)
    /// `initdb` failed, with its output.
    case initFailed(String)
    /// The server did not start, with the end of its log.
    case startFailed(log: String, tail: String)
    /// The server did not stop, with the output of `pg_ctl`.
    case stopFailed(String)
    /// A file or folder could not be made, written or opened.
    case io(path: String, reason: String)

    /// A sentence for the person who runs the program, with what to do.
    public var description: String {
        switch self {
        case .noServer:
            "no PostgreSQL server (15 or later) is installed; install the Debian package 'postgresql-15' (apt-get install postgresql-15), or name another server with --database-url"
        case .wrongMajor(let data, let found, let installed):
            "the data in \(data) are of PostgreSQL \(found), installed is \(installed.map(String.init).joined(separator: ", ")); install postgresql-\(found), or back up there and restore here (padan db backup, padan db restore)"
        case .noServerUser(let user):
            "PostgreSQL refuses to run as root and the account '\(user)' does not exist; install the Debian package 'postgresql-15', or run padan as an ordinary user"
        case .closedDirectory(let path, let user):
            "the account '\(user)', which runs the server for root, may not enter \(path); choose another place with PADAN_HOME"
        case .unusablePath(let path):
            "PADAN_HOME holds a line break or another control character: \(path.debugDescription); choose another place"
        case .closedToCaller(let path, let caller, let owner):
            "the account '\(caller)' may not enter \(path), which belongs to '\(owner)'; run padan as '\(owner)', or choose another place with PADAN_HOME"
        case .foreignData(let path, let owner, let expected):
            "the data in \(path) belong to the account '\(owner)', and the server would run as '\(expected)'; run padan as '\(owner)', or choose another place with PADAN_HOME"
        case .notADatabase(let path):
            "\(path) exists and is no PostgreSQL data directory; it was left alone, choose another place with PADAN_HOME"
        case .foreignSocketDirectory(let path):
            "\(path) belongs to somebody else; remove it or choose a shorter PADAN_HOME"
        case .busy(let lock, let process):
            "another padan (process \(process.map { String($0) } ?? "?")) has held \(lock) for more than five minutes"
        case .initFailed(let output):
            "initdb failed: \(output.trimmed)"
        case .startFailed(let log, let tail):
            "the server did not start; the end of \(log):\n\(tail)"
        case .stopFailed(let output):
            "the server did not stop: \(output.trimmed)"
        case .io(let path, let reason):
            "\(path): \(reason)"
        }
    }
}
