/// Builds the rows of `COPY … (FORMAT binary)`, the fastest way into a table.
///
/// Types must be the columns' own: `int4` for `integer`, `int8` for `bigint`, and so on.
public struct BinaryRow {
    /// PostgreSQL counts days from 2000-01-01, Unix from 1970-01-01.
    public static let postgresEpochDays = 10_957

    /// The 19 bytes that open the stream.
    public static let header: [UInt8] =
        [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
    /// The two bytes that close it.
    public static let trailer: [UInt8] = [0xFF, 0xFF]

    @inline(__always)
    static func put<Integer: FixedWidthInteger>(_ value: Integer, _ buffer: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { buffer.append(contentsOf: $0) }
    }

    @inline(__always)
    public static func begin(fields: Int16, _ buffer: inout [UInt8]) { put(fields, &buffer) }

    @inline(__always)
    public static func null(_ buffer: inout [UInt8]) { put(Int32(-1), &buffer) }

    @inline(__always)
    public static func int2(_ value: Int16?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(2), &buffer)
        put(value, &buffer)
    }

    @inline(__always)
    public static func int4(_ value: Int32?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(4), &buffer)
        put(value, &buffer)
    }

    @inline(__always)
    public static func int8(_ value: Int64?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(8), &buffer)
        put(value, &buffer)
    }

    @inline(__always)
    public static func float8(_ value: Double?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(8), &buffer)
        put(value.bitPattern, &buffer)
    }

    @inline(__always)
    public static func bool(_ value: Bool?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(1), &buffer)
        buffer.append(value ? 1 : 0)
    }

    /// A `date`, given as days since 1970-01-01.
    @inline(__always)
    public static func date(daysSince1970 days: Int32?, _ buffer: inout [UInt8]) {
        int4(days.map { $0 - Int32(postgresEpochDays) }, &buffer)
    }

    /// A `uuid` (16 bytes), given as two words.
    @inline(__always)
    public static func uuid(_ high: UInt64, _ low: UInt64, _ buffer: inout [UInt8]) {
        put(Int32(16), &buffer)
        put(high, &buffer)
        put(low, &buffer)
    }

    /// A `text`, given as UTF-8.
    @inline(__always)
    public static func text<Bytes: Collection>(utf8 bytes: Bytes?, _ buffer: inout [UInt8]) where Bytes.Element == UInt8 {
        guard let bytes else { return null(&buffer) }
        put(Int32(bytes.count), &buffer)
        buffer.append(contentsOf: bytes)
    }

    @inline(__always)
    public static func text(_ value: String?, _ buffer: inout [UInt8]) {
        text(utf8: value?.utf8, &buffer)
    }
}
