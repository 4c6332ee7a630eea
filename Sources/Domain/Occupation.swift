/// An occupation of the classification KBJI 2014, which is aligned with ISCO-08.
public struct Occupation: Hashable, Sendable {
    /// The KBJI code: one digit names a major group, four digits name a unit group.
    public let code: String
    /// The official name in Indonesian.
    public let name: String
    /// The name in English.
    public let nameEnglish: String

    /// Creates an occupation; every parameter sets the property of the same name.
    public init(code: String, name: String, nameEnglish: String) {
        self.code = code
        self.name = name
        self.nameEnglish = nameEnglish
    }

    /// The first digit of the code, which names the major group; `?` when the code is empty.
    public var majorGroup: Character { code.first ?? "?" }
}
