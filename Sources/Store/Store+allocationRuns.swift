import Allocation
import Domain
import Foundation
import Postgres

extension Store {
    /// Stores a plan with its review; whole or not at all, where the caller's transaction is.
    ///
    /// - Parameters:
    ///   - review: The plan and what was found out about it.
    ///   - run: What is noted beside it.
    ///   - stop: Why the search ended.
    ///   - changes: The decisions and suppositions, as they were given.
    ///   - isQuestion: Whether the plan answers a what-if; people read such a plan only where it is published.
    ///   - connection: The connection, in a transaction.
    /// - Returns: The number of the plan's run.
    /// - Throws: `PostgresError` when the server refuses a row, `EncodingError` when a number in a change is not finite.
    public static func save(
        _ review: PlanReview, _ run: RunRecord, stop: AllocationStop, changes: [PlanChange], isQuestion: Bool,
        _ connection: isolated PostgresConnection
    ) throws -> Int {
        let id = try Self.insert(run, connection)
        let plan = review.plan
        try connection.execute(
            """
            INSERT INTO padan.allocation (
                run_id, network_code, year, is_question, changes, objective, upper_bound, stop, participants_target, certified_target,
                participants, certified, placements, regions_without_leavers
            ) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            [
                id, plan.model.inputs.networkCode, plan.model.inputs.year, isQuestion, try json(changes), plan.plan.objective,
                plan.plan.upperBound, stop.rawValue, plan.networkTarget(.participants), plan.networkTarget(.certified),
                plan.participants, plan.certified, plan.placed,
                Set(plan.model.inputs.gaps.filter { $0.leavers == nil && $0.openings > 0 }.map(\.regionCode)).sorted(),
            ])
        // PostgreSQL does not let COPY write to tables with row level security.
        for (line, surplus) in zip(plan.lines, review.surplus) {
            try connection.execute(
                "INSERT INTO padan.allocation_package VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                [
                    id, line.blkCode, line.programCode, line.packages, line.participants, line.certified, line.placements, line.hours,
                    Int(line.cost), line.assessorDays, line.score, line.isDecided, surplus,
                ])
        }
        let placements = plan.placements
        try connection.execute(
            """
            INSERT INTO padan.allocation_placement (run_id, blk_code, program_code, region_code, occupation_code, persons)
            SELECT $1, p.* FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::double precision[]) AS p
            """,
            [
                id, placements.map(\.blkCode), placements.map(\.programCode), placements.map(\.regionCode),
                placements.map(\.occupationCode), placements.map(\.persons),
            ])
        try Self.save(review, id, connection)
        return id
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func changes(_ json: String) throws -> [PlanChange] {
        try JSONDecoder().decode([PlanChange].self, from: Data(json.utf8))
    }

    private static func save(_ review: PlanReview, _ id: Int, _ connection: isolated PostgresConnection) throws {
        for (index, bottleneck) in review.bottlenecks.enumerated() {
            var (blk, kejuruan, scheme): (String?, String?, String?) = (nil, nil, nil)
            switch bottleneck.resource {
            case .assessor(let code): scheme = code
            case .workshop(let code, let name), .instructor(let code, let name), .departmentHours(let code, let name):
                (blk, kejuruan) = (code, name)
            case .budget(let code): blk = code
            case .networkBudget: break
            }
            let gain = bottleneck.verified
            try connection.execute(
                "INSERT INTO padan.allocation_bottleneck VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                [
                    id, index + 1, bottleneck.resource.kind, blk, kejuruan, scheme, bottleneck.available, bottleneck.used, bottleneck.step,
                    bottleneck.estimate, gain?.objective, gain?.packages, gain?.participants, gain?.certified, gain?.placements,
                ])
        }
        for (index, upgrade) in review.upgrades.enumerated() {
            try connection.execute(
                "INSERT INTO padan.allocation_upgrade VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                [
                    id, index + 1, upgrade.blkCode, upgrade.instructor?.code, upgrade.programCodes, upgrade.units, upgrade.days,
                    upgrade.gain.packages, upgrade.gain.certified, upgrade.gain.placements,
                ])
        }
        for difference in review.differences {
            for (index, obstacle) in difference.obstacles.enumerated() {
                try connection.execute(
                    "INSERT INTO padan.allocation_difference VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                    [
                        id, difference.blkCode, difference.programCode, index + 1, difference.rank, difference.packages,
                        obstacle.kind.rawValue, obstacle.programCode, obstacle.names, obstacle.needed, obstacle.available,
                    ])
            }
        }
        var positions: [String: Int] = [:]
        for action in review.actions {
            positions[action.blkCode, default: 0] += 1
            try connection.execute(
                "INSERT INTO padan.allocation_action VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                [
                    id, action.blkCode, positions[action.blkCode] ?? 1, try json(action.means), action.instructorCode, action.programCodes,
                    action.openCodes, action.ownPackages, action.ownCertified, action.ownPlacements, action.packages,
                    action.participants, action.certified, action.placements, action.otherBlks,
                ])
        }
        for need in review.assessors {
            try connection.execute(
                "INSERT INTO padan.allocation_assessor VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                [
                    id, need.schemeCode, need.needed, need.had, need.used, need.expiring, need.assessors, need.elsewhere.map(\.regionCode),
                    need.homes,
                ])
        }
        for (measure, reasons) in review.reasons.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for (index, reason) in reasons.enumerated() {
                try connection.execute(
                    "INSERT INTO padan.allocation_reason VALUES ($1, $2, $3, $4, $5, $6)",
                    [id, measure.rawValue, index + 1, reason.cause.rawValue, reason.kejuruan, reason.persons])
            }
        }
    }

    /// A stored plan.
    ///
    /// - Parameters:
    ///   - id: The number of the plan's run.
    ///   - connection: The connection to read with.
    /// - Returns: `nil` when no run of the number is a plan.
    /// - Throws: `PostgresError` when the server refuses a query, `DecodingError` when the changes that are stored with the plan cannot be
    ///   read.
    public static func plan(_ id: Int, _ connection: isolated PostgresConnection) throws -> Plan? {
        guard let run = try run(id, connection) else { return nil }
        let lines = try connection.rows(
            """
            SELECT x.blk_code, x.program_code, p.name, p.kejuruan, x.packages, x.participants, x.certified, x.placements, x.hours_jp,
                x.cost_rupiah::double precision AS cost, x.is_decided, x.surplus
            FROM padan.allocation_package AS x JOIN padan.program AS p USING (program_code)
            WHERE x.run_id = $1 ORDER BY x.blk_code, x.packages DESC, x.program_code
            """, [id]
        ) { row in
            Plan.Line(
                blkCode: try row["blk_code"], programCode: try row["program_code"], programName: try row["name"],
                kejuruan: try row["kejuruan"], packages: try row["packages"], participants: try row["participants"],
                certified: try row["certified"], placements: try row["placements"], hours: try row["hours_jp"], cost: try row["cost"],
                isDecided: try row["is_decided"], surplus: try row["surplus"])
        }
        return try connection.row(
            """
            SELECT network_code, year, is_question, changes::text AS changes, objective, upper_bound, participants_target, certified_target,
                ARRAY(SELECT coalesce(g.name, code) FROM unnest(regions_without_leavers) AS code
                    LEFT JOIN padan.region AS g ON g.region_code = code ORDER BY 1) AS unknown
            FROM padan.allocation WHERE run_id = $1
            """, [id]
        ) { row in
            Plan(
                run: run, networkCode: try row["network_code"], year: try row["year"], isQuestion: try row["is_question"],
                changes: try changes(row["changes"]), objective: try row["objective"], upperBound: try row["upper_bound"],
                participantsTarget: try row["participants_target"], certifiedTarget: try row["certified_target"],
                regionsWithoutLeavers: try row["unknown"],
                lines: lines)
        }
    }

    /// Where the graduates of one BLK are expected to find work.
    ///
    /// - Parameters:
    ///   - id: The number of the plan's run.
    ///   - blk: The code of the BLK.
    ///   - connection: The connection to read with.
    /// - Returns: The placements, those with the most persons first.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func planPlacements(_ id: Int, blk: String, _ connection: isolated PostgresConnection) throws -> [Plan.Placement] {
        try connection.rows(
            """
            SELECT x.program_code, g.region_code, g.name AS region, x.occupation_code, o.name AS occupation, x.persons
            FROM padan.allocation_placement AS x
            JOIN padan.region AS g USING (region_code) JOIN padan.occupation AS o USING (occupation_code)
            WHERE x.run_id = $1 AND x.blk_code = $2 ORDER BY x.persons DESC, x.program_code, x.region_code, x.occupation_code
            """, [id, blk]
        ) { row in
            Plan.Placement(
                programCode: try row["program_code"], regionCode: try row["region_code"], regionName: try row["region"],
                occupationCode: try row["occupation_code"],
                occupationName: try row["occupation"], persons: try row["persons"])
        }
    }

    /// What limits a stored plan and what would lift it.
    ///
    /// - Parameters:
    ///   - id: The number of the plan's run.
    ///   - connection: The connection to read with.
    /// - Returns: Empty lists when no run of the number is a plan.
    /// - Throws: `PostgresError` when the server refuses a query, `DecodingError` when the means of an action cannot be read.
    public static func planReview(_ id: Int, _ connection: isolated PostgresConnection) throws -> StoredReview {
        let bottlenecks = try connection.rows(
            """
            SELECT resource, coalesce(blk_code, '') AS blk, coalesce(kejuruan, '') AS kejuruan, coalesce(scheme_code, '') AS scheme,
                available, used, step, estimate, verified, packages, participants, certified, placements
            FROM padan.allocation_bottleneck WHERE run_id = $1 ORDER BY position
            """, [id]
        ) { row in
            let kind: String = try row["resource"]
            let blk: String = try row["blk"]
            let kejuruan: String = try row["kejuruan"]
            let resource: ScarceResource =
                switch kind {
                case "assessor": .assessor(scheme: try row["scheme"])
                case "workshop": .workshop(blk: blk, kejuruan: kejuruan)
                case "instructor": .instructor(blk: blk, kejuruan: kejuruan)
                case "department": .departmentHours(blk: blk, kejuruan: kejuruan)
                case "budget": .budget(blk: blk)
                default: .networkBudget
                }
            return StoredBottleneck(
                resource: resource, available: try row["available"], used: try row["used"], step: try row["step"],
                estimate: try row["estimate"], verified: try row["verified"], packages: try row["packages"],
                participants: try row["participants"], certified: try row["certified"], placements: try row["placements"])
        }
        let upgrades = try connection.rows(
            """
            SELECT x.blk_code, x.instructor_code, i.name, x.program_codes, x.unit_codes, x.days, x.packages, x.certified, x.placements
            FROM padan.allocation_upgrade AS x LEFT JOIN padan.instructor AS i USING (instructor_code)
            WHERE x.run_id = $1 ORDER BY x.position
            """, [id]
        ) { row in
            StoredUpgrade(
                blkCode: try row["blk_code"], instructorCode: try row["instructor_code"], instructorName: try row["name"],
                programCodes: try row["program_codes"], unitCodes: try row["unit_codes"], days: try row["days"],
                packages: try row["packages"], certified: try row["certified"], placements: try row["placements"])
        }
        let assessors = try connection.rows(
            """
            SELECT x.scheme_code, s.name, x.days_needed, x.days_had, x.days_used, x.days_expiring, x.assessors_missing,
                ARRAY(SELECT coalesce(g.name, code) FROM unnest(x.borrow_regions) WITH ORDINALITY AS b (code, place)
                    LEFT JOIN padan.region AS g ON g.region_code = code ORDER BY place) AS borrow, x.home_blks
            FROM padan.allocation_assessor AS x JOIN padan.scheme AS s USING (scheme_code)
            WHERE x.run_id = $1 ORDER BY x.assessors_missing DESC, x.days_needed - x.days_had DESC, x.scheme_code
            """, [id]
        ) { row in
            StoredAssessorNeed(
                schemeCode: try row["scheme_code"], schemeName: try row["name"], needed: try row["days_needed"],
                had: try row["days_had"], used: try row["days_used"], expiring: try row["days_expiring"],
                missing: try row["assessors_missing"], borrowRegions: try row["borrow"], homeBlks: try row["home_blks"])
        }
        var reasons: [AllocationProblem.Measure: [ShortfallReason]] = [:]
        try connection.forEachRow(
            "SELECT measure, cause, kejuruan, persons FROM padan.allocation_reason WHERE run_id = $1 ORDER BY measure, position", [id]
        ) { row in
            let measure: String = try row["measure"]
            let cause: String = try row["cause"]
            reasons[AllocationProblem.Measure(rawValue: measure) ?? .participants, default: []].append(
                ShortfallReason(
                    cause: ShortfallReason.Cause(rawValue: cause) ?? .several, kejuruan: try row["kejuruan"],
                    persons: try row["persons"]))
        }
        return StoredReview(
            bottlenecks: bottlenecks, upgrades: upgrades, assessors: assessors, reasons: reasons,
            differences: try differences(id, connection), actions: try actions(id, connection))
    }

    /// What the heads of BLKs can set going, by BLK, those that bring the most first.
    private static func actions(_ id: Int, _ connection: isolated PostgresConnection) throws -> [BlkAction] {
        try connection.rows(
            """
            SELECT x.blk_code, x.means::text AS means, x.instructor_code, i.name, x.program_codes, x.open_codes, x.own_packages, x.own_certified,
                x.own_placements, x.packages, x.participants, x.certified, x.placements, x.other_blks
            FROM padan.allocation_action AS x LEFT JOIN padan.instructor AS i USING (instructor_code)
            WHERE x.run_id = $1 ORDER BY x.blk_code, x.position
            """, [id]
        ) { row in
            let means: String = try row["means"]
            return BlkAction(
                blkCode: try row["blk_code"], means: try JSONDecoder().decode([BlkAction.Means].self, from: Data(means.utf8)),
                instructorCode: try row["instructor_code"], instructorName: try row["name"], programCodes: try row["program_codes"],
                openCodes: try row["open_codes"], ownPackages: try row["own_packages"], ownCertified: try row["own_certified"],
                ownPlacements: try row["own_placements"], packages: try row["packages"], participants: try row["participants"],
                certified: try row["certified"], placements: try row["placements"], otherBlks: try row["other_blks"])
        }
    }

    /// Where packages and ranks of a stored plan do not agree: by BLK, first the programmes without packages, then the planned ones. What holds
    /// a resource is named as people read it: programmes of the BLK by their codes, other BLKs by their names.
    private static func differences(_ id: Int, _ connection: isolated PostgresConnection) throws -> [RankDifference] {
        var found: [RankDifference] = []
        try connection.forEachRow(
            """
            SELECT x.blk_code, x.program_code, p.kejuruan, x.rank, x.packages, x.reason, x.better_program, x.needed, x.available, ARRAY(
                    SELECT CASE WHEN starts_with(n.name, x.blk_code || ':') THEN substr(n.name, length(x.blk_code) + 2) ELSE coalesce(b.name, n.name) END
                    FROM unnest(x.names) WITH ORDINALITY AS n (name, place)
                    LEFT JOIN padan.blk AS b ON b.blk_code = n.name AND x.reason NOT IN ('units', 'test_site') AND (x.reason <> 'assessor' OR n.place > 1)
                    ORDER BY n.place
                ) AS names
            FROM padan.allocation_difference AS x JOIN padan.program AS p USING (program_code)
            WHERE x.run_id = $1
            ORDER BY x.blk_code, x.packages > 0, x.rank NULLS LAST, x.program_code, x.position
            """, [id]
        ) { row in
            let (blk, program): (String, String) = (try row["blk_code"], try row["program_code"])
            let reason: String = try row["reason"]
            let obstacle = RankDifference.Obstacle(
                kind: RankDifference.Kind(rawValue: reason) ?? .worthless, programCode: try row["better_program"], names: try row["names"],
                needed: try row["needed"], available: try row["available"])
            var obstacles = [obstacle]
            if let last = found.last, last.blkCode == blk, last.programCode == program {
                obstacles = last.obstacles + obstacles
                found.removeLast()
            }
            found.append(
                RankDifference(
                    blkCode: blk, programCode: program, kejuruan: try row["kejuruan"], rank: try row["rank"],
                    packages: try row["packages"], obstacles: obstacles))
        }
        return found
    }
}
