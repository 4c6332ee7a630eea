import Configuration
import Domain
import Scoring

/// Sentences that are made of figures, in the reader's language.
public struct Phrases: Sendable {
    /// The sentences of the reader's language.
    public let words: Words
    /// The numbers of the reader's language.
    public let numbers: Numbers

    /// Creates phrases in the language of the words.
    public init(_ words: Words) {
        self.words = words
        numbers = Numbers(words.language)
    }

    /// The name of a criterion.
    public func criterion(_ id: String) -> String { words("criterion.\(id)") }

    /// The word for whether the BLK runs a programme already, could run it, or would have to open a department for it.
    public func status(_ status: CandidateStatus) -> String {
        switch status {
        case .running: words("status.running")
        case .new: words("status.new")
        case .newDepartment: words("status.new_department")
        }
    }

    /// The word for a code of eligibility, for example `ready_if`.
    public func eligibility(_ code: String) -> String { words("eligibility.\(code)") }

    /// Says one thing that is missing, or one reason why a programme is blocked.
    ///
    /// - Parameters:
    ///   - item: What is missing.
    ///   - unitTitles: The titles of units by code; a unit without a title shows its code.
    ///   - schemeNames: The names of schemes by code, which stand before the codes; a scheme without a name shows its code.
    ///   - short: Whether units are only counted and not named.
    /// - Returns: The phrase.
    public func missing(_ item: MissingRecord, unitTitles: [String: String], schemeNames: [String: String] = [:], short: Bool) -> String {
        switch item.code {
        case "instructor":
            if short { return words("missing.instructor.short", ["n": numbers.integer(item.items.count)]) }
            let titles = item.items.map { "\(unitTitles[$0] ?? $0)" }.joined(separator: "; ")
            return words("missing.instructor", ["n": numbers.integer(item.items.count), "units": titles])
        case "workshop_hours":
            return words("missing.workshop_hours", ["hours": item.items.first.flatMap { Int($0) }.map(numbers.integer) ?? "?"])
        case "assessors":
            let code = item.items.first ?? "?"
            return words(
                "missing.assessors", ["scheme": schemeNames[code].map { "\($0) (\(code))" } ?? code, "days": item.items.last ?? "?"])
        default: return words("missing.\(item.code)")
        }
    }

    /// Says everything that is missing for a programme in one line; the line is empty when nothing is.
    public func missing(
        _ candidate: ScoredCandidate, unitTitles: [String: String], schemeNames: [String: String] = [:], short: Bool
    ) -> String {
        MissingRecord.list(candidate.eligibility).map { missing($0, unitTitles: unitTitles, schemeNames: schemeNames, short: short) }
            .joined(separator: ", ")
    }

    /// Says how sure a recommendation is: the probability of a rank among the first k with the word beside it, for example `59 % (rapuh)`; for
    /// a programme that is not recommended, the probability alone.
    public func robustness(_ candidate: ScoredCandidate, isFirm: Bool?) -> String {
        guard let acceptability = candidate.acceptability else { return "–" }
        let share = numbers.percent(acceptability.probabilityOfRecommended)
        return isFirm.map { "\(share) (\(words($0 ? "robust.firm" : "robust.fragile")))" } ?? share
    }

    /// How many ranks count as recommended among so many ranked programmes, and why; empty where every BLK has the same number.
    func recommendedRule(_ settings: ScoringConfiguration.Robustness, ranked: Int) -> [String] {
        guard let oneOf = settings.oneOf else { return [] }
        let values = [
            "top": settings.recommendedRanks(of: ranked), "n": ranked, "least": settings.leastRanks ?? 1, "most": settings.recommendedRanks,
        ].mapValues(numbers.integer)
        let part =
            switch oneOf {
            case 1: words("robust.all")
            case 2: words("robust.half")
            case 3: words("robust.third")
            case 4: words("robust.quarter")
            default: words("robust.part", ["n": numbers.integer(oneOf)])
            }
        return [words("robust.k", values.merging(["part": part]) { $1 })]
    }

    /// A number of persons a year, with one decimal below 10; a dash where nobody knows it.
    public func perYear(_ persons: Double?) -> String { persons.map { numbers.decimal($0, $0 < 10 ? 1 : 0) } ?? "–" }

    /// The sentence of a code with its facts, in the reader's language.
    ///
    /// - Parameters:
    ///   - code: The key of the sentence in the words files.
    ///   - facts: The values of its places, by their names.
    /// - Returns: The sentence.
    public func sentence(_ code: String, _ facts: [String: Fact]) -> String {
        words.filled(code, facts.mapValues(text))
    }

    private func text(_ fact: Fact) -> String {
        switch fact {
        case .text(let text): text.onOneLine
        case .integer(let count): numbers.integer(count)
        case .number(let number): String(number)
        case .decimal(let quantity, let decimals): numbers.decimal(quantity, decimals)
        case .list(let texts): texts.joined(separator: ", ").onOneLine
        case .names(let names):
            names.map { item in
                let name = words.language == .en ? item.nameEnglish ?? item.name : item.name
                return (["  \(item.code)"] + (name == item.code ? [] : [name])).joined(separator: "  ").onOneLine
            }.joined(separator: "\n")
        case .phrases(let keys): keys.map { "  \(words($0))" }.joined(separator: "\n")
        case .output(let lines): lines
        case .phrase(let key, let facts): sentence(key, facts)
        }
    }
}
