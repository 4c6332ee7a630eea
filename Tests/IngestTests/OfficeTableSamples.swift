import Configuration
import Foundation
import TestSupport

@testable import Ingest

/// Tables in the shapes of known publishers, written by the test itself: regencies of West Java and made-up figures.
struct OfficeTableSamples {
    private let fixture: ShapeFixture
    private let regencies: [(code: String, name: String)]

    init(_ fixture: ShapeFixture) throws {
        self.fixture = fixture
        let register = try CSVTable(DataRoot.find().config.appending(path: "sample/regions.csv"))
        regencies = register.rows.filter { $0[0].hasPrefix("32.") }.map { ($0[0], $0[1]) }
    }

    private typealias Cell = OfficeTable.Cell

    private func texts(_ lines: [[String]]) -> [[Cell]] { lines.map { $0.map { Cell(text: $0) } } }

    /// A row of names and figures.
    private func row(_ names: [String], _ figures: [Double], isNumber: Bool) -> [Cell] {
        names.map { Cell(text: $0) } + figures.map { Cell(text: OfficeTable.plain($0), isNumber: isNumber) }
    }

    func tables() throws -> [OfficeTable] {
        var random = Mutator(seed: 7)
        let workbook = OfficeTable.Format.workbook(sheets: ["Sheet1"])
        func wage() -> Double { 1_900_000 + Double(random.below(350_000_000)) / 100 }
        func rate() -> Double { Double(50 + random.below(1400)) / 100 }
        func persons(_ most: Int) -> Double { Double(1000 + random.below(most)) }
        func billions() -> Double { Double(100 + random.below(9_000_000)) / 100 }
        /// A figure of the same region and item in another year.
        func near(_ base: Double) -> Double {
            let other = base * (1 + Double(random.below(80)) / 1000)
            return base == base.rounded() ? other.rounded() : (other * 100).rounded() / 100
        }
        let years = [2020, 2021, 2022, 2023]
        let head = ["id", "kode_provinsi", "nama_provinsi", "kode_kabupaten_kota", "nama_kabupaten_kota"]
        /// One row a region and year, as portals of open data have it.
        func openData(
            _ name: String, _ kind: ImportKind, _ header: [String], _ unit: String, items: [String] = [""], _ figure: () -> Double
        ) throws
            -> OfficeTable
        {
            var rows = texts([head + header + ["satuan", "tahun"]])
            var bases: [String: Double] = [:]
            for year in years {
                for (code, region) in regencies.prefix(items.count > 1 ? 6 : 27) {
                    for item in items {
                        let front = [
                            String(rows.count), "32", "JAWA BARAT", code.replacing(".", with: ""), region.uppercased(),
                        ]
                        let base = bases["\(code) \(item)"] ?? figure()
                        bases["\(code) \(item)"] = base
                        rows.append(
                            row(front + (item.isEmpty ? [] : [item]), [near(base)], isNumber: false) + texts([[unit, String(year)]])[0])
                    }
                }
            }
            return try OfficeTable(name, kind, .plain, rows, fixture)
        }
        /// Regions below, years to the right, as pages of the statistical office have it.
        func spread(
            _ name: String, _ kind: ImportKind, _ format: OfficeTable.Format, _ header: [[String]], columns: Int, regions: Int = 27,
            _ figure: () -> Double
        )
            throws -> OfficeTable
        {
            let isNumber = if case .workbook = format { true } else { false }
            let rows = regencies.prefix(regions).map { region in
                let base = figure()
                return row([region.name], (0..<columns).map { _ in near(base) }, isNumber: isNumber)
            }
            return try OfficeTable(name, kind, format, texts(header) + rows, fixture)
        }
        let sections = [
            "Pertanian, Kehutanan dan Perikanan", "Industri Pengolahan", "Konstruksi", "Real Estat", "Jasa Perusahaan", "Jasa Lainnya",
        ]
        var tables = [
            try openData("umk", .wages, ["besaran_upah_minimum"], "RUPIAH", wage),
            try openData("tpt", .unemployment, ["tingkat_pengangguran_terbuka"], "PERSEN", rate),
            try openData("bekerja", .labourForce, ["jumlah_penduduk_bekerja"], "ORANG") { persons(2_000_000) },
            try openData("penganggur", .labourForce, ["jumlah_pengangguran_terbuka"], "ORANG") { persons(200_000) },
            try openData("sektor", .employment, ["lapangan_usaha", "jumlah_penduduk_bekerja"], "ORANG", items: sections) {
                persons(300_000)
            },
            try spread(
                "tpt_bps", .unemployment, workbook,
                [
                    ["Kabupaten/Kota", "Tingkat Pengangguran Terbuka (TPT) Menurut Kabupaten/Kota (Persen)", "", "", ""],
                    ["", "2020", "2021", "2022", "2023"],
                ], columns: 4, rate),
            try spread(
                "tpt_agustus", .unemployment, .plain,
                [
                    ["Kabupaten/Kota", "Tingkat Pengangguran Terbuka Menurut Kabupaten/Kota (Persen)", "", "", ""],
                    ["", "2022", "", "2023", ""],
                    ["", "Februari", "Agustus", "Februari", "Agustus"],
                ], columns: 4, rate),
            try spread(
                "tpt_judul", .unemployment, workbook,
                [["Tingkat Pengangguran Terbuka Menurut Kabupaten/Kota (Persen)"], ["Kabupaten/Kota", "2022", "2023"]], columns: 2, rate),
            try spread(
                "umk_bps", .wages, workbook, [["Kabupaten/Kota", "Upah Minimum Kabupaten/Kota (Rupiah)", ""], ["", "2022", "2023"]],
                columns: 2, wage),
            try spread(
                "umk_judul", .wages, .plain,
                [["Upah Minimum Kabupaten/Kota di Jawa Barat (Rupiah)", "", ""], ["Kabupaten/Kota", "2022", "2023"]],
                columns: 2, wage),
            try spread(
                "lapangan_bps", .employment, workbook,
                [
                    ["Kabupaten/Kota", "Penduduk yang Bekerja Menurut Lapangan Pekerjaan Utama (Orang)", "", "", ""],
                    ["", "2023", "", "", ""],
                    ["", "Pertanian", "Industri Pengolahan", "Konstruksi", "Real Estat"],
                ], columns: 4
            ) { persons(300_000) },
            try spread(
                "angkatan_kerja", .labourForce, workbook,
                [
                    ["Penduduk Berumur 15 Tahun ke Atas Menurut Kabupaten/Kota dan Jenis Kegiatan, Agustus 2023"],
                    ["Kabupaten/Kota", "Angkatan Kerja", "", "Bukan Angkatan Kerja"], ["", "Bekerja", "Pengangguran Terbuka", "Jumlah"],
                ], columns: 3
            ) { persons(900_000) },
        ]
        // Names alone, a row a region and year.
        var rows = texts([["id", "kab_kota_id", "kabupaten_kota", "tahun", "nilai_umr", "sumber_data"]])
        for (number, region) in regencies.enumerated() {
            let base = wage()
            for year in years {
                rows.append(
                    row([String(rows.count), String(number + 1), region.name, String(year)], [near(base)], isNumber: false)
                        + texts([["Keputusan Gubernur"]])[0])
            }
        }
        tables.append(try OfficeTable("umk_nama", .wages, .plain, rows, fixture))
        // Persons and rates beside each other.
        rows = texts([["Kabupaten/Kota"] + [2022, 2023].flatMap { ["Bekerja \($0)", "Pengangguran \($0)", "TPT \($0)"] }])
        rows += regencies.map { region in
            row([region.name], [2022, 2023].flatMap { _ in [persons(2_000_000), persons(200_000), rate()] }, isNumber: true)
        }
        for kind in [ImportKind.unemployment, .labourForce] {
            tables.append(try OfficeTable("ketenagakerjaan", kind, .workbook(sheets: ["TPT_KabKota"]), rows, fixture))
        }
        // Sectors below, years to the right.
        rows = texts([
            ["Penduduk Bekerja menurut Lapangan Usaha di Jawa Barat, Agustus"],
            ["Lapangan Pekerjaan Utama", "Bekerja 2022", "Bekerja 2023"],
        ])
        rows += sections.map { row([$0], [persons(3_000_000), persons(3_000_000)], isNumber: true) }
        tables.append(try OfficeTable("sektor_provinsi", .employment, workbook, rows, fixture))
        rows = texts([
            ["Produk Domestik Regional Bruto Atas Dasar Harga Konstan 2010 Menurut Lapangan Usaha di Kabupaten Bogor (Juta Rupiah)"],
            ["Lapangan Usaha", "2022*", "2023**"],
        ])
        rows += sections.map { row([$0], [billions() * 1000, billions() * 1000], isNumber: true) }
        tables.append(try OfficeTable("pdrb_bps", .grdp, workbook, rows, fixture))
        // Sakernas by region, sector and occupation.
        let items = ["lapus_A", "lapus_C", "lapus_F", "lapus_MN", "lapus_RSTU", "jab_0", "jab_1", "jab_9"]
        rows = texts([["thn", "lvl_wil", "kd_prov", "nm_prov", "kd_kabkot", "nm_kabkot", "kls_kota"] + items + ["PYB"]])
        let bases = regencies.prefix(15).map { _ in (0..<7).map { _ in persons(200_000) } }
        for year in years {
            for ((code, name), base) in zip(regencies, bases) {
                let words = name.split(separator: " ", maxSplits: 1)
                let front = [String(year), String(words[0]), "32", "Jawa Barat", code.replacing(".", with: ""), String(words[1])]
                // Sectors and occupations are the same people.
                let sectors = base.prefix(5).map(near)
                let all = sectors.reduce(0, +)
                let groups = base.suffix(2).map { min(near($0), (all / 3).rounded()) }
                rows.append(row(front, [1] + sectors + groups + [all - groups.reduce(0, +), all], isNumber: true))
            }
        }
        for kind in [ImportKind.employment, .occupationEmployment, .labourForce] {
            tables.append(try OfficeTable("sakernas", kind, workbook, rows, fixture))
        }
        // PDRB of the planning agency: long names to the right, one year.
        let measure = "PDRB ADHK Tahun Dasar 2010 Berdasarkan Lapangan Usaha"
        rows = texts([
            ["", "", "", "", "", "", "Indikator", "Tahun"], ["", "", "", "", "", "", measure] + sections.map { "\(measure) - \($0)" },
            ["IDPulau", "Pulau", "KodeProvinsi", "Nama Provinsi", "KodeWilayah", "Nama Wilayah"] + [String](repeating: "2020", count: 7),
        ])
        rows += regencies.map { region in
            let own = sections.map { _ in billions() }
            return row(["", "", "", "", region.code.replacing(".", with: ""), region.name], [own.reduce(0, +)] + own, isNumber: true)
        }
        tables.append(try OfficeTable("pdrb_bappenas", .grdp, workbook, rows, fixture))
        // Advertisements.
        rows = texts([["Portal", "Judul", "Perusahaan", "Lokasi", "Gaji", "Kategori", "Keterampilan", "Pendidikan", "Tayang"]])
        for number in 0..<20 {
            let pay = ["IDR3.000.000 - 5.000.000/Bulan", "Rp.3 – 4 Juta", "Negosiasi", "", "Rp 4,500,000 per month"][number % 5]
            rows += texts([
                ["glints", "Operator Mesin \(number)", "PT Maju; Jaya", "Bandung, Jawa Barat", pay, "Pabrik", "Las | Bubut", "SMK", ""]
            ])
        }
        tables.append(try OfficeTable("iklan", .vacancies, .plain, rows, fixture))
        return tables
    }
}
