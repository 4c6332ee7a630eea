import ArgumentParser
import Domain
import Report
import Scoring
import Store

struct CompareCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "compare",
            abstract: text(
                "Dua penghitungan skor: siapa bergeser, berapa peringkat, karena kriteria apa.",
                "Two scoring runs: who moved, by how many ranks, because of which criterion."),
            discussion: text(
                "Contoh: padan compare 2 5 --blk UPTD-KRW\nNomornya: padan runs list",
                "Example: padan compare 2 5 --blk UPTD-KRW\nNumbers: padan runs list"),
            aliases: ["bandingkan"])
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: ArgumentHelp(text("Nomor penghitungan pertama.", "Number of the first run."))) var left: Int
    @Argument(help: ArgumentHelp(text("Nomor penghitungan kedua.", "Number of the second run."))) var right: Int
    @Option(help: ArgumentHelp(text("Hanya BLK ini.", "This BLK only."))) var blk: String?
    @Option(help: ArgumentHelp(text("Banyak baris.", "Lines."))) var limit = 20

    private struct Document: Encodable {
        struct Move: Encodable {
            let blkCode: String
            let programCode: String
            let rankBefore: Int
            let rankAfter: Int
            let scoreBefore: Double
            let scoreAfter: Double
            let because: String?
            let contributionChange: Double?
        }

        let leftRunID: Int
        let rightRunID: Int
        let blks: Int
        let kendallTau: Double?
        let topOverlap: Double?
        let moves: [Move]
    }

    /// How far one BLK's ranks agree.
    private struct Agreement {
        let blk: String
        let kendall: Double?
        let overlap: Double?
    }

    func validate() throws {
        guard limit > 0 else { throw ValidationError(text("--limit harus lebih dari 0", "--limit must be above 0")) }
    }

    func run() async throws {
        let context = try common.context()
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        let (first, second) = (try await stages.scoringRun(left), try await stages.scoringRun(right))
        let only = try await blkCode(stages)
        let changes = try await session.store.rankChanges(left, right).filter { only == nil || $0.blkCode == only }
        guard !changes.isEmpty else { throw CommandFailure.failure(context.words("compare.nothing_common")) }
        let top = try Stages.scoringConfiguration(of: first).robustness.top
        let agreements = Dictionary(grouping: changes, by: \.blkCode).sorted { $0.key < $1.key }.map { blk, list in
            func ranks(_ rank: (RankChange) -> Int) -> [String: Int] {
                Dictionary(uniqueKeysWithValues: list.map { ($0.programCode, rank($0)) })
            }
            return Agreement(
                blk: blk, kendall: RankAgreement.kendall(list.map(\.before), list.map(\.after)),
                overlap: RankAgreement.overlap(ranks(\.before), ranks(\.after), top: top))
        }
        let sameMethod = first.method == second.method && first.method == RankingMethod.additive.rawValue
        func cause(_ change: RankChange) -> (criterion: String, points: Double)? {
            guard sameMethod else { return nil }
            // The contribution that pushed most in the direction of the move, against what the programme's own score did.
            let direction = Double(change.moved.signum())
            let pushed = change.contributionChanges.filter { $0.value * direction > 1e-9 }
            return (pushed.isEmpty ? change.contributionChanges.filter { abs($0.value) > 1e-9 } : pushed)
                .max { (abs($0.value), $1.key) < (abs($1.value), $0.key) }.map { ($0.key, $0.value) }
        }
        let moved = changes.filter { $0.moved != 0 }
        let shown = moved.filter { min($0.before, $0.after) <= top }.sorted {
            (-abs($0.moved), $0.blkCode, $0.programCode) < (-abs($1.moved), $1.blkCode, $1.programCode)
        }.prefix(limit)
        let kendall = mean(agreements.compactMap(\.kendall))
        let overlap = mean(agreements.compactMap(\.overlap))
        if context.json {
            return print(
                try Console.json(
                    Document(
                        leftRunID: left, rightRunID: right, blks: agreements.count, kendallTau: kendall, topOverlap: overlap,
                        moves: shown.map { change in
                            let cause = cause(change)
                            return Document.Move(
                                blkCode: change.blkCode, programCode: change.programCode, rankBefore: change.before,
                                rankAfter: change.after, scoreBefore: change.scoreBefore, scoreAfter: change.scoreAfter,
                                because: cause?.criterion, contributionChange: cause?.points)
                        })))
        }
        let numbers = context.numbers
        let words = context.words
        func what(_ run: Run) -> String { "\(run.profile ?? ""), \(words("ranking.\(run.method ?? "additive")"))" }
        print(
            context.style.bold(
                words(
                    "compare.title",
                    ["left": numbers.integer(left), "right": numbers.integer(right), "left_what": what(first), "right_what": what(second)]))
        )
        let lowest = agreements.filter { $0.kendall != nil }.min { ($0.kendall ?? 0) < ($1.kendall ?? 0) }
        print(
            words(
                "compare.agreement",
                [
                    "blks": numbers.integer(agreements.count), "tau": kendall.map { numbers.decimal($0, 2) } ?? "–",
                    "lowest": lowest?.kendall.map { numbers.decimal($0, 2) } ?? "–", "lowest_blk": lowest?.blk ?? "–",
                    "top": numbers.integer(top), "overlap": overlap.map { numbers.percent($0) } ?? "–",
                ]))
        guard !moved.isEmpty else { return print(words("compare.nothing")) }
        print(
            words(
                "compare.moved",
                ["moved": numbers.integer(moved.count), "candidates": numbers.integer(changes.count), "top": numbers.integer(top)]))
        print("")
        let names = Dictionary(uniqueKeysWithValues: try await session.store.programs().map { ($0.code, $0.name) })
        var table = TextTable([
            (words("column.blk"), .left), (words("column.program"), .left), (words("column.rank_before"), .right),
            (words("column.rank_after"), .right), (words("column.moved"), .right), (words("column.because"), .left),
        ])
        for change in shown {
            let cause = cause(change)
            table.add([
                change.blkCode, "\(names[change.programCode] ?? "") (\(change.programCode))", numbers.integer(change.before),
                numbers.integer(change.after), (change.moved > 0 ? "▲ " : "▼ ") + numbers.integer(abs(change.moved)),
                cause.map { "\(context.phrases.criterion($0.criterion)) \($0.points > 0 ? "+" : "")\(numbers.decimal($0.points, 1))" }
                    ?? words("compare.no_cause"),
            ])
        }
        for line in table.lines(header: context.style.bold) { print(line) }
    }

    private func blkCode(_ stages: Stages) async throws -> String? {
        guard let blk else { return nil }
        return try await stages.blk(blk).code
    }

    private func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
}
