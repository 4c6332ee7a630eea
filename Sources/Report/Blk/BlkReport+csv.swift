import Scoring

extension BlkReport {
    /// The report as CSV, with one line for each programme: codes, names, and figures with a decimal point.
    public func csv() -> String {
        let criteria = Criteria.all.map(\.id)
        var text = CSVText.line(
            [
                "source", "run_id", "as_of", "blk_code", "blk_name", "rank", "program_code", "program_name", "kejuruan", "status",
                "score", "completeness", "eligibility", "missing", "openings_per_year", "gap_per_year", "probability_of_top",
                "expected_rank", "robustness",
            ] + criteria.flatMap { ["\($0)_raw", "\($0)_contribution"] })
        for candidate in candidates {
            let byID = Dictionary(candidate.contributions.map { ($0.criterion, $0) }, uniquingKeysWith: { first, _ in first })
            let missing = MissingRecord.list(candidate.eligibility).map { ([$0.code] + $0.items).joined(separator: " ") }.joined(
                separator: "; ")
            text += CSVText.line(
                [
                    isSample ? "contoh" : "database", String(run.id), run.asOf.description,
                    blk.code, blk.name,
                    candidate.position.map { String($0) } ?? "",
                    candidate.program.code, candidate.program.name, candidate.program.kejuruan, candidate.status.name,
                    candidate.score.map { String($0) } ?? "", String(candidate.completeness), candidate.eligibility.code, missing,
                    candidate.openings.map { String($0) } ?? "", candidate.gap.map { String($0) } ?? "",
                    candidate.acceptability.map { String($0.probabilityOfRecommended) } ?? "",
                    candidate.acceptability.map { String($0.expectedRank) } ?? "",
                    isFirm(candidate).map { $0 ? "kokoh" : "rapuh" } ?? "",
                ]
                    + criteria.flatMap { id in
                        [byID[id]?.raw.map { String($0) } ?? "", byID[id]?.points.map { String($0) } ?? ""]
                    })
        }
        return text
    }
}
