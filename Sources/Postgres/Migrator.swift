import Digest
import Foundation

/// One step of the schema, from a file `NNNN_name.sql`.
public struct Migration: Sendable, Equatable {
    /// The number in the file's name.
    public let number: Int
    /// The file's name.
    public let name: String
    /// The statements.
    public let sql: String
    /// SHA-256 of the file's bytes, in hexadecimal digits.
    public let checksum: String
}

/// Why the schema was not brought up to date. Nothing of the failed step stays.
public enum MigrationError: Error, Equatable, CustomStringConvertible {
    /// The folder of migrations cannot be read.
    case unreadable(String)
    /// A file's name is none of a migration.
    case badName(String)
    /// A number is missing or stands twice.
    case numbering(expected: Int, found: String)
    /// A migration was applied with another content than its file has now.
    case changed(name: String)
    /// The database has migrations that this program does not know.
    case unknown(numbers: [Int])

    /// A sentence for the person who runs the program.
    public var description: String {
        switch self {
        case .unreadable(let path):
            "the folder of migrations cannot be read: \(path)"
        case .badName(let name):
            "'\(name)' is no migration: a name is four digits, '_', words, '.sql'"
        case .numbering(let expected, let found):
            "migration \(expected) is missing or twice: found '\(found)' in its place"
        case .changed(let name):
            "migration '\(name)' was applied with another content; applied migrations are never edited, add a new one"
        case .unknown(let numbers):
            "the database has migrations that this program does not know (\(numbers.map(String.init).joined(separator: ", "))): it is newer; update padan"
        }
    }
}

/// Brings a database to the newest schema, forward only.
public struct Migrator: Sendable {
    /// All migrations that this program knows, in their order.
    public let migrations: [Migration]
    private let preparation: String
    private let views: [String]

    /// Reads the schema's files.
    ///
    /// - Parameter sqlDirectory: Holds `roles.sql` (run first, each time), `migrations/` and `dashboard/` (views, run
    ///   when any migration, view or role changed).
    /// - Throws: `MigrationError` when the folder of migrations cannot be read or a name or number in it is wrong, an error of Foundation
    ///   when one of the files cannot be read.
    public init(sqlDirectory: URL) throws {
        let folder = sqlDirectory.appending(path: "migrations")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            throw MigrationError.unreadable(folder.path)
        }
        var migrations: [Migration] = []
        for name in names.filter({ $0.hasSuffix(".sql") }).sorted() {
            guard let match = name.wholeMatch(of: /(\d{4})_(\w+)\.sql/), let number = Int(match.1) else {
                throw MigrationError.badName(name)
            }
            guard number == migrations.count + 1 else {
                throw MigrationError.numbering(expected: migrations.count + 1, found: name)
            }
            let data = try Data(contentsOf: folder.appending(path: name))
            migrations.append(
                Migration(
                    number: number, name: name, sql: String(decoding: data, as: UTF8.self), checksum: sha256(data)))
        }
        self.migrations = migrations
        preparation = try String(contentsOf: sqlDirectory.appending(path: "roles.sql"), encoding: .utf8)
        let viewFolder = sqlDirectory.appending(path: "dashboard")
        // Functions read the views.
        views = try [viewFolder, viewFolder.appending(path: "functions")].flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return try names.filter { $0.hasSuffix(".sql") }.sorted().map {
                try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
            }
        }
    }

    /// Any number that only this program locks.
    private static let lockKey = 7_264_110

    /// Sets every number that a table gives by itself behind the largest one that stands in it.
    ///
    /// With `wal_level = minimal` PostgreSQL does not log what happens to a sequence in the transaction that creates it. Where such a transaction
    /// takes numbers, as a migration does that fills its new table, the next thirty are taken from what the sequence believes to have logged, and
    /// a server that is killed before its next checkpoint gives them again: no row can be added then. `setval` in a transaction of its own makes the
    /// next number a logged one, and mends what a kill has set back.
    private static let numbering = """
        DO $$
        DECLARE
            given record;
        BEGIN
            FOR given IN
                SELECT c.oid::regclass AS place, a.attname AS name, pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS sequence
                FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid
                WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND a.attnum > 0 AND NOT a.attisdropped
                  AND pg_get_serial_sequence(c.oid::regclass::text, a.attname) IS NOT NULL
                ORDER BY n.nspname, c.relname, a.attnum
            LOOP
                -- Nobody else takes a number meanwhile.
                EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', given.place);
                EXECUTE format(
                    'SELECT setval(%L, greatest(s.last_value, t.largest), s.is_called OR t.largest IS NOT NULL)
                     FROM %s AS s, (SELECT max(%I) AS largest FROM %s) AS t', given.sequence, given.sequence, given.name, given.place);
            END LOOP;
        END
        $$
        """

    /// Applies what is missing, each migration in a transaction of its own, under an advisory lock. The rights of the roles are asserted
    /// anew each time, because a database may have lost them although its schema is up to date. A schema that is up to date is seen without
    /// the lock, so that no session which holds it stops those who only want to know.
    ///
    /// - Parameter connection: A connection without an open transaction, as a user who may act as the owner.
    /// - Returns: The names of the migrations applied now; none when the schema was up to date.
    /// - Throws: `MigrationError` when the database and the files do not fit, `PostgresError` when a statement fails; nothing of the failed
    ///   step stays.
    public func migrate(_ connection: PostgresConnection) async throws -> [String] {
        if try await isUpToDate(connection) {
            do {
                try await assertRights(connection, patience: "1s")
                return []
            } catch let error as PostgresError where error.sqlState == "55P03" {
                // Somebody holds what is to be asserted. The schema is as it should be, and whoever wants to read it need not wait.
                connection.logger.info("the rights are asserted the next time: \(error.message)")
                return []
            } catch let error as PostgresError where error.kind == .server {
                connection.logger.info("the rights are asserted again, under the lock: \(error.message)")
            }
        }
        try await connection.execute("SELECT pg_advisory_lock($1)", [Self.lockKey])
        do {
            let applied = try await migrateLocked(connection)
            try await connection.execute("SELECT pg_advisory_unlock($1)", [Self.lockKey])
            return applied
        } catch {
            _ = try? await connection.execute("SELECT pg_advisory_unlock($1)", [Self.lockKey])
            throw error
        }
    }

    /// Runs `roles.sql`: makes the roles that are missing and gives them their rights on the connection's database.
    ///
    /// - Parameter connection: A connection without an open transaction, as a user who may act as the owner.
    /// - Throws: `PostgresError` when a statement fails.
    public func assertRights(_ connection: PostgresConnection) async throws {
        try await assertRights(connection, patience: nil)
    }

    /// Runs `roles.sql`, whose statements wait for a lock as long as `patience` says; `nil` for as long as others of the connection do.
    ///
    /// - Throws: `PostgresError` when a statement fails.
    private func assertRights(_ connection: PostgresConnection, patience: String?) async throws {
        let preparation = preparation
        try await connection.transaction { connection in
            if let patience { try connection.execute("SELECT set_config('lock_timeout', $1, true)", [patience]) }
            try connection.executeScript(preparation)
        }
    }

    /// Whether nothing is to be done, as far as one look without any lock tells.
    private func isUpToDate(_ connection: PostgresConnection) async throws -> Bool {
        let exists = try await connection.row("SELECT to_regclass('public.padan_migration') IS NOT NULL AS there") {
            try $0["there"] as Bool
        }
        guard exists == true else { return false }
        let done = try await checksums(connection)
        return done.count == migrations.count + 1 && done[0] == viewsDigest && migrations.allSatisfy { done[$0.number] == $0.checksum }
    }

    /// The state of roles, numbers and views together.
    private var viewsDigest: String { sha256(Data((preparation + Self.numbering + views.joined()).utf8)) }

    private func migrateLocked(_ connection: PostgresConnection) async throws -> [String] {
        let done = try await applied(connection)
        let unknown = done.keys.filter { $0 > migrations.count }
        guard unknown.isEmpty else { throw MigrationError.unknown(numbers: unknown.sorted()) }
        for migration in migrations {
            if let checksum = done[migration.number], checksum != migration.checksum {
                throw MigrationError.changed(name: migration.name)
            }
        }
        let pending = migrations.filter { done[$0.number] == nil }
        let viewsDigest = viewsDigest
        try await assertRights(connection)
        if pending.isEmpty, done[0] == viewsDigest { return [] }
        for migration in pending {
            try await connection.transaction { connection in
                try connection.executeScript(migration.sql)
                try connection.execute("RESET ROLE")
                try connection.execute(
                    "INSERT INTO public.padan_migration (number, name, checksum) VALUES ($1, $2, $3)",
                    [migration.number, migration.name, migration.checksum])
            }
        }
        let views = views
        try await connection.transaction { connection in
            try connection.executeScript(Self.numbering)
            for view in views { try connection.executeScript(view) }
            try connection.execute(
                """
                INSERT INTO public.padan_migration (number, name, checksum) VALUES (0, 'views and roles', $1)
                ON CONFLICT (number) DO UPDATE SET checksum = excluded.checksum, applied_at = now()
                """, [viewsDigest])
        }
        // What the migrations brought for the rights is asserted, too.
        try await assertRights(connection)
        return pending.map(\.name)
    }

    /// Checksums of the applied migrations by number; number 0 stands for roles and views together.
    private func applied(_ connection: PostgresConnection) async throws -> [Int: String] {
        try await connection.executeScript(
            """
            CREATE TABLE IF NOT EXISTS public.padan_migration (
                number integer PRIMARY KEY,
                name text NOT NULL,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            );
            COMMENT ON TABLE public.padan_migration IS 'Migrations applied by padan db migrate; number 0 is the state of roles and views';
            """)
        return try await checksums(connection)
    }

    private func checksums(_ connection: PostgresConnection) async throws -> [Int: String] {
        let pairs = try await connection.rows("SELECT number, checksum FROM public.padan_migration") { row in
            (try row["number"] as Int, try row["checksum"] as String)
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
