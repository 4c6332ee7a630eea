import Domain
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
        return escapingHidden(String(decoding: try encoder.encode(document), as: UTF8.self))
    }

    /// JSON in which hidden characters stand as `\u009b`, so that a terminal that shows it is not steered by it. The encoder escapes the
    /// control characters that JSON forbids; the others are allowed as they are, and mean the same when they are escaped.
    ///
    /// - Parameter json: The JSON, which has such characters in its strings alone.
    /// - Returns: JSON of the same meaning.
    static func escapingHidden(_ json: String) -> String {
        let isEscaped = { (scalar: Unicode.Scalar) in scalar.value >= 0x7F && scalar.isHidden }
        guard json.utf8.contains(where: { $0 >= 0x7F && $0.mayBeginHidden }), json.unicodeScalars.contains(where: isEscaped) else {
            return json
        }
        return json.unicodeScalars.map { scalar in
            guard isEscaped(scalar) else { return String(scalar) }
            return String(scalar).utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        }.joined()
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
