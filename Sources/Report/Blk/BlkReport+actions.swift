import Allocation
import Configuration
import Domain
import Scoring

extension BlkSections {
    /// Something that the head of a BLK can set going, and what it brings.
    struct Action {
        let text: String
        /// What it brings, such as `+4 paket, +51 bekerja`.
        let gain: String
        /// The persons of the BLK who are placed or certified, or who keep their place; it orders the actions.
        let worth: Double
        /// The action as planning with it found it; `nil` for what would end within the year, of which what it keeps is counted and not simulated.
        var tried: BlkAction?
    }

    /// The section with what to set going first, and what each brings; `nil` where nothing is known to bring anything.
    ///
    /// - Parameter most: The largest number of actions.
    /// - Returns: The section.
    func actions(most: Int = .max) -> ReportSection? {
        let shown = actions.prefix(most)
        guard !shown.isEmpty else { return nil }
        var section = ReportSection(words("report.heading.actions"))
        section.steps = shown.map { "\($0.text) → \($0.gain)" }
        if shown.contains(where: { $0.tried != nil }) { section.paragraphs = [words("report.actions.note")] }
        return section
    }

    /// The actions as a table, for a workbook.
    var actionSheet: ReportTable {
        let figures = ["column.packages", "plan.column.certified", "plan.column.placements"]
        var table = ReportTable(
            words("report.heading.actions"),
            [.init(words("column.action")), .init(words("column.gain"))] + figures.map { .init(phrases.capital($0), isNumber: true) })
        table.empty = words("report.actions.none")
        for action in actions {
            let tried = action.tried.map { [Double($0.ownPackages), $0.ownCertified, $0.ownPlacements] }
            table.add([.text(action.text), .text(action.gain)] + (tried?.map { .change($0.rounded()) } ?? figures.map { _ in .none }))
        }
        return table
    }

    /// Of both sorts in turn, each ordered by what it brings: what brings packages, as planning with it found, and what ends within the year and
    /// would take packages along.
    private var actions: [Action] {
        let kept = renewals.enumerated().sorted { (-$0.element.worth, $0.offset) < (-$1.element.worth, $1.offset) }.map(\.element)
        let sorts = [tried, kept]
        return (0..<(sorts.map(\.count).max() ?? 0)).flatMap { turn in sorts.filter { $0.count > turn }.map { $0[turn] } }
    }

    private func named(_ units: [String]) -> String { list(units.map { report.unitTitles[$0] ?? $0 }, most: 2) }

    private func named(programs: [String], most: Int = 2) -> String {
        list(programs.map { code in candidate(code).map { "\($0.program.name) (\(code))" } ?? code }, most: most)
    }

    // MARK: - What planning with it found

    private var tried: [Action] {
        (report.plan?.review.actions ?? []).filter { $0.blkCode == report.blk.code }.map { action in
            Action(
                text: action.means.map { text(of: $0, action) }.joined(separator: words("list.and")), gain: gain(of: action),
                worth: action.worth, tried: action)
        }
    }

    /// What is provided, as a sentence without its point.
    private func text(of means: BlkAction.Means, _ action: BlkAction) -> String {
        let name = means.names.first ?? ""
        let isFirst = means == action.means.first
        func said(_ key: String, _ facts: [String: String]) -> String {
            let text = words(key, facts)
            // The sentence of what comes second goes on.
            return isFirst ? text : text.prefix(1).lowercased() + text.dropFirst()
        }
        switch means.kind {
        case .units:
            return said(
                action.instructorName == nil ? "action.recruit" : "action.train",
                [
                    "name": action.instructorName ?? "", "days": numbers.decimal(means.amount), "units": named(means.names),
                    "means": with(action.programCodes, besides: Set(action.means.map(\.kind))),
                ])
        case .testSite: return said("action.test_site", ["kejuruan": name])
        case .assessor:
            let regions = report.plan?.review.assessors.first { $0.schemeCode == name }?.borrowRegions ?? []
            return said(
                regions.isEmpty ? "action.assessor" : "action.assessor_borrow",
                [
                    "scheme": report.means.schemeNames[name] ?? name, "code": name, "step": numbers.decimal(means.amount),
                    "regions": list(regions.map(phrases.shortRegion), most: 2),
                ])
        case .budget: return said("action.budget", ["step": numbers.decimal((means.amount / 1e6).rounded(.up))])
        default: return said("action.\(means.kind.rawValue)", ["step": numbers.decimal(means.amount), "kejuruan": name])
        }
    }

    /// What an action brings: the programmes that get packages here, how many, and apart from it what the network gains and where else.
    private func gain(of action: BlkAction) -> String {
        func sum(_ parts: [(String, Double)]) -> String {
            parts.filter { $0.1 >= 0.5 }.map { words($0.0, ["n": numbers.signed($0.1)]) }.joined(separator: ", ")
        }
        let own = sum([
            ("gain.packages", Double(action.ownPackages)), ("gain.certified", action.ownCertified),
            ("gain.placements", action.ownPlacements),
        ])
        let programs = named(programs: action.programCodes)
        var text =
            action.otherBlks.isEmpty
            ? words("gain.own", ["programs": programs, "gain": own])
            : words(
                "gain.shared",
                [
                    "programs": programs, "gain": own,
                    "network": sum([
                        ("gain.packages", Double(action.packages)), ("gain.placements", action.placements),
                    ]), "blks": list(action.otherBlks.map { report.means.blkNames[$0] ?? $0 }, most: 1),
                ])
        if !action.openCodes.isEmpty { text += words("gain.open", ["programs": action.openCodes.joined(separator: ", ")]) }
        return text
    }

    /// With what that the BLK does not have itself programmes would be run, as a phrase behind them; empty where it has all of it.
    private func with(_ programs: [String], besides provided: Set<RankDifference.Kind>) -> String {
        let means = programs.compactMap(candidate).flatMap { candidate in
            borrowed(candidate)
                + (!provided.contains(.assessor) && MissingRecord.list(candidate.eligibility).contains { $0.code == "assessors" }
                    ? [words("means.assessor_network")] : [])
        }
        let list = means.enumerated().filter { !means.prefix($0.offset).contains($0.element) }.map(\.element)
        return list.isEmpty ? "" : words("action.with", ["list": list.joined(separator: words("list.and"))])
    }

    // MARK: - What would end within the year

    private var renewals: [Action] {
        guard let plan = report.plan, let end = lastDay else { return [] }
        func kept(_ key: String, _ lines: [Plan.Line]) -> (gain: String, worth: Double) {
            let participants = lines.reduce(0) { $0 + $1.participants }
            return (
                words(
                    key,
                    ["packages": numbers.integer(lines.reduce(0) { $0 + $1.packages }), "participants": numbers.decimal(participants)]),
                participants
            )
        }
        func lines(of kejuruan: String) -> [Plan.Line] {
            plan.lines.filter { $0.kejuruan == kejuruan && candidate($0.programCode)?.program.schemeCode != nil }
        }
        var actions: [Action] = []
        for kejuruan in Set(plan.lines.map(\.kejuruan)).sorted() {
            let tested = lines(of: kejuruan)
            guard !tested.isEmpty else { continue }
            let site = report.means.testSite(for: kejuruan)
            let (gain, worth) = kept("gain.tested", tested)
            if let site, site.blkCode == report.blk.code {
                guard site.until < end else { continue }
                actions.append(
                    Action(
                        text: words("action.renew_site", ["kejuruan": kejuruan, "day": numbers.day(site.until.description)]), gain: gain,
                        worth: worth))
            } else {
                actions.append(
                    Action(
                        text: words(
                            site == nil ? "action.new_site" : "action.own_site", ["kejuruan": kejuruan, "blk": site?.blkName ?? ""]),
                        gain: gain, worth: worth))
            }
        }
        return actions + certificates(until: end) { kept("gain.taught", $0) }
    }

    /// Certificates of instructors that end within the year, where nobody else of the BLK may teach the unit until its end.
    private func certificates(until end: Day, _ kept: ([Plan.Line]) -> (gain: String, worth: Double)) -> [Action] {
        report.means.teachers.compactMap { teacher in
            let ending = teacher.units.filter { unit, until in
                until < end && !report.means.teachers.contains { ($0.units[unit] ?? until) >= end }
            }
            let lines = (report.plan?.lines ?? []).filter { line in
                candidate(line.programCode)?.program.units.contains { ending[$0] != nil } == true
            }
            let units = ending.keys.filter { unit in
                lines.contains { candidate($0.programCode)?.program.units.contains(unit) == true }
            }.sorted()
            guard let first = units.compactMap({ ending[$0] }).min(), !lines.isEmpty else { return nil }
            let (gain, worth) = kept(lines)
            return Action(
                text: words(
                    "action.renew_certificate",
                    ["name": teacher.name, "units": named(units), "day": numbers.day(first.description)]), gain: gain, worth: worth)
        }
    }
}
