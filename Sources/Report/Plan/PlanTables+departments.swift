import Allocation
import Configuration

extension PlanTables {
    /// The table of why departments of one BLK have packages beyond the first ranks, and what would let the plan follow the ranks.
    ///
    /// - Parameter blk: The code of the BLK.
    /// - Returns: The table, one row a department.
    public func departments(_ blk: String) -> ReportTable {
        phrases.table(of: review.departmentReasons(blk), title: phrases.words("plan.section.departments"))
    }
}

extension Phrases {
    /// The table of why departments have packages beyond the first ranks: the department, the reason, and the capacity that would change it.
    ///
    /// - Parameters:
    ///   - reasons: One value for each department.
    ///   - title: The title of the table.
    ///   - unitTitles: The titles of competency units by code; a unit without a title shows its code.
    /// - Returns: The table, one row a department.
    func table(of reasons: [DepartmentReason], title: String, unitTitles: [String: String] = [:]) -> ReportTable {
        var table = ReportTable(
            title, [.init(words("plan.column.kejuruan")), .init(words("plan.column.because")), .init(words("plan.column.lever"))])
        table.empty = words("plan.none")
        for reason in reasons {
            table.add([.text(reason.kejuruan), .text(sentence(of: reason)), .text(lever(of: reason, unitTitles: unitTitles))])
        }
        return table
    }

    /// Why a department has packages beyond the first ranks, in a sentence.
    public func sentence(of reason: DepartmentReason) -> String {
        let list = reason.programs.map { named($0.code, $0.rank, packages: $0.packages) }.joined(separator: ", ")
        return words(
            reason.better.isEmpty ? "department.alone" : "department.held",
            ["kejuruan": reason.kejuruan, "list": list, "better": reason.better.joined(separator: ", ")])
    }

    /// Which capacity would let the plan follow the ranks at a department, in a sentence.
    ///
    /// - Parameters:
    ///   - reason: What is known of the department.
    ///   - unitTitles: The titles of competency units by code; a unit without a title shows its code.
    /// - Returns: The capacity with the programme that it is for; or that no capacity changes the plan.
    public func lever(of reason: DepartmentReason, unitTitles: [String: String] = [:]) -> String {
        guard let lever = reason.lever else { return words("department.no_lever") }
        var gain = ""
        if let found = lever.gain {
            gain = words(
                "department.gain",
                [
                    "packages": numbers.signed(Double(found.packages)), "placements": numbers.signed(found.placements),
                    "certified": numbers.signed(found.certified),
                ])
        }
        return words(
            "department.lever",
            [
                "needs": lever.obstacles.map { need($0, lever, unitTitles) }.joined(separator: "; "),
                "program": named(lever.programCode, lever.rank), "gain": gain,
            ])
    }

    private func named(_ program: String, _ rank: Int?, packages: Int? = nil) -> String {
        let facts = [
            rank.map { words("department.rank", ["rank": numbers.integer($0)]) },
            packages.map { words("department.packages", ["n": numbers.integer($0)]) },
        ].compactMap { $0 }
        return facts.isEmpty ? program : "\(program) (\(facts.joined(separator: ", ")))"
    }

    /// What must be had against an obstacle: as much as was tried, else what is lacking.
    private func need(_ obstacle: RankDifference.Obstacle, _ lever: DepartmentReason.Lever, _ unitTitles: [String: String]) -> String {
        let lack = lever.gain?.step ?? max(0, obstacle.needed - max(0, obstacle.available))
        let isMoney = obstacle.kind == .budget || obstacle.kind == .networkBudget
        // What is lacking is rounded up: with less it would not be enough.
        let amount = numbers.decimal((isMoney ? lack / 1e6 : lack).rounded(.up))
        let names = obstacle.kind == .units ? obstacle.names.map { unitTitles[$0] ?? $0 } : obstacle.names
        return words(
            "department.need.\(obstacle.kind.rawValue)",
            [
                "n": amount, "kejuruan": lever.kejuruan, "name": names.first ?? "–",
                "names": names.joined(separator: unitTitles.isEmpty ? ", " : "; "),
            ])
    }
}
