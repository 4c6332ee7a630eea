import Configuration
import Digest
import Foundation

/// The shapes that are known: those that ship in `config/shapes/` and a person's own.
public struct ShapeLibrary: Sendable {
    /// The shapes, a person's own first, each group by its names.
    public let shapes: [TableShape]
    /// Where tables of words lie that shapes name.
    let folder: URL

    /// Reads the shapes of both folders.
    ///
    /// - Parameters:
    ///   - root: the folder that holds `config/`.
    ///   - own: the folder of a person's own shapes, which need not exist; one with the name of a shape that ships stands for it.
    ///   - aliases: what `config/import.yaml` says of units.
    /// - Throws: `ConfigurationError` with the file and the line at fault.
    public init(root: DataRoot, own: URL?, aliases: ImportAliases) throws {
        func read(_ folder: URL, isOwn: Bool) throws -> [TableShape] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return try names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted().map {
                try TableShape(ConfigurationFile(folder.appending(path: $0)), isOwn: isOwn, units: aliases.units, folder: root.config)
            }
        }
        folder = root.config
        let mine = try own.map { try read($0, isOwn: true) } ?? []
        let taken = Set(mine.map(\.name))
        shapes = mine + (try read(root.config.appending(path: "shapes"), isOwn: false)).filter { !taken.contains($0.name) }
    }

    /// The shape of a name.
    ///
    /// - Throws: `ImportError.unknownShape`.
    func shape(named name: String) throws -> TableShape {
        guard let shape = shapes.first(where: { $0.name == name }) else {
            throw ImportError.unknownShape(name, known: shapes.map(\.name).sorted())
        }
        return shape
    }

    /// The shape that fits a table best: a person's own, then the one that states most of the header.
    ///
    /// - Parameters:
    ///   - head: the first records of the table.
    ///   - kind: the kind of rows that are wanted; `nil` for any.
    ///   - surroundings: what else decides.
    /// - Returns: `nil` where none fits.
    func best(for head: ShapeHead, _ kind: ImportKind?, _ surroundings: ShapeSurroundings) -> Match? {
        var best: Match?
        // A table without a header has nothing by which its shape could be known.
        for shape in shapes where shape.headerLines > 0 {
            for output in shape.outputs where kind == nil || output.kind == kind {
                guard let found = head.find(shape, output, surroundings) else { continue }
                let match = Match(shape: shape, output: output, weight: found.binding.weight)
                if best.map({ match.isBetter(than: $0) }) ?? true { best = match }
            }
        }
        return best
    }

    /// A shape that fits a table.
    struct Match {
        let shape: TableShape
        let output: TableShape.Output
        /// How much of the header the shape states.
        let weight: Int

        func isBetter(than other: Match) -> Bool { (shape.isOwn ? 1 : 0, weight) > (other.shape.isOwn ? 1 : 0, other.weight) }
    }
}

/// A shape in use: for which sheet, and with what else decides.
struct ShapeUse: Sendable {
    let shape: TableShape
    let output: TableShape.Output
    /// The sheet; `nil` where the file has none.
    let sheet: String?
    var surroundings: ShapeSurroundings
}

extension Importer {
    /// The importer with the shape of a file, where there is one: the shape that is asked for, else one that the file is recognised by. A person who
    /// says what the columns mean needs no shape.
    ///
    /// - Throws: `ImportError.unknownShape` and `.shapeDoesNotFit` for a shape that is asked for, and `ImportError` when the file cannot be read;
    ///   `ConfigurationError` for a shape's file.
    func shaped(for inspection: FileInspection) throws -> Importer {
        var importer = self
        let needsNone = try options.shape == nil && (!options.mapping.isEmpty || hasOurHeader(inspection))
        guard shaping == nil, !needsNone else {
            if let column = options.stated.keys.sorted().first, shaping == nil { throw ImportError.statedInVain(column) }
            if shaping == nil { importer.furtherTables = options.sheets.dropFirst().map { ($0, nil) } }
            return importer
        }
        let library = try ShapeLibrary(root: root ?? DataRoot.find(), own: ownShapes, aliases: aliases)
        let surroundings = ShapeSurroundings(aliases, stated: options.stated)
        let asked = try options.shape.map { try library.shape(named: $0) }
        let file = URL(filePath: inspection.path).lastPathComponent
        var found: [(match: ShapeLibrary.Match, sheet: String?)] = []
        var header: [String] = []
        for sheet in try sheets(inspection).prefix(ShapePlaces.tableLimit) {
            var reader = try TableReader(inspection, sheet: sheet, kind: nil)
            let records = try ShapedReader.head(&reader, limit: ShapeHead.limit)
            if header.isEmpty, let first = records.first { header = ShapeHead.texts(first) }
            let head = ShapeHead(records, sheet: sheet, file: file)
            let match: ShapeLibrary.Match?
            if let asked {
                match = asked.output(kind).flatMap { output in
                    head.find(asked, output, surroundings).map {
                        ShapeLibrary.Match(shape: asked, output: output, weight: $0.binding.weight)
                    }
                }
            } else {
                match = library.best(for: head, kind, surroundings)
            }
            // Names of regencies mean what they mean in their province, which the shape does not read and the table's own columns tell.
            let namesRegions = match.map { !$0.output.fields.contains { $0.column == "region_code" } } ?? false
            if let match, asked != nil || !namesRegions || !namesProvinces(inspection, sheet) { found.append((match, sheet)) }
        }
        if let asked, found.isEmpty { throw ImportError.shapeDoesNotFit(asked.name, kind: kind.rawValue, found: header) }
        // What a person states must not be lost.
        let used = Set(found.flatMap { $0.match.output.fields.map(\.column) })
        if let column = options.stated.keys.sorted().first(where: { !used.contains($0) }) { throw ImportError.statedInVain(column) }
        let uses = found.map { ShapeUse(shape: $0.match.shape, output: $0.match.output, sheet: $0.sheet, surroundings: surroundings) }
        // A sheet that is asked for and has no shape is read as it stands.
        if let first = options.sheets.first, uses.first?.sheet != first {
            importer.furtherTables = options.sheets.dropFirst().map { sheet in (sheet, uses.first { $0.sheet == sheet }) }
        } else {
            importer.shaping = uses.first
            let further = options.sheets.isEmpty ? uses.dropFirst().compactMap(\.sheet) : Array(options.sheets.dropFirst())
            importer.furtherTables = further.map { sheet in (sheet, uses.first { $0.sheet == sheet }) }
        }
        return importer
    }

    /// An importer for each table of the file that is read, in the order in which they are read. What is known of the file stands in all of them.
    var tables: [Importer] {
        guard !furtherTables.isEmpty else { return [self] }
        var first = self
        first.tableNumber = 0
        first.furtherTables = []
        return [first]
            + furtherTables.enumerated().map { number, table in
                var other = first
                other.tableNumber = number + 1
                other.shaping = table.shaping
                other.options.sheets = [table.sheet]
                return other
            }
    }

    /// Whether the first line of the file has all the columns that the kind needs by our own names: such a file needs no shape, and most files of ours
    /// are loaded by the dozen.
    private func hasOurHeader(_ inspection: FileInspection) throws -> Bool {
        var reader = try TableReader(inspection, sheet: options.sheets.first, kind: kind)
        var record = TableRecord()
        guard try reader.next(&record) else { return false }
        let header = Set(ShapeHead.texts(record))
        return kind.specification.columns.allSatisfy { !$0.required || header.contains($0.name) }
    }

    /// Whether the table can be read by its own columns, of which one names regions and another one the provinces that they lie in.
    private func namesProvinces(_ inspection: FileInspection, _ sheet: String?) -> Bool {
        guard let table = try? TableReader(inspection, sheet: sheet, kind: kind) else { return false }
        var reader = RowReader(table)
        return (try? layout(&reader, inspection))?.regionProvince != nil
    }

    /// What decides, beside the file, what the import does: the options, and the shapes as their files write them.
    var optionsDigest: String {
        let shapes = ([shaping] + furtherTables.map(\.shaping)).compactMap { $0 }
        guard !shapes.isEmpty else { return options.digest }
        return sha256(Data(([options.digest] + shapes.map { "\($0.shape.name) \($0.shape.digest)" }).joined(separator: "\n").utf8))
    }

    /// The sheets in which a shape is looked for: the one that is asked for, else all that are not hidden; one `nil` for files without sheets.
    private func sheets(_ inspection: FileInspection) throws -> [String?] {
        guard inspection.encoding == .xlsx else { return [nil] }
        if !options.sheets.isEmpty { return options.sheets }
        return try XLSXReader.visibleSheets(inspection)
    }

    /// The file's own records, of the sheet that is read.
    func table(_ inspection: FileInspection) throws -> TableReader {
        if let shaping { return try TableReader(inspection, sheet: shaping.sheet, kind: nil) }
        return try TableReader(inspection, sheet: options.sheets.first, kind: kind)
    }

    /// The header of each column of a shaped table, as people read it.
    func shapedTitles(_ inspection: FileInspection) throws -> [String] {
        try shapedReader(inspection)?.titles ?? []
    }

    private func shapedReader(_ inspection: FileInspection) throws -> ShapedReader? {
        guard let shaping else { return nil }
        let file = URL(filePath: inspection.path).lastPathComponent
        let shaped = try ShapedReader(
            table(inspection), shaping.shape, shaping.output, shaping.surroundings, file: file, table: tableNumber ?? 0)
        guard let shaped else {
            throw ImportError.changedWhileReading(path: inspection.path)
        }
        return shaped
    }

    /// The rows of a file, in its shape where it has one.
    ///
    /// - Throws: `ImportError` when the file cannot be read.
    func reader(_ inspection: FileInspection) throws -> RowReader {
        try shapedReader(inspection).map { RowReader($0) } ?? RowReader(table(inspection), number: tableNumber)
    }
}
