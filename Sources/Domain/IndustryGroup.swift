/// Several sections of KBLI that a statistic counts together, such as `M,N` or `R,S,T,U`.
///
/// BPS publishes 17, 9 or 3 groups of the 21 sections. The group of all sections is the total of a table.
public struct IndustryGroup: Hashable, Sendable {
    /// The letters of the sections of KBLI, in its order.
    public static let allSections = "ABCDEFGHIJKLMNOPQRSTU"

    /// The code of the group of all sections, the total of a table.
    public static let total = allSections.map(String.init).joined(separator: ",")

    /// The letters of the group's sections, in the order of KBLI: `["M", "N"]`; two or more.
    public let sections: [String]

    /// Reads a group as people write it: letters with or without something between them (`M,N`, `M dan N`, `RSTU`) or from one letter to
    /// another (`R-U`). A single section, a letter that is no section or stands twice, and everything else is no group: `nil`.
    ///
    /// - Parameter text: What stands in a file; upper and lower case are the same.
    public init?(_ text: some StringProtocol) {
        var letters: [String] = []
        if let range = text.uppercased().wholeMatch(of: /\s*([A-U])\s*[-–]\s*([A-U])\s*/) {
            letters = Self.allSections.map(String.init).filter { $0 >= range.1 && $0 <= range.2 }
        } else {
            let joined = text.uppercased().replacing(/\s+DAN\s+/, with: ",")
            guard joined.wholeMatch(of: /\s*[A-U]([\s,;\/&+]*[A-U])+\s*/) != nil else { return nil }
            // Letters without anything between them stand in the order of KBLI; in another order they are a word.
            guard joined.split(whereSeparator: { !$0.isLetter }).allSatisfy({ zip($0, $0.dropFirst()).allSatisfy(<) }) else { return nil }
            letters = joined.filter(\.isLetter).map(String.init)
        }
        guard letters.count > 1, Set(letters).count == letters.count else { return nil }
        sections = letters.sorted()
    }

    /// The group as tables and files hold it: `M,N`.
    public var code: String { sections.joined(separator: ",") }

    /// The sections that a code of an industry stands for: those of a group, itself for a section, and none for a division.
    ///
    /// - Parameter code: A code as tables hold it.
    /// - Returns: The letters, in the order of KBLI.
    public static func sections(of code: String) -> [String] {
        if code.utf8.count == 1 { return [code] }
        return code.utf8.contains(0x2C) ? code.split(separator: ",").map(String.init) : []
    }
}
