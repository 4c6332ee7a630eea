/// The figures of one candidate, looked up in the tables.
extension FactorTables {
    /// The positions of a BLK and a programme, with the position of the BLK's region.
    public func candidate(blk: Int, program: Int) -> Candidate {
        Candidate(blk: blk, region: regionOfBlk[blk], program: program)
    }

    func market(_ candidate: Candidate) -> Market { markets[candidate.region * programs.count + candidate.program] }

    func department(_ candidate: Candidate) -> Department? {
        departments[candidate.blk * kejuruan.count + kejuruanOfProgram[candidate.program]]
    }

    func outcomes(_ candidate: Candidate) -> Outcomes {
        let key = candidate.blk * programs.count + candidate.program
        return hasOutcomes.contains(key) ? outcomes[key] ?? Outcomes() : Outcomes()
    }

    /// Shrunk share placed of those trained; `nil` without a prior.
    func placementRate(_ candidate: Candidate) -> RawValue? {
        let own = outcomes(candidate)
        return placementOfProgram[candidate.program].map { OutcomePriors.value($0.prior, successes: own.placed, trials: own.traced) }
    }

    /// Shrunk share certified of those trained; `nil` without a prior.
    func certificationRate(_ candidate: Candidate) -> RawValue? {
        let own = outcomes(candidate)
        return certificationOfProgram[candidate.program].map {
            OutcomePriors.value($0.prior, successes: own.certified, trials: own.trained)
        }
    }

    /// Assessor-days within reach; `nil` when the programme ends without a scheme.
    func assessorDays(_ candidate: Candidate) -> Int? {
        schemeOfProgram[candidate.program].map { assessorDays[candidate.region * schemes.count + $0] }
    }
}
