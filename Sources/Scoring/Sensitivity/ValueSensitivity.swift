import Domain

/// What of a programme outside the first k would have to change, and nothing else, to bring it in.
public struct ValueSensitivity: Sendable, Equatable {
    /// The name of the criterion.
    public let criterion: String
    /// The raw value now, in the criterion's unit.
    public let raw: Double
    /// The least raw value that suffices, in the criterion's unit.
    public let needed: Double
    /// The change in whole things: units to be taught, workshop hours, assessor-days, openings; `nil` for a rate.
    public let count: Int?

    /// What would bring a programme among the recommended ones.
    ///
    /// - Parameters:
    ///   - scores: The scores of the BLK.
    ///   - program: The position of a ranked running or new programme.
    ///   - model: The model that made the scores.
    ///   - recommendedRanks: The number k of ranks that count as recommended.
    /// - Returns: One entry for each criterion that alone could do it, in the order of the criteria; empty for programmes among the first
    ///   k.
    public static func list(_ scores: BlkScores, program: Int, model: ScoringModel, recommendedRanks: Int) -> [ValueSensitivity] {
        let ranked = scores.ranked
        guard let place = ranked.firstIndex(of: program), place >= recommendedRanks else { return [] }
        let threshold = scores.score[ranked[recommendedRanks - 1]]
        let configuration = model.configuration
        var (sum, weight) = (0.0, 0.0)
        for (k, configured) in configuration.criteria.enumerated() {
            let utility = scores.utility[k * scores.programs + program]
            guard !utility.isNaN else { continue }
            sum += configured.weight * Double(utility)
            weight += configured.weight
        }
        let candidate = model.tables.candidate(blk: scores.blk, program: program)
        return configuration.criteria.enumerated().compactMap { k, configured in
            let utility = scores.utility[k * scores.programs + program]
            // Inclusion is the region's: it would move all programmes alike.
            guard !utility.isNaN, configured.weight > 0, configured.criterion.id != InclusionCriterion().id,
                let raw = configured.criterion.value(of: candidate, in: model.tables)?.raw
            else { return nil }
            // A hair above the last of the first k, so that neither a tie nor single precision decides.
            let needed = Double(utility) + ((threshold + 1e-4) / 100 * weight - sum) / configured.weight
            guard needed <= 1, let reached = configured.value.raw(reaching: needed, from: raw), reached > raw else { return nil }
            let (rounded, count) = whole(reached, configured.criterion, candidate, model.tables)
            guard rounded <= 1 || configured.criterion.unit != "share" else { return nil }
            return ValueSensitivity(criterion: configured.criterion.id, raw: raw, needed: rounded, count: count)
        }
    }

    /// Rounds up to what can be had: whole units, hours, days, openings.
    private static func whole(
        _ needed: Double, _ criterion: any Criterion, _ candidate: Candidate, _ tables: FactorTables
    ) -> (raw: Double, count: Int?) {
        let program = tables.programs[candidate.program]
        func counted(_ now: Double, of whole: Int) -> (Double, Int?) {
            let target = (needed * Double(whole) - 1e-9).rounded(.up)
            return (target / Double(whole), Int(target - now))
        }
        switch criterion.id {
        case "instructor_readiness": return counted(Double(tables.unitsCovered(candidate)), of: program.units.count)
        case "facility_readiness": return counted(Double(tables.department(candidate)?.hoursFree ?? 0), of: program.hours)
        case "assessor_readiness":
            return counted(Double(tables.assessorDays(candidate) ?? 0), of: tables.assessorDaysNeeded[candidate.program])
        case "demand_gap":
            let more = (needed - tables.market(candidate).gap).rounded(.up)
            return (tables.market(candidate).gap + more, Int(more))
        default: return (needed, nil)
        }
    }
}
