import Configuration
import Domain
import Foundation
import Testing

@testable import Report

/// Characters of the data that steer what shows them: shown everywhere, sent nowhere.
@Suite struct VisibleTextTests {
    /// Every character that must not reach a terminal, a page or a sheet: C0, DEL, C1, line separators, marks of direction, what has no width, no
    /// characters.
    static let hidden: [Unicode.Scalar] =
        ([
            0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x034F...0x034F, 0x061C...0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
            0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xFDD0...0xFDEF, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0,
            0xFFF0...0xFFFB, 0xFFFE...0xFFFF, 0x1FFFE...0x1FFFF, 0xE0000...0xE00FF,
            0x10_FFFE...0x10_FFFF,
        ] as [ClosedRange<UInt32>]).flatMap { $0 }.compactMap { Unicode.Scalar($0) }
    /// Neighbours of those, and letters that begin with the same bytes; they stay as they are.
    static let plain = " ~\u{A0}©é\u{34E}\u{61B}\u{61D}\u{2010}–’…“\u{2027}\u{202F}\u{205F}\u{2070}ㅣ日ﷰ\u{FDCF}\u{FFFD}😀❤\u{FE0F}\u{1FFFD}"
    /// A name that holds all of them, as a file may bring it.
    static let name = "Las " + hidden.map { "<\($0)>" }.joined() + "\u{1B}]0;judul\u{07}\u{9B}31m" + plain

    /// The hidden characters of a text, but for those that may stand in it.
    static func found(_ text: String, besides kept: Set<Unicode.Scalar> = []) -> [String] {
        text.unicodeScalars.filter { hidden.contains($0) && !kept.contains($0) }.map(\.visibleForm)
    }

    @Test func `each hidden character has a visible form, and others stay`() {
        for scalar in Self.hidden {
            #expect("a\(scalar)b".visible() == "a\\u{\(String(scalar.value, radix: 16, uppercase: true))}b")
            #expect("a\(scalar)b".visible(keeping: [scalar]) == "a\(scalar)b")
            #expect(String(scalar).utf8.first.map(\.mayBeginHidden) == true)
        }
        #expect(Self.plain.visible() == Self.plain)
        #expect("a\r\nb\tc\u{85}d\u{1B}".onOneLine == "a\\u{D}\\u{A}b\\u{9}c\\u{85}d\u{1B}")
    }

    @Test func `a terminal gets the codes of the program's own looks and no others`() {
        let style = TextStyle(isOn: true)
        let line = style.bold("A\u{1B}[31m" + style.red(Self.name)) + "\u{02}31m\u{03}" + style.dim("z")
        let sent = TerminalText.line(line)
        #expect(Set(sent.matches(of: /\u{1B}\[\d+m/).map { String($0.output) }) == ["\u{1B}[1m", "\u{1B}[31m", "\u{1B}[0m", "\u{1B}[2m"])
        #expect(sent.matches(of: /\u{1B}/).count == 6)
        #expect(sent.contains("A\\u{1B}[31m\u{1B}[31mLas") && sent.contains("\\u{2}31m\\u{3}\u{1B}[2mz\u{1B}[0m"))
        #expect(Self.found(sent, besides: ["\u{1B}"]) == [])
        #expect(TerminalText.line(Self.name) == Self.name.visible())
        #expect(Self.found(TerminalText.paragraph(Self.name), besides: ["\n", "\t"]) == [])
        #expect(TerminalText.paragraph("dua\nbaris\tx") == "dua\nbaris\tx")
        #expect(TextStyle(isOn: false).bold("x") == "x")
    }

    @Test func `columns of a table stay in line whatever a cell holds`() {
        var table = TextTable([("Nama", .left), ("N", .right)])
        table.add([TextStyle(isOn: true).green("a\nb\u{1B}[31m"), "5"])
        table.add(["é", "123"])
        #expect(
            table.lines().map(TerminalText.line) == [
                "Nama                 N", "\u{1B}[32ma\\u{A}b\\u{1B}[31m\u{1B}[0m    5", "é                  123",
            ])
    }

    @Test func `a value begins no new line of a sentence, in either language and in every error`() {
        let phrases = Phrases(Words(language: .en, sentences: ["a": "{x} of:\n{list}", "b": "said:\n{reason}"]))
        let spoof = "x\npadan: all is well\r\u{2028}y"
        #expect(phrases.words("a", ["x": spoof, "list": "1"]) == "\(spoof.onOneLine) of:\n1")
        #expect(
            phrases.sentence(
                "a", ["x": .list([spoof, "z"]), "list": .names([CodeName(code: "A", name: spoof), CodeName(code: "B", name: "b")])])
                == "\(spoof.onOneLine), z of:\n  A  \(spoof.onOneLine)\n  B  b")
        #expect(phrases.sentence("a", ["x": .text(spoof), "list": .phrase("a", ["x": .text(spoof)])]).split(separator: "\n").count == 3)
        #expect(phrases.sentence("b", ["reason": .output("one\ntwo")]) == "said:\none\ntwo")
    }

    @Test func `CSV holds no hidden characters but line ends and tabs, and is read back`() throws {
        let kept: Set<Unicode.Scalar> = ["\t", "\n", "\r"]
        let line = CSVText.line([Self.name, "=\u{1B}1", "\u{1B}=1"])
        #expect(Self.found(line, besides: kept) == [])
        #expect(line.hasSuffix(",'=\\u{1B}1,\\u{1B}=1\r\n"))
        let copied = Self.name.replacing("\u{00}", with: "").replacing("\\", with: "\\\\").replacing("\t", with: "\\t")
            .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
        let columns = [ExportColumn(name: "name", kind: .text, explanation: ""), ExportColumn(name: "plain", kind: .list, explanation: "")]
        let text = try exported("\(copied)\t{\u{9B}x}\n") { try CSVExport(columns, to: $0) }
        #expect(Self.found(text, besides: kept) == [])
        #expect(text.contains(Self.plain) && text.contains("{\\u{9B}x}"))
        let formula = try exported("=\u{1B}\t{}\n") { try CSVExport(columns, to: $0) }
        #expect(formula.hasSuffix("'=\\u{1B},{}\r\n"))
    }

    @Test func `JSON escapes them and means the same`() throws {
        let columns = [ExportColumn(name: "name", kind: .text, explanation: ""), ExportColumn(name: "more", kind: .json, explanation: "")]
        let name = Self.name.replacing("\u{00}", with: "")
        let copied = name.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n").replacing(
            "\r", with: "\\r")
        let lines = try exported("\(copied)\t{\"a\": \"\u{9B}\"}\n") { try JSONExport(columns, to: $0, lines: true) }
        #expect(Self.found(lines, besides: ["\n"]) == [])
        struct Row: Decodable, Equatable {
            let name: String
            let more: [String: String]
        }
        #expect(try JSONDecoder().decode(Row.self, from: Data(lines.utf8)) == Row(name: name, more: ["a": "\u{9B}"]))
        let document = try DocumentJSON.text(["name": Self.name])
        #expect(Self.found(document, besides: ["\n"]) == [])
        #expect(try DocumentJSON.document([String: String].self, from: document) == ["name": Self.name])
    }

    @Test func `pages hold only what HTML allows`() throws {
        let root = try DataRoot.find()
        let phrases = Phrases(try Words(language: .id, root: root))
        let report = try ReportTests.report(
            blk: Blk(code: "B", name: Self.name, kind: .uptd, regionCode: "32.15", parentCode: nil, joinedYear: nil))
        let html = try report.html(phrases, root: root, limit: 5)
        #expect(Self.found(html, besides: ["\t", "\n", "\r"]) == [])
        #expect(html.contains("\\u{1B}]0;judul\\u{7}\\u{9B}31m"))
        let view = ViewEntry(name: "v", comment: Self.name, columns: [])
        let dictionary = DataDictionary(views: [view], functions: [.init(signature: "f\u{1B}()", comment: Self.name)])
        for text in [dictionary.markdown(phrases.words), dictionary.csv(), try dictionary.html(phrases.words, root: root)] {
            #expect(Self.found(text, besides: ["\t", "\n", "\r"]) == [])
            #expect(text.contains("\\u{1B}"))
        }
    }

    private func exported(_ line: String, _ make: (OutputFile) throws -> any ExportWriter) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString)").path
        defer { unlink(path) }
        let writer = try make(OutputFile(path))
        var row = ExportRow()
        Array(line.utf8).withUnsafeBytes { row.read($0) }
        try writer.write(row)
        try writer.finish()
        return try String(contentsOfFile: path, encoding: .utf8)
    }
}
