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

    /// Of each sort in turn: what the BLK can do itself and the review has tried by solving the plan again; what ends within the year and
    /// would take packages along; what the network must do; then the first steps towards programmes of the first ranks.
    private var actions: [Action] {
        func sorted(_ list: [Action]) -> [Action] {
            list.enumerated().sorted { (-$0.element.worth, $0.offset) < (-$1.element.worth, $1.offset) }.map(\.element)
        }
        let sorts = [sorted(trainings + extensions), sorted(renewals), sorted(assessorActions)]
        let turns = (0..<(sorts.map(\.count).max() ?? 0)).flatMap { turn in sorts.filter { $0.count > turn }.map { $0[turn] } }
        return turns + openings
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
            $0.blkCode == report.blk.code && !brings($0).isEmpty && min($0.certified, $0.placements) > -0.5
        }
    }

    private var trainings: [Action] {
        paying.map { upgrade in
            Action(
                text: words(
                    upgrade.instructorName == nil ? "action.recruit" : "action.train",
                    [
                        "name": upgrade.instructorName ?? "", "days": numbers.decimal(upgrade.days), "units": named(upgrade.unitCodes),
                        "programs": named(programs: upgrade.programCodes),
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

    private var assessorActions: [Action] {
        let own = triedSchemes
        return (report.plan?.review.bottlenecks ?? []).compactMap { item in
            guard case .assessor(let scheme) = item.resource, own.contains(scheme), let worth = worth(item) else { return nil }
            let regions = report.plan?.review.assessors.first { $0.schemeCode == scheme }?.borrowRegions ?? []
            return Action(
                text: words(
                    regions.isEmpty ? "action.assessor" : "action.assessor_borrow",
                    [
                        "scheme": report.means.schemeNames[scheme] ?? scheme, "code": scheme, "step": numbers.decimal(item.step),
                        "regions": list(regions.map(phrases.shortRegion), most: 2),
                    ]), gain: words("gain.network", ["gain": worth.gain]), worth: worth.persons)
        }
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

    // MARK: - First steps

    /// Whether an assessor is what a programme lacks first: it has instructors and a workshop.
    private func isAssessorFirst(_ candidate: ScoredCandidate) -> Bool {
        let codes = Set(MissingRecord.list(candidate.eligibility).map(\.code))
        return codes.contains("assessors") && codes.isDisjoint(with: ["instructor", "workshop", "workshop_hours"])
    }

    private var openings: [Action] {
        let tried = triedSchemes
        let trained = Set(paying.flatMap(\.programCodes))
        // A step that an action before has told already, or one before it for a better rank, is told once.
        var told: Set<String> = []
        return report.ranked.prefix(report.configuration.robustness.recommendedRanks).filter { candidate in
            candidate.eligibility != .ready && report.plan?.packages(of: candidate.program.code) == 0
                && !trained.contains(candidate.program.code)
                && !(isAssessorFirst(candidate) && tried.contains(candidate.program.schemeCode ?? ""))
                && told.insert(firstStep(candidate)).inserted
        }.map { candidate in
            let step = firstStep(candidate)
            return Action(
                text: step.hasSuffix(".") ? String(step.dropLast()) : step,
                gain: words(
                    "gain.opened",
                    [
                        "program": "\(candidate.program.name) (\(candidate.program.code))",
                        "rank": candidate.position.map(numbers.integer) ?? "–", "argument": phrases.arguments(candidate, most: 1),
                    ]), worth: candidate.gap ?? 0)
        }
    }
}
