import ArgumentParser
import Report
import Service

struct DbCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "db",
            abstract: text("Menjalankan, memutakhirkan, dan mencadangkan basis data.", "The database: start, migrate, back up."),
            discussion: text(
                "Contoh: padan db backup cadangan.padan && padan db restore cadangan.padan",
                "Example: padan db backup copy.padan && padan db restore copy.padan"),
            subcommands: [
                Start.self, Stop.self, Status.self, URLCommand.self, Psql.self, Migrate.self, Reset.self, BackupCommand.self,
                Restore.self, User.self, Check.self, Dictionary.self,
            ],
            aliases: ["basisdata"])
    }
}

extension DbCommand {
    struct Start: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Menjalankan server basis data milik Padan.", "Start the embedded server."),
                discussion: text("Contoh: padan db start", "Example: padan db start"))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let status = try await Service.startServer(as: .operator, progress: context.startNotes)
            try context.show(ServerStatusDocument(status), status.lines(context.words))
        }
    }

    struct Stop: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Menghentikan server basis data milik Padan.", "Stop the embedded server."),
                discussion: text("Contoh: padan db stop", "Example: padan db stop"))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let stopped = try await Service.stopServer(as: .operator, progress: context.startNotes)
            try context.show(
                StoppedDocument(stopped: stopped), [context.words(stopped ? "db.stopped" : "db.was_not_running")])
        }
    }

    struct Status: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Keadaan server basis data milik Padan.", "State of the embedded server."),
                discussion: text("Contoh: padan db status --json", "Example: padan db status --json"))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let status = try await Service.serverStatus(as: .operator)
            try context.show(ServerStatusDocument(status), status.lines(context.words))
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
            let url = try await context.service().url(as: .operator)
            try context.show(URLDocument(url: url), [url])
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
            let service = try await common.context().service()
            let status = try await attended { try await service.psql(arguments, as: .operator) }
            guard status == 0 else { throw ExitCode(status) }
        }
    }

    struct Migrate: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Memutakhirkan susunan basis data.", "Bring the schema up to date."),
                discussion: text(
                    "Contoh: padan db migrate --database-url postgresql://server/padan",
                    "Example: padan db migrate --database-url postgresql://server/padan"))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let applied = try await context.service(readiesSchema: false).migrate(as: .operator)
            try context.show(
                MigrationsDocument(applied: applied),
                applied.isEmpty ? [context.words("db.up_to_date")] : applied.map { context.words("db.migrated", ["name": $0]) })
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
            let applied = try await context.service(readiesSchema: false).reset(as: .operator)
            try context.show(MigrationsDocument(applied: applied), [context.words("db.emptied")])
        }
    }
}
