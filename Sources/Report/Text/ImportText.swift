import Configuration
import Domain
import Ingest

extension ImportSummary {
    /// What the import did, in one line: `regions: 552 dibaca, 552 baru, …`.
    public func line(_ phrases: Phrases) -> String {
        let numbers = phrases.numbers
        return phrases.words(
            dryRun ? "import.summary_dry" : "import.summary",
            [
                "kind": kind.rawValue, "read": numbers.integer(read), "new": numbers.integer(new), "changed": numbers.integer(changed),
                "same": numbers.integer(same), "rejected": numbers.integer(rejected),
            ])
    }

    /// What the import did, with the first refused rows.
    public func lines(_ phrases: Phrases) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var lines = [line(phrases)]
        if let vacancies {
            lines += [
                words(
                    "import.vacancies",
                    ["distinct": numbers.integer(vacancies.distinct), "share": numbers.percent(vacancies.duplicateShare, 1)]),
                words(
                    "import.places",
                    [
                        "places": numbers.integer(vacancies.distinctPlaces), "unresolved": numbers.integer(vacancies.unresolvedPlaces),
                        "rows": numbers.integer(vacancies.unresolvedPlaceRows),
                    ]),
                words(
                    "import.titles",
                    [
                        "titles": numbers.integer(vacancies.distinctTitles), "uncoded": numbers.integer(vacancies.uncodedTitles),
                        "rows": numbers.integer(vacancies.uncodedTitleRows),
                    ]),
            ]
            if vacancies.abroadRows + vacancies.remoteRows > 0 {
                lines.insert(
                    words(
                        "import.no_region",
                        ["abroad": numbers.integer(vacancies.abroadRows), "remote": numbers.integer(vacancies.remoteRows)]),
                    at: lines.count - 1)
            }
            if vacancies.droppedPays > 0 {
                lines.append(words("import.dropped_pays", ["n": numbers.integer(vacancies.droppedPays)]))
            }
        }
        if let changes = lookedUpAgain {
            lines += changes.lines(phrases)
        }
        lines.insert(contentsOf: shapes.flatMap { $0.lines(phrases) }, at: 1)
        if let regionSystem {
            lines.append(words("import.region_codes", ["system": regionSystem == .bps ? "BPS" : "Kemendagri"]))
        }
        for conversion in occupationConversions {
            let codes = conversion.codes.map { "\($0.change.from) → \($0.change.to) (\(numbers.integer($0.rows)))" }
            lines.append(
                words(
                    codes.isEmpty ? "import.converted_same" : "import.converted",
                    [
                        "rows": numbers.integer(conversion.rows), "version": conversion.version, "ours": Classification.occupations,
                        "changed": numbers.integer(conversion.changedRows), "codes": codes.joined(separator: ", "),
                    ]))
            if kind == .occupations {
                lines.append(words("import.converted_list", ["version": conversion.version, "ours": Classification.occupations]))
            }
        }
        if !ignoredColumns.isEmpty {
            lines.append(words("import.ignored", ["columns": ignoredColumns.prefix(20).joined(separator: ", ")]))
        }
        return lines + Rejection.lines(warnings: warnings, phrases) + Rejection.lines(rejections, phrases)
    }
}

extension ShapeSummary {
    /// By which shape a table was read, and what of it is no row.
    fileprivate func lines(_ phrases: Phrases) -> [String] {
        let words = phrases.words
        let told = words(sheet == nil ? "import.shape" : "import.shape.sheet", ["shape": name, "sheet": sheet ?? ""])
        let counts = ["totals": totals, "remarks": remarks, "others": others, "figures": figures]
        guard counts.values.contains(where: { $0 > 0 }) else { return [told] }
        return [told, words("import.shape.left_out", counts.mapValues(phrases.numbers.integer))]
    }
}

extension DeletionSummary {
    /// What the deletion did, with the first rows whose key cannot be read.
    public func lines(_ phrases: Phrases) -> [String] {
        let numbers = phrases.numbers
        let values = ["read": read, "deleted": deleted, "absent": absent, "rejected": rejections.rows].mapValues(numbers.integer)
        let told = phrases.words(dryRun ? "import.deleted_dry" : "import.deleted", values.merging(["kind": kind.rawValue]) { $1 })
        return [told] + Rejection.lines(rejections, phrases)
    }
}

extension Rejection {
    /// No further row is shown on the screen when so many faults are.
    private static let shown = 10

    /// The most warnings that are shown on the screen.
    private static let shownWarnings = 20

    /// What is odd about figures in words, and how many warnings are left out.
    public static func lines(warnings: [Rejection], _ phrases: Phrases) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        let lines = warnings.prefix(shownWarnings).map { item in
            words(
                item.cell == nil ? "import.warning" : "import.warning.cell",
                [
                    "line": numbers.integer(item.line), "column": item.column ?? "–", "value": item.value ?? "",
                    "reason": item.sentence(words), "cell": item.cell ?? "",
                ])
        }
        guard warnings.count > lines.count else { return lines }
        return lines + [words("import.more_warnings", ["n": numbers.integer(warnings.count - lines.count)])]
    }

    /// The faults of the first refused rows in words, each row with all of them, and how many rows are left out.
    public static func lines(_ rejections: Rejections, _ phrases: Phrases) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var lines: [String] = []
        var (line, rows) = (0, 0)
        var sheet: Substring?
        for item in rejections.leading {
            if item.line != line || item.cell?.prefix(while: { $0 != "!" }) != sheet || rows == 0 {
                if lines.count >= shown { break }
                (line, sheet, rows) = (item.line, item.cell?.prefix { $0 != "!" }, rows + 1)
            }
            lines.append(
                words(
                    item.cell == nil ? "import.reject" : "import.reject.cell",
                    [
                        "line": numbers.integer(item.line), "column": item.column ?? "–", "value": item.value ?? "",
                        "reason": item.sentence(words), "cell": item.cell ?? "",
                    ]))
        }
        if rejections.rows > rows { lines.append(words("import.more_rejects", ["n": numbers.integer(rejections.rows - rows)])) }
        return lines
    }
}

extension CodedTitle {
    /// A table of coded titles, with one line for each text.
    public static func lines(_ titles: [(text: String, title: CodedTitle)], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        var table = TextTable([
            (words("column.text"), .left), (words("column.code"), .left), (words("column.score"), .right), (words("column.method"), .left),
            (words("column.alternatives"), .left),
        ])
        for (text, title) in titles {
            table.add([
                text.shownInTable, title.code ?? "–", phrases.numbers.decimal(title.score, 2), words("method.\(title.method.rawValue)"),
                title.alternatives.map { "\($0.code) \(phrases.numbers.percent($0.probability))" }.joined(separator: ", "),
            ])
        }
        return table.lines(header: style.bold)
    }
}

extension LookupChanges {
    /// How many stored places and titles changed; nothing of what did not.
    func lines(_ phrases: Phrases) -> [String] {
        func line(_ key: String, _ n: Int) -> [String] { n == 0 ? [] : [phrases.words(key, ["n": phrases.numbers.integer(n)])] }
        return line("import.looked_up.places", places) + line("import.looked_up.titles", titles)
    }
}

extension Place {
    /// A table of places, with one line for each text.
    public static func lines(_ places: [(text: String, place: Place)], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        var table = TextTable([
            (words("column.text"), .left), (words("column.code"), .left), (words("column.level"), .left),
            (words("column.confidence"), .right), (words("column.alternatives"), .left),
        ])
        for (text, place) in places {
            table.add([
                text.shownInTable, place.code ?? "–", words("level.\(place.level.rawValue)"), phrases.numbers.decimal(place.confidence, 2),
                place.alternatives.joined(separator: " "),
            ])
        }
        return table.lines(header: style.bold)
    }
}

extension UncodedTitleEntry {
    /// A table of titles without a code.
    public static func lines(_ titles: [UncodedTitleEntry], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        var table = TextTable([
            (words("column.openings_carried"), .right), (words("column.advertisements"), .right), (words("column.text"), .left),
            (words("column.alternatives"), .left),
        ])
        for title in titles {
            table.add([
                phrases.numbers.integer(title.like.openings), phrases.numbers.integer(title.advertisements), title.text.shownInTable,
                title.alternatives.map { code, probability in
                    probability.map { "\(code) \(phrases.numbers.percent($0))" } ?? code
                }.joined(separator: ", "),
            ])
            if !title.like.titles.isEmpty {
                let shown = title.like.titles.prefix(4).map(\.shownInTable).joined(separator: "; ")
                let more = title.like.titles.count - 4
                let rest = more > 0 ? "; " + words("titles.more", ["n": phrases.numbers.integer(more)]) : ""
                table.add(["", "", "  = " + shown + rest, ""])
            }
        }
        return table.lines(header: style.bold)
    }
}

extension String {
    /// The text as one cell of a table on the screen: one line of at most 80 characters. A column is as wide as its longest cell.
    fileprivate var shownInTable: String {
        let line = prefix(81).map { $0.isNewline || $0 == "\t" ? " " : $0 }
        return line.count <= 80 ? String(line) : String(line.prefix(79)) + "…"
    }
}
