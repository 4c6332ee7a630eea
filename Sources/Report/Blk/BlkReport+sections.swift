import Charts
import Configuration
import Domain
import Scoring

/// The sections of a BLK's report, in the reader's language.
struct BlkSections {
    typealias Cell = ReportTable.Cell

    let report: BlkReport
    let phrases: Phrases

    private var words: Words { phrases.words }
    private var numbers: Numbers { phrases.numbers }
    /// The number of programmes that charts show.
    static let charted = 10
    /// The number of programmes that the summary names.
    private static let told = 6

    private func chart(_ key: String, _ description: String) -> ChartCaption {
        ChartCaption(
            title: words("chart.\(key).title", ["blk": report.blk.name]), description: description, axis: words("chart.\(key).axis"),
            source: words(
                report.isSample ? "chart.source_sample" : "chart.source", ["day": numbers.day(report.run.asOf.description)]))
    }

    private func table(_ columns: [(key: String, isNumber: Bool)]) -> ReportTable {
        var table = ReportTable("", columns.map { ReportTable.Column(words($0.key), isNumber: $0.isNumber) })
        table.empty = words("plan.none")
        return table
    }

    /// The ranked programmes that are shown: the first ones, and whatever else the plan runs.
    func shown(_ limit: Int) -> [ScoredCandidate] {
        let planned = Set(report.plan?.lines.map(\.programCode) ?? [])
        return report.ranked.enumerated().filter { $0.offset < limit || planned.contains($0.element.program.code) }.map(\.element)
    }

    // MARK: - What to run

    /// Two or three sentences that answer by themselves what the BLK should run.
    var summary: [String] {
        var sentences: [String] = []
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
            sentences.append(
                words(
                    "report.summary.list",
                    [
                        "list": plan.lines.prefix(Self.told).map {
                            words("report.summary.item", ["n": numbers.integer($0.packages), "program": $0.programName])
                        }.joined(separator: "; ")
                            + (plan.lines.count > Self.told
                                ? words("report.summary.more", ["n": numbers.integer(plan.lines.count - Self.told)]) : "")
                    ]))
        } else {
            sentences.append(words("report.summary.no_plan"))
        }
        if let first = report.ranked.first {
            sentences.append(
                words(
                    "report.summary.first",
                    [
                        "program": first.program.name, "score": first.score.map { numbers.decimal($0, 1) } ?? "–",
                        "openings": phrases.perYear(first.openings),
                    ]))
        }
        return sentences
    }

    /// The section that says what to run.
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
                ("column.score", true), ("column.robust", false), ("column.openings", true), ("column.eligibility", false),
            ])
        for candidate in shown(limit) {
            var cells: [Cell] = [
                candidate.position.map { .number($0) } ?? .none,
                .text(candidate.program.name).detailed("\(candidate.program.code) · \(phrases.status(candidate.status))"),
            ]
            if let plan = report.plan {
                let packages = plan.packages(of: candidate.program.code)
                cells.append(packages > 0 ? .number(packages) : .text("–"))
            }
            cells += [
                (candidate.score.map { Cell.number($0, 1) } ?? Cell.none).detailed(
                    words("report.completeness", ["share": numbers.percent(candidate.completeness)])),
                .text(phrases.robustness(candidate, isFirm: report.isFirm(candidate))),
                candidate.openings.map { .number($0, $0 < 10 ? 1 : 0) } ?? .none, .text(phrases.eligibility(candidate.eligibility.code)),
            ]
            table.add(cells)
        }
        section.table = table.first(most)
        section.paragraphs = [
            words(
                "report.what.note",
                [
                    "top": numbers.integer(report.configuration.robustness.recommendedRanks),
                    "firm": numbers.percent(report.configuration.robustness.firm),
                ])
        ]
        return section
    }

    // MARK: - Why, and how sure

    func why(_ limit: Int = BlkSections.charted) -> ReportSection {
        var section = ReportSection(words("report.heading.why"))
        let candidates = Array(report.ranked.prefix(limit))
        let bars = candidates.map { candidate -> ContributionBars.Bar in
            let shown = SumRounding.round(candidate.contributions.map { $0.points ?? 0 }, digits: 1)
            let pieces = zip(candidate.contributions, shown).map { contribution, points in
                ContributionBars.Piece(
                    letter: phrases.letter(contribution.criterion), name: phrases.criterion(contribution.criterion), points: max(0, points),
                    label: numbers.decimal(points, 1), shade: Criteria.all.firstIndex { $0.id == contribution.criterion } ?? 0)
            }
            return ContributionBars.Bar(
                name: "\(candidate.position.map(numbers.integer) ?? "–")  \(candidate.program.name)",
                value: candidate.score.map { numbers.decimal($0, 1) } ?? "–", pieces: pieces)
        }
        let told = candidates.prefix(3).map { candidate -> String in
            let most = candidate.contributions.sorted { ($0.points ?? 0) > ($1.points ?? 0) }.prefix(3).map {
                phrases.criterion($0.criterion)
            }
            return "\(candidate.program.name) \(candidate.score.map { numbers.decimal($0, 1) } ?? "–") (\(most.joined(separator: ", ")))"
        }
        section.chart = ContributionBars.svg(
            bars, chart("contributions", words("chart.contributions.told", ["list": told.joined(separator: "; ")])))
        section.paragraphs = [
            Criteria.all.map { "\(phrases.letter($0.id)) \(phrases.criterion($0.id))" }.joined(separator: " · ")
        ]
        return section
    }

    /// The letters and shades of bars, and what they stand for.
    private var legend: [(letter: String, fill: String, name: String, explained: String)] {
        Criteria.all.enumerated().map { index, criterion in
            (
                letter: phrases.letter(criterion.id), fill: ContributionBars.shade(index), name: phrases.criterion(criterion.id),
                explained: words("criterion.\(criterion.id).explained")
            )
        }
    }

    var sure: ReportSection? {
        let rows = report.ranked.prefix(Self.charted).compactMap { candidate in
            candidate.acceptability.map { acceptability in
                AcceptabilityMap.Row(
                    name: "\(candidate.position.map(numbers.integer) ?? "–")  \(candidate.program.name)", ranks: acceptability.ranks,
                    total: phrases.robustness(candidate, isFirm: report.isFirm(candidate)))
            }
        }
        guard !rows.isEmpty else { return nil }
        var section = ReportSection(words("report.heading.sure"))
        let top = numbers.integer(report.configuration.robustness.recommendedRanks)
        let firm = report.ranked.filter { report.isFirm($0) == true }.count
        section.paragraphs = [words("report.sure.note", ["top": top, "firm": numbers.integer(firm)])]
        section.chart = AcceptabilityMap.svg(
            rows, totalTitle: words("chart.ranks.total", ["top": top]),
            chart("ranks", words("chart.ranks.told", ["top": top, "list": rows.map { "\($0.name) \($0.total)" }.joined(separator: "; ")])))
        return section
    }

    // MARK: - What is missing

    /// The section that says what is missing.
    ///
    /// - Parameters:
    ///   - limit: The number of ranks that are looked at.
    ///   - most: The largest number of rows.
    /// - Returns: The section.
    func missing(_ limit: Int, most: Int = .max) -> ReportSection {
        var section = ReportSection(words("report.heading.missing"))
        var table = table([("column.program", false), ("column.missing", false), ("column.first_step", false)])
        for candidate in shown(limit) where candidate.eligibility != .ready {
            table.add([
                .text("\(candidate.program.name) (\(candidate.program.code))"),
                .text(phrases.missing(candidate, unitTitles: report.unitTitles, short: true)), .text(firstStep(candidate)),
            ])
        }
        table.empty = words("report.nothing_missing")
        section.table = table.first(most)
        return section
    }

    /// Says what to do first, of all that a programme lacks: an instructor comes before a workshop, and both come before an
    /// assessor.
    private func firstStep(_ candidate: ScoredCandidate) -> String {
        let missing = MissingRecord.list(candidate.eligibility)
        let kejuruan = candidate.program.kejuruan
        for code in ["instructor", "workshop", "workshop_hours", "assessors", "test_site"] {
            guard let item = missing.first(where: { $0.code == code }) else { continue }
            switch code {
            case "instructor":
                if let upgrade = report.plan?.review.upgrades.first(where: {
                    $0.blkCode == report.blk.code && $0.programCodes.contains(candidate.program.code)
                }), let name = upgrade.instructorName {
                    return words(
                        "step.train",
                        [
                            "name": name, "units": upgrade.unitCodes.map { report.unitTitles[$0] ?? $0 }.joined(separator: "; "),
                            "days": numbers.decimal(upgrade.days),
                        ])
                }
                let unit = item.items.first.map { report.unitTitles[$0] ?? $0 } ?? ""
                return words(
                    item.items.count > 1 ? "step.instructors" : "step.instructor",
                    ["unit": unit, "more": numbers.integer(item.items.count - 1)])
            case "workshop": return words("step.workshop", ["kejuruan": kejuruan])
            case "workshop_hours":
                return words("step.workshop_hours", ["hours": item.items.first ?? "", "kejuruan": kejuruan])
            case "assessors":
                let scheme = item.items.first ?? ""
                let need = report.plan?.review.assessors.first { $0.schemeCode == scheme }
                if let region = need?.borrowRegions.first {
                    return words("step.borrow_assessor", ["scheme": scheme, "days": item.items.last ?? "", "region": region])
                }
                return words("step.new_assessor", ["scheme": scheme, "days": item.items.last ?? ""])
            default: return words("step.test_site", ["kejuruan": kejuruan])
            }
        }
        return "–"
    }

    // MARK: - Where graduates find work

    var whereWork: ReportSection? {
        guard let home = report.catchment.first(where: { $0.kilometres == 0 }), !report.catchment.isEmpty else { return nil }
        var section = ReportSection(words("report.heading.where"))
        var placed: [String: Double] = [:]
        for placement in report.plan?.placements ?? [] { placed[placement.regionCode, default: 0] += placement.persons }
        var table = table([
            ("column.region", false), ("column.distance", true), ("column.openings", true), ("column.leavers", true),
            ("column.placed", true),
        ])
        let listed = report.catchment.sorted {
            ((placed[$1.region.code] ?? 0), $1.openings, $0.region.code) < ((placed[$0.region.code] ?? 0), $0.openings, $1.region.code)
        }
        for reached in listed.prefix(6) {
            table.add([
                .text(reached.region.name), .number(reached.kilometres, unit: "km"), .number(reached.openings), .number(reached.leavers),
                placed[reached.region.code].map { .number($0) } ?? .text("–"),
            ])
        }
        if let position = home.region.position {
            let dots = report.catchment.compactMap { reached -> RegionMap.Dot? in
                guard let place = reached.region.position, reached.openings >= 0.5 else { return nil }
                return RegionMap.Dot(
                    name: phrases.shortRegion(reached.region.name), latitude: place.latitude, longitude: place.longitude,
                    amount: reached.openings, label: numbers.decimal(reached.openings), isFilled: (placed[reached.region.code] ?? 0) >= 0.5)
            }
            let edge = max(25, (report.catchment.map(\.kilometres).max() ?? 75) / 25)
            let rings = [25.0, 50, 75, 100].filter { $0 <= max(25, (edge.rounded(.up) * 25)) }.prefix(3)
            let told = listed.prefix(5).map { "\($0.region.name) \(numbers.decimal($0.openings))" }.joined(separator: "; ")
            section.chart = RegionMap.svg(
                dots, centre: .init(name: report.blk.name, latitude: position.latitude, longitude: position.longitude), rings: Array(rings),
                words: .init(filled: words("chart.map.filled"), hollow: words("chart.map.hollow"), north: words("chart.map.north")),
                chart("map", words("chart.map.told", ["list": told])))
        }
        section.table = table
        section.paragraphs = [words("report.where.note")]
        return section
    }

    var market: ReportSection? {
        guard !report.occupations.isEmpty else { return nil }
        var section = ReportSection(words("report.heading.market"))
        let rows = report.occupations.sorted { ($1.openings, $0.occupation.code) < ($0.openings, $1.occupation.code) }.prefix(6).map {
            item in
            GapBars.Row(
                name: words.language == .id ? item.occupation.name : item.occupation.nameEnglish, openings: item.openings,
                leavers: item.leavers, openingsLabel: numbers.decimal(item.openings), leaversLabel: numbers.decimal(item.leavers))
        }
        let told = rows.map { "\($0.name): \($0.openingsLabel) / \($0.leaversLabel)" }.joined(separator: "; ")
        section.chart = GapBars.svg(
            Array(rows), names: (words("chart.gap.openings"), words("chart.gap.leavers")), tick: { numbers.decimal($0) },
            chart("gap", words("chart.gap.told", ["list": told])))
        return section
    }

    // MARK: - What was left out, sources, method

    func leftOut(_ limit: Int) -> ReportSection {
        var section = ReportSection(words("report.heading.left_out"))
        var table = table([("column.program", false), ("column.score", true), ("column.because", false)])
        func add(_ candidate: ScoredCandidate, _ reason: String) {
            table.add([
                .text("\(candidate.program.name) (\(candidate.program.code))"),
                candidate.score.map { .number($0, 1) } ?? .none, .text(reason),
            ])
        }
        if let plan = report.plan {
            for candidate in report.ranked.prefix(limit) where plan.packages(of: candidate.program.code) == 0 {
                let codes = Set(MissingRecord.list(candidate.eligibility).map(\.code))
                let reason =
                    codes.contains("instructor")
                    ? "left_out.instructor"
                    : codes.contains("workshop") || codes.contains("workshop_hours")
                        ? "left_out.workshop" : codes.contains("assessors") ? "left_out.assessors" : "left_out.outweighed"
                add(candidate, words(reason))
            }
        }
        for candidate in report.blocked.prefix(4) {
            add(candidate, phrases.missing(candidate, unitTitles: report.unitTitles, short: true))
        }
        for candidate in report.newDepartments.prefix(3) {
            add(candidate, words("left_out.new_department", ["kejuruan": candidate.program.kejuruan]))
        }
        section.table = table
        return section
    }

    var sources: ReportSection {
        var section = ReportSection(words("report.heading.sources"))
        section.table = phrases.sourceTable(report.sources.filter { $0.from != nil && $0.kind != "targets" })
        return section
    }

    var how: ReportSection {
        var section = ReportSection(words("report.heading.how"))
        section.steps = (1...5).map { words("report.how.\($0)") }
        section.paragraphs = [words("report.profile", ["profile": report.configuration.profile])]
        section.legend = legend
        return section
    }
}

extension Phrases {
    /// The table of where the figures come from, with the time that the data speak of.
    func sourceTable(_ sources: [DataSource]) -> ReportTable {
        var table = ReportTable(
            words("report.heading.sources"),
            [
                .init(words("column.data")), .init(words("column.period")), .init(words("column.rows"), isNumber: true),
                .init(words("column.rejected"), isNumber: true), .init(words("column.gaps")), .init(words("column.files")),
            ])
        table.empty = words("plan.none")
        for source in sources {
            let period = [source.from, source.until].compactMap { $0 }.map { $0.count == 10 ? numbers.shortDay($0) : $0 }
            var gaps: [String] = []
            if let share = source.uncodedShare { gaps.append(words("report.sources.uncoded", ["share": numbers.percent(share, 1)])) }
            if let share = source.unresolvedShare { gaps.append(words("report.sources.unresolved", ["share": numbers.percent(share, 1)])) }
            table.add([
                .text(words("kind.\(source.kind)")), .text(Set(period).count < 2 ? period.first ?? "–" : period.joined(separator: "–")),
                .number(source.rows), .number(source.rejected), .text(gaps.joined(separator: "; ")),
                .text(source.names.joined(separator: ", ")),
            ])
        }
        return table
    }

    /// The letter that stands for a criterion in bars.
    public func letter(_ criterion: String) -> String { words("criterion.\(criterion).letter") }

    /// A region's name in its short form: `Kab. Karawang` for `Kabupaten Karawang`.
    func shortRegion(_ name: String) -> String {
        name.replacing("Kabupaten ", with: "Kab. ").replacing("Kota Administrasi ", with: "Kota ")
    }
}
