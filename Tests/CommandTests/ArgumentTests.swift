import Foundation
import Testing

/// Numbers of the command line from outside of their ranges: a usage error or an answer of the program's own, never one of the database.
@Suite(.sampleNetwork) struct ArgumentTests {
    private static let numbers = ["2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "1e308", "0", "-1"]

    /// Calls with a place for a number.
    private static let calls: [[String]] = [
        ["recommend", "UPTD-KRW", "--run", "N"], ["recommend", "UPTD-KRW", "--top", "N"], ["explain", "UPTD-KRW", "LAS-01", "--run", "N"],
        ["compare", "N", "1"], ["compare", "1", "N"], ["plan", "show", "--run", "N"], ["plan", "show", "--limit", "N"],
        ["plan", "compare", "N", "N"], ["runs", "show", "N"], ["runs", "prune", "--keep", "N", "--dry-run"],
        ["runs", "prune", "--days", "N", "--dry-run"], ["titles", "uncoded", "--limit", "N"],
        ["demand", "show", "--limit", "N"], ["demand", "show", "--occupation", "N"], ["demand", "show", "--region", "N"],
        ["export", "report", "--blk", "UPTD-KRW", "--run", "N", "--format", "csv", "--out", "-"],
        ["export", "report", "--blk", "UPTD-KRW", "--plan", "N", "--format", "csv", "--out", "-"],
        ["export", "data", "demand_gap", "--where", "run_id=N"], ["whatif", "--plan", "N", "--close", "UPTD-KRW"],
        ["whatif", "--effort", "N", "--threads", "N", "--close", "UPTD-TIDAK-ADA"], ["allocate", "--run", "N"],
        ["allocate", "--year", "N"],
        ["allocate", "--fix", "UPTD-KRW:LAS-01=N", "--year", "1"], ["score", "--as-of", "N"],
        ["import", "wages", "/nowhere.csv", "--max-rejects", "N"],
    ]

    @Test(arguments: calls)
    func `no number of an option reaches the database as an error`(_ call: [String]) async throws {
        let desk = try await Desk.reading()
        for number in Self.numbers {
            let answer = try await desk.run(call.map { $0 == "N" || $0.hasSuffix("=N") ? $0.replacing("N", with: number) : $0 } + ["-q"])
            #expect((0...3).contains(answer.status), "\(call) \(number): \(answer.error)")
            #expect(!answer.error.contains(/PostgreSQL [0-9A-Z]{5}/), "\(call) \(number): \(answer.error)")
        }
    }

    /// Numbers as people in Indonesia write them; what is no number in this sense is refused with the form.
    @Test func `numbers of decisions are read as people write them`() async throws {
        let desk = try await Desk.copy()
        let request = ["allocate", "--json", "--effort", "0.1", "--network", "BBPLK-BKS"]
        for (text, participants) in [("12.000", 12_000.0), ("12,000", 12_000), ("1.234.567", 1_234_567), ("320,5", 320.5)] {
            let answer = try await desk.run(request + ["--target", "participants=\(text)"])
            #expect(answer.status == 0, "\(text): \(answer.error)")
            let document = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
            #expect(document["participants_target"] as? Double == participants, "\(text)")
        }
        for text in ["1e3", "0x10", "12.00.000", "1.2.3", "12 apa", "", "inf", "nan", "1_000"] {
            let answer = try await desk.run(request + ["--target", "participants=\(text)"])
            #expect(answer.status == 2 && answer.error.contains("participants=18000"), "\(text): \(answer.error)")
        }
    }
}
