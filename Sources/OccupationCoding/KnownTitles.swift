/// Titles that are known as they stand, in whatever spelling: they need no learning.
public struct KnownTitles: Sendable {
    /// How probable the code of a known title is; no other answer is more probable.
    public static let probability = 0.99

    private let codes: [String: String]

    /// Remembers titles. Of two with the same words the heavier counts, of equal ones the earlier.
    ///
    /// - Parameters:
    ///   - titles: The titles with their codes.
    ///   - words: Spellings that stand for each other.
    public init(titles: [LabelledTitle], words: TitleWords) {
        var known: [String: LabelledTitle] = [:]
        for title in titles {
            let normal = TitleText(title.text, words: words).normalised
            if let other = known[normal], other.weight >= title.weight { continue }
            known[normal] = title
        }
        codes = known.mapValues(\.code)
    }

    /// What a title means.
    ///
    /// - Parameter title: The title, taken apart with the same words.
    /// - Returns: The code, empty where the title names no occupation; `nil` where the title is not known.
    public func code(of title: TitleText) -> String? { codes[title.normalised] }
}
