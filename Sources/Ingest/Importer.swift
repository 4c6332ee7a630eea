import Configuration
import Domain
import Foundation
import OccupationCoding
import Postgres

/// Loads one file of one kind: all of it that passes the checks, or nothing.
public struct Importer: Sendable {
    let kind: ImportKind
    var options: ImportOptions
    let aliases: ImportAliases
    let root: DataRoot?
    let ownShapes: URL?
    /// The shape of the table that is read; `nil` where its rows are read as they stand.
    var shaping: ShapeUse?
    /// The sheets of the file that are read beside the first one, each with its shape.
    var furtherTables: [(sheet: String, shaping: ShapeUse?)] = []
    /// The number of the table that is read, where it is one of several of the file.
    var tableNumber: Int?
    let report: @Sendable (ImportProgress) -> Void

    /// Makes an importer of files of one kind.
    ///
    /// - Parameters:
    ///   - kind: what the files hold.
    ///   - options: what decides, beside the file, what an import does.
    ///   - aliases: other names of columns.
    ///   - root: the folder that holds `config/`; `nil` for the one that is found by itself.
    ///   - ownShapes: the folder of a person's own shapes of tables, which need not exist.
    ///   - report: is told now and then how far the import has come, on the connection's thread.
    public init(
        _ kind: ImportKind, options: ImportOptions = ImportOptions(), aliases: ImportAliases, root: DataRoot? = nil,
        ownShapes: URL? = nil, report: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) {
        self.kind = kind
        self.options = options
        self.aliases = aliases
        self.root = root
        self.ownShapes = ownShapes
        self.report = report
    }

    /// A roll-back that keeps what it found: on purpose for a dry run, or because too many rows were refused or figures are odd.
    private struct RolledBack: Error {
        let summary: ImportSummary
        let isRefused: Bool
        let isDoubtful: Bool
    }

    /// Loads a file.
    ///
    /// Where the file changes what places or titles are looked up in, or is one of vacancies, the stored places and titles are looked up
    /// anew if that is needed.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - connection: the database; no transaction may be open on it.
    ///   - coder: codes the titles of vacancies; `nil` for the one of `config/titles.csv` and the taught titles.
    /// - Returns: what the import did, or would do when it is a dry run.
    /// - Throws: `ImportError` for the file, `PostgresError` for the database, `ConfigurationError` for the files of `config/`, a dry run
    ///   the same; the database is then as before, except that the rejects of a file refused for too many of them are kept in
    ///   `staging.reject`, unless it is a dry run.
    public func load(
        _ path: String, into connection: PostgresConnection, coder: TitleCoder? = nil
    ) async throws -> ImportSummary {
        try checkOccupationVersion()
        let (importer, inspection) = try await inspect(path, connection)
        return try await importer.load(inspection, into: connection, coder)
    }

    private func load(_ inspection: FileInspection, into connection: PostgresConnection, _ coder: TitleCoder?) async throws -> ImportSummary
    {
        do {
            return try await connection.transaction(retries: 0) { connection in
                let summary = try run(inspection, connection, coder)
                let isRefused = isOver(summary.rejected, of: summary.read)
                let isDoubtful = options.isStrict && !summary.warnings.isEmpty
                guard options.dryRun || isRefused || isDoubtful else { return summary }
                // What a commit would check is checked here, too.
                if !isRefused { try connection.execute("SET CONSTRAINTS ALL IMMEDIATE") }
                throw RolledBack(summary: summary, isRefused: isRefused, isDoubtful: isDoubtful)
            }
        } catch let rolledBack as RolledBack {
            let summary = rolledBack.summary
            guard rolledBack.isRefused || rolledBack.isDoubtful else { return summary }
            if !options.dryRun {
                try await connection.transaction { connection in
                    try keepRejects(summary, inspection, connection)
                }
            }
            guard rolledBack.isRefused else { throw ImportError.doubtful(warnings: summary.warnings) }
            throw refusal(summary)
        } catch let error as PostgresError {
            if let refusal = Self.refusal(of: error) { throw ImportError.database(refusal) }
            throw error
        }
    }

    /// Loads a file inside a transaction that is open, and that the caller takes back.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - connection: the database, with an open transaction, which is as before where the file is refused.
    ///   - coder: codes the titles of vacancies; `nil` for the one of `config/titles.csv` and the taught titles.
    /// - Returns: what the import would do.
    /// - Throws: what `load` throws.
    func rehearse(_ path: String, _ connection: isolated PostgresConnection, coder: TitleCoder? = nil) throws -> ImportSummary {
        try checkOccupationVersion()
        let (importer, inspection) = try inspect(path, connection)
        try connection.execute("SAVEPOINT padan_file")
        do {
            let summary = try importer.run(inspection, connection, coder)
            if isOver(summary.rejected, of: summary.read) { throw refusal(summary) }
            if options.isStrict, !summary.warnings.isEmpty { throw ImportError.doubtful(warnings: summary.warnings) }
            try connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            try connection.execute("SET CONSTRAINTS ALL DEFERRED")
            // What ends with a transaction else ends here, so that the next file finds the place free.
            let temporary = try connection.rows(
                "SELECT quote_ident(relname) AS name FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'"
            ) { try $0["name"] as String }
            for table in temporary { try connection.execute("DROP TABLE pg_temp.\(table)") }
            try connection.execute("RELEASE SAVEPOINT padan_file")
            return summary
        } catch {
            try connection.execute("ROLLBACK TO SAVEPOINT padan_file")
            if let error = error as? PostgresError, let refusal = Self.refusal(of: error) { throw ImportError.database(refusal) }
            throw error
        }
    }

    private func refusal(_ summary: ImportSummary) -> ImportError {
        ImportError.tooManyRejects(
            rejected: summary.rejected, read: summary.read, limit: options.maxRejects, rejections: summary.rejections,
            isCutShort: summary.isCutShort)
    }

    /// - Throws: `ImportError` where a version of the classification of occupations is stated and there is no such version, or no use of it.
    func checkOccupationVersion() throws {
        guard options.occupationVersion != nil else { return }
        guard try occupationReader() != nil else { throw ImportError.noOccupationColumn(kind: kind.rawValue) }
    }

    /// What reads the codes of occupations; `nil` for kinds without such codes.
    ///
    /// - Throws: `ConfigurationError` for `concordance.csv`, `DataRoot.NotFound`, and `ImportError` for a version that is not known.
    func occupationReader() throws -> OccupationReader? {
        kind.specification.occupationColumns.isEmpty ? nil : try statedOccupationReader()
    }

    private func statedOccupationReader() throws -> OccupationReader {
        let root = try root ?? DataRoot.find()
        return try OccupationReader(
            concordance: Concordance(root: root), stated: options.occupationVersion,
            groups: kind == .occupations ? OfficialGroups(root: root) : nil)
    }

    /// Reads the file once and looks for its shape, on the connection's thread: it may be large.
    private func inspect(_ path: String, _ connection: isolated PostgresConnection) throws -> (Importer, FileInspection) {
        let inspection = try FileInspection(path: path)
        return (try shaped(for: inspection, connection), inspection)
    }

    /// The importer with the shape of a file, and with what of the database the shape asks for.
    func shaped(for inspection: FileInspection, _ connection: isolated PostgresConnection) throws -> Importer {
        var importer = try shaped(for: inspection)
        let fields = ([importer.shaping] + importer.furtherTables.map(\.shaping)).flatMap { $0?.output.fields ?? [] }
        guard fields.contains(where: { $0.namesPrograms || $0.namesProgram }) else { return importer }
        let names = ProgramNames(
            try connection.rows("SELECT program_code, name FROM padan.program ORDER BY program_code COLLATE \"C\"") {
                (code: try $0["program_code"] as String, name: try $0["name"] as String)
            })
        var programs: [String: [String]] = [:]
        try connection.forEachRow("SELECT kejuruan, program_code FROM padan.program ORDER BY program_code COLLATE \"C\"") { row in
            programs[String(HeaderText(try row["kejuruan"] as String).lowered), default: []].append(try row["program_code"])
        }
        importer.shaping?.surroundings.programs = programs
        importer.shaping?.surroundings.programNames = names
        for index in importer.furtherTables.indices {
            importer.furtherTables[index].shaping?.surroundings.programs = programs
            importer.furtherTables[index].shaping?.surroundings.programNames = names
        }
        return importer
    }

    /// What a person can act on among the server's errors.
    private static func refusal(of error: PostgresError) -> ImportError.DatabaseRefusal? {
        switch error.sqlState {
        case "42501": .notPermitted
        case "25006": .readOnly
        case "53100": .diskFull
        default: nil
        }
    }

    func isOver(_ rejected: Int, of read: Int) -> Bool {
        rejected > 0 && Double(rejected) > options.maxRejects * Double(read)
    }

    /// Whether so many rows are refused that the rest of a large file need not be read.
    func isHopeless(_ rejected: Int, rowsAtMost rows: Int) -> Bool {
        rejected >= 1000 && isOver(rejected, of: rows)
    }

    private func run(
        _ inspection: FileInspection, _ connection: isolated PostgresConnection, _ coder: TitleCoder?
    ) throws -> ImportSummary {
        // One import of a kind at a time: natural keys are compared with what is stored.
        try connection.execute("SELECT pg_advisory_xact_lock(hashtext('padan.import'), hashtext($1))", [kind.rawValue])
        switch kind {
        case .vacancies: return try loadVacancies(inspection, connection, coder)
        case .regions, .districts, .titles, .occupations:
            try StoredLookups.lock(connection)
            var summary = try TableImport(
                importer: self, inspection: inspection, titleWords: titleWords(),
                unitGroups: kind == .titles ? UnitGroupNames(connection) : nil
            ).run(connection)
            // What the file brings counts at once, and so does what changed in the files of config/.
            if !isOver(summary.rejected, of: summary.read) { summary.note(try StoredLookups.refresh(connection, root: root)) }
            return summary
        default: return try TableImport(importer: self, inspection: inspection, titleWords: .none).run(connection)
        }
    }

    /// The words in whose spelling taught titles are stored; none for the other kinds, which have no titles to store.
    func titleWords() throws -> TitleWords { kind == .titles ? try TitleWords(root: root ?? DataRoot.find()) : .none }

    private func loadVacancies(
        _ inspection: FileInspection, _ connection: isolated PostgresConnection, _ given: TitleCoder?
    ) throws -> ImportSummary {
        try StoredLookups.lock(connection)
        let gazetteer = try Gazetteer.load(connection, root: root)
        guard !gazetteer.regions.isEmpty else { throw ImportError.noRegions }
        let occupations = try connection.rows("SELECT occupation_code FROM padan.occupation WHERE length(occupation_code) = 4") {
            try $0["occupation_code"] as String
        }
        guard !occupations.isEmpty else { throw ImportError.noOccupations }
        let industries = try connection.rows("SELECT industry_code FROM padan.industry") { try $0["industry_code"] as String }
        let coder = try given?.limited(to: Set(occupations)) ?? TitleCoder.load(connection, root: root)
        // What is stored is looked up first, so that the file's own titles and places meet answers of the same knowledge.
        let changes = LookupChanges(
            places: try StoredLookups.refreshPlaces(gazetteer, connection), titles: try StoredLookups.refreshTitles(coder, connection))
        var summary = try VacancyImport(
            importer: self, inspection: inspection, places: PlaceResolver(gazetteer: gazetteer), coder: coder,
            occupations: try statedOccupationReader(), industries: IndustryReader(try IndustryNames.load(connection, root: root)),
            registers: VacancyImport.Registers(
                industries: PackedCodes(industries), occupations: PackedCodes(occupations),
                industryNames: try RegisterNames(of: "padan.industry", connection) { _ in true },
                occupationNames: try RegisterNames(of: "padan.occupation", connection) { $0.utf8.count == 4 })
        ).run(connection)
        summary.note(changes)
        return summary
    }

    private func keepRejects(
        _ summary: ImportSummary, _ inspection: FileInspection, _ connection: isolated PostgresConnection
    ) throws {
        let id = try recordSource(
            inspection, connection, read: summary.read, new: 0, changed: 0, same: 0, rejected: summary.rejected,
            warnings: summary.warnings, loaded: false)
        try storeRejects(summary.rejections, source: id, connection)
    }

    /// Notes where rows come from.
    ///
    /// - Returns: the number of the import.
    func recordSource(
        _ inspection: FileInspection, _ connection: isolated PostgresConnection, read: Int, new: Int, changed: Int,
        same: Int, rejected: Int, sourceName: String? = nil, window: (from: String, until: String)? = nil,
        warnings: [Rejection] = [], loaded: Bool = true
    ) throws -> Int {
        let id = try connection.row(
            """
            INSERT INTO padan.source_file (
                kind, file_name, digest, options_digest, rows_read, rows_new, rows_changed, rows_same, rows_rejected,
                source_name, harvest_from, harvest_until, loaded, warnings, warning_count, warning_facts
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text[], $15, $16::jsonb) RETURNING source_file_id
            """,
            [
                kind.rawValue, URL(filePath: inspection.path).lastPathComponent, inspection.digest, optionsDigest, read,
                new, changed, same, rejected, sourceName, window?.from, window?.until, loaded,
                warnings.prefix(Self.mostWarnings).map { warning in
                    "\(warning.cell ?? "line \(warning.line)"), \(warning.column ?? ""): \(warning.reason)"
                }.postgresText, warnings.count, try Self.facts(of: warnings.prefix(Self.mostWarnings)),
            ]
        ) { row in try row["source_file_id"] as Int }
        guard let id else { preconditionFailure("INSERT … RETURNING answers one row") }
        return id
    }

    /// Warnings as JSON, which reports make sentences of.
    private static func facts(of warnings: some Sequence<Rejection>) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let facts = warnings.map { warning in
            FigureWarning(
                line: warning.line, cell: warning.cell, column: warning.column, value: warning.value, key: warning.why.key,
                facts: warning.why.facts.mapValues { fact in
                    switch fact {
                    case .text(let text), .word(let text): .text(text)
                    case .integer(let number): .integer(number)
                    case .number(let number): .number(number)
                    case .list(let texts): .text(texts.joined(separator: ", "))
                    }
                })
        }
        return String(decoding: try encoder.encode(facts), as: UTF8.self)
    }

    func storeRejects(_ rejections: Rejections, source: Int, _ connection: isolated PostgresConnection) throws {
        guard rejections.count > 0 else { return }
        let sql = "COPY staging.reject (source_file_id, line, column_name, value, reason_code, reason) FROM STDIN (FORMAT binary)"
        try connection.copyIn(sql) { stream in
            try stream.write { $0 += BinaryRow.header }
            var cursor = rejections.cursor()
            while let rejection = try cursor.next().map(rejections.located) {
                try stream.write { buffer in
                    BinaryRow.begin(fields: 6, &buffer)
                    BinaryRow.int4(Int32(source), &buffer)
                    BinaryRow.int8(Int64(rejection.line), &buffer)
                    BinaryRow.text(rejection.column, &buffer)
                    BinaryRow.text(rejection.value, &buffer)
                    BinaryRow.text(rejection.code, &buffer)
                    BinaryRow.text(rejection.reason, &buffer)
                }
            }
            try stream.write { $0 += BinaryRow.trailer }
        }
    }

    /// Warnings that are kept with a file; whoever has more looks at the file.
    private static let mostWarnings = 200
    /// Rows of a sheet that may stand above the header.
    static let titleRows = 30

    /// The header of a table, read as this kind. In a sheet, titles and remarks may stand above it: the header is the first row that has
    /// every required column.
    func layout(
        _ reader: inout RowReader, _ inspection: FileInspection, _ specification: KindSpecification? = nil
    ) throws -> ColumnLayout {
        var record = TableRecord()
        var best: (missing: Int, error: ImportError)?
        for _ in 0..<(reader.mayHaveTitles ? Self.titleRows : 1) {
            guard try reader.next(&record) else { break }
            let header = (0..<record.count).map { record.text($0) }
            do {
                let layout = try ColumnLayout(
                    header: header, kind: kind, specification: specification ?? kind.specification,
                    mapping: shaping == nil ? options.mapping : [:], aliases: aliases)
                reader.width = header.count
                return layout
            } catch let error as ImportError {
                var missing = Int.max
                if case .missingColumns(let names, _, _, _) = error { missing = names.count }
                if best == nil || missing < best?.missing ?? 0 { best = (missing, error) }
            }
        }
        throw best?.error ?? ImportError.empty(path: inspection.path)
    }
}
