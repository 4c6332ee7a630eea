import Domain

/// Scores and ranks every programme of the catalog for every BLK. A pure function of its inputs and configuration.
public struct ScoringModel: Sendable {
    let configuration: ScoringConfiguration
    let inputs: ScoringInputs

    public init(configuration: ScoringConfiguration, inputs: ScoringInputs) {
        self.configuration = configuration
        self.inputs = inputs
    }

    /// - Returns: all candidates, by BLK, then rank, then programme.
    /// - Complexity: O(BLKs × programmes × criteria).
    public func run() -> [ScoredCandidate] {
        let facts = ScoringFacts(inputs, configuration: configuration)
        let programs = inputs.programs.sorted { $0.code < $1.code }
        return inputs.blks.sorted { $0.code < $1.code }.flatMap { blk in
            Self.ranked(programs.map { score(Candidate(blk: blk, program: $0), facts) })
        }
    }

    func score(_ candidate: Candidate, _ facts: ScoringFacts) -> ScoredCandidate {
        let measured = configuration.active.map { ($0, $0.criterion.measure(candidate, in: facts)) }
        let weightWithData = measured.reduce(0) { $0 + ($1.1 == nil ? 0 : $1.0.weight) }
        let contributions = measured.map { active, measurement in
            let utility = measurement.map { active.value($0.raw) }
            return Contribution(
                criterion: active.criterion.id, unit: active.criterion.unit, weight: active.weight, measurement: measurement,
                utility: utility, points: utility.map { 100 * active.weight * $0 / weightWithData })
        }
        let total = configuration.active.reduce(0) { $0 + $1.weight }
        let market = facts.market(of: candidate)
        return ScoredCandidate(
            blk: candidate.blk, program: candidate.program, status: facts.status(of: candidate), position: nil,
            score: weightWithData > 0 ? contributions.reduce(0) { $0 + ($1.points ?? 0) } : nil,
            completeness: weightWithData / total, contributions: contributions,
            eligibility: eligibility(of: candidate, facts, hasData: weightWithData > 0), openings: market?.openings ?? 0,
            gap: market?.cells.reduce(0) { $0 + $1.relevance * max($1.reachableOpenings - $1.reachableLeavers, 0) } ?? 0)
    }

    private func eligibility(of candidate: Candidate, _ facts: ScoringFacts, hasData: Bool) -> Eligibility {
        if candidate.program.occupations.isEmpty { return .blocked(.noOccupation) }
        if !hasData { return .blocked(.noData) }
        if let market = facts.market(of: candidate), market.openings <= 0 { return .blocked(.noOpenings) }
        var missing: [Missing] = []
        let units = facts.unitsWithoutInstructor(candidate)
        if !units.isEmpty { missing.append(.instructor(units: units)) }
        if let free = facts.workshopHoursFree(candidate) {
            if free < candidate.program.hours { missing.append(.workshopHours(candidate.program.hours - free)) }
        } else {
            missing.append(.workshop)
        }
        if let scheme = candidate.program.schemeCode, let assessment = facts.assessment(candidate) {
            if !facts.hasTestSite(candidate) { missing.append(.testSite) }
            let lacking = assessment.daysNeeded - assessment.daysReachable
            if lacking > 0 { missing.append(.assessors(scheme: scheme, days: lacking)) }
        }
        return missing.isEmpty ? .ready : .readyIf(missing)
    }

    /// Ranks one BLK's candidates: by score, then demand gap, then code.
    static func ranked(_ candidates: [ScoredCandidate]) -> [ScoredCandidate] {
        func isRanked(_ candidate: ScoredCandidate) -> Bool {
            if case .blocked = candidate.eligibility { return false }
            return candidate.score != nil
        }
        func rank(_ group: [ScoredCandidate]) -> [ScoredCandidate] {
            let order = group.filter(isRanked).sorted {
                ($1.score ?? 0, $1.gap, $0.program.code) < ($0.score ?? 0, $0.gap, $1.program.code)
            }
            return order.enumerated().map { index, candidate in
                var copy = candidate
                copy.position = index + 1
                return copy
            } + group.filter { !isRanked($0) }.sorted { $0.program.code < $1.program.code }
        }
        return rank(candidates.filter { $0.status != .newDepartment })
            + rank(candidates.filter { $0.status == .newDepartment })
    }
}
