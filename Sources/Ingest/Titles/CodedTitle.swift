/// What a job title was found to mean.
public struct CodedTitle: Sendable, Equatable {
    public enum Method: String, Sendable {
        /// An analyst said so.
        case taught
        /// A phrase of `config/titles.csv` or an occupation's name.
        case lexicon
        /// Nearness of spelling to a known phrase.
        case similar
        /// The file said so.
        case given
        case uncoded
    }

    public let text: String
    /// KBJI unit group (four digits); `nil` when uncoded.
    public let code: String?
    /// How sure, 0 to 1.
    public let score: Double
    public let method: Method
    /// Other codes it may have, likelier first.
    public let alternatives: [String]

    public init(text: String, code: String?, score: Double, method: Method, alternatives: [String]) {
        self.text = text
        self.code = code
        self.score = score
        self.method = method
        self.alternatives = alternatives
    }
}
