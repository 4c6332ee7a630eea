import Foundation
import TestSupport
import Testing

/// `dashboard.rescore` against the engine.
@Suite(.sampleNetwork) struct RescoreTests {
    /// Sets of weights, as 1,024ths: every fifth leaves criteria out.
    private static func weights(rounds: Int, criteria: Int) -> [[Int]] {
        var generator = SplitMix(seed: 2018)
        return (0..<rounds).map { round in
            var left = 1024
            var drawn = [Int](repeating: 0, count: criteria)
            for index in drawn.indices.dropLast() where round % 5 != 0 || index % 3 != 0 {
                drawn[index] = Int(generator.next() % UInt64(2 * left / (criteria - index)))
                left -= drawn[index]
            }
            drawn[criteria - 1] = left
            return drawn
        }
    }

    /// Every BLK and programme of the sample is scored by the engine with weights that stand in `scoring.yaml`, then in SQL by the same weights
    /// over the utilities of another run.
    @Test func `other weights give the engine's scores in the database too`() async throws {
        let desk = try await Desk.copy()
        let share = try desk.share()
        let file = share.appending(path: "config/scoring.yaml")
        // The draws behind robustness say nothing here.
        let lines = try String(contentsOf: file, encoding: .utf8).replacing(/samples: \d+/, with: "samples: 0")
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        let criteria = lines.indices.dropLast().compactMap { index -> (name: String, line: Int)? in
            guard lines[index + 1].hasPrefix("    weight: "), let name = lines[index].firstMatch(of: /^  ([a-z_]+):/) else { return nil }
            return (String(name.1), index + 1)
        }
        #expect(criteria.count == 13)
        let rounds = Self.weights(rounds: 20, criteria: criteria.count)
        var runs: [Int] = []
        for round in rounds {
            var text = lines
            for (criterion, weight) in zip(criteria, round) { text[criterion.line] = "    weight: \(Double(weight) / 1024)" }
            try Data(text.joined(separator: "\n").utf8).write(to: file)
            let answer = try await desk.run(["score", "--json"], environment: ["PADAN_SHARE": share.path])
            runs.append(try #require(answer.output.firstMatch(of: /"run_id" : (\d+)/).flatMap { Int($0.1) }, "\(answer.error)"))
        }
        // The latest run, which the function reads, has the standard weights.
        #expect(try await desk.run(["score", "-q"]).status == 0)
        for (run, round) in zip(runs, rounds) {
            let weights = zip(criteria, round).map { "\"\($0.name)\": \(Double($1) / 1024)" }.joined(separator: ", ")
            // The same double, not only the same printed digits.
            let compared = try await desk.sql(
                """
                SELECT count(*), count(*) FILTER (WHERE r.score IS DISTINCT FROM c.score OR r.position IS DISTINCT FROM c.position),
                    count(*) FILTER (WHERE r.run_id = c.run_id)
                FROM dashboard.rescore('{\(weights)}') AS r FULL JOIN padan.candidate AS c USING (blk_code, program_code)
                WHERE c.run_id = \(run)
                """)
            #expect(compared == "2820|0|0", "run \(run), \(weights)")
        }
    }
}
