import Configuration
import Foundation
import Testing

@testable import Ingest
@testable import Report

/// Refused rows may be as many as a file has, and memory stays the same.
@Suite struct RejectionTests {
    /// A refusal of each form that there is, by its number.
    private func rejection(_ number: Int) -> Rejection {
        let reasons: [RejectReason] = [
            .missing, .tooLong(300), .notBetween(0.5, -1e300), .notAChoice(["a", "b;\"c\n"]), .unknown(in: "padan.region", "32.99é"),
            .shortRegionCode("32.1", likely: ["32.10", "32.01"]), .noCode(String(repeating: "x", count: 5000)), .inconsistent(line: .max),
        ]
        return Rejection(
            line: number, column: number % 3 == 0 ? nil : "kolom \(number)", value: number % 5 == 0 ? nil : "nilai \(number)",
            why: reasons[number % reasons.count])
    }

    private func rejections(_ count: Int) throws -> Rejections {
        var log = RejectionLog()
        for number in 0..<count { try log.append(rejection(number)) }
        return try log.finished()
    }

    @Test(arguments: [0, 1, 999, 1000, 1001, 20_000])
    func `what was refused comes back in its order, and few refusals stand in memory`(_ count: Int) throws {
        let rejections = try rejections(count)
        #expect(rejections.count == count && rejections.leading.count == min(count, RejectionLog.limit))
        for _ in 0..<2 {
            var number = 0
            try rejections.forEach {
                #expect($0 == rejection(number))
                number += 1
            }
            #expect(number == count)
        }
        #expect(try rejections == self.rejections(count))
        #expect(try rejections != self.rejections(count + 1))
        var sizes: [Int] = []
        try rejections.forEachGroup(of: 700) { sizes.append($0.count) }
        #expect(sizes.reduce(0, +) == count && sizes.allSatisfy { (1...700).contains($0) })
    }

    @Test func `a refusal shows the beginning of what is too long to show`() {
        let long = String(repeating: "é", count: 100_000)
        let rejection = Rejection(line: 1, column: long, value: long, why: .unknown(in: "padan.unit", long))
        #expect(rejection.column?.count == 201 && rejection.value?.count == 201 && rejection.reason.count < 300)
    }

    private func summary(_ rejections: Rejections) -> ImportSummary {
        ImportSummary(
            kind: .wages, file: "a \"b\"\n  \"rejects\" : [", encoding: "UTF-8", read: 30_000, new: 0, changed: 0, same: 0,
            rejected: rejections.count, ignoredColumns: ["]", "\n  \"rejects\" : ["], dryRun: false, rejections: rejections)
    }

    @Test(arguments: [0, 1, 3, 2500])
    func `JSON has every refusal, in the form in which few of them stand`(_ count: Int) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString).json").path
        defer { unlink(path) }
        let summary = try summary(rejections(count))
        let words = try Words(language: .id, root: DataRoot.find())
        try ImportDocument.write(summary, words, to: path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        if count <= RejectionLog.limit { #expect(try text == DocumentJSON.text(ImportDocument(summary, words)) + "\n") }
        let document = try DocumentJSON.document(ImportDocument.self, from: text)
        #expect(document.rejects.map(\.line) == Array(0..<count))
        #expect(document.rejects.map(\.reason) == (0..<count).map { rejection($0).sentence(words) })
    }

    /// Rows that are refused while the file is read, and those that the tables refuse, are told in the order of the file.
    @Test func `thousands of refusals of both sorts come in the order of the lines, and are kept`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let rows = (0..<6000).map { $0 % 3 == 0 ? "32.15,2018,x\n" : $0 % 3 == 1 ? "99.99,2018,\($0)\n" : "32.15,1800,1\n" }
        let path = try fixture.file("w.csv", "region_code,year,monthly_rupiah\n" + rows.joined())
        let importer = Importer(.wages, options: ImportOptions(), aliases: fixture.aliases)
        let error = await #expect(throws: ImportError.self) { try await importer.load(path, into: fixture.connection) }
        guard case .tooManyRejects(_, _, _, let refused, true)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(refused.count >= 1000 && refused.count < 6000)
        for language in Language.allCases {
            let words = try Words(language: language, root: .find())
            #expect(try #require(error).sentence(words).contains(language == .id ? "tidak dibaca" : "not read"))
        }
        let summary = try await fixture.load(.wages, path) { $0.maxRejects = 1 }
        var lines: [Int] = []
        var codes: [String: Int] = [:]
        try summary.rejections.forEach {
            if lines.last != $0.line { lines.append($0.line) }
            codes[$0.code, default: 0] += 1
        }
        // The rows of the region that does not exist have one key, too.
        #expect(lines == Array(2...6001) && codes == ["not_a_number": 2000, "unknown": 2000, "out_of_range": 2000, "duplicate_key": 1999])
        #expect(summary.rejected == 6000 && summary.rejections.count == 7999)
        let stored = try await fixture.count("staging.reject WHERE source_file_id = (SELECT max(source_file_id) FROM padan.source_file)")
        #expect(stored == 7999)
        var written = 0
        var again = try RejectedRows(path, importer, summary.rejections)
        try again.forEach { row in
            let (line, fields, rejections) = (row.line, row.fields, row.rejections)
            #expect(Set(rejections.map(\.line)) == [line] && (1...2).contains(rejections.count) && fields.count == 3)
            written += 1
        }
        #expect(written == 6000)

        // A sheet has room for so many rows; the others stand on further sheets, each with the header.
        let words = try Words(language: .id, root: fixture.root)
        let workbook = FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString).xlsx").path
        defer { unlink(workbook) }
        try RejectFile(workbook, words, rowsPerSheet: 2501, mostComments: 100).write(summary.rejections, of: path, importer)
        var counts: [Int] = []
        for sheet in ["", " 2", " 3"] {
            var options = ImportOptions()
            options.sheets = [words("rejects.sheet") + sheet]
            var table = try Importer(.wages, options: options, aliases: fixture.aliases).reader(FileInspection(path: workbook))
            var record = TableRecord()
            var rows = 0
            while try table.next(&record) { rows += 1 }
            counts.append(rows)
        }
        #expect(counts == [2501, 2501, 1001])
    }
}
