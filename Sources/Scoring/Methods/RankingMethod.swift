/// How utilities and weights make an order.
public enum RankingMethod: String, Sendable, CaseIterable {
    /// The weighted mean of utilities: Padan's own score.
    case additive
    /// Nearness to the ideal solution (`Topsis`).
    case topsis
    /// Net flows of pairwise preferences (`Promethee`).
    case promethee

    /// Replaces the scores of one BLK by a rival method's, 0 to 100, on the same utilities and weights. Running and new programmes
    /// compete among themselves, those of new departments among themselves; blocked ones get none.
    func score(_ scores: inout BlkScores, _ configuration: ScoringConfiguration, _ tables: FactorTables) {
        guard self != .additive else { return }
        let weights = configuration.criteria.map(\.weight)
        let eligible = (0..<scores.programs).filter { scores.blocked[$0] == nil && !scores.score[$0].isNaN }
        for program in 0..<scores.programs { scores.score[program] = .nan }
        for inNewDepartment in [false, true] {
            let group = eligible.filter { (scores.status[$0] == .newDepartment) == inNewDepartment }
            let matrix = group.map { program in
                weights.indices.map { k -> Double? in
                    let utility = scores.utility[k * scores.programs + program]
                    return utility.isNaN ? nil : Double(utility)
                }
            }
            let values =
                self == .topsis
                ? Topsis.closeness(matrix, weights: weights).map { 100 * $0 }
                : Promethee.netFlows(matrix, weights: weights, preference: Promethee.preferenceThreshold).map { 50 * (1 + $0) }
            for (program, value) in zip(group, values) { scores.score[program] = value }
        }
    }
}
