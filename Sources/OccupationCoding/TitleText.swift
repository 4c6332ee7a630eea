import Foundation

/// A job title taken apart: segments of words in one spelling, without reference numbers and decoration.
public struct TitleText: Sendable {
    /// Words of each part between separators; the first says most.
    public let segments: [[String]]

    /// The words of the whole title, the form in which titles are taught and compared.
    public var normalised: String { segments.map { $0.joined(separator: " ") }.joined(separator: " ") }

    /// What titles of the same words have in common, whatever their order and the noise beside them: the words of the occupation by the alphabet.
    public var key: String { Set(essence.joined()).sorted().joined(separator: " ") }

    /// The words of the occupation in each part, without noise, and without what follows a qualifier; a part that would have no word left is
    /// left out. Where every part begins with a qualifier, what follows it stays.
    let essence: [[String]]

    /// Takes a title apart.
    ///
    /// - Parameters:
    ///   - text: A title as it is advertised.
    ///   - table: The spellings that stand for each other.
    public init(_ text: String, words table: TitleWords) {
        var segments: [[String]] = []
        var words: [String] = []
        var word: [UInt8] = []
        var depth = 0
        var inner: [[String]] = []
        func endWord() {
            guard !word.isEmpty else { return }
            let lowered = String(decoding: word, as: UTF8.self)
            word.removeAll(keepingCapacity: true)
            // Reference numbers: C-119602, 677852. Words with a digit inside stay (b2b, 3d).
            if lowered.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return }
            if let spelling = table.spellings[lowered] { words += spelling } else { words.append(lowered) }
        }
        func endSegment() {
            endWord()
            if !words.isEmpty {
                if depth > 0 { inner.append(words) } else { segments.append(words) }
            }
            words.removeAll(keepingCapacity: true)
        }
        let bytes = Self.folded(text)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x61...0x7A, 0x30...0x39: word.append(byte)
            case 0x26 where !word.isEmpty && index + 1 < bytes.count && bytes[index + 1] != 0x20 && word.count <= 2:
                // f&b, r&d, q&a
                word.append(byte)
            case 0x28, 0x5B:
                endSegment()
                depth += 1
            case 0x29, 0x5D:
                endSegment()
                depth = max(0, depth - 1)
            case 0x2D where !word.isEmpty && index + 1 < bytes.count && bytes[index + 1] != 0x20:
                // e-commerce, on-site: one word in both spellings
                if word.count == 1 || Self.joinedPrefixes.contains(String(decoding: word, as: UTF8.self)) { continue }
                endWord()
            case 0x2D, 0x7C, 0x3A, 0x2C, 0x2F, 0x5F, 0x3B:
                // A slash, comma or ampersand lists; the parts stand beside each other.
                endSegment()
            case 0x27: continue
            case 0x26: endSegment()
            default:
                if byte >= 0x80 { endSegment() } else { endWord() }
            }
        }
        endSegment()
        self.init(segments: segments + inner, words: table)
    }

    private init(segments: [[String]], words: TitleWords) {
        self.segments = segments
        var essence: [[String]] = []
        for segment in segments {
            let part = segment.prefix { !words.qualifiers.contains($0) }.filter { !words.noise.contains($0) }
            if !part.isEmpty { essence.append(part) }
        }
        if essence.isEmpty {
            for segment in segments {
                let part = segment.drop { words.qualifiers.contains($0) }.filter { !words.noise.contains($0) }
                if !part.isEmpty { essence.append(part) }
            }
        }
        self.essence = essence
    }

    /// Whether the title leaves open which occupation is meant: it has words that say one, and each of them is general.
    ///
    /// - Parameter table: The words that the title was taken apart with.
    /// - Returns: Whether it does.
    public func isGeneral(_ table: TitleWords) -> Bool { !essence.isEmpty && essence.joined().allSatisfy { table.general.contains($0) } }

    /// Whether each word of an occupation in another title is one of this title, too.
    ///
    /// - Parameter other: The other title, taken apart with the same words.
    /// - Returns: Whether it is.
    public func holds(_ other: TitleText) -> Bool { Set(other.essence.joined()).isSubset(of: essence.joined()) }

    /// The title with other words in place of some.
    ///
    /// - Parameters:
    ///   - table: The words that the title was taken apart with.
    ///   - mend: The words that stand for a word; `nil` where it stays. It is asked for each word of the occupation, with the words before and behind it.
    /// - Returns: The other title; `nil` where nothing changed.
    func mended(_ table: TitleWords, _ mend: (_ before: String?, _ word: String, _ behind: String?) -> [String]?) -> TitleText? {
        var changed = false
        let mended = essence.map { segment in
            segment.indices.flatMap { place in
                let before = place > 0 ? segment[place - 1] : nil
                let behind = place + 1 < segment.count ? segment[place + 1] : nil
                guard let words = mend(before, segment[place], behind) else { return [segment[place]] }
                changed = true
                return words
            }
        }
        return changed ? TitleText(segments: mended, words: table) : nil
    }

    /// Small letters without accents; ASCII, which most titles are, takes the short way.
    private static func folded(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 } }
        return Array(text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil).lowercased().utf8)
    }

    private static let joinedPrefixes: Set<String> = ["co", "pre", "tele", "multi"]
}
