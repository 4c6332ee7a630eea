import Configuration
import Digest
import Domain
import Foundation
import OccupationCoding
import Postgres
import Synchronization

/// Codes job titles to KBJI unit groups.
///
/// A title that an analyst taught has the taught code. One that is known, be it in another order, beside words that say nothing of an
/// occupation or with a slip of the pen, has the code of the known one, official titles before all others. Every other one is answered by a
/// classifier that learns from the titles of `config/` and from imported official titles, and that taught titles outvote where they are like the
/// title. An answer carries the probability that it is right. An answer less probable than the wanted precision asks for is none: the title stays uncoded, with its likeliest codes as alternatives.
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
    ///   - official: Title and unit group of each title of the official classification that an office has imported.
    ///   - taught: Title → code, as analysts taught them, in any spelling; an empty code where a title names no occupation.
    ///   - codes: The unit groups that may be answered; `nil` for all.
    public init(
        lexicon: TitleLexicon, official: [(title: String, code: String)] = [], taught: [String: String] = [:], codes: Set<String>? = nil
    ) {
        self.lexicon = lexicon
        self.official = official.map { LabelledTitle(text: $0.title, code: $0.code, certainty: lexicon.sources.official) }
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
        let taught = try connection.rows("SELECT written_title, occupation_code FROM padan.taught_title ORDER BY title") { row in
            (try row["written_title"] as String, try row["occupation_code"] as String? ?? "")
        }
        let known = try connection.rows("SELECT occupation_code FROM padan.occupation WHERE length(occupation_code) = 4") {
            try $0["occupation_code"] as String
        }
        let official = try connection.rows(
            "SELECT title, occupation_code FROM padan.occupation_title ORDER BY occupation_version, detail_code"
        ) { row in (title: try row["title"] as String, code: try row["occupation_code"] as String) }
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

    /// What titles of the same words have in common: their words in one spelling and order, without noise and what is asked of the person.
    ///
    /// - Parameters:
    ///   - titles: Titles as people write them.
    ///   - root: The folder that holds `config/`.
    /// - Returns: A key for each title.
    /// - Throws: `ConfigurationError` for `config/title_words.csv`.
    public static func groupKeys(of titles: [String], root: DataRoot) throws -> [String] {
        let words = try TitleWords(root: root)
        return titles.map { title in
            let key = TitleText(title, words: words).key
            return key.isEmpty ? title : key
        }
    }

    /// The same coder, which leaves a title uncoded where its code is none of these.
    func limited(to codes: Set<String>) -> TitleCoder {
        var copy = self
        copy.codes = codes
        return copy
    }

    /// A digest of everything that decides the code of a title: two coders of the same digest give the same answers.
    var digest: String {
        let lessons = taught.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)\n" }.joined()
        return sha256(Data((knowledge + lessons + (codes.map { $0.sorted().joined(separator: " ") } ?? "-")).utf8))
    }

    /// What is known of titles without an analyst's help.
    private var titles: [LabelledTitle] { official + lexicon.titles }

    /// What was taught of occupations. That a title names none says little of those that only contain it: `Supervisor` and `Supervisor Las`.
    private var lessons: [LabelledTitle] {
        taught.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map {
            LabelledTitle(text: $0.key, code: $0.value, certainty: lexicon.sources.official)
        }
    }

    /// A digest of what is learnt from `config/` and the official titles.
    private var knowledge: String {
        var text = "\(PadanVersion.current)\n\(lexicon.digest)\n"
        for title in official { text += "\(title.text)\t\(title.code)\n" }
        return sha256(Data(text.utf8))
    }

    /// Whether what stands beside titles is read (`beside_the_title` of `config/title_coding.yaml`).
    var readsHints: Bool { lexicon.settings.hints.strength > 0 }

    /// The occupation that a title means.
    ///
    /// - Parameters:
    ///   - text: A title as it is advertised.
    ///   - hints: Category and skills of the advertisement, with `|`, `;`, `,` or `>` between them; they do not matter where the title is known
    ///     as it stands, unless its words leave open which occupation is meant (`general` in `config/title_words.csv`).
    /// - Returns: The code with its probability and alternatives; without a code where none is probable enough.
    public func code(_ text: String, beside hints: String = "") -> CodedTitle {
        let title = TitleText(text, words: lexicon.words)
        if let code = taught[title.normalised], code.isEmpty {
            return CodedTitle(text: text, hints: hints, code: nil, score: 0, method: .taught, alternatives: [])
        }
        let (own, method) = answers(for: title, most: Self.mostAnswers)
        if method != .taught, readsHints, !hints.isEmpty, title.isGeneral(lexicon.words) {
            let heard = specified(text, title, own, TitleHints(hints))
            if !heard.isEmpty {
                return answer(text, hints, Array(TitleHints.pooled(own, heard).prefix(Self.mostAnswers)), .similar)
            }
        }
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

    /// What a general title means with each text beside it that makes it clearer: `Operator` beside `Jahit` is an `Operator Jahit`.
    ///
    /// A text has a say where the title with it would be coded. Where that code is the title's own, the text must say it by itself, too: `Driver`
    /// beside `Tepat waktu` is a driver of whatever sort, as before.
    private func specified(
        _ text: String, _ title: TitleText, _ own: [CodedTitle.Alternative], _ hints: TitleHints
    ) -> [[CodedTitle.Alternative]] {
        func clear(_ answers: [CodedTitle.Alternative]) -> String? {
            answers.first.flatMap { !$0.code.isEmpty && $0.probability >= lexicon.settings.threshold ? $0.code : nil }
        }
        return hints.parts.compactMap { part in
            let beside = TitleText(part, words: lexicon.words)
            let whole = beside.holds(title) ? part : "\(text) \(part)"
            let answers = learner.hint(whole) { self.answers(for: TitleText(whole, words: lexicon.words), most: Self.mostHintAnswers).0 }
            guard let code = clear(answers) else { return nil }
            if code != own.first?.code { return answers }
            let alone = learner.hint(part) { self.answers(for: beside, most: Self.mostHintAnswers).0 }
            return clear(alone) == code ? answers : nil
        }
    }

    /// The unit group of a title that is known: taught or in the lexicon, in whatever spelling and order of its words.
    ///
    /// - Parameter text: A title as people write it.
    /// - Returns: The code; `nil` where the title is not known or names no occupation, and for a code that may not be answered.
    public func knownCode(of text: String) -> String? {
        let title = TitleText(text, words: lexicon.words)
        let code = taught[title.normalised] ?? known(title)?.answer.code ?? ""
        return !code.isEmpty && codes?.contains(code) ?? true ? code : nil
    }

    /// The most codes that an answer names.
    private static let mostAnswers = 5
    /// The most codes among which hints choose.
    private static let mostHintAnswers = 10

    /// What a title means, likeliest first, and how that is known.
    private func answers(for title: TitleText, most: Int) -> ([CodedTitle.Alternative], CodedTitle.Method) {
        if let code = taught[title.normalised], !code.isEmpty, codes?.contains(code) ?? true {
            return ([CodedTitle.Alternative(code: code, probability: 1)], .taught)
        }
        if let known = known(title) {
            let (code, probability) = (known.answer.code, known.answer.probability)
            return (code.isEmpty ? [] : [CodedTitle.Alternative(code: code, probability: probability)], known.method)
        }
        let answers = learner.answers(self, to: learner.mended(self, title) ?? title, most: most).map {
            CodedTitle.Alternative(code: $0.code, probability: $0.probability)
        }
        return (answers, .similar)
    }

    /// What the classifier knows of a title that has to be learnt from others.
    ///
    /// - Parameter text: A title as it is advertised.
    /// - Returns: The evidence for its likeliest code; `nil` where the title is known, in whatever spelling, or no word of it is.
    func evidence(for text: String) -> CodingEvidence? {
        let title = TitleText(text, words: lexicon.words)
        if taught[title.normalised] != nil || known(title) != nil { return nil }
        return learner.evidence(self, for: learner.mended(self, title) ?? title)
    }

    /// What is known of a title, be it with a slip of the pen, and how it was found.
    private func known(_ title: TitleText) -> (answer: KnownTitles.Answer, method: CodedTitle.Method)? {
        if let known = learner.known(self, title) { return known }
        guard let mended = learner.mended(self, title), let known = learner.known(self, mended) else { return nil }
        return (known.answer.atMost(lexicon.sources.mended), .similar)
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

    /// Learns once, when it is first needed, and keeps the memory that answers use again.
    private final class Learner: Sendable {
        /// What follows from `config/` and the official titles alone.
        private struct Learnt {
            let digest: String
            var titles: (known: KnownTitles, mender: WordMender)?
            var classifier: OccupationClassifier?
        }

        private struct State {
            var titles: (known: KnownTitles, mender: WordMender)?
            var taught: KnownTitles?
            var classifier: OccupationClassifier?
            var scratch = OccupationClassifier.Scratch()
            /// What texts beside titles mean, which repeat from advertisement to advertisement.
            var hints: [String: [CodedTitle.Alternative]] = [:]
        }

        /// What was learnt last in this process, by the digest of what it was learnt from. A service that imports file after file, or is taught
        /// title after title, learns once; what is kept follows from the digest alone, so that nobody can tell whether it was kept.
        private static let last = Mutex<Learnt?>(nil)

        private let state = Mutex(State())

        /// What is known of a title: as it stands, or else by its words of the occupation, what was taught before all else.
        func known(_ coder: TitleCoder, _ title: TitleText) -> (answer: KnownTitles.Answer, method: CodedTitle.Method)? {
            state.withLock { state in
                let known = Self.titles(of: coder, &state).known
                let taught = state.taught ?? KnownTitles(titles: coder.lessons, words: coder.lexicon.words)
                state.taught = taught
                if let exact = known.answer(to: title) { return (exact, .lexicon) }
                if let like = taught.looseAnswer(to: title) { return (like, .similar) }
                return known.looseAnswer(to: title).map { ($0, .lexicon) }
            }
        }

        /// The title without slips of the pen; `nil` where it has none.
        func mended(_ coder: TitleCoder, _ title: TitleText) -> TitleText? {
            state.withLock { state in Self.titles(of: coder, &state).mender.mended(title) }
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

        /// What the classifier says of a title.
        func answers(_ coder: TitleCoder, to title: TitleText, most: Int) -> [OccupationClassifier.Answer] {
            state.withLock { state in
                let classifier = state.classifier ?? Self.classifier(of: coder, Self.titles(of: coder, &state).mender)
                state.classifier = classifier
                return classifier.answers(for: title, most: most, scratch: &state.scratch)
            }
        }

        /// What the classifier's likeliest answer rests on.
        func evidence(_ coder: TitleCoder, for title: TitleText) -> CodingEvidence? {
            state.withLock { state in
                let classifier = state.classifier ?? Self.classifier(of: coder, Self.titles(of: coder, &state).mender)
                state.classifier = classifier
                return classifier.evidence(for: title, scratch: &state.scratch)
            }
        }

        private static func titles(of coder: TitleCoder, _ state: inout State) -> (known: KnownTitles, mender: WordMender) {
            if let titles = state.titles { return titles }
            let titles = withLearnt(coder) { learnt in
                let words = coder.lexicon.words
                let titles =
                    learnt.titles ?? (KnownTitles(titles: coder.titles, words: words), WordMender(titles: coder.titles, words: words))
                learnt.titles = titles
                return titles
            }
            state.titles = titles
            return titles
        }

        private static func classifier(of coder: TitleCoder, _ mender: WordMender) -> OccupationClassifier {
            let words = coder.lexicon.words
            let classifier = withLearnt(coder) { learnt in
                let classifier =
                    learnt.classifier ?? OccupationClassifier(titles: coder.titles, words: words, settings: coder.lexicon.settings)
                learnt.classifier = classifier
                return classifier
            }
            return classifier.taught(
                coder.lessons.map { lesson in
                    let title = TitleText(lesson.text, words: words)
                    return (mender.mended(title) ?? title, lesson.code)
                })
        }

        private static func withLearnt<Answer>(_ coder: TitleCoder, _ body: (inout Learnt) -> Answer) -> Answer {
            let digest = coder.knowledge
            return last.withLock { last in
                var learnt = last.flatMap { $0.digest == digest ? $0 : nil } ?? Learnt(digest: digest)
                defer { last = learnt }
                return body(&learnt)
            }
        }
    }
}
