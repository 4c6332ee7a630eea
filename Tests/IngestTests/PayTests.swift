import Configuration
import CSV
import Foundation
import TestSupport
import Testing

@testable import Ingest

@Suite struct PayTests {
    /// Text, and the two ends in rupiah a month.
    @Test(arguments: [
        ("Rp\u{A0}10,000,000 – Rp\u{A0}12,000,000 per month", 10_000_000, 12_000_000),
        ("Rp\u{A0}3.500.000 – Rp\u{A0}4.500.000 per month", 3_500_000, 4_500_000),
        ("RpÂ\u{A0}2.500.000 â\u{80}\u{93} RpÂ\u{A0}3.500.000 per month", 2_500_000, 3_500_000),
        ("RpÂ 2.500.000 â€“ RpÂ 3.500.000 per month", 2_500_000, 3_500_000),
        ("Rp 5.599.593,21 – Rp 5.600.000 per month", 5_599_593, 5_600_000),
        ("IDR3.000.000 - 5.000.000/Bulan", 3_000_000, 5_000_000), ("IDR 4,500,000 - 5,500,000", 4_500_000, 5_500_000),
        ("Rp.3 – 4 Juta", 3_000_000, 4_000_000), ("Rp3,5jt-5jt", 3_500_000, 5_000_000), ("500 ribu s/d 1,2 juta", 500_000, 1_200_000),
        ("Rp5.000.000", 5_000_000, 5_000_000), ("Rp 4.250.000,-", 4_250_000, 4_250_000), ("4 500 000", 4_500_000, 4_500_000),
        ("Rp 3.500.000,- s.d. Rp 4.000.000,- / bulan", 3_500_000, 4_000_000), ("3 sampai 4 juta per bulan", 3_000_000, 4_000_000),
        ("Rp 150.000/hari", 3_750_000, 3_750_000), ("Rp 20.000 - 25.000 per jam", 3_460_000, 4_325_000),
        ("Rp 60.000.000 – Rp 72.000.000 per year", 5_000_000, 6_000_000), ("Rp 1.000.000 per minggu", 4_333_000, 4_333_000),
        ("Up to Rp 7 juta (nett)", 7_000_000, 7_000_000), ("Rp 5.000.000 - Rp 4.000.000", 4_000_000, 5_000_000),
    ])
    func `pay is read as advertisements write it`(text: String, least: Int64, most: Int64) throws {
        let pay = try ImportAliases(root: DataRoot.find()).pay
        guard case .pay(let read) = pay.read(text) else {
            Issue.record("\(text) was not read")
            return
        }
        #expect(read.least == least && read.most == most)
        #expect(abs(Double(read.middle) - Double(least + most) / 2) <= 1)
    }

    @Test(arguments: ["", "Negosiasi", "NEGO", "Kompetitif", "Sesuai UMR"])
    func `what states no pay is none`(text: String) throws {
        #expect(try ImportAliases(root: DataRoot.find()).pay.read(text) == .none)
    }

    @Test(arguments: [
        "USD 500 - 700", "$500", "3 - 4.000.000", "Rp 4", "5.000.000 + bonus", "3 juta 4 juta", "1 - 2 - 3 juta", "- 5.000.000",
        "5.000.000 -",
        "Rp 100.000/hari - Rp 3.000.000/bulan", "ada", "1.2.3 juta", "juta",
    ])
    func `what is not understood is not believed`(text: String) throws {
        #expect(try ImportAliases(root: DataRoot.find()).pay.read(text) == .illegible)
    }

    @Test(arguments: [
        ("â\u{80}\u{93}", "–"), ("Â\u{A0}", "\u{A0}"), ("kafÃ©", "kafé"), ("café", "café"), ("Â ", " "), ("Â", "Â"),
        ("â€œaâ€", "“a”".dropLast() + "â€"),
    ])
    func `text read in the wrong code is read again`(text: String, expected: String) {
        #expect(Mojibake.repaired(text) == expected)
    }

    /// Both halves of the file are held to it; the reader was written with the even lines in sight.
    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: Self.realPay)), arguments: [0, 1])
    func `ends of real texts are those that were cleaned by hand`(half: Int) throws {
        let pay = try ImportAliases(root: DataRoot.find()).pay
        let table = try CSVReader.records(in: Array(Data(contentsOf: URL(filePath: Self.realPay))))
        var stated = 0
        var wrong: [String] = []
        var negotiable = 0
        for (index, record) in table.enumerated() where index > 0 && (index + 1) % 2 == half {
            let (text, least, most) = (record.text(1), record.text(2), record.text(3))
            guard let low = Double(least), let high = Double(most) else {
                if least == "Negosiasi", case .pay = pay.read(text) { wrong.append(text) }
                if pay.read(text) == .none, !text.isEmpty { negotiable += 1 }
                continue
            }
            stated += 1
            guard case .pay(let read) = pay.read(text), read.least == Int64(low.rounded()), read.most == Int64(high.rounded()) else {
                wrong.append("\(text): \(least) \(most)")
                continue
            }
        }
        #expect(stated > 300 && negotiable > 0)
        #expect(Double(wrong.count) <= 0.01 * Double(stated), "\(wrong)")
    }

    private static let realPay = RealData.folder + "/real/upah_iklan_jabar.csv"
}
