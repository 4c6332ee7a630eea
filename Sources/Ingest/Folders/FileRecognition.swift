import Foundation

/// Tells what files hold without being told, as far as that is beyond doubt.
struct FileRecognition: Sendable {
    let aliases: ImportAliases
    let library: ShapeLibrary
    let stated: [String: String]

    /// Rows of one kind that a file gives.
    struct Reading: Sendable, Equatable {
        let kind: ImportKind
        /// The sheets with such rows; none for the one that an import takes by itself.
        let sheets: [String]
        /// What a person states beside the file and this reading takes.
        let stated: [String: String]
    }

    /// What a file holds.
    struct Answer: Sendable {
        /// The rows that it gives, by kind.
        var readings: [Reading] = []
        /// Why there are none.
        var remark: FolderRemark?
        /// Sheets that give nothing, beside others that do.
        var sheets: [(name: String, why: FolderRemark)] = []
    }

    /// The beginning of one table.
    private struct Head {
        let sheet: String?
        let head: ShapeHead
        let lines: [[String]]
        let mayHaveTitles: Bool
    }

    /// Endings of names that promise a table.
    private static let endings: Set = ["csv", "tsv", "txt", "tab", "xls", "xlsx", "xlsm", "xml", "htm", "html"]

    /// Looks at a file.
    ///
    /// - Parameter path: the file.
    /// - Returns: what it holds; a file that cannot be read is a remark.
    func answer(_ path: String) throws -> Answer {
        do {
            let inspection = try FileInspection(path: path)
            let heads = try heads(inspection)
            guard heads.contains(where: { !$0.lines.isEmpty }) else { return Answer(remark: .empty) }
            return try answer(heads, URL(filePath: path).lastPathComponent)
        } catch ImportError.empty {
            return Answer(remark: .empty)
        } catch let error as ImportError {
            if case .unreadable = error { return Answer(remark: .unread(error)) }
            return Answer(remark: Self.endings.contains(URL(filePath: path).pathExtension.lowercased()) ? .unread(error) : .noTable(error))
        }
    }

    private func heads(_ inspection: FileInspection) throws -> [Head] {
        let sheets: [String?] = inspection.encoding == .xlsx ? try XLSXReader.visibleSheets(inspection) : [nil]
        let file = URL(filePath: inspection.path).lastPathComponent
        return try sheets.prefix(ShapePlaces.tableLimit).map { sheet in
            var reader = try TableReader(inspection, sheet: sheet, kind: nil)
            let records = try ShapedReader.head(&reader, limit: ShapeHead.limit)
            return Head(
                sheet: sheet, head: ShapeHead(records, sheet: sheet, file: file), lines: records.map(ShapeHead.texts),
                mayHaveTitles: reader.mayHaveTitles)
        }
    }

    private func answer(_ heads: [Head], _ file: String) throws -> Answer {
        if let kind = ownKind(heads, file) { return Answer(readings: [Reading(kind: kind, sheets: [], stated: [:])]) }
        let known = shaped(heads, stated)
        if !known.readings.isEmpty {
            var answer = Answer(readings: known.readings)
            for head in heads where !known.sheets.contains(head.sheet) && !head.lines.isEmpty {
                if let sheet = head.sheet { answer.sheets.append((sheet, remark(head, file))) }
            }
            return answer
        }
        // A table whose shape is known but for what nobody has stated.
        let columns = Set(library.shapes.flatMap { $0.outputs.flatMap { $0.fields.filter(\.mayBeStated).map(\.column) } })
        let supposed = shaped(heads, stated.merging(columns.map { ($0, "?") }) { own, _ in own })
        if !supposed.readings.isEmpty {
            let missing = Set(supposed.readings.flatMap(\.stated.keys)).subtracting(stated.keys).sorted()
            return Answer(remark: .unstated(supposed.readings.map(\.kind), columns: missing))
        }
        let plain = plainKinds(heads)
        if plain.count == 1 { return Answer(readings: [Reading(kind: plain[0], sheets: [], stated: [:])]) }
        if plain.count > 1 { return Answer(remark: .ambiguous(plain)) }
        return Answer(remark: heads.first { !$0.lines.isEmpty }.map { remark($0, file) } ?? .empty)
    }

    // MARK: - Our own files

    /// The kind whose columns the header names as we do: files that Padan or its users wrote for it. The name of the file decides between two.
    private func ownKind(_ heads: [Head], _ file: String) -> ImportKind? {
        let stem = file.prefix { $0 != "." }.lowercased()
        var best: (kind: ImportKind, unknown: Int, known: Int)?
        for kind in ImportKind.allCases {
            let head = heads.first { $0.sheet?.lowercased() == kind.rawValue } ?? heads[0]
            guard let header = head.lines.first.map(Set.init), let found = Self.coverage(header, kind.specification) else { continue }
            if stem == kind.rawValue { return kind }
            if best.map({ (found.unknown, -found.known) < ($0.unknown, -$0.known) }) ?? true { best = (kind, found.unknown, found.known) }
        }
        return best.flatMap { $0.known > $0.unknown ? $0.kind : nil }
    }

    /// How many columns of a header are those of a kind, and how many are not; `nil` where one that it needs is missing.
    private static func coverage(_ header: Set<String>, _ specification: KindSpecification) -> (known: Int, unknown: Int)? {
        guard specification.columns.allSatisfy({ !$0.required || header.contains($0.name) }) else { return nil }
        guard specification.figures.isEmpty || specification.figures.contains(where: { header.contains($0.column) }) else { return nil }
        let known = Set(specification.fileColumns.map(\.name)).intersection(header).count
        return (known, header.count - known)
    }

    // MARK: - Shapes

    /// The kinds that the best shape of each table feeds: a weaker shape of another kind is not believed.
    private func shaped(_ heads: [Head], _ stated: [String: String]) -> (readings: [Reading], sheets: Set<String?>) {
        let surroundings = ShapeSurroundings(aliases, stated: stated)
        var sheets: Set<String?> = []
        var readings: [Reading] = []
        for head in heads {
            guard let shape = library.best(for: head.head, nil, surroundings)?.shape else { continue }
            for output in shape.outputs where head.head.find(shape, output, surroundings) != nil {
                sheets.insert(head.sheet)
                let columns = Set(output.fields.filter(\.mayBeStated).map(\.column))
                let own = stated.filter { columns.contains($0.key) }
                if let index = readings.firstIndex(where: { $0.kind == output.kind }) {
                    readings[index] = Reading(
                        kind: output.kind, sheets: readings[index].sheets + [head.sheet].compactMap { $0 },
                        stated: readings[index].stated.merging(own) { first, _ in first })
                } else {
                    readings.append(Reading(kind: output.kind, sheets: [head.sheet].compactMap { $0 }, stated: own))
                }
            }
        }
        return (readings, sheets)
    }

    // MARK: - Other names of columns

    /// The kinds whose columns the header has by other names that are known, where most of the header is understood.
    private func plainKinds(_ heads: [Head]) -> [ImportKind] {
        var best: (kinds: [ImportKind], ignored: Int, known: Int) = ([], .max, 0)
        for kind in ImportKind.allCases {
            let head = heads.first { $0.sheet?.lowercased() == kind.rawValue } ?? heads[0]
            for line in head.lines.prefix(head.mayHaveTitles ? Importer.titleRows : 1) {
                let layout = try? ColumnLayout(
                    header: line, kind: kind, specification: kind.specification, mapping: [:], aliases: aliases)
                guard let layout else { continue }
                let names = zip(kind.specification.columns, layout.fields).compactMap { $1 == nil ? nil : $0.name }
                let figures = kind.specification.figures.map(\.column)
                guard figures.isEmpty || figures.contains(where: names.contains), names.count > layout.ignored.count else { continue }
                if (layout.ignored.count, -names.count) < (best.ignored, -best.known) {
                    best = ([kind], layout.ignored.count, names.count)
                } else if (layout.ignored.count, names.count) == (best.ignored, best.known) {
                    best.kinds.append(kind)
                }
                break
            }
        }
        return best.kinds
    }

    // MARK: - What is not known

    private func remark(_ head: Head, _ file: String) -> FolderRemark {
        if let guess = ShapeGuess(head.lines, sheet: head.sheet, file: file, aliases) { return .guessed(guess.kind) }
        return .unknown(header: head.lines.first { $0.filter { !$0.isEmpty }.count > 1 } ?? head.lines.first ?? [])
    }
}

extension TableShape.Field {
    /// Whether a person may state what the column holds (`--blk`, `--year`), because the table says it nowhere or above its header alone.
    var mayBeStated: Bool {
        guard ["blk_code", "year"].contains(column) else { return false }
        switch source {
        case .stated, .above: return true
        default: return false
        }
    }
}
