import Foundation

/// Checks of one measure of one item, over years and regions.
extension SanityChecks {
    /// Years whose figures are those of an earlier one: each with the nearest such year.
    func repeatedYears(_ years: [Int: [String: StatedFigure]]) -> [Finding] {
        let order = years.keys.sorted()
        return order.enumerated().compactMap { place, year in
            for other in order[..<place].reversed() {
                guard let now = years[year], let before = years[other] else { continue }
                let common = now.values.filter { $0.value != 0 && (before[$0.region]?.value ?? 0) != 0 }
                guard common.count >= settings.repeatedRegions else { continue }
                let same = common.filter { before[$0.region]?.value == $0.value }
                // Figures that are all one, such as a wage of the whole country, tell nothing.
                guard Double(same.count) >= settings.repeatedShare * Double(common.count), Set(same.map(\.value)).count > 1 else {
                    continue
                }
                let cells = same + same.compactMap { before[$0.region] }
                return Self.first(same).map { Finding(figure: $0, why: .repeatsYear(year, other, regions: same.count)) }
                    ?? Self.first(cells).map { Finding(figure: $0, why: .repeatsYear(other, year, regions: same.count)) }
            }
            return nil
        }
    }

    /// Figures that are 10, 100 or 1000 times those of their own other years, or of their neighbours.
    func magnitudes(_ years: [Int: [String: StatedFigure]]) -> [Finding] {
        var findings: [Finding] = []
        let regions = Set(years.values.flatMap(\.keys)).sorted()
        var found: [Int: [(figure: StatedFigure, times: Double, other: Double)]] = [:]
        for region in regions {
            let own = years.values.compactMap { $0[region] }.filter { $0.value > 0 }.sorted { $0.year < $1.year }
            guard own.count > settings.others else { continue }
            for figure in own {
                let others = own.filter { $0.year != figure.year }.map(\.value)
                guard let least = others.min(), let most = others.max(), most <= settings.steadyYears * least else { continue }
                let other = Self.median(others)
                // Of ten persons in a sample there may be one the next year.
                if max(figure.value, other) >= settings.least(of: figure), let times = power(figure.value, other) {
                    found[figure.year, default: []].append((figure, times, other))
                }
            }
        }
        for (year, cells) in found.sorted(by: { $0.key < $1.key }) {
            for (times, alike) in Dictionary(grouping: cells, by: \.times).sorted(by: { $0.key < $1.key }) {
                // A whole column in another unit is one warning.
                if alike.count >= settings.repeatedRegions, 2 * alike.count >= years[year]?.count ?? 0 {
                    if let first = Self.first(alike.map(\.figure)) {
                        findings.append(Finding(figure: first, why: .yearMagnitude(year, times, regions: alike.count)))
                    }
                } else {
                    findings += alike.map {
                        Finding(figure: $0.figure, why: .otherMagnitude($0.times, of: $0.other, isOfNeighbours: false))
                    }
                }
            }
        }
        let known = Set(found.values.joined().map { "\($0.figure.region) \($0.figure.year)" })
        return findings + neighbours(years).filter { !known.contains("\($0.figure.region) \($0.figure.year)") }
    }

    /// Figures that are 10, 100 or 1000 times those of the other regions of their level in the year.
    private func neighbours(_ years: [Int: [String: StatedFigure]]) -> [Finding] {
        years.sorted { $0.key < $1.key }.flatMap { _, regions -> [Finding] in
            let levels = Dictionary(grouping: regions.values.filter { $0.nature == .level && $0.value > 0 }, by: \.region.count)
            return levels.sorted { $0.key < $1.key }.flatMap { _, figures -> [Finding] in
                let sorted = figures.map(\.value).sorted()
                guard sorted.count > max(settings.others, 2 * settings.repeatedRegions) else { return [] }
                let cut = sorted.count / 20 + 1
                guard sorted[sorted.count - 1 - cut] <= settings.steadyNeighbours * sorted[cut] else { return [] }
                let (low, middle, high) = (sorted[cut], Self.median(sorted), sorted[sorted.count - 1 - cut])
                return figures.sorted { $0.region < $1.region }.compactMap { figure in
                    // Far from all of them, and among them once it is moved by a power of ten.
                    guard figure.value < low / 2 || figure.value > 2 * high else { return nil }
                    let times = [10, 100, 1000, 0.1, 0.01, 0.001].first { (low...high).contains(figure.value / $0) }
                    return times.map { Finding(figure: figure, why: .otherMagnitude($0, of: middle, isOfNeighbours: true)) }
                }
            }
        }
    }

    /// Zeros where nearly all other years have a figure.
    func zeros(_ years: [Int: [String: StatedFigure]]) -> [Finding] {
        years.sorted { $0.key < $1.key }.flatMap { year, regions in
            regions.values.filter { $0.value == 0 }.sorted { $0.region < $1.region }.compactMap { figure -> Finding? in
                let others = years.filter { $0.key != year }.compactMap { $0.value[figure.region]?.value }
                let stated = others.filter { $0 > 0 }
                // A region that has nothing in one of four years may have nothing in this one.
                guard stated.count >= settings.others, 4 * stated.count > 3 * others.count else { return nil }
                let other = Self.median(stated)
                return other < settings.least(of: figure) ? nil : Finding(figure: figure, why: .unusualZero(other))
            }
        }
    }

    /// A kota that has the figure of the kabupaten of its name, which no third region of the province has.
    func twins(_ years: [Int: [String: StatedFigure]]) -> [Finding] {
        years.sorted { $0.key < $1.key }.flatMap { _, regions in
            families.twins.compactMap { pair -> Finding? in
                guard let kabupaten = regions[pair.kabupaten], let kota = regions[pair.kota], kabupaten.value == kota.value,
                    Self.significantDigits(kota.value) >= settings.twinDigits
                else { return nil }
                let neighbours = families.children[String(pair.kota.prefix(2))] ?? []
                guard neighbours.count(where: { regions[$0]?.value == kota.value }) == 2 else { return nil }
                let cell = Self.first([kota]) ?? kabupaten
                return Finding(
                    figure: cell, why: .sameAsTwin(families.names[pair.kabupaten] ?? pair.kabupaten, families.names[pair.kota] ?? pair.kota)
                )
            }
        }
    }

    /// The digits of a number without zeros at its ends: 3 for 4.12, also where a sheet has 4.1200000000000001, and for 4120000.
    private static func significantDigits(_ value: Double) -> Int {
        let digits = String(format: "%.10e", value).prefix { $0 != "e" }.filter { $0 != "." && $0 != "-" }.drop { $0 == "0" }
        return String(digits.reversed().drop { $0 == "0" }).count
    }

    /// Totals that are not the sum of their regions.
    func sums(_ years: [Int: [String: StatedFigure]], tolerance: Double) -> [Finding] {
        years.sorted { $0.key < $1.key }.flatMap { year, regions -> [Finding] in
            var findings: [Finding] = []
            func compare(_ total: StatedFigure, _ parts: [StatedFigure], _ name: String) {
                guard total.nature == .sum, !parts.isEmpty else { return }
                let sum = parts.reduce(0) { $0 + $1.value }
                // Each part is rounded.
                guard abs(sum - total.value) > max(tolerance * abs(total.value), Double(parts.count) / 2) else { return }
                // The cell is the total's; where it was loaded before, the first of the file's parts.
                if let cell = Self.first([total]) ?? Self.first(parts) {
                    findings.append(Finding(figure: cell, why: .totalDiffers(total.value, sum: sum, of: name)))
                }
            }
            let provinces = families.children.keys.sorted()
            for province in provinces {
                guard let total = regions[province], var children = families.children[province] else { continue }
                // A province that was divided later was the whole, unless the table has the new ones beside it.
                for whole in families.divided
                where whole.province == province && year <= whole.until && !whole.parts.contains(where: { regions[$0] != nil }) {
                    children += whole.parts.flatMap { families.children[$0] ?? [] }
                }
                let parts = children.compactMap { regions[$0] }
                if parts.count == children.count { compare(total, parts, "\(province).*") }
            }
            if let total = regions["00"] {
                let parts = provinces.compactMap { regions[$0] }
                if parts.count == provinces.count, parts.count > 1 { compare(total, parts, "00") }
            }
            return findings
        }
    }

    /// Shares above everything or below nothing.
    func shares(_ years: [Int: [String: StatedFigure]]) -> [Finding] {
        years.sorted { $0.key < $1.key }.flatMap { _, regions in
            regions.values.filter { $0.nature == .rate && !(0...100).contains($0.value) }.sorted { $0.region < $1.region }
                .map { Finding(figure: $0, why: .noShare($0.value)) }
        }
    }
}
