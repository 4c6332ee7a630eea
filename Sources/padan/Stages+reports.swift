import Allocation
import Demand
import Domain
import Report
import Store

extension Stages {
    /// Ranked programmes whose occupations a report shows.
    private static let shownPrograms = 10

    /// One BLK's scores alone, as commands on the screen show them.
    func scores(_ stored: StoredScores) async throws -> BlkReport {
        let blk = stored.model.tables.blks[0]
        let region = try await session.store.regions().first { $0.code == blk.regionCode }
        return BlkReport(
            blk: blk, regionName: region?.name ?? blk.regionCode, run: stored.run, configuration: stored.model.configuration,
            candidates: stored.candidates, unitTitles: try await session.store.unitTitles(), isSample: try await session.store.holdsSample()
        )
    }

    /// All that one BLK's report tells: scores, its part of the latest plan, where work is, where figures come from.
    ///
    /// - Parameters:
    ///   - run: number of a scoring run; `nil` for the latest.
    ///   - plan: a plan that has been read already; `nil` for the latest of the BLK's network.
    func report(_ blk: Blk, run: Int? = nil, plan known: StoredPlan? = nil, sources knownSources: [DataSource]? = nil) async throws
        -> BlkReport
    {
        let store = session.store
        let stored = try await RecommendCommand.stored(blk, run: run, self)
        let plan: StoredPlan?
        if let known {
            plan = known
        } else if let latest = try await store.latestPlan(network: blk.parentCode ?? blk.code) {
            plan = try await store.plan(latest)
        } else {
            plan = nil
        }
        var own: BlkPlan?
        if let plan {
            own = BlkPlan(
                plan, blk: blk.code, placements: try await store.planPlacements(plan.run.id, blk: blk.code),
                review: try await store.planReview(plan.run.id))
        }
        let regions = try await store.regions()
        let (reached, occupations) = try await market(blk, stored, own, regions)
        let sources: [DataSource] = if let knownSources { knownSources } else { try await store.dataSources() }
        return BlkReport(
            blk: blk, regionName: regions.first { $0.code == blk.regionCode }?.name ?? blk.regionCode, run: stored.run,
            configuration: stored.model.configuration, candidates: stored.candidates, unitTitles: try await store.unitTitles(),
            isSample: try await store.holdsSample(), plan: own, catchment: reached, occupations: occupations, sources: sources)
    }

    /// The book of a network.
    ///
    /// - Parameters:
    ///   - network: code of its BBPLK.
    ///   - plan: number of one of its plans; `nil` for the latest.
    func book(network: String, plan asked: Int? = nil, scoringRun: Int? = nil) async throws -> NetworkBook {
        let store = session.store
        let lead = try await blk(network)
        let number: Int? = if let asked { asked } else { try await store.latestPlan(network: lead.code) }
        guard let number, let plan = try await store.plan(number) else { throw CommandFailure.failure(context.words("error.no_plan")) }
        guard plan.networkCode == lead.code else {
            throw CommandFailure.usage(context.words("error.unknown_plan", ["run": String(number)]))
        }
        var comparison: PlanComparison?
        if let before = try await store.planBefore(number), let earlier = try await store.plan(before) {
            comparison = PlanComparison(earlier, plan)
        }
        let sources = try await store.dataSources()
        let members = try await store.blks().filter { $0.code == lead.code || $0.parentCode == lead.code }
        let progress = ProgressBar(context.words("export.progress"), quiet: context.quiet || context.json)
        defer { progress.finish() }
        var reports: [BlkReport] = []
        for (index, member) in members.enumerated() {
            progress.show(Double(index) / Double(members.count), member.code)
            // A BLK that joined after the last scoring has no page yet.
            guard try await isScored(member, run: scoringRun) else { continue }
            reports.append(try await report(member, run: scoringRun, plan: plan, sources: sources))
        }
        return NetworkBook(
            try await tables(plan), comparison: comparison, sources: sources, reports: reports, isSample: try await store.holdsSample())
    }

    private func isScored(_ blk: Blk, run: Int?) async throws -> Bool {
        let run = try await scoringRun(run)
        return try await session.store.storedScores(run: run, blk: blk, configuration: try Self.scoringConfiguration(of: run)) != nil
    }

    /// Openings and leavers around a BLK, for the occupations of the programmes that its report shows.
    private func market(
        _ blk: Blk, _ stored: StoredScores, _ plan: BlkPlan?, _ regions: [Region]
    ) async throws -> (regions: [ReachedRegion], occupations: [OccupationMarket]) {
        guard let demandRun = stored.run.readsRun else { return ([], []) }
        let planned = Set(plan?.lines.map(\.programCode) ?? [])
        let ranked = stored.candidates.filter { $0.position != nil && $0.status != .newDepartment }
        let shown = ranked.enumerated().filter { $0.offset < Self.shownPrograms || planned.contains($0.element.program.code) }
        let codes = Set(shown.flatMap { $0.element.program.occupations.map(\.code) })
        let reach = Catchment(regions: regions, configuration: try demandConfiguration().value.catchment).reach(of: blk.regionCode)
        let markets = try await session.store.localMarkets(
            demandRun: demandRun, regions: reach.map(\.regionCode), occupations: codes.sorted())
        let byCode = Dictionary(uniqueKeysWithValues: regions.map { ($0.code, $0) })
        let byRegion = Dictionary(grouping: markets, by: \.regionCode)
        let reached = reach.compactMap { place -> ReachedRegion? in
            guard let region = byCode[place.regionCode] else { return nil }
            let own = byRegion[place.regionCode] ?? []
            return ReachedRegion(
                region: region, kilometres: place.kilometres, openings: own.reduce(0) { $0 + $1.openings },
                leavers: own.reduce(0) { $0 + $1.leavers })
        }.sorted { ($0.kilometres, $0.region.code) < ($1.kilometres, $1.region.code) }
        let names = try await session.store.occupations()
        let occupations = Dictionary(grouping: markets, by: \.occupationCode).compactMap { code, own -> OccupationMarket? in
            guard let occupation = names[code] else { return nil }
            return OccupationMarket(
                occupation: occupation, openings: own.reduce(0) { $0 + $1.openings }, leavers: own.reduce(0) { $0 + $1.leavers })
        }.sorted { $0.occupation.code < $1.occupation.code }
        return (reached, occupations)
    }
}
