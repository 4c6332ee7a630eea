import Foundation

/// The language of what people read.
public enum Language: String, Sendable, CaseIterable {
    case id, en

    public var locale: Locale { Locale(identifier: self == .id ? "id_ID" : "en_GB") }
}

/// The sentences of one language, from `config/words.id.yaml` or `config/words.en.yaml`.
public struct Words: Sendable {
    public let language: Language
    private let sentences: [String: String]

    public init(language: Language, root: DataRoot) throws {
        let file = try ConfigurationFile(root.config.appending(path: "words.\(language.rawValue).yaml"))
        self.init(language: language, sentences: try file.decode([String: String].self))
    }

    public init(language: Language, sentences: [String: String]) {
        self.language = language
        self.sentences = sentences
    }

    public var keys: Set<String> { Set(sentences.keys) }

    /// The sentence, with `{name}` replaced by the values given. A key without a sentence shows itself.
    public func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        var sentence = sentences[key] ?? key
        for (name, value) in values { sentence = sentence.replacing("{\(name)}", with: value) }
        return sentence
    }
}
