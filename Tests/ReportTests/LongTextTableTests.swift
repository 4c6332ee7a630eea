import Testing

@testable import Report

/// Tables whose rows lie in a file until all of them are known.
@Suite struct LongTextTableTests {
    @Test(arguments: [0, 1, 20_000]) func `a long table reads as a short one`(_ count: Int) throws {
        let style = TextStyle(isOn: true)
        let columns: [(header: String, alignment: TextTable.Alignment)] = [("Nama", .left), ("N", .right), ("Lain", .left)]
        var short = TextTable(columns)
        let long = try LongTextTable(columns)
        for number in 0..<count {
            let cells = [
                number % 7 == 0 ? style.green("hijau \(number)") : "baris\t\(number)\n\u{200B}é",
                number % 5 == 0 ? "" : String(number * number),
                String(repeating: "ha ", count: number % 9),
            ]
            short.add(cells)
            try long.add(cells)
        }
        var lines: [String] = []
        var parts = 0
        try long.forEachPart(header: style.bold) { part in
            lines += part
            parts += 1
        }
        #expect(lines == short.lines(header: style.bold))
        #expect(count < 20_000 || parts > 2)
    }
}
