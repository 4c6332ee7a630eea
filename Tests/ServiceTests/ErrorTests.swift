import Configuration
import Domain
import Foundation
import Postgres
import Processes
import Report
import Service
import Store
import Testing

/// Every error that the service throws has a sentence in both languages, with places for all its facts.
@Suite struct ErrorTests {
    private static let names = [CodeName(code: "A", name: "Alfa")]

    static let errors: [ServiceError] =
        [
            .schemaMissing, .actIsTheOperators, .notAReader(login: "sari"), .otherBlk("UPTD-KRW"), .realDataPresent, .psqlMissing, .noBlks,
            .noPrograms, .unknownName(.region, "x", nearest: []), .unlikeAnyName(.region, "x"), .notFound("x", nearest: []),
            .headsNoNetwork("x"), .unreadableDay("x"), .emptyTitle, .unreadableFile("x"),
            .unreadableFile("-"), .noDemandRun, .noScoringRun, .unknownScoringRun(7), .unknownRun(7),
            .blkNotScored(name: "x"), .programNotScored(name: "x"), .nothingInCommon, .noPotential(region: "x"), .potentialNeedsRegion,
            .traceNeedsRegency,
            .noTarget, .severalNetworks(["A", "B"], year: 2018), .nothingToPlan, .noPlan, .unknownPlan(7), .planOfOtherNetwork(7),
            .conflict(resource: .phrase("plan.conflict.network", [:]), needed: 2, available: 1),
            .unreadableInstance(file: "x", fault: .text("y")),
            .unknownView("x", known: ["y"]), .unreadableFilter("x", columns: ["y"]), .unreadableValue(filters: ["x"], reason: "y"),
            .notInColumn("x", column: "y", nearest: ["z"]),
            .formatNotOffered("xlsx"),
            .notWritten(path: "x", reason: "y"), .notWritten(path: "-", reason: "y"), .weasyprintMissing(file: "x", kept: "y"),
            .weasyprintFailed(file: "x", kept: "y", reason: "z"),
            .userExists("x"), .unknownUser("x", known: ["y"]), .userKept("x", database: "y", reason: "z"),
            .leadsNoNetwork("x"), .usersAreTheOwners, .notFound("x", nearest: names), .nothingPublished(trial: 7), .rivalMethodNotPublished,
            .unknownDemandRun(7),
            .otherAncestry(plan: 3, reads: 2, run: 4), .samplePresent, .rowsInUse(reason: "r"), .emptyFolder("/x"), .badShapeName("a b"),
            .shapeThere("/shapes/a.yaml"),
            .keyInUse(value: "x", kind: "wages"), .emptyCode, .unlabelledList(file: "x", found: ["y"]), .emptyList(file: "x"),
            .listedWithoutTitle(file: "x", line: 2), .listedWithoutCode(file: "x", line: 2, text: "y"),
            .unprepared(.allocate, missing: ["regions", "openings", "blks", "programs", "targets", "demand", "scores"]),
        ] + changes + lookUps

    private static let changes: [ServiceError] =
        ["blk", "program", "scheme", "unit", "kejuruan", "scope", "locked", "most"].map {
            ServiceError.impossibleChange(kind: $0, name: "x")
        }
        + ["blk", "program", "scheme", "unit", "kejuruan", "scope"].map {
            ServiceError.impossibleChange(kind: $0, name: "x", nearest: names)
        }

    private static let lookUps: [ServiceError] = NamedKind.allCases.flatMap {
        [ServiceError.unknownName($0, "x", nearest: names), ServiceError.ambiguousName($0, "x", matches: names)]
    }

    /// Errors of the rooms below, whose sentences the service knows.
    static let below: [any Error] =
        [
            EmbeddedServerError.noServer, EmbeddedServerError.wrongMajor(data: "d", found: 14, installed: [15]),
            EmbeddedServerError.noServerUser("u"),
            EmbeddedServerError.closedDirectory("/x", user: "u"), EmbeddedServerError.notADatabase("/x"),
            EmbeddedServerError.foreignSocketDirectory("/x"), EmbeddedServerError.busy(lock: "/x", process: 7),
            EmbeddedServerError.unusablePath("/x"),
            EmbeddedServerError.closedToCaller("/x", caller: "c", owner: "o"),
            EmbeddedServerError.foreignData("/x", owner: "o", expected: "e"), EmbeddedServerError.initFailed("r"),
            EmbeddedServerError.startFailed(log: "/l", tail: "t"), EmbeddedServerError.stopFailed("r"),
            EmbeddedServerError.io(path: "/x", reason: "r"),
            MigrationError.unreadable("/x"), MigrationError.badName("n"), MigrationError.numbering(expected: 3, found: "n"),
            MigrationError.changed(name: "n"), MigrationError.unknown(numbers: [99]), PostgresError(kind: .configuration, message: "m"),
            PostgresError(kind: .connection, message: "m"), PostgresError(kind: .connectionLost, message: "m"),
            PostgresError(kind: .poolTimeout, message: "m"), ChildProcessError.notFound(program: "p"),
            ChildProcessError.notStarted(program: "p", reason: "r"), ChildProcessError.timeLimit(program: "p"),
            StoreError.unknownCriteria(["luck"]), WorkbookError.notWritten(path: "/x", reason: "r"),
            OutputFile.Failure.notWritten(path: "/x", reason: "r"), Backup.Failure.tool("pg_dump", output: "o"),
            Backup.Failure.file(path: "/x", reason: "r"),
            PostgresError(kind: .server, sqlState: "55P03", message: "m", holders: [LockHolder(process: 7, user: "sari", since: nil)]),
            PostgresError(kind: .server, sqlState: "55P03", message: "m", holders: [LockHolder(process: 7, user: "sari", since: Date())]),
            PostgresError(kind: .server, sqlState: "55006", message: "m", holders: [LockHolder(process: 7, user: "sari", since: nil)]),
        ]
        + ["42501", "57014", "55P03", "55006", "53100", "53300", "25006", "40P01", "54000", "22003", "23505", "XX000"].map {
            PostgresError(kind: .server, sqlState: $0, message: "m")
        }

    @Test(arguments: Language.allCases)
    func `every error has a sentence that tells its facts`(_ language: Language) throws {
        let words = try Words(language: language, root: DataRoot.find())
        let phrases = Phrases(words)
        #expect(Service.sentence(of: ImportError.noRegions, phrases) == ImportError.noRegions.sentence(words))
        #expect(Service.sentence(of: CancellationError(), phrases) == nil)
        for error in Self.errors.map({ $0 as any Error }) + Self.below {
            let told = try #require(Service.facts(of: error), "\(error)")
            #expect(words.keys.contains(told.code), "\(told.code) has no sentence")
            let sentence = phrases.sentence(told.code, told.facts)
            #expect(!sentence.contains(/\{\w+\}/), "\(sentence)")
            for (name, fact) in told.facts {
                switch fact {
                case .text(let text), .output(let text): #expect(sentence.contains(text), "\(told.code) does not tell \(name)")
                default: continue
                }
            }
        }
    }

    @Test(arguments: Language.allCases)
    func `every message of others that is known has a sentence`(_ language: Language) throws {
        let words = try Words(language: language, root: DataRoot.find())
        #expect(Fact.foreignKeys.subtracting(words.keys) == [])
        #expect(Set(words.keys.filter { $0.hasPrefix("foreign.") }) == Fact.foreignKeys)
    }

    /// What libpq, the server, the system and libyaml say, as they say it.
    @Test(arguments: [
        (
            "connection to server at \"127.0.0.1\", port 5 failed: Connection refused\n\tIs the server running on that host?",
            "tidak ada server yang menjawab di 127.0.0.1 port 5"
        ),
        (
            "connection to server at \"db\" (10.0.0.7), port 5432 failed: FATAL:  password authentication failed for user \"sari\"",
            "kata sandi pengguna 'sari' salah"
        ),
        (
            "connection to server on socket \"/tmp/x/.s.PGSQL.5432\" failed: FATAL:  database \"lain\" does not exist",
            "basis data 'lain' tidak ada"
        ),
        ("permission denied for table vacancy", "tidak ada hak atas vacancy"),
        (
            "pg_dump: error: query failed: ERROR:  permission denied for table reader_bound\npg_dump: detail: Query was: LOCK TABLE padan.x",
            "tidak ada hak atas reader_bound"
        ),
        (
            "connection to server on socket \"/x\" failed: FATAL:  out of shared memory\nHINT:  You might need to increase max_locks_per_transaction.",
            "semua kunci di server terpakai, biasanya karena sesi seorang pengguna; di server milik Padan jalankan padan db stop, di server lain "
                + "minta administrator mengakhiri sesi itu (kill nomor proses di server)"
        ),
        ("canceling statement due to lock timeout", "data dikunci proses lain lebih lama daripada batas waktu"),
        ("Permission denied", "hak akses tidak cukup"), ("", "tanpa keterangan"),
        ("out of cheese", "pesan aslinya: out of cheese"),
    ])
    func `what others say is told in the reader's language`(_ message: String, _ told: String) throws {
        let phrases = Phrases(try Words(language: .id, root: DataRoot.find()))
        let error = PostgresError(kind: .connection, message: message)
        #expect(Service.sentence(of: error, phrases) == "tidak dapat terhubung ke basis data: " + told)
    }

    @Test func `an act that was stopped is no act that the server ended, and a full table of locks says what to do`() throws {
        let phrases = Phrases(try Words(language: .id, root: DataRoot.find()))
        let stopped = PostgresError(kind: .cancelled, sqlState: "57014", message: "canceling statement due to user request")
        #expect(Service.sentence(of: stopped, phrases) == "dihentikan")
        let full = PostgresError(kind: .server, sqlState: "53200", message: "out of shared memory")
        #expect(Service.sentence(of: full, phrases)?.contains("padan db stop") == true)
        let large = PostgresError(kind: .server, sqlState: "53200", message: "out of memory")
        #expect(Service.sentence(of: large, phrases)?.contains("padan db stop") == false)
    }

    /// The list above has every case: a case that is added without a sentence would go unnoticed.
    @Test func `the list of errors has every case`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Service/ServiceError.swift")
        let text = try String(contentsOf: file, encoding: .utf8)
        let end = try #require(text.range(of: "\nextension ServiceError"))
        let cases = Set(text[..<end.lowerBound].matches(of: /\n    case (\w+)/).map { String($0.1) })
        let listed = Set(Self.errors.map(Self.caseName))
        #expect(cases.subtracting(listed) == [])
    }

    /// The name of a case, without its facts.
    private static func caseName(_ error: ServiceError) -> String { String("\(error)".prefix { $0 != "(" }) }
}
