import ArgumentParser
import Domain
import Report
import Service

extension ListedKind: ExpressibleByArgument {}

struct ListCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: text("Kode dan nama yang ada di basis data.", "Codes and names in the database."),
            discussion: text(
                """
                Jenis: \(ListedKind.allCases.map(\.rawValue).joined(separator: " "))
                Contoh:
                  padan list blks --search karawang
                  padan list programs --search las
                  padan list occupations --search "juru las"
                """,
                """
                Kinds: \(ListedKind.allCases.map(\.rawValue).joined(separator: " "))
                Examples:
                  padan list blks --search karawang
                  padan list programs --search las
                  padan list occupations --search "juru las"
                """),
            aliases: ["daftar"])
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: ArgumentHelp(text("Apa yang didaftar.", "What is listed."))) var kind: ListedKind
    @Option(help: ArgumentHelp(text("Bagian kode atau nama.", "A part of the code or the name."))) var search: String?

    func run() async throws {
        let context = try common.context()
        let items = try await context.service().list(kind, search: search, as: .operator)
        try context.show(
            items.map { ListedDocument($0, context.words.language) },
            items.isEmpty ? [context.words("list.none")] : ListedItem.lines(items, context.phrases, context.style))
    }
}
