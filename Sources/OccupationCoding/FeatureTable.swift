/// Numbers the features of a lexicon, and weighs them by how few titles have them (inverse document frequency).
struct FeatureTable: Sendable {
    private var keys: [UInt64]
    private var numbers: [Int32]
    private let mask: Int
    /// Inverse document frequency of each feature, as scikit-learn's `TfidfVectorizer` smooths it: ln((1 + n) / (1 + df)) + 1.
    private(set) var inverseFrequencies: [Float]
    /// In how many titles each feature stands.
    private(set) var frequencies: [Int32]

    /// How many features there are.
    var count: Int { frequencies.count }

    /// Counts the features of titles; those of one title alone are kept, too.
    init(_ titles: [TitleFeatures]) {
        var total = 0
        for title in titles { total += title.words.count + title.letters.count }
        var size = 1 << 10
        while size < total { size <<= 1 }
        mask = size - 1
        keys = Array(repeating: 0, count: size)
        numbers = Array(repeating: -1, count: size)
        inverseFrequencies = []
        frequencies = []
        for title in titles {
            for feature in title.words { count(feature.hash) }
            for feature in title.letters { count(feature.hash) }
        }
        shrink()
        let titleCount = Float(titles.count)
        inverseFrequencies = frequencies.map { logarithm((1 + titleCount) / (1 + Float($0))) + 1 }
    }

    private mutating func count(_ hash: UInt64) {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while numbers[slot] >= 0, keys[slot] != hash { slot = (slot + 1) & mask }
        if numbers[slot] < 0 {
            keys[slot] = hash
            numbers[slot] = Int32(frequencies.count)
            frequencies.append(1)
        } else {
            frequencies[Int(numbers[slot])] += 1
        }
    }

    private mutating func shrink() {
        var size = 1 << 10
        while size < frequencies.count * 2 { size <<= 1 }
        guard size - 1 < mask else { return }
        self = FeatureTable(shrinking: self, to: size)
    }

    private init(shrinking table: FeatureTable, to size: Int) {
        mask = size - 1
        keys = Array(repeating: 0, count: size)
        numbers = Array(repeating: -1, count: size)
        inverseFrequencies = []
        frequencies = table.frequencies
        for slot in table.keys.indices where table.numbers[slot] >= 0 {
            var free = Int(truncatingIfNeeded: table.keys[slot]) & mask
            while numbers[free] >= 0 { free = (free + 1) & mask }
            keys[free] = table.keys[slot]
            numbers[free] = table.numbers[slot]
        }
    }

    /// The number of a feature; `nil` where no title has it.
    func number(of hash: UInt64) -> Int32? {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while numbers[slot] >= 0 {
            if keys[slot] == hash { return numbers[slot] }
            slot = (slot + 1) & mask
        }
        return nil
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
