/// A public vocational training centre (Balai Latihan Kerja).
public struct Blk: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Large and central; guides others.
        case bbplk = "BBPLK"
        /// Central.
        case uptp = "UPTP"
        /// Of a province or regency.
        case uptd = "UPTD"
        /// Of a community.
        case komunitas = "Komunitas"
    }

    public let code: String
    public let name: String
    public let kind: Kind
    public let regionCode: String
    /// The BBPLK that guides it.
    public let parentCode: String?
    public let joinedYear: Int?

    public init(code: String, name: String, kind: Kind, regionCode: String, parentCode: String?, joinedYear: Int?) {
        self.code = code
        self.name = name
        self.kind = kind
        self.regionCode = regionCode
        self.parentCode = parentCode
        self.joinedYear = joinedYear
    }
}
