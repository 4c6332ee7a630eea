import ArgumentParser
import Foundation
import Postgres
import Report
import Store

enum DataFormat: String, ExpressibleByArgument, CaseIterable {
    case csv, json, jsonl, xlsx
}

/// A view of the dashboards as a file.
struct ExportDataCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "data",
            abstract: text(
                "Satu tampilan dashboard sebagai CSV, JSON, JSON Lines atau XLSX.", "A dashboard view as CSV, JSON, JSON Lines or XLSX."),
            discussion: text(
                """
                Daftar tampilan: padan export data
                Excel berbahasa Indonesia: --delimiter ";" --decimal ","

                Contoh:
                  padan export data latest_recommendation --where blk_code=UPTD-KRW --format xlsx
                  padan export data latest_allocation --delimiter ";" --decimal "," --out rencana.csv
                """,
                """
                List of views: padan export data
                Indonesian Excel: --delimiter ";" --decimal ","

                Examples:
                  padan export data latest_recommendation --where blk_code=UPTD-KRW --format xlsx
                  padan export data latest_allocation --delimiter ";" --decimal "," --out plan.csv
                """),
            aliases: ["tampilan"])
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: ArgumentHelp(text("Nama tampilan.", "Name of the view."))) var view: String?
    @Option(help: ArgumentHelp(text("Bentuk berkas.", "Format."))) var format = DataFormat.csv
    @Option(
        help: ArgumentHelp(
            text(
                "Berkas tujuan; - untuk keluaran baku. XLSX biasanya TAMPILAN.xlsx.",
                "The file to write; - for standard output. XLSX is usually VIEW.xlsx."), valueName: "file"))
    var out: String?
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            text("Hanya baris dengan nilai ini; dapat diulang.", "Only rows with this value; may be repeated."), valueName: "column=value"))
    var filters: [String] = []
    @Option(help: ArgumentHelp(text("CSV: pemisah kolom: , ; atau tab.", "CSV: what parts columns: , ; or tab."), valueName: ",|;|tab"))
    var delimiter = ","
    @Option(help: ArgumentHelp(text("CSV: tanda desimal: . atau ,", "CSV: the decimal sign: . or ,"), valueName: ".|,"))
    var decimal = "."

    func validate() throws {
        guard [",", ";", "tab", "\t"].contains(delimiter) else {
            throw ValidationError(text("--delimiter adalah , ; atau tab", "--delimiter is , ; or tab"))
        }
        guard [".", ","].contains(decimal) else { throw ValidationError(text("--decimal adalah . atau ,", "--decimal is . or ,")) }
        guard format == .csv || (delimiter == "," && decimal == ".") else {
            throw ValidationError(text("--delimiter dan --decimal hanya untuk CSV", "--delimiter and --decimal are for CSV only"))
        }
        guard format != .xlsx || out != "-" else {
            throw ValidationError(text("XLSX tidak dapat ditulis ke keluaran baku", "XLSX cannot be written to standard output"))
        }
    }

    func run() async throws {
        let context = try common.context()
        let session = try await Session.open(context)
        let views = try await session.store.dashboardViews()
        guard let name = view else { return try Self.list(views, context) }
        guard let chosen = views.first(where: { $0.name == name }) else {
            throw CommandFailure.usage(
                context.words("export.unknown_view", ["name": name, "list": views.map(\.name).joined(separator: ", ")]))
        }
        let filters = try filters.map { try Self.filter($0, chosen, context) }
        let columns = chosen.columns.map { ExportColumn(name: $0.name, kind: .init(postgres: $0.type), explanation: $0.comment) }
        let path = out ?? (format == .xlsx ? "\(name).xlsx" : "-")
        let dialect = CSVExport.Dialect(delimiter: delimiter == "tab" ? "\t" : delimiter.first ?? ",", decimal: decimal.first ?? ".")
        let isSample = try await session.store.holdsSample()
        let explanation = XLSXExport.Explanation(
            sheet: context.words("export.sheet.columns"), title: chosen.name,
            remark: chosen.comment + ". " + context.words(isSample ? "report.source" : "report.source_own"),
            columnTitle: context.words("export.column.name"), meaningTitle: context.words("export.column.meaning"))
        let progress = ProgressBar(name, quiet: context.quiet || context.json)
        let numbers = context.numbers
        defer { progress.finish() }
        let count = try await Self.naming(filters, chosen, context) {
            try await session.store.copyRows(of: chosen, where: filters) { [format] in
                let target = path == "-" ? nil : path
                let writer: any ExportWriter =
                    switch format {
                    case .csv: try CSVExport(columns, to: OutputFile(target), dialect: dialect)
                    case .json: try JSONExport(columns, to: OutputFile(target), lines: false)
                    case .jsonl: try JSONExport(columns, to: OutputFile(target), lines: true)
                    case .xlsx: try XLSXExport(columns, title: name, explanation: explanation, to: path)
                    }
                return Sink(writer)
            } take: { sink, line, count in
                try sink.take(line)
                if count % 16_384 == 0 { progress.count(numbers.integer(count)) }
            } finish: {
                try $0.writer.finish()
            }
        }
        progress.finish()
        guard path != "-" else { return }
        if context.json {
            print(try Console.json(["file": path, "rows": String(count)]))
        } else {
            print(context.words("export.rows_written", ["file": path, "n": numbers.integer(count)]))
        }
    }

    private final class Sink {
        let writer: any ExportWriter
        private var row = ExportRow()

        init(_ writer: any ExportWriter) { self.writer = writer }

        func take(_ line: UnsafeRawBufferPointer) throws {
            row.read(line)
            try writer.write(row)
        }
    }

    private static func filter(_ text: String, _ view: DashboardView, _ context: Context) throws -> DashboardFilter {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
        guard sides.count == 2, view.columns.contains(where: { $0.name == sides[0] }) else {
            throw CommandFailure.usage(
                context.words("export.bad_filter", ["text": text, "list": view.columns.map(\.name).joined(separator: ", ")]))
        }
        return DashboardFilter(column: sides[0], value: sides[1])
    }

    /// Runs an export; a value that the server cannot read as its column's type is the user's mistake and said so.
    private static func naming(
        _ filters: [DashboardFilter], _ view: DashboardView, _ context: Context, _ body: () async throws -> Int
    ) async throws -> Int {
        do {
            return try await body()
        } catch let error as PostgresError where !filters.isEmpty && error.sqlState?.hasPrefix("22") == true {
            let types = filters.map { filter in
                "\(filter.column)=\(filter.value) (\(view.columns.first { $0.name == filter.column }?.type ?? ""))"
            }
            throw CommandFailure.usage(context.words("export.bad_value", ["list": types.joined(separator: ", "), "reason": error.message]))
        }
    }

    private struct ViewDocument: Encodable {
        struct Column: Encodable { let name, type, comment: String }
        let name, comment: String
        let columns: [Column]
    }

    private static func list(_ views: [DashboardView], _ context: Context) throws {
        if context.json {
            return print(
                try Console.json(
                    views.map { view in
                        ViewDocument(
                            name: view.name, comment: view.comment,
                            columns: view.columns.map { .init(name: $0.name, type: $0.type, comment: $0.comment) })
                    }))
        }
        var table = TextTable([(context.words("export.column.view"), .left), (context.words("export.column.meaning"), .left)])
        for view in views { table.add([view.name, view.comment]) }
        for line in table.lines(header: context.style.bold) { print(line) }
    }
}
