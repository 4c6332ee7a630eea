import Configuration
import Domain
import Scoring

extension ScoringRunAnswer {
    /// What the run found, in a few lines.
    public func lines(_ phrases: Phrases) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        let top = numbers.integer(recommendedRanks)
        var lines = [
            words(
                "score.summary",
                [
                    "run": numbers.integer(runID), "blks": numbers.integer(blks), "programs": numbers.integer(programs),
                    "candidates": numbers.integer(candidates), "ready": numbers.integer(ready), "ready_if": numbers.integer(readyIf),
                    "blocked": numbers.integer(blocked), "day": numbers.day(asOf.description),
                ]), words("score.profile", ["profile": profile, "method": words("ranking.\(method.rawValue)")]),
        ]
        if firm + fragile > 0 {
            lines.append(
                words("score.robust", ["top": top, "firm": numbers.integer(firm), "fragile": numbers.integer(fragile)]))
        }
        if let agreement {
            lines.append(
                words(
                    "score.agreement",
                    [
                        "tau": agreement.kendall.map { numbers.decimal($0, 2) } ?? "–",
                        "overlap": agreement.overlap.map { numbers.percent($0) } ?? "–", "top": top,
                    ]))
        }
        return lines
    }
}

extension BlkReport {
    /// The first programmes as a table for the screen: rank, contributions, readiness and robustness.
    ///
    /// - Parameters:
    ///   - phrases: The reader's language.
    ///   - style: Colours, where they are wanted.
    ///   - limit: The most programmes to show.
    /// - Returns: The lines.
    public func lines(_ phrases: Phrases, _ style: TextStyle, limit: Int) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var lines = [
            style.bold(words("report.title", ["blk": "\(blk.name) (\(blk.code))"])),
            words(
                "report.subtitle",
                ["region": regionName, "day": numbers.day(run.asOf.description), "run": numbers.integer(run.id)]),
        ]
        if configuration.profile != ScoringConfiguration.standardProfile || run.method != RankingMethod.additive.rawValue {
            lines.append(
                words(
                    "score.profile",
                    ["profile": configuration.profile, "method": words("ranking.\(run.method ?? "additive")")]))
        }
        let shown = ranked.prefix(limit)
        if shown.isEmpty { lines.append(words("recommend.nothing_ranked")) }
        lines += [""] + rankLines(shown, phrases, style) + ["", Self.legend(phrases, style)]
        if shown.contains(where: { $0.acceptability != nil }) {
            lines.append(
                style.dim(
                    words(
                        "recommend.robust",
                        [
                            "top": numbers.integer(recommendedRanks),
                            "firm": numbers.percent(configuration.robustness.firm),
                        ])))
            lines += recommendedRule(phrases).map { style.dim($0) }
        }
        lines += weightingRule(phrases).map { style.dim($0) }
        let more = ranked.count - shown.count
        if more > 0 || !newDepartments.isEmpty || !blocked.isEmpty {
            lines.append(
                words(
                    "recommend.more",
                    [
                        "more": numbers.integer(more), "departments": numbers.integer(newDepartments.count),
                        "blocked": numbers.integer(blocked.count),
                    ]))
        }
        return lines + [words(sourceKey)]
    }

    private func rankLines(_ shown: ArraySlice<ScoredCandidate>, _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var columns: [(String, TextTable.Alignment)] = [
            (words("column.rank"), .right), (words("column.program"), .left), (words("column.status"), .left),
            (words("column.score"), .right), (words("column.contributions"), .left), (words("column.openings_weighted"), .right),
            (words("column.completeness"), .right), (words("column.p_top", ["top": numbers.integer(recommendedRanks)]), .right),
            (words("column.eligibility"), .left),
        ]
        if plan != nil { columns.insert((words("column.packages"), .right), at: Self.packagesColumn) }
        var table = TextTable(columns)
        for candidate in shown {
            let ready = phrases.eligibility(candidate.eligibility.code)
            let missing = phrases.missing(candidate, unitTitles: unitTitles, short: true)
            var cells = [
                candidate.position.map(numbers.integer) ?? "–", "\(candidate.program.name) (\(candidate.program.code))",
                phrases.status(candidate.status), candidate.score.map { numbers.decimal($0, 1) } ?? "–",
                Self.contributionBar(candidate, phrases, style), phrases.perYear(candidate.openings),
                numbers.percent(candidate.completeness), phrases.robustness(candidate, isFirm: isFirm(candidate)),
                (candidate.eligibility == .ready ? style.green(ready) : style.yellow(ready)) + (missing.isEmpty ? "" : ": " + missing),
            ]
            if let plan {
                let packages = plan.packages(of: candidate.program.code)
                cells.insert(packages > 0 ? numbers.integer(packages) : "–", at: Self.packagesColumn)
            }
            table.add(cells)
        }
        return table.lines(header: style.bold)
    }

    /// Where the packages of the plan stand in the table of ranks: behind the status.
    private static let packagesColumn = 3

    /// The width of the bar for 100 points, in letters.
    private static let barWidth = 25

    /// A bar with one letter for every 4 points of each criterion, so that it can be read without colour.
    private static func contributionBar(_ candidate: ScoredCandidate, _ phrases: Phrases, _ style: TextStyle) -> String {
        let shares = candidate.contributions.map { ($0.points ?? 0) / 100 * Double(barWidth) }
        let cells = SumRounding.round(shares, digits: 0)
        var text = ""
        for (criterion, count) in zip(candidate.contributions, cells) {
            text += String(repeating: phrases.letter(criterion.criterion), count: Int(count))
        }
        return style.cyan(text) + String(repeating: "·", count: max(0, barWidth - text.count))
    }

    private static func legend(_ phrases: Phrases, _ style: TextStyle) -> String {
        let entries = Criteria.all.map { "\(phrases.letter($0.id)) \(phrases.criterion($0.id))" }
        return style.dim(phrases.words("recommend.legend") + " " + entries.joined(separator: " · "))
    }
}

extension RankComparison {
    /// The comparison as a person reads it: the agreement, then the largest moves with their causes.
    public func lines(_ phrases: Phrases, _ style: TextStyle, limit: Int) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        func what(_ run: Run) -> String { "\(run.profile ?? ""), \(words("ranking.\(run.method ?? "additive")"))" }
        let lowest = agreements.filter { $0.kendall != nil }.min { ($0.kendall ?? 0) < ($1.kendall ?? 0) }
        let top = numbers.integer(recommendedRanks)
        var lines = [
            style.bold(
                words(
                    "compare.title",
                    [
                        "left": numbers.integer(left.id), "right": numbers.integer(right.id), "left_what": what(left),
                        "right_what": what(right),
                    ])),
            words(
                "compare.agreement",
                [
                    "blks": numbers.integer(agreements.count), "tau": kendall.map { numbers.decimal($0, 2) } ?? "–",
                    "lowest": lowest?.kendall.map { numbers.decimal($0, 2) } ?? "–", "lowest_blk": lowest?.blkCode ?? "–", "top": top,
                    "overlap": overlap.map { numbers.percent($0) } ?? "–",
                ]),
        ]
        guard !moves.isEmpty else { return lines + [words("compare.nothing")] }
        lines.append(
            words(
                "compare.moved",
                ["moved": numbers.integer(moves.count), "candidates": numbers.integer(candidates), "top": top]))
        var table = TextTable([
            (words("column.blk"), .left), (words("column.program"), .left), (words("column.rank_before"), .right),
            (words("column.rank_after"), .right), (words("column.moved"), .right), (words("column.because"), .left),
        ])
        for move in largest(limit) {
            let points = move.contributionChange ?? 0
            table.add([
                move.blkCode, "\(programNames[move.programCode] ?? "") (\(move.programCode))", numbers.integer(move.before),
                numbers.integer(move.after), (move.gained > 0 ? "▲ " : "▼ ") + numbers.integer(abs(move.gained)),
                move.criterion.map { "\(phrases.criterion($0)) \(numbers.signed(points, 1))" }
                    ?? words("compare.no_cause"),
            ])
        }
        return lines + [""] + table.lines(header: style.bold)
    }
}
