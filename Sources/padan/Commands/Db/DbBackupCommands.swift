import ArgumentParser
import Report
import Service

extension DbCommand {
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
            guard file != "-" else { throw CommandFailure.usage(context.words("db.backup_needs_file")) }
            try await context.service(writing: file).backUp(to: file, as: .operator)
            try context.show(FileDocument(file: file), [context.words("db.backed_up", ["file": file])])
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
            let withheld = try await context.service().restore(
                from: file, as: .operator, progress: context.startNotes)
            try context.show(
                RestoreDocument(file: file, withheld: withheld),
                [context.words("db.restored", ["file": file])] + withheld.map { $0.line(context.words) })
        }
    }
}
