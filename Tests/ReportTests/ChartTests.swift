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
        // Three rings, two regions, and two signs of the legend.
        #expect(try elements(map)["circle"] == 3 + 2 + 2)
        // 0.5 degrees of longitude at 6.3 degrees south are 55.3 km, 86.9 units on this map.
        let place = try #require(map.firstMatch(of: /cx="(\d+\.?\d*)" cy="129" r="3"/))
        let expected: Double = 360 + 0.5 * 111.2 * cos(6.3 * Double.pi / 180) * 125 / 79.5
        #expect(abs((Double(place.1) ?? 0) - expected) < 0.01)
    }

    @Test func `a map names every filled region, and no name covers another`() throws {
        // A crowd in one spot, and one to each side of it.
        let crowd = (0..<9).map { index in
            RegionMap.Dot(
                name: "Kab. \(index)", latitude: -6.3 + 0.001 * Double(index), longitude: 107.1, amount: 1, label: "\(index + 5) %",
                isFilled: true)
        }
        let others = [
            RegionMap.Dot(name: "Timur", latitude: -6.9, longitude: 107.6, amount: 4, label: "40 %", isFilled: true),
            RegionMap.Dot(name: "Hampa", latitude: -6, longitude: 107.5, amount: 0, label: "", isFilled: false),
        ]
        let map = RegionMap.svg(
            crowd + others, centre: .init(name: "BLK", latitude: -6.3, longitude: 107.3), rings: [25, 50, 75],
            words: .init(filled: "f", hollow: "h", north: "U"), Self.caption)
        _ = try elements(map)
        let texts = map.matches(of: /<text x="([\d.]+)" y="([\d.]+)"[^>]*>((?:Kab\. \d|Timur|Hampa)[^<]*)<\/text>/)
        #expect(Set(texts.map { String($0.3) }) == Set((crowd + others.prefix(1)).map { "\($0.name) \($0.label)" }))
        for side in Dictionary(grouping: texts, by: { $0.1 }).values {
            let heights = side.compactMap { Double($0.2) }.sorted()
            #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 14.9 })
            #expect(heights.allSatisfy { $0 > 8 && $0 <= 250 })
        }
    }

    @Test func `marks of an axis do not touch`() throws {
        let gap = GapBars.svg(
            [.init(name: "Las", openings: 18_613, leavers: 893, openingsLabel: "18.613", leaversLabel: "893")],
            names: ("lowongan", "pencari kerja baru"), tick: { "\(Int($0) / 1000).000" }, Self.caption)
        let marks = gap.matches(of: /<text x="([\d.]+)" y="[\d.]+"[^>]*text-anchor="middle"[^>]*>(\d+\.000)<\/text>/).compactMap { mark in
            Double(mark.1).map { (x: $0, width: Double(mark.2.count) * 11.2 * 0.58) }
        }
        #expect(marks.count >= 3)
        for (one, next) in zip(marks, marks.dropFirst()) { #expect(next.x - one.x > (one.width + next.width) / 2) }
    }
}
