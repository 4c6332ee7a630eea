import Testing

/// The help of every command, and what wrong use is answered with.
@Suite struct HelpTests {
    @Test(arguments: [
        [], ["demo"], ["db"], ["db", "start"], ["db", "stop"], ["db", "status"], ["db", "url"], ["db", "psql"], ["db", "migrate"],
        ["db", "reset"], ["db", "backup"], ["db", "restore"], ["db", "user"], ["db", "user", "add"], ["db", "user", "list"],
        ["db", "user", "revoke"], ["db", "user", "rotate"], ["db", "check"], ["db", "dictionary"], ["import"], ["titles"],
        ["titles", "code"],
        ["titles", "uncoded"], ["titles", "teach"], ["titles", "test"], ["places"], ["places", "resolve"], ["demand"], ["demand", "run"],
        ["demand", "show"], ["score"], ["recommend"], ["explain"], ["compare"], ["runs"], ["runs", "list"], ["runs", "show"],
        ["runs", "publish"], ["runs", "prune"], ["list"], ["export"], ["export", "report"], ["export", "data"], ["export", "template"],
        ["allocate"], ["plan"],
        ["plan", "show"], ["plan", "compare"], ["whatif"],
    ])
    func `every command has a help`(_ command: [String]) async throws {
        try await Desk.empty().expect("help-" + (command.isEmpty ? "padan" : command.joined(separator: "-")), command + ["--help"])
    }

    @Test(arguments: ["1", "0", "-5", "39", "9223372036854775807", "lebar", ""])
    func `the help is shown on a terminal of any width`(_ columns: String) async throws {
        let answer = try await Desk.empty().run(["score", "--help"], environment: ["COLUMNS": columns])
        #expect(answer.status == 0 && answer.output.contains("PEMAKAIAN"), "\(answer.error)")
        let wrong = try await Desk.empty().run(["score", "--seed"], environment: ["COLUMNS": columns])
        #expect(wrong.status == 2, "\(wrong.error)")
    }

    @Test func `the help speaks English too`() async throws {
        try await Desk.empty().expect("help-en", ["recommend", "--help", "--lang", "en"])
    }

    @Test func `wrong use is answered with the right one`() async throws {
        let desk = try Desk.empty()
        try await desk.expect("usage-unknown", ["conjure"], status: 2)
        try await desk.expect("usage-misspelt", ["recomend", "UPTD-KRW"], status: 2)
        #expect(try await desk.run(["plan", "shwo"]).status == 2)
        let nested = try await desk.run(["titles", "tech", "x", "7212"])
        #expect(nested.status == 2 && nested.error.contains("padan titles teach"), "\(nested.error)")
        let before = try await desk.run(["--lang", "en", "titles", "tech"])
        #expect(before.status == 2 && before.error.contains("did you mean: padan titles teach"), "\(before.error)")
        #expect(try await desk.run(["--lang=en", "score", "--help"]).output.contains("USAGE"))
        try await desk.expect("usage-option", ["score", "--profil"], status: 2)
        try await desk.expect("usage-missing", ["explain", "UPTD-KRW"], status: 2)
        try await desk.expect("usage-value", ["score", "--method", "ahp"], status: 2)
        try await desk.expect("usage-empty", ["score", "--seed"], status: 2)
        try await desk.expect("usage-en", ["score", "--seed", "--lang", "en"], status: 2)
        for names in [["conjure"], ["db", "conjure"]] {
            let answer = try await desk.run(["help"] + names)
            #expect(answer.status == 2 && answer.error.contains("tidak ada perintah 'conjure'"))
        }
        #expect(try await desk.run(["help", "rencana", "lihat"]).output.contains("padan plan show"))
        #expect(try await desk.run(["recommend", "UPTD-KRW", "--top", "-1"]).error.contains("--opsi=-1"))
        #expect(try await desk.run(["allocate", "--max-rank", "0"]).error.contains("1 sampai 1000"))
        try await desk.expect("usage-top", ["recommend", "UPTD-KRW", "--top", "0"], status: 2)
    }
}
