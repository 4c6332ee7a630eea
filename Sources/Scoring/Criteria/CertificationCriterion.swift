/// The share of those trained who were certified, shrunk towards the programme's other BLKs.
///
/// The figures come from the outcomes of the last years (`outcome_years`). The criterion has no data when no BLK of the network has
/// outcomes.
struct CertificationCriterion: Criterion {
    let id = "certification"
    let unit = "share"
    let level = CriterionLevel.blk
    let estimate: Estimate? = .certification

    func value(of candidate: Candidate, in tables: FactorTables) -> RawValue? { tables.certificationRate(candidate) }

    func basis(of candidate: Candidate, in tables: FactorTables) -> Basis {
        let own = tables.outcomes(candidate)
        return tables.certification.basis(of: tables.programs[candidate.program], successes: own.certified, trials: own.trained)
    }
}
