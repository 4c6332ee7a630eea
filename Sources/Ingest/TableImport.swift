import Foundation
import OccupationCoding
import Postgres

/// Loads a kind whose rows are merged into tables by their natural keys.
///
/// Rows are checked one by one, sent by COPY into a temporary table, checked there against the other tables, and
/// merged: inserted, updated where they differ, left alone where they are the same.
struct TableImport {
    let importer: Importer
    let inspection: FileInspection
    let specification: KindSpecification
    /// The words in whose spelling titles are stored.
    let titleWords: TitleWords
    /// The names of the unit groups, for kinds that take names for codes.
    let unitGroups: UnitGroupNames?

    /// Prepares to load a file or, with `isOfKeys`, to read the keys alone of the rows that it names.
    init(importer: Importer, inspection: FileInspection, titleWords: TitleWords, unitGroups: UnitGroupNames? = nil, isOfKeys: Bool = false)
    {
        self.titleWords = titleWords
        self.unitGroups = unitGroups
        self.importer = importer
        self.inspection = inspection
        specification = isOfKeys ? importer.kind.specification.ofKeys : importer.kind.specification
    }

    /// What was found while the rows of a file were sent into the temporary table.
    struct RowsRead {
        /// How many rows were read.
        let rows: Int
        /// Rows that were refused while they were read.
        let refused: Rejections
        /// The tables of the file, in the order in which they were read.
        let tables: [Table]
        /// Where long rows of shaped tables and rows of several sheets come from; `nil` where rows are lines of the file.
        let places: ShapePlaces?
        let occupations: OccupationReader?
        /// Whether reading stopped because too many rows were refused.
        let isCutShort: Bool

        /// The headers of the columns that are not read, each once.
        var ignoredColumns: [String] {
            var seen: Set<String> = []
            return tables.flatMap(\.layout.ignored).filter { seen.insert($0).inserted }
        }

        /// Columns that no table of the file has, where shapes read them: another office's table states them, and what is stored of them stays.
        var unstatedColumns: Set<String> {
            guard tables.allSatisfy({ $0.importer.shaping != nil }) else { return [] }
            let columns = tables[0].importer.kind.specification.columns
            return Set(
                columns.enumerated().filter { index, column in
                    tables.allSatisfy { $0.layout.fields[index] == nil || $0.unbound.contains(column.name) }
                }.map(\.element.name))
        }

        /// The header of the table that a row comes from.
        func layout(of line: Int) -> ColumnLayout { tables[places?.table(of: line) ?? 0].layout }
    }

    /// A table of the file: how its rows are read.
    struct Table {
        let importer: Importer
        let layout: ColumnLayout
        let regions: RegionReader?
        let industries: IndustryReader?
        /// The sheet of a workbook; `nil` for text files.
        var sheet: String?
        /// What of a shaped table is no row.
        var leftOut: ShapedReader.LeftOut?
        /// Columns of the kind of which a shaped table says nothing, though its shape knows them.
        var unbound: Set<String> = []
        /// What of a shaped table's totals is not the sum of its parts.
        var totals: [TableTotals.Difference] = []
    }

    /// Sends the rows of the file into the temporary table.
    func readRows(_ connection: isolated PostgresConnection) throws -> RowsRead {
        try createTemporaryTable(connection)
        var tables = try self.tables(connection)
        var occupations = try importer.occupationReader()
        var log = RejectionLog()
        var read = 0
        var isCutShort = false
        var hasParts = false
        var places: ShapePlaces?
        let names = specification.columns.map(\.name).joined(separator: ", ")
        try connection.copyIn("COPY import_row (line, rejected, \(names)) FROM STDIN") { stream in
            var record = TableRecord()
            tables: for number in tables.indices {
                let table = tables[number]
                // A workbook's readers hold its texts, so that one at a time is open.
                var reader = try table.importer.reader(inspection)
                _ = try table.importer.layout(&reader, inspection, specification)
                defer {
                    tables[number].sheet = reader.sheet
                    tables[number].leftOut = reader.leftOut
                    tables[number].unbound = reader.unboundColumns
                    tables[number].totals = reader.totals
                    if let own = reader.places { places?.add(own) ?? (places = own) }
                }
                while try reader.next(&record) {
                    read += 1
                    let row = checked(record, table.layout, table.regions, table.industries, &occupations)
                    // A refused row is sent, too, so that the tables tell what else is wrong in it.
                    if let values = row.values {
                        hasParts = hasParts || row.part != nil
                        try stream.write {
                            Self.append(values, line: record.line, isRefused: !row.faults.isEmpty, part: row.part, to: &$0)
                        }
                    }
                    for fault in row.faults { try log.append(fault) }
                    if importer.isHopeless(log.rows, rowsAtMost: inspection.lines * reader.rowsPerLine * tables.count) {
                        isCutShort = true
                        break tables
                    }
                    if read % 4096 == 0 {
                        importer.report(ImportProgress(bytesDone: reader.bytesRead, bytesTotal: inspection.size, rows: read))
                    }
                }
            }
        }
        try inspection.confirm()
        guard read > 0 else { throw ImportError.headerOnly(path: inspection.path) }
        try connection.execute("ANALYZE import_row")
        if hasParts { try addUpParts(connection) }
        return RowsRead(
            rows: read, refused: try log.finished(places), tables: tables, places: places, occupations: occupations, isCutShort: isCutShort)
    }

    /// The tables of the file, with what their headers, regions and industries say.
    private func tables(_ connection: isolated PostgresConnection) throws -> [Table] {
        let places =
            try specification.regionColumn == nil
            ? nil : PlaceResolver(gazetteer: Gazetteer.load(connection, root: importer.root))
        let industries = try specification.industryColumn == nil ? nil : IndustryNames.load(connection, root: importer.root)
        return try importer.tables.map { importer in
            let layout: ColumnLayout
            do {
                var reader = try importer.reader(inspection)
                layout = try importer.layout(&reader, inspection, specification)
            } catch let error as ImportError {
                guard case .missingColumns = error, importer.shaping == nil, let places else { throw error }
                // A table of the kind that lies on its side has none of its columns.
                var table = try importer.table(inspection)
                let lines = try ShapedReader.head(&table, limit: TransposedTable.lines).map(ShapeHead.texts)
                guard let regions = TransposedTable.regions(lines, isRegion: places.isRegion) else { throw error }
                throw ImportError.transposed(regions: regions)
            }
            let seen = try places == nil ? TextsSeen() : textsSeen(importer)
            return Table(
                importer: importer, layout: layout, regions: places.map { regionReader(importer, layout, seen, $0) },
                industries: industries.map { IndustryReader($0, seen: seen.industries) })
        }
    }

    func run(_ connection: isolated PostgresConnection) throws -> ImportSummary {
        let read = try readRows(connection)
        try checkAgainstTables(connection)
        try checkExtents(read.tables.first?.regions, connection)
        let rejections = try allRejections(read, connection)
        if let before = specification.before { try connection.execute(before) }
        let warnings = try doubts(read, connection)
        let counts = try merge(keeping: read.unstatedColumns, connection)
        var summary = ImportSummary(
            kind: importer.kind, file: inspection.path, encoding: inspection.encoding.rawValue, read: read.rows,
            new: counts.new, changed: counts.changed, same: read.rows - rejections.rows - counts.new - counts.changed,
            rejected: rejections.rows, ignoredColumns: read.ignoredColumns, dryRun: importer.options.dryRun,
            rejections: rejections)
        summary.isCutShort = read.isCutShort
        summary.warnings = warnings
        summary.shapes = read.tables.compactMap { $0.importer.shapeSummary($0.leftOut) }
        summary.regionSystem = read.tables.compactMap(\.regions?.system).first
        summary.occupationConversions = read.occupations?.conversions ?? []
        let isOddForTheFirstTime = warnings.isEmpty ? false : try isUnknown(connection)
        if summary.new + summary.changed > 0 || rejections.rows > 0 || isOddForTheFirstTime {
            try stamp(summary, read, connection)
        }
        return summary
    }

    /// The rows, of which `rejected` says why one is not merged (`RowMark`), and what the tables find wrong in them.
    private func createTemporaryTable(_ connection: isolated PostgresConnection) throws {
        let definitions = specification.columns.map { "\($0.name) \($0.type.sql)" }
        try connection.executeScript(
            """
            CREATE TEMP TABLE import_row (
                line bigint NOT NULL, \(definitions.joined(separator: ", ")), status smallint NOT NULL DEFAULT 0, rejected text
            ) ON COMMIT DROP;
            CREATE TEMP TABLE import_fault (
                line bigint, place smallint, code text, fact text, PRIMARY KEY (line, place, code)
            ) ON COMMIT DROP
            """)
    }

    /// What reads the column of regions, with the system of codes that a person, the header or the names beside the codes state.
    ///
    /// - Parameters:
    ///   - importer: the importer with the shape of the table.
    ///   - layout: the columns of the table.
    ///   - seen: what the regions of the whole table say about each.
    ///   - places: reads names.
    /// - Returns: the reader, which knows what the whole table says.
    func regionReader(_ importer: Importer, _ layout: ColumnLayout, _ seen: TextsSeen, _ places: PlaceResolver) -> RegionReader {
        var regions = RegionReader(
            places: places, system: importer.options.regionSystem ?? importer.shaping?.shape.regionSystem ?? layout.regionSystem)
        if regions.system == nil, layout.regionName != nil { regions.system = regions.systemThatAgrees(seen.pairs) }
        regions.survey = RegionSurvey(seen.names.sorted(), places)
        // A table of statistics names every region once a year; in a list of people's or of firms' places a bare name is what usage has it.
        if !specification.key.contains("year") || specification.regionColumn.map(specification.key.contains) != true {
            regions.survey.cities = []
        }
        if layout.regionProvince != nil { regions.survey.province = nil }
        return regions
    }

    /// Whether the file has not been loaded as this kind before.
    private func isUnknown(_ connection: isolated PostgresConnection) throws -> Bool {
        try connection.row(
            "SELECT EXISTS (SELECT FROM padan.source_file WHERE loaded AND kind = $1 AND digest = $2) AS known",
            [importer.kind.rawValue, inspection.digest]
        ) { try !($0["known"] as Bool) } ?? true
    }

    /// Notes the import on the rows that it made or changed.
    private func stamp(_ summary: ImportSummary, _ read: RowsRead, _ connection: isolated PostgresConnection) throws {
        let id = try importer.recordSource(
            inspection, connection, read: summary.read, new: summary.new, changed: summary.changed, same: summary.same,
            rejected: summary.rejected, sourceName: importer.kind.isOfBlks ? importer.options.sourceName : nil,
            warnings: summary.warnings)
        try importer.storeRejects(summary.rejections, source: id, connection)
        let sheets = summary.shapes.compactMap(\.sheet) + read.tables.compactMap(\.sheet)
        if !sheets.isEmpty {
            try connection.execute(
                "UPDATE padan.source_file SET sheet = $2 WHERE source_file_id = $1", [id, sheets.joined(separator: ", ")])
        }
        for merge in specification.merges {
            let on = merge.key.map { "t.\($0) = r.\($0)" }.joined(separator: " AND ")
            let changed = "\(on) AND r.rejected IS NULL AND r.status > 0 AND \(merge.condition ?? "true")"
            guard let column = merge.traced, let index = specification.columns.firstIndex(where: { $0.name == column }) else {
                try connection.execute("UPDATE \(merge.table) AS t SET source_file_id = $1 FROM import_row AS r WHERE \(changed)", [id])
                continue
            }
            guard let places = read.places else {
                try connection.execute(
                    """
                    UPDATE \(merge.table) AS t SET source_file_id = $1, source_sheet = NULL, source_line = r.line, source_column = $2
                    FROM import_row AS r WHERE \(changed)
                    """, [id, read.tables[0].layout.title(of: index, in: specification)])
                continue
            }
            let origins = places.origins(of: column)
            let (line, origin) = places.sql("r.line")
            try connection.execute(
                """
                UPDATE \(merge.table) AS t SET source_file_id = $1, source_sheet = nullif(o.sheet, ''), source_line = \(line), source_column = o.title
                FROM import_row AS r
                JOIN unnest($2::bigint[], $3::text[], $4::text[]) AS o (number, sheet, title) ON o.number = \(origin)
                WHERE \(changed)
                """,
                [
                    id, origins.map { String($0.from) }.postgresText, origins.map { $0.sheet ?? "" }.postgresText,
                    origins.map { $0.title ?? column }.postgresText,
                ])
        }
    }
}
