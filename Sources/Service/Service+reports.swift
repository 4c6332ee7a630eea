import Allocation
import Demand
import Domain
import Postgres
import Report
import Store

extension Service {
    /// The number of ranked programmes whose occupations a report shows.
    private static let shownPrograms = 10

    /// All that one BLK's report tells: its scores, its part of a plan, where work is, and where the figures come from.
    ///
    /// - Parameters:
    ///   - blk: The code of the BLK, or a part of its name that only it has.
    ///   - run: The number of a scoring run; `nil` for that of the plan that was asked for, else the published one.
    ///   - plan: The number of a plan; `nil` for the published one of the BLK's network. Where that was made from other scores, the report
    ///     tells so and leaves it out: scores and plan of a report are always of one ancestry.
    ///   - asker: Who asks.
    /// - Returns: The report.
    /// - Throws: `ServiceError` where BLK, run or plan is unknown, plan and run do not belong together, the run does not hold the BLK or the
    ///   asker may not see it;
    ///   `ConfigurationError` where a run's configuration cannot be read any more, and `PostgresError`.
    public func report(for blk: String, run: Int? = nil, plan: Int? = nil, as asker: Asker) async throws -> BlkReport {
        try await read(as: asker) { connection in
            try Self.require(for: .recommend, connection)
            let blk = try Self.blk(blk, connection)
            try Self.requireSight(of: blk.code, as: asker, connection)
            let sources = try Store.dataSources(connection)
            if let plan {
                let plan = try Self.storedPlan(plan, connection)
                return try Self.report(
                    blk, run: try Self.scores(of: plan, asked: run), plan: plan, sources: sources, as: asker, connection)
            }
            let scores = try Self.scoringRun(run, connection)
            let published = try Store.publishedPlan(network: blk.parentCode ?? blk.code, connection).flatMap {
                try Store.plan($0, connection)
            }
            return try Self.report(blk, run: scores.id, plan: published, sources: sources, as: asker, connection)
        }
    }

    /// The reports of all BLKs that a scoring run holds, in one transaction, so that they all tell of the same runs.
    ///
    /// - Parameters:
    ///   - network: The code of a BBPLK, or a part of its name that only it has, whose network alone is reported; `nil` for all BLKs.
    ///   - run: The number of a scoring run; `nil` for the published one, or for that of the plan.
    ///   - plan: The number of a plan, whose network alone has packages then; `nil` for the published one of each network.
    ///   - asker: Who asks; BLKs that this person may not see are left out.
    ///   - progress: It is told `.gathering`.
    /// - Returns: The reports, by the codes of the BLKs.
    /// - Throws: `ServiceError` where network, run or plan is unknown or the run holds none of the BLKs; `ConfigurationError` where a run's
    ///   configuration cannot be read any more, and `PostgresError`.
    public func reports(
        network: String? = nil, run: Int? = nil, plan: Int? = nil, as asker: Asker, progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> [BlkReport] {
        try await read(as: asker) { connection in
            let lead = try network.map { try Self.blk($0, connection) }
            let asked = try plan.map { try Self.storedPlan($0, connection) }
            let scores = try asked.flatMap { try Self.scores(of: $0, asked: run) } ?? Self.scoringRun(run, connection).id
            let sources = try Store.dataSources(connection)
            let blks = try Store.blks(connection).filter { blk in lead.map { blk.belongs(toNetworkOf: $0.code) } ?? true }
            var plans: [String: Plan?] = [:]
            var reports: [BlkReport] = []
            var unscored: (any Error)?
            for (index, blk) in blks.enumerated() {
                progress(.gathering(done: index, of: blks.count, blk: blk.code))
                if asker.login != nil, try !Store.mayRead(blk: blk.code, connection) { continue }
                let code = blk.parentCode ?? blk.code
                if plans[code] == nil {
                    plans[code] = .some(
                        try asked.map { $0.networkCode == code ? $0 : nil }
                            ?? Store.publishedPlan(network: code, connection).flatMap { try Store.plan($0, connection) })
                }
                do {
                    reports.append(try Self.report(blk, run: scores, plan: plans[code] ?? nil, sources: sources, as: asker, connection))
                } catch let error as ServiceError {
                    // A BLK that joined after the scoring run has no report yet.
                    guard case .blkNotScored = error else { throw error }
                    unscored = error
                }
            }
            if reports.isEmpty, let unscored { throw unscored }
            return reports
        }
    }

    /// The scoring run of a plan's report: the one that the plan was made from.
    ///
    /// - Throws: `ServiceError.otherAncestry` where another one was asked for.
    private static func scores(of plan: Plan, asked: Int?) throws -> Int? {
        guard let reads = plan.run.readsRun else { return asked }
        if let asked, asked != reads { throw ServiceError.otherAncestry(plan: plan.run.id, reads: reads, run: asked) }
        return reads
    }

    /// The book of a network: its plan, what changed, how good the data are, and a report for each of its BLKs.
    ///
    /// - Parameters:
    ///   - network: The code of its BBPLK, or a part of its name that only it has.
    ///   - number: The number of one of its plans; `nil` for the one that was published last.
    ///   - run: The number of the scoring run; `nil` for the one that the plan was made from, and no other is taken.
    ///   - asker: Who asks.
    ///   - progress: It is told `.gathering`.
    /// - Returns: What the book holds; `NetworkBook` writes it in a language.
    /// - Throws: `ServiceError` where there is no such network, plan or run, the plan is another network's or of other scores; `ConfigurationError` where a
    ///   run's configuration cannot be read any more, and `PostgresError`.
    public func book(
        network: String, plan number: Int? = nil, run: Int? = nil, as asker: Asker, progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> BookAnswer {
        try await read(as: asker) { connection in
            let lead = try Self.blk(network, connection)
            guard let number = try number ?? Store.publishedPlan(network: lead.code, connection),
                let plan = try Store.plan(number, connection)
            else { throw ServiceError.noPlan }
            guard plan.networkCode == lead.code else { throw ServiceError.planOfOtherNetwork(number) }
            let scores = try Self.scores(of: plan, asked: run)
            let published = try Store.publishedRun(.scoring, connection)?.id
            let earlier = try Store.planBefore(number, connection).flatMap { try Store.plan($0, connection) }
            let sources = try Store.dataSources(connection)
            let members = try Store.blks(connection).filter { $0.belongs(toNetworkOf: lead.code) }
            var reports: [BlkReport] = []
            for (index, member) in members.enumerated() {
                progress(.gathering(done: index, of: members.count, blk: member.code))
                do {
                    reports.append(try Self.report(member, run: scores, plan: plan, sources: sources, as: asker, connection))
                } catch ServiceError.blkNotScored {
                    // A BLK that joined after the scoring run has no page yet.
                    continue
                }
            }
            return BookAnswer(
                plan: try Self.answer(plan, connection), comparison: earlier.map { PlanComparison($0, plan) }, sources: sources,
                warnings: try Store.figureWarnings(connection), reports: reports, names: try Self.names(connection),
                laterScores: published == scores ? nil : published)
        }
    }

    /// The names behind the codes of a plan.
    private static func names(_ connection: isolated PostgresConnection) throws -> PlanNames {
        PlanNames(
            units: try Store.unitTitles(connection), schemes: try Store.schemeNames(connection),
            programs: Dictionary(
                try Store.programs(connection).map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first }))
    }

    private static func report(
        _ blk: Blk, run: Int?, plan: Plan?, sources: [DataSource], as asker: Asker, _ connection: isolated PostgresConnection
    ) throws -> BlkReport {
        let stored = try storedScores(of: blk, run: run, connection)
        let (own, other) = try part(of: plan, for: stored, connection)
        let regions = try Store.regions(connection)
        let (reached, occupations) = try market(blk, stored, own, regions, connection)
        return BlkReport(
            blk: blk, regionName: regions.first { $0.code == blk.regionCode }?.name ?? blk.regionCode, run: stored.run,
            configuration: stored.model.configuration, candidates: stored.candidates, unitTitles: try Store.unitTitles(connection),
            isSample: try Store.holdsSample(connection), plan: own, otherPlan: other, catchment: reached, occupations: occupations,
            sources: sources,
            means: try means(blk, stored, own, regions, reached, as: asker, connection),
            before: try own.flatMap { try Store.ranPrograms(in: $0.year - 1, blk: blk, connection) },
            weighting: try stored.run.readsRun.map { try demandConfiguration(ofRun: $0, connection).catchment })
    }

    /// One BLK's part of a plan; where the plan was made from other scores, what it is instead.
    static func part(
        of plan: Plan?, for stored: StoredScores, _ connection: isolated PostgresConnection
    ) throws -> (own: BlkPlanPart?, other: OtherPlan?) {
        guard let plan else { return (nil, nil) }
        guard plan.run.readsRun == stored.run.id else {
            return (nil, plan.run.readsRun.map { OtherPlan(runID: plan.run.id, readsRunID: $0) })
        }
        let blk = stored.model.tables.blks[0].code
        let placements = try Store.planPlacements(plan.run.id, blk: blk, connection)
        return (BlkPlanPart(plan, blk: blk, placements: placements, review: try Store.planReview(plan.run.id, connection)), nil)
    }

    /// Who teaches at a BLK, where its participants are tested, and who tests them. An analyst reads codes instead of names.
    private static func means(
        _ blk: Blk, _ stored: StoredScores, _ plan: BlkPlanPart?, _ regions: [Region], _ reached: [ReachedRegion], as asker: Asker,
        _ connection: isolated PostgresConnection
    ) throws -> BlkMeans {
        let isNamed = if case .analyst = asker { false } else { true }
        let planned = Set(plan?.lines.map(\.programCode) ?? [])
        let schemes = Set(stored.candidates.filter { planned.contains($0.program.code) }.compactMap(\.program.schemeCode))
        let home = regions.first { $0.code == blk.regionCode }?.position
        let positions = Dictionary(regions.map { ($0.code, $0.position) }, uniquingKeysWith: { first, _ in first })
        func kilometres(_ region: String) -> Double {
            guard region != blk.regionCode else { return 0 }
            guard let home, let there = positions[region] ?? nil else { return .infinity }
            return home.kilometres(to: there)
        }
        let near = Set(reached.map(\.region.code))
        let sites = try Store.testSites(network: blk.parentCode ?? blk.code, on: stored.run.asOf, connection)
            .filter { $0.blkCode == blk.code || near.contains($0.regionCode) }
            .map { (site: $0, distance: $0.blkCode == blk.code ? -1 : kilometres($0.regionCode)) }
            .sorted { ($0.distance, $0.site.blkCode, $0.site.kejuruan) < ($1.distance, $1.site.blkCode, $1.site.kejuruan) }
        let assessors = try Store.assessors(
            ofSchemes: schemes.sorted(), year: plan?.year ?? stored.run.asOf.civil.year, isNamed: isNamed, connection
        )
        .map { (assessor: $0, distance: kilometres($0.regionCode)) }.enumerated()
        .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }.map(\.element)
        return BlkMeans(
            teachers: try Store.teachers(of: blk.code, on: stored.run.asOf, isNamed: isNamed, connection), testSites: sites.map(\.site),
            assessors: assessors.map(\.assessor),
            regionNames: Dictionary(regions.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first }),
            schemeNames: try Store.schemeNames(connection),
            blkNames: Dictionary(try Store.blks(connection).map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first }))
    }

    /// The openings and leavers around a BLK, for the occupations of the programmes that its report shows.
    private static func market(
        _ blk: Blk, _ stored: StoredScores, _ plan: BlkPlanPart?, _ regions: [Region], _ connection: isolated PostgresConnection
    ) throws -> (regions: [ReachedRegion], occupations: [OccupationMarket]) {
        guard let demandRun = stored.run.readsRun else { return ([], []) }
        let planned = Set(plan?.lines.map(\.programCode) ?? [])
        let ranked = stored.candidates.filter { $0.position != nil && $0.status != .newDepartment }
        let shown = ranked.enumerated().filter { $0.offset < shownPrograms || planned.contains($0.element.program.code) }
        let codes = Set(shown.flatMap { $0.element.program.occupations.map(\.code) })
        let catchment = try demandConfiguration(ofRun: demandRun, connection).catchment
        let reach = Catchment(regions: regions, configuration: catchment).reach(of: blk.regionCode)
        let markets = try Store.localMarkets(
            demandRun: demandRun, regions: reach.map(\.regionCode), occupations: codes.sorted(), connection)
        let byCode = Dictionary(uniqueKeysWithValues: regions.map { ($0.code, $0) })
        let byRegion = Dictionary(grouping: markets, by: \.regionCode)
        let reached = reach.compactMap { place -> ReachedRegion? in
            guard let region = byCode[place.regionCode] else { return nil }
            let own = byRegion[place.regionCode] ?? []
            return ReachedRegion(
                region: region, kilometres: place.kilometres, openings: own.reduce(0) { $0 + $1.openings },
                leavers: own.reduce(0) { $0 + $1.leavers })
        }.sorted { ($0.kilometres, $0.region.code) < ($1.kilometres, $1.region.code) }
        let names = try Store.occupations(connection)
        let occupations = Dictionary(grouping: markets, by: \.occupationCode).compactMap { code, own -> OccupationMarket? in
            guard let occupation = names[code] else { return nil }
            return OccupationMarket(
                occupation: occupation, openings: own.reduce(0) { $0 + $1.openings }, leavers: own.reduce(0) { $0 + $1.leavers })
        }.sorted { $0.occupation.code < $1.occupation.code }
        return (reached, occupations)
    }
}
