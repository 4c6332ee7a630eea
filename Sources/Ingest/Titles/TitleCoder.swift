import Configuration
import Digest
import Domain
import Foundation
import OccupationCoding
import Postgres
import Synchronization

/// Codes job titles to KBJI unit groups.
///
/// A title that an analyst taught has the taught code. Every other one is answered by a classifier that learns from the titles of `config/`,
/// from imported official titles and, most of all, from what was taught; its answer carries the probability that it is right. An answer less
/// probable than the wanted precision asks for is none: the title stays uncoded, with its likeliest codes as alternatives.
public struct TitleCoder: Sendable {
    private let lexicon: TitleLexicon
    /// Titles of the official classification that an office has imported.
    private let official: [LabelledTitle]
    /// Normalised title → code.
    private let taught: [String: String]
    /// The unit groups that may be answered; `nil` for all.
    private var codes: Set<String>?
    private let learner: Learner

    /// Makes a coder of what is known of titles. It learns when it is first asked.
    ///
    /// - Parameters:
    ///   - lexicon: What `config/` knows.
    ///   - official: Further titles with their unit groups.
    ///   - taught: Title → code, as analysts taught them, in any spelling.
    ///   - codes: The unit groups that may be answered; `nil` for all.
    public init(lexicon: TitleLexicon, official: [LabelledTitle] = [], taught: [String: String] = [:], codes: Set<String>? = nil) {
        self.lexicon = lexicon
        self.official = official
        // The words may have changed since a title was taught.
        self.taught = Dictionary(
            taught.sorted { $0.key < $1.key }.map { (TitleText($0.key, words: lexicon.words).normalised, $0.value) },
            uniquingKeysWith: { first, _ in first })
        self.codes = codes
        learner = Learner()
    }

    /// The coder of `config/`, the taught titles and the occupations of a database.
    ///
    /// - Parameters:
    ///   - connection: The database.
    ///   - root: The folder that holds `config/`; `nil` for the one that is found by itself.
    /// - Returns: A coder that answers no code that the database does not have.
    /// - Throws: `PostgresError` when the tables cannot be read, `ConfigurationError` for the files of `config/`,
    ///   `DataRoot.NotFound` when there is no such folder.
    public static func load(_ connection: isolated PostgresConnection, root: DataRoot? = nil) throws -> TitleCoder {
        let taught = try connection.rows("SELECT title, occupation_code FROM padan.taught_title ORDER BY title") { row in
            (try row["title"] as String, try row["occupation_code"] as String)
        }
        let known = try connection.rows("SELECT occupation_code FROM padan.occupation WHERE length(occupation_code) = 4") {
            try $0["occupation_code"] as String
        }
        let official = try connection.rows(
            "SELECT title, occupation_code FROM padan.occupation_title ORDER BY occupation_version, detail_code"
        ) { LabelledTitle(text: try $0["title"], code: try $0["occupation_code"]) }
        return TitleCoder(
            lexicon: try TitleLexicon(root: root ?? DataRoot.find()), official: official,
            taught: Dictionary(taught, uniquingKeysWith: { first, _ in first }),
            codes: Set(known))
    }

    /// A title in the form in which titles are taught and compared.
    ///
    /// - Parameters:
    ///   - title: A title as people write it.
    ///   - root: The folder that holds `config/`.
    /// - Returns: Its words in one spelling; empty where it has none.
    /// - Throws: `ConfigurationError` for `config/title_words.csv`.
    public static func normalised(_ title: String, root: DataRoot) throws -> String {
        TitleText(title, words: try TitleWords(root: root)).normalised
    }

    /// What titles of the same words have in common: their words in one spelling and order, without noise.
    ///
    /// - Parameters:
    ///   - titles: Titles as people write them.
    ///   - root: The folder that holds `config/`.
    /// - Returns: A key for each title.
    /// - Throws: `ConfigurationError` for `config/title_words.csv`.
    public static func groupKeys(of titles: [String], root: DataRoot) throws -> [String] {
        let words = try TitleWords(root: root)
        return titles.map { title in
            let kept = Set(TitleText(title, words: words).segments.joined().filter { !words.noise.contains($0) })
            return kept.isEmpty ? title : kept.sorted().joined(separator: " ")
        }
    }

    /// The same coder, which leaves a title uncoded where its code is none of these.
    func limited(to codes: Set<String>) -> TitleCoder {
        var copy = self
        copy.codes = codes
        return copy
    }

    /// A digest of everything that decides the code of a title: two coders of the same digest give the same answers.
    var digest: String { sha256(Data((knowledge + (codes.map { $0.sorted().joined(separator: " ") } ?? "-")).utf8)) }

    /// A digest of what is learnt.
    private var knowledge: String {
        var text = "\(PadanVersion.current)\n\(lexicon.digest)\n"
        for title in official { text += "\(title.text)\t\(title.code)\n" }
        for (title, code) in taught.sorted(by: { $0.key < $1.key }) { text += "\(title)\t\(code)\n" }
        return sha256(Data(text.utf8))
    }

    /// Whether what stands beside titles is read (`beside_the_title` of `config/title_coding.yaml`).
    var readsHints: Bool { lexicon.settings.hints.strength > 0 }

    /// The occupation that a title means.
    ///
    /// - Parameters:
    ///   - text: A title as it is advertised.
    ///   - hints: Category and skills of the advertisement, with `|`, `;`, `,` or `>` between them; they do not matter where the title is known
    ///     as it stands.
    /// - Returns: The code with its probability and alternatives; without a code where none is probable enough.
    public func code(_ text: String, beside hints: String = "") -> CodedTitle {
        let title = TitleText(text, words: lexicon.words)
        let (own, method) = answers(for: title, most: Self.mostAnswers)
        var answers = own
        if method == .similar, readsHints, !hints.isEmpty {
            answers = answers.count < Self.mostAnswers ? answers : self.answers(for: title, most: Self.mostHintAnswers).0
            let heard = TitleHints(hints).parts.map { part in
                learner.hint(part) { self.answers(for: TitleText(part, words: lexicon.words), most: Self.mostHintAnswers).0 }
            }
            answers = Array(TitleHints.weighed(answers, by: heard, lexicon.settings.hints).prefix(Self.mostAnswers))
        }
        return answer(text, hints, answers, method)
    }

    /// The most codes that an answer names.
    private static let mostAnswers = 5
    /// The most codes among which hints choose.
    private static let mostHintAnswers = 10

    /// What a title means, likeliest first, and how that is known.
    private func answers(for title: TitleText, most: Int) -> ([CodedTitle.Alternative], CodedTitle.Method) {
        if let code = taught[title.normalised], codes?.contains(code) ?? true {
            return ([CodedTitle.Alternative(code: code, probability: 1)], .taught)
        }
        if let code = learner.known(lexicon, official).code(of: title) {
            return (code.isEmpty ? [] : [CodedTitle.Alternative(code: code, probability: KnownTitles.probability)], .lexicon)
        }
        let answers = learner.answers(for: title, most: most, digest: knowledge, learn).map {
            CodedTitle.Alternative(code: $0.code, probability: $0.probability)
        }
        return (answers, .similar)
    }

    /// The first of some answers, where it is probable enough, with the others as alternatives.
    private func answer(
        _ text: String, _ hints: String, _ answers: [CodedTitle.Alternative], _ method: CodedTitle.Method
    ) -> CodedTitle {
        // An answer that there is no occupation in the title is none; the codes behind it are what it may be after all.
        if let first = answers.first, !first.code.isEmpty, first.probability >= lexicon.settings.threshold,
            codes?.contains(first.code) ?? true
        {
            return CodedTitle(
                text: text, hints: hints, code: first.code, score: first.probability, method: method,
                alternatives: Self.worthNaming(answers.dropFirst()))
        }
        let alternatives = Self.worthNaming(answers[...])
        return CodedTitle(
            text: text, hints: hints, code: nil, score: alternatives.first?.probability ?? 0, method: .uncoded, alternatives: alternatives)
    }

    private static func worthNaming(_ answers: ArraySlice<CodedTitle.Alternative>) -> [CodedTitle.Alternative] {
        answers.filter { !$0.code.isEmpty && $0.probability >= leastProbability }
    }

    /// Codes that are less probable are no alternatives.
    private static let leastProbability = 0.02

    private func learn() -> OccupationClassifier {
        OccupationClassifier(
            titles: lexicon.titles + official
                + taught.sorted { $0.key < $1.key }.map {
                    LabelledTitle(text: $0.key, code: $0.value, weight: Float(lexicon.settings.taughtWeight))
                }, words: lexicon.words, settings: lexicon.settings)
    }

    /// Learns once, when it is first needed, and keeps the memory that answers use again.
    private final class Learner: Sendable {
        private struct State {
            var known: KnownTitles?
            var classifier: OccupationClassifier?
            var scratch = OccupationClassifier.Scratch()
            /// What texts beside titles mean, which repeat from advertisement to advertisement.
            var hints: [String: [CodedTitle.Alternative]] = [:]
        }

        /// What was learnt last in this process, by the digest of what it was learnt from. A service that imports file after file learns once;
        /// what is kept follows from the digest alone, so that nobody can tell whether it was kept.
        private static let last = Mutex<(digest: String, classifier: OccupationClassifier)?>(nil)

        private let state = Mutex(State())

        func known(_ lexicon: TitleLexicon, _ official: [LabelledTitle]) -> KnownTitles {
            state.withLock { state in
                let known = state.known ?? KnownTitles(titles: lexicon.titles + official, words: lexicon.words)
                state.known = known
                return known
            }
        }

        /// What a text beside a title means, coded once as long as there is room.
        func hint(_ text: String, _ code: () -> [CodedTitle.Alternative]) -> [CodedTitle.Alternative] {
            if let codes = state.withLock({ $0.hints[text] }) { return codes }
            let codes = code()
            state.withLock { state in
                if state.hints.count >= Self.mostHints { state.hints.removeAll() }
                state.hints[text] = codes
            }
            return codes
        }

        private static let mostHints = 10_000

        func answers(
            for title: TitleText, most: Int, digest: @autoclosure () -> String, _ learn: () -> OccupationClassifier
        ) -> [OccupationClassifier.Answer] {
            state.withLock { state in
                let classifier =
                    state.classifier
                    ?? Self.last.withLock { last in
                        let digest = digest()
                        if let last, last.digest == digest { return last.classifier }
                        let classifier = learn()
                        last = (digest, classifier)
                        return classifier
                    }
                state.classifier = classifier
                return classifier.answers(for: title, most: most, scratch: &state.scratch)
            }
        }
    }
}
