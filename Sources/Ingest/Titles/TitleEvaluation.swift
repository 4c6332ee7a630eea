/// How well titles are coded whose right codes are known.
public struct TitleEvaluation: Sendable {
    /// A title with every code that a careful coder would accept; none where the title names no occupation.
    public struct Label: Sendable {
        /// The title.
        public let text: String
        /// The codes that are right.
        public let accepted: Set<String>

        /// Makes a label.
        ///
        /// - Parameters:
        ///   - text: The title.
        ///   - accepted: The codes that are right; none where the title names no occupation.
        public init(text: String, accepted: Set<String>) {
            self.text = text
            self.accepted = accepted
        }
    }

    /// The titles whose best code has a probability within one tenth.
    public struct Bin: Sendable {
        /// The least probability of the tenth.
        public let from: Double
        /// How many titles.
        public let titles: Int
        /// The mean of their probabilities.
        public let said: Double
        /// The share whose code is right.
        public let right: Double
    }

    /// A wrong code and the one that would have been right.
    public struct Confusion: Sendable {
        /// The code that was given.
        public let given: String
        /// The first accepted code; `nil` where the title names no occupation.
        public let accepted: String?
        /// Such titles, the surest first.
        public let titles: [String]
    }

    /// All titles, those that were coded, those of them that are right, and right at the first two digits.
    public let titles, coded, right, rightAtTwoDigits: Int
    /// Precision at coverage, if only the surest titles were coded: from half of the titles to nine tenths.
    public let curve: [(coverage: Double, precision: Double)]
    /// The same at the first two digits.
    public let curveAtTwoDigits: [(coverage: Double, precision: Double)]
    /// Reliability: what the probabilities said, and what came of it.
    public let bins: [Bin]
    /// The wrong codes, the most frequent first.
    public let confusions: [Confusion]

    /// The share of the coded titles that are right; `nil` where none was coded.
    public var precision: Double? { coded == 0 ? nil : Double(right) / Double(coded) }
    /// The share of the titles that were coded; `nil` without titles.
    public var coverage: Double? { titles == 0 ? nil : Double(coded) / Double(titles) }
    /// Expected calibration error over tenths of probability (Naeini, Cooper, Hauskrecht 2015), 0 to 1.
    public var calibrationError: Double {
        let all = bins.reduce(0) { $0 + $1.titles }
        return bins.reduce(0) { $0 + abs($1.said - $1.right) * Double($1.titles) } / Double(max(all, 1))
    }

    /// Codes titles and compares.
    ///
    /// - Parameters:
    ///   - labels: The titles with their right codes.
    ///   - code: What codes a title.
    public init(_ labels: [Label], code: (String) -> CodedTitle) {
        let answers = labels.map { Answer(label: $0, coded: code($0.text)) }
        let coded = answers.filter { $0.coded.code != nil }
        titles = labels.count
        self.coded = coded.count
        right = coded.count { $0.isRight }
        rightAtTwoDigits = coded.count { $0.isRightAtTwoDigits }
        let surest = answers.enumerated().sorted {
            $0.element.coded.score != $1.element.coded.score
                ? $0.element.coded.score > $1.element.coded.score : $0.offset < $1.offset
        }.map(\.element)
        curve = Self.curve(surest) { $0.isRight }
        curveAtTwoDigits = Self.curve(surest) { $0.isRightAtTwoDigits }
        bins = Self.bins(answers.filter { $0.best != nil })
        confusions = Self.confusions(surest.filter { $0.coded.code != nil && !$0.isRight })
    }

    private struct Answer {
        let label: Label
        let coded: CodedTitle
        /// The likeliest code, also where it was not likely enough to be given.
        var best: String? { coded.code ?? coded.alternatives.first?.code }
        var isRight: Bool { best.map { label.accepted.contains($0) } ?? false }
        var isRightAtTwoDigits: Bool { best.map { best in label.accepted.contains { $0.prefix(2) == best.prefix(2) } } ?? false }
    }

    private static func curve(_ surest: [Answer], _ isRight: (Answer) -> Bool) -> [(coverage: Double, precision: Double)] {
        [0.5, 0.65, 0.7, 0.8, 0.85, 0.9].map { coverage in
            let first = surest.prefix(Int((coverage * Double(surest.count)).rounded()))
            return (coverage, first.isEmpty ? 0 : Double(first.count(where: isRight)) / Double(first.count))
        }
    }

    private static func bins(_ answers: [Answer]) -> [Bin] {
        (0..<10).compactMap { tenth in
            let inside = answers.filter { min(9, Int($0.coded.score * 10)) == tenth }
            guard !inside.isEmpty else { return nil }
            let count = Double(inside.count)
            return Bin(
                from: Double(tenth) / 10, titles: inside.count, said: inside.reduce(0) { $0 + $1.coded.score } / count,
                right: Double(inside.count { $0.isRight }) / count)
        }
    }

    private static func confusions(_ wrong: [Answer]) -> [Confusion] {
        var titles: [String: [Answer]] = [:]
        for answer in wrong { titles["\(answer.best ?? "")>\(answer.label.accepted.min() ?? "")", default: []].append(answer) }
        return titles.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { _, answers in
            Confusion(given: answers[0].best ?? "", accepted: answers[0].label.accepted.min(), titles: answers.map(\.label.text))
        }
    }
}
