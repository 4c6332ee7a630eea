/// What a title is known by: its words, its pairs of words, and the letters of its words, two to five in a row.
///
/// Each feature is a 64-bit FNV-1a hash of its bytes; with the 100,000 features of a lexicon, two that share a hash are not to be expected.
struct TitleFeatures {
    /// The features that are words or pairs of words, each with how often it stands there.
    private(set) var words: [(hash: UInt64, count: Float)] = []
    /// The features that are runs of letters.
    private(set) var letters: [(hash: UInt64, count: Float)] = []

    /// Reads a title.
    ///
    /// - Parameters:
    ///   - title: The title, taken apart.
    ///   - laterWeight: What a feature counts that stands behind the first separator, against 1.
    init(_ title: TitleText, laterWeight: Float) {
        for (place, segment) in title.essence.enumerated() { add(segment, weight: place == 0 ? 1 : laterWeight) }
        Self.gather(&words)
        Self.gather(&letters)
    }

    /// Reads some words of a title.
    ///
    /// - Parameter words: The words in their order.
    init(words: [String]) {
        add(words, weight: 1)
        Self.gather(&self.words)
        Self.gather(&letters)
    }

    private mutating func add(_ segment: [String], weight: Float) {
        var before: UInt64?
        for word in segment {
            let hash = Self.hash(word.utf8, from: Self.basis)
            words.append((hash, weight))
            if let before { words.append((Self.hash(word.utf8, from: (before ^ 0x20) &* Self.prime), weight)) }
            before = hash
            addLetters(word, weight)
        }
    }

    /// The runs of two to five bytes of a word with a blank before and behind it.
    private mutating func addLetters(_ word: String, _ weight: Float) {
        var bytes: [UInt8] = [0x20]
        bytes.reserveCapacity(word.utf8.count + 2)
        bytes += word.utf8
        bytes.append(0x20)
        for start in bytes.indices {
            var hash = Self.basis ^ 0x5EED
            for end in start..<min(start + 5, bytes.count) {
                hash = (hash ^ UInt64(bytes[end])) &* Self.prime
                if end > start + 1 { letters.append((hash, weight)) }
            }
        }
    }

    /// One entry for each feature.
    private static func gather(_ features: inout [(hash: UInt64, count: Float)]) {
        features.sort { $0.hash < $1.hash }
        var kept = 0
        for index in features.indices {
            if kept > 0, features[kept - 1].hash == features[index].hash {
                features[kept - 1].count += features[index].count
            } else {
                features[kept] = features[index]
                kept += 1
            }
        }
        features.removeLast(features.count - kept)
    }

    private static let basis = FowlerNollVo.basis
    private static let prime = FowlerNollVo.prime

    private static func hash(_ bytes: some Sequence<UInt8>, from start: UInt64) -> UInt64 { FowlerNollVo.hash(bytes, from: start) }
}

/// The 64-bit hash FNV-1a of Fowler, Noll and Vo: the same bytes give the same number in every process.
enum FowlerNollVo {
    static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
    static let prime: UInt64 = 0x100_0000_01B3

    /// - Parameters:
    ///   - bytes: What is hashed.
    ///   - start: The hash of what stands before it.
    /// - Returns: The hash.
    static func hash(_ bytes: some Sequence<UInt8>, from start: UInt64 = basis) -> UInt64 {
        bytes.reduce(start) { ($0 ^ UInt64($1)) &* prime }
    }
}
