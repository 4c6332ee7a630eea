/// What checks of figures warn of. A warning names the first cell that it is about; the others follow from the facts.
extension RejectReason {
    private static func warning(_ code: String, _ english: String, _ facts: [String: Fact], key: String? = nil) -> RejectReason {
        RejectReason(code: code, key: "warning.\(key ?? code)", description: english, facts: facts)
    }

    /// A year whose figures are those of another one.
    static func repeatsYear(_ year: Int, _ other: Int, regions: Int) -> RejectReason {
        warning(
            "repeats_year", "the figures of \(year) are those of \(other) in \(regions) regions",
            ["year": .text(String(year)), "other": .text(String(other)), "regions": .integer(regions)])
    }

    /// A figure that is a power of ten times, or a tenth of a power of ten of, those of other years.
    static func otherMagnitude(_ times: Double, of other: Double, isOfNeighbours: Bool) -> RejectReason {
        let ratio = times >= 1 ? "\(Int(times.rounded()))" : "1/\(Int((1 / times).rounded()))"
        return warning(
            "magnitude", "about \(ratio) times \(other) of \(isOfNeighbours ? "the other regions" : "its other years")",
            ["times": .text(ratio), "other": .number(other)], key: isOfNeighbours ? "magnitude_neighbours" : "magnitude")
    }

    /// A whole year that is a power of ten times the others.
    static func yearMagnitude(_ year: Int, _ times: Double, regions: Int) -> RejectReason {
        let ratio = times >= 1 ? "\(Int(times.rounded()))" : "1/\(Int((1 / times).rounded()))"
        return warning(
            "magnitude", "the figures of \(year) are about \(ratio) times those of other years in \(regions) regions",
            ["year": .text(String(year)), "times": .text(ratio), "regions": .integer(regions)], key: "magnitude_year")
    }

    /// A zero where other years have a figure.
    static func unusualZero(_ other: Double) -> RejectReason {
        warning("zero", "zero, where its other years have about \(other)", ["other": .number(other)])
    }

    /// A city with the figure of the regency of its name.
    static func sameAsTwin(_ kabupaten: String, _ kota: String) -> RejectReason {
        warning(
            "same_as_twin", "\(kabupaten) and \(kota) have the same figure",
            ["kabupaten": .text(kabupaten), "kota": .text(kota)])
    }

    /// A total that its parts do not add up to.
    static func totalDiffers(_ total: Double, sum: Double, of parts: String) -> RejectReason {
        warning(
            "total", "\(total), but its parts (\(parts.shown)) add up to \(sum)",
            ["total": .number(total), "sum": .number(sum), "parts": .text(parts.shown)])
    }

    /// A total that differs, as one of so many of its region and year.
    func also(in items: Int) -> RejectReason {
        RejectReason(
            code: code, key: "warning.totals", description: "\(description); so it is in \(items) items",
            facts: facts.merging(["items": .integer(items)]) { $1 })
    }

    /// A total of a table that the rows of the table do not add up to.
    static func tableTotalDiffers(_ total: Double, sum: Double, lines: String) -> RejectReason {
        warning(
            "total", "\(total), but the rows of the table (lines \(lines)) add up to \(sum)",
            ["total": .number(total), "sum": .number(sum), "lines": .text(lines)], key: "table_total")
    }

    /// A total that other columns of its row do not add up to, in so many rows.
    static func rowTotalDiffers(_ total: Double, sum: Double, of parts: String, rows: Int) -> RejectReason {
        let also = rows > 1 ? "; so it is in \(rows) rows" : ""
        return warning(
            "total", "\(total), but the columns \(parts.shown) add up to \(sum)\(also)",
            ["total": .number(total), "sum": .number(sum), "parts": .text(parts.shown), "rows": .integer(rows)],
            key: rows > 1 ? "row_totals" : "row_total")
    }

    /// A labour force that is not those who work and those who look for work.
    static func labourForceDiffers(_ stated: Double, sum: Double) -> RejectReason {
        warning(
            "labour_force", "\(stated), but employed and unemployed are \(sum) together", ["stated": .number(stated), "sum": .number(sum)])
    }

    /// A rate of unemployment that the persons beside it do not give.
    static func rateDiffers(_ stated: Double, rate: Double) -> RejectReason {
        warning("rate", "\(stated), but the persons beside it give \(rate)", ["stated": .number(stated), "rate": .number(rate)])
    }

    /// A share of more than everything, or of less than nothing.
    static func noShare(_ value: Double) -> RejectReason {
        warning("no_share", "no share: \(value) per cent", ["value": .number(value)])
    }
}
