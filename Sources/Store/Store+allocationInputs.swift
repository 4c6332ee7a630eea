import Allocation
import Demand
import Domain
import Postgres

extension Store {
    /// A network's targets for a year.
    public struct NetworkTarget: Sendable, Equatable {
        /// The BBPLK that leads the network.
        public let networkCode: String
        /// The year.
        public let year: Int
        /// Participants promised, persons.
        public let participants: Int
        /// Certified promised, persons.
        public let certified: Int
    }

    /// All targets, the latest year first.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The targets of all networks.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func targets(_ connection: isolated PostgresConnection) throws -> [NetworkTarget] {
        try connection.rows(
            "SELECT network_code, year, participants, certified FROM padan.target ORDER BY year DESC, network_code"
        ) { row in
            NetworkTarget(
                networkCode: try row["network_code"], year: try row["year"], participants: try row["participants"],
                certified: try row["certified"])
        }
    }

    /// Reads everything that an allocation needs, with the number of rows and a digest of each table. All is as of one moment where the
    /// caller's transaction says so.
    ///
    /// - Parameters:
    ///   - run: The scoring run; gaps are those of the demand run that it read.
    ///   - target: Network, year and persons.
    ///   - catchment: How far people travel: the distances that the demand run was made with.
    ///   - connection: The connection, in a transaction of the level `REPEATABLE READ`.
    /// - Returns: The inputs, and the snapshot as JSON.
    /// - Throws: `PostgresError` when the server refuses a query.
    public static func allocationInputs(
        run: Run, target: NetworkTarget, catchment: DemandConfiguration.Catchment, _ connection: isolated PostgresConnection
    ) throws -> (inputs: AllocationInputs, snapshot: String) {
        let inputs = try Self.readAllocation(run: run, target: target, catchment: catchment, connection)
        return (inputs, try Self.snapshot(of: InputTable.allocation, connection))
    }

    /// Reads the tables of `InputTable.allocation`, without their digests.
    ///
    /// - Throws: `PostgresError` when the server refuses a query.
    static func readAllocation(
        run: Run, target: NetworkTarget, catchment: DemandConfiguration.Catchment, _ connection: isolated PostgresConnection
    ) throws -> AllocationInputs {
        var inputs = AllocationInputs(networkCode: target.networkCode, year: target.year)
        inputs.participantsTarget = Double(target.participants)
        inputs.certifiedTarget = Double(target.certified)
        inputs.blks = try Self.blks(connection).filter { $0.belongs(toNetworkOf: target.networkCode) }
        let codes = inputs.blks.map(\.code)
        let (programs, days) = try Self.runPrograms(run.id, connection)
        inputs.programs = programs
        inputs.assessorDaysNeeded = Dictionary(uniqueKeysWithValues: zip(programs.map(\.code), days.map { Double($0) }))
        inputs.candidates = try Self.planCandidates(run.id, codes, programs, connection)
        inputs.departments = try connection.rows(
            """
            WITH room AS (
                SELECT blk_code, kejuruan, sum(greatest(hours_per_year - hours_committed, 0)) AS hours
                FROM padan.workshop GROUP BY blk_code, kejuruan
            ), people AS (
                SELECT blk_code, kejuruan, sum(hours_per_year) AS hours FROM padan.instructor GROUP BY blk_code, kejuruan
            )
            SELECT blk_code, kejuruan, coalesce(room.hours, 0)::double precision AS workshop,
                coalesce(people.hours, 0)::double precision AS instructor
            FROM room FULL JOIN people USING (blk_code, kejuruan)
            WHERE blk_code = ANY ($1::text[]) ORDER BY blk_code, kejuruan
            """, [codes]
        ) { row in
            AllocationInputs.Department(
                blkCode: try row["blk_code"], kejuruan: try row["kejuruan"], workshopHours: try row["workshop"],
                instructorHours: try row["instructor"])
        }
        for (kejuruan, blk) in try connection.rows(
            """
            SELECT DISTINCT kejuruan, blk_code FROM padan.workshop WHERE tuk_until >= $2::date AND blk_code = ANY ($1::text[])
            ORDER BY kejuruan, blk_code
            """, [codes, run.asOf], { (try $0["kejuruan"] as String, try $0["blk_code"] as String) })
        {
            inputs.testSites[kejuruan, default: []].insert(blk)
        }
        inputs.instructors = try connection.rows(
            """
            SELECT i.instructor_code, i.name, i.blk_code, i.kejuruan,
                coalesce(array_agg(c.unit_code ORDER BY c.unit_code) FILTER (WHERE c.unit_code IS NOT NULL), '{}') AS units
            FROM padan.instructor AS i
            LEFT JOIN padan.instructor_competence AS c
                ON c.instructor_code = i.instructor_code AND $2::date BETWEEN c.valid_from AND c.valid_until
            WHERE i.blk_code = ANY ($1::text[])
            GROUP BY i.instructor_code ORDER BY i.instructor_code
            """, [codes, run.asOf]
        ) { row in
            let units: [String] = try row["units"]
            return AllocationInputs.Instructor(
                code: try row["instructor_code"], name: try row["name"], blkCode: try row["blk_code"], kejuruan: try row["kejuruan"],
                units: Set(units))
        }
        inputs.reach = try Self.reach(of: inputs.blks, catchment, connection)
        let near = inputs.reach.values.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        inputs.licences = try Self.planLicences(target.year, near, connection)
        inputs.gaps = try Self.netGaps(run, programs, catchment, connection).filter { near.contains($0.regionCode) }
        try connection.forEachRow(
            """
            SELECT blk_code, scope, rupiah::double precision AS rupiah FROM padan.budget
            WHERE year = $1 AND (scope = 'blk' AND blk_code = ANY ($2::text[]) OR scope = 'network' AND blk_code = $3)
            """, [target.year, codes, target.networkCode]
        ) { row in
            let scope: String = try row["scope"]
            if scope == "network" {
                inputs.networkBudget = try row["rupiah"]
            } else {
                inputs.budgets[try row["blk_code"]] = try row["rupiah"]
            }
        }
        return inputs
    }

    /// The openings that leavers of other training leave in any region, of the occupations of some programmes.
    ///
    /// Surplus leavers of regions out of the network's reach take openings, too; so all regions are read. The leavers of a region are unknown
    /// where the demand run has none from there, of whatever occupation.
    private static func netGaps(
        _ run: Run, _ programs: [Program], _ catchment: DemandConfiguration.Catchment, _ connection: isolated PostgresConnection
    ) throws -> [AllocationInputs.Gap] {
        let regions = try Self.regions(connection)
        let catchment = Catchment(regions: regions, configuration: catchment)
        let occupations = Set(programs.flatMap { $0.occupations.map(\.code) }).sorted()
        let markets = try connection.rows(
            """
            WITH known AS (SELECT DISTINCT region_code FROM padan.supply_part WHERE run_id = $1)
            SELECT d.region_code, d.occupation_code, d.openings, CASE WHEN known.region_code IS NOT NULL THEN d.leavers END AS leavers
            FROM padan.demand AS d LEFT JOIN known USING (region_code)
            WHERE d.run_id = $1 AND d.occupation_code = ANY ($2::text[]) AND (d.openings > 0 OR d.leavers > 0)
            ORDER BY d.region_code, d.occupation_code
            """, [run.readsRun ?? 0, occupations]
        ) { row in
            NetGap.Market(
                regionCode: try row["region_code"], occupationCode: try row["occupation_code"], openings: try row["openings"],
                leavers: try row["leavers"])
        }
        let reach = Dictionary(
            uniqueKeysWithValues: Set(markets.map(\.regionCode)).map { code in
                (code, Dictionary(uniqueKeysWithValues: catchment.reach(of: code).map { ($0.regionCode, $0.kilometres) }))
            })
        return NetGap.gaps(markets, reach: reach)
    }

    /// The running and new programmes that are not blocked. A plan never opens a department: programmes that need a new one are left out.
    private static func planCandidates(
        _ run: Int, _ blks: [String], _ programs: [Program], _ connection: isolated PostgresConnection
    ) throws -> [AllocationInputs.Candidate] {
        let units = Dictionary(uniqueKeysWithValues: programs.map { ($0.code, $0.units) })
        return try connection.rows(
            """
            WITH rate AS (
                SELECT min(ordinal) FILTER (WHERE criterion = 'placement') AS placement,
                    min(ordinal) FILTER (WHERE criterion = 'certification') AS certification
                FROM padan.run_criterion WHERE run_id = $1
            ), ranked AS (
                SELECT blk_code, program_code, row_number() OVER (PARTITION BY blk_code ORDER BY position) AS rank
                FROM padan.candidate
                WHERE run_id = $1 AND blk_code = ANY ($2::text[]) AND position IS NOT NULL AND status <> padan.status_new_department()
            )
            SELECT c.blk_code, c.program_code, coalesce(c.score, 0) AS score, ranked.rank, c.units_lacking::text AS lacking,
                nullif(c.raw_values[rate.placement], 'NaN') AS placement, nullif(c.raw_values[rate.certification], 'NaN') AS certification
            FROM padan.candidate AS c CROSS JOIN rate LEFT JOIN ranked USING (blk_code, program_code)
            WHERE c.run_id = $1 AND c.blk_code = ANY ($2::text[]) AND c.status <> padan.status_new_department()
              AND c.eligibility IN (padan.eligibility_ready(), padan.eligibility_ready_if())
            ORDER BY c.blk_code, c.program_code
            """, [run, blks]
        ) { row in
            let program: String = try row["program_code"]
            let lacking: String? = try row["lacking"]
            let placement: Float? = try row["placement"]
            let certification: Float? = try row["certification"]
            return AllocationInputs.Candidate(
                blkCode: try row["blk_code"], programCode: program, score: try row["score"], rank: try row["rank"],
                placementRate: placement.map { Double($0) }, certificationRate: certification.map { Double($0) },
                unitsLacking: zip(lacking ?? "", units[program] ?? []).filter { $0.0 == "1" }.map(\.1))
        }
    }

    /// The licences that are valid in the year. An assessor's days count for the part of the year for which the licence lasts.
    private static func planLicences(
        _ year: Int, _ near: Set<String>, _ connection: isolated PostgresConnection
    ) throws -> [AllocationInputs.Licence] {
        try connection.rows(
            """
            WITH year AS (SELECT make_date($1, 1, 1) AS first, make_date($1, 12, 31) AS last)
            SELECT a.scheme_code, a.region_code, a.days_per_year,
                (least(a.licensed_until, year.last) - greatest(a.licensed_from, year.first) + 1)::double precision
                    / (year.last - year.first + 1) AS valid,
                CASE WHEN a.licensed_until < year.last AND NOT EXISTS (
                    SELECT FROM padan.assessor AS later
                    WHERE later.assessor_code = a.assessor_code AND later.scheme_code = a.scheme_code AND later.licensed_from > a.licensed_until
                ) THEN (year.last - a.licensed_until)::double precision / (year.last - year.first + 1) ELSE 0 END AS lost
            FROM padan.assessor AS a CROSS JOIN year
            WHERE a.licensed_from <= year.last AND a.licensed_until >= year.first
            ORDER BY a.scheme_code, a.assessor_code, a.licensed_from
            """, [year]
        ) { row in
            let region: String = try row["region_code"]
            let days: Int = try row["days_per_year"]
            let valid: Double = try row["valid"]
            let lost: Double = try row["lost"]
            return AllocationInputs.Licence(
                schemeCode: try row["scheme_code"], regionCode: region, days: (Double(days) * valid).rounded(),
                expiring: (Double(days) * lost).rounded(), isNear: near.contains(region))
        }
    }
}
