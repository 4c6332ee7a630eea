import Scoring

extension BlkReport {
    /// The report as CSV, with one line for each programme: codes, names, and figures with a decimal point; what is said of a programme stands in
    /// the reader's words.
    ///
    /// - Parameters:
    ///   - phrases: The words of the reader's language.
    ///   - digits: What is kept of the figures; `nil` for all digits.
    /// - Returns: The text, whose lines end in CR LF.
    public func csv(_ phrases: Phrases, _ digits: ExportDigits?) -> String {
        func number(_ column: String, _ value: Double?) -> String {
            value.map { ExportDigits.Keep.text($0, digits?.keep(of: column, in: "report")) } ?? ""
        }
        let criteria = Criteria.all.map(\.id)
        var text = CSVText.line(
            [
                "source", "run_id", "as_of", "blk_code", "blk_name", "rank", "program_code", "program_name", "kejuruan", "status",
                "score", "completeness", "eligibility", "missing", "openings_per_year", "gap_per_year", "probability_of_top",
                "expected_rank", "robustness",
            ] + criteria.flatMap { ["\($0)_raw", "\($0)_contribution"] })
        for candidate in candidates {
            let byID = Dictionary(candidate.contributions.map { ($0.criterion, $0) }, uniquingKeysWith: { first, _ in first })
            let missing = MissingRecord.list(candidate.eligibility).map {
                phrases.missing($0, unitTitles: unitTitles, short: false)
            }.joined(separator: "; ")
            text += CSVText.line(
                [
                    isSample ? "contoh" : "database", String(run.id), run.asOf.description,
                    blk.code, blk.name,
                    candidate.position.map { String($0) } ?? "",
                    candidate.program.code, candidate.program.name, candidate.program.kejuruan, phrases.status(candidate.status),
                    number("score", candidate.score), number("completeness", candidate.completeness),
                    phrases.eligibility(candidate.eligibility.code), missing,
                    number("openings_per_year", candidate.openings), number("gap_per_year", candidate.gap),
                    number("probability_of_top", candidate.acceptability?.probabilityOfRecommended),
                    number("expected_rank", candidate.acceptability?.expectedRank),
                    isFirm(candidate).map { phrases.words($0 ? "robust.firm" : "robust.fragile") } ?? "",
                ]
                    + criteria.flatMap { id in
                        [number("\(id)_raw", byID[id]?.raw), number("\(id)_contribution", byID[id]?.points)]
                    })
        }
        return text
    }
}
