import Domain
import Files
import Foundation
import Postgres
import Report
import Store

extension Service {
    /// Brings the schema up to date, and loads the classifications where there are none.
    ///
    /// - Parameter asker: Who wants it; the operator alone may.
    /// - Returns: The names of the migrations applied now; empty when the database was up to date.
    /// - Throws: `ServiceError.actIsTheOperators`, `MigrationError`, `ConfigurationError` for `readers.yaml`, `ImportError` for a file of
    ///   classifications, an error of Foundation where a
    ///   file of `sql/` cannot be read, and `PostgresError`; nothing of a failed step stays.
    public func migrate(as asker: Asker) async throws -> [String] {
        try asker.requireOperator()
        let migrator = try await migrator()
        let bounds = try ReaderBounds(root).settings
        let applied = try await pool.withConnection { connection in
            let applied = try await migrator.migrate(connection)
            try await connection.transaction {
                try Store.bound(bounds, $0)
                try Store.markLogIns($0)
            }
            return applied
        }
        try await loadClassifications(as: asker)
        return applied
    }

    /// The steps of the schema, read from `sql/`.
    private func migrator() async throws -> Migrator {
        let root = root
        return try await blockingWork { _ in try Migrator(sqlDirectory: root.sql) }
    }

    /// Empties the database in one transaction and makes the schema anew in those that follow; all data are lost.
    ///
    /// - Parameter asker: Who wants it; the operator alone may.
    /// - Returns: The names of the migrations applied.
    /// - Throws: `ServiceError.actIsTheOperators`, and what `migrate` throws.
    public func reset(as asker: Asker) async throws -> [String] {
        try await write(as: asker) { connection in
            try connection.executeScript(
                "DROP SCHEMA IF EXISTS dashboard, staging, padan CASCADE; DROP TABLE IF EXISTS public.padan_migration")
        }
        return try await migrate(as: asker)
    }

    /// The URL of the database, for other programs.
    ///
    /// - Parameter asker: Who asks; the operator alone may.
    /// - Returns: The embedded server's URL, or the connection string that the service was opened with.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator.
    public func url(as asker: Asker) throws -> String {
        try asker.requireOperator()
        return server?.layout.url ?? configuration.connectionString
    }

    /// Starts the embedded server; one that runs already is left as it is.
    ///
    /// - Parameters:
    ///   - asker: Who wants it; the operator alone may.
    ///   - progress: It is told `.starting` and `.waitingForServer`.
    /// - Returns: The server's state.
    /// - Throws: `ServiceError.actIsTheOperators`, `EmbeddedServerError` and `ChildProcessError` where the server cannot be started,
    ///   `PostgresError` where it cannot be reached, and `CancellationError`.
    public static func startServer(as asker: Asker, progress: @escaping ServiceProgress.Report = { _ in }) async throws -> ServerStatus {
        try asker.requireOperator()
        let server = EmbeddedServer()
        _ = try await server.start(
            progress: { progress(.starting($0)) }, waiting: { progress(.waitingForServer(process: $0)) })
        return try status(of: server)
    }

    /// Stops the embedded server; open transactions are rolled back.
    ///
    /// - Parameters:
    ///   - asker: Who wants it; the operator alone may.
    ///   - progress: It is told `.waitingForServer`, and `.deaf` for sessions that do not end.
    /// - Returns: False when it did not run.
    /// - Throws: `ServiceError.actIsTheOperators`, `EmbeddedServerError` and `ChildProcessError` where the server does not stop, and
    ///   `CancellationError`.
    public static func stopServer(as asker: Asker, progress: @escaping ServiceProgress.Report = { _ in }) async throws -> Bool {
        try asker.requireOperator()
        return try await EmbeddedServer().stop(
            waiting: { progress(.waitingForServer(process: $0)) }, deaf: { $0.forEach { progress(.deaf(process: Int($0))) } })
    }

    /// The embedded server's state, found out without starting anything.
    ///
    /// - Parameter asker: Who asks; the operator alone may.
    /// - Returns: Whether it runs and where its files are.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `EmbeddedServerError` where the account that calls may not look
    ///   into the server's folder.
    public static func serverStatus(as asker: Asker) async throws -> ServerStatus {
        try asker.requireOperator()
        return try status(of: EmbeddedServer())
    }

    private static func status(of server: EmbeddedServer) throws -> ServerStatus {
        let layout = server.layout
        var process: Int32?
        let state: ServerStatus.State
        switch try server.status() {
        case .running(let id): (state, process) = (.running, id)
        case .stopped: state = .stopped
        case .absent: state = .absent
        }
        return ServerStatus(
            state: state, process: process, data: layout.data, socketDirectory: layout.socketDirectory, log: layout.log, url: layout.url)
    }

    /// Saves the whole database to one file, which appears when it is complete.
    ///
    /// - Parameters:
    ///   - path: The file to write.
    ///   - asker: Who wants it; the operator alone may.
    /// - Throws: `ServiceError.actIsTheOperators`, `EmbeddedServerError` where no server programs are installed, `Backup.Failure` and
    ///   `ChildProcessError` where `pg_dump` fails or the file cannot be written, `PostgresError` where the connection string cannot be
    ///   handed on, and `CancellationError`.
    public func backUp(to path: String, as asker: Asker) async throws {
        try asker.requireOperator()
        try await backup().write(to: path)
    }

    /// Replaces the database by a backup; a file that cannot be read whole changes nothing. A backup of an earlier version is brought up to date.
    ///
    /// Log-ins are the server's and stand in no backup. Those about whom backup and server do not agree have no rights afterwards, and are told.
    ///
    /// - Parameters:
    ///   - path: The backup.
    ///   - asker: Who wants it; the operator alone may.
    ///   - progress: It is told `.leftOut`.
    /// - Returns: The log-ins without rights, by name.
    /// - Throws: `ServiceError.actIsTheOperators`, `EmbeddedServerError` where no server programs are installed, `Backup.Failure` and
    ///   `ChildProcessError` where the file is broken or `pg_restore` fails, `MigrationError` for the files of `sql/` and for a backup of a
    ///   newer version, `PostgresError` where the server refuses a step, and `CancellationError`.
    @discardableResult
    public func restore(
        from path: String, as asker: Asker, progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> [WithheldLogIn] {
        try asker.requireOperator()
        let backup = try await backup { progress(.leftOut($0)) }
        let migrator = try await migrator()
        let (before, secrets) = try await read(as: asker) { (try Store.logIns($0), try Store.secretNotes($0)) }
        await pool.close()
        return try await backup.restore(from: path, migrator: migrator) { connection in
            let logIns = try await connection.transaction { try Store.takeLogIns($0) }
            _ = try await migrator.migrate(connection)
            return try await connection.transaction {
                try Store.reconcileSecretNotes(secrets, $0)
                return try Store.reconcileLogIns(of: logIns, before: before, $0)
            }
        }
    }

    /// Removes the databases that a killed restore of this one left.
    ///
    /// - Throws: `PostgresError`.
    func removeUnfinishedRestores() async throws -> [String] {
        let isLocal = server != nil
        return try await pool.withConnection { try await Backup.removeLeftovers(isLocal: isLocal, $0) }
    }

    /// Removes the files in a folder that killed processes of this user could not finish.
    ///
    /// - Parameters:
    ///   - folder: A folder into which a file is about to be written.
    ///   - asker: Who wants it; the operator alone may.
    /// - Returns: The paths that were removed.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator.
    public static func removeLeftovers(in folder: String, as asker: Asker) throws -> [String] {
        try asker.requireOperator()
        return Leftovers.remove(in: folder)
    }

    private func backup(_ remark: @escaping @Sendable (Backup.Remark) -> Void = { _ in }) async throws -> Backup {
        Backup(
            binaries: try await (server ?? EmbeddedServer()).chooseBinaries(), configuration: configuration,
            scope: BackupScope(
                schemas: ["padan", "staging", "dashboard"], publicTables: ["padan_migration"], extensions: ["btree_gist"],
                roles: ["padan_owner", "padan_app", "padan_request", "padan_request_blk"] + ReaderRole.allCases.map(\.groupName)),
            remark: remark)
    }
}
