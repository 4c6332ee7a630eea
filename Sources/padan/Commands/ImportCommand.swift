import ArgumentParser
import Domain
import Foundation
import Ingest
import Report
import Store

extension ImportKind: ExpressibleByArgument {}

struct ImportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: text("Memuat berkas CSV atau XLSX ke basis data.", "Load a CSV or XLSX file into the database."),
            discussion: text(
                """
                Semua baris yang lolos pemeriksaan dimuat, atau tidak satu pun. Berkas yang sama dua kali tidak mengubah apa pun.
                Jenis: \(ImportKind.allCases.map(\.rawValue).joined(separator: " "))
                Kolom satu jenis: padan import KIND --columns

                Contoh:
                  padan import regions regions.csv
                  padan import vacancies lowongan.csv --map jobstreet --source jobstreet --window 2024-01-01..2024-12-31
                  padan import vacancies lain.csv --map "Posisi=title,Kota=place" --window 2024-01-01..2024-03-31
                """,
                """
                All rows that pass the checks are loaded, or none. The same file twice changes nothing.
                Kinds: \(ImportKind.allCases.map(\.rawValue).joined(separator: " "))
                Columns of a kind: padan import KIND --columns

                Examples:
                  padan import regions regions.csv
                  padan import vacancies jobs.csv --map jobstreet --source jobstreet --window 2024-01-01..2024-12-31
                  padan import vacancies other.csv --map "Posisi=title,Kota=place" --window 2024-01-01..2024-03-31
                """),
            aliases: ["impor"])
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: ArgumentHelp(text("Apa isi berkas.", "What the file holds."))) var kind: ImportKind
    @Argument(help: ArgumentHelp(text("Berkas CSV atau XLSX.", "The CSV or XLSX file."))) var file: String?
    @Flag(help: ArgumentHelp(text("Tampilkan kolom jenis ini saja.", "Only show the columns of the kind."))) var columns = false
    @Option(
        help: ArgumentHelp(
            text(
                "Nama kolom lain: nama pemetaan, atau \"Kolom mereka=kolom kita,…\".",
                "Other column names: a mapping's name, or \"Theirs=ours,…\"."),
            valueName: "mapping"))
    var map: String?
    @Option(help: ArgumentHelp(text("Lowongan: nama sumbernya.", "Vacancies: name of the source."), valueName: "name"))
    var source: String?
    @Option(
        help: ArgumentHelp(
            text(
                "Lembar buku kerja XLSX; biasanya yang bernama jenis itu, atau yang pertama.",
                "Sheet of an XLSX workbook; usually the one named like the kind, or the first."), valueName: "name"))
    var sheet: String?
    @Option(
        help: ArgumentHelp(
            text(
                "Kode wilayah tanpa titik di berkas: kemendagri atau bps.",
                "Region codes without a point in the file: kemendagri or bps."), valueName: "system"))
    var regionCodes: String?
    @Option(
        help: ArgumentHelp(
            text("Lowongan: hari pertama dan terakhir pengumpulan.", "Vacancies: first and last day of the harvest."),
            valueName: "2024-01-01..2024-12-31"))
    var window: String?
    @Option(
        help: ArgumentHelp(
            text(
                "Batas baris ditolak; lebih dari itu, berkas ditolak seluruhnya.",
                "Limit of rejected rows; above it the whole file is refused."),
            valueName: "5%"))
    var maxRejects = "5%"
    @Option(
        help: ArgumentHelp(
            text(
                "Tulis baris yang ditolak ke berkas ini: CSV, atau XLSX dengan sel yang salah ditandai.",
                "Write the rejected rows to this file: CSV, or XLSX with the bad cells marked."), valueName: "file"))
    var rejects: String?
    @Flag(help: ArgumentHelp(text("Periksa saja, jangan muat.", "Check only, load nothing."))) var dryRun = false

    func run() async throws {
        let context = try common.context()
        if columns {
            if context.json {
                print(try Console.json(["columns": kind.specification.columnList]))
            } else {
                print(kind.specification.columnList.joined(separator: "\n"))
            }
            return
        }
        guard let file else { throw CommandFailure.usage(context.words("import.no_file")) }
        let aliases = try ImportAliases(root: context.root)
        var options = ImportOptions()
        options.dryRun = dryRun
        options.maxRejects = try share(maxRejects, context)
        options.sourceName = source
        options.sheet = sheet
        if let regionCodes {
            guard let system = RegionSystem(rawValue: regionCodes.lowercased()) else {
                throw CommandFailure.usage(context.words("import.bad_region_codes", ["text": regionCodes]))
            }
            options.regionSystem = system
        }
        if let map { options.mapping = try aliases.mapping(map) }
        if let window { options.window = try range(window, context) }
        // The file is looked at before a server is started for it.
        _ = try FileInspection(path: file)

        let session = try await Session.open(context)
        let coder = kind == .vacancies ? try await Stages(context: context, session: session).titleCoder() : nil
        let progress = ProgressBar(kind.rawValue, quiet: context.quiet || context.json)
        let numbers = context.numbers
        let importer = Importer(kind, options: options, aliases: aliases) { state in
            progress.show(Double(state.bytesDone) / Double(max(1, state.bytesTotal)), numbers.integer(state.rows))
        }
        defer { progress.finish() }
        let summary: ImportSummary
        do {
            summary = try await session.store.pool.withConnection { connection in
                try await importer.load(file, into: connection, coder: coder)
            }
        } catch let error as ImportError {
            progress.finish()
            if case .tooManyRejects(_, _, _, let rejections) = error {
                if let rejects { try RejectReport(context: context, importer: importer, source: file).write(rejections, to: rejects) }
                for line in Self.lines(of: rejections, context) { Console.note(line) }
            }
            throw error
        }
        progress.finish()
        if let rejects { try RejectReport(context: context, importer: importer, source: file).write(summary.rejections, to: rejects) }
        try ImportCommand.show(summary, context)
    }

    private func share(_ text: String, _ context: Context) throws -> Double {
        let bare = text.replacing("%", with: "").replacing(",", with: ".")
        guard let number = Double(bare), number >= 0 else {
            throw CommandFailure.usage(context.words("import.bad_share", ["text": text]))
        }
        let share = text.contains("%") || number > 1 ? number / 100 : number
        guard share <= 1 else { throw CommandFailure.usage(context.words("import.bad_share", ["text": text])) }
        return share
    }

    private func range(_ text: String, _ context: Context) throws -> ClosedRange<Day> {
        let days = text.components(separatedBy: "..").map { try? DateText.read(Substring($0)).get() }
        guard days.count == 2, let from = days[0] ?? nil, let until = days[1] ?? nil, from <= until else {
            throw CommandFailure.usage(context.words("import.bad_window", ["text": text]))
        }
        return from...until
    }

    private struct RejectDocument: Encodable {
        let line: Int
        let column: String?
        let value: String?
        let code: String
        let reason: String
    }

    private struct VacancyDocument: Encodable {
        let distinct: Int
        let duplicateShare: Double
        let distinctPlaces: Int
        let unresolvedPlaces: Int
        let unresolvedPlaceRows: Int
        let distinctTitles: Int
        let uncodedTitles: Int
        let uncodedTitleRows: Int
    }

    private struct Document: Encodable {
        let kind: String
        let file: String
        let encoding: String
        let read: Int
        let new: Int
        let changed: Int
        let same: Int
        let rejected: Int
        let dryRun: Bool
        let ignoredColumns: [String]
        let rejects: [RejectDocument]
        let vacancies: VacancyDocument?
        /// Only where there are such.
        let unused: [UnusedDocument]?
        let lookedUpAgain: LookupDocument?
        let regionCodes: String?
    }

    private struct UnusedDocument: Encodable {
        let reason: String
        let rows: Int
        let persons: Double
    }

    private struct LookupDocument: Encodable {
        let places: Int
        let titles: Int
    }

    /// Rejected rows shown on the screen.
    private static let shownRejects = 10

    static func show(_ summary: ImportSummary, _ context: Context) throws {
        if context.json {
            let document = Document(
                kind: summary.kind.rawValue, file: summary.file, encoding: summary.encoding, read: summary.read, new: summary.new,
                changed: summary.changed, same: summary.same, rejected: summary.rejected, dryRun: summary.dryRun,
                ignoredColumns: summary.ignoredColumns,
                rejects: summary.rejections.map {
                    RejectDocument(line: $0.line, column: $0.column, value: $0.value, code: $0.code, reason: $0.reason)
                },
                vacancies: summary.vacancies.map {
                    VacancyDocument(
                        distinct: $0.distinct, duplicateShare: $0.duplicateShare, distinctPlaces: $0.distinctPlaces,
                        unresolvedPlaces: $0.unresolvedPlaces, unresolvedPlaceRows: $0.unresolvedPlaceRows,
                        distinctTitles: $0.distinctTitles, uncodedTitles: $0.uncodedTitles, uncodedTitleRows: $0.uncodedTitleRows)
                },
                unused: summary.unused.isEmpty
                    ? nil : summary.unused.map { UnusedDocument(reason: $0.reason.rawValue, rows: $0.rows, persons: $0.persons) },
                lookedUpAgain: summary.lookedUpAgain.map { LookupDocument(places: $0.places, titles: $0.titles) },
                regionCodes: summary.regionSystem?.rawValue)
            print(try Console.json(document))
            return
        }
        let numbers = context.numbers
        print(line(summary, context))
        if let vacancies = summary.vacancies {
            print(
                context.words(
                    "import.vacancies",
                    [
                        "distinct": numbers.integer(vacancies.distinct), "share": numbers.percent(vacancies.duplicateShare, 1),
                    ]))
            print(
                context.words(
                    "import.places",
                    [
                        "places": numbers.integer(vacancies.distinctPlaces), "unresolved": numbers.integer(vacancies.unresolvedPlaces),
                        "rows": numbers.integer(vacancies.unresolvedPlaceRows),
                    ]))
            print(
                context.words(
                    "import.titles",
                    [
                        "titles": numbers.integer(vacancies.distinctTitles), "uncoded": numbers.integer(vacancies.uncodedTitles),
                        "rows": numbers.integer(vacancies.uncodedTitleRows),
                    ]))
        }
        for unused in summary.unused {
            print(
                context.words(
                    "import.unused.\(unused.reason.rawValue)",
                    ["rows": numbers.integer(unused.rows), "persons": numbers.integer(Int(unused.persons.rounded()))]))
        }
        if let changes = summary.lookedUpAgain {
            print(
                context.words(
                    "import.looked_up", ["places": numbers.integer(changes.places), "titles": numbers.integer(changes.titles)]))
        }
        if let system = summary.regionSystem {
            print(context.words("import.region_codes", ["system": system == .bps ? "BPS" : "Kemendagri"]))
        }
        if !summary.ignoredColumns.isEmpty {
            print(context.words("import.ignored", ["columns": summary.ignoredColumns.prefix(20).joined(separator: ", ")]))
        }
        for line in lines(of: summary.rejections, context) { print(line) }
    }

    /// The first rejected rows in words.
    private static func lines(of rejections: [Rejection], _ context: Context) -> [String] {
        let numbers = context.numbers
        var lines = rejections.prefix(shownRejects).map { item in
            context.words(
                "import.reject",
                [
                    "line": numbers.integer(item.line), "column": item.column ?? "–", "value": item.value ?? "",
                    "reason": item.sentence(context.words),
                ])
        }
        if rejections.count > shownRejects {
            lines.append(context.words("import.more_rejects", ["n": numbers.integer(rejections.count - shownRejects)]))
        }
        return lines
    }

    /// `regions: 552 dibaca, 552 baru, …`
    static func line(_ summary: ImportSummary, _ context: Context) -> String {
        let numbers = context.numbers
        return context.words(
            summary.dryRun ? "import.summary_dry" : "import.summary",
            [
                "kind": summary.kind.rawValue, "read": numbers.integer(summary.read), "new": numbers.integer(summary.new),
                "changed": numbers.integer(summary.changed), "same": numbers.integer(summary.same),
                "rejected": numbers.integer(summary.rejected),
            ])
    }
}
