import Configuration
import Domain
import Foundation
import Ingest
import TestSupport
import Testing

/// The names and words of `config/places.csv`, against a part of the regions and against all of them.
@Suite struct PlaceListTests {
    private func region(_ code: String, _ name: String) -> Region {
        let kind: Region.Kind = code.utf8.count == 2 ? .provinsi : name.hasPrefix("Kota") ? .kota : .kabupaten
        return Region(code: code, name: name, kind: kind, position: nil, population: nil, bpsCode: nil)
    }

    private func resolver(_ entries: [PlaceEntry]? = nil, _ districts: [District] = []) throws -> PlaceResolver {
        PlaceResolver(
            gazetteer: Gazetteer(
                regions: [
                    region("12", "Sumatera Utara"), region("12.22", "Kabupaten Labuhanbatu Selatan"), region("14", "Riau"),
                    region("14.08", "Kabupaten Siak"), region("21", "Kepulauan Riau"), region("21.71", "Kota Batam"),
                    region("31", "Daerah Khusus Ibukota Jakarta"), region("31.71", "Kota Administrasi Jakarta Pusat"),
                    region("31.74", "Kota Administrasi Jakarta Selatan"), region("32", "Jawa Barat"), region("32.77", "Kota Cimahi"),
                    region("32.08", "Kabupaten Kuningan"), region("32.16", "Kabupaten Bekasi"), region("33", "Jawa Tengah"),
                    region("33.22", "Kabupaten Semarang"), region("33.74", "Kota Semarang"), region("34", "Daerah Istimewa Yogyakarta"),
                    region("34.04", "Kabupaten Sleman"), region("34.71", "Kota Yogyakarta"), region("35", "Jawa Timur"),
                    region("61", "Kalimantan Barat"), region("61.02", "Kabupaten Mempawah"), region("61.71", "Kota Pontianak"),
                    region("73", "Sulawesi Selatan"), region("73.71", "Kota Makassar"), region("76", "Sulawesi Barat"),
                    region("76.01", "Kabupaten Pasangkayu"), region("82", "Maluku Utara"),
                ], districts: districts, entries: try entries ?? PlaceEntry.load(DataRoot.find())))
    }

    @Test(arguments: [
        ("KAB. MAMUJU UTARA", "76.01"), ("Kotamadya Dati II Ujung Pandang", "73.71"), ("Kabupaten Pontianak", "61.02"),
        ("Pontianak", "61.71"), ("Kodya Pontianak", "61.71"), ("Labuhan Batu Sel.", "12.22"), ("Semarang (Kab)", "33.22"),
        ("Semarang", "33.74"), ("Kab. Dati II Semarang", "33.22"), ("Prop. Jawa Tengah", "33"), ("Jakarta Pusat 10110", "31.71"),
        ("K O T A  B A T A M", "21.71"), ("K O T A B A T A M", "21.71"), ("S I A K", "14.08"), ("Riau Islands", "21"),
        ("Special Region of Yogyakarta", "34"), ("Sleman, Yogyakarta", "34.04"), ("Jogja", "34.71"), ("Kuningan", "32.08"),
        ("Kuningan, Jakarta", "31.74"), ("SCBD", "31.74"), ("MM2100", "32.16"), ("Kawasan Industri Jababeka II", "32.16"),
        ("Batamindo Industrial Park", "21.71"), ("West Java", "32"), ("Jaksel", "31.74"), ("Jl. Kuningan No. 5, Semarang", "33.74"),
    ])
    func `former names, abbreviations, estates and English names are known`(text: String, code: String) throws {
        #expect(try resolver().resolve(text).code == code)
    }

    /// Regions whose names are alike, and districts of small regencies that bear the names of greater things.
    private func crowded() throws -> PlaceResolver {
        let regions = [
            region("12", "Sumatera Utara"), region("12.03", "Kabupaten Tapanuli Selatan"), region("12.77", "Kota Padangsidimpuan"),
            region("13", "Sumatera Barat"), region("13.04", "Kabupaten Tanah Datar"), region("16", "Sumatera Selatan"),
            region("16.04", "Kabupaten Lahat"), region("16.05", "Kabupaten Musi Rawas"), region("21.71", "Kota Batam"),
            region("31", "Daerah Khusus Ibukota Jakarta"), region("31.73", "Kota Administrasi Jakarta Barat"), region("32", "Jawa Barat"),
            region("32.14", "Kabupaten Purwakarta"), region("32.16", "Kabupaten Bekasi"), region("32.75", "Kota Bekasi"),
            region("33", "Jawa Tengah"), region("33.14", "Kabupaten Sragen"), region("33.74", "Kota Semarang"), region("35", "Jawa Timur"),
            region("35.25", "Kabupaten Gresik"), region("35.78", "Kota Surabaya"), region("36", "Banten"),
            region("36.71", "Kota Tangerang"),
            region("61", "Kalimantan Barat"), region("61.02", "Kabupaten Mempawah"), region("61.05", "Kabupaten Sintang"),
            region("61.08", "Kabupaten Landak"), region("61.71", "Kota Pontianak"), region("62.12", "Kabupaten Murung Raya"),
            region("63.03", "Kabupaten Banjar"), region("73", "Sulawesi Selatan"), region("73.10", "Kabupaten Pangkajene dan Kepulauan"),
            region("75.03", "Kabupaten Bone Bolango"), region("93.01", "Kabupaten Merauke"), region("19.06", "Kabupaten Belitung Timur"),
        ]
        let districts = [
            ("13.04.08", "Tanjung Emas"), ("16.04.21", "Pulau Pinang"), ("19.06.05", "Damar"), ("31.73.01", "Cengkareng"),
            ("32.75.01", "Bekasi Timur"), ("33.14.07", "Miri"), ("61.05.04", "Serawai"), ("61.08.01", "Mandor"),
            ("63.03.17", "Taman Makmor"),
            ("93.01.14", "Tubang"), ("33.14.08", "Sukowati"),
        ]
        return PlaceResolver(
            gazetteer: Gazetteer(
                regions: regions, districts: districts.map { District(code: $0.0, name: $0.1) },
                entries: try PlaceEntry.load(DataRoot.find())))
    }

    @Test(arguments: ["Serawak", "Sarawack", "Singapur", "Korsel", "Malasya", "Melburne", "Pulau Pinang"])
    func `names abroad are known as people misspell them, too`(text: String) throws {
        let place = try crowded().resolve(text)
        #expect(place.level == .abroad && place.code == nil)
    }

    @Test(arguments: [
        ("Kawasan Industri Tanjung Emas", "33.74", ["13.04"]), ("Pelabuhan Tanjung Emas", "33.74", []), ("Nagoya", "21.71", []),
        ("Kabupaten Pontianak", "61.02", ["61.71"]), ("Pelabuhan Sukowati", "33.14", []),
    ])
    func `what may mean something else is not certain`(text: String, code: String, others: [String]) throws {
        let place = try crowded().resolve(text)
        #expect(place.code == code && place.alternatives.filter { others.contains($0) } == others)
        if text != "Pelabuhan Tanjung Emas" { #expect(place.confidence <= 0.8) } else { #expect(place.confidence == 1) }
    }

    @Test(arguments: [
        ("Kabupaten Surabaya", ["35.78", "35.25"]), ("Kab. Surabaya", ["35.78", "35.25"]), ("Surabaya Kab", ["35.78", "35.25"]),
        ("Kawasan Industri Taman Makmur", []), ("Miri", ["33.14"]), ("Mura", ["16.05", "62.12"]), ("mandor", ["61.08"]), ("tukang", []),
        ("Damkar", []), ("Jabodetabek", ["31", "32", "36"]), ("Bodetabek", ["31", "32", "36"]),
    ])
    func `what is likelier a slip, a trade or several places stays open`(text: String, others: [String]) throws {
        let place = try crowded().resolve(text)
        #expect(place.level == .unresolved)
        #expect(place.alternatives == others)
    }

    @Test(arguments: [
        ("Kabupaten Surabaya (Gresik)", "35.25"), ("Kec. Mandor, Landak", "61.08"), ("Kab. Tapanuli Selatan (Padang Sidempuan)", "12.03"),
        ("Kab.Purwakata Jabar", "32.14"), ("Bandara Soekarno Hatta Cengkareng", "36.71"), ("Kab Pangkejene Kepulauan", "73.10"),
        ("Kota Bekasi Timur", "32.75"), ("Bonebol", "75.03"), ("Miri, Sragen", "33.14"), ("Tanjung Emas", "13.04"),
    ])
    func `what stands around a name decides`(text: String, code: String) throws {
        #expect(try crowded().resolve(text).code == code)
    }

    @Test func `a text that is far longer than a name is none`() throws {
        let resolver = try crowded()
        let address = "Jalan Raya Industri Selatan Blok MM Nomor 12 Kawasan Industri, Kabupaten Bekasi, Jawa Barat"
        #expect(resolver.resolve(address).code == "32.16")
        #expect(resolver.resolve(String(repeating: address + " ", count: 20)).level == .unresolved)
        #expect(resolver.resolve(Array(repeating: "Miri", count: 60).joined(separator: ", ")).level == .unresolved)
    }

    @Test func `a region that is not loaded is answered by its province`() throws {
        let place = try resolver().resolve("SIER")
        #expect(place.code == "35" && place.level == .province)
        #expect(try resolver().resolve("IWIP, Weda").code == "82")
        #expect(try resolver().resolve("Freeport").code == nil)
    }

    /// The regions of the sample: three provinces of 38.
    private func sample() throws -> PlaceResolver {
        let root = try DataRoot.find()
        let table = try CSVTable(root.config.appending(path: "sample/regions.csv"))
        return PlaceResolver(
            gazetteer: Gazetteer(
                regions: table.rows.map { region($0[0], $0[1]) }, districts: [], entries: try PlaceEntry.load(root)))
    }

    @Test(arguments: [
        "Surabaya", "Sby", "Surabaya, Jawa Timur", "Surabaya, East Java", "Badung", "Kabupaten Badung", "Sabang, Aceh", "Depok, Sleman",
        "Cianjur, Jawa Timur", "Bandung, Jawa Timur", "Banjar, Kalimantan Selatan", "Kota Semarang", "Bali",
    ])
    func `a name that is a region's elsewhere is no slip of one that is loaded, and a province elsewhere rules out`(text: String) throws {
        let place = try sample().resolve(text)
        #expect(place.level == .unresolved && place.code == nil && place.confidence == 0)
        #expect(place.alternatives.allSatisfy { ["31", "32", "36"].contains($0.prefix(2)) })
    }

    @Test(arguments: [
        ("Cilegon", "36.72"), ("Suralaya", "36.72"), ("Bandug", "32.73"), ("Kab. Bandung", "32.04"), ("Depok, Jawa Barat", "32.76"),
        ("Cianjur", "32.03"), ("Jakarat", "31"),
        ("Banjar", "32.79"),
    ])
    func `names of what is loaded are found as before, misspelt ones among them`(text: String, code: String) throws {
        #expect(try sample().resolve(text).code == code)
    }

    @Test func `a regency that is not loaded is its province for advertisements, and nothing for figures`() throws {
        let resolver = try resolver()
        #expect(resolver.resolve("Kabupaten Gresik").code == "35")
        #expect(!resolver.isEmpty)
        let none = PlaceResolver(gazetteer: Gazetteer(regions: [], districts: [], entries: try PlaceEntry.load(DataRoot.find())))
        #expect(none.isEmpty && none.resolve("Surabaya").code == nil)
    }

    @Test func `an older register keeps its codes, whatever codes its regions have today`() throws {
        let merauke = PlaceResolver(
            gazetteer: Gazetteer(
                regions: [region("91", "Papua"), region("91.01", "Kabupaten Merauke")], districts: [],
                entries: try PlaceEntry.load(DataRoot.find())))
        #expect(merauke.resolve("Merauke").code == "91.01")
    }

    @Test(arguments: ["Kota", "Kabupaten", "K. Balai", "Kota Aceh", "Kabupaten Banten", "Kab. Jawa Barat"])
    func `a level alone is no place, and none of a province's`(text: String) throws {
        let place = try PlaceResolver(
            gazetteer: Gazetteer(
                regions: [
                    region("11", "Aceh"), region("35", "Jawa Timur"), region("35.71", "Kota Kediri"), region("61.03", "Kabupaten Sanggau"),
                    region("32", "Jawa Barat"), region("36", "Banten"),
                ],
                districts: [District(code: "35.71.02", name: "Kota"), District(code: "61.03.05", name: "Balai")],
                entries: try PlaceEntry.load(DataRoot.find()))
        ).resolve(text)
        #expect(place.level == .unresolved)
    }

    @Test(arguments: [
        ("T. Balai", "12.74"), ("Kota Tidore", "82.72"), ("Kab. Penajam", "64.09"), ("Kab. Gowa Dati II", "73.06"),
        ("Bandara SMB II", "16.71"),
        ("KIPI Maloy", "64.08"),
    ])
    func `short names that advertisements write are known`(text: String, code: String) throws {
        let entries = try PlaceEntry.load(DataRoot.find())
        let regions = entries.filter { $0.kind == .region }.map { region($0.means[0], $0.name) }
        #expect(regions.count == 552)
        let resolver = PlaceResolver(gazetteer: Gazetteer(regions: regions, districts: [], entries: entries))
        #expect(resolver.resolve(text).code == code)
    }

    @Test(arguments: [("Kabupaten Cimahi", "32.77"), ("Kab. Batam", "21.71"), ("Kota Sleman", "34.04"), ("Siak (Kota)", "14.08")])
    func `a word that says kabupaten or kota is binding`(text: String, other: String) throws {
        let place = try resolver().resolve(text)
        #expect(place.level == .unresolved)
        #expect(place.alternatives == [other])
    }

    @Test(arguments: ["Singapore", "Kuala Lumpur, Malaysia", "Dubai - UAE", "Luar Negeri", "JEPANG"])
    func `abroad is no region`(text: String) throws {
        let place = try resolver().resolve(text)
        #expect(place.level == .abroad && place.code == nil && place.confidence >= PlaceResolver.threshold)
    }

    @Test(arguments: ["WFH", "Remote", "Remote, Indonesia", "Kerja dari Rumah", "Fully remote"])
    func `remote work is no region`(text: String) throws {
        let place = try resolver().resolve(text)
        #expect(place.level == .remote && place.code == nil && place.confidence >= PlaceResolver.threshold)
    }

    @Test func `a name that may mean several places stays open and says which`() throws {
        let entries = [PlaceEntry(.town, "Tanjung Anu", means: ["32.16", "33.22"])]
        let place = try resolver(entries).resolve("Tanjung Anu")
        #expect(place.level == .unresolved)
        #expect(place.alternatives == ["32.16", "33.22"])
        // A town whose name a district elsewhere has is likely, no more.
        let town = try resolver([PlaceEntry(.town, "Tanjung Anu", means: ["32.16"])], [District(code: "33.22.01", name: "Tanjung Anu")])
            .resolve("Tanjung Anu")
        #expect(town.code == "32.16" && town.alternatives == ["33.22"] && town.confidence < 1)
        // One province holds both.
        let near = try resolver([PlaceEntry(.town, "Tanjung Anu", means: ["32.16", "32.77"])]).resolve("Tanjung Anu")
        #expect(near.code == "32" && near.alternatives == ["32.16", "32.77"])
    }

    @Test func `what a province held before is found in it, and what it never held is no guess`() throws {
        #expect(try resolver().resolve("Pasangkayu, Sulawesi Selatan").code == "76.01")
        #expect(try resolver().resolve("Kab. Mamuju Utara Sulsel").code == "76.01")
        #expect(try resolver().resolve("Sulawesi Selatan").code == "73")
        let place = try resolver().resolve("Kota Batam Jawa Barat")
        #expect(place.level == .unresolved)
        #expect(place.alternatives == ["21.71", "32"])
    }

    @Test func `without its words the list knows no level`() throws {
        #expect(try resolver([]).resolve("Kotamadya Batam").code == nil)
        let levels = ["Kotamadya", "Kota"].map { PlaceEntry(.level, $0, means: ["city"]) }
        #expect(try resolver(levels).resolve("Kotamadya Batam").code == "21.71")
    }

    @Test(arguments: [
        ("kota,Anu,32.16,umum", 2), ("town,Anu,bekasi,umum", 2), ("level,Anu,gubernur,umum", 2), ("abroad,Anu,32,umum", 2),
        ("town,Anu,32.16,umum\ntown,?,32.16,umum", 3), ("word,Anu,,umum", 2),
    ])
    func `a wrong line is named`(lines: String, line: Int) throws {
        let root = DataRoot(url: FileManager.default.temporaryDirectory.appending(path: "places-\(UUID().uuidString)"))
        try FileManager.default.createDirectory(at: root.config, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root.url) }
        try Data("kind,name,means,source\n\(lines)\n".utf8).write(to: root.config.appending(path: "places.csv"))
        let error = #expect(throws: ConfigurationError.self) { try PlaceEntry.load(root) }
        #expect(error?.line == line)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder)))
    func `each line means regions of today, each region is known by its own name, and hard places are right or left open`() throws {
        let table = try CSVTable(URL(filePath: RealData.folder + "/regions.csv"))
        let codes = try #require(table.values(of: "kode_kemendagri"))
        let names = try #require(table.values(of: "nama"))
        let regions = zip(codes, names).map { region($0, $1.trimmingCharacters(in: .whitespaces)) }
        let table2 = try CSVTable(URL(filePath: RealData.folder + "/districts.csv"))
        let districts = zip(
            try #require(table2.values(of: "kode_kemendagri")), try #require(table2.values(of: "nama"))
        ).map { District(code: $0, name: $1) }
        let entries = try PlaceEntry.load(DataRoot.find())
        let known = Set(codes)
        for entry in entries where entry.kind != .noise {
            for code in entry.means where code.first?.isNumber == true { #expect(known.contains(code), "\(entry.name) \(code)") }
        }
        let resolver = PlaceResolver(gazetteer: Gazetteer(regions: regions, districts: districts, entries: entries))
        for region in regions { #expect(resolver.resolve(region.name).code == region.code, "\(region.name)") }
        let labels = try Labels.read("places_hard.csv")
        let answers = labels.map { label in
            let place = resolver.resolve(label.text)
            return (label.accepted, place.code ?? place.level.rawValue)
        }
        let right = answers.count { $0.0.contains($0.1) }
        let wrong = answers.count { !$0.0.contains($0.1) && $0.1 != Place.Level.unresolved.rawValue }
        #expect(labels.count == 80 && right >= 72 && wrong == 0, "\(right) right, \(wrong) wrong")
    }
}
