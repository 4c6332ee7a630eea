/// Finds known phrases that are spelled alike.
struct TrigramIndex: Sendable {
    private let postings: [UInt32: [Int32]]
    private let sizes: [Int]

    init(phrases: [String]) {
        var postings: [UInt32: [Int32]] = [:]
        var sizes: [Int] = []
        for (number, phrase) in phrases.enumerated() {
            let grams = Self.trigrams(of: phrase)
            sizes.append(grams.count)
            for gram in grams { postings[gram, default: []].append(Int32(number)) }
        }
        self.postings = postings
        self.sizes = sizes
    }

    /// The phrase that shares most trigrams, and its Jaccard similarity, 0 to 1.
    func nearest(to text: String, atLeast least: Double) -> (phrase: Int, similarity: Double)? {
        let grams = Self.trigrams(of: text)
        var shared: [Int32: Int] = [:]
        for gram in grams { for phrase in postings[gram] ?? [] { shared[phrase, default: 0] += 1 } }
        var best: (phrase: Int, similarity: Double)?
        for (phrase, count) in shared {
            let similarity = Double(count) / Double(grams.count + sizes[Int(phrase)] - count)
            guard similarity >= least else { continue }
            if let known = best, (known.similarity, -known.phrase) > (similarity, -Int(phrase)) { continue }
            best = (Int(phrase), similarity)
        }
        return best
    }

    /// The distinct trigrams of a text, each word with two blanks before and one behind it, as in `pg_trgm`.
    static func trigrams(of text: String) -> Set<UInt32> {
        var grams: Set<UInt32> = []
        for word in text.utf8.split(separator: 0x20) {
            var window: UInt32 = 0x2020
            for byte in word {
                window = (window << 8 | UInt32(byte)) & 0xFF_FFFF
                grams.insert(window)
            }
            grams.insert((window << 8 | 0x20) & 0xFF_FFFF)
        }
        return grams
    }
}
