import Domain
import Foundation
import Postgres
import Scoring

extension Store {
    /// Stores a finished scoring run, whole or not at all.
    ///
    /// - Returns: its number.
    public func save(_ candidates: [ScoredCandidate], _ run: RunRecord) async throws -> Int {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let missing = try candidates.map {
            String(decoding: try encoder.encode(MissingRecord.list($0.eligibility)), as: UTF8.self)
        }
        return try await pool.transaction { connection in
            let id = try Self.insert(run, connection)
            let number = Int32(id)
            let columns = "run_id, blk_code, program_code, status, position, score, completeness, eligibility, missing, openings, gap"
            try connection.copyRows("COPY padan.candidate (\(columns)) FROM STDIN (FORMAT binary)", zip(candidates, missing), fields: 11) {
                row, buffer in
                let (candidate, missing) = row
                BinaryRow.int4(number, &buffer)
                BinaryRow.text(candidate.blk.code, &buffer)
                BinaryRow.text(candidate.program.code, &buffer)
                BinaryRow.text(candidate.status.rawValue, &buffer)
                BinaryRow.int4(candidate.position.map(Int32.init), &buffer)
                BinaryRow.float8(candidate.score, &buffer)
                BinaryRow.float8(candidate.completeness, &buffer)
                BinaryRow.text(candidate.eligibility.code, &buffer)
                // jsonb travels as its text behind a version byte.
                BinaryRow.text(utf8: [1] + Array(missing.utf8), &buffer)
                BinaryRow.float8(candidate.openings, &buffer)
                BinaryRow.float8(candidate.gap, &buffer)
            }
            let figures = JSONEncoder()
            let criteria = candidates.lazy.flatMap { candidate in candidate.contributions.map { (candidate, $0) } }
            try connection.copyRows("COPY padan.candidate_criterion FROM STDIN (FORMAT binary)", criteria, fields: 11) { row, buffer in
                let (candidate, contribution) = row
                let basis = try contribution.measurement.map {
                    try figures.encode($0.basis.map { BasisFigure(name: $0.name, value: $0.value) })
                }
                BinaryRow.int4(number, &buffer)
                BinaryRow.text(candidate.blk.code, &buffer)
                BinaryRow.text(candidate.program.code, &buffer)
                BinaryRow.text(contribution.criterion, &buffer)
                BinaryRow.float8(contribution.measurement?.raw, &buffer)
                BinaryRow.float8(contribution.utility, &buffer)
                BinaryRow.float8(contribution.weight, &buffer)
                BinaryRow.float8(contribution.points, &buffer)
                BinaryRow.float8(contribution.measurement?.relativeError, &buffer)
                BinaryRow.text(utf8: basis.map { [1] + Array($0) }, &buffer)
                BinaryRow.text(contribution.measurement?.scope, &buffer)
            }
            return id
        }
    }

    /// The candidates of a BLK in a run, ranked ones first, with their criteria.
    ///
    /// - Parameter program: one programme only.
    public func candidates(run: Int, blk: String, program: String? = nil) async throws -> [CandidateRecord] {
        try await pool.transaction(readOnly: true) { connection in
            let programs = Dictionary(uniqueKeysWithValues: try Self.programs(connection).map { ($0.code, $0) })
            var criteria: [String: [CriterionRecord]] = [:]
            try connection.forEachRow(
                """
                SELECT program_code, criterion, raw_value, utility, weight, contribution, relative_error,
                    coalesce(basis, '[]')::text AS basis, scope
                FROM padan.candidate_criterion
                WHERE run_id = $1 AND blk_code = $2 AND ($3::text IS NULL OR program_code = $3)
                """, [run, blk, program]
            ) { row in
                let basis: String = try row["basis"]
                let criterion = CriterionRecord(
                    criterion: try row["criterion"], raw: try row["raw_value"], utility: try row["utility"],
                    weight: try row["weight"], points: try row["contribution"], relativeError: try row["relative_error"],
                    basis: try JSONDecoder().decode([BasisFigure].self, from: Data(basis.utf8)), scope: try row["scope"])
                criteria[try row["program_code"], default: []].append(criterion)
            }
            let order = Dictionary(uniqueKeysWithValues: Criteria.all.enumerated().map { ($1.id, $0) })
            return try connection.rows(
                """
                SELECT program_code, status, position, score, completeness, eligibility, missing, openings, gap
                FROM padan.candidate
                WHERE run_id = $1 AND blk_code = $2 AND ($3::text IS NULL OR program_code = $3)
                ORDER BY status = 'kejuruan baru', position NULLS LAST, program_code
                """, [run, blk, program]
            ) { row in
                let code: String = try row["program_code"]
                let status: String = try row["status"]
                let missing: String = try row["missing"]
                guard let program = programs[code], let status = CandidateStatus(rawValue: status) else {
                    throw PostgresError(kind: .decoding(column: "program_code"), message: "programme '\(code)' is gone")
                }
                return CandidateRecord(
                    program: program, status: status, position: try row["position"], score: try row["score"],
                    completeness: try row["completeness"], eligibility: try row["eligibility"],
                    missing: try JSONDecoder().decode([MissingRecord].self, from: Data(missing.utf8)),
                    openings: try row["openings"], gap: try row["gap"],
                    criteria: (criteria[code] ?? []).sorted { order[$0.criterion, default: 99] < order[$1.criterion, default: 99] })
            }
        }
    }
}
