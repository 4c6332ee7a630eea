/// One record of a table of separated values: the bytes of its fields in UTF-8, one behind the other.
///
/// A record is filled again and again by `CSVReader.next(_:)`, so that reading a file allocates nothing for each row.
public struct CSVRecord: Sendable {
    /// The bytes of all fields, without separators and quotes.
    public var bytes: [UInt8] = []
    /// The end of each field in `bytes`.
    public var ends: [Int] = []
    /// The line on which the record starts; the first line of a file is 1.
    public var line = 0
    /// Whether text stands between the closing quote of a field and the next separator, so that the field cannot be believed.
    public var hasTextBehindQuote = false

    /// Makes an empty record.
    public init() {}

    /// The number of fields.
    @inlinable
    public var count: Int { ends.count }

    /// Empties the record and keeps its memory for the next one.
    @inlinable
    public mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        hasTextBehindQuote = false
    }

    /// The range of a field in `bytes`, without white space at its ends.
    ///
    /// - Parameter field: the number of the field, from 0.
    /// - Returns: the range, which is empty where the field is.
    @inlinable
    public func range(_ field: Int) -> Range<Int> {
        var start = field == 0 ? 0 : ends[field - 1]
        var end = ends[field]
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    /// The text of a field, without white space at its ends.
    ///
    /// - Parameter field: the number of the field, from 0.
    /// - Returns: the text; bytes that are no UTF-8 are shown as the replacement character.
    @inlinable
    public func text(_ field: Int) -> String {
        String(decoding: bytes[range(field)], as: UTF8.self)
    }
}
