/// What a place name was found to mean.
public struct Place: Sendable, Equatable {
    /// How fine the answer is, from fine to coarse.
    public enum Level: String, Sendable, CaseIterable {
        /// A district; its regency is in `regionCode`.
        case district
        /// A regency or a city.
        case regency
        /// A province.
        case province
        /// Indonesia as a whole.
        case country
        /// A place outside of Indonesia, which is known and has no region.
        case abroad
        /// Wherever the person lives: work from home, which has no region.
        case remote
        /// The text means no place that is known, or several that are equally likely.
        case unresolved
    }

    /// The text as it was written.
    public let text: String
    /// How fine the answer is.
    public let level: Level
    /// Regency or province; `nil` for the country, abroad, remote work and when unresolved.
    public let regionCode: String?
    /// The district, where the text names one.
    public let districtCode: String?
    /// How likely the answer is what was meant, 0 to 1.
    public let confidence: Double
    /// Codes of other regions the text may mean, likelier first.
    public let alternatives: [String]

    /// Makes an answer.
    ///
    /// - Parameters:
    ///   - text: the text as it was written.
    ///   - level: how fine the answer is.
    ///   - regionCode: the regency or province; `nil` for levels that have no region.
    ///   - districtCode: the district, where the text names one.
    ///   - confidence: how likely the answer is what was meant, 0 to 1.
    ///   - alternatives: codes of other regions the text may mean, likelier first.
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

    /// The code that is shown: of the regency or province, `ID` for the country, `nil` where there is no region.
    public var code: String? { level == .country ? "ID" : regionCode }
}
