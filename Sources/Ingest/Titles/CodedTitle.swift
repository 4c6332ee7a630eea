/// What a job title was found to mean.
public struct CodedTitle: Sendable, Equatable {
    /// How the code was found.
    public enum Method: String, Sendable {
        /// An analyst said so, or that the title names no occupation.
        case taught
        /// The title stands in the lexicon: `config/titles.csv`, the official titles, or the name of an occupation.
        case lexicon
        /// Likeness of its words and letters to the titles that are known.
        case similar
        /// No code was found, or none that is likely enough.
        case uncoded
    }

    /// A code that the title may have instead.
    public struct Alternative: Sendable, Equatable {
        /// Unit group of KBJI, four digits.
        public let code: String
        /// The probability that it is right, 0 to 1.
        public let probability: Double

        /// Makes an alternative.
        ///
        /// - Parameters:
        ///   - code: Unit group of KBJI, four digits.
        ///   - probability: The probability that it is right, 0 to 1.
        public init(code: String, probability: Double) {
            self.code = code
            self.probability = probability
        }
    }

    /// The title as it was advertised.
    public let text: String
    /// What stood beside it and was read; empty for the title alone.
    public let hints: String
    /// KBJI unit group (four digits); `nil` when uncoded, and where an analyst taught that the title names no occupation.
    public let code: String?
    /// The probability that the code is right, 0 to 1; of an uncoded title, that of its first alternative.
    public let score: Double
    /// How the code was found.
    public let method: Method
    /// Other codes it may have, likelier first.
    public let alternatives: [Alternative]

    /// Makes an answer.
    ///
    /// - Parameters:
    ///   - text: The title as it was advertised.
    ///   - hints: What stood beside it and was read; empty for the title alone.
    ///   - code: The unit group; `nil` when uncoded.
    ///   - score: The probability that the code is right, 0 to 1.
    ///   - method: How it was found.
    ///   - alternatives: Other codes it may have, likelier first.
    public init(text: String, hints: String = "", code: String?, score: Double, method: Method, alternatives: [Alternative]) {
        self.text = text
        self.hints = hints
        self.code = code
        self.score = score
        self.method = method
        self.alternatives = alternatives
    }
}
