import Files
import Foundation
import Ingest
import SystemPackage

/// A table of text of any length, as `TextTable` writes it: its rows wait in a file until it is known how wide each column has to be, so that
/// they take no memory.
public final class LongTextTable {
    private static let size = 1 << 18
    /// What stands between two cells, and behind a row: a cell has neither in it, because it shows what is hidden.
    private static let (separator, end) = (UInt8(0x09), UInt8(0x0A))

    private var columns: TextColumns
    private let file: ScratchFile
    private var buffer: [UInt8] = []

    /// Creates a table without rows.
    ///
    /// - Parameter columns: The header and the side of each column.
    /// - Throws: `FileError` when the folder of temporary files takes no file.
    init(_ columns: [(header: String, alignment: TextTable.Alignment)]) throws {
        self.columns = TextColumns(columns)
        file = try ScratchFile()
    }

    /// Adds a row, which must have one cell for each column.
    ///
    /// - Throws: `FileError` when the disk takes no more.
    func add(_ cells: [String]) throws {
        let cells = cells.map(TerminalText.cell)
        columns.fit(cells)
        for (column, cell) in cells.enumerated() {
            buffer += cell.utf8
            buffer.append(column < cells.count - 1 ? Self.separator : Self.end)
        }
        if buffer.count >= Self.size { try flush() }
    }

    private func flush() throws {
        do {
            _ = try buffer.withUnsafeBytes { try file.descriptor.writeAll($0) }
        } catch {
            throw FileError.notWritten(path: FileManager.default.temporaryDirectory.path, reason: "\(error)")
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Hands out the lines of the table, some thousands at a time; the first is the header.
    ///
    /// - Parameters:
    ///   - style: Marks up the header line; it must not change the width of the line.
    ///   - body: Takes lines without line feeds.
    /// - Throws: `FileError` when the disk takes no more or does not give back what it took, and what `body` throws.
    func forEachPart(header style: (String) -> String, _ body: ([String]) throws -> Void) throws {
        try flush()
        try body([style(columns.line(columns.headers))])
        var rest: [UInt8] = []
        try file.forEachChunk { chunk in
            rest += chunk
            guard let last = rest.lastIndex(of: Self.end) else { return }
            try body(
                rest[..<last].split(separator: Self.end, omittingEmptySubsequences: false).map { row in
                    columns.line(
                        row.split(separator: Self.separator, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) })
                })
            rest.removeSubrange(...last)
        }
    }
}

/// A long table of titles and what they mean, with one line for each text and for each further alternative.
public struct CodedTitleTable {
    private let table: LongTextTable
    private let phrases: Phrases
    private let labels: OccupationLabels

    /// Creates a table without titles.
    ///
    /// - Parameters:
    ///   - phrases: The words of its header.
    ///   - labels: The names of the groups.
    /// - Throws: `FileError` when the folder of temporary files takes no file.
    public init(_ phrases: Phrases, _ labels: OccupationLabels) throws {
        let words = phrases.words
        self.phrases = phrases
        self.labels = labels
        table = try LongTextTable([
            (words("column.text"), .left), (words("column.code"), .left), (words("column.score"), .right), (words("column.method"), .left),
            (words("column.alternatives"), .left),
        ])
    }

    /// Adds a title.
    ///
    /// - Throws: `FileError` when the disk takes no more.
    public func add(_ title: CodedTitle) throws {
        let others = title.alternatives.map { "\(labels.label($0.code)) \(phrases.numbers.percent($0.probability))" }
        try table.add([
            title.text.shownInTable, title.code.map(labels.label) ?? "–", phrases.numbers.decimal(title.score, 2),
            phrases.words("method.\(title.method.rawValue)"), others.first ?? "",
        ])
        for other in others.dropFirst() { try table.add(["", "", "", "", other]) }
    }

    /// Hands out the lines, some thousands at a time.
    ///
    /// - Throws: `FileError` when the disk takes no more or does not give back what it took, and what `body` throws.
    public func forEachPart(_ style: TextStyle, _ body: ([String]) throws -> Void) throws {
        try table.forEachPart(header: style.bold, body)
    }
}

/// A long table of texts and the places that they name, with one line for each text.
public struct PlaceTable {
    private let table: LongTextTable
    private let phrases: Phrases

    /// Creates a table without places.
    ///
    /// - Parameter phrases: The words of its header.
    /// - Throws: `FileError` when the folder of temporary files takes no file.
    public init(_ phrases: Phrases) throws {
        let words = phrases.words
        self.phrases = phrases
        table = try LongTextTable([
            (words("column.text"), .left), (words("column.code"), .left), (words("column.level"), .left),
            (words("column.confidence"), .right), (words("column.alternatives"), .left),
        ])
    }

    /// Adds a place.
    ///
    /// - Throws: `FileError` when the disk takes no more.
    public func add(_ place: Place) throws {
        try table.add([
            place.text.shownInTable, place.code ?? "–", phrases.words("level.\(place.level.rawValue)"),
            phrases.numbers.decimal(place.confidence, 2), place.alternatives.joined(separator: " "),
        ])
    }

    /// Hands out the lines, some thousands at a time.
    ///
    /// - Throws: `FileError` when the disk takes no more or does not give back what it took, and what `body` throws.
    public func forEachPart(_ style: TextStyle, _ body: ([String]) throws -> Void) throws {
        try table.forEachPart(header: style.bold, body)
    }
}
