import Configuration
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Industries of files: codes, names, or both.
@Suite struct IndustryNameTests {
    private func reader(_ seen: Set<String> = []) throws -> IndustryReader {
        let root = try DataRoot.find()
        return IndustryReader(IndustryNames(try IndustryNames.configured(root), new: try NewIndustries(root: root)), seen: seen)
    }

    @Test(arguments: [
        ("Pertanian, Kehutanan, dan Perikanan", "A"), ("PERTANIAN, KEHUTANAN DAN PERIKANAN", "A"), ("Pengadaan Listrik dan Gas", "D"),
        ("Pengadaan Air, Pengelolaan Sampah, Limbah, dan Daur Ulang", "E"), ("Transportasi dan Penyimpanan", "H"),
        ("Jasa Perusahaan", "M,N"),
        ("Aktivitas Real Estat", "L"), ("Aktivitas Jasa Lainnya", "S"), ("Jasa Lainnya", "R,S,T,U"),
        ("Kesenian, Olahraga, dan Rekreasi", "R"),
        ("Listrik, Gas dan Air Bersih", "D,E"), ("Perdagangan, Hotel & Restoran", "G,I"), ("Manufaktur", "B,C,D,E,F"),
        ("PDRB ADHK Tahun Dasar 2010 Berdasarkan Lapangan Usaha - Administrasi Pemerintahan, Pertahanan, dan Jaminan Sosial Wajib", "O"),
        ("PDRB ADHK Tahun Dasar 2010 Berdasarkan Lapangan Usaha -Pengadaan Listrik dan Gas", "D"),
        ("A. Pertanian, Kehutanan dan Perikanan", "A"),
        ("[M,N] Jasa Perusahaan", "M,N"), ("R,S,T,U. Jasa Lainnya", "R,S,T,U"), ("M,N", "M,N"), ("RSTU", "RSTU"), ("C", "C"),
        ("'25", "'25"),
        ("L. Sesuatu yang lain", "L"),
    ])
    func `names are codes, and codes stay as they are`(text: String, code: String) throws {
        #expect(try reader().read(Substring(text)) == .success(code))
    }

    @Test func `a name that may be a section or a group is the section where the file states the others`() throws {
        let sections: Set = ["Kesenian, Hiburan dan Rekreasi", "Jasa Lainnya", "Jasa Pendidikan"]
        #expect(try reader(sections).read("Jasa Lainnya") == .success("S"))
        #expect(try reader(["Jasa Pendidikan", "Jasa Lainnya"]).read("Jasa Lainnya") == .success("R,S,T,U"))
    }

    @Test func `unknown names and contradictions are refused`() throws {
        func why(_ text: String, _ name: String = "") throws -> RejectReason? {
            if case .failure(let why) = try reader().read(Substring(text), name: name) { why } else { nil }
        }
        #expect(try why("Perdagangan Eceran dan Besar Serba")?.facts["likely"] == .text("G"))
        #expect(try why("Angkasa")?.code == "bad_code")
        // Parts of a section are not taken for it.
        #expect(
            try why("Aktivitas Telekomunikasi, Pemrograman Komputer, Konsultansi, Infrastruktur Komputasi, dan Jasa Informasi Lainnya")
                != nil)
        #expect(try why("L", "Aktivitas Keuangan dan Asuransi")?.code == "industry_mismatch")
        #expect(try why("K. Real Estat")?.code == "industry_mismatch")
        #expect(try why("L", "Real Estat") == nil && why("M,N", "Jasa Perusahaan") == nil && why("MN", "Jasa Perusahaan") == nil)
        #expect(try why("C", "Nama Lain") == nil)
    }

    @Test func `the whole of KBLI 2020 and of the 17 groups is known`() throws {
        let reader = try reader()
        let groups = [
            "Pertanian, Kehutanan, dan Perikanan": "A", "Pertambangan dan Penggalian": "B", "Industri Pengolahan": "C",
            "Pengadaan Listrik dan Gas": "D", "Pengadaan Air, Pengelolaan Sampah, Limbah dan Daur Ulang": "E", "Konstruksi": "F",
            "Perdagangan Besar dan Eceran; Reparasi Mobil dan Sepeda Motor": "G", "Transportasi dan Pergudangan": "H",
            "Penyediaan Akomodasi dan Makan Minum": "I", "Informasi dan Komunikasi": "J", "Jasa Keuangan dan Asuransi": "K",
            "Real Estat": "L", "Jasa Perusahaan": "M,N", "Administrasi Pemerintahan, Pertahanan, dan Jaminan Sosial Wajib": "O",
            "Jasa Pendidikan": "P", "Jasa Kesehatan dan Kegiatan Sosial": "Q", "Jasa Lainnya": "R,S,T,U",
        ]
        for (name, code) in groups { #expect(reader.read(Substring(name)) == .success(code), "\(name)") }
        #expect(groups.values.flatMap { $0.split(separator: ",") }.sorted() == "ABCDEFGHIJKLMNOPQRSTU".map { Substring(String($0)) })
    }

    private static let parts = [
        "Aktivitas Penerbitan, Penyiaran, serta Produksi dan Distribusi Konten",
        "Aktivitas Telekomunikasi, Pemrograman Komputer, Konsultansi, Infrastruktur Komputasi, dan Jasa Informasi Lainnya",
    ]

    @Test func `letters of KBLI 2025 are those of KBLI 2020 where the file says that it is of KBLI 2025`() throws {
        func code(_ text: String, _ name: String = "", in seen: Set<String>) throws -> String {
            switch try reader(seen).read(Substring(text), name: name) {
            case .success(let code): code
            case .failure(let why): why.code
            }
        }
        let lettered: Set = [
            "C. Industri", "L. Aktivitas Keuangan dan Asuransi", "P. Administrasi Pemerintahan dan Pertahanan, serta Jaminan Sosial Wajib",
        ]
        #expect(try code("L. Aktivitas Keuangan dan Asuransi", in: lettered) == "K")
        #expect(try code("Q. Pendidikan", in: lettered) == "P")
        #expect(try code("M", "Aktivitas Real Estat", in: lettered) == "L")
        #expect(try code("V. Badan Internasional", in: lettered) == "U")
        // A name of another letter contradicts it, in this classification too.
        #expect(try code("L. Aktivitas Real Estat", in: lettered) == "industry_mismatch")
        // A file of KBLI 2020 stays one, also where it says some of it otherwise.
        let old: Set = ["K. Aktivitas Keuangan dan Asuransi", "P. Pendidikan"]
        #expect(try code("K. Aktivitas Keuangan dan Asuransi", in: old) == "K")
        #expect(
            try code("L. Aktivitas Keuangan dan Asuransi", in: old.union(["L. Aktivitas Keuangan dan Asuransi"])) == "industry_mismatch")
        // Letters alone tell it by the last one.
        #expect(try code("L", in: ["A", "L", "V"]) == "K")
        #expect(try code("L", in: ["A", "L", "U"]) == "L")
        // Names alone tell it by the parts of a section.
        for name in Self.parts {
            #expect(try code(name, in: [name]) == "J")
            #expect(try reader([name]).part(of: Substring(name)) != nil)
        }
        #expect(try reader(Set(Self.parts)).part(of: "Konstruksi") == nil)
    }

    @Test func `the sections of KBLI 2025 alone load, and the two parts of one are added up`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        func file(_ rows: [(String, Int, Int)]) throws -> String {
            let lines = rows.map { "\"\($0.0)\",\($0.1),\($0.2)\n" }
            return try fixture.file(
                "Penduduk Bekerja di Jawa Barat.csv", "Lapangan Usaha,Bekerja 2024,Bekerja 2025\n" + lines.joined())
        }
        let rows = [
            ("A. Pertanian, Kehutanan, dan Perikanan", 7, 8), ("C. Industri", 5, 6), ("J. " + Self.parts[0], 1, 2),
            ("K. " + Self.parts[1], 10, 20),
            ("L. Aktivitas Keuangan dan Asuransi", 3, 4), ("V. Aktivitas Badan Internasional dan Badan Ekstra Internasional Lainnya", 1, 1),
        ]
        let summary = try await fixture.load(.employment, file(rows))
        #expect("\(summary.read) \(summary.new) \(summary.same) \(summary.rejected)" == "12 10 2 0", "\(summary.rejections.leading)")
        let stored = try await fixture.connection.rows(
            "SELECT industry_code || ' ' || persons AS text FROM padan.employment WHERE year = 2025 ORDER BY 1"
        ) { try $0["text"] as String }
        #expect(stored == ["A 8", "C 6", "J 22", "K 4", "U 1"])
        #expect(try await fixture.load(.employment, file(rows)).new == 0)
        let half = try await fixture.load(.employment, file(rows.filter { !$0.0.hasPrefix("K.") })) { $0.maxRejects = 1 }
        #expect(half.rejections.leading.map(\.code) == ["part_of_section", "part_of_section"])
    }

    @Test func `the official list of KBLI loads as it is, and English names stay`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let english = try await fixture.connection.row("SELECT name_en FROM padan.industry WHERE industry_code = 'A'") {
            try $0["name_en"] as String
        }
        let text =
            "kategori,digit,kode,judul\nA,1,A,\"Pertanian, Kehutanan dan Perikanan\"\nA,2,01,Pertanian Tanaman\nA,3,011,Semusim\nA,5,01111,Jagung\n"
            + "A,4,0111,Serealia\n"
        let summary = try await fixture.load(.industries, fixture.file("kbli.csv", text))
        #expect(summary.shape?.name == "kbli")
        #expect("\(summary.read) \(summary.new) \(summary.rejected)" == "5 3 0", "\(summary.rejections.leading)")
        let parents = try await fixture.connection.rows(
            "SELECT industry_code || ' ' || parent_code AS text FROM padan.industry WHERE industry_code LIKE '01%' ORDER BY 1"
        ) { try $0["text"] as String }
        #expect(parents == ["01 A", "011 01", "0111 011", "01111 0111"])
        #expect(
            try await fixture.connection.row("SELECT name_en FROM padan.industry WHERE industry_code = 'A'") { try $0["name_en"] as String }
                == english)
    }

    @Test func `an import reads names, also those of the register`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let text =
            "region_code,nama_lapangan_usaha,year,persons\n32.15,Industri Pengolahan,2017,10\n32.15,Jasa Pendidikan,2017,3\n"
            + "32.15,Pertambangan batu bara dan lignit,2017,1\n32.15,Angkasa,2017,1\n"
        let summary = try await fixture.load(.employment, fixture.file("e.csv", text)) { $0.maxRejects = 1 }
        #expect(summary.rejections.leading.map { "\($0.line) \($0.code) \($0.value ?? "")" } == ["5 bad_code Angkasa"])
        let stored = try await fixture.connection.rows("SELECT industry_code FROM padan.employment ORDER BY 1") {
            try $0["industry_code"] as String
        }
        #expect(stored == ["05", "C", "P"])
    }
}
