import Domain
import Postgres
import Scoring

/// One BLK's part of a scoring run, with the model that it was made with: all figures are the run's own.
public struct StoredScores: Sendable {
    /// The run.
    public let run: Run
    /// The model, whose tables hold this BLK alone.
    public let model: ScoringModel
    /// The scores, ranks and how sure they are.
    public let scores: BlkScores

    /// The candidates as people read them: ranked ones first, new departments last.
    public var candidates: [ScoredCandidate] { model.candidates(scores) }
}

extension Store {
    /// Reads one BLK's candidates and the factors behind them. The tables are read by their keys, so that the size of the run does not
    /// matter.
    ///
    /// - Parameters:
    ///   - run: The scoring run.
    ///   - blk: The BLK.
    ///   - configuration: The configuration that the run was made with.
    ///   - connection: The connection to read with.
    /// - Returns: `nil` when the run does not hold the BLK.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func storedScores(run: Run, blk: Blk, configuration: ScoringConfiguration, _ connection: isolated PostgresConnection)
        throws -> StoredScores?
    {
        let (programs, days) = try Self.runPrograms(run.id, connection)
        let (place, national) = try Self.place(run.id, blk.regionCode, connection)
        guard let place, !programs.isEmpty else { return nil }
        let stored = try Self.candidateRows(run.id, blk.code, connection)
        guard stored.count == programs.count else { return nil }
        let lacking = Self.lackingUnits(stored, programs)
        let markets = try Self.markets(run.id, blk.regionCode, connection)
        let assessorDays = Dictionary(
            uniqueKeysWithValues: try connection.rows(
                "SELECT scheme_code, assessor_days FROM padan.scheme_factor WHERE run_id = $1 AND region_code = $2",
                [run.id, blk.regionCode]
            ) { (try $0["scheme_code"] as String, try $0["assessor_days"] as Int) })
        let tables = FactorTables(
            blks: [blk], programs: programs, places: [place], nationalUnemployment: national, assessorDaysNeeded: days,
            markets: programs.map { markets[$0.code] ?? FactorTables.Market() },
            assessorDays: { _, scheme in assessorDays[scheme] ?? 0 },
            departments: try Self.departments(run.id, blk.code, connection), outcomes: try Self.outcomes(run.id, blk.code, connection),
            running: Set(
                stored.filter { $0.status == CandidateStatus.running.rawValue }.map {
                    CatalogEntry(blkCode: blk.code, programCode: $0.program)
                }), isTaught: { _, unit in !lacking.contains(unit) }, placement: try Self.priors(run.id, "placement", connection),
            certification: try Self.priors(run.id, "certification", connection))
        let model = ScoringModel(
            configuration: configuration, tables: tables, method: RankingMethod(rawValue: run.method ?? "") ?? .additive,
            isRobust: false, threads: 1)
        var scores = model.scores(of: 0)
        // What the run found stands, whichever version of this program reads it.
        for (index, row) in stored.enumerated() {
            scores.score[index] = row.score ?? .nan
            scores.position[index] = Int32(row.position ?? 0)
            scores.acceptability[index] = row.acceptability
        }
        return StoredScores(run: run, model: model, scores: scores)
    }

    private struct CandidateRow {
        let program: String
        let status: Int16
        let position: Int?
        let score: Double?
        let lacking: String?
        let acceptability: RankAcceptability?
    }

    /// The candidates of one BLK, by the code of the programme.
    private static func candidateRows(_ run: Int, _ blk: String, _ connection: isolated PostgresConnection) throws -> [CandidateRow] {
        try connection.rows(
            """
            SELECT program_code, status, position, score, units_lacking::text AS lacking, p_top, expected_rank,
                coalesce(acceptability, '{}') AS acceptability, coalesce(central_weights, '{}') AS central_weights
            FROM padan.candidate WHERE run_id = $1 AND blk_code = $2 ORDER BY program_code
            """, [run, blk]
        ) { row in
            let recommended: Float? = try row["p_top"]
            let expected: Float? = try row["expected_rank"]
            let ranks: [Float] = try row["acceptability"]
            let weights: [Float] = try row["central_weights"]
            return CandidateRow(
                program: try row["program_code"], status: try row["status"], position: try row["position"], score: try row["score"],
                lacking: try row["lacking"],
                acceptability: recommended.map {
                    RankAcceptability(
                        probabilityOfRecommended: Double($0), expectedRank: Double(expected ?? 0), ranks: ranks.map { Double($0) },
                        centralWeights: weights.map { Double($0) })
                })
        }
    }

    private static func lackingUnits(_ rows: [CandidateRow], _ programs: [Program]) -> Set<String> {
        var units: Set<String> = []
        for (row, program) in zip(rows, programs) {
            for (bit, unit) in zip(row.lacking ?? "", program.units) where bit == "1" { units.insert(unit) }
        }
        return units
    }

    /// The catalog of programmes as a scoring run kept it, by code, with the assessor-days that a package of each needs.
    ///
    /// - Throws: `PostgresError` when the server refuses the query.
    static func runPrograms(_ run: Int, _ connection: isolated PostgresConnection) throws -> (programs: [Program], days: [Int]) {
        let rows = try connection.rows(
            """
            SELECT program_code, name, kejuruan, hours_jp, package_size, education_min, scheme_code, cost_rupiah, units, occupations,
                relevances, assessor_days_needed
            FROM padan.run_program WHERE run_id = $1 ORDER BY program_code
            """, [run]
        ) { (try Self.program($0), try $0["assessor_days_needed"] as Int) }
        return (rows.map(\.0), rows.map(\.1))
    }

    private static func place(
        _ run: Int, _ region: String, _ connection: isolated PostgresConnection
    ) throws -> (place: FactorTables.Place?, national: Double?) {
        let row = try connection.row(
            """
            SELECT minimum_wage, unemployment, unemployment_scope, national_unemployment, minimum_wage_scope FROM padan.region_factor
            WHERE run_id = $1 AND region_code = $2
            """, [run, region]
        ) { row in
            let scope: Int16? = try row["unemployment_scope"]
            let wageScope: Int16? = try row["minimum_wage_scope"]
            return (
                FactorTables.Place(
                    code: region, minimumWage: try row["minimum_wage"], unemployment: try row["unemployment"],
                    unemploymentScope: scope.flatMap { Scope(rawValue: $0) }, minimumWageScope: wageScope.flatMap { Scope(rawValue: $0) }),
                try row["national_unemployment"] as Double?
            )
        }
        return (row?.0, row?.1)
    }

    private static func markets(
        _ run: Int, _ region: String, _ connection: isolated PostgresConnection
    ) throws -> [String: FactorTables.Market] {
        var markets: [String: FactorTables.Market] = [:]
        try connection.forEachRow(
            """
            SELECT program_code, advertisements, openings, leavers, gap, openings_error, leavers_error, gap_error, growth, median_pay,
                local_potential, relatedness, pay_scope
            FROM padan.market_factor WHERE run_id = $1 AND region_code = $2
            """, [run, region]
        ) { row in
            func figure(_ column: String) throws -> Double { try row[column] as Double? ?? .nan }
            var market = FactorTables.Market()
            market.advertisements = try row["advertisements"]
            market.openings = try figure("openings")
            market.leavers = try figure("leavers")
            market.gap = try figure("gap")
            market.openingsError = try figure("openings_error")
            market.leaversError = try figure("leavers_error")
            market.gapError = try figure("gap_error")
            market.growth = try figure("growth")
            market.medianPay = try figure("median_pay")
            market.localPotential = try figure("local_potential")
            market.relatedness = try figure("relatedness")
            let scope: Int16? = try row["pay_scope"]
            market.payScope = scope.flatMap { Scope(rawValue: $0) }
            markets[try row["program_code"]] = market
        }
        return markets
    }

    private static func departments(
        _ run: Int, _ blk: String, _ connection: isolated PostgresConnection
    ) throws -> [CatalogDepartment: FactorTables.Department] {
        Dictionary(
            uniqueKeysWithValues: try connection.rows(
                "SELECT kejuruan, hours_free, has_test_site FROM padan.department_factor WHERE run_id = $1 AND blk_code = $2", [run, blk]
            ) { row in
                (
                    CatalogDepartment(blkCode: blk, kejuruan: try row["kejuruan"]),
                    FactorTables.Department(hoursFree: try row["hours_free"], hasTestSite: try row["has_test_site"])
                )
            })
    }

    private static func outcomes(
        _ run: Int, _ blk: String, _ connection: isolated PostgresConnection
    ) throws -> [CatalogEntry: FactorTables.Outcomes] {
        Dictionary(
            uniqueKeysWithValues: try connection.rows(
                "SELECT program_code, trained, certified, traced, placed FROM padan.outcome_factor WHERE run_id = $1 AND blk_code = $2",
                [run, blk]
            ) { row in
                (
                    CatalogEntry(blkCode: blk, programCode: try row["program_code"]),
                    FactorTables.Outcomes(
                        trained: try row["trained"], certified: try row["certified"], traced: try row["traced"], placed: try row["placed"])
                )
            })
    }

    private static func priors(_ run: Int, _ outcome: String, _ connection: isolated PostgresConnection) throws -> OutcomePriors {
        var groups: [String: [String: BetaBinomialPrior]] = [:]
        try connection.forEachRow(
            "SELECT scope, group_name, alpha, beta FROM padan.outcome_prior WHERE run_id = $1 AND outcome = $2", [run, outcome]
        ) { row in
            groups[try row["scope"], default: [:]][try row["group_name"]] = BetaBinomialPrior(
                alpha: try row["alpha"], beta: try row["beta"])
        }
        return OutcomePriors(byProgram: groups["program"] ?? [:], byKejuruan: groups["kejuruan"] ?? [:], network: groups["network"]?[""])
    }
}
