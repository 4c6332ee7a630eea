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

    @Test(arguments: [
        ("Operator Las", "7212"), ("Tukang jahit", "7531"), ("Operator mesin jahit", "8153"), ("Pengemudi truk", "8332"),
        ("Tukang batu", "7112"), ("Tukang pipa", "7126"), ("tukang ledeng", "7126"), ("montir sepeda motor", "7231"),
        ("supir truk gandeng pengalaman min 2 thn", "8332"), ("teknisi FO", "7422"), ("kenek bangunan", "9313"),
    ])
    func `the trades' own words get their unit group`(title: String, code: String) {
        #expect(coder.code(title).code == code)
    }

    @Test(arguments: ["karyawan swasta", "lowongan kerja", "pencari kerja", "freelance", "Fresh Graduate"])
    func `what names no occupation gets none, though its words are known`(title: String) {
        #expect(coder.code(title).code == nil)
    }

    @Test func `a taught title wins, and teaches titles that are like it`() throws {
        let taught = try ImportFixture.coder(
            DataRoot.find(), taught: ["admin gudang": "4110", "juru ublek zorbak": "7512"])
        #expect(coder.code("ADMIN GUDANG").code == "4321")
        #expect(taught.code("ADMIN GUDANG").code == "4110")
        #expect(taught.code("ADMIN GUDANG").method == .taught)
        #expect(coder.code("Juru ubleg zorbak").code == nil)
        #expect(taught.code("Juru ubleg zorbak").code == "7512")
        #expect(taught.code("Juru ubleg zorbak").method == .similar)
    }

    @Test func `small slips of spelling are forgiven`() {
        #expect(coder.code("Grafik Disainer").code == "2166")
    }

    @Test func `alternatives carry probabilities, and an uncoded title names its likeliest codes`() throws {
        let unsure = coder.code("Teknisi Pabrik Kayu Besar")
        let codes = [unsure.code].compactMap { $0 } + unsure.alternatives.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(unsure.alternatives.map(\.probability) == unsure.alternatives.map(\.probability).sorted(by: >))
        for title in try Labels.read("titles_advertisements.csv").prefix(60) {
            let answer = coder.code(title.text)
            #expect((0...1).contains(answer.score))
            #expect(answer.alternatives.reduce(0) { $0 + $1.probability } + (answer.code == nil ? 0 : answer.score) <= 1.0001)
        }
    }

    @Test func `the same lexicon gives the same answers, a higher wanted precision fewer of them`() throws {
        let root = try DataRoot.find()
        let again = TitleCoder(lexicon: try TitleLexicon(root: root))
        let folder = FileManager.default.temporaryDirectory.appending(path: "padan-titles-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let strict = DataRoot(url: folder)
        try FileManager.default.copyItem(at: root.config, to: strict.config)
        let settings = strict.config.appending(path: "title_coding.yaml")
        let text = try String(contentsOf: settings, encoding: .utf8)
        try Data(text.replacing("wanted_precision: 0.9", with: "wanted_precision: 0.97").utf8).write(to: settings)
        let careful = TitleCoder(lexicon: try TitleLexicon(root: strict))
        let labels = try Labels.read("titles_advertisements.csv")
        #expect(labels.map { coder.code($0.text) } == labels.map { again.code($0.text) })
        let (usual, fewer) = (evaluation(labels, coder), evaluation(labels, careful))
        #expect(fewer.coded < usual.coded)
        #expect(try #require(fewer.precision) > #require(usual.precision))
    }

    /// Vocational titles and advertisements that were labelled before any answer was seen, and were never used to train or tune; the first
    /// file was measured so far. The precision is that of the surest answers to so many of the titles.
    @Test(arguments: [
        ("titles_labelled.csv", 300, 0.80), ("titles_vocational.csv", 258, 0.85), ("titles_advertisements.csv", 240, 0.80),
    ])
    func `on titles that it never saw the coder is as good as promised`(file: String, count: Int, coverage: Double) throws {
        let labels = try Labels.read(file)
        #expect(labels.count == count)
        let evaluation = evaluation(labels, coder)
        #expect(try #require(evaluation.coverage) >= coverage)
        #expect(try #require(evaluation.curve.first { $0.coverage == coverage }).precision >= 0.92)
        // What the configuration wants of all that is coded.
        #expect(try #require(evaluation.precision) >= 0.9)
        #expect(Double(evaluation.rightAtTwoDigits) / Double(evaluation.coded) >= 0.93)
    }

    /// Tenths with a dozen titles say little, so all labels are taken together; one file alone may be off by a little more.
    @Test func `on titles that it never saw the probabilities mean what they say`() throws {
        let files = try ["titles_labelled.csv", "titles_vocational.csv", "titles_advertisements.csv"].map { try Labels.read($0) }
        #expect(evaluation(files.flatMap { $0 }, coder).calibrationError <= 0.05)
        for labels in files { #expect(evaluation(labels, coder).calibrationError <= 0.06) }
    }

    private func evaluation(_ labels: [(text: String, accepted: Set<String>)], _ coder: TitleCoder) -> TitleEvaluation {
        TitleEvaluation(labels.map { TitleEvaluation.Label(text: $0.text, accepted: $0.accepted) }) { coder.code($0) }
    }
}
