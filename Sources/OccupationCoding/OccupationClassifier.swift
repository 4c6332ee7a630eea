/// Answers which occupation a title means, and how probable that is.
///
/// Two learners look at a title's words and letters (`TitleFeatures`): a multinomial logistic regression, which generalises, and the nearest
/// titles of the lexicon, which remember. Their probabilities are mixed, the nearest counting the more the nearer they are; the mixture is
/// then calibrated. Everything follows from the labelled titles, the words and the settings: the same input gives the same answers.
public struct OccupationClassifier: Sendable {
    /// A code with the calibrated probability that it is right, 0 to 1.
    public struct Answer: Sendable, Equatable {
        /// Unit group; empty: the title names no occupation.
        public let code: String
        /// The probability that a careful coder would give this code.
        public let probability: Double
    }

    private let words: TitleWords
    private let settings: CodingSettings
    private let codes: [String]
    private let classes: [Int32]
    private let importance: [Float]
    private let table: FeatureTable
    private let linear: LinearModel
    private let neighbours: NeighbourIndex
    /// How many of the nearest titles vote.
    private static let neighbourCount = 12

    /// Learns.
    ///
    /// - Parameters:
    ///   - titles: What is known. Order decides between equals.
    ///   - words: Spellings and noise.
    ///   - settings: Calibration and weights.
    public init(titles: [LabelledTitle], words: TitleWords, settings: CodingSettings) {
        self.words = words
        self.settings = settings
        let codes = Set(titles.map(\.code)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, Int32($0)) })
        let classes = titles.map { numbers[$0.code, default: 0] }
        let importance = titles.map(\.weight)
        self.codes = codes
        self.classes = classes
        self.importance = importance
        let laterWeight = Float(settings.laterWeight)
        func features(of title: LabelledTitle) -> TitleFeatures {
            TitleFeatures(TitleText(title.text, words: words), noise: words.noise, laterWeight: laterWeight)
        }
        let table = FeatureTable(titles.lazy.map(features))
        var vectors = TitleVectors()
        for title in titles { vectors.append(table.vector(of: features(of: title))) }
        self.table = table
        neighbours = NeighbourIndex(vectors: vectors, table: table)
        linear = LinearModel(vectors: vectors, classes: classes, importance: importance, classCount: codes.count, table: table)
    }

    /// Memory that is used again from title to title; one for each task.
    public struct Scratch {
        var neighbours = NeighbourIndex.Scratch()
        var probabilities: [Float] = []
        var votes: [Float] = []

        /// Makes empty memory.
        public init() {}
    }

    /// The likeliest occupations of a title.
    ///
    /// - Parameters:
    ///   - title: The title, taken apart with the same words.
    ///   - most: The most answers.
    ///   - scratch: Memory that is used again.
    /// - Returns: At most so many codes with their probabilities, likeliest first; nothing where no word of the title is known even in part.
    public func answers(for title: TitleText, most: Int, scratch: inout Scratch) -> [Answer] {
        let features = TitleFeatures(title, noise: words.noise, laterWeight: Float(settings.laterWeight))
        let vector = table.vector(of: features)
        guard !vector.isEmpty, !codes.isEmpty else { return [] }
        linear.probabilities(of: vector, into: &scratch.probabilities)
        let likeness = mixInVotes(vector, &scratch)
        var best: [(code: Int, share: Float)] = []
        var least: Float = 0
        for code in codes.indices {
            let share = scratch.probabilities[code]
            if share <= least { continue }
            let place = best.firstIndex { $0.share < share } ?? best.count
            best.insert((code, share), at: place)
            if best.count > most { best.removeLast() }
            if best.count == most { least = best[most - 1].share }
        }
        guard let first = best.first else { return [] }
        let probability = calibrated(Double(first.share), likeness: Double(likeness))
        return best.enumerated().map { place, entry in
            // What is not the first's is shared by the others as the mixture has it.
            let rest = first.share < 1 ? Double(entry.share) / Double(1 - first.share) : 0
            return Answer(code: codes[entry.code], probability: place == 0 ? probability : min(probability, (1 - probability) * rest))
        }
    }

    /// Mixes the votes of the nearest titles into the probabilities of the linear model.
    ///
    /// - Returns: The likeness of the nearest, 0 to 1.
    private func mixInVotes(_ vector: [FeatureWeight], _ scratch: inout Scratch) -> Float {
        let near = neighbours.nearest(to: vector, most: Self.neighbourCount, scratch: &scratch.neighbours)
        guard let likeness = near.first?.similarity, likeness > 0 else { return 0 }
        var total: Float = 0
        for neighbour in near { total += vote(neighbour) }
        // Half of the say where the nearest is two thirds like the title; less where it is less like it.
        let share = 0.5 * min(1, likeness * 1.5)
        scratch.probabilities.withUnsafeMutableBufferPointer { probabilities in
            for code in codes.indices { probabilities[code] *= 1 - share }
        }
        for neighbour in near {
            scratch.probabilities[Int(classes[Int(neighbour.title)])] += share * vote(neighbour) / total
        }
        return min(1, likeness)
    }

    /// The eighth power: a title that is 0.9 like counts ten times one that is 0.67 like.
    private func vote(_ neighbour: NeighbourIndex.Neighbour) -> Float {
        let second = neighbour.similarity * neighbour.similarity
        let fourth = second * second
        return fourth * fourth * importance[Int(neighbour.title)]
    }

    private func calibrated(_ share: Double, likeness: Double) -> Double {
        let bounded = min(max(share, 1e-4), 1 - 1e-4)
        let logOdds = logarithm(bounded / (1 - bounded))
        let calibration = settings.calibration
        let sum = calibration.intercept + calibration.perLogOdds * logOdds + calibration.perLikeness * likeness
        return min(1 / (1 + exponential(-sum)), KnownTitles.probability)
    }
}
