import Foundation

/// The language of what people read.
public enum Language: String, Sendable, CaseIterable {
    /// Indonesian, the language that is spoken unless another is asked for.
    case id
    /// English.
    case en

    /// How numbers and days are written in the language.
    public var locale: Locale { Locale(identifier: self == .id ? "id_ID" : "en_GB") }
}

/// The sentences of one language, from `config/words.id.yaml` or `config/words.en.yaml`.
public struct Words: Sendable {
    /// The language of the sentences.
    public let language: Language
    private let sentences: [String: String]

    /// Reads the sentences of a language.
    ///
    /// - Parameters:
    ///   - language: the language.
    ///   - root: the folder that holds `config/`.
    /// - Throws: `ConfigurationError` when the file cannot be read or is no list of names with texts.
    public init(language: Language, root: DataRoot) throws {
        let file = try ConfigurationFile(root.config.appending(path: "words.\(language.rawValue).yaml"))
        self.init(language: language, sentences: try file.texts())
    }

    /// Takes sentences that are known already.
    ///
    /// - Parameters:
    ///   - language: the language of the sentences.
    ///   - sentences: the sentences by their keys.
    public init(language: Language, sentences: [String: String]) {
        self.language = language
        self.sentences = sentences
    }

    /// The keys of all sentences.
    public var keys: Set<String> { Set(sentences.keys) }

    /// The sentence of a key, with `{name}` replaced by the values given.
    ///
    /// - Parameters:
    ///   - key: the key in the file of words.
    ///   - values: what stands in place of each name.
    /// - Returns: the sentence; a key without a sentence shows itself.
    public func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        var sentence = sentences[key] ?? key
        for (name, value) in values { sentence = sentence.replacing("{\(name)}", with: value) }
        return sentence
    }
}
