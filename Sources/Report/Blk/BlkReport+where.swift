import Charts
import Configuration
import Domain

extension BlkSections {
    /// The section that says in which regions graduates find work; `nil` without a catchment.
    var whereWork: ReportSection? {
        guard let home = report.catchment.first(where: { $0.kilometres == 0 }), !report.catchment.isEmpty else { return nil }
        var section = ReportSection(words("report.heading.where"))
        var placed: [String: Double] = [:]
        for placement in report.plan?.placements ?? [] { placed[placement.regionCode, default: 0] += placement.persons }
        var table = table([
            ("column.region", false), ("column.distance", true), ("column.openings", true), ("column.leavers", true),
            ("column.placed", true),
        ])
        let listed = report.catchment.sorted {
            ((placed[$1.region.code] ?? 0), $1.openings, $0.region.code) < ((placed[$0.region.code] ?? 0), $0.openings, $1.region.code)
        }
        for reached in listed.prefix(6) {
            table.add([
                .text(reached.region.name), .number(reached.kilometres, unit: "km"), .number(reached.openings), .number(reached.leavers),
                placed[reached.region.code].map { .number($0) } ?? .text("–"),
            ])
        }
        if let position = home.region.position {
            let dots = report.catchment.compactMap { reached -> RegionMap.Dot? in
                guard let place = reached.region.position, reached.openings >= 0.5 else { return nil }
                return RegionMap.Dot(
                    name: phrases.shortRegion(reached.region.name), latitude: place.latitude, longitude: place.longitude,
                    amount: reached.openings, label: numbers.decimal(reached.openings), isFilled: (placed[reached.region.code] ?? 0) >= 0.5)
            }
            let edge = max(25, (report.catchment.map(\.kilometres).max() ?? 75) / 25)
            let rings = [25.0, 50, 75, 100].filter { $0 <= max(25, (edge.rounded(.up) * 25)) }.prefix(3)
            let told = listed.prefix(5).map { "\($0.region.name) \(numbers.decimal($0.openings))" }.joined(separator: "; ")
            section.chart = RegionMap.svg(
                dots, centre: .init(name: report.blk.name, latitude: position.latitude, longitude: position.longitude), rings: Array(rings),
                words: .init(filled: words("chart.map.filled"), hollow: words("chart.map.hollow"), north: words("chart.map.north")),
                chart("map", words("chart.map.told", ["list": told])))
        }
        section.table = table
        section.paragraphs = [words("report.where.note")]
        return section
    }

    /// The section that compares the openings and the leavers of occupations; `nil` without occupations.
    var market: ReportSection? {
        guard !report.occupations.isEmpty else { return nil }
        var section = ReportSection(words("report.heading.market"))
        let rows = report.occupations.sorted { ($1.openings, $0.occupation.code) < ($0.openings, $1.occupation.code) }.prefix(6).map {
            item in
            GapBars.Row(
                name: words.language == .id ? item.occupation.name : item.occupation.nameEnglish, openings: item.openings,
                leavers: item.leavers, openingsLabel: numbers.decimal(item.openings), leaversLabel: numbers.decimal(item.leavers))
        }
        let told = rows.map { "\($0.name): \($0.openingsLabel) / \($0.leaversLabel)" }.joined(separator: "; ")
        section.chart = GapBars.svg(
            Array(rows), names: (words("chart.gap.openings"), words("chart.gap.leavers")), tick: { numbers.decimal($0) },
            chart("gap", words("chart.gap.told", ["list": told])))
        return section
    }
}

extension Phrases {
    /// A region's name in its short form: `Kab. Karawang` for `Kabupaten Karawang`.
    func shortRegion(_ name: String) -> String {
        name.replacing("Kabupaten ", with: "Kab. ").replacing("Kota Administrasi ", with: "Kota ")
    }
}
