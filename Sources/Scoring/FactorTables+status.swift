/// What a candidate is: whether it runs, whether it is blocked and what it lacks.
extension FactorTables {
    /// Whether the BLK runs the programme, has its department, or would have to open it.
    public func status(_ candidate: Candidate) -> CandidateStatus {
        if isRunning.contains(candidate.blk * programs.count + candidate.program) { return .running }
        return department(candidate) == nil ? .newDepartment : .new
    }

    /// Why a programme cannot be recommended to any BLK of the region; `nil` when it can.
    func blocked(_ candidate: Candidate) -> BlockedReason? {
        if programs[candidate.program].occupations.isEmpty { return .noOccupation }
        let openings = market(candidate).openings
        // Where nobody knows whether there is work, a programme can be neither recommended nor refused for want of work.
        if openings.isNaN { return .unknownOpenings }
        return openings <= 0 ? .noOpenings : nil
    }

    /// What is missing before a BLK can run a programme.
    func missing(_ candidate: Candidate) -> [Missing] {
        let program = programs[candidate.program]
        var missing: [Missing] = []
        let units = program.units.indices.filter { isLacking(candidate, unit: $0) }.map { program.units[$0] }
        if !units.isEmpty { missing.append(.instructor(units: units)) }
        let department = department(candidate)
        if let free = department?.hoursFree {
            if free < program.hours { missing.append(.workshopHours(program.hours - free)) }
        } else {
            missing.append(.workshop)
        }
        if let scheme = program.schemeCode, let days = assessorDays(candidate) {
            if department?.hasTestSite != true { missing.append(.testSite) }
            let lacking = assessorDaysNeeded[candidate.program] - days
            if lacking > 0 { missing.append(.assessors(scheme: scheme, days: lacking)) }
        }
        return missing
    }

    /// Whether nothing is missing; the same answer as `missing(_:).isEmpty`, without making the list.
    func isReady(_ candidate: Candidate) -> Bool {
        let program = programs[candidate.program]
        guard let department = department(candidate), let free = department.hoursFree, free >= program.hours,
            unitsCovered(candidate) == program.units.count
        else { return false }
        guard let days = assessorDays(candidate) else { return true }
        return department.hasTestSite && days >= assessorDaysNeeded[candidate.program]
    }
}
