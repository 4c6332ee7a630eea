import ArgumentParser
import Domain
import Foundation
import Report
import Service

extension TitlesCommand {
    struct Teach: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Mengajarkan kode nama jabatan.", "Teach the code of titles."),
                discussion: text(
                    """
                    Satu nama jabatan: padan titles teach "Admin Gudang" 4321
                    Yang bukan nama jabatan: padan titles teach "Supervisor" \(TaughtTitle.noOccupation)
                    Banyak sekaligus: padan titles teach BERKAS
                    Kolom berkas: title, dan occupation_code (kode, nama golongan, atau \(TaughtTitle.noOccupation)).
                    Yang sudah diajarkan: padan list titles
                    """,
                    """
                    One title: padan titles teach "Admin Gudang" 4321
                    What names no occupation: padan titles teach "Supervisor" \(TaughtTitle.noOccupation)
                    Many at once: padan titles teach FILE
                    Columns of the file: title, and occupation_code (a code, the name of a group, or \(TaughtTitle.noOccupation)).
                    What was taught: padan list titles
                    """))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nama jabatan, atau berkas CSV atau XLSX.", "The title, or a CSV or XLSX file."))) var title:
            String
        @Argument(
            help: ArgumentHelp(
                text(
                    "Kode KBJI empat angka, nama golongannya, atau \(TaughtTitle.noOccupation); tidak untuk berkas.",
                    "The KBJI code of four digits, the name of its group, or \(TaughtTitle.noOccupation); none for a file.")
            ))
        var code: String?
        @OptionGroup var table: TableOptions

        func run() async throws {
            let context = try common.context()
            let isFile = Self.isFile(title)
            guard let code else {
                guard isFile || Self.isNamedLikeFile(title) else {
                    throw CommandFailure.usage(context.words("titles.no_code", ["title": title]))
                }
                return try await table.load(title, as: .titles, table.options(context), context)
            }
            if isFile { throw CommandFailure.usage(context.words("titles.file_with_code", ["file": title])) }
            if table.isGiven { throw CommandFailure.usage(context.words("titles.options_of_file")) }
            let taught = try await context.service().teach(title: title, code: code, as: .operator)
            let facts = ["title": taught.title, "code": taught.code ?? "", "n": context.numbers.integer(taught.recoded)]
            let key = taught.code == nil ? "titles.taught_none" : "titles.taught"
            try context.show(RecodedDocument(recoded: taught.recoded), [context.words(key, facts)])
        }

        private static func isFile(_ text: String) -> Bool {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) && !isFolder.boolValue
        }

        /// Whether a text that is no file here was meant as one, so that it is refused as a file.
        private static func isNamedLikeFile(_ text: String) -> Bool {
            ["csv", "tsv", "txt", "xlsx", "xls", "ods"].contains(URL(filePath: text).pathExtension.lowercased())
        }
    }
}
