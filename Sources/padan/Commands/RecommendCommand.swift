import ArgumentParser
import Domain
import Report
import Scoring
import Store

struct RecommendCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "recommend",
            abstract: text("Program apa yang sebaiknya dijalankan satu BLK, dan mengapa.", "Which programmes a BLK should run, and why."),
            discussion: text(
                "Contoh: padan recommend \"Kabupaten Karawang\" --top 5", "Example: padan recommend \"Kabupaten Karawang\" --top 5"),
            aliases: ["rekomendasi"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var runOption: RunOption
    @Argument(help: ArgumentHelp(text("Kode atau nama BLK.", "Code or name of the BLK."))) var blk: String
    @Option(help: ArgumentHelp(text("Banyak program.", "Number of programmes."))) var top = 10

    func validate() throws {
        guard top > 0 else { throw ValidationError(text("--top harus lebih dari 0", "--top must be above 0")) }
    }

    func run() async throws {
        let context = try common.context()
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        let report = try await stages.scores(try await Self.stored(try await stages.blk(blk), run: runOption.run, stages))
        if context.json { return print(try Console.json(report.document(limit: top))) }
        Self.show(report, top: top, context)
    }

    /// Reads one BLK's part of a scoring run.
    ///
    /// - Parameter run: its number; `nil` for the latest.
    static func stored(_ blk: Blk, run: Int?, _ stages: Stages) async throws -> StoredScores {
        let run = try await stages.scoringRun(run)
        guard
            let stored = try await stages.session.store.storedScores(
                run: run, blk: blk, configuration: try Stages.scoringConfiguration(of: run))
        else {
            throw CommandFailure.failure(stages.context.words("error.blk_not_scored", ["blk": blk.name]))
        }
        return stored
    }

    static func show(_ report: BlkReport, top: Int, _ context: Context) {
        let numbers = context.numbers
        let phrases = context.phrases
        let words = context.words
        print(context.style.bold(words("report.title", ["blk": "\(report.blk.name) (\(report.blk.code))"])))
        print(
            words(
                "report.subtitle",
                ["region": report.regionName, "day": numbers.day(report.run.asOf.description), "run": numbers.integer(report.run.id)]))
        if report.configuration.profile != ScoringConfiguration.standardProfile || report.run.method != RankingMethod.additive.rawValue {
            print(
                words(
                    "score.profile",
                    ["profile": report.configuration.profile, "method": words("ranking.\(report.run.method ?? "additive")")]))
        }
        print("")
        var table = TextTable([
            (words("column.rank"), .right), (words("column.program"), .left), (words("column.status"), .left),
            (words("column.score"), .right), (words("column.contributions"), .left), (words("column.openings"), .right),
            (words("column.completeness"), .right), (words("column.robust"), .right), (words("column.eligibility"), .left),
        ])
        let shown = report.ranked.prefix(top)
        for candidate in shown {
            let ready = phrases.eligibility(candidate.eligibility.code)
            let missing = phrases.missing(candidate, unitTitles: report.unitTitles, short: true)
            table.add([
                candidate.position.map(numbers.integer) ?? "–", "\(candidate.program.name) (\(candidate.program.code))",
                phrases.status(candidate.status), candidate.score.map { numbers.decimal($0, 1) } ?? "–",
                contributionBar(candidate, context), phrases.perYear(candidate.openings), numbers.percent(candidate.completeness),
                phrases.robustness(candidate, isFirm: report.isFirm(candidate)),
                (candidate.eligibility == .ready ? context.style.green(ready) : context.style.yellow(ready))
                    + (missing.isEmpty ? "" : ": " + missing),
            ])
        }
        for line in table.lines(header: context.style.bold) { print(line) }
        print("")
        print(legend(context))
        if shown.contains(where: { $0.acceptability != nil }) {
            print(
                context.style.dim(
                    words(
                        "recommend.robust",
                        [
                            "top": numbers.integer(report.configuration.robustness.top),
                            "firm": numbers.percent(report.configuration.robustness.firm),
                        ])))
        }
        let more = report.ranked.count - shown.count
        if more > 0 || !report.newDepartments.isEmpty || !report.blocked.isEmpty {
            print(
                words(
                    "recommend.more",
                    [
                        "more": numbers.integer(more), "departments": numbers.integer(report.newDepartments.count),
                        "blocked": numbers.integer(report.blocked.count),
                    ]))
        }
        print(words(report.sourceKey))
    }

    /// Width of the bar for 100 points.
    private static let barWidth = 25
    /// One letter per 4 points of each criterion, so that it can be read without colour.
    private static func contributionBar(_ candidate: ScoredCandidate, _ context: Context) -> String {
        let shares = candidate.contributions.map { ($0.points ?? 0) / 100 * Double(barWidth) }
        let cells = SumRounding.round(shares, digits: 0)
        var text = ""
        for (criterion, count) in zip(candidate.contributions, cells) {
            text += String(repeating: context.phrases.letter(criterion.criterion), count: Int(count))
        }
        return context.style.cyan(text) + String(repeating: "·", count: max(0, barWidth - text.count))
    }

    private static func legend(_ context: Context) -> String {
        let entries = Criteria.all.map { "\(context.phrases.letter($0.id)) \(context.phrases.criterion($0.id))" }
        return context.style.dim(context.words("recommend.legend") + " " + entries.joined(separator: " · "))
    }
}
