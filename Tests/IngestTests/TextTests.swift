import Configuration
import Domain
import Ingest
import Testing

@Suite struct TextTests {
    /// Text, what it means as a count, what it means as a measure; `nil` for no number, NaN for no value.
    @Test(arguments: [
        ("5.089.783", 5_089_783, 5_089_783), ("1.234,56", 1234.56, 1234.56), ("1,234.56", 1234.56, 1234.56),
        ("Rp 4.250.000", 4_250_000, 4_250_000), ("Rp4.250.000,00", 4_250_000, 4_250_000), ("Rp. 4.250.000,-", 4_250_000, 4_250_000),
        ("4,2 juta", 4_200_000, 4_200_000), ("3,5jt", 3_500_000, 3_500_000), ("750 ribu", 750_000, 750_000),
        ("1,2 miliar", 1.2e9, 1.2e9), ("1.234", 1234, 1.234), ("3.16667", 3.16667, 3.16667), ("-6,5", -6.5, -6.5), ("0", 0, 0),
        ("12,5 %", 12.5, 12.5), ("5409910.0", 5_409_910, 5_409_910), ("1 234 567", 1_234_567, 1_234_567), ("1.5e3", 1500, 1500),
        ("1,234,567", 1_234_567, 1_234_567),
    ])
    func `numbers are read as people write them`(text: String, count: Double, measure: Double) {
        #expect(NumberText.read(Substring(text), style: .count) == .success(count))
        #expect(NumberText.read(Substring(text), style: .measure) == .success(measure))
    }

    @Test(arguments: ["", " ", "\u{A0}"])
    func `an empty cell is no value, never zero`(text: String) {
        #expect(NumberText.read(Substring(text), style: .count) == .success(nil))
    }

    @Test(arguments: ["", "-", "–", "N/A", "NULL", "Tidak Ada", "belum ada", "…"])
    func `what means no value is data`(text: String) throws {
        let noValue = try ImportAliases(root: DataRoot.find()).noValue
        #expect(noValue.isMeant(by: text))
        // A column of names takes a word for a name.
        #expect(noValue.isMeant(by: text, isName: true) == !text.contains(where: \.isLetter))
        #expect(!NoValue(["kosong"]).isMeant(by: "0") && NoValue(["kosong"]).isMeant(by: "KOSONG"))
    }

    @Test(arguments: ["abc", "1.2.3", "1,2,3.4", "12a", "--5", "1.23.456", "Rp", "9999999999999999999999", "9e307 triliun", "1e999"])
    func `what is no number is refused`(text: String) {
        #expect(NumberText.read(Substring(text), style: .count) == .failure(NumberText.NotANumber()))
    }

    @Test(arguments: [
        ("2018-11-23", "2018-11-23"), ("23/11/2018", "2018-11-23"), ("23-11-2018", "2018-11-23"), ("23.11.2018", "2018-11-23"),
        ("23 November 2018", "2018-11-23"), ("1 Agustus 2017", "2017-08-01"), ("5 Mei 17", "2017-05-05"),
        ("2018-11-23T10:15:00", "2018-11-23"), ("2018-11-23 10:15", "2018-11-23"),
    ])
    func `days are read as people write them`(text: String, expected: String) {
        #expect(DateText.read(Substring(text)) == .success(Day(iso: expected)))
    }

    @Test(arguments: ["2018-02-30", "23/13/2018", "kemarin", "2018"])
    func `what is no day is refused`(text: String) {
        #expect(DateText.read(Substring(text)) == .failure(DateText.NotADay()))
    }

    @Test func `days count from 1970 and back`() {
        #expect(Day(year: 1970, month: 1, day: 1)?.daysSince1970 == 0)
        #expect(Day(year: 2000, month: 2, day: 29)?.daysSince1970 == 11_016)
        #expect(Day(year: 2018, month: 11, day: 23)?.daysSince1970 == 17_858)
        for days in stride(from: Int32(-200_000), to: 200_000, by: 977) {
            #expect(Day(iso: Day(daysSince1970: days).description)?.daysSince1970 == days)
        }
    }
}
