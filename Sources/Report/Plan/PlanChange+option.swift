import Allocation

extension PlanChange {
    /// The change as an option of `padan allocate` and `padan whatif`, which is also how documents and pages name it.
    public var optionText: String {
        switch self {
        case .fix(let blk, let program, let packages): "--fix \(blk):\(program)=\(packages)"
        case .forbid(let blk, let program): "--forbid \(blk):\(program)"
        case .minimumPerBlk(let participants): "--min-per-blk \(Self.digits(participants))"
        case .largestShare(let share): "--max-share \(Self.digits(share * 100))%"
        case .addAssessors(let scheme, let count): "--add-assessor \(scheme)=\(count)"
        case .addCompetence(let blk, let unit): "--add-instructor \(blk):\(unit)"
        case .addWorkshopHours(let blk, let kejuruan, let hours): "--add-workshop-hours \(blk):\(kejuruan)=\(Self.digits(hours))"
        case .addInstructorHours(let blk, let kejuruan, let hours): "--add-instructor-hours \(blk):\(kejuruan)=\(Self.digits(hours))"
        case .scaleBudget(let factor): "--budget \(factor >= 1 ? "+" : "")\(Self.digits((factor - 1) * 100))%"
        case .allowSurplus: "--allow-surplus"
        case .minimumScore(let score): "--min-score \(Self.digits(score))"
        case .largestRank(let rank): "--max-rank \(rank)"
        case .close(let blk): "--close \(blk)"
        case .target(let measure, let amount, let scope):
            "--target \((scope + [measure.rawValue]).joined(separator: ":"))=\(Self.digits(amount))"
        }
    }

    /// A number as people type it: without a decimal point where it is whole, and without the last digits that binary fractions add.
    private static func digits(_ number: Double) -> String {
        let rounded = (number * 1e8).rounded() / 1e8
        return Int(exactly: rounded).map { String($0) } ?? String(rounded)
    }
}
