import Allocation
import Configuration
import Scoring

extension BlkSections {
    /// The sentence that says how much is planned; without a plan also the one that names the first rank.
    var summary: [String] {
        var sentences: [String] = []
        if let plan = report.plan, plan.isQuestion {
            sentences.append(words("report.summary.question", ["run": numbers.integer(plan.runID)]))
        }
        if let plan = report.plan, plan.packages > 0 {
            sentences.append(
                words(
                    "report.summary.plan",
                    [
                        "year": String(plan.year), "packages": numbers.integer(plan.packages),
                        "programs": numbers.integer(plan.lines.count),
                        "participants": numbers.decimal(plan.participants), "certified": numbers.decimal(plan.certified),
                        "placements": numbers.decimal(plan.placed),
                    ]))
        } else if let plan = report.plan {
            sentences.append(words("report.summary.none", ["year": String(plan.year), "reasons": reasonsForNone]))
        } else if let other = report.otherPlan {
            sentences.append(
                words(
                    "report.other_scores",
                    [
                        "plan": numbers.integer(other.runID), "reads": numbers.integer(other.readsRunID),
                        "run": numbers.integer(report.run.id),
                    ]))
        } else {
            sentences.append(words("report.summary.no_plan"))
            if let first = report.ranked.first {
                sentences.append(
                    words(
                        "report.summary.first",
                        [
                            "program": first.program.name, "score": first.score.map { numbers.decimal($0, 1) } ?? "–",
                            "openings": phrases.perYear(first.openings),
                        ]))
            }
        }
        return sentences
    }

    /// What stands against the programmes of the first ranks, the most frequent first, each with the number of programmes; a dash where nothing is
    /// known of it.
    private var reasonsForNone: String {
        var counts: [RankDifference.Kind: Int] = [:]
        for difference in report.plan?.review.differences ?? [] where difference.blkCode == report.blk.code && difference.packages == 0 {
            for kind in Set(difference.obstacles.map(\.kind)) where kind != .outweighed { counts[kind, default: 0] += 1 }
        }
        let order = counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        let told = order.prefix(3).map { kind, count in
            words(
                "report.summary.reason",
                ["reason": words("difference.short.\(kind.rawValue)"), "n": numbers.integer(count)])
        }
        return told.isEmpty ? "–" : told.joined(separator: ", ")
    }

    /// The section with the ranks: the first ones, and those of what is planned beyond them.
    ///
    /// - Parameters:
    ///   - limit: The number of ranks that are shown.
    ///   - most: The largest number of rows.
    /// - Returns: The section.
    func what(_ limit: Int, most: Int = .max) -> ReportSection {
        var section = ReportSection(words("report.heading.what"))
        let hasPlan = report.plan != nil
        var table = table(
            [("column.rank", true), ("column.program", false)] + (hasPlan ? [("column.packages", true)] : []) + [
                ("column.score", true), ("column.p_top", false), ("column.openings_weighted", true), ("column.eligibility", false),
            ])
        for candidate in shown(limit) {
            var cells: [Cell] = [
                candidate.position.map { .number($0) } ?? .none,
                .text(candidate.program.name).detailed("\(candidate.program.code) · \(phrases.status(candidate.status))"),
            ]
            if let plan = report.plan {
                let packages = plan.packages(of: candidate.program.code)
                cells.append(packages > 0 ? .number(packages) : .none)
            }
            cells += [
                (candidate.score.map { Cell.number($0, 1) } ?? Cell.none).detailed(
                    words("report.completeness", ["share": numbers.percent(candidate.completeness)])),
                .text(phrases.robustness(candidate, isFirm: report.isFirm(candidate))),
                candidate.openings.map { .number($0, $0 < 10 ? 1 : 0) } ?? .none, .text(phrases.eligibility(candidate.eligibility.code)),
            ]
            table.add(cells)
        }
        table.isStacked = true
        section.table = table.first(most)
        if hasPlan { section.paragraphs.append(words("report.what.packages")) }
        section.paragraphs +=
            [
                words(
                    "report.what.note",
                    [
                        "top": numbers.integer(report.recommendedRanks),
                        "firm": numbers.percent(report.configuration.robustness.firm),
                    ])
            ] + report.recommendedRule(phrases) + report.weightingRule(phrases)
        return section
    }

    /// The ranks with a column for each figure, as a spreadsheet sorts them; the columns are the same for all BLKs.
    ///
    /// - Parameter limit: The number of ranks that are shown; what is planned beyond them is there too.
    /// - Returns: The table.
    func rankTable(_ limit: Int) -> ReportTable {
        var table = ReportTable(
            words("report.heading.what"),
            [
                .init(words("column.rank"), isNumber: true), .init(words("column.code")), .init(words("column.program")),
                .init(words("column.status")), .init(words("column.packages"), isNumber: true),
                .init(words("column.score"), isNumber: true), .init(words("column.completeness"), isNumber: true),
                .init(words("column.p_top_k"), isNumber: true), .init(words("column.remark")),
                .init(words("column.openings_weighted"), isNumber: true), .init(words("column.gap_weighted"), isNumber: true),
                .init(words("column.eligibility")), .init(words("column.missing")),
            ])
        table.empty = words("plan.none")
        for candidate in shown(limit) {
            let packages = report.plan?.packages(of: candidate.program.code) ?? 0
            table.add([
                candidate.position.map { .number($0) } ?? .none, .text(candidate.program.code), .text(candidate.program.name),
                .text(phrases.status(candidate.status)), packages > 0 ? .number(packages) : .none,
                candidate.score.map { .number($0, 1) } ?? .none, .percent(candidate.completeness),
                candidate.acceptability.map { .percent($0.probabilityOfRecommended) } ?? .none,
                .text(report.isFirm(candidate).map { words($0 ? "robust.firm" : "robust.fragile") } ?? ""),
                candidate.openings.map { .number($0) } ?? .none, candidate.gap.map { .number($0) } ?? .none,
                .text(phrases.eligibility(candidate.eligibility.code)), .text(missing(candidate)),
            ])
        }
        return table
    }
}
