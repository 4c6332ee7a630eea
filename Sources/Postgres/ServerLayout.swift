import Digest
import Foundation

/// Where the embedded server keeps its things.
///
/// `home` is `$PADAN_HOME`, else `$XDG_DATA_HOME/padan`, else `~/.local/share/padan`; for root `/var/lib/padan`, because
/// the server then runs as user `postgres`, to whom root's home is closed.
public struct ServerLayout: Sendable, Equatable {
    /// The folder of everything.
    public let home: String
    /// The account that runs the server; `nil` is the caller's own.
    public let serverUser: String?

    /// The folder of the data.
    public var data: String { home + "/pg" }
    /// The file of the server's log.
    public var log: String { home + "/server.log" }
    var lock: String { home + "/server.lock" }

    /// Bytes that a Unix socket's path may have.
    static let socketPathLimit = 107

    /// Names the places of a server.
    ///
    /// - Parameters:
    ///   - home: The folder of everything.
    ///   - serverUser: The account that runs the server; `nil` is the caller's own.
    public init(home: String, serverUser: String?) {
        self.home = home
        self.serverUser = serverUser
    }

    /// The layout that the environment asks for.
    ///
    /// - Parameters:
    ///   - environment: The variables of the environment.
    ///   - isRoot: Whether the caller is root.
    /// - Returns: The layout; nothing of it need exist.
    public static func current(
        environment: [String: String] = ProcessInfo.processInfo.environment, isRoot: Bool = geteuid() == 0
    ) -> ServerLayout {
        let home: String
        if let chosen = environment["PADAN_HOME"], !chosen.isEmpty {
            home = URL(filePath: chosen).standardizedFileURL.path
        } else if isRoot {
            home = "/var/lib/padan"
        } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            home = data + "/padan"
        } else {
            home = (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/padan"
        }
        return ServerLayout(home: home, serverUser: isRoot ? "postgres" : nil)
    }

    /// The folder of the socket: inside `home` where the path is short enough and can be named in lists of hosts and folders, in which a comma
    /// parts the items and quotes and backslashes have a meaning of their own; else one of ours under `/tmp`.
    public var socketDirectory: String {
        let inside = home + "/run"
        let isNameable = !inside.contains { ",\"\\".contains($0) }
        if isNameable, (inside + "/.s.PGSQL.5432").utf8.count <= Self.socketPathLimit { return inside }
        return "/tmp/padan-\(geteuid())-\(sha256(Data(data.utf8)).prefix(12))"
    }

    /// How to reach the server as its superuser `padan`.
    public var connectionString: String {
        let directory = socketDirectory.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        return "host='\(directory)' port=5432 user=padan dbname=padan"
    }

    /// The same as a URL.
    public var url: String {
        var unreserved = CharacterSet.alphanumerics
        unreserved.insert(charactersIn: "-._~")
        let directory = socketDirectory.addingPercentEncoding(withAllowedCharacters: unreserved) ?? socketDirectory
        return "postgresql://padan@/padan?host=\(directory)&port=5432"
    }
}
