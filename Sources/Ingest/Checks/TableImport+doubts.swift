import Configuration
import Domain
import Postgres

extension TableImport {
    /// What is odd about the figures of the rows that are taken, beside those that were loaded before, and about the totals of the table.
    func doubts(_ read: RowsRead, _ connection: isolated PostgresConnection) throws -> [Rejection] {
        guard !specification.figures.isEmpty || read.tables.contains(where: { !$0.totals.isEmpty }) else { return [] }
        let settings = try SanitySettings(root: importer.root ?? DataRoot.find())
        var doubts = read.tables.flatMap { SanityChecks.doubts($0.totals, settings, sheet: $0.importer.shaping?.sheet) }
        if !specification.figures.isEmpty, let region = specification.regionColumn, let merge = specification.merges.first {
            let divided =
                read.tables.first?.regions?.places.codes.extents.map { (province: $0.code, parts: $0.regions, until: $0.until) } ?? []
            let checks = SanityChecks(
                settings: settings, families: RegionFamilies(regions: try register(connection), divided: divided))
            let names = specification.columns.map(\.name)
            doubts += checks.warnings(try figures(region, merge, connection)).map { warning in
                let index = names.firstIndex { $0 == warning.column }
                let title = index.map { read.layout(of: warning.line).title(of: $0, in: specification) }
                let found = Rejection(line: warning.line, column: title ?? warning.column, value: warning.value, why: warning.why)
                return read.places?.located(found) ?? found
            }
        }
        return doubts.sorted { ($0.line, $0.cell ?? "", $0.code) < ($1.line, $1.cell ?? "", $1.code) }
    }

    private func register(_ connection: isolated PostgresConnection) throws -> [Region] {
        try connection.rows("SELECT region_code, name, kind FROM padan.region ORDER BY region_code") { row in
            let kind: String = try row["kind"]
            return Region(
                code: try row["region_code"], name: try row["name"], kind: Region.Kind(rawValue: kind) ?? .kabupaten, position: nil,
                population: nil)
        }
    }

    /// The figures of the file in its order, then those that are stored and stay.
    private func figures(
        _ region: String, _ merge: KindSpecification.Merge, _ connection: isolated PostgresConnection
    ) throws -> [StatedFigure] {
        let same = merge.key.map { "r.\($0) = t.\($0)" }.joined(separator: " AND ")
        func columns(_ table: String) -> String {
            func own(_ column: String?) -> String { column.map { "\(table).\($0)" } ?? "''" }
            let keys = [own(region) + " AS region", "\(table).year", own(specification.itemColumn) + " AS item"]
            let figures = specification.figures.enumerated().map { index, figure in
                // What a file states for a check alone is stored nowhere, and what it does not state leaves what is stored as it is.
                let isStored = specification.columns.contains { $0.name == figure.column && $0.role != .check }
                let stays = merge.keepsUnstated ? "r.\(figure.column)" : "r.line"
                let value =
                    table == "r" ? "r.\(figure.column)" : isStored ? "CASE WHEN \(stays) IS NULL THEN t.\(figure.column) END" : "NULL"
                return "\(value)::double precision AS figure_\(index)"
            }
            return (keys + [own(specification.variantColumn) + " AS variant"] + figures).joined(separator: ", ")
        }
        var figures: [StatedFigure] = []
        try connection.forEachRow(
            """
            SELECT r.line, \(columns("r")) FROM import_row AS r WHERE r.rejected IS NULL
            UNION ALL
            SELECT NULL, \(columns("t")) FROM \(merge.table) AS t LEFT JOIN import_row AS r ON r.rejected IS NULL AND \(same)
            ORDER BY line NULLS LAST, region, year, item, variant
            """
        ) { row in
            let (line, code, year): (Int?, String, Int) = (try row["line"], try row["region"], try row["year"])
            let (part, variant): (String, String) = (try row["item"], try row["variant"])
            for (index, figure) in specification.figures.enumerated() {
                guard let value: Double = try row["figure_\(index)"] else { continue }
                figures.append(
                    StatedFigure(
                        measure: figure.column, nature: figure.nature, region: code, year: year, item: part, variant: variant, value: value,
                        line: line))
            }
        }
        return figures
    }
}
