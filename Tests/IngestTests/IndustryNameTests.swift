import Configuration
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Industries of files: codes, names, or both.
@Suite struct IndustryNameTests {
    private func reader(_ seen: Set<String> = []) throws -> IndustryReader {
        IndustryReader(IndustryNames(try IndustryNames.configured(DataRoot.find())), seen: seen)
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
