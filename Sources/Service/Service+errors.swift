import Allocation
import Configuration
import Domain
import Foundation
import Ingest
import Postgres
import Processes
import Report
import Store

extension Service {
    /// The sentence of an error that a function of the service throws, in the reader's language.
    ///
    /// - Parameters:
    ///   - error: An error of the service or of a room below it.
    ///   - phrases: The reader's language.
    /// - Returns: The sentence; `nil` for an error that no sentence stands for.
    public static func sentence(of error: any Error, _ phrases: Phrases) -> String? {
        switch error {
        case let refusal as ImportError: refusal.sentence(phrases.words)
        default: facts(of: error).map { phrases.sentence($0.code, $0.facts) }
        }
    }

    /// The code and the facts of an error that a function of the service throws, for front ends that put it into words with `Phrases`.
    ///
    /// - Parameter error: An error of the service or of a room below it.
    /// - Returns: The key of the sentence and the values of its places; `nil` for an error that no sentence stands for.
    public static func facts(of error: any Error) -> (code: String, facts: [String: Fact])? {
        switch error {
        case let error as ServiceError: (error.code, error.facts)
        case let error as ConfigurationError: (error.code, error.facts)
        case let error as EmbeddedServerError: serverFacts(error)
        case let error as MigrationError: migrationFacts(error)
        case let error as PostgresError: databaseFacts(error)
        case let error as Backup.Failure:
            switch error {
            case .tool(let name, let output): ("error.backup.tool", ["tool": .text(name), "reason": .foreign(output)])
            case .file(let path, let reason): ("export.not_written", ["file": .text(path), "reason": .foreign(reason)])
            case .unreadable(let path): ("error.backup.unreadable", ["file": .text(path)])
            }
        case let error as ChildProcessError:
            switch error {
            case .notFound(let program): ("error.child.not_found", ["program": .text(program)])
            case .notStarted(let program, let reason): ("error.child.not_started", ["program": .text(program), "reason": .foreign(reason)])
            case .timeLimit(let program): ("error.child.time_limit", ["program": .text(program)])
            }
        case let fault as AllocationFault: ("error.plan.too_large", ["reason": .phrase(fault.code, fault.facts)])
        case StoreError.unknownCriteria(let names): ("error.store.unknown_criteria", ["list": .list(names)])
        case WorkbookError.notWritten(let path, let reason): ("export.not_written", ["file": .text(path), "reason": .foreign(reason)])
        case OutputFile.Failure.notWritten(let path, let reason):
            ("export.not_written", ["file": ServiceError.file(path, standard: "output.standard"), "reason": .foreign(reason)])
        case let error as DataRoot.NotFound: ("error.no_data_root", ["reason": .text("\(error)")])
        default: nil
        }
    }

    private static func serverFacts(_ error: EmbeddedServerError) -> (code: String, facts: [String: Fact]) {
        switch error {
        case .noServer: ("error.server.none", [:])
        case .wrongMajor(let data, let found, let installed):
            (
                "error.server.wrong_major",
                ["data": .text(data), "found": .number(found), "installed": .list(installed.map { String($0) })]
            )
        case .noServerUser(let user): ("error.server.no_user", ["user": .text(user)])
        case .closedDirectory(let path, let user): ("error.server.closed_directory", ["path": .text(path), "user": .text(user)])
        case .unusablePath(let path): ("error.server.unusable_path", ["path": .text(path)])
        case .closedToCaller(let path, let caller, let owner):
            ("error.server.closed_to_caller", ["path": .text(path), "caller": .text(caller), "owner": .text(owner)])
        case .foreignData(let path, let owner, let expected):
            ("error.server.foreign_data", ["path": .text(path), "owner": .text(owner), "expected": .text(expected)])
        case .notADatabase(let path): ("error.server.not_a_database", ["path": .text(path)])
        case .foreignSocketDirectory(let path): ("error.server.foreign_socket", ["path": .text(path)])
        case .busy(let lock, let process):
            ("error.server.busy", ["lock": .text(lock), "process": .text(process.map { String($0) } ?? "?")])
        case .initFailed(let output): ("error.server.init_failed", ["reason": .foreign(output)])
        case .startFailed(let log, let tail): ("error.server.start_failed", ["log": .text(log), "reason": .foreign(tail)])
        case .stopFailed(let output): ("error.server.stop_failed", ["reason": .foreign(output)])
        case .io(let path, let reason): ("error.server.io", ["path": .text(path), "reason": .foreign(reason)])
        }
    }

    private static func migrationFacts(_ error: MigrationError) -> (code: String, facts: [String: Fact]) {
        switch error {
        case .unreadable(let path): ("error.migration.unreadable", ["path": .text(path)])
        case .badName(let name): ("error.migration.bad_name", ["name": .text(name)])
        case .numbering(let expected, let found): ("error.migration.numbering", ["expected": .number(expected), "found": .text(found)])
        case .changed(let name): ("error.migration.changed", ["name": .text(name)])
        case .unknown(let numbers): ("error.migration.unknown", ["list": .list(numbers.map { String($0) })])
        }
    }

    /// A moment in the time of Jakarta, which has no summer time.
    static func jakartaTime(_ moment: Date) -> String {
        let format = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: TimeZone(secondsFromGMT: 7 * 3_600) ?? .gmt)
            .year().month().day().time(includingFractionalSeconds: false)
        return moment.formatted(format) + " WIB"
    }

    /// The states of PostgreSQL that a person can act on have a sentence each. Others are shown as the server says them.
    private static func databaseFacts(_ error: PostgresError) -> (code: String, facts: [String: Fact]) {
        let told: [String: Fact] = ["reason": .foreign(error.message)]
        switch error.kind {
        case .configuration: return ("error.postgres.configuration", told)
        case .connection: return ("error.postgres.connection", told)
        case .connectionLost: return ("error.postgres.connection_lost", told)
        case .poolTimeout: return ("error.postgres.pool_timeout", told)
        case .cancelled: return ("error.postgres.stopped", [:])
        default: break
        }
        switch error.sqlState {
        case "42501": return ("error.postgres.not_permitted", told)
        case "57014": return ("error.postgres.cancelled", told)
        case "55P03":
            guard let holder = error.holders.first else { return ("error.postgres.locked", told) }
            return (
                "error.postgres.locked_by",
                [
                    "process": .number(holder.process), "user": .text(holder.user ?? "-"),
                    "since": holder.since.map { .text(jakartaTime($0)) } ?? .phrase("error.postgres.since_unknown", [:]),
                ]
            )
        case "55006":
            guard let holder = error.holders.first else { return ("error.postgres.in_use", told) }
            return ("error.postgres.in_use_by", ["process": .number(holder.process), "user": .text(holder.user ?? "-")])
        case "53200" where error.message.contains("shared memory"): return ("error.postgres.lock_table_full", told)
        case "53100": return ("error.postgres.disk_full", told)
        case "53300": return ("error.postgres.too_many_connections", told)
        case "25006": return ("error.postgres.read_only", told)
        case "40001", "40P01": return ("error.postgres.conflict", told)
        case "53200", "54000", "54001", "54011", "54023": return ("error.postgres.too_large", told)
        // What somebody has given should be refused before the server sees it. Where it is not, the server's words say what is wrong.
        case let state? where state.hasPrefix("22"): return ("error.postgres.value", told)
        case let state? where state.hasPrefix("23"):
            return ("error.postgres.rule", ["rule": .text(error.constraint ?? "–"), "reason": .foreign(error.message)])
        default: return ("error.postgres.other", ["reason": .output("\(error)")])
        }
    }
}
