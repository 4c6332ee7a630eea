import Domain
import Foundation
import Ingest
import Postgres
import Report
import Store

extension Service {
    /// All views that may be exported, by name.
    ///
    /// - Parameter asker: Who asks.
    /// - Returns: The views of the schema `dashboard` with their columns.
    /// - Throws: `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func views(as asker: Asker) async throws -> [ViewEntry] {
        try await read(as: asker) { try Store.dashboardViews($0).map { ViewEntry($0) } }
    }

    /// The data dictionary: all views, columns and functions for analysts.
    ///
    /// - Parameter asker: Who asks.
    /// - Returns: The dictionary, which writes itself in several formats.
    /// - Throws: `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func dictionary(as asker: Asker) async throws -> DataDictionary {
        try await read(as: asker) { connection in
            DataDictionary(
                views: try Store.dashboardViews(connection).map { ViewEntry($0) },
                functions: try Store.dashboardFunctions(connection).map { .init(signature: $0.signature, comment: $0.comment) })
        }
    }

    /// Writes a view row by row in constant memory, all rows of one moment.
    ///
    /// - Parameters:
    ///   - name: The view.
    ///   - filters: Conditions of the form `column=value`; only the rows that meet all of them are written.
    ///   - format: What the file is.
    ///   - isFull: Whether numbers keep all their digits, and not those that `config/digits.yaml` names.
    ///   - path: The file, which appears when it is complete; `-` is standard output, which XLSX cannot go to.
    ///   - phrases: The language of a workbook's explanations.
    ///   - asker: Who asks; row level security decides which rows there are.
    ///   - progress: It is told `.exporting`.
    /// - Returns: The number of rows.
    /// - Throws: `ServiceError` for an unknown view, a filter that cannot be read or one that names what is not there, `ConfigurationError` for
    ///   `config/digits.yaml`,
    ///   `OutputFile.Failure` and `WorkbookError` for a file
    ///   that cannot be written, and `PostgresError`.
    public func export(
        view name: String, where filters: [String] = [], as format: DataFormat, isFull: Bool = false, to path: String, _ phrases: Phrases,
        by asker: Asker, progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> Int {
        let digits = isFull ? nil : try ExportDigits(root: root)
        return try await read(as: asker) { connection in
            let views = try Store.dashboardViews(connection)
            guard let view = views.first(where: { $0.name == name }) else {
                throw ServiceError.unknownView(name, known: views.map(\.name))
            }
            let filters = try filters.map { try Self.coded(Self.filter($0, view), connection) }
            let columns = ViewEntry(view).exportColumns(digits)
            let writer = try format.writer(
                columns, of: ViewEntry(view), to: path, isSample: try Store.holdsSample(connection), phrases.words)
            var row = ExportRow()
            var count = 0
            do {
                try Store.forEachRow(of: view, where: filters, connection) { line in
                    row.read(line)
                    row.round(columns)
                    try writer.write(row)
                    count += 1
                    if count % 16_384 == 0 { progress(.exporting(rows: count)) }
                }
            } catch let error as PostgresError where !filters.isEmpty && error.sqlState?.hasPrefix("22") == true {
                // A value that the server cannot read as its column's type is the asker's mistake.
                let types = filters.map { filter in
                    "\(filter.column)=\(filter.value) (\(view.columns.first { $0.name == filter.column }?.type ?? ""))"
                }
                throw ServiceError.unreadableValue(filters: types, reason: error.message)
            }
            if count == 0 { try Self.requireKnown(filters, view, connection) }
            try writer.finish()
            return count
        }
    }

    /// What columns of views hold that people name by a code or a name.
    private static let namedColumns: [String: (NamedKind, ListedKind)] = [
        "blk_code": (.blk, .blks), "network_code": (.blk, .blks), "parent_code": (.blk, .blks), "program_code": (.program, .programs),
        "scheme_code": (.scheme, .schemes), "unit_code": (.unit, .units), "region_code": (.region, .regions),
        "province_code": (.region, .regions), "occupation_code": (.occupation, .occupations),
    ]

    /// The filter with the code that its value means, where the column holds codes: case and blanks do not matter, and a name will do.
    ///
    /// - Throws: `ServiceError.unknownName` or `.ambiguousName`, and `PostgresError`.
    private static func coded(_ filter: DashboardFilter, _ connection: isolated PostgresConnection) throws -> DashboardFilter {
        guard !filter.value.isEmpty, let (kind, list) = namedColumns[filter.column] else { return filter }
        let items = try Store.listed(list, connection)
        if items.contains(where: { $0.code == filter.value }) { return filter }
        return DashboardFilter(
            column: filter.column, value: try one(kind, filter.value, in: items, code: \.code, names: { [$0.name] }).code)
    }

    /// Tells a filter that no row meets because its value stands nowhere in its column from one that other filters leave nothing of.
    ///
    /// - Throws: `ServiceError.notInColumn` with the nearest values, and `PostgresError`.
    private static func requireKnown(
        _ filters: [DashboardFilter], _ view: DashboardView, _ connection: isolated PostgresConnection
    ) throws {
        for filter in filters where !filter.value.isEmpty && namedColumns[filter.column] == nil {
            guard view.columns.first(where: { $0.name == filter.column })?.type == "text" else { continue }
            let others = try Store.values(insteadOf: filter.value, of: filter.column, in: view, connection)
            guard let values = others, !values.isEmpty else { continue }
            let nearest = NearestNames.of(filter.value, in: values, code: { $0 }, names: { _ in [] }).map(\.code)
            throw ServiceError.notInColumn(filter.value, column: filter.column, nearest: nearest)
        }
    }

    private static func filter(_ text: String, _ view: DashboardView) throws -> DashboardFilter {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
        guard sides.count == 2, view.columns.contains(where: { $0.name == sides[0] }) else {
            throw ServiceError.unreadableFilter(text, columns: view.columns.map(\.name))
        }
        return DashboardFilter(column: sides[0], value: sides[1])
    }
}

extension ViewEntry {
    /// Takes a view from the catalog.
    init(_ view: DashboardView) {
        self.init(
            name: view.name, comment: view.comment,
            columns: view.columns.map { Column(name: $0.name, type: $0.type, comment: $0.comment) })
    }
}
