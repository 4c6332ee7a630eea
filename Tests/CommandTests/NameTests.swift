import Testing

/// Codes and names that people type: a name stands for its code everywhere, and what is unknown or fits several things gets the nearest.
@Suite(.sampleNetwork) struct NameTests {
    @Test(arguments: [
        ("blk", ["whatif", "--close", "UPTD BLK Kabupaten Karawng"]), ("blk-several", ["whatif", "--close", "kota"]),
        ("program", ["whatif", "--fix", "karawang:LAS-99=2"]), ("program-name", ["allocate", "--forbid", "UPTD-KRW:Plate Weldr SMAW 3G"]),
        ("scheme", ["whatif", "--add-assessor", "SKM-LAS-99=2"]),
        ("unit", ["whatif", "--add-instructor", "UPTD-KRW:Menyiapkan kampu las"]),
        ("kejuruan", ["allocate", "--add-workshop-hours", "UPTD-KRW:Teknik Lass=100"]),
        ("kejuruan-hours", ["whatif", "--add-instructor-hours", "UPTD-KRW:Teknik Lass=100"]),
        ("scope", ["whatif", "--target", "Teknik Lass:peserta=100"]),
        ("scope-kejuruan", ["whatif", "--target", "UPTD-KRW:Lass:peserta=100"]),
        ("network", ["allocate", "--network", "BBPLK Bekasy"]), ("region-several", ["demand", "--region", "bekasi"]),
        ("occupation", ["demand", "--occupation", "tukang lass"]),
        ("blk-unlike", ["recommend", "zzzz"]), ("list-unlike", ["list", "programs", "--search", "zzzz"]),
        ("occupation-code-en", ["demand", "--occupation", "7299", "--lang", "en"]),
    ])
    func `unknown names get the nearest`(_ name: String, _ arguments: [String]) async throws {
        try await Desk.reading().expect("name-\(name)", arguments, status: 1)
    }

    @Test func `a plan for the network of a BLK that heads none is refused as such`() async throws {
        try await Desk.reading().expect("network-of-blk", ["allocate", "--network", "UPTD-KRW"], status: 2)
    }

    @Test func `a name stands for its code`() async throws {
        let desk = try await Desk.reading()
        for (named, coded) in [
            (
                ["demand", "--region", "karawang", "--occupation", "welders and flame cutters"],
                ["demand", "--region", "32.15", "--occupation", "7212"]
            ),
            (["demand", "--region", "JAWABARAT", "--occupation", "pengelasan"], ["demand", "--region", "32", "--occupation", "7212"]),
            (["demand", "--region", "kab karawang"], ["demand", "--region", "32.15"]),
            (["demand", "--region", "Kab. Karawang"], ["demand", "--region", "32.15"]),
            (["explain", "karawang", "plate welder smaw 3g"], ["explain", "uptd-krw", "las-01"]),
            (["plan", "show", "--blk", "Kabupaten Karawang"], ["plan", "show", "--blk", "UPTD-KRW"]),
        ] {
            let (left, right) = (try await desk.run(named + ["--json"]), try await desk.run(coded + ["--json"]))
            #expect(left.status == 0 && left.output == right.output, "\(named): \(left.error)")
        }
    }

    @Test func `a plan keeps the codes of what was typed as names`() async throws {
        let desk = try await Desk.copy()
        let answer = try await desk.run([
            "whatif", "--save", "--effort", "0.1", "--close", "blk kabupaten  BEKASI", "--add-assessor", "plate welder SMAW 3g=1",
            "--add-instructor", "karawang:menyiapkan KAMPUH las", "--add-workshop-hours", "karawang:teknikLAS=40", "--target",
            "TEKNIK las:peserta=500",
            "--forbid", "karawang:plate welder smaw 3G",
        ])
        #expect(answer.status == 0, "\(answer.error)")
        let stored = try await desk.sql("SELECT changes FROM padan.allocation ORDER BY run_id DESC LIMIT 1")
        for code in ["\"UPTD-BKS\"", "\"UPTD-KRW\"", "\"LAS-01\"", "\"CTH.LAS.008\"", "\"Teknik Las\"", "\"SKM-LAS-01\""] {
            #expect(stored.contains(code), "\(stored)")
        }
        #expect(!stored.localizedCaseInsensitiveContains("plate") && !stored.contains("BEKASI\""), "\(stored)")
    }

    @Test func `a title is taught a code by the name of the occupation`() async throws {
        let desk = try await Desk.copy()
        let answer = try await desk.run(["titles", "teach", "Juru Api Biru", "pekerja pengelasan"])
        #expect(answer.status == 0 && answer.output.contains("7212"), "\(answer.error)")
        #expect(try await desk.run(["titles", "code", "-"], input: "Juru Api Biru\n").output.contains("7212"))
    }
}
