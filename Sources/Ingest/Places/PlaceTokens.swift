import Foundation

/// The parts of a text that names a place, as words.
///
/// Parts are divided by commas, brackets, strokes, colons and hyphens with a blank beside them. Letters that stand apart (`S I A K`)
/// are put together, where wider gaps part words (`K O T A  B A T A M`). Post codes are left out.
struct PlaceTokens {
    struct Part {
        var words: [String]
        /// Whether the words stood as letters apart.
        var isSpaced = false
    }

    private(set) var parts: [Part] = []

    private struct Token {
        var word: String
        /// How many characters stand between it and the token before.
        var gap: Int
    }

    init(_ text: some StringProtocol) {
        var tokens: [Token] = []
        for run in Self.runs(text) {
            if run.startsPart {
                close(tokens)
                tokens = []
            }
            tokens.append(Token(word: run.word, gap: run.gap))
        }
        close(tokens)
    }

    /// The words of a text, whatever stands between them.
    static func words(_ text: some StringProtocol) -> [String] { runs(text).map(\.word) }

    private mutating func close(_ tokens: [Token]) {
        var part = Part(words: [])
        var index = 0
        while index < tokens.count {
            var end = index
            while end < tokens.count, Self.isLetter(tokens[end].word) { end += 1 }
            if end - index >= 3 {
                part.words += Self.joined(tokens[index..<end])
                part.isSpaced = true
                index = end
                continue
            }
            let word = tokens[index].word
            if !Self.isPostCode(word) { part.words.append(word) }
            index += 1
        }
        if !part.words.isEmpty { parts.append(part) }
    }

    private static func isLetter(_ word: String) -> Bool { word.utf8.count == 1 && word.utf8.allSatisfy { $0 >= 0x61 } }

    private static func isPostCode(_ word: String) -> Bool { word.utf8.count == 5 && word.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

    /// Letters as words, divided where the gap is wider than the narrowest.
    private static func joined(_ letters: ArraySlice<Token>) -> [String] {
        let narrow = letters.dropFirst().map(\.gap).min() ?? 1
        var words: [String] = []
        for (offset, token) in letters.enumerated() {
            if offset == 0 || token.gap > narrow { words.append("") }
            words[words.count - 1] += token.word
        }
        return words
    }

    private struct Run {
        var word: String
        var gap: Int
        var startsPart: Bool
    }

    /// Letters and digits in lower case without accents, with what stood in front of them.
    private static func runs(_ text: some StringProtocol) -> [Run] {
        var runs: [Run] = []
        var word = ""
        var gap = 0
        var startsPart = false
        // A hyphen divides parts where a blank stands on either side of it.
        var hyphen = false
        var blank = false
        func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
            case 0..<0xAA: false
            default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            }
        }
        func isNothing(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "'" || scalar == "\u{2019}" || scalar == "`" || scalar == "\u{2018}" || scalar.properties.generalCategory == .format
        }
        let plain =
            text.utf8.allSatisfy { $0 < 0x80 }
            ? String(text) : text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        for scalar in plain.unicodeScalars {
            if isPartOfWord(scalar) {
                if word.isEmpty, hyphen, blank { startsPart = true }
                if scalar.value >= 0x41, scalar.value <= 0x5A {
                    word.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
                } else {
                    word.unicodeScalars.append(scalar)
                }
                continue
            }
            if isNothing(scalar) { continue }
            if !word.isEmpty {
                runs.append(Run(word: word, gap: gap, startsPart: startsPart))
                (word, gap, startsPart, hyphen, blank) = ("", 0, false, false, false)
            }
            gap += 1
            switch scalar {
            case ",", "(", ")", "[", "]", "/", ";", ":", "|", "\n", "\\", "\u{B7}", "\u{2022}", ">": startsPart = true
            case "-", "\u{2013}", "\u{2014}": hyphen = true
            default: if scalar.properties.isWhitespace { blank = true }
            }
        }
        if !word.isEmpty { runs.append(Run(word: word, gap: gap, startsPart: startsPart)) }
        return runs
    }
}
