/// Finds the titles of the lexicon that a title is most like, by the cosine of their vectors.
struct NeighbourIndex: Sendable {
    struct Neighbour {
        let title: Int32
        let similarity: Float
    }

    /// A title that has a feature, and how much it counts there.
    private struct Posting {
        var title: Int32
        var weight: Float
    }

    /// Where the titles of each feature begin in `titles`; features that are too common have none.
    private let starts: [Int32]
    private let titles: [Posting]
    private let vectors: TitleVectors
    private let featureCount: Int

    /// Features of more titles say too little to choose candidates by; the candidates are then compared by all their features.
    private static let mostTitles: Int32 = 150
    /// How many titles are compared by all their features.
    private static let candidates = 40

    /// Remembers titles.
    ///
    /// - Parameters:
    ///   - vectors: The titles as sparse vectors whose two parts are each of length 1.
    ///   - table: The features.
    init(vectors: TitleVectors, table: FeatureTable) {
        self.vectors = vectors
        featureCount = table.count
        var counts: [Int32] = Array(repeating: 0, count: table.count + 1)
        for entry in vectors.entries where table.frequencies[Int(entry.feature)] <= Self.mostTitles { counts[Int(entry.feature) + 1] += 1 }
        for feature in 0..<table.count { counts[feature + 1] += counts[feature] }
        starts = counts
        var next = counts
        var titles = Array(repeating: Posting(title: 0, weight: 0), count: Int(counts[table.count]))
        for number in 0..<vectors.count {
            for entry in vectors.entries[vectors.range(of: number)] where table.frequencies[Int(entry.feature)] <= Self.mostTitles {
                let place = Int(next[Int(entry.feature)])
                next[Int(entry.feature)] += 1
                titles[place] = Posting(title: Int32(number), weight: entry.weight)
            }
        }
        self.titles = titles
    }

    /// Looks up the titles that are nearest.
    ///
    /// - Parameters:
    ///   - vector: A title.
    ///   - most: The most answers.
    ///   - scratch: Memory that is used again.
    /// - Returns: The nearest titles, nearest first; among equals the one that stands earlier in the lexicon.
    func nearest(to vector: [FeatureWeight], most: Int, scratch: inout Scratch) -> [Neighbour] {
        let titleCount = vectors.count
        if titleCount == 0 { return [] }
        if scratch.sums.count != titleCount { scratch.sums = Array(repeating: 0, count: titleCount) }
        if scratch.query.count != featureCount { scratch.query = Array(repeating: 0, count: featureCount) }
        if scratch.touched.count != titleCount { scratch.touched = Array(repeating: 0, count: titleCount) }
        var touchedCount = 0
        titles.withUnsafeBufferPointer { titles in
            scratch.sums.withUnsafeMutableBufferPointer { sums in
                scratch.touched.withUnsafeMutableBufferPointer { touched in
                    for entry in vector {
                        let feature = Int(entry.feature)
                        if feature >= featureCount { continue }
                        let (start, end) = (Int(starts[feature]), Int(starts[feature + 1]))
                        for place in start..<end {
                            let posting = titles[place]
                            let title = Int(posting.title)
                            // A title enters the list once: the list grows only where its sum is still 0.
                            touched[min(touchedCount, titleCount - 1)] = posting.title
                            touchedCount &+= sums[title] == 0 ? 1 : 0
                            sums[title] += entry.weight * posting.weight
                        }
                    }
                }
            }
        }
        var candidates = Nearest(most: Self.candidates)
        scratch.sums.withUnsafeMutableBufferPointer { sums in
            scratch.touched.withUnsafeBufferPointer { touched in
                var least: Float = 0
                for place in 0..<min(touchedCount, titleCount) {
                    let title = Int(touched[place])
                    let sum = sums[title]
                    sums[title] = 0
                    // Most titles are less like it than the candidates that are there already.
                    if sum < least { continue }
                    candidates.offer(Neighbour(title: touched[place], similarity: sum))
                    if candidates.found.count == Self.candidates { least = candidates.found[Self.candidates - 1].similarity }
                }
            }
        }
        for entry in vector where entry.feature < featureCount { scratch.query[Int(entry.feature)] = entry.weight }
        var best = Nearest(most: most)
        for candidate in candidates.found {
            let range = vectors.range(of: Int(candidate.title))
            let sum = vectors.entries.withUnsafeBufferPointer { entries in
                scratch.query.withUnsafeBufferPointer { query in
                    var sum: Float = 0
                    for place in range { sum += entries[place].weight * query[Int(entries[place].feature)] }
                    return sum
                }
            }
            // Both vectors have two parts of length 1.
            best.offer(Neighbour(title: candidate.title, similarity: sum / 2))
        }
        for entry in vector where entry.feature < featureCount { scratch.query[Int(entry.feature)] = 0 }
        return best.found
    }

    /// The nearest so far, nearest first.
    private struct Nearest {
        let most: Int
        var found: [Neighbour] = []

        init(most: Int) {
            self.most = most
            found.reserveCapacity(most + 1)
        }

        mutating func offer(_ neighbour: Neighbour) {
            if found.count == most, let last = found.last, !Self.precedes(neighbour, last) { return }
            var place = found.count
            while place > 0, Self.precedes(neighbour, found[place - 1]) { place -= 1 }
            found.insert(neighbour, at: place)
            if found.count > most { found.removeLast() }
        }

        private static func precedes(_ left: Neighbour, _ right: Neighbour) -> Bool {
            left.similarity > right.similarity || (left.similarity == right.similarity && left.title < right.title)
        }
    }

    /// Memory that is used again from title to title.
    struct Scratch {
        /// What each title of the lexicon has in common with the one that is looked up; 0 between calls.
        var sums: [Float] = []
        /// The title that is looked up, by feature; 0 between calls.
        var query: [Float] = []
        var touched: [Int32] = []
    }
}
