import Allocation
import Domain
import Report
import Store

/// A plan as tables and sentences that a head of a BLK can read.
struct PlanTables {
    let context: Context
    let plan: StoredPlan
    let review: StoredReview
    let blks: [String: Blk]

    private var words: (String, [String: String]) -> String { { context.words($0, $1) } }
    private var numbers: Numbers { context.numbers }

    private func table(_ columns: [(String, TextTable.Alignment)], _ rows: [[String]]) -> [String] {
        var table = TextTable(columns.map { (words($0.0, [:]), $0.1) })
        for row in rows { table.add(row) }
        return table.lines(header: context.style.bold)
    }

    private func name(_ code: String) -> String { blks[code].map { "\($0.name)" } ?? code }

    /// Title, targets, how good the plan is, why targets are missed.
    func head() -> [String] {
        let gap = (plan.upperBound - plan.objective) / max(1e-9, abs(plan.objective))
        var lines = [
            context.style.bold(
                words(
                    plan.isQuestion ? "plan.title.question" : "plan.title",
                    [
                        "run": numbers.integer(plan.run.id), "network": name(plan.networkCode), "year": String(plan.year),
                        "packages": numbers.integer(plan.lines.reduce(0) { $0 + $1.packages }),
                        "blks": numbers.integer(Set(plan.lines.map(\.blkCode)).count),
                    ]))
        ]
        if !plan.changes.isEmpty { lines.append(words("plan.changes", ["list": plan.changes.joined(separator: "  ")])) }
        lines.append("")
        func row(_ name: String, _ target: Double, _ value: Double) -> [String] {
            [
                name, numbers.decimal(target), numbers.decimal(value), target > 0 ? bar(value / target, width: 20) : "",
                target > 0 ? numbers.percent(value / target) : "–",
                value >= target - 0.5
                    ? context.style.green(words("plan.met", [:]))
                    : context.style.red(words("plan.short", ["n": numbers.decimal(target - value)])),
            ]
        }
        lines += table(
            [
                ("plan.column.target", .left), ("plan.column.asked", .right), ("plan.column.planned", .right), ("plan.column.empty", .left),
                ("plan.column.share", .right), ("plan.column.state", .left),
            ],
            [
                row(words("plan.participants", [:]), plan.participantsTarget, plan.participants),
                row(words("plan.certified", [:]), plan.certifiedTarget, plan.certified),
            ] + decidedTargets.map { row($0.name, $0.amount, $0.reached) })
        lines.append(words("plan.placements", ["n": numbers.decimal(plan.placements)]))
        lines.append(
            words(
                "plan.proof",
                ["gap": numbers.percent(gap, 2), "objective": numbers.decimal(plan.objective), "bound": numbers.decimal(plan.upperBound)]))
        for measure in AllocationProblem.Measure.allCases {
            guard let reasons = review.reasons[measure], !reasons.isEmpty else { continue }
            let short = measure == .participants ? plan.participantsTarget - plan.participants : plan.certifiedTarget - plan.certified
            let list = reasons.map { reason in
                words("plan.cause.\(reason.cause.rawValue)", ["kejuruan": reason.kejuruan ?? words("plan.other_kejuruan", [:])]) + " "
                    + numbers.decimal(reason.persons)
            }.joined(separator: ", ")
            lines.append(context.style.yellow(words("plan.why.\(measure.rawValue)", ["n": numbers.decimal(max(0, short)), "list": list])))
        }
        return lines
    }

    /// Targets below the network's, as they were decided; a minimum per BLK only where it is missed.
    private var decidedTargets: [(name: String, amount: Double, reached: Double)] {
        plan.changes.flatMap { text -> [(name: String, amount: Double, reached: Double)] in
            switch try? ChangeOptions.change(text) {
            case .target(let measure, let amount, let scope) where !scope.isEmpty:
                let own = plan.lines.filter { line in scope.allSatisfy { $0 == line.blkCode || $0 == line.kejuruan } }
                let reached = own.reduce(0) { $0 + (measure == .participants ? $1.participants : $1.certified) }
                return [(words("plan.\(measure.rawValue)", [:]) + " " + scope.joined(separator: " "), amount, reached)]
            case .minimumPerBlk(let amount):
                let sums = Dictionary(grouping: plan.lines, by: \.blkCode).mapValues { $0.reduce(0) { $0 + $1.participants } }
                let members = blks.values.filter { $0.code == plan.networkCode || $0.parentCode == plan.networkCode }.map(\.code).sorted()
                return members.filter { (sums[$0] ?? 0) < amount - 0.5 }
                    .map { (words("plan.participants", [:]) + " " + $0, amount, sums[$0] ?? 0) }
            default: return []
            }
        }
    }

    /// The target broken down: what each BLK gives.
    func byBlk() -> [String] {
        let groups = Dictionary(grouping: plan.lines, by: \.blkCode)
        let rows = blks.values.sorted { $0.code < $1.code }.filter { groups[$0.code] != nil }.map { blk -> [String] in
            let own = groups[blk.code] ?? []
            return [blk.code, blk.name] + figures(own)
        }
        return table(
            [("plan.column.blk", .left), ("plan.column.name", .left)] + figureColumns,
            rows + [[words("plan.total", [:]), ""] + figures(plan.lines)])
    }

    private var figureColumns: [(String, TextTable.Alignment)] {
        [
            ("plan.column.packages", .right), ("plan.column.participants", .right), ("plan.column.certified", .right),
            ("plan.column.placements", .right), ("plan.column.hours", .right), ("plan.column.cost", .right),
        ]
    }

    private func figures(_ lines: [StoredPlan.Line]) -> [String] {
        [
            numbers.integer(lines.reduce(0) { $0 + $1.packages }), numbers.decimal(lines.reduce(0) { $0 + $1.participants }),
            numbers.decimal(lines.reduce(0) { $0 + $1.certified }), numbers.decimal(lines.reduce(0) { $0 + $1.placements }),
            numbers.integer(lines.reduce(0) { $0 + $1.hours }), numbers.decimal(lines.reduce(0) { $0 + $1.cost } / 1e6),
        ]
    }

    /// The same by kejuruan, of one BLK or of the network.
    func byKejuruan(_ blk: String?) -> [String] {
        let lines = plan.lines.filter { blk == nil || $0.blkCode == blk }
        let groups = Dictionary(grouping: lines, by: \.kejuruan).sorted { $0.key < $1.key }
        return table(
            [("plan.column.kejuruan", .left)] + figureColumns,
            groups.map { [$0.key] + figures($0.value) } + [[words("plan.total", [:])] + figures(lines)])
    }

    /// What one BLK runs.
    func programs(_ blk: String) -> [String] {
        table(
            [("plan.column.program", .left), ("plan.column.name", .left), ("plan.column.kejuruan", .left)] + figureColumns,
            plan.lines.filter { $0.blkCode == blk }.map {
                [$0.programCode + ($0.isDecided ? "*" : ""), $0.programName, $0.kejuruan] + figures([$0])
            })
    }

    func placements(_ list: [StoredPlan.Placement], limit: Int) -> [String] {
        var sums: [String: Double] = [:]
        for placement in list {
            sums["\(placement.regionName)\t\(placement.occupationCode) \(placement.occupationName)", default: 0] += placement.persons
        }
        let rows = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit)
        return table(
            [("plan.column.region", .left), ("plan.column.occupation", .left), ("plan.column.persons", .right)],
            rows.map { key, persons in key.split(separator: "\t").map(String.init) + [numbers.decimal(persons)] })
    }

    func resource(_ resource: ScarceResource) -> String {
        switch resource {
        case .assessor(let scheme): words("plan.resource.assessor", ["scheme": scheme])
        case .workshop(let blk, let kejuruan): words("plan.resource.workshop", ["blk": blk, "kejuruan": kejuruan])
        case .instructor(let blk, let kejuruan): words("plan.resource.instructor", ["blk": blk, "kejuruan": kejuruan])
        case .departmentHours(let blk, let kejuruan): words("plan.resource.department", ["blk": blk, "kejuruan": kejuruan])
        case .budget(let blk): words("plan.resource.budget", ["blk": blk])
        case .networkBudget: words("plan.resource.network_budget", [:])
        }
    }

    private func amount(_ resource: ScarceResource, _ value: Double) -> String {
        switch resource {
        case .assessor: words("plan.unit.days", ["n": numbers.decimal(value)])
        case .workshop, .instructor, .departmentHours: "\(numbers.decimal(value)) JP"
        case .budget, .networkBudget: words("plan.unit.million", ["n": numbers.decimal(value / 1e6)])
        }
    }

    private func signed(_ value: Double) -> String {
        let text = numbers.decimal(abs(value))
        return text == "0" ? "0" : (value < 0 ? "−" : "+") + text
    }

    private func belongs(_ resource: ScarceResource, _ blk: String?) -> Bool {
        guard let blk else { return true }
        switch resource {
        case .workshop(let own, _), .instructor(let own, _), .departmentHours(let own, _), .budget(let own): return own == blk
        case .assessor, .networkBudget: return true
        }
    }

    func bottlenecks(_ blk: String? = nil, limit: Int) -> [String] {
        let rows = review.bottlenecks.filter { belongs($0.resource, blk) }.prefix(limit).map { bottleneck in
            [
                resource(bottleneck.resource), amount(bottleneck.resource, bottleneck.available),
                amount(bottleneck.resource, bottleneck.used),
                "+" + amount(bottleneck.resource, bottleneck.step), numbers.decimal(bottleneck.estimate, 1),
                bottleneck.verified.map { numbers.decimal($0, 1) } ?? "–", bottleneck.participants.map(signed) ?? "–",
                bottleneck.certified.map(signed) ?? "–", bottleneck.placements.map(signed) ?? "–",
            ]
        }
        guard !rows.isEmpty else { return [words("plan.none", [:])] }
        return table(
            [
                ("plan.column.resource", .left), ("plan.column.available", .right), ("plan.column.used", .right),
                ("plan.column.step", .right),
                ("plan.column.estimate", .right), ("plan.column.verified", .right), ("plan.column.participants", .right),
                ("plan.column.certified", .right), ("plan.column.placements", .right),
            ], Array(rows))
    }

    func upgrades(_ blk: String? = nil, limit: Int) -> [String] {
        let rows = review.upgrades.filter { blk == nil || $0.blkCode == blk }.prefix(limit).map { upgrade in
            [
                upgrade.blkCode, upgrade.instructorName ?? words("plan.no_instructor", [:]), upgrade.unitCodes.joined(separator: " "),
                upgrade.programCodes.joined(separator: " "), numbers.decimal(upgrade.days), signed(Double(upgrade.packages)),
                signed(upgrade.placements), signed(upgrade.certified),
                numbers.decimal((max(0, upgrade.placements) + max(0, upgrade.certified)) / max(1, upgrade.days), 2),
            ]
        }
        guard !rows.isEmpty else { return [words("plan.none", [:])] }
        return table(
            [
                ("plan.column.blk", .left), ("plan.column.instructor", .left), ("plan.column.units", .left), ("plan.column.unlocks", .left),
                ("plan.column.days", .right), ("plan.column.packages", .right), ("plan.column.placements", .right),
                ("plan.column.certified", .right), ("plan.column.per_day", .right),
            ], Array(rows))
    }

    func assessors(limit: Int) -> [String] {
        let rows = review.assessors.filter { $0.missing > 0 || $0.expiring > 0 }.prefix(limit).map { need in
            [
                need.schemeCode, numbers.decimal(need.needed), numbers.decimal(need.had), numbers.decimal(need.expiring),
                numbers.integer(need.missing), need.homeBlks.prefix(3).joined(separator: " "),
                need.borrowRegions.prefix(3).joined(separator: ", "),
            ]
        }
        guard !rows.isEmpty else { return [words("plan.none", [:])] }
        return table(
            [
                ("plan.column.scheme", .left), ("plan.column.needed", .right), ("plan.column.had", .right),
                ("plan.column.expiring", .right),
                ("plan.column.to_add", .right), ("plan.column.homes", .left), ("plan.column.borrow", .left),
            ], Array(rows))
    }

    func section(_ key: String, _ lines: [String], _ values: [String: String] = [:]) -> [String] {
        ["", context.style.bold(words(key, values))] + lines
    }

    /// The whole network on a screen or two.
    func network(limit: Int) -> [String] {
        head() + section("plan.section.blks", byBlk()) + section("plan.section.kejuruan", byKejuruan(nil))
            + section("plan.section.bottlenecks", bottlenecks(limit: limit)) + section("plan.section.upgrades", upgrades(limit: limit))
            + section("plan.section.assessors", assessors(limit: limit))
    }

    func one(_ blk: Blk, _ placed: [StoredPlan.Placement], limit: Int) -> [String] {
        [
            context.style.bold(words("plan.title.blk", ["blk": blk.name, "year": String(plan.year), "run": numbers.integer(plan.run.id)])),
            "",
        ]
            + programs(blk.code) + section("plan.section.kejuruan", byKejuruan(blk.code))
            + section("plan.section.placements", placements(placed, limit: limit))
            + section("plan.section.bottlenecks", bottlenecks(blk.code, limit: limit))
            + section("plan.section.upgrades", upgrades(blk.code, limit: limit))
    }
}

/// A stored plan as JSON.
struct PlanDocument: Encodable {
    struct Line: Encodable {
        let blkCode, programCode, programName, kejuruan: String
        let packages: Int
        let participants, certified, placements: Double
        let hoursJp: Int
        let costRupiah: Double
        let decided: Bool
    }

    struct Bottleneck: Encodable {
        let resource, name: String
        let available, used, step, estimate: Double
        let verified: Double?
        let packages: Int?
        let participants, certified, placements: Double?
    }

    struct Upgrade: Encodable {
        let blkCode: String
        let instructorCode: String?
        let unitCodes, programCodes: [String]
        let days: Double
        let packages: Int
        let certified, placements: Double
    }

    struct Assessor: Encodable {
        let schemeCode: String
        let daysNeeded, daysHad, daysUsed, daysExpiring: Double
        let assessorsMissing: Int
        let borrowRegions, homeBlks: [String]
    }

    struct Reason: Encodable {
        let measure, cause: String
        let kejuruan: String?
        let persons: Double
    }

    let runID: Int
    let network: String
    let year: Int
    let changes: [String]
    let objective, upperBound, gap: Double
    let participantsTarget, certifiedTarget, participants, certified, placements: Double
    let packages: [Line]
    let bottlenecks: [Bottleneck]
    let upgrades: [Upgrade]
    let assessors: [Assessor]
    let reasons: [Reason]

    init(_ tables: PlanTables, blk: String? = nil) {
        let (plan, review) = (tables.plan, tables.review)
        runID = plan.run.id
        network = plan.networkCode
        year = plan.year
        changes = plan.changes
        objective = plan.objective
        upperBound = plan.upperBound
        gap = max(0, plan.upperBound - plan.objective) / max(1e-9, abs(plan.objective))
        participantsTarget = plan.participantsTarget
        certifiedTarget = plan.certifiedTarget
        participants = plan.participants
        certified = plan.certified
        placements = plan.placements
        packages = plan.lines.filter { blk == nil || $0.blkCode == blk }.map {
            Line(
                blkCode: $0.blkCode, programCode: $0.programCode, programName: $0.programName, kejuruan: $0.kejuruan, packages: $0.packages,
                participants: $0.participants, certified: $0.certified, placements: $0.placements, hoursJp: $0.hours, costRupiah: $0.cost,
                decided: $0.isDecided)
        }
        bottlenecks = review.bottlenecks.map {
            Bottleneck(
                resource: $0.resource.kind, name: tables.resource($0.resource), available: $0.available, used: $0.used, step: $0.step,
                estimate: $0.estimate, verified: $0.verified, packages: $0.packages, participants: $0.participants, certified: $0.certified,
                placements: $0.placements)
        }
        upgrades = review.upgrades.filter { blk == nil || $0.blkCode == blk }.map {
            Upgrade(
                blkCode: $0.blkCode, instructorCode: $0.instructorCode, unitCodes: $0.unitCodes, programCodes: $0.programCodes,
                days: $0.days,
                packages: $0.packages, certified: $0.certified, placements: $0.placements)
        }
        assessors = review.assessors.map {
            Assessor(
                schemeCode: $0.schemeCode, daysNeeded: $0.needed, daysHad: $0.had, daysUsed: $0.used, daysExpiring: $0.expiring,
                assessorsMissing: $0.missing, borrowRegions: $0.borrowRegions, homeBlks: $0.homeBlks)
        }
        reasons = AllocationProblem.Measure.allCases.flatMap { measure in
            (review.reasons[measure] ?? []).map {
                Reason(measure: measure.rawValue, cause: $0.cause.rawValue, kejuruan: $0.kejuruan, persons: $0.persons)
            }
        }
    }
}

extension Stages {
    func tables(_ plan: StoredPlan) async throws -> PlanTables {
        PlanTables(
            context: context, plan: plan, review: try await session.store.planReview(plan.run.id),
            blks: Dictionary(uniqueKeysWithValues: try await session.store.blks().map { ($0.code, $0) }))
    }
}
