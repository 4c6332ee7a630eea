/// Numbers the features of a lexicon, and weighs them by how few titles have them (inverse document frequency).
struct FeatureTable: Sendable {
    private var keys: [UInt64] = Array(repeating: 0, count: 1 << 12)
    private var numbers: [Int32] = Array(repeating: -1, count: 1 << 12)
    /// Inverse document frequency of each feature, as scikit-learn's `TfidfVectorizer` smooths it: ln((1 + n) / (1 + df)) + 1.
    private(set) var inverseFrequencies: [Float] = []
    /// In how many titles each feature stands.
    private(set) var frequencies: [Int32] = []
    private var titleCount: Float = 0

    /// How many features there are.
    var count: Int { frequencies.count }

    /// Counts the features of titles; those of one title alone are kept, too.
    ///
    /// - Parameter titles: The features of each title, made when they are asked for: all of them at once would take more than the table.
    init(_ titles: some Sequence<TitleFeatures>) {
        for title in titles {
            titleCount += 1
            for feature in title.words { count(feature.hash) }
            for feature in title.letters { count(feature.hash) }
        }
        inverseFrequencies = frequencies.map(inverseFrequency)
    }

    private func inverseFrequency(_ frequency: Int32) -> Float { logarithm((1 + titleCount) / (1 + Float(frequency))) + 1 }

    /// The table with the features of further titles, which come behind its own. What it has keeps its number and its weight, so that no other
    /// title is seen in another way.
    func extended(by titles: some Sequence<TitleFeatures>) -> FeatureTable {
        var table = self
        for title in titles {
            for feature in title.words + title.letters where number(of: feature.hash) == nil { table.count(feature.hash) }
        }
        table.inverseFrequencies += table.frequencies[count...].map(inverseFrequency)
        return table
    }

    private mutating func count(_ hash: UInt64) {
        let slot = slot(of: hash)
        if numbers[slot] >= 0 {
            frequencies[Int(numbers[slot])] += 1
            return
        }
        keys[slot] = hash
        numbers[slot] = Int32(frequencies.count)
        frequencies.append(1)
        if frequencies.count * 2 > keys.count { grow() }
    }

    /// Where a feature stands, or would stand.
    private func slot(of hash: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while numbers[slot] >= 0, keys[slot] != hash { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let (oldKeys, oldNumbers) = (keys, numbers)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        numbers = Array(repeating: -1, count: oldKeys.count * 2)
        for old in oldKeys.indices where oldNumbers[old] >= 0 {
            let slot = slot(of: oldKeys[old])
            keys[slot] = oldKeys[old]
            numbers[slot] = oldNumbers[old]
        }
    }

    /// The number of a feature; `nil` where no title has it.
    func number(of hash: UInt64) -> Int32? {
        let number = numbers[slot(of: hash)]
        return number < 0 ? nil : number
    }

    /// A title as a sparse vector: words and letters each of length 1, by term frequency (1 + ln tf) times inverse frequency.
    ///
    /// - Returns: The features that are known, words before letters.
    func vector(of title: TitleFeatures) -> [FeatureWeight] {
        var entries: [FeatureWeight] = []
        entries.reserveCapacity(title.words.count + title.letters.count)
        append(title.words, to: &entries)
        append(title.letters, to: &entries)
        return entries
    }

    private func append(_ features: [(hash: UInt64, count: Float)], to entries: inout [FeatureWeight]) {
        let start = entries.count
        var length: Float = 0
        for feature in features {
            guard let number = number(of: feature.hash) else { continue }
            let weight = scaled(feature.count) * inverseFrequencies[Int(number)]
            length += weight * weight
            entries.append(FeatureWeight(feature: number, weight: weight))
        }
        guard length > 0 else { return }
        let scale = 1 / length.squareRoot()
        for index in start..<entries.count { entries[index].weight *= scale }
    }

    private func scaled(_ count: Float) -> Float { count > 1 ? 1 + logarithm(count) : count }
}

/// A feature of a title and how much it counts.
struct FeatureWeight: Sendable {
    /// The number of the feature in the table.
    let feature: Int32
    /// How much it counts.
    var weight: Float
}

/// Many titles as sparse vectors, one behind the other.
struct TitleVectors: Sendable {
    /// Where the features of each title begin in `entries`, and where those of the last end.
    private(set) var bounds: [Int32] = [0]
    /// The features of all titles.
    private(set) var entries: [FeatureWeight] = []

    /// How many titles there are.
    var count: Int { bounds.count - 1 }

    /// Adds a title.
    mutating func append(_ vector: [FeatureWeight]) {
        entries += vector
        bounds.append(Int32(entries.count))
    }

    /// Where the features of a title stand in `entries`.
    func range(of title: Int) -> Range<Int> { Int(bounds[title])..<Int(bounds[title + 1]) }
}
