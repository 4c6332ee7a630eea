/// Why a file is no workbook that can be read.
public enum WorkbookDamage: Sendable, Equatable, CustomStringConvertible {
    case noArchive
    case noWorkbook
    case tooManyParts
    case cut
    case partCut(String)
    case protected(String)
    case memory
    case entities
    case markup(line: Int, reason: String)
    case longTag(mebibytes: Int)
    case deep(levels: Int)
    case tooMuchText(mebibytes: Int)
    case sheetMissing(String)
    case outOfOrder(row: Int)
    case textMissing(row: Int)

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
        case .textMissing(let row): "row \(row) refers to a text that is not there"
        }
    }
}
