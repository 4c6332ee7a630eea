import Allocation
import Configuration
import Domain
import Scoring

extension BlkSections {
    /// The numbers of rows on the first page: of programmes that are planned, of changes from the year before, and of actions. Where few
    /// programmes are planned, there is room for more changes.
    private var firstPage: (planned: Int, changes: Int, actions: Int) {
        // A list that is cut gives up two programmes for the changes: each takes two lines, and a change one.
        let (planned, lines) = rows.count > 8 ? (6, 11) : (8, 9)
        let changes = min(6, max(3, lines - min(rows.count, planned) - surplusRows.count))
        // Actions of more than six lines take the room of changes, whose reasons take two lines each.
        let told = actions(most: 3)
        let length = (told?.steps ?? []).reduce(told?.paragraphs.count ?? 0) { $0 + ($1.count + Self.lineLength - 1) / Self.lineLength }
        return (planned, max(1, changes - max(0, length - 6) / 2), 3)
    }

    /// About so many characters stand on a line of a sheet.
    private static let lineLength = 100

    /// A planned programme with its figures, of all its packages or of a part of them.
    private struct Row {
        let line: Plan.Line
        let packages: Int
        /// The share of the figures of the line that the row stands for.
        var share: Double { Double(packages) / Double(max(1, line.packages)) }
    }

    /// The planned programmes with openings of their own, the one with the most packages first.
    private var rows: [Row] {
        (report.plan?.lines ?? []).filter { $0.packages > $0.surplus }.map { Row(line: $0, packages: $0.packages - $0.surplus) }
    }

    /// The packages that are there for the targets only.
    private var surplusRows: [Row] {
        (report.plan?.lines ?? []).filter { $0.surplus > 0 }.map { Row(line: $0, packages: $0.surplus) }
    }

    /// The section with the programmes that the plan has of this BLK; `nil` where there is no plan or it has none.
    ///
    /// - Parameter most: The largest number of programmes; the others are added up in one row.
    /// - Returns: The section.
    func planned(most: Int = .max) -> ReportSection? {
        guard let plan = report.plan, !rows.isEmpty else { return nil }
        let isShort = rows.count > most
        var section = ReportSection(
            words(isShort ? "report.heading.planned_most" : "report.heading.planned", ["year": String(plan.year)]))
        section.table = table(of: rows, most: most)
        section.paragraphs = isShort ? [] : [words("report.planned.note")]
        return section
    }

    /// The sections of the first page, which tell a head within a minute what to run, what changes, and what to set going.
    var first: [ReportSection] {
        let page = firstPage
        return [planned(most: page.planned), surplus, changes(most: page.changes), actions(most: page.actions)].compactMap { $0 }
    }

    /// The whole lists of what the first page shows the beginning of.
    var afterFirst: [ReportSection] {
        [rows.count > firstPage.planned ? planned() : nil, changeCount > firstPage.changes ? changes() : nil].compactMap { $0 }
    }

    /// The section with packages whose graduates find no openings of their own; `nil` where there are none.
    var surplus: ReportSection? {
        guard report.plan != nil, !surplusRows.isEmpty else { return nil }
        var section = ReportSection(words("report.heading.surplus"))
        section.paragraphs = [words("report.surplus.note")]
        section.table = table(of: surplusRows, most: .max)
        return section
    }

    private func table(of rows: [Row], most: Int) -> ReportTable {
        let before = counted
        var table = ReportTable(
            "",
            [.init(words("column.program")), .init(words("column.packages"), isNumber: true)]
                + (before.map { [.init(String($0.year), isNumber: true)] } ?? []) + [
                    .init(words("column.participants"), isNumber: true), .init(words("column.hours"), isNumber: true),
                    .init(words("column.cost"), isNumber: true), .init(words("column.teacher")), .init(words("column.test_site")),
                    .init(words("column.assessor")),
                ])
        func figures(_ rows: [Row]) -> [Cell] {
            func sum(_ value: (Plan.Line) -> Double) -> Double { rows.reduce(0) { $0 + value($1.line) * $1.share } }
            return [
                .number(sum { $0.participants }), .number(sum { Double($0.hours) }), .number(sum { $0.cost } / 1e6, 0),
            ]
        }
        func packages(_ rows: [Row]) -> Cell { .number(rows.reduce(0) { $0 + $1.packages }) }
        let shown = Array(rows.prefix(most))
        for row in shown {
            let then = before.map { [cell(of: $0, row.line.programCode)] } ?? []
            table.add(
                [.text(row.line.programName).detailed(detail(of: row.line)), packages([row])] + then + figures([row]) + means(of: row.line))
        }
        // What stops is in no row, so that the column of the year before has no sum.
        func sum(_ title: String, _ rows: [Row]) {
            table.add(
                [.text(title), packages(rows)] + (before == nil ? [] : [.text("")]) + figures(rows) + [.text(""), .text(""), .text("")])
        }
        let others = Array(rows.dropFirst(most))
        if !others.isEmpty { sum(words("report.planned.others", ["n": numbers.integer(others.count)]), others) }
        if rows.count > 1 {
            sum(words("plan.total"), rows)
            table.hasTotal = true
        }
        table.isStacked = true
        table.hasRemarkRows = true
        return table
    }

    /// The packages of the year before by programme; `nil` where nobody counted them.
    private var counted: (year: Int, packages: [String: Int])? {
        guard let before = report.before, before.source != .catalog else { return nil }
        return (before.year, Dictionary(before.entries.map { ($0.programCode, $0.packages ?? 0) }, uniquingKeysWith: +))
    }

    private func cell(of before: (year: Int, packages: [String: Int]), _ program: String) -> Cell {
        before.packages[program].map { .number($0) } ?? .none
    }

    /// The code of a planned programme, its rank and its strongest argument, in one line.
    private func detail(of line: Plan.Line) -> String {
        guard let candidate = candidate(line.programCode) else { return line.programCode }
        let rank = candidate.position.map { words("report.planned.rank", ["rank": numbers.integer($0)]) }
        let facts: [String] = [line.programCode, rank ?? "", far(line, candidate) ?? "", phrases.arguments(candidate, most: 2)]
        return facts.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// Why a programme is planned whose gap, weighted by distance, is none: the plan fills openings of single regions in reach, which the regions
    /// nearer to the BLK have enough leavers of their own for. `nil` where the gap is not none.
    private func far(_ line: Plan.Line, _ candidate: ScoredCandidate) -> String? {
        guard let gap = candidate.gap, gap < 0.5, line.packages > line.surplus else { return nil }
        var persons: [String: Double] = [:]
        for placement in report.plan?.placements ?? [] where placement.programCode == line.programCode {
            persons[placement.regionName, default: 0] += placement.persons
        }
        let regions = persons.filter { $0.value >= 0.5 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            phrases.shortRegion($0.key)
        }
        return regions.isEmpty ? nil : words("report.planned.far", ["regions": list(regions, most: 2)])
    }

    /// The programme of a code as the run scored it; `nil` where the run does not hold it.
    func candidate(_ program: String) -> ScoredCandidate? { report.candidates.first { $0.program.code == program } }

    // MARK: - Who and what carries it out

    private func means(of line: Plan.Line) -> [Cell] {
        guard let program = candidate(line.programCode)?.program else { return [.none, .none, .none] }
        return [teachers(of: program), testSite(of: program), assessors(of: program)].map {
            .text($0.text, tone: $0.isLacking ? .bad : .plain)
        }
    }

    private typealias Means = (text: String, isLacking: Bool)

    private func teachers(of program: Program) -> Means {
        let (team, untaught) = report.means.team(for: program)
        var parts = team.isEmpty ? [] : [list(team.map(\.name), most: 2)]
        if !untaught.isEmpty { parts.append(words("means.untaught", ["n": numbers.integer(untaught.count)])) }
        return (parts.isEmpty ? "–" : parts.joined(separator: "; "), !untaught.isEmpty)
    }

    private func testSite(of program: Program) -> Means {
        guard program.schemeCode != nil else { return ("–", false) }
        guard let site = report.means.testSite(for: program.kejuruan) else { return (words("means.none"), true) }
        let name = site.blkCode == report.blk.code ? words("means.own") : site.blkName
        guard let end = lastDay, site.until < end else { return (name, false) }
        return (words("means.until", ["what": name, "day": numbers.day(site.until.description)]), false)
    }

    private func assessors(of program: Program) -> Means {
        guard let scheme = program.schemeCode else { return ("–", false) }
        let names = report.means.assessors(ofScheme: scheme).map { assessor in
            assessor.regionCode == report.blk.regionCode
                ? assessor.name
                : "\(assessor.name) (\(phrases.shortRegion(report.means.regionNames[assessor.regionCode] ?? assessor.regionCode)))"
        }
        return names.isEmpty ? (words("means.none"), true) : (list(names, most: 1), false)
    }

    /// The last day of the planned year; `nil` without a plan.
    var lastDay: Day? { report.plan.flatMap { Day(year: $0.year, month: 12, day: 31) } }

    /// The first names of a list, and how many more there are.
    func list(_ names: [String], most: Int) -> String {
        let shown = names.prefix(most).joined(separator: ", ")
        return names.count > most ? words("means.more", ["list": shown, "n": numbers.integer(names.count - most)]) : shown
    }

    // MARK: - Workbook

    /// The planned programmes with a column for each figure that anything is known of.
    var plannedSheet: ReportTable { plannedTable.withoutEmptyColumns }

    /// The planned programmes with a column for each figure; the columns are the same for all BLKs.
    var plannedTable: ReportTable {
        let before = counted
        var table = ReportTable(
            words("report.heading.planned", ["year": String(report.plan?.year ?? report.run.asOf.civil.year)]),
            [
                .init(words("column.code")), .init(words("column.program")), .init(phrases.capital("plan.column.kejuruan")),
                .init(phrases.capital("plan.column.rank"), isNumber: true), .init(words("column.packages"), isNumber: true),
                .init(words("column.surplus"), isNumber: true), .init(words("column.before"), isNumber: true),
                .init(words("column.participants"), isNumber: true), .init(phrases.capital("plan.column.certified"), isNumber: true),
                .init(phrases.capital("plan.column.placements"), isNumber: true), .init(words("column.hours"), isNumber: true),
                .init(words("column.cost"), isNumber: true), .init(words("column.teacher")), .init(words("column.test_site")),
                .init(words("column.assessor")), .init(words("column.because")),
            ])
        table.empty = words(report.plan == nil ? "report.summary.no_plan" : "plan.none")
        for line in report.plan?.lines ?? [] {
            let candidate = candidate(line.programCode)
            var reasons: [String] = []
            if let candidate { reasons = [far(line, candidate) ?? "", phrases.arguments(candidate, most: 2)].filter { !$0.isEmpty } }
            table.add(
                [
                    .text(line.programCode), .text(line.programName), .text(line.kejuruan),
                    candidate?.position.map { .number($0) } ?? .none, .number(line.packages),
                    line.surplus > 0 ? .number(line.surplus) : .none,
                    before.flatMap { $0.packages[line.programCode].map { Cell.number($0) } } ?? .none,
                    .number(line.participants), .number(line.certified), .number(line.placements), .number(line.hours),
                    .number(line.cost / 1e6, 1),
                ] + means(of: line) + [.text(reasons.joined(separator: "; "))])
        }
        return table
    }
}

extension Phrases {
    /// The criteria that argue for a programme by figures of its own: what a BLK has at hand and what is the same for all its programmes
    /// argues for none.
    private static let arguing = [
        "demand_gap", "gap_share", "wage", "placement", "certification", "growth", "local_potential", "relatedness", "cost_effectiveness",
    ]

    /// The strongest arguments for a programme in figures, those that contribute most to its score first.
    ///
    /// - Parameters:
    ///   - candidate: The programme.
    ///   - most: The largest number of arguments.
    /// - Returns: One line, empty where no criterion has data.
    func arguments(_ candidate: ScoredCandidate, most: Int) -> String {
        let ordered = candidate.contributions.enumerated().filter {
            Self.arguing.contains($0.element.criterion) && ($0.element.points ?? 0) > 0 && $0.element.raw != nil
        }.sorted { ($1.element.points ?? 0, $0.offset) < ($0.element.points ?? 0, $1.offset) }.map(\.element)
        return ordered.prefix(most).map { item in
            let raw = item.raw ?? 0
            let text =
                switch item.criterion {
                case "demand_gap", "cost_effectiveness": numbers.decimal(raw, raw < 10 ? 1 : 0)
                case "gap_share", "placement", "certification": numbers.percent(raw)
                case "growth": numbers.percent(raw / 100, 1)
                default: numbers.decimal(raw, 1)
                }
            return words("argument.\(item.criterion)", ["raw": text])
        }.joined(separator: "; ")
    }
}
