import Allocation
import Configuration
import Domain
import Scoring

extension BlkSections {
    /// A programme of which the plan has another number of packages than the year before.
    private struct Change {
        enum Kind: String, CaseIterable { case more, fewer, new, stopping, unplanned }

        let code: String
        let name: String
        let kind: Kind
        let before: Int?
        let after: Int

        /// How many packages it is about, at least one.
        var size: Int { max(1, abs(after - (before ?? 0))) }
    }

    /// The changes, the largest first.
    private var changed: [Change] {
        guard let plan = report.plan, let before = report.before else { return [] }
        let earlier = Dictionary(before.entries.map { ($0.programCode, $0) }, uniquingKeysWith: { first, _ in first })
        var changes = plan.lines.compactMap { line -> Change? in
            guard let entry = earlier[line.programCode] else {
                return Change(code: line.programCode, name: line.programName, kind: .new, before: nil, after: line.packages)
            }
            guard let packages = entry.packages, packages != line.packages else { return nil }
            return Change(
                code: line.programCode, name: line.programName, kind: line.packages > packages ? .more : .fewer, before: packages,
                after: line.packages)
        }
        changes += before.entries.filter { plan.packages(of: $0.programCode) == 0 }.map {
            Change(
                code: $0.programCode, name: $0.programName, kind: before.source == .catalog ? .unplanned : .stopping, before: $0.packages,
                after: 0)
        }
        return changes.sorted { (-$0.size, $0.code) < (-$1.size, $1.code) }
    }

    /// The number of programmes that change.
    var changeCount: Int { changed.count }

    /// The section that says what changes from the year before, and why; `nil` without a plan.
    ///
    /// - Parameters:
    ///   - most: The largest number of rows.
    ///   - rest: The key of the sentence that says where the other rows are.
    /// - Returns: The section.
    func changes(most: Int = .max, rest: String = "report.changes.others") -> ReportSection? {
        guard let plan = report.plan else { return nil }
        let (all, year) = (changed, String(plan.year - 1))
        var section = ReportSection(words(all.count > most ? "report.heading.changes_most" : "report.heading.changes", ["year": year]))
        guard let before = report.before else {
            section.paragraphs = [words("report.changes.unknown", ["year": year])]
            return section
        }
        let counts = Dictionary(grouping: all, by: \.kind).mapValues(\.count)
        let list = [Change.Kind.new, .more, .fewer, .stopping, .unplanned].compactMap { kind in
            counts[kind].map { words("report.changes.count", ["n": numbers.integer($0), "kind": words("change.\(kind.rawValue)")]) }
        }
        section.paragraphs = [
            words(
                all.isEmpty ? "report.changes.none" : "report.changes.told",
                ["source": source(of: before), "list": list.joined(separator: ", ")])
        ]
        guard !all.isEmpty else { return section }
        var table = changeTable
        for change in largest(most, of: all) {
            table.add([
                .text("\(change.name) (\(change.code))"),
                change.before.map { .number($0) } ?? (change.kind == .unplanned ? .text(words("change.listed")) : .none),
                .number(change.after),
                .text(words("change.\(change.kind.rawValue)")), .text(because(change, isShort: all.count > most)),
            ])
        }
        if all.count > most { table.note = words(rest, ["n": numbers.integer(all.count - most), "blk": report.blk.code]) }
        table.isStacked = true
        section.table = table
        return section
    }

    /// The largest changes, the largest first, with the largest of each kind among them as far as there are rows: a short list has what stops
    /// beside what is new.
    private func largest(_ most: Int, of changes: [Change]) -> [Change] {
        let firsts = Set(Change.Kind.allCases.compactMap { kind in changes.first { $0.kind == kind }?.code })
        let kept = changes.filter { firsts.contains($0.code) }.prefix(most)
        let chosen = Set((kept + changes.filter { !firsts.contains($0.code) }.prefix(most - kept.count)).map(\.code))
        return changes.filter { chosen.contains($0.code) }
    }

    private var changeTable: ReportTable {
        let year = report.plan?.year ?? 0
        return ReportTable(
            "",
            [
                .init(words("column.program")), .init(String(year - 1), isNumber: true), .init(String(year), isNumber: true),
                .init(words("column.moved")), .init(words("column.because")),
            ])
    }

    private func source(of before: YearBefore) -> String {
        let year = String(before.year)
        let packages = numbers.integer(before.entries.reduce(0) { $0 + ($1.packages ?? 0) })
        switch before.source {
        case .plan(let run): return words("before.plan", ["year": year, "run": numbers.integer(run), "packages": packages])
        case .realizations(let month):
            return words(
                month == 12 ? "before.realizations" : "before.realizations_until",
                ["year": year, "packages": packages, "month": numbers.month(month)])
        case .catalog: return words("before.catalog", ["year": year])
        }
    }

    /// Why a number of packages differs. A reason that the solver has not told is none: the figures of the programme stand there instead.
    ///
    /// - Parameters:
    ///   - change: The programme.
    ///   - isShort: Whether the first of several reasons is enough.
    /// - Returns: The reason.
    private func because(_ change: Change, isShort: Bool) -> String {
        guard let candidate = candidate(change.code) else { return words("change.because.not_scored") }
        switch change.kind {
        case .new, .more:
            let line = report.plan?.lines.first { $0.programCode == change.code }
            // Where no package has openings of its own, the figures of the programme argue for none.
            if let line, line.surplus == line.packages { return words("change.because.surplus") }
            return phrases.arguments(candidate, most: 2)
        case .fewer, .stopping, .unplanned:
            let difference = report.plan?.review.differences.first {
                $0.blkCode == report.blk.code && $0.programCode == change.code && $0.packages == 0
            }
            if change.kind != .fewer {
                if let difference { return checked(change, reason(of: difference, isShort: isShort), difference.obstacles.map(\.kind)) }
                let lacking = lackingEverywhere(candidate)
                if !lacking.isEmpty {
                    return checked(change, words("change.because.lacking", ["list": lacking.told]), lacking.kinds)
                }
            }
            var parts = [
                candidate.position.map {
                    words(
                        "change.because.rank",
                        ["rank": numbers.integer($0), "of": numbers.integer(report.ranked.count)])
                },
                candidate.gap.map { words("argument.demand_gap", ["raw": phrases.perYear($0)]) },
            ].compactMap { $0 }
            if let cause = scarcity(of: candidate.program.kejuruan) { parts.append(cause) }
            return parts.joined(separator: "; ")
        }
    }

    /// What a programme lacks and the plan does not take elsewhere either.
    private func lackingEverywhere(_ candidate: ScoredCandidate) -> (told: String, kinds: [RankDifference.Kind], isEmpty: Bool) {
        let items = MissingRecord.list(candidate.eligibility).filter {
            $0.code != "test_site" || report.means.testSite(for: candidate.program.kejuruan) == nil
        }
        let told = items.map {
            phrases.missing($0, unitTitles: report.unitTitles, schemeNames: report.means.schemeNames, short: true)
        }
        return (told.joined(separator: ", "), items.contains { $0.code == "instructor" } ? [.units] : [], items.isEmpty)
    }

    /// A reason why a programme stops. Where it was run in the year before, and the records of today have nobody who could have taught it, the
    /// records may be wrong: that is said.
    private func checked(_ change: Change, _ reason: String, _ kinds: [RankDifference.Kind]) -> String {
        guard change.kind == .stopping, kinds.contains(.units), let before = report.before, case .realizations = before.source else {
            return reason
        }
        return words(
            "change.because.check",
            ["reason": reason, "year": String(before.year), "packages": numbers.integer(change.before ?? 0)])
    }

    /// What the review found scarce in a department of this BLK; `nil` where it found nothing.
    private func scarcity(of kejuruan: String) -> String? {
        for item in report.plan?.review.bottlenecks ?? [] {
            switch item.resource {
            case .workshop(report.blk.code, kejuruan): return words("plan.cause.workshop", ["kejuruan": kejuruan])
            case .instructor(report.blk.code, kejuruan), .departmentHours(report.blk.code, kejuruan):
                return words("plan.cause.instructor", ["kejuruan": kejuruan])
            default: continue
            }
        }
        return nil
    }
}
