import CSV
import Testing

/// The one parser of separated values, whatever program wrote them.
@Suite struct CSVReaderTests {
    private func fields(_ text: String, _ remarks: CSVReader.Remarks = .aboveHeader) throws -> [[String]] {
        try CSVReader.records(in: Array(text.utf8), remarks: remarks).map { record in (0..<record.count).map { record.text($0) } }
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [",", ";", "\t"])
    func `line ends and separators of every program are read`(end: String, separator: String) throws {
        let rows = ["a,b", "1,\"x,\"\"y\"\"\nz\"", "", "2,"].map { $0.replacing(",", with: separator) }
        for mark in ["", "\u{FEFF}"] {
            let expected = [["a", "b"], ["1", "x,\"y\"\nz".replacing(",", with: separator)], ["2", ""]]
            #expect(try fields(mark + rows.joined(separator: end) + end) == expected)
            #expect(try fields(mark + rows.joined(separator: end)) == expected)
        }
    }

    @Test func `records know their line, also behind line breaks in quotes`() throws {
        let records = try CSVReader.records(in: Array("# remark\r\na,b\r\n\"x\r\ny\",1\r\n\r\nz,2\r\n".utf8))
        #expect(records.map(\.line) == [2, 3, 6])
    }

    @Test func `remarks are left out where they are asked for, with quotes that nobody closes and in quotes themselves`() throws {
        let text = "\"# first; of all\";\r\n# 5\" pipe\r\na;b\r\n# a \"remark\r\n1;2\r\n\"#; x\";\r\n3;4\r\n"
        #expect(try fields(text, .everywhere) == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(try fields("# x\na,b\n#1,2\n") == [["a", "b"], ["#1", "2"]])
    }

    @Test func `what is no table says where`() throws {
        #expect(throws: CSVError.unclosedQuote(line: 2)) { try fields("a,b\n\"x,1\n2,3\n") }
        #expect(throws: CSVError.tooManyColumns(found: 600, limit: 512)) {
            try fields(Array(repeating: "x", count: 600).joined(separator: ","))
        }
        #expect(throws: CSVError.recordTooLong(line: 2, limit: 1 << 20)) { try fields("a\n" + String(repeating: "x", count: 1_100_000)) }
        #expect(try CSVReader.records(in: Array("a,b\n\"x\"y,1\n".utf8)).map(\.hasTextBehindQuote) == [false, true])
    }

    /// However the bytes arrive, the records are the same.
    @Test(arguments: [1, 2, 3, 7, 64])
    func `records do not depend on the pieces in which a file is read`(size: Int) throws {
        let text = "# remark \"\r\n\"# b\r\nc\",\r\na,b\r\n1,\"x\r\n\"\"y\"\"\"\r\n\r\n2,é\r\n"
        var rest = Array(text.utf8)[...]
        var reader = try CSVReader(.utf8, remarks: .everywhere) { buffer in
            // The first piece holds the whole head, as that of a file does.
            let count = min(rest.count == text.utf8.count ? 40 : size, rest.count)
            buffer.replaceSubrange(..<count, with: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
        var rows: [[String]] = []
        var record = CSVRecord()
        while try reader.next(&record) { rows.append((0..<record.count).map { record.text($0) }) }
        #expect(rows == [["a", "b"], ["1", "x\r\n\"y\""], ["2", "é"]])
    }

    @Test func `bytes that are no UTF-8 are Windows-1252`() throws {
        let records = try CSVReader.records(in: Array("a\nCaf".utf8) + [0xE9, 0x80])
        #expect(records.map { $0.text(0) } == ["a", "Café€"])
    }
}
