/// Mends slips of the pen: a word that no known title has, and that is one letter away from a word that many have.
///
/// One letter away is a letter more, less, another, or two that changed places (Damerau 1964). The words that are one letter away are found by
/// what is left of both when one letter is taken out, as SymSpell does (Garbe 2012).
public struct WordMender: Sendable {
    private let words: TitleWords
    /// The words that may stand for others, with what they mean in the one spelling and how many titles have it.
    private var spelt: [(word: String, means: [String], titles: Int32)] = []
    /// The hash of each word, and of a word without one letter → places in `spelt`.
    private var candidates: [UInt64: [Int32]] = [:]
    /// The hashes of all words.
    private var known: Set<UInt64> = []
    /// The hashes of all pairs of words.
    private var pairs: Set<UInt64> = []

    /// A word of fewer titles stands for no other.
    private static let leastTitles: Int32 = 4
    /// A shorter word is mended only where a known title has the mended word beside the same neighbour.
    private static let leastLetters = 5

    /// Learns how words are spelt.
    ///
    /// - Parameters:
    ///   - titles: What is known.
    ///   - words: Spellings, noise and qualifiers.
    public init(titles: [LabelledTitle], words: TitleWords) {
        self.words = words
        var counts: [String: Int32] = [:]
        for title in titles {
            let text = TitleText(title.text, words: words)
            for segment in text.segments {
                for word in segment { counts[word, default: 0] += 1 }
                for (first, second) in zip(segment, segment.dropFirst()) { pairs.insert(Self.pair(first, second)) }
            }
        }
        let others = words.spellings.keys.filter { counts[$0] == nil }.map { ($0, words.spellings[$0, default: []]) }
        let all = Array(counts.keys) + words.spellings.keys + words.noise + words.qualifiers
        known = Set(all.map { FowlerNollVo.hash($0.utf8) })
        for (word, means) in (counts.keys.map { ($0, [$0]) } + others).sorted(by: { $0.0 < $1.0 }) where word.utf8.count >= 3 {
            let titles = means.map { counts[$0, default: 0] }.min() ?? 0
            guard titles >= Self.leastTitles else { continue }
            let place = Int32(spelt.count)
            spelt.append((word, means, titles))
            for hash in Self.shortened(Array(word.utf8)) { candidates[hash, default: []].append(place) }
        }
    }

    /// A title without slips.
    ///
    /// - Parameter title: The title, taken apart with the same words.
    /// - Returns: The mended title; `nil` where there is nothing to mend.
    public func mended(_ title: TitleText) -> TitleText? { title.mended(words, mended) }

    private func mended(before: String?, word: String, behind: String?) -> [String]? {
        let bytes = Array(word.utf8)
        guard bytes.count >= 3, bytes.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }), !known.contains(FowlerNollVo.hash(bytes)) else {
            return nil
        }
        var best: (fits: Bool, titles: Int32, means: [String])?
        for place in Set(Self.shortened(bytes).flatMap { candidates[$0] ?? [] }).sorted() {
            let (other, means, titles) = spelt[Int(place)]
            guard Self.isOneLetterAway(bytes, Array(other.utf8)), let first = means.first, let last = means.last else { continue }
            let fits =
                before.map { pairs.contains(Self.pair($0, first)) } ?? false || behind.map { pairs.contains(Self.pair(last, $0)) } ?? false
            guard fits || (bytes.count >= Self.leastLetters && other.utf8.count >= Self.leastLetters) else { continue }
            if let best, (best.fits && !fits) || (best.fits == fits && best.titles >= titles) { continue }
            best = (fits, titles, means)
        }
        return best?.means
    }

    /// Whether two different words differ by one letter that is more, less or another, or by two neighbours that changed places.
    private static func isOneLetterAway(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let same = zip(left, right).prefix { $0 == $1 }.count
        let (first, second) = (left.dropFirst(same), right.dropFirst(same))
        switch first.count - second.count {
        case 1: return first.dropFirst().elementsEqual(second)
        case -1: return first.elementsEqual(second.dropFirst())
        case 0:
            if first.dropFirst().elementsEqual(second.dropFirst()) { return true }
            return first.count >= 2 && first.dropFirst(2).elementsEqual(second.dropFirst(2)) && first[same] == second[same + 1]
                && first[same + 1] == second[same]
        default: return false
        }
    }

    private static func shortened(_ bytes: [UInt8]) -> Set<UInt64> {
        var hashes: Set<UInt64> = [FowlerNollVo.hash(bytes)]
        for place in bytes.indices {
            hashes.insert(FowlerNollVo.hash(bytes[(place + 1)...], from: FowlerNollVo.hash(bytes[..<place])))
        }
        return hashes
    }

    private static func pair(_ first: String, _ second: String) -> UInt64 {
        FowlerNollVo.hash(second.utf8, from: FowlerNollVo.hash(CollectionOfOne(0x20), from: FowlerNollVo.hash(first.utf8)))
    }
}
