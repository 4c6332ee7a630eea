/// Why the embedded server could not be used.
public enum EmbeddedServerError: Error, Equatable, CustomStringConvertible {
    case noServer
    case wrongMajor(data: String, found: Int, installed: [Int])
    case noServerUser(String)
    case closedDirectory(String, user: String)
    case notADatabase(String)
    case foreignSocketDirectory(String)
    case busy(lock: String)
    case initFailed(String)
    case startFailed(log: String, tail: String)
    case stopFailed(String)
    case io(path: String, reason: String)

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
        case .notADatabase(let path):
            "\(path) exists and is no PostgreSQL data directory; it was left alone, choose another place with PADAN_HOME"
        case .foreignSocketDirectory(let path):
            "\(path) belongs to somebody else; remove it or choose a shorter PADAN_HOME"
        case .busy(let lock):
            "another padan has held \(lock) for more than a minute"
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
