import Allocation
import Configuration
import Demand
import Domain
import Foundation
import Scoring
import Testing

@testable import Report

/// The first page of a BLK's report: what to run, with whom, what changes, and what to start.
@Suite struct FirstPageTests {
    private let root: DataRoot
    private let phrases: Phrases

    init() throws {
        root = try DataRoot.find()
        phrases = Phrases(try Words(language: .id, root: root))
    }

    private static let blk = Blk(code: "B", name: "BLK Contoh", kind: .uptd, regionCode: "32.15", parentCode: "N", joinedYear: nil)

    private static func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

    private static func candidate(
        _ code: String, position: Int, units: [String], scheme: String? = "SKM", eligibility: Eligibility = .ready, gap: Double = 40
    ) -> ScoredCandidate {
        ScoredCandidate(
            blk: blk,
            program: Program(
                code: code, name: "Program \(code)", kejuruan: "Las", hours: 240, packageSize: 16, educationMinimum: nil,
                schemeCode: scheme,
                costRupiah: nil, units: units, occupations: []), status: .running, position: position, score: 50, completeness: 1,
            contributions: [
                Contribution(
                    criterion: "demand_gap", unit: "persons_per_year", weight: 1, raw: gap, standardError: 0, utility: 0.5, points: 30,
                    basis: Basis([])),
                Contribution(
                    criterion: "placement", unit: "share", weight: 1, raw: 0.81, standardError: 0, utility: 0.5, points: 20,
                    basis: Basis([])),
                // What the BLK has at hand argues for no programme, whatever it contributes.
                Contribution(
                    criterion: "instructor_readiness", unit: "share", weight: 1, raw: 1, standardError: 0, utility: 1, points: 90,
                    basis: Basis([])),
            ], eligibility: eligibility, openings: 100, gap: gap, acceptability: nil)
    }

    private static func line(_ code: String, packages: Int, surplus: Int = 0) -> Plan.Line {
        Plan.Line(
            blkCode: "B", programCode: code, programName: "Program \(code)", kejuruan: "Las", packages: packages,
            participants: Double(packages * 16), certified: 0, placements: Double(packages * 10), hours: packages * 240,
            cost: Double(packages) * 50e6, isDecided: false, surplus: surplus)
    }

    /// What planning with it has found: a course for P3, and an assessor for P2 here and at BLK C.
    private static let tried = [
        BlkAction(
            blkCode: "B", means: [.init(kind: .units, names: ["U3"], amount: 5)], instructorCode: "I1", instructorName: "Siti",
            programCodes: ["P3"], ownPackages: 4, ownCertified: 0, ownPlacements: 51, packages: 4, participants: 0, certified: 0,
            placements: 51),
        BlkAction(
            blkCode: "B", means: [.init(kind: .assessor, names: ["SKM"], amount: 24)], programCodes: ["P2"], ownPackages: 1,
            ownCertified: 14, ownPlacements: 5, packages: 2, participants: 32, certified: 30, placements: 12, otherBlks: ["C"]),
        BlkAction(
            blkCode: "OTHER", means: [.init(kind: .units, names: ["U3"], amount: 5)], instructorCode: "I9", instructorName: "Orang lain",
            programCodes: ["P3"], ownPackages: 9, ownCertified: 0, ownPlacements: 99, packages: 9, participants: 0, certified: 0,
            placements: 99),
    ]

    private static func run() -> Run {
        Run(
            id: 3, stage: .scoring, readsRun: nil, asOf: Day(daysSince1970: 17_532), configDigest: "", configText: "", snapshot: "{}",
            finishedAt: Date(timeIntervalSince1970: 0))
    }

    static func report(
        before: YearBefore?, siteUntil: String = "2018-03-28",
        lines: [Plan.Line] = [line("P1", packages: 4, surplus: 1), line("P2", packages: 2)], actions: [BlkAction] = tried,
        against: [RankDifference.Obstacle] = [.init(kind: .units, names: ["U3"])], placements: [Plan.Placement] = [],
        others: [RankDifference] = [], isQuestion: Bool = false
    ) throws -> BlkReport {
        let plan = Plan(
            run: run(), networkCode: "N", year: 2018, isQuestion: isQuestion, changes: [], objective: 1, upperBound: 1,
            participantsTarget: 0,
            certifiedTarget: 0, lines: lines)
        let review = StoredReview(
            bottlenecks: [
                StoredBottleneck(
                    resource: .assessor(scheme: "SKM"), available: 10, used: 10, step: 24, estimate: 50, verified: 40, packages: 2,
                    participants: 32, certified: 30, placements: 12),
                StoredBottleneck(
                    resource: .workshop(blk: "OTHER", kejuruan: "Las"), available: 10, used: 10, step: 240, estimate: 900, verified: 900,
                    packages: 9, participants: 144, certified: 0, placements: 99),
                StoredBottleneck(
                    resource: .workshop(blk: "B", kejuruan: "Las"), available: 10, used: 10, step: 240, estimate: 900, verified: nil,
                    packages: nil, participants: nil, certified: nil, placements: nil),
            ],
            upgrades: [], assessors: [], reasons: [:],
            differences: [
                RankDifference(
                    blkCode: "B", programCode: "P3", kejuruan: "Teknik Las", rank: 3, packages: 0,
                    obstacles: against)
            ] + others, actions: actions)
        return BlkReport(
            blk: blk, regionName: "Karawang", run: run(), configuration: try ReportTests.configuration,
            candidates: [
                candidate("P1", position: 1, units: ["U1", "U2"]),
                candidate("P2", position: 2, units: ["U1", "U4"], eligibility: .readyIf([.assessors(scheme: "SKM", days: 2)]), gap: 7),
                candidate("P3", position: 3, units: ["U3"], eligibility: .readyIf([.instructor(units: ["U3"])])),
                candidate("P4", position: 4, units: ["U1"]), candidate("P5", position: 5, units: ["U1"], scheme: nil, gap: 0),
            ], unitTitles: ["U1": "Mengelas", "U3": "Memotong"], isSample: true,
            plan: BlkPlanPart(plan, blk: "B", placements: placements, review: review),
            occupations: [
                OccupationMarket(
                    occupation: Occupation(code: "7212", name: "Pekerja Pengelasan", nameEnglish: "Welders"), openings: 90, leavers: 10)
            ],
            means: BlkMeans(
                teachers: [
                    Teacher(name: "Joko", kejuruan: "Listrik", units: ["U1": try day("2020-01-01")]),
                    Teacher(name: "Siti", kejuruan: "Las", units: ["U1": try day("2020-01-01"), "U2": try day("2018-06-30")]),
                ],
                testSites: [
                    TestSite(blkCode: "B", blkName: "BLK Contoh", regionCode: "32.15", kejuruan: "Las", until: try day(siteUntil))
                ],
                assessors: [
                    LicensedAssessor(schemeCode: "SKM", name: "Wati", regionCode: "32.16", until: try day("2019-01-01")),
                    LicensedAssessor(schemeCode: "SKM", name: "Hendra", regionCode: "32.16", until: try day("2019-01-01")),
                ], regionNames: ["32.16": "Kabupaten Bekasi"], schemeNames: ["SKM": "Juru Las"], blkNames: ["C": "BLK Lain"]),
            before: before,
            weighting: DemandConfiguration.Catchment(decayKilometres: 10, maximumKilometres: 40))
    }

    private func rows(_ section: ReportSection?) throws -> [[String]] {
        try #require(section?.table).rows.map { row in
            row.map { $0.detail.isEmpty ? $0.words(phrases.numbers) : "\($0.words(phrases.numbers)) | \($0.detail)" }
        }
    }

    @Test func `each planned programme has its figures, who teaches and tests, and its strongest argument`() throws {
        let before = YearBefore(
            year: 2017, source: .realizations(throughMonth: 10), entries: [.init(programCode: "P1", programName: "Program P1", packages: 5)]
        )
        let sections = BlkSections(report: try Self.report(before: before), phrases: phrases)
        #expect(
            try rows(sections.planned()) == [
                [
                    "Program P1 | P1 · peringkat 1 · kekurangan tenaga 40 orang/th; 81 % alumni bekerja", "3", "5", "48", "720", "150",
                    "Siti",
                    "sendiri, sampai 28 Maret 2018", "Wati (Kab. Bekasi), dan 1 lagi",
                ],
                [
                    "Program P2 | P2 · peringkat 2 · kekurangan tenaga 7,0 orang/th; 81 % alumni bekerja", "2", "–", "32", "480", "100",
                    "Siti; 1 unit belum ada instruktur", "sendiri, sampai 28 Maret 2018", "Wati (Kab. Bekasi), dan 1 lagi",
                ],
                ["jumlah", "5", "", "80", "1.200", "250", "", "", ""],
            ])
        // The package without openings of its own stands apart, and nowhere twice.
        #expect(try rows(sections.surplus).map { Array($0.dropFirst().prefix(3)) } == [["1", "5", "16"]])
    }

    @Test func `a short first page adds up what it leaves out`() throws {
        let sections = BlkSections(report: try Self.report(before: nil), phrases: phrases)
        let short = try rows(sections.planned(most: 1))
        #expect(short.map { $0[0].prefix(14) } == ["Program P1 | P", "1 program lain", "jumlah"])
        #expect(short.map { $0[1] } == ["3", "2", "5"])
    }

    @Test func `what changes is told from the plan, what was run, or the catalog, and says from which`() throws {
        let entries = [
            YearBefore.Entry(programCode: "P1", programName: "Program P1", packages: 5),
            .init(programCode: "P3", programName: "Program P3", packages: 3),
            .init(programCode: "P4", programName: "Program P4", packages: 1),
        ]
        let run = YearBefore(year: 2017, source: .realizations(throughMonth: 10), entries: entries)
        let sections = BlkSections(report: try Self.report(before: run), phrases: phrases)
        let changes = try #require(sections.changes())
        #expect(
            changes.paragraphs == [
                "Dibandingkan dengan realisasi 2017 sampai Oktober (9 paket): 1 program baru, 1 program berkurang, 2 program berhenti."
            ])
        #expect(
            try rows(changes) == [
                [
                    "Program P3 (P3)", "3", "0", "berhenti",
                    "menurut data sekarang belum ada instruktur untuk unit Memotong; 2017 dijalankan 3 paket, jadi periksa data instruktur",
                ],
                ["Program P2 (P2)", "–", "2", "baru", "kekurangan tenaga 7,0 orang/th; 81 % alumni bekerja"],
                ["Program P1 (P1)", "5", "4", "berkurang", "peringkat 1 dari 5; kekurangan tenaga 40 orang/th; jam bengkel Las habis"],
                [
                    "Program P4 (P4)", "1", "0", "berhenti",
                    "peringkat 4 dari 5; kekurangan tenaga 40 orang/th; jam bengkel Las habis",
                ],
            ])
        // A short list has the largest of each kind, the largest first, and says how many it leaves out.
        let short = try #require(sections.changes(most: 3))
        #expect(try rows(short).map { $0[3] } == ["berhenti", "baru", "berkurang"])
        #expect(short.table?.note.hasPrefix("1 program lain juga berubah") == true)
        let listed = YearBefore(
            year: 2017, source: .catalog,
            entries: entries.map { .init(programCode: $0.programCode, programName: $0.programName, packages: nil) })
        let told = try #require(BlkSections(report: try Self.report(before: listed), phrases: phrases).changes())
        #expect(told.paragraphs[0].contains("katalog 2017") && !told.paragraphs[0].contains("berkurang"))
        #expect(try rows(told).last.map { Array($0.dropFirst().prefix(3)) } == ["ada", "0", "tidak direncanakan"])
        let planned = YearBefore(year: 2017, source: .plan(run: 8), entries: entries)
        #expect(
            try #require(BlkSections(report: try Self.report(before: planned), phrases: phrases).changes()).paragraphs[0].contains(
                "rencana 2017 (rencana ke-8, 9 paket)"))
        let unknown = try #require(BlkSections(report: try Self.report(before: nil), phrases: phrases).changes())
        #expect(unknown.table == nil && unknown.paragraphs[0].contains("2017"))
    }

    @Test func `actions name who, and bring what the review has found by solving again`() throws {
        let actions = try #require(BlkSections(report: try Self.report(before: nil), phrases: phrases).actions(most: 3)).steps
        #expect(
            actions == [
                "Latih Siti 5 hari untuk unit kompetensi Memotong → Program P3 (P3): +4 paket, +51 bekerja",
                "Perpanjang verifikasi TUK Las sebelum 28 Maret 2018 → 6 paket (96 peserta) tetap dapat diuji",
                "Usulkan satu calon asesor skema Juru Las (SKM, 24 hari setahun) → Program P2 (P2): +1 paket, +14 tersertifikasi, +5 bekerja di BLK ini; +2 paket, +12 bekerja di seluruh jejaring, juga di BLK Lain",
            ])
        // What is valid all year asks for nothing; the certificate that nobody else has is next.
        let all = try #require(BlkSections(report: try Self.report(before: nil, siteUntil: "2018-12-31"), phrases: phrases).actions()).steps
        #expect(all.allSatisfy { !$0.contains("TUK") })
        #expect(
            all[1].hasPrefix(
                "Perpanjang sertifikat Siti untuk unit kompetensi U2 sebelum 30 Juni 2018 → 4 paket (64 peserta) tetap dapat diajarkan"))
        #expect(!all.contains { $0.contains("Orang lain") || $0.contains("+99") })
    }

    @Test func `packages for the target are no answer to a lack`() throws {
        let lines = [Self.line("P1", packages: 2, surplus: 2)]
        let before = YearBefore(year: 2017, source: .catalog, entries: [.init(programCode: "P4", programName: "Program P4", packages: nil)])
        let report = try Self.report(before: before, lines: lines)
        #expect(try rows(BlkSections(report: report, phrases: phrases).changes())[0].last == "demi target, tanpa kekurangan tenaga")
        #expect(BlkSections(report: report, phrases: phrases).planned() == nil)
    }

    // MARK: - No packages, and suppositions

    @Test func `a plan without packages for the BLK says so, why, and what stops`() throws {
        let before = YearBefore(year: 2017, source: .catalog, entries: [.init(programCode: "P4", programName: "Program P4", packages: nil)])
        let other = RankDifference(
            blkCode: "B", programCode: "P4", kejuruan: "Las", rank: 4, packages: 0,
            obstacles: [.init(kind: .testSite, names: ["Las"]), .init(kind: .outweighed)])
        let report = try Self.report(
            before: before, lines: [], against: [.init(kind: .testSite, names: ["Las"]), .init(kind: .units, names: ["U3"])],
            others: [other])
        let sections = BlkSections(report: report, phrases: phrases)
        #expect(
            sections.summary == [
                "Rencana 2018 tidak memuat paket untuk BLK ini. Sebabnya pada program peringkat atas: tidak ada TUK (2 program), belum ada instruktur (1 program)."
            ])
        #expect(try rows(sections.changes()).map { $0[3] } == ["tidak direncanakan"])
    }

    @Test func `a supposition is told to be one`() throws {
        let told = BlkSections(report: try Self.report(before: nil, isQuestion: true), phrases: phrases).summary
        #expect(told.first?.contains("simulasi ke-3") == true && told.count == 2)
        #expect(BlkSections(report: try Self.report(before: nil), phrases: phrases).summary.count == 1)
    }

    // MARK: - What an action says

    /// Means, and how the action that provides them begins.
    static let sayings: [(means: [BlkAction.Means], text: String)] = [
        ([.init(kind: .units, names: ["U3", "U9"], amount: 10)], "Cari instruktur untuk unit kompetensi Memotong, U9"),
        ([.init(kind: .testSite, names: ["Las"], amount: 0)], "Ajukan bengkel Las sebagai TUK ke LSP"),
        ([.init(kind: .budget, names: [], amount: 66_800_000)], "Usulkan tambahan anggaran Rp 67 juta"),
        ([.init(kind: .department, names: ["Las"], amount: 240)], "Sediakan 240 JP bengkel dan instruktur Las lagi"),
        (
            [.init(kind: .testSite, names: ["Las"], amount: 0), .init(kind: .assessor, names: ["X"], amount: 24)],
            "Ajukan bengkel Las sebagai TUK ke LSP dan usulkan satu calon asesor skema X (X, 24 hari setahun)"
        ),
    ]

    @Test(arguments: sayings.indices) func `an action says all that it takes, and what it lifts alone`(_ number: Int) throws {
        let (means, text) = Self.sayings[number]
        let action = BlkAction(
            blkCode: "B", means: means, programCodes: ["P4"], openCodes: ["P3"], ownPackages: 1, ownCertified: 0,
            ownPlacements: 9, packages: 1, participants: 16, certified: 0, placements: 9)
        let report = try Self.report(before: nil, siteUntil: "2018-12-31", actions: [action])
        let section = try #require(BlkSections(report: report, phrases: phrases).actions(most: 1))
        #expect(
            section.steps == [
                "\(text) → Program P4 (P4): +1 paket, +9 bekerja; juga satu-satunya yang kurang bagi P3"
            ])
    }

    @Test func `what was not simulated is not said to be`() throws {
        let none = try #require(BlkSections(report: try Self.report(before: nil, actions: []), phrases: phrases).actions())
        #expect(none.steps.allSatisfy { $0.hasPrefix("Perpanjang") } && none.paragraphs.isEmpty)
        let some = try #require(BlkSections(report: try Self.report(before: nil), phrases: phrases).actions())
        #expect(some.paragraphs.contains { $0.contains("hasil simulasi") })
    }

    @Test func `figures of actions stand in columns of their own`() throws {
        let sheet = BlkSections(report: try Self.report(before: nil), phrases: phrases).actionSheet
        #expect(sheet.columns.map(\.title).suffix(3) == ["Paket", "Tersertifikasi", "Bekerja"])
        let rows = sheet.rows.map { $0.suffix(3).map { $0.words(phrases.numbers) } }
        #expect(rows[0] == ["+4", "0", "+51"] && rows[2] == ["+1", "+14", "+5"], "\(rows)")
    }

    // MARK: - Figures that seem to disagree

    @Test func `what a BLK lacks itself stands beside what the plan takes elsewhere`() throws {
        let section = BlkSections(report: try Self.report(before: nil), phrases: phrases).missing(10)
        #expect(section.paragraphs.first?.hasPrefix("Yang belum dimiliki BLK ini sendiri") == true)
        let planned = try #require(try rows(section).first { $0[0].contains("(P2)") })
        #expect(planned[1] == "asesor skema Juru Las (SKM) (2 hari) | menurut rencana memakai asesor Wati (Kab. Bekasi)")
    }

    @Test func `a planned programme without a weighted gap says where its openings are`() throws {
        let placements = [("Kabupaten Subang", 12.0), ("Kota Cirebon", 3), ("Kota Bandung", 0.1)].map {
            Plan.Placement(programCode: "P5", regionCode: $0.0, regionName: $0.0, occupationCode: "7212", occupationName: "", persons: $0.1)
        }
        let report = try Self.report(before: nil, lines: [Self.line("P5", packages: 1)], placements: placements)
        let row = try rows(BlkSections(report: report, phrases: phrases).planned())[0]
        #expect(row[0].contains("sisa lowongan di Kab. Subang, Kota Cirebon belum terisi"), "\(row)")
    }

    @Test func `figures that are weighted by distance are named apart from those that are not, with the rule`() throws {
        let report = try Self.report(before: nil)
        let sections = BlkSections(report: report, phrases: phrases)
        let weighted = try #require(sections.what(5).table).columns.map(\.title)
        let whole = try #require(sections.market?.table).columns.map(\.title)
        #expect(weighted.contains { $0.contains("dibobot") } && whole.filter { $0.contains("tanpa bobot") }.count == 3)
        #expect(Set(weighted).isDisjoint(with: whole))
        // The rule has the distances of the run's own configuration.
        for told in [
            sections.what(5).paragraphs.last, report.lines(phrases, TextStyle(isOn: false), limit: 3).first { $0.contains("d km") },
        ] {
            #expect(told?.contains("e^(−d/10)") == true && told?.contains("lebih dari 40 km") == true)
        }
        #expect(sections.market?.paragraphs.first?.contains("sampai 40 km dijumlahkan tanpa bobot") == true)
    }

    @Test func `the largest changes come first, with one of each kind`() throws {
        // New: P1 9, P2 8, P5 7; fewer P4 5 → 4; stopping P3 2.
        let lines = [("P1", 9), ("P2", 8), ("P5", 7), ("P4", 4)].map { Self.line($0.0, packages: $0.1) }
        let before = YearBefore(
            year: 2017, source: .realizations(throughMonth: 12),
            entries: [("P4", 5), ("P3", 2)].map { .init(programCode: $0.0, programName: "Program \($0.0)", packages: $0.1) })
        let sections = BlkSections(report: try Self.report(before: before, lines: lines), phrases: phrases)
        func shown(_ most: Int) throws -> [String] { try rows(sections.changes(most: most)).map { String($0[0].suffix(3).prefix(2)) } }
        #expect(try shown(4) == ["P1", "P2", "P3", "P4"])
        #expect(try shown(3) == ["P1", "P3", "P4"])
        #expect(try shown(1) == ["P1"])
        #expect(try shown(9) == ["P1", "P2", "P5", "P3", "P4"])
    }

    @Test func `contributions stand as numbers that add up to the score, without letters of bars`() throws {
        let table = BlkSections(report: try Self.report(before: nil), phrases: phrases).contributions(3)
        #expect(table.columns.map(\.title) == ["Kriteria", "1", "2", "3"])
        #expect(table.rows.map { $0[1].words(phrases.numbers) } == ["30,0", "20,0", "90,0", "50,0"])
        #expect(table.rows[1][0].words(phrases.numbers) == "penempatan kerja (B)")
    }

    @Test func `the page has the first page before all ranks`() throws {
        let html = try Self.report(before: nil).html(phrases, root: root, limit: 5)
        let parts = ["Program yang direncanakan untuk 2018", "Demi target", "Yang berubah", "Yang perlu dimulai", "Peringkat program"]
        let places = parts.map { html.range(of: "<h2>\($0)")?.lowerBound }
        #expect(!places.contains(nil) && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        // A narrow screen takes the headings from the cells.
        #expect(html.contains("data-label=\"Peserta\">48</td>"))
        #expect(!html.contains("<small></small>"))
    }

    @Test func `no text is below 8 points`() throws {
        let css = try String(contentsOf: root.config.appending(path: "templates/style.css"), encoding: .utf8)
        let sizes = css.matches(of: /font(?:-size)?:\s*([\d.]+)(pt|rem|em|px)/)
        #expect(sizes.count > 8)
        // On paper 1rem is 9 points. Sizes relative to an element that may itself be small are not used.
        for size in sizes {
            let points = (Double(size.1) ?? 0) * (size.2 == "rem" ? 9 : 1)
            #expect(size.2 != "em" && size.2 != "px" && points >= 8, "\(size.0)")
        }
        let html = try Self.report(before: nil).html(phrases, root: root, limit: 5)
        let drawn = html.matches(of: /font-size="([\d.]+)"/).compactMap { Double($0.1) }
        #expect(!drawn.isEmpty)
        // A drawing is 720 wide and stands 182 mm wide on paper.
        for size in drawn { #expect(size * (182 / 25.4 * 72) / 720 >= 8, "\(size)") }
    }

    // MARK: - Tables and names

    @Test func `columns that say nothing are left out, remarks get columns of their own`() {
        var table = ReportTable("T", [.init("a"), .init("b"), .init("c", isNumber: true)])
        table.add([.text("x").detailed("y"), .text(""), .number(1)])
        table.add([.text("z"), .none, .number(2)])
        #expect(table.withoutEmptyColumns.columns.map(\.title) == ["a", "c"])
        let apart = table.detailsApart("r")
        #expect(apart.columns.map(\.title) == ["a", "r", "b", "c"])
        #expect(apart.rows.map { $0[1].words(Numbers(.id)) } == ["y", ""])
    }

    @Test func `names of files lead nowhere else and are never the same`() {
        let codes = [
            "UPTD-KRW", "../../etc/passwd", "a/b", "a_b", "A_B", ".rahasia", "-rf", "", "é", "x\u{202E}y",
            String(repeating: "k", count: 300),
        ]
        let names = FileNames.unique(codes)
        #expect(
            names.prefix(10) == [
                "UPTD-KRW", "_._.._etc_passwd", "a_b", "a_b_2", "A_B_3", "_rahasia", "_rf", "_", "__2", "x_y",
            ])
        #expect(names[10].count == 100)
        #expect(Set(names.map { $0.lowercased() }).count == codes.count)
    }
}
