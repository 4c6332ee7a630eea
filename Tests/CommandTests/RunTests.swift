import Testing

/// Runs: they repeat byte for byte, are listed, compared and pruned.
@Suite(.sampleNetwork) struct RunTests {
    @Test func `runs repeat byte for byte`() async throws {
        let desk = try await Desk.copy()
        try await desk.expect("score-run", ["score", "--json"])
        var reports: [String] = []
        for _ in 0..<2 {
            #expect(try await desk.run(["score", "-q"]).status == 0)
            let report = try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "csv"])
            reports.append(report.output.replacing(/contoh,\d+,/, with: "contoh,N,"))
        }
        #expect(reports[0] == reports[1])
        var threads: [String] = []
        for count in ["1", "2"] {
            #expect(try await desk.run(["score", "-q", "--threads", count, "--seed", "7"]).status == 0)
            let report = try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "json"])
            threads.append(report.output.replacing(/"run_id" : \d+/, with: ""))
        }
        #expect(threads[0] == threads[1] && threads[0] != reports[0])
    }

    @Test func `profiles and rival methods are compared, and old runs pruned`() async throws {
        let desk = try await Desk.copy()
        #expect(try await desk.run(["demand", "run", "--as-of", "2018-01-01", "-q"]).status == 0)
        #expect(try await desk.run(["score", "-q"]).status == 0)
        try await desk.expect("score-profile", ["score", "--profile", "potensi daerah"])
        try await desk.expect("score-topsis", ["score", "--method", "topsis"])
        try await desk.expect("score-promethee", ["score", "--method", "promethee", "--json"])
        try await desk.expect("score-unknown-profile", ["score", "-q", "--profile", "kilat"], status: 1)
        let list = try await desk.run(["runs", "list", "--json"])
        try desk.expectShape("runs-list", of: list.output)
        let numbers = try await desk.runNumbers()
        #expect(numbers.count > 5 && numbers == numbers.sorted(by: >))
        // The rival methods' runs are the last two, the profile's the one before; people still read the standard one.
        let (promethee, topsis, profile, standard) = (numbers[0], numbers[1], numbers[2], numbers[3])
        try await desk.expect("recommend-profile", ["recommend", "UPTD-KRW", "--top", "2", "--run", String(profile)])
        #expect(try await desk.run(["recommend", "UPTD-KRW", "--json", "--top", "1"]).output.contains("\"run_id\" : \(standard)"))
        #expect(try await desk.sql("SELECT DISTINCT run_id FROM dashboard.latest_recommendation") == String(standard))
        try await desk.expect("runs-publish-method", ["runs", "publish", String(topsis)], status: 2)
        try await desk.expect("runs-publish-unknown", ["runs", "publish", "9999"], status: 1)
        try await desk.expectShape("runs-publish", ["runs", "publish", String(profile), "--label", "RKA 2018", "--json"])
        #expect(try await desk.sql("SELECT DISTINCT run_id FROM dashboard.latest_recommendation") == String(profile))
        let listed = try await desk.run(["runs", "list"]).output
        #expect(listed.contains("RKA 2018") && listed.contains("belum terbit") && listed.contains("digantikan") && listed.contains(" WIB"))
        try await desk.expect("recommend-method", ["recommend", "UPTD-KRW", "--top", "2", "--run", String(topsis)])
        try await desk.expect("explain-method", ["explain", "UPTD-KRW", "LAS-01", "--run", String(promethee)])
        #expect(try await desk.run(["recommend", "UPTD-KRW", "--json", "--top", "1"]).output.contains("\"run_id\" : \(profile)"))
        try await desk.expect("compare-profile", ["compare", String(standard), String(profile), "--limit", "5"])
        try await desk.expectShape("compare", ["compare", String(standard), String(profile), "--json"])
        try await desk.expect(
            "compare-method", ["compare", String(profile), String(topsis), "--limit", "3", "--blk", "UPTD-KRW", "--json"])
        try await desk.expect("compare-same", ["compare", String(profile), String(profile), "--blk", "UPTD-KRW"])
        try await desk.expect("compare-unknown", ["compare", "1", "9999"], status: 1)
        #expect(try await desk.run(["runs", "show", String(profile)]).output.contains("potensi daerah"))

        let prune = ["runs", "prune", "--keep", "1", "--days", "0", "--json"]
        let dry = try await desk.run(prune + ["--dry-run"])
        try desk.expect("runs-prune-dry-run-json", dry)
        // Sizes are the server's estimates and may move by themselves: only the numbers count.
        #expect(try await desk.runNumbers() == numbers)
        #expect(dry.output == (try await desk.run(prune)).output)
        let left = try await desk.runNumbers()
        // The latest of each stage, what people read, and what these read.
        #expect(left.contains(promethee) && left.contains(profile) && !left.contains(topsis) && !left.contains(standard))
        #expect(try await desk.run(["recommend", "UPTD-KRW", "--top", "1"]).status == 0)
        #expect(try await desk.run(["plan", "show"]).status == 0)
        // Two of these, and the one that the latest plan reads.
        #expect(try await desk.sql("SELECT count(*) FROM pg_class WHERE relname ~ '^candidate_\\d+$'") == "3")
        // The additive score from the stored utilities and weights alone, in SQL.
        let apart = """
            SELECT count(*), count(*) FILTER (WHERE abs(x.score - c.score) > 1e-9)
            FROM padan.candidate AS c, LATERAL (
                SELECT 100 * sum(w.weight * u) / sum(w.weight) AS score
                FROM unnest(c.utilities) WITH ORDINALITY AS t (u, n) JOIN padan.run_criterion AS w ON w.run_id = c.run_id AND w.ordinal = n
                WHERE u IS NOT NULL) AS x
            WHERE c.run_id = \(profile)
            """
        #expect(try await desk.sql(apart) == "2820|0")
        // Each word is what its probability says, and both come up.
        let words = """
            SELECT count(DISTINCT robustness), count(*) FILTER (WHERE (robustness = 'kokoh') <> (p_top >= 0.8)) FROM dashboard.latest_recommendation
            WHERE robustness IS NOT NULL
            """
        #expect(try await desk.sql(words) == "2|0")
    }

    @Test func `a trial changes nothing that people read, and a report never mixes scores and plan of different ancestry`() async throws {
        let desk = try await Desk.copy()
        let read =
            "SELECT (SELECT DISTINCT run_id FROM dashboard.latest_demand_gap), (SELECT DISTINCT run_id FROM dashboard.latest_shortlist)"
        let before = try await desk.sql(read)
        #expect(before == "1|2")
        let page = try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "html"]).output
        #expect(try await desk.run(["demand", "run", "--trial", "-q"]).status == 0)
        let trial = try await desk.runNumbers()[0]
        // Scores of a trial are one, too.
        #expect(try await desk.run(["score", "-q", "--demand", String(trial)]).status == 0)
        #expect(try await desk.run(["score", "-q", "--trial"]).status == 0)
        #expect(try await desk.run(["score", "-q", "--profile", "sertifikasi"]).status == 0)
        #expect(try await desk.sql(read) == before)
        #expect(try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "html"]).output == page)

        // Other scores with the plan of the first ones: the page says so and has no plan.
        let other = try await desk.runNumbers()[0]
        #expect(try await desk.run(["runs", "publish", String(other)]).status == 0)
        let apart = try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "html"]).output
        #expect(apart.contains("Rencana hitungan 3 disusun dari skor hitungan 2, sedangkan halaman ini memuat skor hitungan \(other)."))
        #expect(!apart.contains("<th>Paket</th>"))
        // The plan's own scores are its page.
        let own = try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "html", "--plan", "3"]).output
        #expect(own == page)
        try await desk.expect(
            "report-other-ancestry", ["export", "report", "--blk", "UPTD-KRW", "--plan", "3", "--run", String(other)], status: 2)
        // The published demand is what the published scores read.
        let first = try await desk.runNumbers().reversed()[3]
        #expect(first == trial)
        #expect(try await desk.run(["runs", "publish", String(first + 1)]).status == 0)
        #expect(try await desk.sql(read) == "\(first)|\(first + 1)")
        // Back to where it was: an older run can be published again.
        #expect(try await desk.run(["runs", "publish", "3"]).status == 0)
        #expect(try await desk.sql(read) == before)
        #expect(try await desk.run(["export", "report", "--blk", "UPTD-KRW", "--format", "html"]).output == page)
        try await desk.expect("score-label-alone", ["score", "RKA"], status: 2)
    }

    @Test func `how many ranks are recommended follows from how many programmes a BLK can choose from`() async throws {
        let desk = try await Desk.reading()
        let wrong = """
            SELECT count(*), count(*) FILTER (WHERE k.recommended <> least(10, greatest(3, c.n / 3))), min(c.n), min(k.recommended)
            FROM (
                SELECT run_id, blk_code, count(position) AS n FROM padan.candidate
                WHERE run_id = 2 AND status <> padan.status_new_department() GROUP BY run_id, blk_code
            ) AS c JOIN padan.run_blk AS k USING (run_id, blk_code)
            """
        let found = try await desk.sql(wrong).split(separator: "|")
        #expect(found[0] == "30" && found[1] == "0")
        #expect(
            try await desk.sql(
                "SELECT count(*) FROM dashboard.recommendation AS r JOIN padan.run_blk AS k USING (run_id, blk_code) WHERE r.is_recommended <> (r.position <= k.recommended AND r.status <> 'kejuruan baru')"
            ) == "0")
    }

    @Test func `runs as JSON`() async throws {
        let desk = try await Desk.reading()
        for (stage, number) in [("demand", "1"), ("scoring", "2"), ("allocation", "3")] {
            try await desk.expectShape("runs-show-\(stage)", ["runs", "show", number, "--json"], maps: ["inputs"])
        }
        try await desk.expect("runs-show-unknown", ["runs", "show", "9999"], status: 1)
    }

    @Test func `a rival method's scores as JSON`() async throws {
        let desk = try await Desk.copy()
        try await desk.expect("score-topsis-json", ["score", "--method", "topsis", "--json"])
        try await desk.expect("score-profile-json", ["score", "--profile", "potensi daerah", "--json"])
    }
}
