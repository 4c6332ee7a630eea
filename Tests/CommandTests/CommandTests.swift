import Configuration
import Foundation
import Postgres
import Scoring
import Store
import TestSupport
import Testing

/// The program as people call it: its words are compared with `Snapshots/`; `PADAN_RECORD=1` writes them anew.
@Suite(.serialized) struct CommandTests {
    static let folder = (try? TestServer.makeFolder("cli")) ?? URL(filePath: "/tmp/padan-cli")

    struct Answer {
        let output: String
        let error: String
        let status: Int32
    }

    /// The built program beside the test bundle.
    static var program: String {
        let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = bundle.appending(path: "padan").path
        return FileManager.default.fileExists(atPath: beside)
            ? beside : URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "padan").path
    }

    func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Answer {
        let process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.arguments = arguments
        var variables = ["PATH": "/usr/bin:/bin", "PADAN_HOME": Self.folder.path, "LANG": "C"]
        variables.merge(environment) { $1 }
        process.environment = variables
        process.currentDirectoryURL = Self.folder
        let (output, error) = (Self.folder.appending(path: "stdout"), Self.folder.appending(path: "stderr"))
        let stdin = Self.folder.appending(path: "stdin")
        try Data(input.utf8).write(to: stdin)
        for url in [output, error] { try Data().write(to: url) }
        process.standardInput = try FileHandle(forReadingFrom: stdin)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
        process.waitUntilExit()
        return Answer(
            output: try String(contentsOf: output, encoding: .utf8), error: try String(contentsOf: error, encoding: .utf8),
            status: process.terminationStatus)
    }

    /// Compares an answer with its snapshot.
    func expect(_ name: String, _ answer: Answer, status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(answer.status == status, "\(answer.error)", sourceLocation: sourceLocation)
        let text = (answer.output + (answer.error.isEmpty ? "" : "--- stderr\n" + answer.error))
            .replacing(Self.folder.path, with: "HOME").replacing(Self.program, with: "padan")
            .replacing(/host=[^&\s]+/, with: "host=HOME")
            .replacing(/proses \d+/, with: "proses N").replacing(/"process" : \d+/, with: "\"process\" : N")
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name).txt")
        if ProcessInfo.processInfo.environment["PADAN_RECORD"] != nil {
            try Data(text.utf8).write(to: url)
            return
        }
        let known = try String(contentsOf: url, encoding: .utf8)
        let difference = zip(text.split(separator: "\n"), known.split(separator: "\n")).first { $0 != $1 }
        #expect(
            text == known, "\(name): \(difference.map { "«\($0.0)» is not «\($0.1)»" } ?? "lengths differ")", sourceLocation: sourceLocation
        )
    }

    @Test func `a the help of every command`() throws {
        for command in [
            [], ["demo"], ["db"], ["db", "start"], ["db", "stop"], ["db", "status"], ["db", "url"], ["db", "psql"], ["db", "migrate"],
            ["db", "reset"], ["db", "backup"], ["db", "restore"], ["db", "user"], ["db", "user", "add"], ["db", "user", "list"],
            ["db", "user", "revoke"], ["db", "user", "rotate"], ["db", "dictionary"], ["import"], ["titles"], ["titles", "code"],
            ["titles", "uncoded"],
            ["titles", "teach"], ["places"], ["places", "resolve"], ["demand"], ["demand", "run"], ["demand", "show"], ["score"],
            ["recommend"], ["explain"], ["compare"], ["runs"], ["runs", "list"], ["runs", "show"], ["runs", "prune"], ["export"],
            ["export", "report"], ["export", "data"], ["export", "template"], ["allocate"], ["plan"], ["plan", "show"],
            ["plan", "compare"], ["whatif"],
        ] {
            let answer = try run(command + ["--help"])
            try expect("help-" + (command.isEmpty ? "padan" : command.joined(separator: "-")), answer)
        }
        try expect("help-en", try run(["recommend", "--help", "--lang", "en"]))
    }

    @Test func `b before anything is there`() throws {
        try expect("db-status-absent", try run(["db", "status"]))
        try expect("recommend-without-scores", try run(["recommend", "UPTD-KRW", "-q"]), status: 1)
        try expect("score-without-demand", try run(["score", "-q"]), status: 1)
        try expect("plan-before-any", try run(["plan", "-q"]), status: 1)
    }

    @Test func `c the demo, the whole way`() throws {
        try expect("demo", try run(["demo", "-q"]))
        let html = try String(contentsOf: Self.folder.appending(path: "out/UPTD-KRW.html"), encoding: .utf8)
        #expect(html.contains("Plate Welder SMAW"))
        let second = try run(["demo", "-q"])
        #expect(second.status == 0)
        #expect(second.output.contains("vacancies: ") && second.output.contains(" 0 baru, 0 berubah"))
    }

    @Test func `d the questions of a BLK head`() throws {
        try expect("recommend", try run(["recommend", "Kabupaten Bandung Barat", "--top", "5"]))
        try expect("recommend-en", try run(["recommend", "UPTD-BDG", "--top", "3", "--lang", "en"]))
        try expect("recommend-json", try run(["recommend", "UPTD-BDG", "--top", "1", "--json"]))
        try expect("explain", try run(["explain", "UPTD-KRW", "LAS-01"]))
        try expect("explain-en", try run(["explain", "KOM-BJR", "TIK-01", "--lang", "en"]))
        try expect("explain-outside", try run(["explain", "UPTD-KRW", "LAS-05"]))
        try expect("recommend-unknown", try run(["recommend", "Atlantis"]), status: 1)
        try expect("explain-unknown", try run(["explain", "UPTD-KRW", "Sihir"]), status: 1)
        try expect("rekomendasi", try run(["rekomendasi", "UPTD-KRW", "--top", "1"]))
    }

    @Test func `e the questions of an analyst`() throws {
        try expect("demand", try run(["demand", "--limit", "8"]))
        try expect("demand-region", try run(["demand", "--region", "32.15", "--occupation", "7212"]))
        try expect("demand-region-name-en", try run(["demand", "--region", "Kabupaten Karawang", "--limit", "3", "--lang", "en"]))
        try expect("demand-potential", try run(["demand", "--region", "Kabupaten Karawang", "--potential"]))
        try expect("demand-potential-en", try run(["demand", "--region", "32", "--potential", "--lang", "en"]))
        let potential = try run(["demand", "--region", "32.15", "--potential", "--json"])
        #expect(potential.status == 0 && potential.output.contains("klassen"))
        try expect("demand-potential-no-region", try run(["demand", "--potential"]), status: 2)
        try expect("demand-json", try run(["demand", "--region", "32.18", "--occupation", "5120", "--json"]))
        try expect("demand-unknown-region", try run(["demand", "--region", "Atlantis"]), status: 1)
        try expect("demand-bad-occupation", try run(["demand", "--occupation", "las"]), status: 2)
        try expect("titles-code", try run(["titles", "code", "-"], input: "Staf Gudang\nTukang Las\nXyzzy\n"))
        try expect("titles-code-json", try run(["titles", "code", "-", "--json"], input: "Staf Gudang\nXyzzy\n"))
        try expect("titles-uncoded", try run(["titles", "uncoded"]))
        try expect("titles-teach", try run(["titles", "teach", "Satpam", "5414"]))
        try expect("titles-teach-unknown", try run(["titles", "teach", "Satpam", "9876"]), status: 2)
        try expect("places-resolve", try run(["places", "resolve", "-"], input: "Kab. Bandung\nBandung\nIndonesia\nAtlantis\n"))
        try expect("places-resolve-json", try run(["places", "resolve", "-", "--json"], input: "Kab. Bandung\nBandung\nAtlantis\n"))
        try expect("import-columns", try run(["import", "programs", "--columns"]))
    }

    @Test func `e2 the plan of a network`() throws {
        try expect("plan-show", try run(["plan", "show", "--limit", "5"]))
        try expect("plan-show-blk", try run(["plan", "show", "--blk", "UPTD-KRW", "--limit", "5"]))
        try expect("plan-show-en", try run(["plan", "--blk", "KOM-BJR", "--limit", "3", "--lang", "en"]))
        let json = try run(["plan", "show", "--json"])
        #expect(json.status == 0 && json.output.contains("\"participants_target\" : 18624"))
        // A question changes nothing that is stored; kept, it is no latest plan.
        let question = ["--add-assessor", "SKM-TAN-06=1", "--effort", "0.3"]
        try expect("whatif", try run(["whatif", "--limit", "6"] + question))
        let kept = try run(["whatif", "--save", "--json"] + question)
        #expect(kept.status == 0, "\(kept.error)")
        #expect(try run(["plan", "show", "--json"]).output == json.output)
        let closed = try run([
            "whatif", "--close", "KOM-SRM", "--target", "certified=1000", "--budget", "+10%", "--effort", "0.3", "--limit", "200",
        ])
        #expect(closed.status == 0 && closed.output.contains("BLK ditutup"), "\(closed.error)")
        // The same request, the same plan, whatever the number of threads; a decision is kept.
        let request = [
            "allocate", "--json", "--effort", "0.3", "--fix", "UPTD-KRW:ELK-03=1", "--forbid", "UPTD-BGR:PAR-04", "--max-share", "40%",
            "--min-per-blk", "32", "--target", "UPTD-KRW:peserta=200", "--target", "Elektronika:certified=500",
            "--target", "BBPLK-BKS:Teknik Las:peserta=100",
        ]
        let plans = try ["1", "2"].map { try run(request + ["--threads", $0]).output.replacing(/"run_id" : \d+/, with: "") }
        #expect(plans[0] == plans[1])
        #expect(plans[0].contains("\"decided\" : true"))
        let numbers = try run(["runs", "list", "--json"]).output.matches(of: /"run_id" : (\d+)/).compactMap { Int($0.1) }
        let compared = try run(["plan", "compare", String(numbers[1]), String(numbers[0])])
        #expect(compared.status == 0 && compared.output.contains("Tidak ada paket yang berubah"), "\(compared.error)")
        // Targets below the network's stand under it, with what is short.
        let decided = try run(["plan", "show", "--run", String(numbers[0])]).output
        #expect(
            decided.contains("peserta UPTD-KRW") && decided.contains("tersertifikasi Elektronika")
                && decided.contains("peserta BBPLK-BKS Teknik Las"))
        try expect("plan-unknown", try run(["plan", "show", "--run", "999"]), status: 1)
        try expect("allocate-conflict", try run(["allocate", "--fix", "UPTD-KRW:ELK-03=200"]), status: 1)
        try expect("whatif-unknown", try run(["whatif", "--close", "ATLANTIS"]), status: 1)
        try expect("whatif-nothing", try run(["whatif"]), status: 2)
        try expect("allocate-bad-fix", try run(["allocate", "--fix", "UPTD-KRW"]), status: 2)
        // The analysts' role reads both views.
        let views = try run([
            "db", "psql", "--", "-Atqc",
            """
            SET ROLE padan_analyst; SELECT count(*) > 100, sum(packages) > 300, (SELECT count(*) > 5 FROM dashboard.latest_bottleneck)
            FROM dashboard.latest_allocation
            """,
        ])
        #expect(views.output == "t|t|t\n", "\(views.error)")
    }

    @Test func `e3 problems from a file, without a database`() throws {
        let instance = """
            {"name": "kecil", "candidates": [
              {"blk": 0, "program": 0, "kejuruan": 0, "scheme": 0, "size": 16, "hours": 240, "cost": 60.5, "max": 12, "assessor_days": 2,
               "place": 0.5, "certify": 0.75, "score": 80, "occupations": [0]},
              {"blk": 0, "program": 1, "kejuruan": 0, "scheme": 1, "size": 16, "hours": 320, "cost": 50, "max": 12, "assessor_days": 2,
               "place": 0.75, "certify": 0.9, "score": 60, "occupations": [1]}],
             "reach": [[0]], "gap": [[0, 0, 30], [0, 1, 20]], "workshop_hours": [[0, 0, 1600]], "instructor_hours": [[0, 0, 1200]],
             "budget": [[0, 1000]], "network_budget": null, "assessor_days": [[0, 20], [1, 20]],
             "targets": {"participants": 0, "certified": 0}, "epsilon": 0.001, "shortfall_penalty": 10}
            """
        let file = Self.folder.appending(path: "masalah.json")
        let out = Self.folder.appending(path: "rencana.json")
        try Data(instance.utf8).write(to: file)
        let answer = try run(["allocate", "--instance", file.path, "--out", out.path, "--time-limit", "2", "--gap", "0", "--json"])
        #expect(answer.status == 0, "\(answer.error)")
        // 240·3 + 320 = 1,040 of 1,200 JP: 24 + 12 placed, as many as by two of each, and the better scores.
        let solution = try String(contentsOf: out, encoding: .utf8)
        #expect(solution.contains("\"packages\":[[0,3],[1,1]]"), "\(solution)")
        #expect(try run(["allocate", "--instance", file.path, "--out", out.path, "--time-limit", "2", "--gap", "0", "-q"]).status == 0)
        #expect(try String(contentsOf: out, encoding: .utf8) == solution)
        for (name, from, to) in [
            ("negative", "\"cost\": 50", "\"cost\": -50"), ("missing", "\"reach\"", "\"jangkauan\""),
            ("hours", "\"hours\": 320", "\"hours\": 320.5"),
        ] {
            try Data(instance.replacing(from, with: to).utf8).write(to: file)
            try? FileManager.default.removeItem(at: out)
            let refused = try run(["allocate", "--instance", file.path, "--out", out.path])
            try expect("allocate-instance-\(name)", refused, status: 3)
            #expect(!FileManager.default.fileExists(atPath: out.path))
        }
        try expect("allocate-instance-no-out", try run(["allocate", "--instance", file.path]), status: 2)
    }

    @Test func `e4 reports, data and templates`() throws {
        func bytes(_ name: String) throws -> Data { try Data(contentsOf: Self.folder.appending(path: name)) }
        try expect("export-data-list", try run(["export", "data"]))
        try expect(
            "export-data-csv",
            try run(["export", "data", "latest_allocation", "--where", "blk_code=UPTD-KRW", "--delimiter", ";", "--decimal", ","]))
        try expect("export-data-jsonl", try run(["export", "data", "latest_bottleneck", "--where", "position=1", "--format", "jsonl"]))
        try expect("export-data-unknown", try run(["export", "data", "pg_authid"]), status: 2)
        try expect("export-data-bad-filter", try run(["export", "data", "latest_allocation", "--where", "1=1"]), status: 2)
        try expect("export-data-xlsx", try run(["export", "data", "latest_recommendation", "--format", "xlsx", "-q"]))
        #expect(try bytes("latest_recommendation.xlsx").starts(with: Data("PK".utf8)))

        for (arguments, name) in [(["--blk", "UPTD-KRW"], "UPTD-KRW.pdf"), (["--network", "BBPLK-BKS"], "BBPLK-BKS-2018.pdf")] {
            let answer = try run(["export", "report", "--format", "pdf", "-q"] + arguments)
            #expect(answer.status == 0, "\(answer.error)")
            let first = try bytes(name)
            #expect(first.starts(with: Data("%PDF".utf8)))
            #expect(try run(["export", "report", "--format", "pdf", "-q"] + arguments).status == 0)
            #expect(try bytes(name) == first, "the same report is the same bytes")
        }
        try expect(
            "export-without-weasyprint",
            try run(["export", "report", "--blk", "UPTD-BDG", "--format", "pdf"], environment: ["PATH": "/nowhere"]), status: 1)
        #expect(try String(decoding: bytes("UPTD-BDG.html"), as: UTF8.self).contains("</html>"))
        #expect(!FileManager.default.fileExists(atPath: Self.folder.appending(path: "UPTD-BDG.pdf").path))
        let english = try run(["export", "report", "--blk", "UPTD-KRW", "--lang", "en"])
        #expect(english.output.contains("lang=\"en\"") && english.output.contains("Where graduates will find work"))
        #expect(try run(["export", "report", "--network", "BBPLK-BKS", "--format", "xlsx", "-q"]).status == 0)
        #expect(try run(["export", "report", "--blk", "UPTD-KRW", "--format", "xlsx"]).status != 0)
        #expect(try run(["export", "report", "-q"]).status == 2)

        try expect("template-csv", try run(["export", "template", "outcomes", "--format", "csv"]))
        #expect(try run(["import", "outcomes", "outcomes.csv"]).status == 3)
        try expect("template-xlsx", try run(["export", "template", "instructors"]))
        try expect("template-import", try run(["import", "instructors", "instructors.xlsx", "--sheet", "Contoh", "-q"]))
        try expect("template-no-sheet", try run(["import", "instructors", "instructors.xlsx", "--sheet", "nada"]), status: 2)
        let bad = "blk_code,program_code,year,packages,trained,certified\nUPTD-KRW,LAS-01,2015,2,x,1\n"
        try Data(bad.utf8).write(to: Self.folder.appending(path: "bad.csv"))
        #expect(try run(["import", "outcomes", "bad.csv", "--rejects", "bad.xlsx"]).status == 3)
        try expect("rejects-again", try run(["import", "outcomes", "bad.xlsx"]), status: 3)
    }

    @Test func `e5 users and the data dictionary`() throws {
        let added = try run(["db", "user", "add", "sari", "--role", "analyst", "--until", "2030-12-31", "--json"])
        #expect(added.status == 0 && added.output.contains("postgresql://sari:"))
        #expect(try run(["db", "user", "add", "krw", "--role", "blk", "--blk", "UPTD-KRW", "--json"]).status == 0)
        try expect("db-user-list", try run(["db", "user", "list"]))
        try expect("db-user-list-json", try run(["db", "user", "list", "--json", "--lang", "en"]))
        try expect("db-user-taken", try run(["db", "user", "add", "sari", "--role", "analyst"]), status: 2)
        try expect("db-user-no-blk", try run(["db", "user", "add", "lain", "--role", "blk"]), status: 2)
        try expect("db-user-bad-name", try run(["db", "user", "add", "padan_x", "--role", "analyst"]), status: 2)
        try expect("db-user-unknown-blk", try run(["db", "user", "add", "lain", "--role", "blk", "--blk", "TIDAK-ADA"]), status: 1)
        let rotated = try run(["db", "user", "rotate", "sari", "--json"])
        #expect(rotated.status == 0 && rotated.output != added.output)
        try expect("db-user-revoke", try run(["db", "user", "revoke", "krw"]))
        try expect("db-user-revoke-owner", try run(["db", "user", "revoke", "padan"]), status: 2)
        #expect(try run(["db", "user", "revoke", "sari"]).status == 0)
        try expect("db-user-none", try run(["db", "user", "list"]))
        try expect("db-dictionary", try run(["db", "dictionary"]))
        try expect("db-dictionary-csv", try run(["db", "dictionary", "--format", "csv", "--lang", "en"]))
        let page = Self.folder.appending(path: "kamus.html").path
        #expect(try run(["db", "dictionary", "--format", "html", "--out", page]).status == 0)
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.contains("<h2>dashboard.recommendation_criterion</h2>") && html.hasSuffix("</html>\n"))
    }

    /// `dashboard.rescore` against the engine, for every BLK and programme of the sample under a hundred sets of weights.
    @Test func `e6 other weights give the engine's scores in the database too`() async throws {
        let url = try run(["db", "url"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
        let store = Store(pool: PostgresPool(try PostgresConfiguration(url)))
        let root = try DataRoot.find()
        let run = try #require(try await store.latestRun(.scoring))
        var file = try ConfigurationFile(root.config.appending(path: "scoring.yaml")).decode(ScoringConfiguration.File.self)
        let configured = try ScoringConfiguration(file)
        var stored: [StoredScores] = []
        for blk in try await store.blks() {
            if let scores = try await store.storedScores(run: run, blk: blk, configuration: configured) { stored.append(scores) }
        }
        #expect(stored.count == 30)
        var generator = SeededNumbers(state: 2018)
        var compared = 0
        for round in 0..<100 {
            let names = configured.criteria.map(\.criterion.id)
            let drawn = names.indices.map { round % 10 == 0 && $0 % 3 == 0 ? 0 : Double(generator.next() >> 40) }
            for (name, number) in zip(names, drawn) { file.criteria[name]?.weight = number / drawn.reduce(0, +) }
            let configuration = try ScoringConfiguration(file)
            let weights = "{" + configuration.criteria.map { "\"\($0.criterion.id)\": \($0.weight)" }.joined(separator: ", ") + "}"
            let rows = try await store.pool.withConnection { connection in
                try await connection.rows("SELECT blk_code, program_code, position, score FROM dashboard.rescore($1::jsonb)", [weights]) {
                    row in
                    (
                        key: try row["blk_code"] as String + " " + (row["program_code"] as String), position: try row["position"] as Int?,
                        score: try row["score"] as Double?
                    )
                }
            }
            let found = Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0) })
            for scores in stored {
                let model = ScoringModel(
                    configuration: configuration, tables: scores.model.tables, method: .additive, isRobust: false, threads: 1)
                let new = model.scores(of: 0)
                for (index, program) in scores.model.tables.programs.enumerated() {
                    let row = try #require(found[scores.model.tables.blks[0].code + " " + program.code])
                    // The same double, not only the same printed digits.
                    guard row.score == (new.score[index].isNaN ? nil : new.score[index]),
                        row.position == (new.position[index] > 0 ? Int(new.position[index]) : nil)
                    else {
                        Issue.record("\(row) is not \(new.score[index]), \(new.position[index])")
                        continue
                    }
                    compared += 1
                }
            }
        }
        #expect(compared == 100 * 30 * 94)
    }

    @Test func `f imports, good and bad`() throws {
        let file = Self.folder.appending(path: "upah.csv")
        try Data("Wilayah;Tahun;UMK\n32.15;2019;4.234.010\nKab. Bekasi;2019;\n32.99;2019;1\n".utf8).write(to: file)
        try expect("import-too-many-rejects", try run(["import", "wages", file.path]), status: 3)
        try expect("import-dry-run", try run(["import", "wages", file.path, "--max-rejects", "100%", "--dry-run"]))
        try expect("import-json", try run(["import", "wages", file.path, "--max-rejects", "100%", "--json"]))
        try expect(
            "import-again", try run(["import", "wages", file.path, "--max-rejects", "100%", "--rejects", Self.folder.path + "/tolak.csv"]))
        #expect(try String(contentsOf: Self.folder.appending(path: "tolak.csv"), encoding: .utf8).contains("32.99"))
        try Data("a,b\n1,2\n".utf8).write(to: file)
        try expect("import-other-kind", try run(["import", "wages", file.path]), status: 3)
        try expect("import-no-file", try run(["import", "wages", "/nowhere.csv"]), status: 1)
        try expect("import-folder", try run(["import", "wages", Self.folder.path]), status: 1)
        try expect("import-unknown-kind", try run(["import", "sorcery", file.path]), status: 2)
        try expect("import-bad-window", try run(["import", "vacancies", file.path, "--window", "kapan"]), status: 2)
    }

    @Test func `g runs repeat byte for byte`() throws {
        try expect("demand-run", try run(["demand", "run", "--as-of", "2018-01-01"]))
        try expect("score-run", try run(["score", "--json"]))
        let reports = try (0..<2).map { _ in
            _ = try run(["score", "-q"])
            return try run(["export", "report", "--blk", "UPTD-KRW", "--format", "csv"]).output.replacing(/contoh,\d+,/, with: "contoh,N,")
        }
        #expect(reports[0] == reports[1])
        let threads = try ["1", "2"].map { count in
            _ = try run(["score", "-q", "--threads", count, "--seed", "7"])
            return try run(["export", "report", "--blk", "UPTD-KRW", "--format", "json"]).output.replacing(/"run_id" : \d+/, with: "")
        }
        #expect(threads[0] == threads[1] && threads[0] != reports[0])
        try expect("export-html", try run(["export", "report", "--blk", "UPTD-KRW", "--format", "html", "--out", "laporan.html"]))
        #expect(try run(["export", "report", "--blk", "UPTD-KRW", "--format", "html", "--out", "/nowhere/x.html"]).status == 1)
    }

    @Test func `g2 profiles, rival methods, runs`() throws {
        try expect("score-profile", try run(["score", "--profile", "potensi daerah"]))
        try expect("recommend-profile", try run(["recommend", "UPTD-KRW", "--top", "2"]))
        try expect("score-topsis", try run(["score", "--method", "topsis"]))
        try expect("score-promethee", try run(["score", "--method", "promethee", "--json"]))
        try expect("score-unknown-profile", try run(["score", "-q", "--profile", "kilat"]), status: 1)
        let list = try run(["runs", "list", "--json"])
        let numbers = list.output.matches(of: /"run_id" : (\d+)/).compactMap { Int($0.1) }
        #expect(numbers.count > 5 && numbers == numbers.sorted(by: >))
        // The rival methods' runs are the last two, the profile's the one before; people still read the profile's.
        let (promethee, topsis, profile, standard) = (numbers[0], numbers[1], numbers[2], numbers[3])
        try expect("recommend-method", try run(["recommend", "UPTD-KRW", "--top", "2", "--run", String(topsis)]))
        try expect("explain-method", try run(["explain", "UPTD-KRW", "LAS-01", "--run", String(promethee)]))
        #expect(try run(["recommend", "UPTD-KRW", "--json", "--top", "1"]).output.contains("\"run_id\" : \(profile)"))
        try expect("compare-profile", try run(["compare", String(standard), String(profile), "--limit", "5"]))
        try expect("compare-method", try run(["compare", String(profile), String(topsis), "--limit", "3", "--blk", "UPTD-KRW", "--json"]))
        try expect("compare-same", try run(["compare", String(profile), String(profile), "--blk", "UPTD-KRW"]))
        try expect("compare-unknown", try run(["compare", "1", "9999"]), status: 1)
        try expect("runs-show-unknown", try run(["runs", "show", "9999"]), status: 1)
        #expect(try run(["runs", "show", String(profile)]).output.contains("potensi daerah"))
        let dry = try run(["runs", "prune", "--keep", "1", "--days", "0", "--dry-run", "--json"])
        // Sizes are the server's estimates and may move by themselves: only the numbers count.
        #expect(try run(["runs", "list", "--json"]).output.matches(of: /"run_id" : (\d+)/).compactMap { Int($0.1) } == numbers)
        #expect(dry.output == (try run(["runs", "prune", "--keep", "1", "--days", "0", "--json"])).output)
        let left = try run(["runs", "list", "--json"]).output.matches(of: /"run_id" : (\d+)/).compactMap { Int($0.1) }
        // The latest of each stage, the latest that people read, and what these read.
        #expect(left.contains(promethee) && left.contains(profile) && !left.contains(topsis) && !left.contains(standard))
        #expect(try run(["recommend", "UPTD-KRW", "--top", "1"]).status == 0)
        #expect(try run(["plan", "show"]).status == 0)
        let tables = try run(["db", "psql", "--", "-Atc", "SELECT count(*) FROM pg_class WHERE relname ~ '^candidate_\\d+$'"]).output
        // Two of these, and the one that the latest plan reads.
        #expect(tables == "3\n")
        // The additive score from the stored utilities and weights alone, in SQL.
        let apart = """
            SELECT count(*), count(*) FILTER (WHERE abs(x.score - c.score) > 1e-9)
            FROM padan.candidate AS c, LATERAL (
                SELECT 100 * sum(w.weight * u) / sum(w.weight) AS score
                FROM unnest(c.utilities) WITH ORDINALITY AS t (u, n) JOIN padan.run_criterion AS w ON w.run_id = c.run_id AND w.ordinal = n
                WHERE u IS NOT NULL) AS x
            WHERE c.run_id = \(profile)
            """
        #expect(try run(["db", "psql", "--", "-Atc", apart]).output == "2820|0\n")
        let firm = "SELECT robustness, count(*) FROM dashboard.latest_recommendation WHERE robustness IS NOT NULL GROUP BY 1 ORDER BY 1"
        #expect(try run(["db", "psql", "--", "-Atc", firm]).output == "kokoh|206\nrapuh|89\n")
        _ = try run(["score", "-q"])
    }

    @Test func `h the database`() throws {
        try expect("db-status", try run(["db", "status"]))
        try expect("db-migrate", try run(["db", "migrate"]))
        try expect("db-url", try run(["db", "url"]))
        try expect("db-psql", try run(["db", "psql", "--", "-Atc", "SELECT count(*) FROM padan.blk"]))
        try expect("db-backup", try run(["db", "backup", Self.folder.path + "/copy.padan"]))
        try expect("db-reset-refused", try run(["db", "reset"]), status: 2)
        try expect("db-reset", try run(["db", "reset", "--yes"]))
        try expect("db-restore-refused", try run(["db", "restore", Self.folder.path + "/copy.padan"]), status: 2)
        try expect("db-restore", try run(["db", "restore", Self.folder.path + "/copy.padan", "--yes"]))
        try expect("recommend-after-restore", try run(["recommend", "UPTD-KRW", "--top", "1"]))
        #expect(try run(["db", "restore", "/dev/null", "--yes"]).status == 1)
        try expect("db-stop", try run(["db", "stop"]))
        try expect("db-stop-again", try run(["db", "stop"]))
    }

    @Test func `i wrong use, and configuration that cannot be used`() throws {
        try expect("usage-unknown", try run(["conjure"]), status: 2)
        try expect("usage-top", try run(["recommend", "UPTD-KRW", "--top", "0"]), status: 2)
        let share = Self.folder.appending(path: "share")
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        try? FileManager.default.createDirectory(at: share, withIntermediateDirectories: true)
        for name in ["config", "sql"] { try FileManager.default.copyItem(at: root.appending(path: name), to: share.appending(path: name)) }
        let scoring = share.appending(path: "config/scoring.yaml")
        let text = try String(contentsOf: scoring, encoding: .utf8)
        try Data(text.replacing("[1, 0.4], [1.5", with: "[2, 0.4], [1.5").utf8).write(to: scoring)
        try expect("configuration-points", try run(["score", "-q"], environment: ["PADAN_SHARE": share.path]), status: 1)
        try expect("configuration-absent", try run(["score", "-q"], environment: ["PADAN_SHARE": "/nowhere"]), status: 1)
        _ = try run(["db", "stop"])
    }
}

/// SplitMix64: the same numbers on every machine.
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
