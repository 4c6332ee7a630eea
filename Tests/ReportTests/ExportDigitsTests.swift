import CSV
import Configuration
import Foundation
import Testing

@testable import Report

/// How many digits exports keep.
@Suite struct ExportDigitsTests {
    private func rounded(_ text: String, _ keep: ExportDigits.Keep) -> String {
        // What stands behind a number in a row must stay as it is.
        var bytes = Array("\(text)|7".utf8)
        let end = keep.round(&bytes, 0..<text.utf8.count)
        #expect(end <= text.utf8.count && bytes.suffix(2) == [0x7C, 0x37])
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    @Test(
        arguments: [
            ("18.942359", .whole, "19"), ("0.5", .whole, "1"), ("0.49999", .whole, "0"), ("-0.4", .whole, "0"), ("-0.5", .whole, "-1"),
            ("99.5", .whole, "100"), ("9.96", .one, "10"), ("68.77202609181404", .one, "68.8"), ("68.04", .one, "68"),
            ("-9.95", .one, "-10"),
            ("0.9995", .share, "1"), ("0.10421052631578948", .share, "0.104"), ("0.1005", .three, "0.101"), ("1.005", .two, "1.01"),
            ("1234567.8", .significant, "1234568"), ("1234.5", .significant, "1235"), ("12.3456", .significant, "12.35"),
            ("0.00123456", .significant, "0.001235"), ("0.99996", .significant, "1"), ("-12.3456", .significant, "-12.35"),
            ("1e-07", .three, "0"), ("-1.5e-07", .whole, "0"), ("1.5e-07", .significant, "1.5e-07"), ("1e+20", .whole, "1e+20"),
            ("NaN", .one, "NaN"), ("-Infinity", .one, "-Infinity"), ("12", .one, "12"), ("-0", .whole, "0"), ("12.50", .two, "12.5"),
            ("100.0", .one, "100"),
        ] as [(String, ExportDigits.Keep, String)])
    func `a number is rounded by the digits that it is written with`(_ text: String, _ keep: ExportDigits.Keep, _ expected: String) {
        #expect(rounded(text, keep) == expected)
    }

    /// Foundation's decimal arithmetic rounds the same texts on its own.
    @Test func `thousands of numbers are rounded as decimal arithmetic rounds them`() throws {
        var random = SystemRandomNumberGenerator()
        let places: [(ExportDigits.Keep, Int)] = [(.whole, 0), (.one, 1), (.two, 2), (.three, 3), (.share, 3)]
        let divisors = [1.0, 16, 1000, 4096, 99_999]
        for _ in 0..<5000 {
            let text = String(Double(Int.random(in: -2_000_000...2_000_000, using: &random)) / (divisors.randomElement() ?? 1))
            for (keep, digits) in places where !text.contains("e") {
                var exact = try #require(Decimal(string: text))
                var expected = Decimal()
                NSDecimalRound(&expected, &exact, digits, .plain)
                #expect(Decimal(string: rounded(text, keep)) == expected, "\(text) \(keep)")
            }
        }
    }

    /// The contract with analysts names every column of every view; a column with decimals has a rule.
    @Test func `every column with decimals has a rule`() throws {
        let digits = try ExportDigits(root: .find())
        let contract = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../DashboardTests/Contract/columns.csv")
        let columns = try String(contentsOf: contract, encoding: .utf8).split(separator: "\n").map { $0.split(separator: ";") }
        let numbers = columns.filter { $0.count == 3 && ExportColumn.Kind(postgres: String($0[2])) == .number }
        #expect(numbers.count > 50)
        let unnamed = numbers.filter { digits.rule(for: String($0[1]), of: String($0[0])) == nil }
        #expect(unnamed.map { "\($0[0]).\($0[1])" } == [], "name them in config/digits.yaml")
        #expect(digits.keep(of: "score", in: "latest_recommendation") == .one && digits.keep(of: "score", in: "title_coding") == .three)
        #expect(digits.keep(of: "gap", in: "demand_gap") == .whole && digits.keep(of: "gap_share_raw", in: "report") == .significant)
        #expect(digits.keep(of: "nothing_like_it", in: "x") == .three)
    }

    @Test func `rows are rounded where their columns say so, in every format`() throws {
        let columns = [
            ExportColumn(name: "n", kind: .integer, explanation: ""),
            ExportColumn(name: "score", kind: .number, explanation: "", keep: .one),
            ExportColumn(name: "share", kind: .number, explanation: "", keep: .share),
            ExportColumn(name: "all", kind: .number, explanation: ""),
        ]
        let line = "12\t99.96\t0.12345\t1.23456789\n"
        func written(_ make: (OutputFile) throws -> any ExportWriter) throws -> String {
            let path = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString)").path
            defer { unlink(path) }
            let writer = try make(OutputFile(path))
            var row = ExportRow()
            Array(line.utf8).withUnsafeBytes { row.read($0) }
            row.round(columns)
            try writer.write(row)
            try writer.finish()
            return try String(contentsOfFile: path, encoding: .utf8)
        }
        #expect(try written { try CSVExport(columns, to: $0) }.hasSuffix("\r\n12,100,0.123,1.23456789\r\n"))
        #expect(
            try written { try JSONExport(columns, to: $0, lines: true) } == "{\"n\":12,\"score\":100,\"share\":0.123,\"all\":1.23456789}\n")
    }

    @Test func `a figure of a report is rounded as one of a view`() {
        #expect(ExportDigits.Keep.text(68.77202609181404, .one) == "68.8" && ExportDigits.Keep.text(2, .whole) == "2")
        #expect(ExportDigits.Keep.text(68.77202609181404, nil) == "68.77202609181404")
    }
}
