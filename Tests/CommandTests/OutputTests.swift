import Foundation
import TestSupport
import Testing

/// Where answers and files go: what cannot be written is told, what is no file stays what it is, and nothing stays of what was not completed.
@Suite(.sampleNetwork) struct OutputTests {
    /// Commands of every kind of answer.
    private static let answers = [
        "recommend UPTD-KRW", "recommend UPTD-KRW --json", "plan show", "runs list", "db url", "export data latest_target_progress",
        "export data latest_target_progress --format json", "export report --blk UPTD-KRW", "db dictionary", "import wages --columns",
        "--help",
        "--generate-completion-script bash", "db status",
    ]

    @Test(arguments: answers) func `an answer that nobody gets is told`(_ command: String) async throws {
        let desk = try await Desk.reading()
        for sink in ["> /dev/full", ">&-"] {
            let answer = try await desk.shell("padan \(command) \(sink)")
            #expect(answer.status == 1, "\(command) \(sink)")
            #expect(answer.error.contains("padan: keluaran layar tidak dapat ditulis"), "\(command) \(sink): \(answer.error)")
        }
    }

    @Test func `a reader that goes away ends the program quietly`() async throws {
        let desk = try await Desk.reading()
        let answer = try await desk.shell("padan db dictionary | head -1")
        #expect(answer.status == 0 && answer.error.isEmpty && !answer.output.isEmpty)
    }

    @Test(arguments: ["titles code - <&-", "places resolve - <&-", "titles code - < .", "places resolve - --json <&-"])
    func `input that cannot come is told`(_ command: String) async throws {
        let answer = try await Desk.reading().shell("padan \(command)")
        #expect(answer.status == 1 && answer.error == "padan: masukan baku tidak dapat dibaca\n", "\(answer.error)")
    }

    @Test func `a device without a byte is an empty file, and a backup does not go into a file called minus`() async throws {
        let desk = try await Desk.reading()
        let empty = try await desk.shell("padan titles code /dev/null")
        #expect(empty.status == 0 && empty.error.isEmpty, "\(empty.error)")
        let backup = try await desk.shell("padan db backup -; ls")
        #expect(backup.error.contains("padan db backup cadangan.padan") && !backup.output.split(separator: "\n").contains("-"))
        #expect(try await desk.shell("padan db backup -").status == 2)
    }

    @Test func `a message that nobody gets does not change the outcome`() async throws {
        let desk = try await Desk.reading()
        for sink in ["2> /dev/full", "2>&-"] {
            #expect(try await desk.shell("padan recommend TIDAK-ADA \(sink)").status == 1)
            #expect(try await desk.shell("padan recommend \(sink)").status == 2)
            #expect(try await desk.shell("padan recommend UPTD-KRW \(sink)").status == 0)
        }
    }

    @Test func `no file gets the number of a stream that is closed`() async throws {
        let desk = try await Desk.reading()
        let export = "padan export data latest_target_progress --out"
        #expect(try await desk.shell("\(export) biasa.csv; \(export) tertutup.csv <&- >&- 2>&-").status == 1)
        #expect(try desk.bytes("tertutup.csv") == desk.bytes("biasa.csv"))
    }

    /// Commands that write a file, `OUT` in its place.
    private static let files = [
        "export data latest_target_progress --out OUT", "export data latest_target_progress --format xlsx --out OUT",
        "export data latest_target_progress --format jsonl --out OUT", "db dictionary --format html --out OUT",
        "export report --blk UPTD-KRW --format html --out OUT",
        "export report --blk UPTD-KRW --format pdf --out OUT", "export template wages --format csv --out OUT",
        "db backup OUT",
    ]

    @Test(arguments: files) func `links and pipes stay what they are, files keep their mode`(_ command: String) async throws {
        let desk = try await Desk.reading()
        func call(_ out: String) -> String { "padan " + command.replacing("OUT", with: out) }
        let answer = try await desk.shell(
            """
            mkfifo pipa; cat pipa > dari-pipa & \(call("pipa")) || exit 1; wait
            mkdir dalam; echo lama > dalam/isi; chmod 640 dalam/isi; ln -s dalam/isi tautan; \(call("tautan")) || exit 1
            \(call("biasa")) || exit 1
            stat -c '%F %n' pipa tautan; stat -c %a dalam/isi; ls -A dalam
            """)
        #expect(answer.status == 0, "\(answer.error)")
        let mode = command.hasPrefix("db backup") ? "600" : "640"
        #expect(answer.output.hasSuffix("fifo pipa\nsymbolic link tautan\n\(mode)\nisi\n"), "\(answer.output)")
        let whole = try desk.bytes("biasa")
        #expect(whole.count > 100)
        for name in ["dari-pipa", "dalam/isi"] {
            // A copy of the database holds the time at which it was made.
            #expect(command.hasPrefix("db backup") ? abs(try desk.bytes(name).count - whole.count) < 100 : try desk.bytes(name) == whole)
        }
    }

    @Test func `refused rows go to a pipe, too`() async throws {
        let desk = try await Desk.copy()
        try desk.write("Wilayah;Tahun;UMK\n32.99;2019;1\n", to: "upah.csv")
        for name in ["tolak.csv", "tolak.xlsx"] {
            let answer = try await desk.shell(
                "mkfifo \(name); cat \(name) > dari-\(name) & padan import wages upah.csv --rejects \(name); echo $?; wait; stat -c %F \(name)"
            )
            #expect(answer.output == "3\nfifo\n", "\(answer.error)")
            #expect(try !desk.bytes("dari-" + name).isEmpty)
        }
    }

    @Test func `a link in the place of a temporary file is not followed`() async throws {
        let desk = try await Desk.reading()
        try desk.write("penting", to: "milik")
        for (format, name) in [("csv", "o.csv"), ("xlsx", "o.xlsx")] {
            let answer = try await desk.shell(
                """
                (for name in .\(name).$BASHPID.part .\(name).partial-$BASHPID; do ln -s milik $name; done
                exec "$PADAN" export data latest_target_progress --format \(format) --out \(name))
                """)
            #expect(answer.status == 0, "\(answer.error)")
        }
        #expect(try desk.text("milik") == "penting")
    }

    @Test(arguments: ["TERM": 143, "INT": 130]) func `a signal ends the children, too, and leaves nothing`(
        _ name: String, _ status: Int
    ) async throws {
        let desk = try await Desk.reading()
        let answer = try await desk.shell(
            """
            mkdir bin tmp; printf '#!/bin/sh\\necho $$ > %s/anak\\nexec sleep 60\\n' "$PWD" > bin/weasyprint; chmod +x bin/weasyprint
            TMPDIR=$PWD/tmp PATH=$PWD/bin:$PATH "$PADAN" export report --blk UPTD-KRW --format pdf & program=$!
            for i in $(seq 600); do [ -s anak ] && break; sleep 0.1; done
            kill -\(name) $program; wait $program; echo $?
            kill -0 $(cat anak) 2> /dev/null && echo hidup
            rm -r bin anak; ls -A tmp; ls -A | grep -v -e '^tmp$' -e '^.call-'
            """)
        #expect(answer.output == "\(status)\n", "\(answer.output) \(answer.error)")
    }

    @Test func `a killed report leaves nothing`() async throws {
        let desk = try await Desk.reading()
        let answer = try await desk.shell(
            """
            mkdir bin tmp; printf '#!/bin/sh\\necho $$ > %s/anak\\nexec sleep 60\\n' "$PWD" > bin/weasyprint; chmod +x bin/weasyprint
            TMPDIR=$PWD/tmp PATH=$PWD/bin:$PATH "$PADAN" export report --blk UPTD-KRW --format pdf & program=$!
            for i in $(seq 600); do [ -s anak ] && break; sleep 0.1; done
            kill -KILL $program; wait $program 2> /dev/null; kill $(cat anak)
            rm -r bin anak; ls -A tmp; ls -A | grep -v -e '^tmp$' -e '^.call-'
            """)
        #expect(answer.output.isEmpty, "\(answer.output) \(answer.error)")
    }

    @Test func `a killed backup leaves nothing`() async throws {
        let desk = try await Desk.copy()
        let answer = try await desk.shell(
            """
            hold() { psql -X -q -d "$PADAN_DATABASE_URL" -c 'BEGIN; LOCK TABLE padan.blk IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)'; }
            ask() { psql -X -A -t -q -d "$PADAN_DATABASE_URL" -c "$1"; }
            hold > /dev/null 2>&1 & holder=$!
            for i in $(seq 600); do [ -n "$(ask "SELECT 1 FROM pg_locks WHERE relation = 'padan.blk'::regclass AND mode = 'AccessExclusiveLock'")" ] && break; sleep 0.1; done
            "$PADAN" db backup cadangan & program=$!
            mine="application_name = 'pg_dump' AND datname = current_database()"
            for i in $(seq 600); do [ -n "$(ask "SELECT 1 FROM pg_stat_activity WHERE $mine AND wait_event_type = 'Lock'")" ] && break; sleep 0.1; done
            kill -KILL $program; wait $program 2> /dev/null
            ask "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()" > /dev/null
            wait; ls -A | grep -v '^.call-'
            """)
        #expect(answer.output.isEmpty, "\(answer.output) \(answer.error)")
    }

    @Test func `what a killed restore left is removed by the next command, which says so`() async throws {
        let desk = try await Desk.copy()
        let backup = try await Demo.shared.backup()
        let answer = try await desk.shell(
            """
            ask() { psql -X -A -t -q -d "$PADAN_DATABASE_URL" -c "$1"; }
            left="SELECT datname FROM pg_database WHERE starts_with(datname, current_database() || '_restore_')"
            "$PADAN" db restore '\(backup)' --yes & program=$!
            mine="application_name = 'pg_restore' AND starts_with(datname, current_database() || '_restore_')"
            for i in $(seq 600); do [ -n "$(ask "SELECT 1 FROM pg_stat_activity WHERE $mine")" ] && break; sleep 0.02; done
            kill -KILL $program; wait $program 2> /dev/null
            name=$(ask "$left"); echo "${name:+ada}"
            padan runs list > /dev/null 2> catatan; echo $?
            grep -c "sisa perintah yang terhenti sudah dihapus: $name" catatan; ask "$left"
            padan runs list 2>&1 > /dev/null | wc -c
            """)
        #expect(answer.output == "ada\n0\n1\n0\n", "\(answer.output) \(answer.error)")
    }

    @Test(arguments: ["--database-url URL", "--database-url=URL", "--database-url WORDS", "--database-url PARAMETER"])
    func `nobody reads a password in the arguments`(_ option: String) async throws {
        let desk = try await Desk.reading()
        let url = try #require(desk.url)
        let folder = try #require(url.firstMatch(of: /host=([^&]+)/)).1.removingPercentEncoding ?? ""
        let filled =
            option
            .replacing("URL", with: "'\(url.replacing("padan@", with: "padan:rahasia%40besar@"))'")
            .replacing("WORDS", with: "\"host=\(folder) user=padan dbname=readers password='rahasia besar'\"")
            .replacing("PARAMETER", with: "'\(url)&password=rahasia'")
        let answer = try await desk.shell(
            """
            mkfifo pipa; "$PADAN" export data latest_target_progress \(filled) --out pipa & program=$!
            for i in $(seq 200); do grep -q '\\*\\*\\*' /proc/$program/cmdline && break; sleep 0.05; done
            tr '\\0' ' ' < /proc/$program/cmdline; cat pipa > isi; wait $program; echo $?
            """)
        #expect(answer.output.contains("export data latest_target_progress --database-url"))
        #expect(!answer.output.contains("rahasia") && !answer.output.contains("besar"), "\(answer.output)")
        #expect(answer.output.hasSuffix("0\n"), "\(answer.error)")
        #expect(try !desk.bytes("isi").isEmpty)
    }
}

extension Desk {
    /// Runs a script of bash, in which `padan` is the program.
    func shell(_ script: String) async throws -> Answer {
        var variables = ["PATH": "/usr/bin:/bin", "PADAN_HOME": folder.path, "LANG": "C", "PADAN": Program.path]
        variables["PADAN_DATABASE_URL"] = url
        return try await Program.run(
            "/bin/bash", ["-c", "padan() { \"$PADAN\" \"$@\"; }\n" + script], in: folder, input: "", environment: variables)
    }
}
