/// The words of job titles that the coder treats in a way of their own: other spellings, words that name no occupation, words after which
/// a title speaks of the person who is wanted, and words without which a title does not mean an occupation of a certain branch.
///
/// The table is data (`config/title_words.csv`), so that an office can add to it.
public struct TitleWords: Sendable, Equatable {
    /// A word in lower case → the word or words that stand for it.
    public let spellings: [String: [String]]
    /// Words that say nothing of an occupation: `dibutuhkan`, `jakarta`, `wfo`.
    public let noise: Set<String>
    /// Words from which on a part of a title says what is asked of the person: `lulusan`, `bersertifikat`, `bisa`.
    public let qualifiers: Set<String>
    /// A word → the beginning of the codes that only titles with such a word may have: `tni` and `polri` → `0`. Otherwise the many official titles
    /// of the forces, which begin as those of any office do (Kepala Divisi …), draw every head of a division to them.
    public let signs: [String: String]

    /// Words of titles that leave open which occupation is meant: `teknisi`, `operator`, `staff`. A title of such words alone gives way to what
    /// stands beside it.
    public let general: Set<String>

    /// Makes a table of words.
    ///
    /// - Parameters:
    ///   - spellings: A word in lower case → the word or words that stand for it.
    ///   - noise: Words, as they are after `spellings`, that say nothing of an occupation.
    ///   - qualifiers: Words, as they are after `spellings`, from which on a part of a title says what is asked of the person.
    ///   - signs: Words, as they are after `spellings`, each with the beginning of the codes that only titles with such a word may have.
    ///   - general: Words, as they are after `spellings`, that leave open which occupation is meant.
    public init(
        spellings: [String: [String]], noise: Set<String>, qualifiers: Set<String> = [], signs: [String: String] = [:],
        general: Set<String> = []
    ) {
        self.spellings = spellings
        self.noise = noise
        self.qualifiers = qualifiers
        self.signs = signs
        self.general = general
    }

    /// No words: every title stands as it is written.
    public static let none = TitleWords(spellings: [:], noise: [])
}
