/// The names of a workbook's parts, and its sheets.
///
/// - Source: ECMA-376, part 1, 12.3 and 18.2.
struct WorkbookParts {
    struct Sheet {
        let name: String
        let part: String
        let isHidden: Bool
    }

    private(set) var sheets: [Sheet] = []
    private(set) var sharedStrings: String?
    private(set) var styles: String?
    private(set) var countsFrom1904 = false

    init(_ archive: ZipArchive, path: String) throws {
        let root = Relationships()
        _ = try archive.parse("_rels/.rels", root, path: path)
        let workbookPart =
            root.items.first { $0.type.hasSuffix("/officeDocument") }.map { Self.resolved($0.target, from: "") } ?? "xl/workbook.xml"
        let workbook = Workbook()
        guard try archive.parse(workbookPart, workbook, path: path) else {
            throw ImportError.damagedWorkbook(path: path, reason: .noWorkbook)
        }
        let folder = workbookPart.contains("/") ? workbookPart.prefix { $0 != "/" } : ""
        let name = workbookPart.split(separator: "/").last ?? ""
        let relationships = Relationships()
        _ = try archive.parse("\(folder)/_rels/\(name).rels", relationships, path: path)
        let byID = Dictionary(relationships.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        sheets = workbook.sheets.compactMap { sheet in
            guard let item = byID[sheet.relationship], item.type.hasSuffix("/worksheet") else { return nil }
            return Sheet(name: sheet.name, part: Self.resolved(item.target, from: folder), isHidden: sheet.isHidden)
        }
        sharedStrings = relationships.items.first { $0.type.hasSuffix("/sharedStrings") }.map { Self.resolved($0.target, from: folder) }
        styles = relationships.items.first { $0.type.hasSuffix("/styles") }.map { Self.resolved($0.target, from: folder) }
        countsFrom1904 = workbook.countsFrom1904
    }

    /// A part's name; targets are relative to the folder of the part that names them.
    private static func resolved(_ target: String, from folder: some StringProtocol) -> String {
        var parts = target.hasPrefix("/") ? [] : String(folder).split(separator: "/").map { String($0) }
        for step in target.split(separator: "/") {
            if step == ".." { _ = parts.popLast() } else if step != "." { parts.append(String(step)) }
        }
        return parts.joined(separator: "/")
    }

    private final class Relationships: XMLHandler {
        var items: [(id: String, type: String, target: String)] = []

        func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
            guard isNamed(name, "Relationship"), items.count < 10_000 else { return }
            items.append((attributes.string("Id") ?? "", attributes.string("Type") ?? "", attributes.string("Target") ?? ""))
        }
        func end(_ name: UnsafePointer<CChar>) {}
        func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    }

    private final class Workbook: XMLHandler {
        var sheets: [(name: String, relationship: String, isHidden: Bool)] = []
        var countsFrom1904 = false

        func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
            if isNamed(name, "workbookPr") {
                countsFrom1904 = ["1", "true"].contains(attributes.string("date1904") ?? "")
            } else if isNamed(name, "sheet"), sheets.count < 10_000 {
                let state = attributes.string("state") ?? "visible"
                sheets.append((attributes.string("name") ?? "", attributes.string("id") ?? "", state != "visible"))
            }
        }
        func end(_ name: UnsafePointer<CChar>) {}
        func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    }
}
