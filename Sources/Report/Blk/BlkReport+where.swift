import Charts
import Configuration
import Domain

extension BlkSections {
    /// The largest number of regions in the table and on the map; the others are added up.
    private static let destinations = 8

    /// The largest number of occupations in the table.
    private static let occupations = 12

    /// A region of the table.
    private struct Destination {
        let reached: ReachedRegion
        /// The share of the placements, 0 to 1; `nil` without a plan.
        let share: Double?
    }

    /// The regions where graduates are expected to work, with most of them first, and the share of the regions that are left out; without
    /// placements the regions with most openings.
    private var destinations: (list: [Destination], others: [Double]) {
        var placed: [String: Double] = [:]
        for placement in report.plan?.placements ?? [] { placed[placement.regionCode, default: 0] += placement.persons }
        let sum = placed.values.reduce(0, +)
        guard sum > 0.5 else {
            let listed = report.catchment.sorted { ($1.openings, $0.region.code) < ($0.openings, $1.region.code) }
            return (listed.prefix(Self.destinations).map { Destination(reached: $0, share: nil) }, [])
        }
        let all = report.catchment.filter { (placed[$0.region.code] ?? 0) > 0 }.map {
            (reached: $0, share: (placed[$0.region.code] ?? 0) / sum)
        }
        .sorted { (-$0.share, $0.reached.region.code) < (-$1.share, $1.reached.region.code) }
        // Shares below half a per cent would be shown as none.
        let listed = all.prefix(Self.destinations).filter { $0.share >= 0.005 }
        return (listed.map { Destination(reached: $0.reached, share: $0.share) }, all.dropFirst(listed.count).map(\.share))
    }

    /// The section that says in which regions graduates find work; `nil` without a catchment.
    var whereWork: ReportSection? {
        guard let home = report.catchment.first(where: { $0.kilometres == 0 }) else { return nil }
        var section = ReportSection(words("report.heading.where"))
        let (list, others) = destinations
        let isPlanned = list.contains { $0.share != nil }
        let parts = list.map { $0.share ?? 0 } + (others.isEmpty ? [] : [others.reduce(0, +)])
        let shares = SumRounding.round(parts, digits: 2)
        var table = table(
            [("column.region", false), ("column.distance", true)] + (isPlanned ? [("column.placed", true)] : []) + [
                ("column.openings", true), ("column.leavers", true),
            ])
        for (index, destination) in list.enumerated() {
            let reached = destination.reached
            table.add(
                [.text(reached.region.name), .number(reached.kilometres, unit: "km")] + (isPlanned ? [.percent(shares[index])] : []) + [
                    .number(reached.openings), .number(reached.leavers),
                ])
        }
        if !others.isEmpty {
            table.add([
                .text(words("report.where.others", ["n": numbers.integer(others.count)])), .none, .percent(shares[list.count]), .none,
                .none,
            ])
        }
        section.table = table
        section.chart = map(home, list, shares) ?? ""
        section.paragraphs = [isPlanned ? told : words("report.where.no_plan"), words("report.where.note")]
        return section
    }

    /// How many graduates are expected to work at home and near it.
    private var told: String {
        let distances = Dictionary(report.catchment.map { ($0.region.code, $0.kilometres) }, uniquingKeysWith: { first, _ in first })
        let placements = report.plan?.placements ?? []
        let sum = max(1e-9, placements.reduce(0) { $0 + $1.persons })
        func share(_ limit: Double) -> String {
            numbers.percent(placements.filter { (distances[$0.regionCode] ?? .infinity) <= limit }.reduce(0) { $0 + $1.persons } / sum)
        }
        let (home, near) = (share(0), share(25))
        return words(
            home == near ? "report.where.told_home" : "report.where.told",
            ["n": numbers.decimal(sum), "region": report.regionName, "home": home, "near": near])
    }

    private func map(_ home: ReachedRegion, _ list: [Destination], _ shares: [Double]) -> String? {
        guard let position = home.region.position else { return nil }
        let labels = Dictionary(
            zip(list, shares).map { destination, share in
                (
                    destination.reached.region.code,
                    destination.share == nil ? numbers.decimal(destination.reached.openings) : numbers.percent(share)
                )
            }, uniquingKeysWith: { first, _ in first })
        let amounts = Dictionary(
            list.map { ($0.reached.region.code, $0.share ?? $0.reached.openings) }, uniquingKeysWith: { first, _ in first })
        let dots = report.catchment.compactMap { reached -> RegionMap.Dot? in
            guard let place = reached.region.position, amounts[reached.region.code] != nil || reached.openings >= 0.5 else { return nil }
            return RegionMap.Dot(
                name: phrases.shortRegion(reached.region.name), latitude: place.latitude, longitude: place.longitude,
                amount: amounts[reached.region.code] ?? 0, label: labels[reached.region.code] ?? "",
                isFilled: amounts[reached.region.code] != nil)
        }
        let farthest = report.catchment.map(\.kilometres).max() ?? 75
        let rings = Array([25.0, 50, 75, 100].prefix(max(1, Int((farthest / 25).rounded(.up)))))
        let told = list.map { "\(phrases.shortRegion($0.reached.region.name)) \(labels[$0.reached.region.code] ?? "")" }.joined(
            separator: "; ")
        return RegionMap.svg(
            dots, centre: .init(name: report.blk.name, latitude: position.latitude, longitude: position.longitude), rings: rings,
            words: .init(
                filled: words("chart.map.filled"), hollow: words("chart.map.hollow"), north: words("chart.map.north")),
            chart("map", words("chart.map.told", ["list": told])))
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
        if let weighting = report.weighting { section.paragraphs = [words("report.market.note", phrases.kilometres(of: weighting))] }
        var table = table([
            ("column.occupation", false), ("column.openings_whole", true), ("column.leavers_whole", true), ("column.gap_whole", true),
        ])
        for item in report.occupations.sorted(by: { ($1.openings, $0.occupation.code) < ($0.openings, $1.occupation.code) }) {
            table.add([
                .text("\(words.language == .id ? item.occupation.name : item.occupation.nameEnglish) (\(item.occupation.code))"),
                .number(item.openings), .number(item.leavers), .number(max(0, item.openings - item.leavers)),
            ])
        }
        section.table = table.first(Self.occupations)
        return section
    }
}

extension Phrases {
    /// A region's name in its short form: `Kab. Karawang` for `Kabupaten Karawang`.
    func shortRegion(_ name: String) -> String {
        name.replacing("Kabupaten ", with: "Kab. ").replacing("Kota Administrasi ", with: "Kota ")
    }
}
