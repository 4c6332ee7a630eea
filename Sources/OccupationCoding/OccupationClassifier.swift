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

    private let settings: CodingSettings
    private let codes: [String]
    private let classes: [Int32]
    private var table: FeatureTable
    /// How many features of the table the linear model has learnt from; those of taught titles come behind them.
    private let learnt: Int
    private let linear: LinearModel
    private let neighbours: NeighbourIndex
    /// The words without which a title has no code that begins in a certain way.
    private let signs: [String: String]
    /// The classes of the codes that begin so. The codes stand in order, and so those of one beginning stand together.
    private let signed: [(prefix: String, classes: Range<Int>)]
    /// What analysts taught, which stands beside what was learnt before and changes nothing of it.
    private var taught: Taught?

    /// How many of the nearest titles vote.
    private static let neighbourCount = 12
    /// No answer that was not looked up is more probable.
    public static let mostProbable = 0.99

    private struct Taught: Sendable {
        /// The codes, each as a class; a code that no other title has comes behind the classes of `codes`.
        let classes: [Int32]
        let further: [String]
        let neighbours: NeighbourIndex
        /// The words of each title.
        let words: [Set<String>]
    }

    /// Learns.
    ///
    /// - Parameters:
    ///   - titles: What is known. Order decides between equals.
    ///   - words: Spellings, noise and qualifiers.
    ///   - settings: Calibration and weights.
    public init(titles: [LabelledTitle], words: TitleWords, settings: CodingSettings) {
        self.settings = settings
        signs = words.signs
        let codes = Set(titles.map(\.code)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, Int32($0)) })
        let classes = titles.map { numbers[$0.code, default: 0] }
        signed = Set(words.signs.values).sorted().map { prefix in
            let first = codes.firstIndex { $0.hasPrefix(prefix) } ?? 0
            return (prefix, first..<first + codes.count { $0.hasPrefix(prefix) })
        }
        self.codes = codes
        self.classes = classes
        let laterWeight = Float(settings.laterWeight)
        func text(_ title: LabelledTitle) -> TitleText { TitleText(title.text, words: words) }
        let table = FeatureTable(titles.lazy.map { TitleFeatures(text($0), laterWeight: laterWeight) })
        var vectors = TitleVectors()
        var keys: [UInt64] = []
        for title in titles {
            let text = text(title)
            vectors.append(table.vector(of: TitleFeatures(text, laterWeight: laterWeight)))
            keys.append(FowlerNollVo.hash(title.code.utf8, from: FowlerNollVo.hash(text.normalised.utf8)))
        }
        self.table = table
        learnt = table.count
        linear = LinearModel(vectors: vectors, classes: classes, keys: keys, classCount: codes.count, table: table)
        neighbours = NeighbourIndex(vectors: vectors, table: table)
    }

    /// The classifier that has been taught some titles besides.
    ///
    /// Taught titles vote as neighbours, each with the weight that the settings say; what was learnt before stays as it is. So a title that has
    /// no likeness to what was taught is answered as before, to the last digit.
    ///
    /// - Parameter titles: What was taught, all of it: titles, taken apart with the same words and mended, with their unit groups.
    /// - Returns: The classifier that knows these titles, too.
    public func taught(_ titles: [(title: TitleText, code: String)]) -> OccupationClassifier {
        if titles.isEmpty { return self }
        let features = titles.map { TitleFeatures($0.title, laterWeight: Float(settings.laterWeight)) }
        let table = table.extended(by: features)
        var vectors = TitleVectors()
        for title in features { vectors.append(table.vector(of: title)) }
        let further = Set(titles.map(\.code)).subtracting(codes).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: (codes + further).enumerated().map { ($1, Int32($0)) })
        var copy = self
        copy.table = table
        copy.taught = Taught(
            classes: titles.map { numbers[$0.code, default: 0] }, further: further,
            neighbours: NeighbourIndex(vectors: vectors, table: table), words: titles.map { Set($0.title.essence.joined()) })
        return copy
    }

    /// Memory that is used again from title to title; one for each task.
    public struct Scratch {
        var neighbours = NeighbourIndex.Scratch()
        var taught = NeighbourIndex.Scratch()
        var probabilities: [Float] = []
        /// What the words say that a title has and a taught one has not.
        var others: [Float] = []

        /// Makes empty memory.
        public init() {}
    }

    /// The likeliest occupations of a title.
    ///
    /// - Parameters:
    ///   - title: The title, taken apart with the same words and mended.
    ///   - most: The most answers.
    ///   - scratch: Memory that is used again.
    /// - Returns: At most so many codes with their probabilities, likeliest first; nothing where no word of the title is known even in part.
    public func answers(for title: TitleText, most: Int, scratch: inout Scratch) -> [Answer] {
        let (best, likeness) = shares(of: title, most: most, scratch: &scratch)
        guard let first = best.first else { return [] }
        let probability = min(settings.calibration.probability(Self.evidence(first, likeness)), Self.mostProbable)
        return best.enumerated().map { place, entry in
            // What is not the first's is shared by the others as the mixture has it.
            let rest = first.share < 1 ? Double(entry.share) / Double(1 - first.share) : 0
            return Answer(code: entry.code, probability: place == 0 ? probability : min(probability, (1 - probability) * rest))
        }
    }

    /// What the probability of the likeliest occupation is calibrated by.
    ///
    /// - Parameters:
    ///   - title: The title, taken apart with the same words and mended.
    ///   - scratch: Memory that is used again.
    /// - Returns: The evidence for the likeliest code; `nil` where no word of the title is known even in part.
    public func evidence(for title: TitleText, scratch: inout Scratch) -> CodingEvidence? {
        let (best, likeness) = shares(of: title, most: 1, scratch: &scratch)
        return best.first.map { Self.evidence($0, likeness) }
    }

    private static func evidence(_ best: (code: String, share: Float), _ likeness: Float) -> CodingEvidence {
        let bounded = min(max(Double(best.share), 1e-4), 1 - 1e-4)
        return CodingEvidence(code: best.code, logOdds: logarithm(bounded / (1 - bounded)), likeness: Double(likeness))
    }

    /// The codes that have the largest shares of the mixture of both learners, and the likeness of the nearest title.
    private func shares(of title: TitleText, most: Int, scratch: inout Scratch) -> (best: [(code: String, share: Float)], likeness: Float) {
        let vector = table.vector(of: TitleFeatures(title, laterWeight: Float(settings.laterWeight)))
        guard !vector.isEmpty, !codes.isEmpty else { return ([], 0) }
        linear.probabilities(of: vector, into: &scratch.probabilities)
        let further = taught?.further ?? []
        while scratch.probabilities.count < codes.count + further.count { scratch.probabilities.append(0) }
        let likeness = mixInVotes(title, vector, &scratch)
        leaveOutUnsigned(title, &scratch.probabilities)
        var best: [(code: Int, share: Float)] = []
        var least: Float = 0
        for code in 0..<codes.count + further.count {
            let share = scratch.probabilities[code]
            if share <= least { continue }
            let place = best.firstIndex { $0.share < share } ?? best.count
            best.insert((code, share), at: place)
            if best.count > most { best.removeLast() }
            if best.count == most { least = best[most - 1].share }
        }
        return (best.map { ($0.code < codes.count ? codes[$0.code] : further[$0.code - codes.count], $0.share) }, likeness)
    }

    /// Takes their probability from the codes whose sign the title does not have and gives it to the others.
    private func leaveOutUnsigned(_ title: TitleText, _ probabilities: inout [Float]) {
        if signs.isEmpty { return }
        let shown = Set(title.essence.joined().compactMap { signs[$0] })
        for (prefix, classes) in signed where !shown.contains(prefix) {
            let lost = classes.reduce(Float(0)) { $0 + probabilities[$1] }
            for code in classes { probabilities[code] = 0 }
            if lost < 1 { for code in probabilities.indices { probabilities[code] /= 1 - lost } }
        }
    }

    /// A neighbour's say.
    private struct Vote {
        let code: Int
        let similarity: Float
        /// How much its source counts, against 1.
        let weight: Float

        /// The eighth power: a title that is 0.9 like counts ten times one that is 0.67 like.
        var nearness: Float {
            let second = similarity * similarity
            let fourth = second * second
            return fourth * fourth
        }
    }

    /// A taught title that is less like, against the nearest one, counts as any other title: its nearness is a hundredth.
    private static let leastSay: Float = 0.56
    /// Words whose likeliest occupation has this probability say another occupation than the taught one; less probable ones say it in part.
    private static let sayAnother: Float = 0.1

    /// How much a taught title counts for another one, against 1 for a title of the lexicon.
    ///
    /// `Petugas Lapangan` says little of a `petugas lapangan kebersihan`: what the other title has besides are words of another occupation, and the
    /// taught one counts as any title then. Words that the lexicon does not have are slips of the pen, or names; they say nothing.
    private func weight(of lesson: Int, _ taught: Taught, _ title: TitleText, _ scratch: inout Scratch) -> Float {
        let full = Float(settings.taughtWeight)
        let others = title.essence.joined().filter { word in
            !taught.words[lesson].contains(word) && (table.number(of: FowlerNollVo.hash(word.utf8)).map { Int($0) < learnt } ?? false)
        }
        if others.isEmpty { return full }
        let vector = table.vector(of: TitleFeatures(words: others))
        linear.probabilities(of: vector, into: &scratch.others)
        var most: Float = 0
        for (code, probability) in zip(codes.indices, scratch.others)
        where code != Int(taught.classes[lesson]) && !codes[code].isEmpty && probability > most {
            most = probability
        }
        return 1 + (full - 1) * max(0, 1 - most / Self.sayAnother)
    }

    /// Mixes the votes of the nearest titles into the probabilities of the linear model.
    ///
    /// - Returns: The likeness of the nearest, 0 to 1.
    private func mixInVotes(_ title: TitleText, _ vector: [FeatureWeight], _ scratch: inout Scratch) -> Float {
        var votes = neighbours.nearest(to: vector, most: Self.neighbourCount, scratch: &scratch.neighbours).map {
            Vote(code: Int(classes[Int($0.title)]), similarity: $0.similarity, weight: 1)
        }
        if let taught {
            let near = taught.neighbours.nearest(to: vector, most: Self.neighbourCount, scratch: &scratch.taught)
            let nearest = max(votes.first?.similarity ?? 0, near.first?.similarity ?? 0)
            for neighbour in near {
                // What is much farther away than the nearest has no say, so that its weight need not be found out.
                let weight = neighbour.similarity < Self.leastSay * nearest ? 1 : weight(of: Int(neighbour.title), taught, title, &scratch)
                votes.append(Vote(code: Int(taught.classes[Int(neighbour.title)]), similarity: neighbour.similarity, weight: weight))
            }
        }
        guard let likeness = votes.map(\.similarity).max(), likeness > 0 else { return 0 }
        let nearness = votes.reduce(0) { $0 + $1.nearness }
        let total = votes.reduce(0) { $0 + $1.nearness * $1.weight }
        guard nearness > 0 else { return 0 }
        // Titles of weight 1 have half of the say where the nearest is two thirds like the title, and less where it is less like it; titles of
        // weight 5 have five sixths.
        let weight = total / nearness
        let share = weight / (weight + 1) * min(1, likeness * 1.5)
        for code in scratch.probabilities.indices { scratch.probabilities[code] *= 1 - share }
        for vote in votes { scratch.probabilities[vote.code] += share * vote.nearness * vote.weight / total }
        return min(1, likeness)
    }
}
