import Charts
import Foundation
import FoundationXML
import Testing

/// Drawings: whole XML, with what screen readers and black-and-white printers need.
@Suite struct ChartTests {
    private static let caption = ChartCaption(
        title: "Judul <1>", description: "Isi & arti", axis: "orang per tahun", source: "Sumber: \"x\"")

    /// The elements of a drawing by name; fails where it is no XML.
    private func elements(_ svg: String) throws -> [String: Int] {
        final class Counter: NSObject, XMLParserDelegate {
            var counts: [String: Int] = [:]
            func parser(
                _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
                attributes _: [String: String]
            ) {
                counts[name, default: 0] += 1
            }
        }
        let parser = XMLParser(data: Data(svg.utf8))
        let counter = Counter()
        parser.delegate = counter
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        for part in [
            "role=\"img\"", "<title>Judul &lt;1&gt;</title>", "<desc>Isi &amp; arti</desc>", "orang per tahun", "Sumber: &quot;x&quot;",
        ] {
            #expect(svg.contains(part), "\(part)")
        }
        return counter.counts
    }

    @Test func `contribution bars have a piece a criterion, with its letter`() throws {
        let bar = ContributionBars.Bar(
            name: "Las & Pelat", value: "60,0",
            pieces: [
                .init(letter: "K", name: "kekurangan", points: 40, label: "40,0", shade: 0),
                .init(letter: "P", name: "pangsa", points: 20, label: "20,0", shade: 1),
                .init(letter: "T", name: "nol", points: 0, label: "0", shade: 2),
            ])
        let svg = ContributionBars.svg([bar], Self.caption)
        #expect(try elements(svg)["rect"] == 2)
        // 100 points are 435 wide.
        #expect(svg.contains("width=\"174\""))
        #expect(svg.contains("width=\"87\""))
        #expect(svg.contains(">K</text>"))
        #expect(svg.contains(">Las &amp; Pelat</text>"))
    }

    @Test func `neighbouring shades differ in grey`() {
        func lightness(_ hex: String) -> Double {
            let value = Int(hex.dropFirst(), radix: 16) ?? 0
            return 0.2126 * Double(value >> 16) + 0.7152 * Double(value >> 8 & 255) + 0.0722 * Double(value & 255)
        }
        for index in 0..<12 {
            #expect(abs(lightness(ContributionBars.shade(index)) - lightness(ContributionBars.shade(index + 1))) > 60, "\(index)")
        }
    }

    @Test func `gap bars, target progress, ranks and map are whole, empty ones too`() throws {
        let gap = GapBars.svg(
            [.init(name: "Las", openings: 1234, leavers: 300, openingsLabel: "1.234", leaversLabel: "300")], names: ("lowongan", "lulusan"),
            tick: { String(Int($0)) }, Self.caption)
        #expect(try elements(gap)["rect"] == 4)
        #expect(gap.contains(">1400</text>"))
        #expect(try elements(GapBars.svg([], names: ("a", "b"), tick: { String($0) }, Self.caption))["rect"] == 2)
        let target = TargetProgress.svg(
            [.init(name: "peserta", target: 100, reached: 40, label: "40 dari 100")], tick: { String(Int($0)) }, Self.caption)
        #expect(target.contains("width=\"560\"") && target.contains("width=\"224\""))
        _ = try elements(target)
        let ranks = AcceptabilityMap.svg(
            [.init(name: "Las", ranks: [1, 0, 0.004], total: "kokoh 100 %")], totalTitle: "10 besar", Self.caption)
        #expect(try elements(ranks)["rect"] == 3)
        #expect(ranks.contains("#282828") && ranks.contains("#ffffff"))
        _ = try elements(AcceptabilityMap.svg([], totalTitle: "", Self.caption))
        let map = RegionMap.svg(
            [
                .init(name: "Kab. A", latitude: -6.3, longitude: 107.3, amount: 100, label: "100", isFilled: true),
                .init(name: "Kab. B", latitude: -6.3, longitude: 107.8, amount: 25, label: "25", isFilled: false),
            ], centre: .init(name: "BLK", latitude: -6.3, longitude: 107.3), rings: [25, 50, 75],
            words: .init(filled: "f", hollow: "h", north: "U"), Self.caption)
        #expect(try elements(map)["circle"] == 3 + 2 + 2)
        // 0.5 degrees of longitude at 6.3 degrees south are 55.3 km, 107.7 units on this map.
        let place = try #require(map.firstMatch(of: /cx="(\d+\.?\d*)" cy="159" r="9"/))
        let expected: Double = 360 + 0.5 * 111.2 * cos(6.3 * Double.pi / 180) * 155 / 79.5
        #expect(abs((Double(place.1) ?? 0) - expected) < 0.01)
    }
}
