import TestSupport
import Testing

/// The plan of a network: shown, asked about, made with decisions.
@Suite(.sampleNetwork) struct PlanTests {
    /// A question that a test can afford: one more assessor, and a short search.
    private static let question = ["--add-assessor", "SKM-TAN-06=1", "--effort", "0.3"]

    @Test func `the plan is shown for the network and for one BLK`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("plan-show", ["plan", "show", "--limit", "5"])
        try await desk.expect("plan-show-blk", ["plan", "show", "--blk", "UPTD-KRW", "--limit", "5"])
        try await desk.expect("plan-show-en", ["plan", "--blk", "KOM-BJR", "--limit", "3", "--lang", "en"])
        try await desk.expect("plan-unknown", ["plan", "show", "--run", "999"], status: 1)
        let views = """
            SET ROLE padan_analyst;
            SELECT count(*) > 100, sum(packages) > 300, (SELECT count(*) > 5 FROM dashboard.latest_bottleneck) FROM dashboard.latest_allocation
            """
        #expect(try await desk.sql(views) == "t|t|t")
    }

    @Test func `the plan as JSON`() async throws {
        let desk = try await Desk.reading()
        let json = try await desk.run(["plan", "show", "--json"])
        #expect(json.status == 0 && json.output.contains("\"participants_target\" : 18624"))
        try desk.expectShape("plan-show", of: json.output)
        try await desk.expectShape("plan-show-blk", ["plan", "show", "--blk", "UPTD-KRW", "--json"])
    }

    /// The readers' database refuses every write, so that an answer proves that none was tried.
    @Test func `a question stores nothing`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("whatif", ["whatif", "--limit", "6"] + Self.question)
        let closed = try await desk.run([
            "whatif", "--close", "UPTD-KRW", "--target", "certified=1000", "--budget", "+10%", "--effort", "0.3", "--limit", "200",
        ])
        #expect(closed.status == 0 && closed.output.contains("BLK ditutup"), "\(closed.error)")
    }

    @Test func `what cannot be decided or supposed is refused`() async throws {
        let desk = try await Desk.reading()
        try await desk.expect("allocate-conflict", ["allocate", "--fix", "UPTD-KRW:ELK-03=200"], status: 1)
        try await desk.expect("whatif-unknown", ["whatif", "--close", "ATLANTIS"], status: 1)
        try await desk.expect("whatif-nothing", ["whatif"], status: 2)
        try await desk.expect("allocate-bad-fix", ["allocate", "--fix", "UPTD-KRW"], status: 2)
    }

    @Test func `a supposition that is kept is no latest plan`() async throws {
        let desk = try await Desk.copy()
        let before = try await desk.run(["plan", "show", "--json"]).output
        try await desk.expectShape("whatif", ["whatif", "--save", "--json"] + Self.question)
        #expect(try await desk.run(["plan", "show", "--json"]).output == before)
        let numbers = try await desk.runNumbers()
        try await desk.expectShape("plan-compare", ["plan", "compare", String(numbers[1]), String(numbers[0]), "--json"])
    }

    @Test func `a plan with decisions is the same on any number of threads`() async throws {
        let desk = try await Desk.copy()
        let request = [
            "allocate", "--json", "--effort", "0.3", "--fix", "UPTD-KRW:ELK-03=1", "--forbid", "UPTD-BGR:PAR-04", "--max-share", "40%",
            "--min-per-blk", "32", "--target", "UPTD-KRW:peserta=200", "--target", "Elektronika:certified=500",
            "--target", "BBPLK-BKS:Teknik Las:peserta=100",
        ]
        let share = try hastyShare()
        var plans: [String] = []
        for threads in ["1", "2"] {
            let answer = try await desk.run(request + ["--threads", threads], environment: ["PADAN_SHARE": share])
            #expect(answer.status == 0, "\(answer.error)")
            plans.append(answer.output)
        }
        try desk.expectShape("allocate", of: plans[1])
        let bare = plans.map { $0.replacing(/"run_id" : \d+/, with: "") }
        #expect(bare[0] == bare[1])
        #expect(bare[0].contains("\"decided\" : true"))
        let numbers = try await desk.runNumbers()
        let compared = try await desk.run(["plan", "compare", String(numbers[1]), String(numbers[0])])
        #expect(compared.status == 0 && compared.output.contains("Tidak ada paket yang berubah"), "\(compared.error)")
        // Targets below the network's stand under it, with what is short.
        let decided = try await desk.run(["plan", "show", "--run", String(numbers[0])]).output
        #expect(
            decided.contains("peserta UPTD-KRW") && decided.contains("tersertifikasi Elektronika")
                && decided.contains("peserta BBPLK-BKS Teknik Las"))
        // A plan with decisions is a supposition until somebody publishes it; the views show the decisions then.
        let published = "SELECT count(*) FROM padan.publication WHERE run_id IN (\(numbers[0]), \(numbers[1]))"
        #expect(try await desk.sql(published) == "0")
        #expect(try await desk.run(["runs", "publish", String(numbers[0])]).status == 0)
        try await desk.expect(
            "export-data-csv",
            ["export", "data", "latest_allocation", "--where", "blk_code=UPTD-KRW", "--delimiter", ";", "--decimal", ","])
        try await desk.expect("export-data-jsonl", ["export", "data", "latest_bottleneck", "--where", "position=1", "--format", "jsonl"])
    }
}
