import Domain

/// The size of the region that a figure is stated for.
public enum StatementLevel: String, Sendable, CaseIterable {
    /// A regency or a city.
    case regency
    /// A province.
    case province
    /// The whole country.
    case country

    /// The level of a region's code; `nil` means the country, as in places of advertisements.
    public init(regionCode: String?) {
        if let regionCode, regionCode != Region.countryCode {
            self = regionCode.utf8.count == 2 ? .province : .regency
        } else {
            self = .country
        }
    }
}
