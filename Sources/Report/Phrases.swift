import Configuration
import Scoring

/// Sentences made of figures, in the reader's language.
public struct Phrases: Sendable {
    public let words: Words
    public let numbers: Numbers

    public init(_ words: Words) {
        self.words = words
        numbers = Numbers(words.language)
    }

    public func criterion(_ id: String) -> String { words("criterion.\(id)") }

    public func status(_ status: CandidateStatus) -> String {
        switch status {
        case .running: words("status.running")
        case .new: words("status.new")
        case .newDepartment: words("status.new_department")
        }
    }

    public func eligibility(_ code: String) -> String { words("eligibility.\(code)") }

    /// One thing that is missing, or one reason.
    ///
    /// - Parameter unitTitles: titles of units by code; a unit without one shows its code.
    public func missing(_ item: MissingRecord, unitTitles: [String: String], short: Bool) -> String {
        switch item.code {
        case "instructor":
            if short { return words("missing.instructor.short", ["n": numbers.integer(item.items.count)]) }
            let titles = item.items.map { "\(unitTitles[$0] ?? $0)" }.joined(separator: "; ")
            return words("missing.instructor", ["n": numbers.integer(item.items.count), "units": titles])
        case "workshop_hours":
            return words("missing.workshop_hours", ["hours": item.items.first.flatMap { Int($0) }.map(numbers.integer) ?? "?"])
        case "assessors":
            return words("missing.assessors", ["scheme": item.items.first ?? "?", "days": item.items.last ?? "?"])
        default: return words("missing.\(item.code)")
        }
    }

    /// Everything that is missing, in one line.
    public func missing(_ candidate: ScoredCandidate, unitTitles: [String: String], short: Bool) -> String {
        MissingRecord.list(candidate.eligibility).map { missing($0, unitTitles: unitTitles, short: short) }.joined(separator: ", ")
    }

    /// `kokoh 95 %`; for what is not among the first k, the share alone.
    public func robustness(_ candidate: ScoredCandidate, isFirm: Bool?) -> String {
        guard let acceptability = candidate.acceptability else { return "–" }
        let share = numbers.percent(acceptability.probabilityOfRecommended)
        return isFirm.map { words($0 ? "robust.firm" : "robust.fragile") + " " + share } ?? share
    }

    /// How many of a programme's `m·D̃` openings a year; a dash where nobody knows.
    public func perYear(_ persons: Double?) -> String { persons.map { numbers.decimal($0, $0 < 10 ? 1 : 0) } ?? "–" }
}
