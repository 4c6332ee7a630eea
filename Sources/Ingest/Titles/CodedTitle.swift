/// What a job title was found to mean.
public struct CodedTitle: Sendable, Equatable {
    /// How the code was found.
    public enum Method: String, Sendable {
        /// An analyst said so.
        case taught
        /// A phrase of `config/titles.csv` or an occupation's name.
        case lexicon
        /// Nearness of spelling to a known phrase.
        case similar
        /// No code was found, or none that is likely enough.
        case uncoded
    }

    /// The title as it was advertised.
    public let text: String
    /// KBJI unit group (four digits); `nil` when uncoded.
    public let code: String?
    /// How sure, 0 to 1.
    public let score: Double
    /// How the code was found.
    public let method: Method
    /// Other codes it may have, likelier first.
    public let alternatives: [String]

    /// Makes an answer.
    ///
    /// - Parameters:
    ///   - text: the title as it was advertised.
    ///   - code: the unit group; `nil` when uncoded.
    ///   - score: how sure the code is, 0 to 1.
    ///   - method: how it was found.
    ///   - alternatives: other codes it may have, likelier first.
    public init(text: String, code: String?, score: Double, method: Method, alternatives: [String]) {
        self.text = text
        self.code = code
        self.score = score
        self.method = method
        self.alternatives = alternatives
    }
}
