/// An occupation of KBJI 2014, aligned with ISCO-08.
public struct Occupation: Hashable, Sendable {
    /// One digit (major group) to four digits (unit group).
    public let code: String
    public let name: String
    public let nameEnglish: String

    public init(code: String, name: String, nameEnglish: String) {
        self.code = code
        self.name = name
        self.nameEnglish = nameEnglish
    }

    public var majorGroup: Character { code.first ?? "?" }
}
