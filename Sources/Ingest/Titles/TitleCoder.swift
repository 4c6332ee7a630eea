import Configuration
import Digest
import Domain
import Foundation
import Postgres

/// Codes job titles to KBJI unit groups.
///
/// The words of a title are matched against the phrases of the lexicon. Of the phrases found, the one that says most
/// wins: longer before shorter, roles (`teknisi mesin`) before fields (`accounting`), the first segment before what
/// follows. The level of the title (manager, supervisor, staff) then chooses among the field's codes. A title
/// without any phrase is compared by trigrams with all of them. Below the threshold a title stays uncoded.
public struct TitleCoder: Sendable {
    /// Titles scored below this stay uncoded. The lexicon was written without sight of the labelled sample; this one number was
    /// chosen on it, so that precision keeps a margin (`Benchmarks/README.md`).
    public static let threshold = 0.72

    private let entries: [TitleLexicon.Entry]
    /// First word of a phrase → the phrases.
    private let byFirstWord: [String: [Int]]
    private let trigrams: TrigramIndex
    private let taught: [String: String]
    /// The unit groups that may be answered; `nil` for all that the phrases have.
    private var codes: Set<String>?

    /// Makes a coder of what is known of titles.
    ///
    /// - Parameters:
    ///   - lexicon: the phrases.
    ///   - taught: normalised title → code, as analysts taught them.
    public init(lexicon: TitleLexicon, taught: [String: String] = [:]) {
        entries = lexicon.entries
        byFirstWord = Dictionary(grouping: entries.indices) { lexicon.entries[$0].words[0] }
        trigrams = TrigramIndex(phrases: entries.map { $0.sort == .noise || $0.sort == .level ? "" : $0.words.joined(separator: " ") })
        self.taught = taught
    }

    /// The coder of `config/titles.csv`, the taught titles and the occupations of a database.
    ///
    /// - Parameters:
    ///   - connection: the database.
    ///   - root: the folder that holds `config/`; `nil` for the one that is found by itself.
    /// - Returns: a coder that answers no code that the database does not have.
    /// - Throws: `PostgresError` when the tables cannot be read, `ConfigurationError` for `titles.csv` and `occupations.csv`,
    ///   `DataRoot.NotFound` when there is no such folder.
    public static func load(_ connection: isolated PostgresConnection, root: DataRoot? = nil) throws -> TitleCoder {
        let taught = try connection.rows("SELECT title, occupation_code FROM padan.taught_title") { row in
            (try row["title"] as String, try row["occupation_code"] as String)
        }
        let known = try connection.rows("SELECT occupation_code FROM padan.occupation WHERE length(occupation_code) = 4") {
            try $0["occupation_code"] as String
        }
        let lexicon = try TitleLexicon(root: root ?? DataRoot.find())
        return TitleCoder(lexicon: lexicon, taught: Dictionary(taught, uniquingKeysWith: { first, _ in first })).limited(to: Set(known))
    }

    /// The same coder, which leaves a title uncoded where its code is none of these.
    func limited(to codes: Set<String>) -> TitleCoder {
        var copy = self
        copy.codes = codes
        return copy
    }

    /// A digest of everything that decides the code of a title: two coders of the same digest give the same answers.
    var digest: String {
        var text = "\(PadanVersion.current)\n"
        for entry in entries {
            text += "\(entry.words.joined(separator: " "))\t\(entry.sort.rawValue)\t\(entry.code)\t"
            text += "\(entry.supervisorCode ?? "")\t\(entry.managerCode ?? "")\n"
        }
        for (title, code) in taught.sorted(by: { $0.key < $1.key }) { text += "\(title)\t\(code)\n" }
        text += codes.map { $0.sorted().joined(separator: " ") } ?? "-"
        return sha256(Data(text.utf8))
    }

    enum Level: Int, Comparable {
        case staff, supervisor, manager
        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Match {
        let entry: Int
        let segment: Int
        let position: Int
        var weight: Double
    }

    /// The occupation that a title means.
    ///
    /// - Parameter text: a title as it is advertised.
    /// - Returns: the code with its score and alternatives; without a code below the threshold.
    public func code(_ text: String) -> CodedTitle {
        let found = lookUp(text)
        guard let code = found.code, let codes, !codes.contains(code) else { return found }
        return CodedTitle(
            text: text, code: nil, score: found.score, method: .uncoded, alternatives: Array(([code] + found.alternatives).prefix(5)))
    }

    private func lookUp(_ text: String) -> CodedTitle {
        let title = TitleText(text)
        if let code = taught[title.normalised] {
            return CodedTitle(text: text, code: code, score: 1, method: .taught, alternatives: [])
        }
        let matches = find(title)
        let level = level(of: title, matches)
        guard let best = matches.first else { return similar(text, title, level) }
        let code = code(of: entries[best.entry], level)
        var alternatives: [String] = []
        for other in matches.dropFirst().map({ self.code(of: entries[$0.entry], level) }) + variants(of: entries[best.entry])
        where other != code && !alternatives.contains(other) {
            alternatives.append(other)
        }
        let score = score(best, in: title)
        let isCoded = score >= Self.threshold
        return CodedTitle(
            text: text, code: isCoded ? code : nil, score: score, method: isCoded ? .lexicon : .uncoded,
            alternatives: Array((isCoded ? alternatives : [code] + alternatives).prefix(5)))
    }

    // MARK: - Phrases

    /// Phrases of the title, the one that says most first.
    private func find(_ title: TitleText) -> [Match] {
        var matches: [Match] = []
        for (number, words) in title.segments.enumerated() {
            for position in words.indices {
                for index in byFirstWord[words[position]] ?? [] {
                    let entry = entries[index]
                    let end = position + entry.words.count
                    guard end <= words.count, words[position..<end].elementsEqual(entry.words) else { continue }
                    if entry.sort == .noise { continue }
                    var weight = entry.sort == .level ? -1 : Double(entry.words.count) + (entry.sort == .role ? 0.75 : 0)
                    // What stands in brackets or behind a dash explains; the first segment names.
                    weight -= number == 0 ? 0 : number == 1 ? 0.9 : 1.2
                    // English heads stand last (`data analyst`), Indonesian ones first (`teknisi mesin`).
                    weight += Double(end) / Double(words.count) * 0.1
                    matches.append(Match(entry: index, segment: number, position: position, weight: weight))
                }
            }
        }
        // A phrase inside a longer one of the same segment says nothing of its own.
        let kept = matches.filter { match in
            !matches.contains { other in
                other.segment == match.segment && entries[other.entry].words.count > entries[match.entry].words.count
                    && other.position <= match.position
                    && other.position + entries[other.entry].words.count >= match.position + entries[match.entry].words.count
            }
        }
        return kept.sorted { ($1.weight, $0.segment, $0.position, $0.entry) < ($0.weight, $1.segment, $1.position, $1.entry) }
    }

    /// How much of the naming segment the phrase explains.
    private func score(_ match: Match, in title: TitleText) -> Double {
        let words = title.segments[match.segment]
        let entry = entries[match.entry]
        let phrase = match.position..<match.position + entry.words.count
        let told = words.indices.count { phrase.contains($0) || !Self.plain.contains(words[$0]) }
        let share = Double(entry.words.count) / Double(max(told, 1))
        let base = entry.sort == .role ? 0.62 : entry.sort == .field ? 0.5 : 0.3
        let position = match.segment == 0 ? 0.0 : 0.1
        return min(1, base + 0.38 * min(1, share) - position)
    }

    private func code(of entry: TitleLexicon.Entry, _ level: Level) -> String {
        switch level {
        case .staff: entry.code
        case .supervisor: entry.supervisorCode ?? entry.code
        case .manager: entry.managerCode ?? entry.code
        }
    }

    private func variants(of entry: TitleLexicon.Entry) -> [String] {
        [entry.code, entry.supervisorCode, entry.managerCode].compactMap { $0 }
    }

    // MARK: - Level

    private static let managers: Set<String> = [
        "manager", "head", "kepala", "director", "chief", "vp", "president", "managing", "superintendent", "ceo", "coo", "cfo",
        "cto", "gm", "principal",
    ]
    private static let supervisors: Set<String> = ["supervisor", "coordinator", "leader", "lead", "foreman", "mandor", "koordinator"]
    /// Words that name a level, a contract or nothing in particular.
    private static let plain: Set<String> = managers.union(supervisors).union([
        "staff", "officer", "executive", "specialist", "assistant", "senior", "junior", "associate", "intern", "trainee", "and",
        "dan", "for", "untuk", "of", "the", "in", "di", "area", "team", "tim", "section", "department", "division", "divisi",
        "deputy", "general", "general", "based", "full", "part", "time", "fresh", "graduate", "urgent", "dibutuhkan", "lowongan",
        "jakarta", "surabaya", "bandung", "bali", "tangerang", "bekasi", "bogor", "depok", "selatan", "barat", "utara", "timur",
        "pusat", "placement", "penempatan", "bagian", "unit", "pt", "cv", "wfo", "wfh", "remote", "mandarin", "speaker", "english",
        "japanese", "korean", "contract", "freelance", "experienced", "expert", "b2b", "level", "branch", "admin",
    ])

    private func level(of title: TitleText, _ matches: [Match]) -> Level {
        guard let first = matches.first.map({ title.segments[$0.segment] }) ?? title.segments.first else { return .staff }
        var level = Level.staff
        for words in [first] + (title.segments.first.map { [$0] } ?? []) {
            for (index, word) in words.enumerated() {
                // `assistant to the manager`, `secretary of the director`: somebody else's level.
                if index > 0, words[..<index].contains(where: { $0 == "to" || $0 == "secretary" || $0 == "secretaris" }) { break }
                if Self.managers.contains(word) { level = max(level, .manager) }
                if Self.supervisors.contains(word) { level = max(level, .supervisor) }
            }
        }
        if level == .manager, first.contains("section"), first.contains("head") { level = .supervisor }
        return level
    }

    // MARK: - Spelling

    private func similar(_ text: String, _ title: TitleText, _ level: Level) -> CodedTitle {
        let words = title.segments.first?.filter { !Self.plain.contains($0) } ?? []
        guard !words.isEmpty, let (phrase, similarity) = trigrams.nearest(to: words.joined(separator: " "), atLeast: 0.4) else {
            return CodedTitle(text: text, code: nil, score: 0, method: .uncoded, alternatives: [])
        }
        let code = code(of: entries[phrase], level)
        let score = similarity * 0.8
        let isCoded = score >= Self.threshold
        return CodedTitle(
            text: text, code: isCoded ? code : nil, score: score, method: isCoded ? .similar : .uncoded,
            alternatives: isCoded ? variants(of: entries[phrase]).filter { $0 != code } : [code])
    }
}
