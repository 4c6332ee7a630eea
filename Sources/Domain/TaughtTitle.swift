/// What analysts teach of job titles.
public enum TaughtTitle {
    /// What stands for the code where a title names no occupation, in files, in commands and in lists: `Supervisor` may be anybody's. An empty
    /// cell is a code that somebody forgot, and says nothing.
    public static let noOccupation = "bukan"

    /// Whether a text stands for no occupation.
    ///
    /// - Parameter text: What stands in the place of the code; neither case nor blanks around it matter.
    /// - Returns: Whether it is the word for no occupation.
    public static func isNoOccupation(_ text: some StringProtocol) -> Bool {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased() == noOccupation
    }
}
