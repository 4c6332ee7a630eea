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

    /// The capacity that a programme of the first ranks of a BLK waits for, in a sentence; none where no capacity brings it packages.
    func openLever(_ blk: String) -> [String] { phrases.openLever(of: review, blk: blk).map { [$0] } ?? [] }
}

extension Phrases {
    /// The table of why departments have packages beyond the first ranks: the department, the reason, and the capacity that would change it.
    ///
    /// - Parameters:
    ///   - reasons: One value for each department.
    ///   - title: The title of the table.
    ///   - hasCapitals: Whether headings begin with a capital, as those of pages do.
    ///   - name: What stands for the code of a unit, a scheme or a programme; the code itself where nothing is given.
    /// - Returns: The table, one row a department.
    func table(
        of reasons: [DepartmentReason], title: String, hasCapitals: Bool = false, named name: (String) -> String = { $0 }
    ) -> ReportTable {
        let columns = ["plan.column.kejuruan", "plan.column.because", "plan.column.lever"]
        var table = ReportTable(title, columns.map { .init(hasCapitals ? capital($0) : words($0)) })
        table.empty = words("plan.none")
        for reason in reasons {
            table.add([.text(reason.kejuruan), .text(sentence(of: reason, named: name)), .text(lever(of: reason, named: name))])
        }
        return table
    }

    /// A heading with a capital.
    func capital(_ key: String) -> String { words(key).prefix(1).uppercased() + words(key).dropFirst() }

    /// Why a department has packages beyond the first ranks, in sentences.
    ///
    /// - Parameters:
    ///   - reason: What is known of the department.
    ///   - name: What stands for the code of a programme.
    /// - Returns: Who uses the hours, and of the better ranked programmes which cannot have more packages and which could and help less.
    public func sentence(of reason: DepartmentReason, named name: (String) -> String = { $0 }) -> String {
        let list = reason.programs.map { told(name($0.code), $0.rank, packages: $0.packages) }.joined(separator: ", ")
        var sentences = [words("department.used", ["kejuruan": reason.kejuruan, "list": list])]
        func add(_ key: String, _ programs: [String]) {
            if !programs.isEmpty { sentences.append(words(key, ["list": programs.map(name).joined(separator: ", ")])) }
        }
        add("department.cannot", reason.better)
        add("department.could", reason.outweighed)
        if sentences.count == 1 { sentences.append(words("department.alone")) }
        return sentences.joined(separator: " ")
    }

    /// Which capacity would let the plan follow the ranks at a department, in a sentence.
    ///
    /// - Parameters:
    ///   - reason: What is known of the department.
    ///   - name: What stands for the code of a unit, a scheme or a programme.
    /// - Returns: The capacity with the programme that it is for; a dash where no programme has a better rank; or that no capacity changes the plan.
    public func lever(of reason: DepartmentReason, named name: (String) -> String = { $0 }) -> String {
        if let lever = reason.lever { return sentence(of: lever, named: name) }
        return reason.better.isEmpty && reason.outweighed.isEmpty ? "–" : words("department.no_lever")
    }

    /// The capacity that a programme of the first ranks of a BLK waits for, in a sentence; `nil` where no capacity brings it packages.
    func openLever(of review: StoredReview, blk: String, named name: (String) -> String = { $0 }) -> String? {
        review.openLever(blk).map { words("department.open", ["lever": sentence(of: $0, named: name)]) }
    }

    private func sentence(of lever: DepartmentReason.Lever, named name: (String) -> String) -> String {
        var gain = ""
        if let found = lever.gain {
            gain = words(
                "department.gain",
                [
                    "packages": numbers.signed(Double(found.packages)), "placements": numbers.signed(found.placements),
                    "certified": numbers.signed(found.certified),
                ])
        }
        let needs = lever.obstacles.map { need($0, kejuruan: lever.kejuruan, step: lever.gain?.step, named: name) }
        return words(
            "department.lever",
            ["needs": needs.joined(separator: "; "), "program": told(name(lever.programCode), lever.rank), "gain": gain])
    }

    private func told(_ program: String, _ rank: Int?, packages: Int? = nil) -> String {
        let facts = [
            rank.map { words("department.rank", ["rank": numbers.integer($0)]) },
            packages.map { words("department.packages", ["n": numbers.integer($0)]) },
        ].compactMap { $0 }
        return facts.isEmpty ? program : "\(program) (\(facts.joined(separator: ", ")))"
    }

    /// What must be had against an obstacle.
    ///
    /// - Parameters:
    ///   - obstacle: An obstacle that a capacity lifts.
    ///   - kejuruan: The department of the programme.
    ///   - step: How much was tried, in the unit of the capacity; `nil` takes what is lacking.
    ///   - name: What stands for the code of a unit or a scheme.
    /// - Returns: A phrase such as `tambah 2 hari asesor SKM-LAS-01`.
    func need(
        _ obstacle: RankDifference.Obstacle, kejuruan: String, step: Double? = nil, named name: (String) -> String = { $0 }
    ) -> String {
        let lack = step ?? max(0, obstacle.needed - max(0, obstacle.available))
        let isMoney = obstacle.kind == .budget || obstacle.kind == .networkBudget
        let names = obstacle.kind == .units || obstacle.kind == .assessor ? obstacle.names.map(name) : obstacle.names
        return words(
            "department.need.\(obstacle.kind.rawValue)",
            [
                // What is lacking is rounded up: with less it would not be enough.
                "n": numbers.decimal((isMoney ? lack / 1e6 : lack).rounded(.up)), "kejuruan": kejuruan, "name": names.first ?? "–",
                "names": names.joined(separator: ", "),
            ])
    }
}
