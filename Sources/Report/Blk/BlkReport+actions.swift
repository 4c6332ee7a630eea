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
        /// The persons who are placed or certified, or who keep their place; it orders the actions.
        let worth: Double
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
        section.paragraphs = [words("report.actions.note")]
        return section
    }

    /// The actions as a table, for a workbook.
    var actionSheet: ReportTable {
        var table = ReportTable(
            words("report.heading.actions"),
            [.init(words("column.action")), .init(words("column.gain")), .init(words("column.persons"), isNumber: true)])
        table.empty = words("report.actions.none")
        for action in actions { table.add([.text(action.text), .text(action.gain), .number(action.worth)]) }
        return table
    }

    /// Of each sort in turn: what the BLK can do itself and the review has tried by solving the plan again; money for a programme that waits for
    /// nothing else; what ends within the year and would take packages along; assessors with whom a programme runs here. Then the other last steps
    /// and the first steps towards programmes of the first ranks, and at the end assessors who help other BLKs alone.
    private var actions: [Action] {
        func sorted(_ list: [Action]) -> [Action] {
            list.enumerated().sorted { (-$0.element.worth, $0.offset) < (-$1.element.worth, $1.offset) }.map(\.element)
        }
        let assessors = assessorActions
        let steps = openings
        let sorts = [sorted(trainings + extensions), steps.money, sorted(renewals), sorted(assessors.own)]
        let turns = (0..<(sorts.map(\.count).max() ?? 0)).flatMap { turn in sorts.filter { $0.count > turn }.map { $0[turn] } }
        return turns + steps.last + steps.first + sorted(assessors.others)
    }

    private func gain(packages: Int, participants: Double = 0, certified: Double, placements: Double) -> String {
        [
            ("gain.packages", Double(packages)), ("gain.participants", participants), ("gain.certified", certified),
            ("gain.placements", placements),
        ].filter { $0.1 >= 0.5 }.map { words($0.0, ["n": numbers.signed($0.1)]) }.joined(separator: ", ")
    }

    private func named(_ units: [String]) -> String { list(units.map { report.unitTitles[$0] ?? $0 }, most: 2) }

    private func named(programs: [String]) -> String {
        list(programs.map { code in candidate(code).map { "\($0.program.name) (\(code))" } ?? code }, most: 2)
    }

    // MARK: - What the review has tried

    private func brings(_ upgrade: StoredUpgrade) -> String {
        gain(packages: upgrade.packages, certified: upgrade.certified, placements: upgrade.placements)
    }

    /// The training courses of this BLK's instructors that bring something and take nothing.
    private var paying: [StoredUpgrade] {
        (report.plan?.review.upgrades ?? []).filter {
            $0.blkCode == report.blk.code && !brings($0).isEmpty && $0.takesNothing
        }
    }

    private var trainings: [Action] {
        paying.map { upgrade in
            Action(
                text: words(
                    upgrade.instructorName == nil ? "action.recruit" : "action.train",
                    [
                        "name": upgrade.instructorName ?? "", "days": numbers.decimal(upgrade.days), "units": named(upgrade.unitCodes),
                        "programs": named(programs: upgrade.programCodes), "means": with(upgrade.programCodes),
                    ]), gain: brings(upgrade), worth: max(0, upgrade.placements) + max(0, upgrade.certified))
        }
    }

    private func worth(_ item: StoredBottleneck) -> (gain: String, persons: Double)? {
        guard item.verified != nil else { return nil }
        let changes = [item.participants, item.certified, item.placements].map { $0 ?? 0 }
        let brings = gain(packages: item.packages ?? 0, participants: changes[0], certified: changes[1], placements: changes[2])
        return brings.isEmpty || changes.contains { $0 <= -0.5 } ? nil : (brings, max(0, changes[1]) + max(0, changes[2]))
    }

    private var extensions: [Action] {
        (report.plan?.review.bottlenecks ?? []).compactMap { item in
            let key: String
            var facts = ["step": numbers.decimal(item.step)]
            switch item.resource {
            case .workshop(report.blk.code, let kejuruan): (key, facts["kejuruan"]) = ("action.workshop", kejuruan)
            case .instructor(report.blk.code, let kejuruan): (key, facts["kejuruan"]) = ("action.instructor", kejuruan)
            case .departmentHours(report.blk.code, let kejuruan): (key, facts["kejuruan"]) = ("action.department", kejuruan)
            case .budget(report.blk.code): (key, facts["step"]) = ("action.budget", numbers.decimal(item.step / 1e6))
            default: return nil
            }
            return worth(item).map { Action(text: words(key, facts), gain: $0.gain, worth: $0.persons) }
        }
    }

    /// The schemes of what the BLK is planned to run or ranks among the first.
    private var schemes: Set<String> {
        let top = report.configuration.robustness.recommendedRanks
        let planned = Set(report.plan?.lines.map(\.programCode) ?? [])
        return Set(
            report.candidates.filter { planned.contains($0.program.code) || ($0.position ?? .max) <= top && $0.status != .newDepartment }
                .compactMap(\.program.schemeCode))
    }

    /// The schemes of those for which the review has tried one assessor more.
    private var triedSchemes: Set<String> {
        let own = schemes
        return Set(
            (report.plan?.review.bottlenecks ?? []).compactMap { item in
                guard case .assessor(let scheme) = item.resource, own.contains(scheme), worth(item) != nil else { return nil }
                return scheme
            })
    }

    /// With what that the BLK does not have itself programmes would be run, as a phrase behind them; empty where it has all of it.
    private func with(_ programs: [String]) -> String {
        let means = programs.compactMap(candidate).flatMap { candidate in
            borrowed(candidate)
                + (MissingRecord.list(candidate.eligibility).contains { $0.code == "assessors" } ? [words("means.assessor_network")] : [])
        }
        let list = means.enumerated().filter { !means.prefix($0.offset).contains($0.element) }.map(\.element)
        return list.isEmpty ? "" : words("action.with", ["list": list.joined(separator: words("list.and"))])
    }

    /// Proposals of assessors whom the review has tried: those with whom a programme of this BLK runs, and those who help other BLKs alone,
    /// since the programme lacks more here.
    private var assessorActions: (own: [Action], others: [Action]) {
        let tried = triedSchemes
        var actions: (own: [Action], others: [Action]) = ([], [])
        for item in report.plan?.review.bottlenecks ?? [] {
            guard case .assessor(let scheme) = item.resource, tried.contains(scheme), let worth = worth(item) else { continue }
            let regions = report.plan?.review.assessors.first { $0.schemeCode == scheme }?.borrowRegions ?? []
            let text = words(
                regions.isEmpty ? "action.assessor" : "action.assessor_borrow",
                [
                    "scheme": report.means.schemeNames[scheme] ?? scheme, "code": scheme, "step": numbers.decimal(item.step),
                    "regions": list(regions.map(phrases.shortRegion), most: 2),
                ])
            let network = words("gain.network", ["gain": worth.gain])
            let unplanned = report.ranked.compactMap { candidate in
                candidate.program.schemeCode == scheme ? difference(candidate.program.code).map { (candidate, $0) } : nil
            }
            let isPlanned = report.plan?.lines.contains { candidate($0.programCode)?.program.schemeCode == scheme } == true
            if let (opened, _) = unplanned.first(where: { $0.1.obstacles.map(\.kind) == [.assessor] }) {
                actions.own.append(
                    Action(
                        text: text, gain: words("gain.opened_here", ["program": named(opened), "network": network]), worth: worth.persons))
            } else if isPlanned {
                actions.own.append(Action(text: text, gain: network, worth: worth.persons))
            } else if let (lacking, against) = unplanned.first {
                let needs = against.obstacles.filter { $0.kind != .assessor }.map { phrase(of: $0, lacking) }.joined(separator: "; ")
                actions.others.append(
                    Action(
                        text: text, gain: words("gain.elsewhere", ["network": network, "program": named(lacking), "needs": needs]),
                        worth: worth.persons))
            }
        }
        return actions
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

    // MARK: - First and last steps

    /// What stands against a programme without packages, found in the plan's own state; `nil` where it has packages or nothing was told of it.
    private func difference(_ program: String) -> RankDifference? {
        report.plan?.review.differences.first { $0.blkCode == report.blk.code && $0.programCode == program && $0.packages == 0 }
    }

    private func named(_ candidate: ScoredCandidate) -> String { "\(candidate.program.name) (\(candidate.program.code))" }

    /// An obstacle as what must be had against it, or as what it is where nothing that can be had helps.
    private func phrase(of obstacle: RankDifference.Obstacle, _ candidate: ScoredCandidate) -> String {
        guard obstacle.kind.isCapacity else { return words("difference.short.\(obstacle.kind.rawValue)") }
        return phrases.need(obstacle, kejuruan: candidate.program.kejuruan, named: named)
    }

    /// What to do against an obstacle, as a sentence without its point; `nil` for what a BLK can do nothing about.
    private func step(against obstacle: RankDifference.Obstacle, _ candidate: ScoredCandidate) -> String? {
        let lack = max(0, obstacle.needed - max(0, obstacle.available)).rounded(.up)
        func hours(_ key: String) -> String {
            words(key, ["step": numbers.decimal(lack), "kejuruan": candidate.program.kejuruan])
        }
        let sentence: String? =
            switch obstacle.kind {
            case .units: trainingStep(candidate, obstacle.names)
            case .testSite: words("step.test_site", ["kejuruan": candidate.program.kejuruan])
            case .assessor: assessorStep(obstacle.names.first ?? "", days: numbers.decimal(lack))
            case .workshop: hours("action.workshop")
            case .instructor: hours("action.instructor")
            case .department: hours("action.department")
            case .budget: words("action.budget", ["step": numbers.decimal((lack / 1e6).rounded(.up))])
            default: nil
            }
        return sentence.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    }

    /// Steps towards programmes of the first ranks that have no packages: money alone, other last steps, after which nothing stands against a
    /// package any more, and first steps, which say what comes then. A step that is told already, for a better rank or by what the review tried,
    /// is told once.
    private var openings: (money: [Action], last: [Action], first: [Action]) {
        let tried = triedSchemes
        let trained = Set(paying.flatMap(\.programCodes))
        var told: Set<String> = []
        var actions: (money: [Action], last: [Action], first: [Action]) = ([], [], [])
        for candidate in report.ranked.prefix(report.configuration.robustness.recommendedRanks) {
            guard !trained.contains(candidate.program.code), let against = difference(candidate.program.code)?.obstacles,
                against.allSatisfy(\.kind.isCapacity), let first = against.first, let step = step(against: first, candidate),
                !against.contains(where: { $0.kind == .assessor && tried.contains($0.names.first ?? "") }),
                told.insert(first.kind == .budget ? first.kind.rawValue : step).inserted
            else { continue }
            let rank = candidate.position.map(numbers.integer) ?? "–"
            guard against.count == 1 else {
                let needs = against.dropFirst().map { phrase(of: $0, candidate) }.joined(separator: "; ")
                actions.first.append(
                    Action(
                        text: step, gain: words("gain.step", ["program": named(candidate), "rank": rank, "needs": needs]),
                        worth: candidate.gap ?? 0))
                continue
            }
            let gain = words(
                "gain.opened", ["program": named(candidate), "rank": rank, "argument": phrases.arguments(candidate, most: 1)])
            let action = Action(text: step, gain: gain, worth: candidate.gap ?? 0)
            if first.kind == .budget { actions.money.append(action) } else { actions.last.append(action) }
        }
        return actions
    }
}
