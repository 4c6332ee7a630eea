import Configuration
import Domain
import Foundation

/// What bounds readers, from `config/readers.yaml`.
public struct ReaderBounds: Codable, Sendable {
    /// What bounds the log-ins of one group.
    public struct Group: Codable, Sendable {
        /// The sessions that one log-in may have at once.
        public var connections: Int
        /// The time that a statement may take, in seconds.
        public var statementSeconds: Int
        /// The time for which nothing may happen in an open transaction, in seconds.
        public var idleTransactionSeconds: Int
        /// The time for which a statement waits for a lock, in seconds.
        public var lockSeconds: Int
        /// The size of the temporary files of a session, in megabytes.
        public var temporaryMegabytes: Int

        private enum CodingKeys: String, CodingKey {
            case connections
            case statementSeconds = "statement_seconds"
            case idleTransactionSeconds = "idle_transaction_seconds"
            case lockSeconds = "lock_seconds"
            case temporaryMegabytes = "temporary_megabytes"
        }

        /// The numbers with their keys.
        fileprivate var numbers: [(key: String, value: Int)] {
            [
                (CodingKeys.connections, connections), (.statementSeconds, statementSeconds),
                (.idleTransactionSeconds, idleTransactionSeconds), (.lockSeconds, lockSeconds), (.temporaryMegabytes, temporaryMegabytes),
            ].map { ($0.0.stringValue, $0.1) }
        }

        /// The settings of PostgreSQL, and the limit of sessions.
        fileprivate var settings: [String: String] {
            [
                "connections": "\(connections)", "statement_timeout": "\(statementSeconds)s",
                "idle_in_transaction_session_timeout": "\(idleTransactionSeconds)s", "lock_timeout": "\(lockSeconds)s",
                "temp_file_limit": "\(temporaryMegabytes)MB", "default_transaction_read_only": "on",
                // Programs write into the server's log by errors and RAISE: what readers say there would fill its disk.
                "log_min_messages": "fatal", "log_min_error_statement": "panic",
            ]
        }
    }

    /// The connections of the server that readers never take together.
    public var reserve: Int
    /// The bounds of each group.
    public var groups: Groups

    /// The groups of readers.
    public struct Groups: Codable, Sendable {
        /// The bounds of analysts, of people of a BLK, and of people of a network.
        public var analyst, blk, network: Group

        /// The groups by the names of their roles without `padan_`.
        fileprivate var named: [(name: String, group: Group)] { [("analyst", analyst), ("blk", blk), ("network", network)] }
    }

    /// Reads the bounds of an installation.
    ///
    /// - Parameter root: Where `config/` lies.
    /// - Throws: `ConfigurationError` with the line at fault.
    public init(_ root: DataRoot) throws {
        try self.init(ConfigurationFile(root.config.appending(path: "readers.yaml")))
    }

    /// Reads a file of the form of `readers.yaml`.
    init(_ file: ConfigurationFile) throws {
        self = try file.decode()
        if let fault = firstFault() { throw file.error(fault) }
    }

    /// The largest number that PostgreSQL takes for all of these, in its own units: milliseconds, and kilobytes.
    private static let most = 2_000_000

    /// What is wrong with the numbers; `nil` when nothing is.
    private func firstFault() -> SettingFault? {
        if !(0...Self.most).contains(reserve) { return SettingFault(["reserve"], code: "reader_bound_range") }
        for (name, group) in groups.named {
            for (key, value) in group.numbers where !(1...Self.most).contains(value) {
                return SettingFault(["groups", name, key], code: "reader_bound_range")
            }
        }
        return nil
    }

    /// The bounds as the database keeps them: settings by group role.
    var settings: [String: [String: String]] {
        var all = Dictionary(uniqueKeysWithValues: groups.named.map { ("padan_\($0.name)", $0.group.settings) })
        all["server"] = ["reserve": "\(reserve)"]
        return all
    }
}
