/// A public vocational training centre (Balai Latihan Kerja).
public struct Blk: Hashable, Sendable {
    /// The four kinds of training centre. The raw value is the word that files and tables use.
    public enum Kind: String, Sendable, CaseIterable {
        /// A large centre of the ministry that guides other training centres.
        case bbplk = "BBPLK"
        /// A centre that the ministry itself runs.
        case uptp = "UPTP"
        /// A centre that a province, a regency or a city runs.
        case uptd = "UPTD"
        /// A centre that a community runs.
        case komunitas = "Komunitas"
    }

    /// The code that identifies the BLK in every file and table.
    public let code: String
    /// The name as people write it.
    public let name: String
    /// Who runs the BLK and whether it guides others.
    public let kind: Kind
    /// The Kemendagri code of the regency or city where the BLK stands.
    public let regionCode: String
    /// The code of the BBPLK that guides this one; `nil` where none does.
    public let parentCode: String?
    /// The year in which it joined the network of the BBPLK that guides it; `nil` where that is not known.
    public let joinedYear: Int?

    /// Creates a BLK from what its register says; every parameter sets the property of the same name.
    public init(code: String, name: String, kind: Kind, regionCode: String, parentCode: String?, joinedYear: Int?) {
        self.code = code
        self.name = name
        self.kind = kind
        self.regionCode = regionCode
        self.parentCode = parentCode
        self.joinedYear = joinedYear
    }

    /// Whether the BLK belongs to a network: it is the BBPLK that leads it, or that BBPLK guides it.
    ///
    /// - Parameter code: The code of the BBPLK that leads the network.
    /// - Returns: True for the BBPLK itself and for every BLK that it guides.
    public func belongs(toNetworkOf code: String) -> Bool { self.code == code || parentCode == code }
}
