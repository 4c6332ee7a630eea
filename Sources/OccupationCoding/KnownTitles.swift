/// Titles that are known, in whatever spelling: they need no learning.
public struct KnownTitles: Sendable {
    /// What a known title means.
    public struct Answer: Sendable, Equatable {
        /// The code; empty where the title names no occupation.
        public let code: String
        /// The probability that it is right, 0 to 1.
        public let probability: Double

        /// - Parameter most: A probability, 0 to 1.
        /// - Returns: The same code, with no more than this probability.
        public func atMost(_ most: Double) -> Answer { Answer(code: code, probability: min(probability, most)) }
    }

    private struct Entry {
        let code: Int32
        let certainty: Float
        /// Whether another title of the same words, as certain as this one, has another code.
        var isContradicted = false
    }

    private let codes: [String]
    /// By the hash of the words as they stand.
    private var exact: [UInt64: Entry] = [:]
    /// By the hash of the words of the occupation in the order of the alphabet.
    private var loose: [UInt64: Entry] = [:]

    /// Remembers titles. Of two with the same words the more certain counts, of equal ones the earlier.
    ///
    /// - Parameters:
    ///   - titles: The titles with their codes.
    ///   - words: Spellings that stand for each other, noise and qualifiers.
    public init(titles: [LabelledTitle], words: TitleWords) {
        let codes = Set(titles.map(\.code)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, Int32($0)) })
        self.codes = codes
        for title in titles {
            let text = TitleText(title.text, words: words)
            let entry = Entry(code: numbers[title.code, default: 0], certainty: Float(title.certainty))
            Self.offer(entry, at: Self.hash(of: text.segments.joined()), to: &exact)
            // What stands beside noise or a qualifier may mean something else without it: a penjaga malam is no penjaga of any kind.
            if text.essence.joined().elementsEqual(text.segments.joined()) {
                Self.offer(entry, at: Self.looseHash(of: text), to: &loose)
            }
        }
    }

    private static func offer(_ entry: Entry, at key: UInt64, to table: inout [UInt64: Entry]) {
        guard let other = table[key], other.certainty >= entry.certainty else {
            table[key] = entry
            return
        }
        if other.certainty == entry.certainty, other.code != entry.code { table[key]?.isContradicted = true }
    }

    /// What a title means.
    ///
    /// - Parameter title: The title, taken apart with the same words.
    /// - Returns: The code of the title as it stands; `nil` where it is not known.
    public func answer(to title: TitleText) -> Answer? { exact[Self.hash(of: title.segments.joined())].map(answer) }

    /// What a title means whose words of the occupation are known, in another order or beside words that say nothing of it.
    ///
    /// - Parameter title: The title, taken apart with the same words.
    /// - Returns: The code; `nil` where they are not known, or where titles of these words contradict each other.
    public func looseAnswer(to title: TitleText) -> Answer? {
        if title.essence.isEmpty { return nil }
        guard let entry = loose[Self.looseHash(of: title)], !entry.isContradicted else { return nil }
        return answer(entry)
    }

    private func answer(_ entry: Entry) -> Answer {
        // Three decimals, as the settings have them at most: a Float in between would say 0.9900000095.
        Answer(code: codes[Int(entry.code)], probability: (Double(entry.certainty) * 1000).rounded() / 1000)
    }

    private static func hash(of words: some Sequence<String>) -> UInt64 {
        words.reduce(FowlerNollVo.basis) { FowlerNollVo.hash(CollectionOfOne(0x20), from: FowlerNollVo.hash($1.utf8, from: $0)) }
    }

    private static func looseHash(of title: TitleText) -> UInt64 { FowlerNollVo.hash(title.key.utf8) }
}
