import ArgumentParser
import Ingest
import Report

struct PlacesCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "places",
            abstract: text("Nama tempat → kode wilayah.", "Place names → region codes."),
            subcommands: [Resolve.self], aliases: ["tempat"])
    }

    struct Resolve: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Menentukan wilayah dari nama tempat, satu per baris.", "Resolve place names, one a line."),
                discussion: text(
                    """
                    Wilayah dan kecamatan diambil dari basis data (padan import regions, padan import districts).
                    Contoh: echo "Kab. Bandung" | padan places resolve - --json
                    """,
                    """
                    Regions and districts come from the database (padan import regions, padan import districts).
                    Example: echo "Kab. Bandung" | padan places resolve - --json
                    """))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Berkas, atau - untuk masukan baku.", "A file, or - for standard input."))) var file: String

        func run() async throws {
            let context = try common.context()
            let lines = try Lines.read(file, context)
            let session = try await Session.open(context)
            let gazetteer = try await session.store.pool.withConnection { try await Gazetteer.load($0) }
            let resolver = PlaceResolver(gazetteer: gazetteer)
            guard !resolver.isEmpty else { throw ImportError.noRegions }
            var table = TextTable([
                (context.words("column.text"), .left), (context.words("column.code"), .left), (context.words("column.level"), .left),
                (context.words("column.confidence"), .right), (context.words("column.alternatives"), .left),
            ])
            for line in lines {
                let place = resolver.resolve(line)
                if context.json {
                    let answer = CodedText(
                        text: line, code: place.code, level: place.level.rawValue, score: place.confidence,
                        alternatives: place.alternatives)
                    print(try Console.json(answer, lines: true))
                } else {
                    table.add([
                        line, place.code ?? "–", context.words("level.\(place.level.rawValue)"),
                        context.numbers.decimal(place.confidence, 2), place.alternatives.joined(separator: " "),
                    ])
                }
            }
            if !context.json { for line in table.lines(header: context.style.bold) { print(line) } }
        }
    }
}
