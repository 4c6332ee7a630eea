/// Why a file is no workbook that can be read.
public enum WorkbookDamage: Sendable, Equatable, CustomStringConvertible {
    /// The zip archive is not whole.
    case noArchive
    /// The zip archive holds no workbook.
    case noWorkbook
    /// The archive has more parts than a workbook has.
    case tooManyParts
    /// The archive is damaged or cut off.
    case cut
    /// This part of the archive is damaged or cut off.
    case partCut(String)
    /// This part is protected with a password.
    case protected(String)
    /// There is not enough memory to read it.
    case memory
    /// Its XML declares entities, which no workbook does.
    case entities
    /// Its XML cannot be read, for the reason that the XML parser gives.
    case markup(line: Int, reason: String)
    /// Its XML has a tag longer than so many MiB.
    case longTag(mebibytes: Int)
    /// Its XML is nested more than so many levels deep.
    case deep(levels: Int)
    /// Its shared texts take more than so many MiB.
    case tooMuchText(mebibytes: Int)
    /// The sheet of this name is missing.
    case sheetMissing(String)
    /// The cells of this row are out of order.
    case outOfOrder(row: Int)
    /// The row behind this one has a number that does not rise, or is beyond the last row of a sheet.
    case rowNumber(after: Int)
    /// This row refers to a text that is not there.
    case textMissing(row: Int)

    /// The reason in English, for logs.
    public var description: String {
        switch self {
        case .noArchive: "no whole zip archive"
        case .noWorkbook: "a zip archive, but no workbook"
        case .tooManyParts: "too many parts"
        case .cut: "damaged or cut off"
        case .partCut(let part): "'\(part)' is damaged or cut off"
        case .protected(let part): "'\(part)' is protected with a password"
        case .memory: "not enough memory"
        case .entities: "it declares entities, which no workbook does"
        case .markup(let line, let reason): "XML, line \(line): \(reason)"
        case .longTag(let mebibytes): "XML with a tag longer than \(mebibytes) MiB"
        case .deep(let levels): "XML nested more than \(levels) deep"
        case .tooMuchText(let mebibytes): "more than \(mebibytes) MiB of text; save the sheet as CSV"
        case .sheetMissing(let name): "the sheet '\(name)' is missing"
        case .outOfOrder(let row): "cells of row \(row) are out of order"
        case .rowNumber(let row): "the number of the row behind row \(row) is out of order"
        case .textMissing(let row): "row \(row) refers to a text that is not there"
        }
    }
}
