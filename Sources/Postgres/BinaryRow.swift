/// Builds the rows of `COPY … (FORMAT binary)`, the fastest way into a table.
///
/// Types must be the columns' own: `int4` for `integer`, `int8` for `bigint`, and so on.
public struct BinaryRow {
    /// The days from 1970-01-01, from which Unix counts, to 2000-01-01, from which PostgreSQL counts.
    public static let postgresEpochDays = 10_957

    /// The 19 bytes that open the stream.
    public static let header: [UInt8] =
        [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
    /// The two bytes that close the stream.
    public static let trailer: [UInt8] = [0xFF, 0xFF]

    @inline(__always)
    static func put<Integer: FixedWidthInteger>(_ value: Integer, _ buffer: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { buffer.append(contentsOf: $0) }
    }

    /// Begins a row.
    ///
    /// - Parameters:
    ///   - fields: The number of fields that follow.
    ///   - buffer: The bytes to which the beginning is appended.
    @inline(__always)
    public static func begin(fields: Int16, _ buffer: inout [UInt8]) { put(fields, &buffer) }

    /// Appends a field that is NULL, of whatever type.
    ///
    /// - Parameter buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func null(_ buffer: inout [UInt8]) { put(Int32(-1), &buffer) }

    /// Appends a `smallint`.
    ///
    /// - Parameters:
    ///   - value: The number; `nil` is NULL.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func int2(_ value: Int16?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(2), &buffer)
        put(value, &buffer)
    }

    /// Appends an `integer`.
    ///
    /// - Parameters:
    ///   - value: The number; `nil` is NULL.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func int4(_ value: Int32?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(4), &buffer)
        put(value, &buffer)
    }

    /// Appends a `bigint`.
    ///
    /// - Parameters:
    ///   - value: The number; `nil` is NULL.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func int8(_ value: Int64?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(8), &buffer)
        put(value, &buffer)
    }

    /// Appends a `double precision`.
    ///
    /// - Parameters:
    ///   - value: The number; `nil` is NULL.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func float8(_ value: Double?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(8), &buffer)
        put(value.bitPattern, &buffer)
    }

    /// Appends a `real`.
    ///
    /// - Parameters:
    ///   - value: The number; `nil` is NULL.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func float4(_ value: Float?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(4), &buffer)
        put(value.bitPattern, &buffer)
    }

    /// Appends a `real[]` of one dimension.
    ///
    /// - Parameters:
    ///   - values: The numbers; `NaN` becomes NULL.
    ///   - buffer: The bytes to which the field is appended.
    public static func float4Array<Values: Collection>(_ values: Values, _ buffer: inout [UInt8]) where Values.Element == Float {
        let start = buffer.count
        put(Int32(0), &buffer)
        put(Int32(values.isEmpty ? 0 : 1), &buffer)
        let flags = buffer.count
        put(Int32(0), &buffer)
        put(Int32(700), &buffer)  // the type real
        if !values.isEmpty {
            put(Int32(values.count), &buffer)
            put(Int32(1), &buffer)
        }
        // Elements in one go: eight bytes each, four for a NULL.
        var hasNull = false
        let first = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: 8 * values.count))
        var end = 0
        buffer.withUnsafeMutableBytes { bytes in
            let bytes = UnsafeMutableRawBufferPointer(rebasing: bytes[first...])
            for value in values {
                if value.isNaN {
                    hasNull = true
                    bytes.storeBytes(of: Int32(-1).bigEndian, toByteOffset: end, as: Int32.self)
                    end += 4
                } else {
                    bytes.storeBytes(of: (UInt64(4) << 32 | UInt64(value.bitPattern)).bigEndian, toByteOffset: end, as: UInt64.self)
                    end += 8
                }
            }
        }
        if hasNull { buffer[flags + 3] = 1 }
        buffer.removeLast(8 * values.count - end)
        withUnsafeBytes(of: Int32(buffer.count - start - 4).bigEndian) { length in
            for (offset, byte) in length.enumerated() { buffer[start + offset] = byte }
        }
    }

    /// Appends a `bit varying`, or NULL for one without any bit.
    ///
    /// - Parameters:
    ///   - count: The number of bits.
    ///   - buffer: The bytes to which the field is appended.
    ///   - isSet: Whether a bit, counted from 0, is 1.
    public static func bits(_ count: Int, _ buffer: inout [UInt8], _ isSet: (Int) -> Bool) {
        guard count > 0 else { return null(&buffer) }
        put(Int32(4 + (count + 7) / 8), &buffer)
        put(Int32(count), &buffer)
        for start in stride(from: 0, to: count, by: 8) {
            var byte: UInt8 = 0
            for bit in start..<min(start + 8, count) where isSet(bit) { byte |= 0x80 >> UInt8(bit - start) }
            buffer.append(byte)
        }
    }

    /// Appends a `text[]` of one dimension.
    ///
    /// - Parameters:
    ///   - values: The texts.
    ///   - buffer: The bytes to which the field is appended.
    public static func textArray(_ values: [String], _ buffer: inout [UInt8]) {
        array(of: 25, values.count, values.reduce(0) { $0 + $1.utf8.count }, &buffer)
        for value in values { text(value, &buffer) }
    }

    /// Appends a `double precision[]` of one dimension.
    ///
    /// - Parameters:
    ///   - values: The numbers.
    ///   - buffer: The bytes to which the field is appended.
    public static func float8Array(_ values: [Double], _ buffer: inout [UInt8]) {
        array(of: 701, values.count, 8 * values.count, &buffer)
        for value in values { float8(value, &buffer) }
    }

    /// The head of an array without NULLs, whose elements follow.
    private static func array(of type: Int32, _ count: Int, _ bytes: Int, _ buffer: inout [UInt8]) {
        put(Int32(12 + (count == 0 ? 0 : 8) + 4 * count + bytes), &buffer)
        put(Int32(count == 0 ? 0 : 1), &buffer)
        put(Int32(0), &buffer)
        put(type, &buffer)
        if count > 0 {
            put(Int32(count), &buffer)
            put(Int32(1), &buffer)
        }
    }

    /// Appends a `boolean`.
    ///
    /// - Parameters:
    ///   - value: The value; `nil` is NULL.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func bool(_ value: Bool?, _ buffer: inout [UInt8]) {
        guard let value else { return null(&buffer) }
        put(Int32(1), &buffer)
        buffer.append(value ? 1 : 0)
    }

    /// Appends a `date`.
    ///
    /// - Parameters:
    ///   - days: The days since 1970-01-01; `nil` is NULL.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func date(daysSince1970 days: Int32?, _ buffer: inout [UInt8]) {
        int4(days.map { $0 - Int32(postgresEpochDays) }, &buffer)
    }

    /// Appends a `uuid`.
    ///
    /// - Parameters:
    ///   - high: The first eight bytes.
    ///   - low: The last eight bytes.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func uuid(_ high: UInt64, _ low: UInt64, _ buffer: inout [UInt8]) {
        put(Int32(16), &buffer)
        put(high, &buffer)
        put(low, &buffer)
    }

    /// Appends a `text`.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8; `nil` is NULL.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func text<Bytes: Collection>(utf8 bytes: Bytes?, _ buffer: inout [UInt8]) where Bytes.Element == UInt8 {
        guard let bytes else { return null(&buffer) }
        put(Int32(bytes.count), &buffer)
        buffer.append(contentsOf: bytes)
    }

    /// Appends a `text`.
    ///
    /// - Parameters:
    ///   - value: The text; `nil` is NULL.
    ///   - buffer: The bytes to which the field is appended.
    @inline(__always)
    public static func text(_ value: String?, _ buffer: inout [UInt8]) {
        text(utf8: value?.utf8, &buffer)
    }
}
