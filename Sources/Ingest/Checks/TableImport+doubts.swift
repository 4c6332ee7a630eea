import Configuration
import Domain
import Postgres

extension TableImport {
    /// What is odd about the figures of the rows that are taken, beside those that were loaded before.
    func doubts(_ read: RowsRead, _ connection: isolated PostgresConnection) throws -> [Rejection] {
        guard !specification.figures.isEmpty, let region = specification.regionColumn, let merge = specification.merges.first else {
            return []
        }
        let checks = SanityChecks(
            settings: try SanitySettings(root: importer.root ?? DataRoot.find()),
            families: RegionFamilies(regions: try register(connection)))
        let names = specification.columns.map(\.name)
        return checks.warnings(try figures(region, merge, connection)).map { warning in
            let index = names.firstIndex { $0 == warning.column }
            let title = index.map { read.layout(of: warning.line).title(of: $0, in: specification) }
            let found = Rejection(line: warning.line, column: title ?? warning.column, value: warning.value, why: warning.why)
            return read.places?.located(found) ?? found
        }
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
        let item = specification.itemColumn ?? "''"
        let columns = specification.figures.enumerated().map { "\($1.column)::double precision AS figure_\($0)" }.joined(separator: ", ")
        let same = merge.key.map { "r.\($0) = t.\($0)" }.joined(separator: " AND ")
        var figures: [StatedFigure] = []
        try connection.forEachRow(
            """
            SELECT line, \(region) AS region, year, \(item) AS item, \(columns) FROM import_row WHERE rejected IS NULL
            UNION ALL
            SELECT NULL, \(region), year, \(item), \(columns) FROM \(merge.table) AS t
            WHERE NOT EXISTS (SELECT FROM import_row AS r WHERE r.rejected IS NULL AND \(same))
            ORDER BY line NULLS LAST, region, year, item
            """
        ) { row in
            let (line, code, year): (Int?, String, Int) = (try row["line"], try row["region"], try row["year"])
            let part: String = try row["item"]
            for (index, figure) in specification.figures.enumerated() {
                guard let value: Double = try row["figure_\(index)"] else { continue }
                figures.append(
                    StatedFigure(
                        measure: figure.column, nature: figure.nature, region: code, year: year, item: part, value: value, line: line))
            }
        }
        return figures
    }
}
