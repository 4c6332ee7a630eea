import Domain
import Foundation
import Postgres
import Report
import Store

extension Service {
    /// Adds a person who reads the schema `dashboard`, with a password made here.
    ///
    /// - Parameters:
    ///   - name: The name of the log-in: lower-case letters, digits and `_`.
    ///   - role: Whether the person reads everything or the rows of one BLK.
    ///   - blk: The code of the BLK, or a part of its name that only it has, for the role `blk` and only for it.
    ///   - validUntil: The last day of the password; `nil` for ever.
    ///   - asker: Who adds; the operator alone may.
    /// - Returns: The password, which is told this once, and where to connect.
    /// - Throws: `ServiceError` where somebody else than the operator asks, the name is taken or the BLK is unknown; `ConfigurationError` for
    ///   `readers.yaml`; `PostgresError` of kind `.usage` where a BLK is named for another role or missing for `blk`, and when the server refuses.
    public func addUser(_ name: String, role: ReaderRole, blk: String?, validUntil: Day?, as asker: Asker) async throws -> UserAccess {
        try asker.requireOperator()
        let password = Self.password()
        do {
            let bounds = try ReaderBounds(root).settings
            try await write(as: asker) { connection in
                try Store.bound(bounds, connection)
                let code = try blk.map { try Self.blk($0, connection).code }
                try Store.addUser(name, role: role, blk: code, password: password, validUntil: validUntil, connection)
            }
        } catch let error as PostgresError where error.sqlState == "42710" {
            throw ServiceError.userExists(name)
        }
        return try access(name, password)
    }

    /// The people and programs that read the schema `dashboard`, by name.
    ///
    /// - Parameter asker: Who asks; the operator alone may.
    /// - Returns: Their roles, BLKs and open sessions.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, and `PostgresError`.
    public func users(as asker: Asker) async throws -> [UserEntry] {
        try asker.requireOperator()
        return try await read(as: asker) {
            try Store.users($0).map {
                UserEntry(
                    name: $0.name, role: $0.role.rawValue, blkCode: $0.blkCode, validUntil: $0.validUntil,
                    connectionLimit: $0.connectionLimit, sessions: $0.sessions)
            }
        }
    }

    /// Takes a reader's log-in away, ends its sessions and drops it with all that belongs to it. Each step is a transaction of its own: a
    /// session cannot end before the log-in is closed for all to see. A log-in that cannot be dropped stays closed and listed.
    ///
    /// - Parameters:
    ///   - name: The name of the log-in.
    ///   - asker: Who does it; the operator alone may.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.unknownUser` for a name that is no
    ///   reader's, `ServiceError.userKept` where something belongs to it in a database that cannot be tidied up from here, and
    ///   `PostgresError`.
    public func revokeUser(_ name: String, as asker: Asker) async throws {
        try await requireReader(name, as: asker)
        try await write(as: asker) { try Store.closeLogIn(name, $0) }
        try await write(as: asker) { try Store.endSessions(name, $0) }
        let (here, places) = try await read(as: asker) { connection in
            (try Store.databaseName(connection), try Store.databases(withBelongingsOf: name, connection))
        }
        for place in places where place != here {
            do {
                try await PostgresConnection.connect(configuration.database(place)).transaction { try Store.dropBelongings(of: name, $0) }
            } catch let error as PostgresError {
                throw ServiceError.userKept(name, database: place, reason: error.message)
            }
        }
        do {
            try await write(as: asker) { try Store.dropUser(name, $0) }
        } catch let error as PostgresError where error.sqlState == "2BP01" {
            throw ServiceError.userKept(name, database: here, reason: error.detail ?? error.message)
        }
    }

    /// Gives a reader a new password and ends the sessions that came with the old one.
    ///
    /// - Parameters:
    ///   - name: The name of the log-in.
    ///   - asker: Who does it; the operator alone may.
    /// - Returns: The password, which is told this once, and where to connect.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.unknownUser` for a name that is no
    ///   reader's, and `PostgresError`.
    public func rotateUser(_ name: String, as asker: Asker) async throws -> UserAccess {
        try await requireReader(name, as: asker)
        let password = Self.password()
        try await write(as: asker) { try Store.changePassword(name, to: password, $0) }
        try await write(as: asker) { try Store.endSessions(name, $0) }
        return try access(name, password)
    }

    /// Refuses whoever is no reader, so that the owner, the service and somebody else's users are never touched.
    private func requireReader(_ name: String, as asker: Asker) async throws {
        let known = try await users(as: asker).map(\.name)
        guard known.contains(name) else { throw ServiceError.unknownUser(name, known: known) }
    }

    /// A random password of 24 letters and digits without look-alikes, which has 138 bits.
    private static func password() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        var generator = SystemRandomNumberGenerator()
        return String((0..<24).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
    }

    private func access(_ name: String, _ password: String) throws -> UserAccess {
        let options = try PostgresConfiguration.options(in: configuration.connectionString)
        func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text }
        let database = options["dbname"] ?? "padan"
        let place = options["host"].map { "?host=\(escaped($0))" + (options["port"].map { "&port=\($0)" } ?? "") } ?? ""
        return UserAccess(name: name, password: password, url: "postgresql://\(name):\(password)@/\(escaped(database))\(place)")
    }
}
