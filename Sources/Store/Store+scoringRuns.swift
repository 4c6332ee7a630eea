import Domain
import Foundation
import Parallel
import Postgres
import Scoring

/// What a scoring run found, counted.
public struct ScoringCounts: Sendable, Equatable {
    /// All BLKs and programmes.
    public var candidates = 0
    /// Candidates to which nothing is missing.
    public var ready = 0
    /// Candidates to which something is missing that can be got.
    public var readyIf = 0
    /// Candidates that cannot be recommended.
    public var blocked = 0
    /// Recommended programmes (the first k of each BLK) whose rank holds when weights and data are drawn again.
    public var firm = 0
    /// Recommended programmes whose rank does not hold.
    public var fragile = 0
}

extension Store {
    /// Scores every BLK and stores the run; whole or not at all, where the caller's transaction is. The candidates stream into a table of
    /// their own that other sessions see from the commit on.
    ///
    /// - Parameters:
    ///   - model: The model that scores.
    ///   - run: What is noted beside the results.
    ///   - threads: The most threads to use; by default one less than there are processors, because the server's side of COPY keeps one
    ///     busy.
    ///   - connection: The connection, in a transaction.
    ///   - progress: It is called with the number of BLKs that are done.
    /// - Returns: The run's number and what it found.
    /// - Throws: `StoreError.unknownCriteria` when the table `padan.criterion` lacks a criterion of the model; `PostgresError` when the
    ///   server refuses a row.
    public static func save(
        _ model: ScoringModel, _ run: RunRecord, threads: Int? = nil, _ connection: isolated PostgresConnection,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> (id: Int, counts: ScoringCounts) {
        let known = Set(try connection.rows("SELECT criterion FROM padan.criterion") { try $0["criterion"] as String })
        let unknown = model.configuration.criteria.map(\.criterion.id).filter { !known.contains($0) }
        guard unknown.isEmpty else { throw StoreError.unknownCriteria(unknown) }
        let id = try Self.insert(run, connection)
        try connection.execute("SELECT padan.create_run_tables($1)", [id])
        try Self.copyFactors(model, run: Int32(id), connection)
        let counts = try Self.copyCandidates(model, run: Int32(id), threads: threads, connection, progress)
        try connection.execute("SELECT padan.attach_run_tables($1)", [id])
        try connection.execute("SELECT padan.index_candidates($1), padan.fill_shortlist($1)", [id])
        try connection.execute("UPDATE padan.run SET finished_at = clock_timestamp() WHERE run_id = $1", [id])
        return (id, counts)
    }

    /// A BLK's rows of `padan.candidate` and what they hold.
    private struct EncodedBlk: Sendable {
        let code: String
        /// The number of ranks that count as recommended.
        let recommended: Int
        var bytes: [UInt8] = []
        var counts = ScoringCounts()
    }

    private static let candidateColumns = """
        run_id, position, score, completeness, openings, gap, p_top, expected_rank, status, eligibility, blk_code, program_code,
        units_lacking, raw_values, utilities, acceptability, central_weights
        """

    private static func copyCandidates(
        _ model: ScoringModel, run: Int32, threads: Int?, _ connection: isolated PostgresConnection, _ progress: @Sendable (Int) -> Void
    ) throws -> ScoringCounts {
        var counts = ScoringCounts()
        var recommended: [(blk: String, ranks: Int)] = []
        var done = 0
        let workers = threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
        let codes = model.tables.programs.map { Array($0.code.utf8) }
        // The number is the database's own and no text from outside. Other sessions see the table only after the commit, so that its rows
        // may be frozen.
        let sql = "COPY padan.candidate_\(run) (\(candidateColumns)) FROM STDIN (FORMAT binary, FREEZE)"
        try connection.copyIn(sql) { stream in
            try stream.write { $0 += BinaryRow.header }
            try pipelined(model.tables.blks.count, batch: 16, threads: workers, { encode(model, blk: $0, run: run, codes: codes) }) {
                encoded in
                try stream.write { $0 += encoded.bytes }
                counts.candidates += encoded.counts.candidates
                counts.ready += encoded.counts.ready
                counts.readyIf += encoded.counts.readyIf
                counts.blocked += encoded.counts.blocked
                counts.firm += encoded.counts.firm
                counts.fragile += encoded.counts.fragile
                recommended.append((encoded.code, encoded.recommended))
                done += 1
                progress(done)
            }
            try stream.write { $0 += BinaryRow.trailer }
        }
        // PostgreSQL does not let COPY write to tables with row level security.
        try connection.execute(
            "INSERT INTO padan.run_blk (run_id, blk_code, recommended) SELECT $1, b.* FROM unnest($2::text[], $3::integer[]) AS b",
            [Int(run), recommended.map(\.blk), recommended.map(\.ranks)])
        return counts
    }

    private static func encode(_ model: ScoringModel, blk: Int, run: Int32, codes: [[UInt8]]) -> EncodedBlk {
        let scores = model.scores(of: blk)
        let count = scores.programs
        let criteria = model.configuration.criteria.count
        let blkCode = Array(model.tables.blks[blk].code.utf8)
        let recommended = model.configuration.robustness.recommendedRanks(of: scores.ranked.count)
        var encoded = EncodedBlk(code: model.tables.blks[blk].code, recommended: recommended)
        encoded.bytes.reserveCapacity(count * (160 + 16 * criteria))
        var raw = [Float](repeating: 0, count: criteria)
        var utility = raw
        for program in 0..<count {
            let candidate = model.tables.candidate(blk: blk, program: program)
            let market = model.tables.markets[candidate.region * count + program]
            let acceptability = scores.acceptability[program]
            let eligibility = scores.eligibility(program)
            encoded.counts.add(eligibility, scores, program, recommended: recommended, firm: model.configuration.robustness.firm)
            for k in 0..<criteria {
                raw[k] = scores.raw[k * count + program]
                utility[k] = scores.utility[k * count + program]
            }
            let isLacking = model.tables.unitsLacking(candidate) > 0
            BinaryRow.begin(fields: 17, &encoded.bytes)
            BinaryRow.int4(run, &encoded.bytes)
            BinaryRow.int4(scores.position[program] > 0 ? scores.position[program] : nil, &encoded.bytes)
            BinaryRow.float8(scores.score[program].isNaN ? nil : scores.score[program], &encoded.bytes)
            BinaryRow.float4(Float(scores.completeness[program]), &encoded.bytes)
            BinaryRow.float4(market.openings.isNaN ? nil : Float(market.openings), &encoded.bytes)
            BinaryRow.float4(market.gap.isNaN ? nil : Float(market.gap), &encoded.bytes)
            BinaryRow.float4((acceptability?.probabilityOfRecommended).map { Float($0) }, &encoded.bytes)
            BinaryRow.float4((acceptability?.expectedRank).map { Float($0) }, &encoded.bytes)
            BinaryRow.int2(scores.status[program].rawValue, &encoded.bytes)
            BinaryRow.int2(eligibility.rawValue, &encoded.bytes)
            BinaryRow.text(utf8: blkCode, &encoded.bytes)
            BinaryRow.text(utf8: codes[program], &encoded.bytes)
            BinaryRow.bits(isLacking ? model.tables.programs[program].units.count : 0, &encoded.bytes) {
                model.tables.isLacking(candidate, unit: $0)
            }
            BinaryRow.float4Array(raw, &encoded.bytes)
            BinaryRow.float4Array(utility, &encoded.bytes)
            if let acceptability, acceptability.probabilityOfRecommended > 0 {
                BinaryRow.float4Array(acceptability.ranks.map { Float($0) }, &encoded.bytes)
            } else {
                BinaryRow.null(&encoded.bytes)
            }
            if let acceptability, !acceptability.centralWeights.isEmpty {
                BinaryRow.float4Array(acceptability.centralWeights.map { Float($0) }, &encoded.bytes)
            } else {
                BinaryRow.null(&encoded.bytes)
            }
        }
        return encoded
    }

    private static func copyFactors(_ model: ScoringModel, run: Int32, _ connection: isolated PostgresConnection) throws {
        let tables = model.tables
        let criteria = model.configuration.criteria.enumerated()
        try connection.sendRows("COPY padan.run_criterion FROM STDIN (FORMAT binary)", criteria, fields: 4) { item, buffer in
            BinaryRow.int4(run, &buffer)
            BinaryRow.int2(Int16(item.offset + 1), &buffer)
            BinaryRow.text(item.element.criterion.id, &buffer)
            BinaryRow.float8(item.element.weight, &buffer)
        }
        try connection.sendRows(
            "COPY padan.run_program FROM STDIN (FORMAT binary)", zip(tables.programs, tables.assessorDaysNeeded), fields: 13
        ) { item, buffer in
            let (program, days) = item
            BinaryRow.int4(run, &buffer)
            BinaryRow.text(program.code, &buffer)
            BinaryRow.text(program.name, &buffer)
            BinaryRow.text(program.kejuruan, &buffer)
            BinaryRow.int4(Int32(program.hours), &buffer)
            BinaryRow.int4(Int32(program.packageSize), &buffer)
            BinaryRow.text(program.educationMinimum, &buffer)
            BinaryRow.text(program.schemeCode, &buffer)
            BinaryRow.int8(program.costRupiah.map { Int64($0) }, &buffer)
            BinaryRow.textArray(program.units, &buffer)
            BinaryRow.textArray(program.occupations.map(\.code), &buffer)
            BinaryRow.float8Array(program.occupations.map(\.relevance), &buffer)
            BinaryRow.int4(Int32(days), &buffer)
        }
        try connection.sendRows("COPY padan.region_factor FROM STDIN (FORMAT binary)", tables.places, fields: 7) { place, buffer in
            BinaryRow.int4(run, &buffer)
            BinaryRow.text(place.code, &buffer)
            BinaryRow.float8(place.minimumWage, &buffer)
            BinaryRow.float8(place.unemployment, &buffer)
            BinaryRow.int2(place.unemploymentScope?.rawValue, &buffer)
            BinaryRow.float8(tables.nationalUnemployment, &buffer)
            BinaryRow.int2(place.minimumWageScope?.rawValue, &buffer)
        }
        let days = tables.assessorDays.enumerated().filter { $0.element > 0 }
        try connection.sendRows("COPY padan.scheme_factor FROM STDIN (FORMAT binary)", days, fields: 4) { item, buffer in
            BinaryRow.int4(run, &buffer)
            BinaryRow.text(tables.places[item.offset / tables.schemes.count].code, &buffer)
            BinaryRow.text(tables.schemes[item.offset % tables.schemes.count], &buffer)
            BinaryRow.int4(Int32(item.element), &buffer)
        }
        let departments = tables.departments.enumerated().compactMap { item in item.element.map { (place: item.offset, facts: $0) } }
        // PostgreSQL does not let COPY write to tables with row level security.
        try connection.execute(
            """
            INSERT INTO padan.department_factor (run_id, blk_code, kejuruan, hours_free, has_test_site)
            SELECT $1, d.* FROM unnest($2::text[], $3::text[], $4::integer[], $5::boolean[]) AS d
            """,
            [
                Int(run), departments.map { tables.blks[$0.place / tables.kejuruan.count].code },
                departments.map { tables.kejuruan[$0.place % tables.kejuruan.count] }, departments.map(\.facts.hoursFree),
                departments.map(\.facts.hasTestSite),
            ])
        let priors = tables.placement.rows("placement") + tables.certification.rows("certification")
        try connection.sendRows("COPY padan.outcome_prior FROM STDIN (FORMAT binary)", priors, fields: 6) { item, buffer in
            BinaryRow.int4(run, &buffer)
            BinaryRow.text(item.outcome, &buffer)
            BinaryRow.text(item.scope, &buffer)
            BinaryRow.text(item.group, &buffer)
            BinaryRow.float8(item.prior.alpha, &buffer)
            BinaryRow.float8(item.prior.beta, &buffer)
        }
        try copyMarkets(tables, run: run, connection)
        let outcomes = tables.outcomes.sorted { $0.key < $1.key }
        try connection.sendRows("COPY padan.outcome_factor_\(run) FROM STDIN (FORMAT binary, FREEZE)", outcomes, fields: 7) {
            item, buffer in
            BinaryRow.int4(run, &buffer)
            BinaryRow.int4(Int32(item.value.trained), &buffer)
            BinaryRow.int4(Int32(item.value.certified), &buffer)
            BinaryRow.int4(Int32(item.value.traced), &buffer)
            BinaryRow.int4(Int32(item.value.placed), &buffer)
            BinaryRow.text(tables.blks[item.key / tables.programs.count].code, &buffer)
            BinaryRow.text(tables.programs[item.key % tables.programs.count].code, &buffer)
        }
    }

    private static let marketColumns = """
        run_id, advertisements, openings, leavers, gap, relative_error, openings_error, leavers_error, gap_error, growth, median_pay,
        local_potential, relatedness, pay_scope, region_code, program_code
        """

    private static func copyMarkets(_ tables: FactorTables, run: Int32, _ connection: isolated PostgresConnection) throws {
        func known(_ value: Double) -> Double? { value.isNaN ? nil : value }
        try connection.sendRows(
            "COPY padan.market_factor_\(run) (\(marketColumns)) FROM STDIN (FORMAT binary, FREEZE)", tables.markets.enumerated(), fields: 16
        ) { item, buffer in
            let market = item.element
            BinaryRow.int4(run, &buffer)
            BinaryRow.int4(market.advertisements, &buffer)
            BinaryRow.float8(known(market.openings), &buffer)
            BinaryRow.float8(known(market.leavers), &buffer)
            BinaryRow.float8(known(market.gap), &buffer)
            BinaryRow.float8(market.openings > 0 ? known(market.openingsError / market.openings) : nil, &buffer)
            BinaryRow.float8(known(market.openingsError), &buffer)
            BinaryRow.float8(known(market.leaversError), &buffer)
            BinaryRow.float8(known(market.gapError), &buffer)
            BinaryRow.float8(known(market.growth), &buffer)
            BinaryRow.float8(known(market.medianPay), &buffer)
            BinaryRow.float8(known(market.localPotential), &buffer)
            BinaryRow.float8(known(market.relatedness), &buffer)
            BinaryRow.int2(market.payScope?.rawValue, &buffer)
            BinaryRow.text(tables.places[item.offset / tables.programs.count].code, &buffer)
            BinaryRow.text(tables.programs[item.offset % tables.programs.count].code, &buffer)
        }
    }
}

extension ScoringCounts {
    fileprivate mutating func add(
        _ eligibility: EligibilityCode, _ scores: BlkScores, _ program: Int, recommended: Int, firm share: Double
    ) {
        candidates += 1
        switch eligibility {
        case .ready: ready += 1
        case .readyIf: readyIf += 1
        default: blocked += 1
        }
        guard let acceptability = scores.acceptability[program], scores.position[program] <= recommended else { return }
        if acceptability.probabilityOfRecommended >= share { firm += 1 } else { fragile += 1 }
    }
}

extension OutcomePriors {
    fileprivate func rows(_ outcome: String) -> [(outcome: String, scope: String, group: String, prior: BetaBinomialPrior)] {
        byProgram.sorted { $0.key < $1.key }.map { (outcome, "program", $0.key, $0.value) }
            + byKejuruan.sorted { $0.key < $1.key }.map { (outcome, "kejuruan", $0.key, $0.value) }
            + (network.map { [(outcome, "network", "", $0)] } ?? [])
    }
}
