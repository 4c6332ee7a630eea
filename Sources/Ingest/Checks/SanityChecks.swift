import Domain
import Foundation

/// Whether the figures of a table can be right: a pure function of the figures, the register and `config/checks.yaml`. It warns and never
/// corrects.
public struct SanityChecks: Sendable {
    let settings: SanitySettings
    let families: RegionFamilies

    /// Makes the checks.
    ///
    /// - Parameters:
    ///   - settings: when figures are odd.
    ///   - families: how regions belong together.
    public init(settings: SanitySettings, families: RegionFamilies) {
        self.settings = settings
        self.families = families
    }

    /// A series: one measure of one item, in one variant.
    struct Key: Hashable, Comparable {
        let measure, item: String
        var variant = ""

        static func < (left: Key, right: Key) -> Bool {
            (left.measure, left.item, left.variant) < (right.measure, right.item, right.variant)
        }
    }

    /// A figure that something is wrong with.
    struct Finding {
        let figure: StatedFigure
        let why: RejectReason
    }

    /// All warnings about figures of the file, in the order of its lines.
    ///
    /// - Parameter figures: those of the file, and those that were loaded before and stay; of one measure, item, region and year the first counts.
    /// - Returns: warnings with the line and the measure of the first cell that each is about. A warning in which no figure of the file takes
    ///   part is not among them.
    /// - Complexity: O(figures × years).
    public func warnings(_ figures: [StatedFigure]) -> [Rejection] {
        var series: [Key: [Int: [String: StatedFigure]]] = [:]
        for figure in figures {
            let key = Key(measure: figure.measure, item: figure.item, variant: figure.variant)
            if series[key]?[figure.year]?[figure.region] == nil {
                series[key, default: [:]][figure.year, default: [:]][figure.region] = figure
            }
        }
        var (findings, totals): ([Finding], [Finding]) = ([], [])
        for (key, years) in series.sorted(by: { $0.key < $1.key }) {
            findings += repeatedYears(years)
            findings += magnitudes(years)
            findings += zeros(years)
            findings += twins(years)
            totals += sums(years, tolerance: settings.tolerance(of: key.measure))
            findings += shares(years)
        }
        findings += ofAllItems(totals) + groups(series)
        findings += labourForces(series)
        return findings.compactMap { finding in
            finding.figure.line.map { line in
                Rejection(line: line, column: finding.figure.measure, value: Self.shown(finding.figure.value), why: finding.why)
            }
        }.sorted { ($0.line, $0.column ?? "", $0.code) < ($1.line, $1.column ?? "", $1.code) }
    }

    /// Totals of regions, of which one stands for all where those of many items of one region and year differ.
    private func ofAllItems(_ totals: [Finding]) -> [Finding] {
        let alike = Dictionary(grouping: totals) { "\($0.figure.measure) \($0.figure.variant) \($0.figure.year) \($0.figure.region)" }
        return alike.sorted { $0.key < $1.key }.flatMap { _, findings -> [Finding] in
            guard findings.count > settings.repeatedRegions, let first = findings.min(by: { ($0.figure.line ?? 0) < ($1.figure.line ?? 0) })
            else { return findings }
            return [Finding(figure: first.figure, why: first.why.also(in: findings.count))]
        }
    }

    /// Warnings about totals that stand in a table and are not the sums of their parts.
    ///
    /// - Parameters:
    ///   - differences: the totals that differ, however little.
    ///   - settings: how far they may be from their parts.
    ///   - sheet: the sheet that the table stands in; `nil` where the file has none.
    /// - Returns: one warning for each total; where the same columns differ in many rows, one for all of them, with the first cell.
    static func doubts(_ differences: [TableTotals.Difference], _ settings: SanitySettings, sheet: String?) -> [Rejection] {
        let wrong = differences.filter { difference in
            let share = settings.tolerance(of: difference.isWithinRow ? "" : difference.measure)
            return abs(difference.sum - difference.total) > max(share * abs(difference.total), Double(difference.count) / 2)
        }
        func warning(_ difference: TableTotals.Difference, rows: Int) -> Rejection {
            Rejection(
                line: difference.line, column: difference.title, value: shown(difference.total),
                why: difference.isWithinRow
                    ? .rowTotalDiffers(difference.total, sum: difference.sum, of: difference.parts, rows: rows)
                    : .tableTotalDiffers(difference.total, sum: difference.sum, lines: difference.parts),
                cell: (sheet.map { "\($0)!" } ?? "") + ShapePlaces.letters(difference.column) + String(difference.line))
        }
        let ofTable = wrong.filter { !$0.isWithinRow }.map { warning($0, rows: 1) }
        let ofRows = Dictionary(grouping: wrong.filter(\.isWithinRow)) { "\($0.column) \($0.parts)" }.sorted { $0.key < $1.key }
        return ofTable
            + ofRows.flatMap { _, alike -> [Rejection] in
                guard alike.count > settings.repeatedRegions, let first = alike.first else { return alike.map { warning($0, rows: 1) } }
                return [warning(first, rows: alike.count)]
            }
    }

    private static func shown(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    /// The figure of the file that stands first; of figures that were all loaded before, none.
    static func first(_ figures: some Sequence<StatedFigure>) -> StatedFigure? {
        figures.filter { $0.line != nil }.min { ($0.line ?? 0, $0.region) < ($1.line ?? 0, $1.region) }
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// 10, 100, 1000 or one through them, where a figure is about so many times another one.
    func power(_ value: Double, _ other: Double) -> Double? {
        guard value > 0, other > 0 else { return nil }
        let logarithm = log10(value / other)
        let whole = logarithm.rounded()
        return (1...3).contains(abs(whole)) && abs(logarithm - whole) <= settings.powerTolerance ? pow(10, whole) : nil
    }
}
