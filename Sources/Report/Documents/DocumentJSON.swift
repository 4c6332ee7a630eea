import Foundation

/// How documents are written as JSON, and read again.
public enum DocumentJSON {
    /// A document as JSON with sorted keys in `snake_case`.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - lines: Whether the whole document stands on one line, as JSON Lines wants it.
    /// - Returns: The text, without a line's end.
    /// - Throws: `EncodingError` where a number is not finite.
    public static func text(_ document: some Encodable, lines: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = lines ? [.sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    /// Reads a document that `text` has written.
    ///
    /// - Parameters:
    ///   - type: The document's type.
    ///   - text: The JSON.
    /// - Returns: The document.
    /// - Throws: `DecodingError` where the text is no such document.
    public static func document<Document: Decodable>(_ type: Document.Type = Document.self, from text: String) throws -> Document {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .custom { path in
            let key = path[path.count - 1].stringValue
            let words = key.split(separator: "_", omittingEmptySubsequences: true)
            guard words.count > 1, let first = words.first else { return DocumentKey(key) }
            let rest = words.dropFirst().map { $0 == "id" ? "ID" : $0.prefix(1).uppercased() + $0.dropFirst() }
            return DocumentKey(first + rest.joined())
        }
        return try decoder.decode(type, from: Data(text.utf8))
    }
}

/// A key of a document under the name that its Swift property has.
private struct DocumentKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}
