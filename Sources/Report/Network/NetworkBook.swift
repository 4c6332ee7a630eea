import Allocation
import Charts
import Configuration
import Domain
import Scoring

/// The book of a network: its targets and plan, what limits the plan, what changed, how good the data are, and a page for each
/// BLK.
public struct NetworkBook: Sendable {
    /// The plan as tables and sentences.
    public let tables: PlanTables
    /// The comparison with the plan before; `nil` for the first plan.
    public let comparison: PlanComparison?
    /// The data that the figures come from.
    public let sources: [DataSource]
    /// What checks of figures warned of in the files of these data.
    public let warnings: [FileWarnings]
    /// The reports of the network's BLKs, in the order of their codes.
    public let reports: [BlkReport]
    /// Whether the figures come from the made-up sample network, which the book must say.
    public let isSample: Bool
    /// The number of the published scoring run where the plan was made from another; `nil` where it was made from that one.
    public let laterScores: Int?

    /// Writes the book of a network in a language.
    public init(_ phrases: Phrases, _ answer: BookAnswer) {
        tables = PlanTables(phrases, answer.plan, names: answer.names)
        comparison = answer.comparison
        sources = answer.sources
        warnings = answer.warnings
        reports = answer.reports
        isSample = answer.plan.isSample
        laterScores = answer.laterScores
    }

    private var phrases: Phrases { tables.phrases }
    private var words: Words { phrases.words }
    private var numbers: Numbers { phrases.numbers }
    private var plan: Plan { tables.plan }
    private var sourceKey: String { isSample ? "report.source" : "report.source_own" }

    /// The number of rows that a list has on paper; the workbook has them all.
    private static let printed = 30
    /// The number of warnings of one file on paper.
    private static let printedWarnings = 5
    /// The numbers of rows on the page of a BLK: in its list of changes, of actions and of what is missing. What is planned is there whole.
    private static let pageRows = (changes: 6, actions: 3, missing: 5)

    private var networkName: String { tables.blks[plan.networkCode]?.name ?? plan.networkCode }
    /// The title of the book.
    public var title: String { words("book.title", ["network": networkName, "year": String(plan.year)]) }

    private func shortened(_ table: ReportTable) -> ReportTable {
        var short = table.withoutEmptyColumns.first(Self.printed)
        if table.rows.count > Self.printed {
            short.note = words("book.shortened", ["n": numbers.integer(Self.printed), "all": numbers.integer(table.rows.count)])
        }
        return short
    }

    private func section(_ table: ReportTable, _ heading: String? = nil, _ paragraphs: [String] = []) -> ReportSection {
        var section = ReportSection(heading ?? table.title)
        section.table = table
        section.paragraphs = paragraphs
        return section
    }

    /// Where scores were published after the plan was made: which scores the book has.
    private var ancestry: [String] {
        guard let laterScores, let reads = plan.run.readsRun else { return [] }
        let values = ["plan": plan.run.id, "reads": reads, "run": laterScores].mapValues(numbers.integer)
        return [words("book.later_scores", values)]
    }

    private var targets: ReportSection {
        var section = section(tables.targets, words("book.heading.targets"), ancestry + [tables.proof] + tables.shortfalls)
        func row(_ key: String, _ target: Double, _ reached: Double) -> TargetProgress.Row {
            TargetProgress.Row(
                name: words(key), target: target, reached: reached,
                label: words(
                    "chart.targets.label",
                    [
                        "reached": numbers.decimal(reached), "target": numbers.decimal(target),
                        "share": target > 0 ? numbers.percent(reached / target) : "–",
                    ]))
        }
        let rows = [
            row("plan.participants", plan.participantsTarget, plan.participants),
            row("plan.certified", plan.certifiedTarget, plan.certified),
        ]
        section.chart = TargetProgress.svg(
            rows, tick: { numbers.decimal($0) },
            ChartCaption(
                title: words("chart.targets.title", ["network": networkName]),
                description: rows.map { "\($0.name): \($0.label)" }.joined(separator: "; "), axis: words("chart.targets.axis"),
                source: words(isSample ? "chart.source_sample" : "chart.source", ["day": numbers.day(plan.run.asOf.description)])))
        return section
    }

    private var changes: [ReportSection] {
        guard let comparison else {
            var section = ReportSection(words("book.heading.changes"))
            section.paragraphs = [words("book.no_changes")]
            return [section]
        }
        let told = words("book.changes.note", ["before": numbers.integer(comparison.before.run.id), "after": numbers.integer(plan.run.id)])
        return [
            section(comparison.figures(phrases), words("book.heading.changes"), [told]),
            section(shortened(comparison.list(phrases, blks: tables.blks)), words("plan.section.moves")),
        ]
    }

    private var quality: ReportSection {
        section(phrases.sourceTable(sources), words("book.heading.quality"), [words(sourceKey)])
    }

    /// The section of figures that are odd; none where no file has any. Of each file the first stand on paper.
    private var oddFigures: [ReportSection] {
        guard !warnings.isEmpty else { return [] }
        let count = numbers.integer(warnings.reduce(0) { $0 + $1.count })
        let told = words("book.warnings.note", ["n": count, "files": numbers.integer(warnings.count)])
        return [section(shortened(warningTable(most: Self.printedWarnings)), nil, [told])]
    }

    /// Odd figures by file, with the cell of each.
    ///
    /// - Parameter most: The most warnings of a file, behind which a row says how many more there are; `nil` for all that are kept.
    /// - Returns: The table.
    private func warningTable(most: Int?) -> ReportTable {
        var table = ReportTable(
            words("book.heading.warnings"),
            [.init(words("column.file")), .init(words("column.data")), .init(words("column.cell")), .init(words("column.odd"))])
        for file in warnings {
            let shown = file.warnings.prefix(most ?? file.warnings.count)
            for warning in shown {
                let line = words("book.warnings.line", ["line": numbers.integer(warning.line)])
                let facts = warning.facts.mapValues { fact in
                    switch fact {
                    case .text(let text): text
                    case .integer(let number): numbers.integer(number)
                    case .number(let number): numbers.figure(number)
                    }
                }
                table.add([
                    .text(file.file), .text(words("kind.\(file.kind)")), .text(warning.cell ?? line),
                    .text("\(warning.column ?? ""): \(words(warning.key, facts))"),
                ])
            }
            guard file.count > shown.count else { continue }
            let others = words("book.warnings.others", ["n": numbers.integer(file.count - shown.count)])
            table.add([.text(file.file), .text(words("kind.\(file.kind)")), .text("…"), .text(others)])
        }
        return table
    }

    // MARK: - Paper

    /// The book as one self-contained page from `config/templates/network.html`, with an outline, and with page numbers when it
    /// is printed.
    ///
    /// - Parameter root: Where the configuration files are.
    /// - Returns: A complete HTML page.
    /// - Throws: `ConfigurationError` when a template cannot be read or is no Mustache template, and an error of Foundation when
    ///   there is no folder of templates.
    public func html(root: DataRoot) throws -> String {
        let head =
            [
                targets, section(tables.byBlk), section(tables.byKejuruan()),
            ] + (tables.surplus.rows.isEmpty ? [] : [section(tables.surplus, nil, [words("report.surplus.note")])]) + [
                section(shortened(tables.bottlenecks()), words("book.heading.bottlenecks"), [words("book.bottlenecks.note")]),
                section(shortened(tables.upgrades())), section(shortened(tables.assessors)),
            ]
        let sections = head + changes + [quality] + oddFigures
        let reading = reports.first.map { BlkSections(report: $0, phrases: phrases) }
        var context: [String: Any] = [
            "title": title,
            "subtitle": words(
                "book.subtitle", ["run": numbers.integer(plan.run.id), "day": numbers.day(plan.run.asOf.description)]),
            "source": words(sourceKey), "summary": [tables.title, tables.placementsSentence],
            "sections": sections.enumerated().map { index, section -> [String: Any] in
                section.context(numbers).merging(["anchor": "s\(index + 1)"]) { $1 }
            },
            "blks": reports.enumerated().map { index, report in page(report, "b\(index + 1)") },
        ]
        if let reading {
            var how = ReportSection(reading.how, heading: words("book.heading.reading"))
            how.paragraphs.insert(words("report.planned.note"), at: 0)
            context["how"] = how.context(numbers)
        }
        return try Templates(root).page("network", context, words)
    }

    private func page(_ report: BlkReport, _ anchor: String) -> [String: Any] {
        let sections = BlkSections(report: report, phrases: phrases)
        let limits = Self.pageRows
        var parts = [
            sections.planned(), sections.surplus, sections.changes(most: limits.changes, rest: "book.changes.others"),
            sections.actions(most: limits.actions),
            sections.missing(limits.missing, most: limits.missing, rest: "book.missing.others"),
        ].compactMap { $0 }
        // What the columns mean stands once, before the pages of the BLKs.
        if !parts.isEmpty { parts[0].paragraphs = [] }
        return [
            "anchor": anchor, "name": report.blk.name, "code": report.blk.code, "region": report.regionName, "summary": sections.summary,
            "parts": parts.map { $0.context(numbers) },
        ]
    }

    // MARK: - Workbook

    /// Writes the book as a workbook, which has a sheet for each section and all rows.
    ///
    /// - Parameter path: Where the file will appear.
    /// - Throws: `WorkbookError` when the file cannot be written.
    public func write(to path: String) throws {
        let workbook = try XLSXWorkbook(path)
        let remark = words(sourceKey)
        var targets = tables.targets
        targets.note = ([tables.title, tables.placementsSentence, tables.proof] + tables.shortfalls).joined(separator: " ")
        try targets.write(to: workbook, sheet: words("book.sheet.targets"), remark: remark)
        try tables.byBlk.write(to: workbook, sheet: words("book.sheet.blks"), remark: remark)
        try tables.byKejuruan().write(to: workbook, sheet: words("book.sheet.kejuruan"), remark: remark)
        try programs.write(to: workbook, sheet: words("book.sheet.packages"), remark: remark)
        if !tables.surplus.rows.isEmpty { try tables.surplus.write(to: workbook, sheet: words("book.sheet.surplus"), remark: remark) }
        try recommendations.write(to: workbook, sheet: words("book.sheet.recommendations"), remark: remark)
        try tables.bottlenecks().write(to: workbook, sheet: words("book.sheet.bottlenecks"), remark: remark)
        try tables.upgrades().write(to: workbook, sheet: words("book.sheet.upgrades"), remark: remark)
        try tables.assessors.write(to: workbook, sheet: words("book.sheet.assessors"), remark: remark)
        if let comparison {
            try comparison.figures(phrases).write(to: workbook, sheet: words("book.sheet.figures"), remark: remark)
            try comparison.list(phrases, blks: tables.blks).withoutEmptyColumns.write(
                to: workbook, sheet: words("book.sheet.changes"), remark: remark)
        }
        try phrases.sourceTable(sources).write(to: workbook, sheet: words("book.sheet.quality"), remark: remark)
        if !warnings.isEmpty { try warningTable(most: nil).write(to: workbook, sheet: words("book.sheet.warnings"), remark: remark) }
        try workbook.close()
    }

    /// Every planned programme of every BLK, with who and what carries it out.
    private var programs: ReportTable { ofAll(words("plan.section.programs")) { $0.plannedTable } }

    /// The first programmes of every BLK, and whatever else its plan runs.
    private var recommendations: ReportTable { ofAll(words("book.heading.recommendations")) { $0.rankTable(10) } }

    /// One table of those of all BLKs, with a column for the BLK.
    private func ofAll(_ title: String, _ own: (BlkSections) -> ReportTable) -> ReportTable {
        var all: ReportTable?
        for report in reports {
            let part = own(BlkSections(report: report, phrases: phrases))
            var table = all ?? ReportTable(title, [.init(words("plan.column.blk")), .init(words("plan.column.name"))] + part.columns)
            for row in part.rows { table.add([.text(report.blk.code), .text(report.blk.name)] + row) }
            all = table
        }
        return (all ?? ReportTable(title, [])).withoutEmptyColumns
    }
}
