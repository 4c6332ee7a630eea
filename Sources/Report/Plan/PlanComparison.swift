import Allocation
import Domain

/// Two plans side by side, and the packages in which they differ.
public struct PlanComparison: Sendable {
    /// A programme of a BLK whose number of packages differs.
    public struct Move: Sendable {
        /// The code of the BLK, and the code and the name of the programme.
        public let blkCode, programCode, programName: String
        /// The number of packages in the plan before and in the plan after.
        public let before, after: Int
        /// Why the number differs, for an answer to a supposition; else `nil`.
        public var because: MoveReason?
    }

    /// The plan that is compared with.
    public let before: Plan
    /// The plan that is compared.
    public let after: Plan
    /// The programmes whose number of packages differs, the largest difference first.
    public var moves: [Move]
    /// The names of BLKs by code, for the reasons; a code without a name stands for itself.
    public var blkNames: [String: String] = [:]

    /// Compares two plans.
    public init(_ before: Plan, _ after: Plan) {
        self.before = before
        self.after = after
        var counts: [String: (line: Plan.Line, before: Int, after: Int)] = [:]
        for line in before.lines { counts["\(line.blkCode)\t\(line.programCode)"] = (line, line.packages, 0) }
        for line in after.lines {
            let key = "\(line.blkCode)\t\(line.programCode)"
            counts[key] = (line, counts[key]?.before ?? 0, line.packages)
        }
        moves = counts.values.filter { $0.before != $0.after }
            .map {
                Move(
                    blkCode: $0.line.blkCode, programCode: $0.line.programCode, programName: $0.line.programName, before: $0.before,
                    after: $0.after)
            }
            .sorted { (-abs($0.after - $0.before), $0.blkCode, $0.programCode) < (-abs($1.after - $1.before), $1.blkCode, $1.programCode) }
    }

    /// The table of the figures of both plans.
    public func figures(_ phrases: Phrases) -> ReportTable {
        let words = phrases.words
        var table = ReportTable(
            words("plan.section.figures"),
            [
                .init(words("plan.column.figure")), .init(words("plan.column.before"), isNumber: true),
                .init(words("plan.column.after"), isNumber: true), .init(words("plan.column.change"), isNumber: true),
            ])
        func add(_ key: String, _ value: (Plan) -> Double) {
            let (a, b) = (value(before), value(after))
            table.add([.text(words(key)), .number(a), .number(b), .change(b - a)])
        }
        add("plan.column.packages") { Double($0.lines.reduce(0) { $0 + $1.packages }) }
        add("plan.participants") { $0.participants }
        add("plan.short.participants") { max(0, $0.participantsTarget - $0.participants) }
        add("plan.certified") { $0.certified }
        add("plan.short.certified") { max(0, $0.certifiedTarget - $0.certified) }
        add("plan.column.placements") { $0.placements }
        add("plan.column.cost") { $0.lines.reduce(0) { $0 + $1.cost } / 1e6 }
        return table
    }

    /// The table of the packages that differ.
    ///
    /// - Parameters:
    ///   - phrases: The words and numbers of the reader's language.
    ///   - blks: The BLKs by code, whose names stand beside their codes; a code without a name stands alone.
    /// - Returns: The table, the largest difference first.
    public func list(_ phrases: Phrases, blks: [String: Blk] = [:]) -> ReportTable {
        let words = phrases.words
        let explains = moves.contains { $0.because != nil }
        var table = ReportTable(
            words("plan.section.moves"),
            [
                .init(words("plan.column.blk")), .init(words("plan.column.program")), .init(words("plan.column.name")),
                .init(words("plan.column.before"), isNumber: true), .init(words("plan.column.after"), isNumber: true),
                .init(words("plan.column.change"), isNumber: true), .init(explains ? words("plan.column.because") : ""),
            ])
        table.empty = words("plan.same")
        for move in moves {
            table.add([
                .text(blks[move.blkCode].map { "\($0.name) (\(move.blkCode))" } ?? move.blkCode), .text(move.programCode),
                .text(move.programName), .number(move.before), .number(move.after),
                .change(Double(move.after - move.before)), .text(move.because.map { sentence(of: $0, phrases) } ?? ""),
            ])
        }
        return table
    }

    private func sentence(of reason: MoveReason, _ phrases: Phrases) -> String {
        let shown = reason.blks.prefix(2).map { blkNames[$0] ?? $0 }.joined(separator: ", ")
        let more = reason.blks.count - 2
        return phrases.words(
            "plan.because.\(reason.kind.rawValue)",
            [
                "blks": more > 0 ? phrases.words("means.more", ["list": shown, "n": phrases.numbers.integer(more)]) : shown,
                "limit": reason.limit.map { phrases.numbers.decimal($0, $0 == $0.rounded() ? 0 : 1) } ?? "",
            ])
    }

    /// Both tables as lines for a terminal, of which the second has at most `limit` rows.
    public func lines(_ phrases: Phrases, _ style: TextStyle, limit: Int) -> [String] {
        var lines = figures(phrases).lines(phrases.numbers, style: style) + [""]
        lines += list(phrases).first(limit).lines(phrases.numbers, style: style)
        if moves.count > limit { lines.append(phrases.words("plan.more", ["n": phrases.numbers.integer(moves.count - limit)])) }
        return lines
    }
}
