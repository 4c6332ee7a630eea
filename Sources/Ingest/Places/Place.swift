/// What a place name was found to mean.
public struct Place: Sendable, Equatable {
    /// From fine to coarse.
    public enum Level: String, Sendable, CaseIterable {
        /// A district; its regency is in `regionCode`.
        case district
        case regency
        case province
        case country
        case unresolved
    }

    public let text: String
    public let level: Level
    /// Regency or province; `nil` for the country and when unresolved.
    public let regionCode: String?
    public let districtCode: String?
    /// How likely the answer is what was meant, 0 to 1.
    public let confidence: Double
    /// Codes of other regions the text may mean, likelier first.
    public let alternatives: [String]

    public init(
        text: String, level: Level, regionCode: String?, districtCode: String?, confidence: Double, alternatives: [String]
    ) {
        self.text = text
        self.level = level
        self.regionCode = regionCode
        self.districtCode = districtCode
        self.confidence = confidence
        self.alternatives = alternatives
    }

    /// The code that is shown: of the regency or province, `ID` for the country.
    public var code: String? { level == .country ? "ID" : regionCode }
}
