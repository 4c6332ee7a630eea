import Foundation
import Testing

/// What stands in the data is shown and never obeyed: no command sends its control characters to a terminal or into a file.
@Suite(.sampleNetwork) struct EscapeTests {
    /// A title of a window, a colour in C0 and in C1, a line that looks like the program's, a turned line and a line separator.
    private static let nasty = "\u{1B}]0;judul\u{07}\u{1B}[31m\u{9B}7m\u{08}\r\npadan: semua baik\t\u{7F}\u{202E}\u{2028}\u{2066}"

    /// The hidden characters of a text other than line ends and tabs of a file.
    private func hidden(_ text: String, besides kept: Set<Unicode.Scalar> = ["\n"]) -> Set<String> {
        Set(
            text.unicodeScalars.filter {
                switch $0.value {
                case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: !kept.contains($0)
                default: false
                }
            }.map { String($0.value, radix: 16) })
    }

    private func expectPlain(_ answer: Answer, _ what: String, besides kept: Set<Unicode.Scalar> = ["\n"]) {
        #expect(hidden(answer.output, besides: kept) == [], "\(what): \(answer.output.debugDescription.prefix(600))")
        #expect(hidden(answer.error) == [], "\(what): \(answer.error.debugDescription.prefix(600))")
        for line in (answer.output + answer.error).split(separator: "\n") {
            #expect(!line.hasPrefix("padan: semua baik"), "\(what) lets a name print a line of its own")
        }
    }

    /// A copy of the sample in which every text that no key, reference or check governs ends in such characters.
    private func spoiled() async throws -> Desk {
        let desk = try await Desk.copy()
        _ = try await desk.sql(
            """
            SET session_replication_role = replica;
            DO $body$
            DECLARE place record;
            BEGIN
                FOR place IN
                    SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns AS c
                    JOIN information_schema.tables AS t USING (table_schema, table_name)
                    WHERE c.table_schema IN ('padan', 'staging') AND t.table_type = 'BASE TABLE' AND c.data_type = 'text'
                        AND c.column_name ~ '(name|title|text|employer|place|value|reason|provider|field|description|comment)'
                        AND c.column_name !~ '(code|digest|config)' AND c.is_generated = 'NEVER'
                LOOP
                    BEGIN
                        EXECUTE format('UPDATE %I.%I SET %I = %I || $1', place.table_schema, place.table_name, place.column_name,
                            place.column_name) USING \(Self.literal);
                    EXCEPTION WHEN OTHERS THEN NULL;
                    END;
                END LOOP;
            END $body$
            """)
        let touched = try await desk.sql("SELECT count(*) > 0 FROM padan.blk WHERE strpos(name, chr(27)) > 0")
        #expect(touched == "t")
        return desk
    }

    @Test func `names that every table holds are shown by every command and in every format`() async throws {
        let desk = try await spoiled()
        let program = try await desk.sql(
            "SELECT program_code FROM dashboard.latest_recommendation WHERE blk_code = 'UPTD-KRW' AND position = 1")
        let plan = try await desk.sql("SELECT max(run_id) FROM dashboard.latest_allocation")
        let calls: [[String]] = [
            ["recommend", "UPTD-KRW"], ["explain", "UPTD-KRW", program], ["demand", "show"], ["demand", "show", "--region", "32.15"],
            ["demand", "show", "--potential", "--region", "32.15"], ["plan", "show"], ["plan", "show", "--blk", "UPTD-KRW"],
            ["plan", "compare", plan, plan], ["titles", "uncoded"], ["runs", "list"], ["recommend", "tidak-ada"],
            ["recommend", "UPTD"], ["explain", "UPTD-KRW", "tidak-ada"], ["demand", "show", "--region", "Atlantis"],
            ["export", "data"], ["db", "dictionary"],
        ]
        for call in calls {
            expectPlain(try await desk.run(call), call.joined(separator: " "))
            if call.first != "db" { expectPlain(try await desk.run(call + ["--json"]), call.joined(separator: " ") + " --json") }
        }
        let shown = try await desk.run(["recommend", "UPTD-KRW"]).output
        #expect(shown.contains("\\u{1B}]0;judul\\u{7}") && shown.contains("\\u{A}padan: semua baik"))
        let file: Set<Unicode.Scalar> = ["\n", "\r", "\t"]
        let report = ["export", "report", "--blk", "UPTD-KRW", "--out", "-", "--format"]
        for format in ["html", "csv"] { expectPlain(try await desk.run(report + [format]), "report \(format)", besides: file) }
        expectPlain(try await desk.run(report + ["json"]), "report json")
        expectPlain(try await desk.run(["export", "report", "--network", "BBPLK-BKS", "--out", "-"]), "book", besides: file)
        for view in ["latest_recommendation", "latest_program_catalog", "latest_title_coding", "latest_allocation"] {
            let csv = try await desk.run(["export", "data", view])
            #expect(csv.status == 0, "\(csv.error)")
            expectPlain(csv, "\(view) csv", besides: file)
            for format in ["json", "jsonl"] {
                expectPlain(try await desk.run(["export", "data", view, "--format", format]), "\(view) \(format)")
            }
        }
        let csv = try await desk.run(["export", "data", "latest_recommendation"]).output
        #expect(csv.contains("\\u{1B}]0;judul"))
    }

    private static var literal: String {
        "concat(" + nasty.unicodeScalars.map { "chr(\($0.value))" }.joined(separator: ", ") + ")"
    }

    @Test func `what is typed, and what stands in files, is shown in messages`() async throws {
        let desk = try await Desk.copy()
        let texts = "Tukang\(Self.nasty) Las\u{9B}\n\u{1B}[2J\n".replacing("\r\n", with: " ").replacing("\u{2028}", with: "")
        for call in [["titles", "code", "-"], ["places", "resolve", "-"]] {
            let answer = try await desk.run(call, input: texts)
            #expect(answer.output.contains("\\u{1B}[2J"), "\(answer.output)")
            expectPlain(answer, call[0])
            expectPlain(try await desk.run(call + ["--json"], input: texts), call[0] + " --json")
        }
        expectPlain(try await desk.run(["titles", "teach", "Juru \(Self.nasty)", "5120"]), "teach")
        for call in [
            ["recommend", Self.nasty], ["explain", "UPTD-KRW", Self.nasty], ["demand", "show", "--region", Self.nasty],
            ["titles", "teach", "Satpam", Self.nasty], ["export", "data", Self.nasty],
            ["export", "data", "latest_allocation", "--where", Self.nasty],
            ["import", "units", Self.nasty], ["import", Self.nasty, "x.csv"], ["--\(Self.nasty)"], [Self.nasty],
            ["db", "user", "revoke", Self.nasty],
            ["db", "restore", Self.nasty, "--yes"], ["titles", "code", Self.nasty], ["plan", "show", Self.nasty],
            ["recommend", "UPTD-KRW", "--database-url", "postgresql:///x?host=/tmp/\u{1B}[31m\u{9B}"],
            ["export", "report", "--blk", "UPTD-KRW", "--out", "/nowhere/\(Self.nasty).html"],
        ] {
            let answer = try await desk.run(call)
            #expect(answer.status != 0, "\(call)")
            #expect(hidden(answer.output + answer.error) == [], "\(call): \(answer.error.debugDescription)")
        }
        let quoted = "\"\(Self.nasty)\""
        try desk.write("unit_code,title,\(quoted)\n\(quoted),\(quoted),x\nU1,\(quoted),y\n", to: "units.csv")
        try desk.write("\(quoted),lain\n1,2\n", to: "header.csv")
        try desk.write("unit_code,title\nU1,A\nU2,\"\(String(repeating: Self.nasty, count: 200))\"\n", to: "long.csv")
        for (file, arguments) in [
            ("units.csv", []), ("units.csv", ["--max-rejects", "1"]), ("header.csv", []), ("long.csv", ["--max-rejects", "1"]),
        ] {
            for json in [[], ["--json"]] {
                let answer = try await desk.run(["import", "units", file] + arguments + json)
                expectPlain(answer, "import \(file)")
                #expect((answer.output + answer.error).contains(json.isEmpty || answer.output.isEmpty ? "\\u{1B}" : "\\u001b"), "\(answer)")
            }
        }
        let rejects = try await desk.run(["import", "units", "units.csv", "--max-rejects", "1", "--dry-run", "--rejects", "refused.csv"])
        expectPlain(rejects, "rejects")
        #expect(hidden(try desk.text("refused.csv"), besides: ["\n", "\r", "\t"]) == [])
        try desk.write("? \"\(Self.nasty)", to: "share.txt")
        let share = try desk.share()
        try Data("- [\u{1B}[31m\u{07}\u{9B}".utf8).write(to: share.appending(path: "config/scoring.yaml"))
        let broken = try await desk.run(["score"], environment: ["PADAN_SHARE": share.path])
        #expect(broken.status != 0)
        expectPlain(broken, "configuration")
    }

    @Test func `what the server warns of is shown, too`() async throws {
        let desk = try await Desk.copy()
        _ = try await desk.sql(
            """
            CREATE FUNCTION public.warn() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE WARNING '%', \(Self.literal); RETURN new; END $$;
            CREATE TRIGGER warn BEFORE INSERT ON padan.unit FOR EACH ROW EXECUTE FUNCTION public.warn()
            """)
        try desk.write("unit_code,title\nW1,A\n", to: "units.csv")
        let answer = try await desk.run(["import", "units", "units.csv"])
        #expect(answer.status == 0, "\(answer.error)")
        #expect(answer.error.contains("\\u{1B}]0;judul\\u{7}"), "\(answer.error)")
        #expect(hidden(answer.error, besides: ["\n", "\t"]) == [])
    }

    @Test func `on a terminal the program's own colours stay and those of the data do not`() async throws {
        let desk = try await spoiled()
        try desk.write("#!/bin/sh\nexec '\(Program.path)' recommend UPTD-KRW\n", to: "call.sh")
        let answer = try await Program.run(
            "/usr/bin/script", ["-qec", "sh call.sh", "/dev/null"], in: desk.folder, input: "",
            environment: ["PATH": "/usr/bin:/bin", "PADAN_HOME": desk.folder.path, "PADAN_DATABASE_URL": desk.url ?? "", "TERM": "xterm"])
        #expect(answer.output.contains("\u{1B}[1m") && answer.output.contains("\u{1B}[0m"), "\(answer)")
        #expect(answer.output.contains("\\u{1B}]0;judul"))
        #expect(hidden(answer.output.replacing(/\u{1B}\[[0-9]*[mK]/, with: ""), besides: ["\n", "\r"]) == [])
    }
}
