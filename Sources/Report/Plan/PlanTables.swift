import Allocation
import Configuration
import Domain

/// A plan as tables and sentences that the head of a BLK can read: on the screen, in the network's book and in its workbook.
public struct PlanTables: Sendable {
    /// A cell of a table.
    public typealias Cell = ReportTable.Cell

    /// The words and numbers of the reader's language.
    public let phrases: Phrases
    /// The plan with what limits it, and the names of BLKs.
    public let answer: PlanAnswer

    /// The names that stand beside codes; without them the codes stand alone, as on a screen.
    let names: PlanNames

    /// Makes the tables of a plan in a language.
    ///
    /// - Parameters:
    ///   - phrases: The words and numbers of the reader's language.
    ///   - answer: The plan with what limits it.
    ///   - names: The names that stand beside codes; without them the codes stand alone, as on a screen.
    public init(_ phrases: Phrases, _ answer: PlanAnswer, names: PlanNames? = nil) {
        self.phrases = phrases
        self.answer = answer
        self.names = names ?? PlanNames()
        isNamed = names != nil
    }

    private let isNamed: Bool

    /// The name of a BLK beside its code, where names are shown.
    private func named(blk code: String) -> String { isNamed ? "\(name(code)) (\(code))" : code }

    /// Codes as one text: each with its name where names are shown, else one after the other.
    private func named(_ codes: [String], _ names: [String: String]) -> String {
        isNamed ? codes.map { code in names[code].map { "\($0) (\(code))" } ?? code }.joined(separator: "; ") : codes.joined(separator: " ")
    }

    /// The plan.
    public var plan: Plan { answer.plan }
    /// What limits the plan.
    public var review: StoredReview { answer.review }
    /// The BLKs by code, for their names.
    public var blks: [String: Blk] { answer.blks }

    private var numbers: Numbers { phrases.numbers }
    private func words(_ key: String, _ values: [String: String] = [:]) -> String { phrases.words(key, values) }

    private func table(_ title: String, _ columns: [(key: String, isNumber: Bool)]) -> ReportTable {
        var table = ReportTable(
            title,
            columns.map { ReportTable.Column(words($0.key), isNumber: $0.isNumber, isBar: $0.key == "plan.column.empty") })
        table.empty = words("plan.none")
        return table
    }

    private func name(_ code: String) -> String { blks[code].map { "\($0.name)" } ?? code }

    /// How far the plan can be from the best, as a fraction of the objective.
    public var gap: Double { max(0, plan.upperBound - plan.objective) / max(1e-9, abs(plan.objective)) }
    /// The number of packages in the whole network.
    public var packages: Int { plan.lines.reduce(0) { $0 + $1.packages } }

    // MARK: - Sentences

    /// The sentence that says which plan this is.
    public var title: String {
        words(
            plan.isQuestion ? "plan.title.question" : "plan.title",
            [
                "run": numbers.integer(plan.run.id), "network": name(plan.networkCode), "year": String(plan.year),
                "packages": numbers.integer(packages), "blks": numbers.integer(Set(plan.lines.map(\.blkCode)).count),
            ])
    }

    /// The sentence that says how many persons are expected to find work.
    public var placementsSentence: String { words("plan.placements", ["n": numbers.decimal(plan.placements)]) }

    /// The sentence that says how far the plan can be from the best.
    public var proof: String { words("plan.proof", ["gap": numbers.percent(gap, 2)]) }

    /// The sentences that say why targets are missed, one for each missed target.
    public var shortfalls: [String] {
        AllocationProblem.Measure.allCases.compactMap { measure in
            guard let reasons = review.reasons[measure], !reasons.isEmpty else { return nil }
            let short = measure == .participants ? plan.participantsTarget - plan.participants : plan.certifiedTarget - plan.certified
            let list = reasons.map { reason in
                words("plan.cause.\(reason.cause.rawValue)", ["kejuruan": reason.kejuruan ?? words("plan.other_kejuruan")])
                    + " (\(numbers.decimal(reason.persons)))"
            }.joined(separator: ", ")
            return words("plan.why.\(measure.rawValue)", ["n": numbers.decimal(max(0, short)), "list": list])
        }
    }

    /// The head of a plan as lines: its title, its targets, how good it is, and why targets are missed.
    public func head(_ style: TextStyle) -> [String] {
        var lines = [style.bold(title)]
        if !plan.changes.isEmpty { lines.append(words("plan.changes", ["list": plan.changes.map(\.optionText).joined(separator: "  ")])) }
        return lines + [""] + targets.lines(numbers, style: style) + [placementsSentence, proof] + notes + shortfalls.map(style.yellow)
    }

    // MARK: - Tables

    /// The table of what was asked and what is planned.
    public var targets: ReportTable {
        var table = table(
            words("plan.section.targets"),
            [
                ("plan.column.target", false), ("plan.column.asked", true), ("plan.column.planned", true), ("plan.column.empty", false),
                ("plan.column.share", true), ("plan.column.state", false),
            ])
        func add(_ name: String, _ target: Double, _ value: Double) {
            table.add([
                .text(name), .number(target), .number(value), target > 0 ? .share(value / target) : .text(""),
                target > 0 ? .percent(value / target) : .none,
                value >= target - 0.5
                    ? .text(words("plan.met"), tone: .good)
                    : .text(words("plan.short", ["n": numbers.decimal(target - value)]), tone: .bad),
            ])
        }
        add(words("plan.participants"), plan.participantsTarget, plan.participants)
        add(words("plan.certified"), plan.certifiedTarget, plan.certified)
        for target in answer.decidedTargets {
            add(words("plan.\(target.measure.rawValue)") + " " + target.scope.joined(separator: " "), target.amount, target.reached)
        }
        return table
    }

    private static let figureColumns = [
        ("plan.column.packages", true), ("plan.column.participants", true), ("plan.column.certified", true),
        ("plan.column.placements", true), ("plan.column.hours", true), ("plan.column.cost", true),
    ]

    private func figures(_ lines: [Plan.Line]) -> [Cell] {
        [
            .number(lines.reduce(0) { $0 + $1.packages }), .number(lines.reduce(0) { $0 + $1.participants }),
            .number(lines.reduce(0) { $0 + $1.certified }), .number(lines.reduce(0) { $0 + $1.placements }),
            .number(lines.reduce(0) { $0 + $1.hours }), .number(lines.reduce(0) { $0 + $1.cost } / 1e6),
        ]
    }

    /// The table of what each BLK gives towards the targets.
    public var byBlk: ReportTable {
        let groups = Dictionary(grouping: plan.lines, by: \.blkCode)
        var table = table(words("plan.section.blks"), [("plan.column.blk", false), ("plan.column.name", false)] + Self.figureColumns)
        for blk in blks.values.sorted(by: { $0.code < $1.code }) {
            if let own = groups[blk.code] { table.add([.text(blk.code), .text(blk.name)] + figures(own)) }
        }
        table.add([.text(words("plan.total")), .text("")] + figures(plan.lines))
        table.hasTotal = true
        return table
    }

    /// The table of what each kejuruan gives towards the targets, in one BLK or in the whole network.
    public func byKejuruan(_ blk: String? = nil) -> ReportTable {
        let lines = plan.lines.filter { blk == nil || $0.blkCode == blk }
        var table = table(words("plan.section.kejuruan"), [("plan.column.kejuruan", false)] + Self.figureColumns)
        for (kejuruan, own) in Dictionary(grouping: lines, by: \.kejuruan).sorted(by: { $0.key < $1.key }) {
            table.add([.text(kejuruan)] + figures(own))
        }
        table.add([.text(words("plan.total"))] + figures(lines))
        table.hasTotal = true
        return table
    }

    /// The table of what one BLK runs, or of what all BLKs run where `blk` is `nil`.
    public func programs(_ blk: String?) -> ReportTable {
        let place: [(key: String, isNumber: Bool)] = blk == nil ? [("plan.column.blk", false)] : []
        var table = table(
            words("plan.section.programs"),
            place + [("plan.column.program", false), ("plan.column.name", false), ("plan.column.kejuruan", false)] + Self.figureColumns)
        for line in plan.lines where blk == nil || line.blkCode == blk {
            table.add(
                (blk == nil ? [.text(line.blkCode)] : []) + [
                    .text(line.programCode + (line.isDecided ? "*" : "")), .text(line.programName), .text(line.kejuruan),
                ] + figures([line]))
        }
        return table
    }

    /// The table of packages that are there for the targets only, by BLK.
    var surplus: ReportTable {
        var table = table(
            words("report.heading.surplus"),
            [
                ("plan.column.blk", false), ("plan.column.program", false), ("plan.column.packages", true),
                ("plan.column.participants", true),
            ])
        for line in plan.lines where line.surplus > 0 {
            table.add([
                .text(named(blk: line.blkCode)), .text("\(line.programName) (\(line.programCode))"), .number(line.surplus),
                .number(line.participants * Double(line.surplus) / Double(max(1, line.packages))),
            ])
        }
        return table
    }

    /// The table of where graduates are expected to find work, the most persons first.
    public func placements(_ list: [Plan.Placement]) -> ReportTable {
        var table = table(
            words("plan.section.placements"),
            [("plan.column.region", false), ("plan.column.occupation", false), ("plan.column.persons", true)])
        var sums: [String: (region: String, occupation: String, persons: Double)] = [:]
        for placement in list {
            let key = "\(placement.regionName)\t\(placement.occupationCode) \(placement.occupationName)"
            sums[key, default: (placement.regionName, "\(placement.occupationCode) \(placement.occupationName)", 0)].persons +=
                placement.persons
        }
        for (_, sum) in sums.sorted(by: { ($1.value.persons, $0.key) < ($0.value.persons, $1.key) }) {
            table.add([.text(sum.region), .text(sum.occupation), .number(sum.persons)])
        }
        return table
    }

    /// What a scarce resource is called.
    public func name(of resource: ScarceResource) -> String {
        switch resource {
        case .assessor(let scheme): words("plan.resource.assessor", ["scheme": named([scheme], names.schemes)])
        case .workshop(let blk, let kejuruan): words("plan.resource.workshop", ["blk": named(blk: blk), "kejuruan": kejuruan])
        case .instructor(let blk, let kejuruan): words("plan.resource.instructor", ["blk": named(blk: blk), "kejuruan": kejuruan])
        case .departmentHours(let blk, let kejuruan): words("plan.resource.department", ["blk": named(blk: blk), "kejuruan": kejuruan])
        case .budget(let blk): words("plan.resource.budget", ["blk": named(blk: blk)])
        case .networkBudget: words("plan.resource.network_budget")
        }
    }

    private func amount(_ resource: ScarceResource, _ value: Double, lead: String = "") -> Cell {
        switch resource {
        case .assessor: .number(value, unit: words("plan.unit.days"), lead: lead)
        case .workshop, .instructor, .departmentHours: .number(value, unit: "JP", lead: lead)
        case .budget, .networkBudget: .number(value / 1e6, unit: words("plan.unit.million"), lead: lead + "Rp ")
        }
    }

    /// Whether a resource is a BLK's own or one of the network that its programmes need; every resource belongs to the network (`nil`).
    func belongs(_ resource: ScarceResource, _ blk: String?) -> Bool {
        guard let blk else { return true }
        switch resource {
        case .workshop(let own, _), .instructor(let own, _), .departmentHours(let own, _), .budget(let own): return own == blk
        case .assessor(let scheme): return answer.blkSchemes.contains(scheme)
        case .networkBudget: return true
        }
    }

    /// The table of scarce resources.
    ///
    /// - Parameter blk: The code of the BLK whose resources are shown, together with those of the network that its programmes need; `nil`
    ///   shows all.
    /// - Returns: The table, the dearest resource first.
    public func bottlenecks(_ blk: String? = nil) -> ReportTable {
        var table = table(
            words("plan.section.bottlenecks"),
            [
                ("plan.column.resource", false), ("plan.column.available", true), ("plan.column.used", true), ("plan.column.step", true),
                ("plan.column.estimate", true), ("plan.column.verified", true), ("plan.column.participants", true),
                ("plan.column.certified", true), ("plan.column.placements", true),
            ])
        for item in review.bottlenecks where belongs(item.resource, blk) {
            table.add([
                .text(name(of: item.resource)), amount(item.resource, item.available), amount(item.resource, item.used),
                amount(item.resource, item.step, lead: "+"), .number(item.estimate, 1), item.verified.map { .number($0, 1) } ?? .none,
                item.participants.map { .change($0) } ?? .none, item.certified.map { .change($0) } ?? .none,
                item.placements.map { .change($0) } ?? .none,
            ])
        }
        return table
    }

    /// The table of training courses for instructors, in one BLK or in the whole network.
    public func upgrades(_ blk: String? = nil) -> ReportTable {
        var table = table(
            words("plan.section.upgrades"),
            [
                ("plan.column.blk", false), ("plan.column.instructor", false), ("plan.column.units", false), ("plan.column.unlocks", false),
                ("plan.column.days", true), ("plan.column.packages", true), ("plan.column.placements", true),
                ("plan.column.certified", true), ("plan.column.per_day", true),
            ])
        for upgrade in review.upgrades where upgrade.takesNothing && (blk == nil || upgrade.blkCode == blk) {
            table.add([
                .text(named(blk: upgrade.blkCode)), .text(upgrade.instructorName ?? words("plan.no_instructor")),
                .text(named(upgrade.unitCodes, names.units)), .text(named(upgrade.programCodes, names.programs)),
                .number(upgrade.days), .change(Double(upgrade.packages)), .change(upgrade.placements), .change(upgrade.certified),
                .number((max(0, upgrade.placements) + max(0, upgrade.certified)) / max(1, upgrade.days), 2),
            ])
        }
        return table
    }

    /// The table of schemes that lack assessors or will lose some within the year.
    public var assessors: ReportTable {
        var table = table(
            words("plan.section.assessors"),
            [
                ("plan.column.scheme", false), ("plan.column.needed", true), ("plan.column.had", true), ("plan.column.expiring", true),
                ("plan.column.to_add", true), ("plan.column.homes", false), ("plan.column.borrow", false),
            ])
        for need in review.assessors where need.missing > 0 || need.expiring > 0 {
            table.add([
                .text(isNamed ? "\(need.schemeName) (\(need.schemeCode))" : need.schemeCode), .number(need.needed), .number(need.had),
                .number(need.expiring), .number(need.missing),
                .text(need.homeBlks.prefix(3).map(named(blk:)).joined(separator: isNamed ? "; " : " ")),
                .text(need.borrowRegions.prefix(3).joined(separator: ", ")),
            ])
        }
        return table
    }

    // MARK: - Screens

    /// A table below its title; where it is cut, the last line says how many rows are left out.
    private func section(_ table: ReportTable, limit: Int? = nil, _ style: TextStyle) -> [String] {
        let left = table.rows.count - (limit ?? table.rows.count)
        return ["", style.bold(table.title)] + (limit.map { table.first($0) } ?? table).lines(numbers, style: style)
            + (left > 0 ? [words("plan.more", ["n": numbers.integer(left)])] : [])
    }

    /// The plan of the whole network as lines for a terminal; lists have at most `limit` rows.
    public func network(limit: Int, _ style: TextStyle) -> [String] {
        head(style) + section(byBlk, style) + section(byKejuruan(), style) + section(bottlenecks(), limit: limit, style)
            + section(upgrades(), limit: limit, style) + section(assessors, limit: limit, style)
    }

    /// The part of one BLK as lines for a terminal, with its placements; lists have at most `limit` rows.
    public func one(_ blk: Blk, _ placed: [Plan.Placement], limit: Int, _ style: TextStyle) -> [String] {
        var lines = [
            style.bold(words("plan.title.blk", ["blk": blk.name, "year": String(plan.year), "run": numbers.integer(plan.run.id)])), "",
        ]
        lines += programs(blk.code).lines(numbers, style: style) + section(byKejuruan(blk.code), style)
        lines += section(placements(placed), limit: limit, style) + section(bottlenecks(blk.code), limit: limit, style)
        lines += section(upgrades(blk.code), limit: limit, style) + section(differences(blk.code), style)
        return lines + section(departments(blk.code), style) + openLever(blk.code)
    }

    /// The table of scarce resources alone as lines for a terminal, with at most `limit` rows.
    public func bottleneckLines(limit: Int, _ style: TextStyle) -> [String] { section(bottlenecks(), limit: limit, style) }
}
