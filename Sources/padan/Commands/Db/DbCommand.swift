import ArgumentParser
import Foundation
import Postgres
import Processes

struct DbCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "db",
            abstract: text("Basis data: menjalankan, memutakhirkan, mencadangkan.", "The database: start, migrate, back up."),
            discussion: text(
                "Contoh: padan db backup cadangan.padan && padan db restore cadangan.padan",
                "Example: padan db backup copy.padan && padan db restore copy.padan"),
            subcommands: [
                Start.self, Stop.self, Status.self, URLCommand.self, Psql.self, Migrate.self, Reset.self, BackupCommand.self,
                Restore.self, User.self, Dictionary.self,
            ],
            aliases: ["basisdata"])
    }
}

extension DbCommand {
    struct Start: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Menjalankan server tertanam.", "Start the embedded server."),
                discussion: text("Contoh: padan db start", "Example: padan db start"))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let server = EmbeddedServer()
            _ = try await server.start { context.note(context.words("db.starting", ["what": $0])) }
            try DbCommand.show(server, context)
        }
    }

    struct Stop: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Menghentikan server tertanam.", "Stop the embedded server."),
                discussion: text("Contoh: padan db stop", "Example: padan db stop"))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let stopped = try await EmbeddedServer().stop()
            if context.json {
                print(try Console.json(["stopped": stopped]))
            } else {
                print(context.words(stopped ? "db.stopped" : "db.was_not_running"))
            }
        }
    }

    struct Status: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Keadaan server tertanam.", "State of the embedded server."),
                discussion: text("Contoh: padan db status --json", "Example: padan db status --json"))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try DbCommand.show(EmbeddedServer(), try common.context())
        }
    }

    struct URLCommand: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "url",
                abstract: text("URL basis data, untuk program lain.", "The database's URL, for other programs."),
                discussion: text("Contoh: psql \"$(padan db url)\"", "Example: psql \"$(padan db url)\""))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            let url = session.server?.layout.url ?? session.configuration.connectionString
            print(context.json ? try Console.json(["url": url]) : url)
        }
    }

    struct Psql: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Membuka psql pada basis data.", "Open psql on the database."),
                discussion: text("Contoh: padan db psql -- -c 'TABLE padan.blk'", "Example: padan db psql -- -c 'TABLE padan.blk'"))
        }
        @OptionGroup var common: CommonOptions
        @Argument(parsing: .postTerminator, help: ArgumentHelp(text("Argumen untuk psql.", "Arguments for psql.")))
        var arguments: [String] = []

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            do {
                let status = try await session.configuration.runPsql(arguments)
                // The exit code of psql is this program's.
                Foundation.exit(status)
            } catch ChildProcessError.notFound {
                throw CommandFailure.failure(context.words("db.no_psql"))
            }
        }
    }

    struct Migrate: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Memutakhirkan skema basis data.", "Bring the schema up to date."),
                discussion: text(
                    "Contoh: padan db migrate --database-url postgresql://server/padan",
                    "Example: padan db migrate --database-url postgresql://server/padan"))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context, migrate: false)
            let applied = try await session.migrate(context)
            if context.json {
                print(try Console.json(["applied": applied]))
            } else if applied.isEmpty {
                print(context.words("db.up_to_date"))
            } else {
                for name in applied { print(context.words("db.migrated", ["name": name])) }
            }
        }
    }

    struct Reset: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Mengosongkan basis data (semua data hilang).", "Empty the database (all data are lost)."),
                discussion: text("Contoh: padan db reset --yes", "Example: padan db reset --yes"))
        }
        @OptionGroup var common: CommonOptions
        @Flag(help: ArgumentHelp(text("Saya tahu bahwa semua data hilang.", "I know that all data are lost.")))
        var yes = false

        func run() async throws {
            let context = try common.context()
            guard yes else { throw CommandFailure.usage(context.words("db.reset_needs_yes")) }
            let session = try await Session.open(context, migrate: false)
            try await session.store.pool.transaction { connection in
                try connection.executeScript(
                    "DROP SCHEMA IF EXISTS dashboard, staging, padan CASCADE; DROP TABLE IF EXISTS public.padan_migration")
            }
            let applied = try await session.migrate(context)
            print(context.json ? try Console.json(["applied": applied]) : context.words("db.emptied"))
        }
    }

    struct BackupCommand: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "backup",
                abstract: text("Menyimpan seluruh basis data ke satu berkas.", "Save the whole database to one file."),
                discussion: text("Contoh: padan db backup cadangan.padan", "Example: padan db backup copy.padan"))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Berkas cadangan.", "The file to write."))) var file: String

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            let backup = Backup(
                binaries: try await (session.server ?? EmbeddedServer()).chooseBinaries(), configuration: session.configuration)
            try await backup.write(to: file)
            print(context.json ? try Console.json(["file": file]) : context.words("db.backed_up", ["file": file]))
        }
    }

    struct Restore: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Mengganti basis data dengan cadangan.", "Replace the database by a backup."),
                discussion: text("Contoh: padan db restore cadangan.padan --yes", "Example: padan db restore copy.padan --yes"))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Berkas cadangan.", "The backup."))) var file: String
        @Flag(help: ArgumentHelp(text("Saya tahu bahwa data sekarang diganti.", "I know that the present data are replaced.")))
        var yes = false

        func run() async throws {
            let context = try common.context()
            guard yes else { throw CommandFailure.usage(context.words("db.restore_needs_yes")) }
            let session = try await Session.open(context)
            let backup = Backup(
                binaries: try await (session.server ?? EmbeddedServer()).chooseBinaries(), configuration: session.configuration)
            await session.store.pool.close()
            try await backup.restore(from: file, migrator: Migrator(sqlDirectory: context.root.sql))
            print(context.json ? try Console.json(["file": file]) : context.words("db.restored", ["file": file]))
        }
    }

    private struct StatusDocument: Encodable {
        let state: String
        let process: Int32?
        let data: String
        let socketDirectory: String
        let log: String
        let url: String
    }

    static func show(_ server: EmbeddedServer, _ context: Context) throws {
        let layout = server.layout
        var process: Int32?
        let state: String
        switch server.status() {
        case .running(let id): (state, process) = ("running", id)
        case .stopped: state = "stopped"
        case .absent: state = "absent"
        }
        if context.json {
            print(
                try Console.json(
                    StatusDocument(
                        state: state, process: process, data: layout.data, socketDirectory: layout.socketDirectory,
                        log: layout.log, url: layout.url)))
            return
        }
        print(context.words("db.state.\(state)", ["process": process.map { String($0) } ?? ""]))
        print("  data   \(layout.data)\n  socket \(layout.socketDirectory)\n  log    \(layout.log)")
    }
}
