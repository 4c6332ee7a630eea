import Configuration
import Foundation
import Ingest
import Testing

@Suite struct TitleTests {
    private let coder: TitleCoder

    init() throws {
        coder = try ImportFixture.coder(DataRoot.find())
    }

    @Test(arguments: [
        ("Accounting Asst. Manager - Manufacture - Cikarang (C-119602)", "1211"), ("Staf Gudang", "4321"), ("TUKANG LAS", "7212"),
        ("Mekanik Motor di Bali", "7231"), ("Guru Bahasa Mandarin", "2353"), ("SPV Produksi", "3122"), ("Kepala Gudang", "1324"),
        ("Perawat (Makassar)", "2221"), ("Drafter Arsitek", "3118"), ("Operator Jahit", "8153"), ("Sales Manager", "1221"),
        ("Senior Java Developer", "2512"), ("E-Commerce Specialist", "2431"), ("e commerce specialist", "2431"),
    ])
    func `titles of both languages, with noise, get their unit group`(title: String, code: String) {
        #expect(coder.code(title).code == code)
    }

    @Test(arguments: ["", "Xyzzy Qwerty", "中文", "12345", "-", "Pekerjaan Ajaib"])
    func `what says nothing stays uncoded`(title: String) {
        #expect(coder.code(title).code == nil)
        #expect(coder.code(title).method == .uncoded)
    }

    @Test func `a taught title wins over the lexicon`() throws {
        let taught = try ImportFixture.coder(DataRoot.find(), taught: [TitleText("Admin Gudang").normalised: "4110"])
        #expect(coder.code("ADMIN GUDANG").code == "4321")
        #expect(taught.code("ADMIN GUDANG").code == "4110")
        #expect(taught.code("ADMIN GUDANG").method == .taught)
    }

    @Test func `small slips of spelling are forgiven`() {
        let coded = coder.code("Grafik Disainer")
        #expect(coded.code == "2166")
    }

    @Test func `on the labelled sample precision and coverage reach what is promised`() throws {
        let labels = try Labels.read("titles_labelled.csv")
        #expect(labels.count == 300)
        let coded = labels.map { (coder.code($0.text).code, $0.accepted) }.compactMap { code, accepted in code.map { ($0, accepted) } }
        let right = coded.filter { $0.1.contains($0.0) }.count
        let rightAtTwo = coded.filter { code, accepted in accepted.contains { $0.prefix(2) == code.prefix(2) } }.count
        #expect(Double(coded.count) / Double(labels.count) >= 0.70)
        #expect(Double(right) / Double(coded.count) >= 0.80)
        #expect(Double(rightAtTwo) / Double(coded.count) >= 0.92)
    }
}
