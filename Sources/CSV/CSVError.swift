/// Why the rest of a text cannot be read as a table of separated values.
public enum CSVError: Error, Equatable {
    /// The quote that opens on this line is never closed.
    case unclosedQuote(line: Int)
    /// The record that starts on this line has more bytes than the limit allows; a quote is missing, or this is no table.
    case recordTooLong(line: Int, limit: Int)
    /// A record has more fields than the limit allows.
    case tooManyColumns(found: Int, limit: Int)
}
