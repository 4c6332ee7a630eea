import Configuration
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// A file is somebody else's: whatever stands in it, it is read or refused with an error of its own, and the program goes on.
@Suite struct MutationTests {
    private static let head = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
    private static let foot = "</sheetData></worksheet>"
    private static let rows = """
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>employer</t></is></c><c r="C1" t="str"><v>place</v></c></row>
        <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>42736</v></c><c r="C2"><v>1.5E3</v></c><c r="D2" t="b"><v>1</v></c></row>
        <row r="4"><c r="A4" t="s"><v>2</v></c><c r="C4" t="d"><v>2017-01-02T00:00:00</v></c><c r="D4" t="e"><f>1/0</f><v>#N/A</v></c></row>
        <row r="1048576"><c r="A1048576"><v>3</v></c><c r="C1048576"><f>A1</f></c></row>
        """
    private static let strings =
        "<sst><si><t>title</t></si><si><t>Tukang_x000D_ Las</t></si><si><rPh><t>x</t></rPh><r><t>a</t></r></si></sst>"

    private func folder() throws -> URL { try TestServer.makeFolder("mutation") }

    private func write(_ path: String, sheet: String, strings: String = Self.strings) throws {
        try ZipWriter.workbook(path, sheet: [(Self.head + sheet + Self.foot, 1)], strings: strings)
    }

    /// Reads a file to its end, as an import does.
    ///
    /// - Returns: The lines of its records; `nil` where the file is refused.
    @discardableResult
    private func lines(_ path: String) throws -> [Int]? {
        do {
            let inspection = try FileInspection(path: path)
            var reader = try TableReader(inspection, sheet: nil, kind: .vacancies)
            var record = TableRecord()
            var lines: [Int] = []
            while try reader.next(&record) {
                lines.append(record.line)
                // A header of three columns stands above.
                record.fit(3)
                for field in 0..<3 { _ = record.text(field) }
                for fault in record.faults { _ = fault.field.map { $0 < 3 ? record.text($0) : "" } }
                #expect(reader.bytesRead >= 0)
            }
            return lines
        } catch is ImportError {
            return nil
        }
    }

    @Test func `the sheet itself is read`() throws {
        let path = try folder().appending(path: "a.xlsx").path
        try write(path, sheet: Self.rows)
        #expect(try lines(path) == [1, 2, 4, 1_048_576])
    }

    @Test(arguments: ["9223372036854775807", "9223372036854775808", "1048577", "-1", "0", "x", "2", "1"])
    func `a row number that does not rise, or is beyond the sheet, is refused`(_ number: String) throws {
        let path = try folder().appending(path: "a.xlsx").path
        try write(path, sheet: Self.rows.replacing("<row r=\"4\">", with: "<row r=\"\(number)\">"))
        #expect(throws: ImportError.damagedWorkbook(path: path, reason: .rowNumber(after: 2))) {
            var reader = try TableReader(FileInspection(path: path), sheet: nil, kind: .vacancies)
            var record = TableRecord()
            while try reader.next(&record) {}
        }
    }

    @Test(arguments: [
        "<row><c><v><row><c r=\"A1\"/></row>1</v></c></row>", "<row><c r=\"ZZZZ1\"><v>1</v></c></row>", "<c r=\"B9\"><v>1</v></c>",
        "<row><c r=\"B1\"><c r=\"A1\"><v>1</v></c></c></row>", "<row><c t=\"s\"><v>9223372036854775808</v></c></row>",
        "<row><c s=\"99999999999999999999\"><v>1</v></c></row>", "<row><c s=\"-1\"><v>1e400</v></c></row>",
        "<row><rPh><c t=\"s\"><v>0</v></c></rPh></row>", "<row><c t=\"d\"><v/></c></row>", "<row><c r=\"\"><v>1</v></c></row>",
    ])
    func `cells in places where there are none`(_ sheet: String) throws {
        let path = try folder().appending(path: "a.xlsx").path
        try write(path, sheet: sheet)
        try lines(path)
    }

    /// A directory in the form of large archives, whose counts have eight bytes.
    @Test(arguments: [UInt64.max, UInt64(Int.max), 1 << 63, 10_001, 0])
    func `an archive may claim any number of parts and any size`(_ count: UInt64) throws {
        let path = try folder().appending(path: "a.xlsx").path
        try write(path, sheet: Self.rows)
        var bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let end = try #require(bytes.ranges(of: [0x50, 0x4B, 0x05, 0x06]).last).lowerBound
        func little(_ number: UInt64, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) } }
        let (size, offset) = (Array(bytes[end + 12..<end + 16]), Array(bytes[end + 16..<end + 20]))
        var large: [UInt8] = [0x50, 0x4B, 0x06, 0x06] + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 4) + little(0, 4)
        large += little(count, 8) + little(count, 8) + size + little(0, 4) + offset + little(0, 4)
        large += [0x50, 0x4B, 0x06, 0x07] + little(0, 4) + little(UInt64(end), 8) + little(1, 4)
        bytes.insert(contentsOf: large, at: end)
        try Data(bytes).write(to: URL(filePath: path))
        try lines(path)
        // The sizes of each part, in the directory and before the part.
        for signature: [UInt8] in [[0x50, 0x4B, 0x01, 0x02], [0x50, 0x4B, 0x03, 0x04]] {
            for place in bytes.indices where bytes[place...].starts(with: signature) {
                var changed = bytes
                let sizes = signature[2] == 1 ? place + 20 : place + 18
                for index in sizes..<sizes + 8 { changed[index] = UInt8(truncatingIfNeeded: count >> 56) }
                try Data(changed).write(to: URL(filePath: path))
                try lines(path)
            }
        }
    }

    @Test func `no change of a workbook stops the program`() throws {
        let path = try folder().appending(path: "a.xlsx").path
        try write(path, sheet: Self.rows)
        let whole = Array(try Data(contentsOf: URL(filePath: path)))
        var mutator = Mutator(seed: 13)
        var refused = 0
        for number in 0..<400 {
            if number % 2 == 0 {
                try write(
                    path, sheet: mutator.numbersChanged(mutator.numbersChanged(Self.rows)), strings: mutator.numbersChanged(Self.strings))
            } else {
                try Data(mutator.changed(whole)).write(to: URL(filePath: path))
            }
            if try lines(path) == nil { refused += 1 }
        }
        #expect((40..<400).contains(refused))
    }

    @Test func `no change of a text file stops the program`() throws {
        let path = try folder().appending(path: "a.csv").path
        let text = "# catatan\r\ntitle;\"employer\";place\r\nTukang \"Las\";PT Á;Karawang\r\n\"a;b\r\nc\";;\u{FEFF}\n;;\n1;2;3"
        var mutator = Mutator(seed: 14)
        for _ in 0..<1500 {
            try Data(mutator.changed(Array(text.utf8))).write(to: URL(filePath: path))
            try lines(path)
        }
    }

    @Test func `no value in any column of any kind stops the program`() throws {
        let gazetteer = Gazetteer(regions: [], districts: [], entries: [])
        let regions = RegionReader(places: PlaceResolver(gazetteer: gazetteer), system: nil)
        let coder = try ImportFixture.coder(DataRoot.find())
        let places = PlaceResolver(gazetteer: gazetteer)
        let samples = [
            "1.234,56", "Rp 4,2 juta", "2018-11-23", "23 Nov 18", "32.16", "3216", "A.1|B:0.5", "7212:0.8|7213",
            "Kab. Bekasi (X), Jawa Barat",
            "Manager - Área/Sales [C-119602] & b2b", "٣٢.١٦", "３２", "e\u{301}\u{301}", "\u{0}\u{1F}", "🇮🇩", "İSTANBUL", "ß", "-", "--", ":",
            "|", "1e5",
        ]
        var mutator = Mutator(seed: 16)
        for number in 0..<500 {
            let sample = mutator.pick(samples)
            let text =
                number % 3 == 0
                ? mutator.numbersChanged(sample)
                : number % 3 == 1 ? String(decoding: mutator.changed(Array(sample.utf8)), as: UTF8.self) : sample + mutator.pick(samples)
            for kind in ImportKind.allCases {
                for column in kind.specification.columns {
                    for isNumber in [false, true] { _ = column.type.read(Substring(text), regions: regions, isNumber: isNumber) }
                }
            }
            _ = coder.code(text)
            _ = places.resolve(text)
        }
    }
}
