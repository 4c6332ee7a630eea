import Foundation
import Testing

/// Problems from a file, without a database.
@Suite struct AllocationInstanceTests {
    private static let instance = """
        {"name": "kecil", "candidates": [
          {"blk": 0, "program": 0, "kejuruan": 0, "scheme": 0, "size": 16, "hours": 240, "cost": 60.5, "max": 12, "assessor_days": 2,
           "place": 0.5, "certify": 0.75, "score": 80, "occupations": [0]},
          {"blk": 0, "program": 1, "kejuruan": 0, "scheme": 1, "size": 16, "hours": 320, "cost": 50, "max": 12, "assessor_days": 2,
           "place": 0.75, "certify": 0.9, "score": 60, "occupations": [1]}],
         "reach": [[0]], "gap": [[0, 0, 30], [0, 1, 20]], "workshop_hours": [[0, 0, 1600]], "instructor_hours": [[0, 0, 1200]],
         "budget": [[0, 1000]], "network_budget": null, "assessor_days": [[0, 20], [1, 20]],
         "targets": {"participants": 0, "certified": 0}, "epsilon": 0.001, "shortfall_penalty": 10}
        """

    private func call(_ desk: Desk) -> [String] {
        ["allocate", "--instance", desk.path("masalah.json"), "--out", desk.path("rencana.json")]
    }

    @Test func `a small problem is solved, twice the same`() async throws {
        let desk = try Desk.empty()
        try desk.write(Self.instance, to: "masalah.json")
        try await desk.expectShape("allocate-instance", call(desk) + ["--time-limit", "2", "--gap", "0", "--json"])
        // 240·3 + 320 = 1,040 of 1,200 JP: 24 + 12 placed, as many as by two of each, and the better scores.
        let solution = try desk.text("rencana.json")
        #expect(solution.contains("\"packages\":[[0,3],[1,1]]"), "\(solution)")
        try desk.expectShape("allocate-instance-solution", of: solution)
        #expect(try await desk.run(call(desk) + ["--time-limit", "2", "--gap", "0", "-q"]).status == 0)
        #expect(try desk.text("rencana.json") == solution)
    }

    @Test(arguments: [
        ("negative", "\"cost\": 50", "\"cost\": -50"), ("missing", "\"reach\"", "\"jangkauan\""),
        ("hours", "\"hours\": 320", "\"hours\": 320.5"),
    ])
    func `a bad problem is refused and nothing is written`(_ name: String, _ from: String, _ to: String) async throws {
        let desk = try Desk.empty()
        try desk.write(Self.instance.replacing(from, with: to), to: "masalah.json")
        try await desk.expect("allocate-instance-\(name)", call(desk), status: 3)
        #expect(!desk.holds("rencana.json"))
    }

    @Test func `an instance needs a file for its answer`() async throws {
        let desk = try Desk.empty()
        try desk.write(Self.instance, to: "masalah.json")
        try await desk.expect("allocate-instance-no-out", ["allocate", "--instance", desk.path("masalah.json")], status: 2)
    }
}
