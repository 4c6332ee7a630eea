import ArgumentParser
import Report
import Service

struct PlacesCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "places",
            abstract: text("Mencari kode daerah dari nama tempat.", "Place names → region codes."),
            subcommands: [Resolve.self], aliases: ["tempat"])
    }

    struct Resolve: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Menentukan daerah dari nama tempat, satu per baris.", "Resolve place names, one a line."),
                discussion: text(
                    """
                    Daerah dan kecamatan dicari dalam basis data (padan import regions, padan import districts).
                    Contoh: echo "Kab. Bandung" | padan places resolve - --json
                    """,
                    """
                    Regions and districts come from the database (padan import regions, padan import districts).
                    Example: echo "Kab. Bandung" | padan places resolve - --json
                    """))
        }
        @OptionGroup var common: CommonOptions
        @Argument(
            help: ArgumentHelp(
                text("Berkas, atau - untuk masukan baku (papan ketik atau pipa).", "A file, or - for standard input (keyboard or pipe).")))
        var file: String

        func run() async throws {
            let context = try common.context()
            var lines = try Lines(file)
            let resolver = try await context.service().placeResolver(as: .operator)
            if context.json {
                while let texts = try lines.next() { try Console.documents(texts.lazy.map { CodedTextDocument(resolver.resolve($0)) }) }
            } else {
                let table = try PlaceTable(context.phrases)
                while let texts = try lines.next() { for text in texts { try table.add(resolver.resolve(text)) } }
                try table.forEachPart(context.style, Console.answer)
            }
        }
    }
}
