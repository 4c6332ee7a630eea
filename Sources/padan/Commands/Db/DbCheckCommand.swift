import ArgumentParser
import Report
import Service

extension DbCommand {
    struct Check: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Memeriksa pengguna yang melewati batasnya dan hak yang masih terbuka.",
                    "Check for users over their bounds and for rights that are still open."),
                discussion: text(
                    """
                    Menyebutkan sesi yang melewati batas, peran yang setelannya berbeda dari config/readers.yaml, kata sandi yang bukan buatan Padan, dan
                    hak yang masih terbuka, masing-masing dengan perintah untuk memperbaikinya. Tidak mengubah apa pun; keluar dengan 1 bila ada temuan.

                    Contoh: padan db check --json
                    """,
                    """
                    Names sessions over their bounds, roles whose settings are not those of config/readers.yaml, passwords that Padan did not make,
                    and rights that are still open, each with what mends it. Changes nothing; ends with 1 when something is found.

                    Example: padan db check --json
                    """),
                aliases: ["periksa"])
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let check = try await context.service(readiesSchema: false).check(as: .operator)
            try context.show(DatabaseCheckDocument(check), check.lines(context.words, context.style))
            guard check.isWell else { throw ExitCode(1) }
        }
    }
}
