import Domain
import Foundation
import Postgres
import Report
import Store

extension Service {
    /// Adds a person who logs in to the database, with a password made here.
    ///
    /// - Parameters:
    ///   - name: The name of the log-in: lower-case letters, digits and `_`.
    ///   - role: What the person may see and do.
    ///   - blk: The code of the BLK, or a part of its name that only it has, for the role `blk`; the BBPLK likewise for the role `network`;
    ///     `nil` for the others.
    ///   - validUntil: The last day of the password; `nil` for ever.
    ///   - asker: Who adds; the operator alone may.
    /// - Returns: The password, which is told this once, and where to connect.
    /// - Throws: `ServiceError` where somebody else than the operator asks, the name is taken, the BLK is unknown or leads no network, or this
    ///   log-in may make no others; `ConfigurationError` for `readers.yaml`; `PostgresError` of kind `.usage` where a BLK is named for a role
    ///   that belongs to none or missing for the others, and when the server refuses.
    public func addUser(_ name: String, role: ReaderRole, blk: String?, validUntil: Day?, as asker: Asker) async throws -> UserAccess {
        try await requireOwner(as: asker)
        let password = Self.password()
        do {
            let bounds = try ReaderBounds(root).settings
            try await write(as: asker) { connection in
                try Store.bound(bounds, connection)
                let code = try blk.map { try role == .network ? Self.lead($0, connection) : Self.blk($0, connection) }?.code
                try Store.addUser(name, role: role, blk: code, password: password, validUntil: validUntil, connection)
            }
        } catch let error as PostgresError where error.sqlState == "42710" {
            throw ServiceError.userExists(name)
        }
        return try access(name, password)
    }

    /// A BLK that leads a network: a BBPLK, or whoever guides others.
    ///
    /// - Throws: `ServiceError.leadsNoNetwork`, what `blk` throws, and `PostgresError`.
    private static func lead(_ asked: String, _ connection: isolated PostgresConnection) throws -> Blk {
        let lead = try blk(asked, connection)
        guard try lead.kind == .bbplk || Store.blks(connection).contains(where: { $0.parentCode == lead.code }) else {
            throw ServiceError.leadsNoNetwork(lead.code)
        }
        return lead
    }

    /// Refuses, before anything is changed, a log-in that may make no others: log-ins belong to the owner of the database.
    ///
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.usersAreTheOwners`, and `PostgresError`.
    private func requireOwner(as asker: Asker) async throws {
        try asker.requireOperator()
        guard try await read(as: asker, { try Store.mayMakeUsers($0) }) else { throw ServiceError.usersAreTheOwners }
    }

    /// The people and programs that log in to the database, by name.
    ///
    /// - Parameter asker: Who asks; the operator alone may.
    /// - Returns: Their roles, BLKs and open sessions.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, and `PostgresError`.
    public func users(as asker: Asker) async throws -> [UserEntry] {
        try asker.requireOperator()
        return try await read(as: asker) {
            try Store.users($0).map {
                UserEntry(
                    name: $0.name, role: $0.role.rawValue, blkCode: $0.blkCode, isWithheld: $0.isWithheld, validUntil: $0.validUntil,
                    connectionLimit: $0.connectionLimit, sessions: $0.sessions)
            }
        }
    }

    /// Takes a reader's log-in away, ends its sessions and drops it with all that belongs to it. Each step is a transaction of its own: a
    /// session that begins while others are ended ends after the log-in was closed for all to see. A log-in that cannot be dropped stays closed and listed.
    ///
    /// - Parameters:
    ///   - name: The name of the log-in.
    ///   - asker: Who does it; the operator alone may.
    ///   - progress: It is told `.deaf` for each session that goes on although its log-in is gone.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.usersAreTheOwners` where this log-in
    ///   may make no others, `ServiceError.unknownUser` for a name that is no reader's, `ServiceError.userKept` where something belongs to
    ///   it in a database that cannot be tidied up from here, and `PostgresError`.
    public func revokeUser(_ name: String, as asker: Asker, progress: ServiceProgress.Report = { _ in }) async throws {
        try await requireReader(name, as: asker)
        // A session may hold the very row of its role that is to be changed.
        _ = try await write(as: asker) { try Store.endSessions(name, $0) }
        try await write(as: asker) { try Store.closeLogIn(name, $0) }
        for process in try await write(as: asker, { try Store.endSessions(name, $0) }) { progress(.deaf(process: process)) }
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
    ///   - progress: It is told `.deaf` for each session that goes on.
    /// - Returns: The password, which is told this once, and where to connect.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.usersAreTheOwners` where this log-in
    ///   may make no others, `ServiceError.unknownUser` for a name that is no reader's, and `PostgresError`.
    public func rotateUser(_ name: String, as asker: Asker, progress: ServiceProgress.Report = { _ in }) async throws -> UserAccess {
        try await requireReader(name, as: asker)
        let password = Self.password()
        _ = try await write(as: asker) { try Store.endSessions(name, $0) }
        try await write(as: asker) { try Store.changePassword(name, to: password, $0) }
        for process in try await write(as: asker, { try Store.endSessions(name, $0) }) { progress(.deaf(process: process)) }
        return try access(name, password)
    }

    /// Refuses whoever is no reader, so that the owner, the service and somebody else's users are never touched.
    private func requireReader(_ name: String, as asker: Asker) async throws {
        try await requireOwner(as: asker)
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
