import Configuration
import Domain
import Foundation
import Mustache
import Scoring

extension BlkReport {
    /// Dark and light by turns, so that neighbours differ in grey as well; told apart by colour-blind readers.
    private static let colours = [
        "#0b3c5d", "#8cc5e8", "#7a5c00", "#f2d16b", "#4a1d5c", "#d7a9e3", "#1f5c2e", "#b9dd9c",
        "#7a1f1f", "#f5b7a5", "#333333", "#cccccc", "#005f5f",
    ]

    private static func colour(_ criterion: String) -> String {
        let index = Criteria.all.firstIndex { $0.id == criterion } ?? 0
        return colours[index % colours.count]
    }

    /// One self-contained page from `config/templates/blk.html`.
    ///
    /// - Parameter limit: programmes shown in the table of recommendations.
    public func html(_ phrases: Phrases, root: DataRoot, limit: Int) throws -> String {
        let url = root.config.appending(path: "templates/blk.html")
        let template = try MustacheTemplate(string: try ConfigurationFile(url).text)
        let words = phrases.words
        let numbers = phrases.numbers
        func row(_ candidate: ScoredCandidate) -> [String: Any] {
            let shown = SumRounding.round(candidate.contributions.map { $0.points ?? 0 }, digits: 1)
            var start = 0.0
            let parts = zip(candidate.contributions, shown).filter { $0.0.points != nil }.map {
                criterion, points -> [String: Any] in
                defer { start += points }
                return [
                    "name": phrases.criterion(criterion.criterion), "points": numbers.decimal(points, 1), "start": String(start),
                    "width": String(max(0, points)), "fill": Self.colour(criterion.criterion),
                ]
            }
            return [
                "rank": candidate.position.map(numbers.integer) ?? "–", "name": candidate.program.name,
                "code": candidate.program.code, "kejuruan": candidate.program.kejuruan,
                "status": phrases.status(candidate.status), "score": candidate.score.map { numbers.decimal($0, 1) } ?? "–",
                "completeness": numbers.percent(candidate.completeness), "openings": phrases.perYear(candidate.openings),
                "gap": phrases.perYear(candidate.gap), "eligibility": phrases.eligibility(candidate.eligibility.code),
                "robust": phrases.robustness(candidate, isFirm: isFirm(candidate)),
                "missing": phrases.missing(candidate, unitTitles: unitTitles, short: false), "parts": parts,
            ]
        }
        let legend = Criteria.all.map { criterion -> [String: Any] in
            [
                "fill": Self.colour(criterion.id), "name": phrases.criterion(criterion.id),
                "explained": words("criterion.\(criterion.id).explained"),
            ]
        }
        let context: [String: Any] = [
            "language": words.language.rawValue, "title": words("report.title", ["blk": blk.name]), "blk": blk.name,
            "code": blk.code, "kind": blk.kind.rawValue, "region": regionName,
            "subtitle": words(
                "report.subtitle", ["region": regionName, "day": numbers.day(run.asOf.description), "run": numbers.integer(run.id)]),
            "heading_what": words("report.heading.what"), "heading_missing": words("report.heading.missing"),
            "heading_new": words("report.heading.new_department"), "heading_blocked": words("report.heading.blocked"),
            "heading_how": words("report.heading.how"), "how": words("report.how"),
            "profile": words("report.profile", ["profile": configuration.profile]),
            "robust_explained": words(
                "recommend.robust",
                ["top": numbers.integer(configuration.robustness.top), "firm": numbers.percent(configuration.robustness.firm)]),
            "col_robust": words("column.robust"), "source": words(sourceKey),
            "col_rank": words("column.rank"), "col_program": words("column.program"), "col_score": words("column.score"),
            "col_why": words("column.why"), "col_openings": words("column.openings"), "col_ready": words("column.eligibility"),
            "col_completeness": words("column.completeness"), "col_missing": words("column.missing"),
            "rows": ranked.prefix(limit).map(row),
            "lacking": ranked.prefix(limit).filter { $0.eligibility != .ready }.map(row),
            "departments": newDepartments.prefix(5).map(row), "blocked": blocked.map(row), "legend": legend,
        ]
        return template.render(context)
    }
}
