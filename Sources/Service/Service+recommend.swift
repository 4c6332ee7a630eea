import Domain
import Postgres
import Report
import Scoring
import Store

extension Service {
    /// The ranked programmes of one BLK, as a scoring run has them.
    ///
    /// - Parameters:
    ///   - blk: The code of the BLK, or a part of its name that only it has.
    ///   - run: The number of a scoring run; `nil` for the published one.
    ///   - asker: Who asks.
    /// - Returns: The BLK's scores with their reasons, and its part of the published plan where that was made from them.
    /// - Throws: `ServiceError` where the BLK or the run is unknown, the run does not hold the BLK or the asker may not see it;
    ///   `ConfigurationError` where the run's configuration cannot be read any more, and `PostgresError`.
    public func recommendation(for blk: String, run: Int? = nil, as asker: Asker) async throws -> BlkReport {
        try await read(as: asker) { connection in
            try Self.require(for: .recommend, connection)
            let blk = try Self.blk(blk, connection)
            try Self.requireSight(of: blk.code, as: asker, connection)
            let stored = try Self.storedScores(of: blk, run: run, connection)
            let plan = try Store.publishedPlan(network: blk.parentCode ?? blk.code, connection).flatMap { try Store.plan($0, connection) }
            let (own, other) = try Self.part(of: plan, for: stored, connection)
            return try Self.scores(stored, plan: own, otherPlan: other, connection)
        }
    }

    /// The arithmetic of one score, with what would change the rank.
    ///
    /// - Parameters:
    ///   - program: The code of the programme, or a part of its name that only it has.
    ///   - blk: The code of the BLK, or a part of its name that only it has.
    ///   - run: The number of a scoring run; `nil` for the published one.
    ///   - asker: Who asks.
    /// - Returns: Every figure of the score and what the demand run knows of the programme's occupations and industries.
    /// - Throws: `ServiceError` where BLK, programme or run is unknown, the run does not hold them or the asker may not see the BLK;
    ///   `ConfigurationError` where the run's configuration cannot be read any more, and `PostgresError`.
    public func explanation(of program: String, at blk: String, run: Int? = nil, as asker: Asker) async throws -> Explanation {
        try await read(as: asker) { connection in
            try Self.require(for: .recommend, connection)
            let blk = try Self.blk(blk, connection)
            try Self.requireSight(of: blk.code, as: asker, connection)
            let program = try Self.program(program, connection)
            let stored = try Self.storedScores(of: blk, run: run, connection)
            let all = try Self.scores(stored, connection)
            let top = all.recommendedRanks
            let own = BlkReport(
                blk: all.blk, regionName: all.regionName, run: all.run, configuration: all.configuration,
                candidates: all.candidates.filter { $0.program.code == program.code }, unitTitles: all.unitTitles, isSample: all.isSample,
                recommendedRanks: top, weighting: all.weighting)
            guard let candidate = own.candidates.first,
                let index = stored.model.tables.programs.firstIndex(where: { $0.code == program.code })
            else { throw ServiceError.programNotScored(name: program.name) }
            let isAdditive = all.run.method == RankingMethod.additive.rawValue
            let demandRun = own.run.readsRun ?? 0
            let codes = candidate.program.occupations.map(\.code)
            return Explanation(
                report: own, candidate: candidate,
                cells: try Store.demandCells(run: demandRun, region: own.blk.regionCode, occupations: codes, connection),
                occupations: try Store.occupations(connection),
                potential: try Store.potential(run: demandRun, region: own.blk.regionCode, digits: 1, connection),
                industryShares: try Store.occupationIndustries(run: demandRun, occupations: codes, connection),
                industryNames: try Store.industryNames(connection),
                weightSensitivity: isAdditive
                    ? WeightSensitivity.list(stored.scores, program: index, configuration: all.configuration, recommendedRanks: top) : [],
                valueSensitivity: isAdditive
                    ? ValueSensitivity.list(stored.scores, program: index, model: stored.model, recommendedRanks: top) : [])
        }
    }

    /// Reads one BLK's part of a scoring run.
    ///
    /// - Parameters:
    ///   - blk: The BLK.
    ///   - run: The number of the run; `nil` for the published one.
    ///   - connection: The connection to read with.
    /// - Returns: The scores with the model that they were made with.
    /// - Throws: `ServiceError` where there is no such run, it does not hold the BLK or nothing was loaded by which its programmes have ranks,
    ///   `ConfigurationError` where the run's configuration
    ///   cannot be read any more, and `PostgresError`.
    static func storedScores(of blk: Blk, run: Int?, _ connection: isolated PostgresConnection) throws -> StoredScores {
        let run = try scoringRun(run, connection)
        guard let stored = try Store.storedScores(run: run, blk: blk, configuration: try scoringConfiguration(of: run), connection) else {
            throw ServiceError.blkNotScored(name: blk.name)
        }
        // Without catalogs, workshops and instructors every programme would have to open a department first, and nothing has a rank.
        if stored.candidates.allSatisfy({ $0.status == .newDepartment }) {
            let there = try Store.preparations(connection)
            let missing = [Preparation.catalogs, .workshops, .instructors].map(\.rawValue).filter { !there.contains($0) }
            if !missing.isEmpty { throw ServiceError.unprepared(.recommend, missing: missing) }
        }
        return stored
    }

    /// One BLK's scores as a report, with its part of a plan where that is given.
    static func scores(
        _ stored: StoredScores, plan: BlkPlanPart? = nil, otherPlan: OtherPlan? = nil, _ connection: isolated PostgresConnection
    ) throws -> BlkReport {
        let blk = stored.model.tables.blks[0]
        let region = try Store.regions(connection).first { $0.code == blk.regionCode }
        return BlkReport(
            blk: blk, regionName: region?.name ?? blk.regionCode, run: stored.run, configuration: stored.model.configuration,
            candidates: stored.candidates, unitTitles: try Store.unitTitles(connection), isSample: try Store.holdsSample(connection),
            plan: plan, otherPlan: otherPlan,
            weighting: try stored.run.readsRun.map { try demandConfiguration(ofRun: $0, connection).catchment })
    }
}
