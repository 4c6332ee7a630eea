/// Texts that say in a cell that it has no value, as `no_value` of `config/import.yaml` lists them.
public struct NoValue: Decodable, Sendable {
    private let texts: Set<String>
    private let longest: Int

    /// Takes the texts; case does not matter.
    public init(_ texts: [String]) {
        self.texts = Set(texts.map { $0.lowercased() })
        longest = self.texts.map(\.utf8.count).max() ?? 0
    }

    /// Reads a list of texts.
    ///
    /// - Parameter decoder: the decoder that has the list.
    /// - Throws: `DecodingError` when there is no list of texts.
    public init(from decoder: any Decoder) throws {
        self.init(try [String](from: decoder))
    }

    /// Whether a cell has no value.
    ///
    /// - Parameters:
    ///   - text: what stands in the cell, without white space at its ends.
    ///   - isName: whether the column holds free text that every row must have, such as a name. Somebody may be called Nan, but nobody
    ///     is called by a dash: there, a text with a letter in it is a value.
    /// - Returns: true for an empty text too.
    public func isMeant(by text: some StringProtocol, isName: Bool = false) -> Bool {
        if text.isEmpty { return true }
        guard text.utf8.count <= longest, texts.contains(text.lowercased()) else { return false }
        return !(isName && text.contains(where: \.isLetter))
    }
}
