/// The words of job titles that the coder treats in a way of their own: other spellings, words that name no occupation, and words after which
/// a title speaks of the person who is wanted.
///
/// The table is data (`config/title_words.csv`), so that an office can add to it.
public struct TitleWords: Sendable, Equatable {
    /// A word in lower case → the word or words that stand for it.
    public let spellings: [String: [String]]
    /// Words that say nothing of an occupation: `dibutuhkan`, `jakarta`, `wfo`.
    public let noise: Set<String>
    /// Words from which on a part of a title says what is asked of the person: `lulusan`, `bersertifikat`, `bisa`.
    public let qualifiers: Set<String>

    /// Makes a table of words.
    ///
    /// - Parameters:
    ///   - spellings: A word in lower case → the word or words that stand for it.
    ///   - noise: Words, as they are after `spellings`, that say nothing of an occupation.
    ///   - qualifiers: Words, as they are after `spellings`, from which on a part of a title says what is asked of the person.
    public init(spellings: [String: [String]], noise: Set<String>, qualifiers: Set<String> = []) {
        self.spellings = spellings
        self.noise = noise
        self.qualifiers = qualifiers
    }

    /// No words: every title stands as it is written.
    public static let none = TitleWords(spellings: [:], noise: [])
}
