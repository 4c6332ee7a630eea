import Allocation
import Configuration

extension PlanTables {
    /// The table of where packages and ranks do not agree at one BLK: the first ranks without packages, then planned programmes beyond them.
    ///
    /// - Parameter blk: The code of the BLK.
    /// - Returns: The table, one row a programme.
    public func differences(_ blk: String) -> ReportTable {
        var table = ReportTable(
            phrases.words("plan.section.differences"),
            [
                .init(phrases.words("plan.column.rank"), isNumber: true), .init(phrases.words("plan.column.program")),
                .init(phrases.words("plan.column.packages"), isNumber: true), .init(phrases.words("plan.column.because")),
            ])
        table.empty = phrases.words("plan.none")
        for difference in review.differences where difference.blkCode == blk {
            table.add([
                difference.rank.map { .number($0) } ?? .none, .text(difference.programCode),
                difference.packages > 0 ? .number(difference.packages) : .text("–"), .text(phrases.reason(of: difference)),
            ])
        }
        return table
    }

    /// The sentences that say what the figures rest on: packages for the targets only, packages that wait for a test site, and regions whose
    /// leavers nobody knows.
    var notes: [String] {
        var notes: [String] = []
        let surplus = plan.lines.filter { $0.surplus > 0 }
        if !surplus.isEmpty {
            notes.append(
                phrases.words(
                    "plan.surplus",
                    [
                        "n": phrases.numbers.integer(surplus.reduce(0) { $0 + $1.surplus }),
                        "list": surplus.map { "\($0.blkCode):\($0.programCode) \($0.surplus)" }.joined(separator: ", "),
                    ]))
        }
        let withheld = review.withheldForTestSite()
        if !withheld.isEmpty {
            notes.append(
                phrases.words(
                    "plan.no_test_site",
                    [
                        "packages": phrases.numbers.integer(withheld.reduce(0) { $0 + $1.packages }),
                        "list": withheld.map { "\($0.kejuruan) \(phrases.numbers.integer($0.packages))" }.joined(separator: ", "),
                    ]))
        }
        if !plan.regionsWithoutLeavers.isEmpty {
            notes.append(phrases.words("plan.unknown_leavers", ["list": plan.regionsWithoutLeavers.joined(separator: ", ")]))
        }
        return notes
    }
}

extension Phrases {
    /// The largest number of names in one reason.
    private static let named = 2

    /// Why the packages and the rank of a programme do not agree, in a sentence or two.
    ///
    /// - Parameters:
    ///   - difference: The programme with what stands against it.
    ///   - name: What stands for the code of a unit, a scheme or a programme; the code itself where nothing is given.
    /// - Returns: The reasons. For a planned programme those of all better ranked ones: first which cannot have more packages and for want of
    ///   what, then which could and help the targets less.
    public func reason(of difference: RankDifference, named name: (String) -> String = { $0 }) -> String {
        var order: [String] = []
        var kinds: [String: [RankDifference.Kind]] = [:]
        for item in difference.obstacles {
            guard let program = item.programCode else { continue }
            if kinds[program] == nil { order.append(program) }
            kinds[program, default: []].append(item.kind)
        }
        guard !order.isEmpty else { return difference.obstacles.map { obstacle($0, name) }.joined(separator: "; ") }
        let cannot = order.filter { kinds[$0] != [.outweighed] }.map { program in
            let causes = (kinds[program] ?? []).map { words("difference.short.\($0.rawValue)") }.joined(separator: ", ")
            return "\(name(program)): \(causes)"
        }
        let could = order.filter { kinds[$0] == [.outweighed] }.map(name)
        return [
            cannot.isEmpty ? "" : words("difference.cannot", ["list": cannot.joined(separator: "; ")]),
            could.isEmpty ? "" : words("difference.could", ["list": could.joined(separator: ", ")]),
        ].filter { !$0.isEmpty }.joined(separator: ". ")
    }

    private func obstacle(_ obstacle: RankDifference.Obstacle, _ name: (String) -> String) -> String {
        let isMoney = obstacle.kind == .budget || obstacle.kind == .networkBudget
        func amount(_ value: Double) -> String { numbers.decimal(isMoney ? value / 1e6 : value, isMoney ? 1 : 0) }
        func list(_ codes: [String]) -> String {
            let shown = codes.prefix(Self.named).map(name).joined(separator: ", ")
            let left = codes.count - Self.named
            return codes.isEmpty ? "–" : left > 0 ? words("means.more", ["list": shown, "n": numbers.integer(left)]) : shown
        }
        let key =
            switch obstacle.kind {
            case .assessor where obstacle.names.count < 2: "assessor_none"
            case .testSite where obstacle.needed > 0: "test_site_withheld"
            default: obstacle.kind.rawValue
            }
        let held = obstacle.kind == .assessor ? Array(obstacle.names.dropFirst()) : obstacle.names
        return words(
            "difference.\(key)",
            [
                "names": list(obstacle.names), "name": obstacle.names.first.map(name) ?? "–", "held": list(held),
                "needed": amount(obstacle.needed), "available": amount(max(0, obstacle.available)),
            ])
    }
}
