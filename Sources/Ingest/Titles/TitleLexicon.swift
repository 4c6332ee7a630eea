import Configuration
import Digest
import Foundation
import OccupationCoding

/// What `config/` knows of job titles: titles and their occupations, the words that are treated in a way of their own, and how sure an answer
/// has to be.
public struct TitleLexicon: Sendable {
    /// The titles of `config/titles.csv` and the names of the unit groups.
    let titles: [LabelledTitle]
    /// Spellings and noise.
    public let words: TitleWords
    /// Calibration, threshold and weights.
    let settings: CodingSettings
    /// How far each source of titles is to be trusted.
    let sources: TitleSources
    /// Titles whose code was decided against an official title of the same words (`source` says `decided`).
    let decided: Set<String>
    /// A digest of the files.
    let digest: String

    /// Reads `config/titles.csv`, `config/title_words.csv`, `config/title_coding.yaml` and the unit groups of `config/occupations.csv`.
    ///
    /// - Parameter root: The folder that holds `config/`.
    /// - Throws: `ConfigurationError` when one of the files cannot be read, when a title has no word or a code that does not exist, when a
    ///   word has no known sort, and when a setting is out of its range.
    public init(root: DataRoot) throws {
        let occupations = try CSVTable(
            root.config.appending(path: "occupations.csv"), expecting: ["occupation_code", "parent_code", "name", "name_en"])
        let groups = occupations.rows.filter { $0[0].utf8.count == 4 }
        let codes = Set(groups.map { $0[0] })
        words = try TitleWords(root: root)
        let file = try TitleSettings(root: root)
        settings = file.settings
        sources = file.sources
        let table = try CSVTable(root.config.appending(path: "titles.csv"), expecting: ["title", "occupation_code", "source"])
        var titles: [LabelledTitle] = []
        titles.reserveCapacity(table.rows.count + 2 * groups.count)
        for (row, line) in zip(table.rows, table.lines) {
            guard row[1].isEmpty || codes.contains(row[1]) else {
                throw ConfigurationError(file: "titles.csv", line: line, fault: .unknownOccupation(row[1]))
            }
            guard row[0].contains(where: { $0.isLetter }) else {
                throw ConfigurationError(file: "titles.csv", line: line, fault: .emptyPhrase)
            }
            titles.append(LabelledTitle(text: row[0], code: row[1], certainty: sources.certainty(of: row[2])))
        }
        for group in groups {
            titles.append(LabelledTitle(text: group[2], code: group[0], certainty: sources.official))
            titles.append(LabelledTitle(text: group[3], code: group[0], certainty: sources.official))
        }
        self.titles = titles
        decided = Set(table.rows.filter { $0[2] == "decided" }.map { $0[0] })
        digest = Self.digest(
            try ["titles.csv", "occupations.csv", "title_words.csv", "title_coding.yaml"]
                .map { try ConfigurationFile(root.config.appending(path: $0)).digest })
    }

    private init(
        titles: [LabelledTitle], words: TitleWords, settings: CodingSettings, sources: TitleSources, decided: Set<String>, digest: String
    ) {
        self.titles = titles
        self.words = words
        self.settings = settings
        self.sources = sources
        self.decided = decided
        self.digest = digest
    }

    /// The lexicon without some titles, whatever source they came from, to try how well the coder does on titles that it does not know.
    ///
    /// - Parameter texts: The titles, which go in every spelling and order of words that is the same in the coder's eyes.
    /// - Returns: The rest.
    public func without(_ texts: Set<String>) -> TitleLexicon {
        let read = texts.map { TitleText($0, words: words) }
        let (normal, keys) = (Set(read.map(\.normalised)), Set(read.map(\.key)))
        return TitleLexicon(
            titles: titles.filter { title in
                let text = TitleText(title.text, words: words)
                return !normal.contains(text.normalised) && !keys.contains(text.key)
            }, words: words, settings: settings, sources: sources, decided: decided, digest: Self.digest([digest] + normal.sorted()))
    }

    /// Titles of the same words, in whatever order and spelling, that have different codes.
    ///
    /// - Returns: Each group, in the order of the first of its titles: the titles with their codes. Titles that were decided against official
    ///   ones are left out.
    public func contradictions() -> [[(title: String, code: String)]] {
        var groups: [String: [(title: String, code: String)]] = [:]
        var order: [String] = []
        for title in titles where !decided.contains(title.text) {
            // Noise is kept: a penjaga malam is no penjaga of any kind.
            let key = Set(TitleText(title.text, words: words).segments.joined()).sorted().joined(separator: " ")
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append((title.text, title.code))
        }
        return order.compactMap { groups[$0] }.filter { Set($0.map(\.code)).count > 1 }
    }

    private static func digest(_ parts: [String]) -> String { sha256(Data(parts.joined(separator: " ").utf8)) }
}

extension TitleWords {
    /// What the second column of `config/title_words.csv` may say.
    private enum Sort: String, CaseIterable {
        case spelling, noise, qualifier, sign, general
    }

    /// Reads `config/title_words.csv`.
    ///
    /// - Parameter root: The folder that holds `config/`.
    /// - Throws: `ConfigurationError` when the file cannot be read, a word has no known sort, or a spelling or a sign stands for nothing.
    public init(root: DataRoot) throws {
        let table = try CSVTable(root.config.appending(path: "title_words.csv"), expecting: ["word", "sort", "means"])
        var spellings: [String: [String]] = [:]
        var noise: Set<String> = []
        var qualifiers: Set<String> = []
        var signs: [String: String] = [:]
        var general: Set<String> = []
        for (row, line) in zip(table.rows, table.lines) {
            func refuse(_ fault: ConfigurationError.Fault) -> ConfigurationError {
                ConfigurationError(file: "title_words.csv", line: line, fault: fault)
            }
            guard let sort = Sort(rawValue: row[1]) else {
                throw refuse(.notAChoice(row[1], choices: Sort.allCases.map(\.rawValue)))
            }
            let means = row[2].split(separator: " ").map { $0.lowercased() }
            switch sort {
            case .general: general.insert(row[0].lowercased())
            case .noise: noise.insert(row[0].lowercased())
            case .qualifier: qualifiers.insert(row[0].lowercased())
            case .spelling where means.isEmpty || row[0].isEmpty, .sign where means.isEmpty || row[0].isEmpty: throw refuse(.emptyPhrase)
            case .sign: signs[row[0].lowercased()] = means[0]
            case .spelling: spellings[row[0].lowercased()] = means
            }
        }
        self.init(spellings: spellings, noise: noise, qualifiers: qualifiers, signs: signs, general: general)
    }
}
