import Foundation

/// A value that can be read from a column.
public protocol PostgresDecodable {
    /// Reads a value.
    ///
    /// - Parameter text: The column in PostgreSQL's text form, valid only during the call; `nil` is NULL.
    /// - Returns: The value, or `nil` when the text is not of this type or NULL is no value of it.
    static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Self?
}

extension String: PostgresDecodable {
    /// Reads any column as its text.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> String? {
        text.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension Bool: PostgresDecodable {
    /// Reads a `boolean`.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Bool? {
        guard let text, text.count == 1 else { return nil }
        return text[0] == UInt8(ascii: "t") ? true : text[0] == UInt8(ascii: "f") ? false : nil
    }
}

extension FixedWidthInteger where Self: PostgresDecodable {
    /// Reads a whole number that fits the type.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Self? {
        guard let text, let first = text.first else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        let digits = text.dropFirst(isNegative ? 1 : 0)
        guard !digits.isEmpty else { return nil }
        // Digit by digit, without a String between: columns of numbers are what is read most.
        var value: Self = 0
        for byte in digits {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let next = Self(truncatingIfNeeded: digit)
            let (sum, isOut) = isNegative ? product.subtractingReportingOverflow(next) : product.addingReportingOverflow(next)
            guard !isTooLarge, !isOut else { return nil }
            value = sum
        }
        return value
    }
}

extension Int: PostgresDecodable {}
extension Int16: PostgresDecodable {}
extension Int32: PostgresDecodable {}
extension Int64: PostgresDecodable {}

extension Double: PostgresDecodable {
    /// Reads a number.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Double? {
        text.flatMap { Double(String(decoding: $0, as: UTF8.self)) }
    }
}

extension Float: PostgresDecodable {
    /// Reads a number, rounded to the type.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Float? {
        text.flatMap { Float(String(decoding: $0, as: UTF8.self)) }
    }
}

extension Data: PostgresDecodable {
    /// Reads a `bytea`.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Data? {
        guard let text, text.count >= 2, text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x"), text.count % 2 == 0
        else { return nil }
        var data = Data(capacity: text.count / 2 - 1)
        for index in stride(from: 2, to: text.count, by: 2) {
            guard let byte = UInt8(String(decoding: text[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            data.append(byte)
        }
        return data
    }
}

extension Date: PostgresDecodable {
    /// Reads a `timestamptz` as the client sets it up: ISO style in UTC.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Date? {
        guard var iso = String.decode(postgresText: text) else { return nil }
        if iso.hasSuffix("+00") { iso.removeLast(3) }
        let fractional = iso.contains(".")
        return try? Date(
            iso.replacing(" ", with: "T") + "Z", strategy: .iso8601.year().month().day().time(includingFractionalSeconds: fractional))
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// Reads a column that may be NULL.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> Wrapped?? {
        guard let text else { return .some(nil) }
        guard let value = Wrapped.decode(postgresText: text) else { return nil }
        return .some(value)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    /// Reads a one-dimensional array.
    public static func decode(postgresText text: UnsafeBufferPointer<UInt8>?) -> [Element]? {
        guard let text, text.count >= 2, text[0] == UInt8(ascii: "{"), text[text.count - 1] == UInt8(ascii: "}")
        else { return nil }
        var elements: [Element] = []
        var item: [UInt8] = []
        var quoted = false
        var wasQuoted = false
        func finish() -> Bool {
            let isNull = !wasQuoted && item.elementsEqual("NULL".utf8)
            let element = item.withUnsafeBufferPointer { Element.decode(postgresText: isNull ? nil : $0) }
            guard let element else { return false }
            elements.append(element)
            item.removeAll(keepingCapacity: true)
            wasQuoted = false
            return true
        }
        var index = 1
        while index < text.count - 1 {
            let byte = text[index]
            if quoted, byte == UInt8(ascii: "\\") {
                index += 1
                item.append(text[index])
            } else if byte == UInt8(ascii: "\"") {
                quoted.toggle()
                wasQuoted = true
            } else if !quoted, byte == UInt8(ascii: ",") {
                guard finish() else { return nil }
            } else {
                item.append(byte)
            }
            index += 1
        }
        if text.count > 2 { guard finish() else { return nil } }
        return elements
    }
}
