import Allocation

extension Service {
    /// Changes with their kejuruan spelled as the programmes have them: case and blanks make no other kejuruan.
    ///
    /// - Parameters:
    ///   - changes: The changes as a person wrote them.
    ///   - kejuruan: The names of kejuruan that there are.
    /// - Returns: The changes, in their order; names of no kejuruan stay as they are.
    static func spelled(_ changes: [PlanChange], as kejuruan: [String]) -> [PlanChange] {
        func key(_ name: String) -> String { name.lowercased().filter { !$0.isWhitespace } }
        let known = Set(kejuruan)
        let byKey = Dictionary(known.sorted().map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
        func spelled(_ name: String) -> String { known.contains(name) ? name : byKey[key(name)] ?? name }
        return changes.map { change in
            switch change {
            case .addWorkshopHours(let blk, let name, let hours): .addWorkshopHours(blk: blk, kejuruan: spelled(name), hours: hours)
            case .addInstructorHours(let blk, let name, let hours): .addInstructorHours(blk: blk, kejuruan: spelled(name), hours: hours)
            case .target(let measure, let amount, let scope): .target(measure, amount, scope: scope.map(spelled))
            case .addAssessors, .addCompetence, .scaleBudget, .close, .fix, .forbid, .minimumPerBlk, .largestShare,
                .allowSurplus, .minimumScore, .largestRank:
                change
            }
        }
    }
}
