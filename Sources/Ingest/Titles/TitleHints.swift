import Foundation
import OccupationCoding

/// What stands beside the title in an advertisement: the category of the site and the skills that are asked for.
///
/// `Sales` of an advertisement whose skills are those of a shop is another occupation than `Sales` of one that sells loans. Categories and
/// skills are words of occupations, too, so that the coder of titles codes them; it learns nothing from the file, and one advertisement
/// means the same whatever others came before it.
struct TitleHints {
    /// What stands before this byte is the title, what stands behind it the hints.
    static let separator: UInt8 = 0x1F
    /// Longer texts are cut: a description of a job is no list of skills.
    static let mostBytes = 1500

    /// The texts that are coded, each once.
    let parts: [String]

    /// Takes hints apart.
    ///
    /// - Parameter text: Categories and skills with `|`, `;`, `,`, `>` or ` / ` between them.
    init(_ text: String) {
        var seen: Set<String> = []
        parts = text.components(separatedBy: " / ").flatMap { $0.split { "|;,>".contains($0) } }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// The title of an advertisement with its hints behind the separator, as bytes that are the same where both are.
    ///
    /// - Parameters:
    ///   - bytes: The record.
    ///   - title: Where the title stands.
    ///   - hints: Where the hints stand; empty ranges say nothing.
    ///   - key: Receives the bytes.
    static func append(_ bytes: [UInt8], title: Range<Int>, hints: [Range<Int>], to key: inout [UInt8]) {
        key += bytes[title]
        key.append(separator)
        let start = key.count
        for range in hints where !range.isEmpty {
            if key.count > start { key.append(0x7C) }
            // Lines of a cell are parts, other characters that steer a terminal say nothing.
            for byte in bytes[range] { key.append(byte == 0x0A ? 0x7C : byte < 0x20 ? 0x20 : byte) }
        }
        guard key.count - start > mostBytes else { return }
        var end = start + mostBytes
        // Not within a character.
        while end > start, key[end] & 0xC0 == 0x80 { end -= 1 }
        key.removeSubrange(end...)
    }

    /// The title and the hints of such bytes.
    static func split(_ text: String) -> (title: String, hints: String) {
        guard let place = text.unicodeScalars.lastIndex(where: { $0.value == UInt32(separator) }) else { return (text, "") }
        let scalars = text.unicodeScalars
        return (String(scalars[..<place]), String(scalars[scalars.index(after: place)...]))
    }

    /// What a general title says by itself, against 1 for each text that makes it clearer.
    private static let ownSay = 0.25

    /// The codes of a general title once its hints are heard: a linear opinion pool (Stone, Annals of Mathematical Statistics 32, 1961) of what
    /// it means with each of them, and of what it means alone.
    ///
    /// - Parameters:
    ///   - own: The codes of the title alone; the first has a say where it is an occupation.
    ///   - hints: The codes of the title with each text beside it; at least one.
    /// - Returns: The codes with their probabilities, likeliest first.
    static func pooled(_ own: [CodedTitle.Alternative], _ hints: [[CodedTitle.Alternative]]) -> [CodedTitle.Alternative] {
        var sums: [String: Double] = [:]
        for answer in hints.joined() { sums[answer.code, default: 0] += answer.probability }
        let isOccupation = own.first.map { !$0.code.isEmpty } ?? false
        if isOccupation { for answer in own { sums[answer.code, default: 0] += ownSay * answer.probability } }
        let all = Double(hints.count) + (isOccupation ? ownSay : 0)
        return sums.map { CodedTitle.Alternative(code: $0.key, probability: min($0.value / all, surest)) }
            .sorted { ($1.probability, $0.code) < ($0.probability, $1.code) }
    }

    /// No title becomes surer by what stands beside it than one that is known.
    private static let surest = 0.99

    /// The codes of a title once its hints are heard: a logarithmic opinion pool (Genest, Zidek, Statistical Science 1, 1986) of the title and
    /// the geometric mean of its hints.
    ///
    /// - Parameters:
    ///   - answers: Codes of the title with their probabilities; what they leave to 1 belongs to all other codes.
    ///   - hints: The codes of each hint.
    ///   - settings: How much hints count.
    /// - Returns: The same codes with new probabilities, likeliest first.
    static func weighed(
        _ answers: [CodedTitle.Alternative], by hints: [[CodedTitle.Alternative]], _ settings: CodingSettings.Hints
    ) -> [CodedTitle.Alternative] {
        guard !hints.isEmpty, !answers.isEmpty else { return answers }
        let weights = answers.map { answer in
            let mean =
                hints.reduce(0) { sum, codes in
                    sum + log(settings.floor + (codes.first { $0.code == answer.code }?.probability ?? 0))
                } / Double(hints.count)
            return answer.probability * exp(settings.strength * mean)
        }
        let others = max(0, 1 - answers.reduce(0) { $0 + $1.probability }) * pow(settings.floor, settings.strength)
        let sum = weights.reduce(others, +)
        guard sum > 0 else { return answers }
        return zip(answers, weights).enumerated()
            .map { ($0, CodedTitle.Alternative(code: $1.0.code, probability: min($1.1 / sum, Self.surest))) }
            .sorted { ($1.1.probability, $0.0) < ($0.1.probability, $1.0) }.map(\.1)
    }
}
