import Foundation

/// Changes texts and bytes a little, by draws that a seed decides: what a reader must survive.
public struct Mutator {
    private var random: SplitMix

    /// Numbers at which arithmetic breaks, as people and programs write them.
    public static let numbers = [
        "0", "-1", "-0", "1", "0.5", "1e308", "-1e308", "1e309", "1e-320", "2147483647", "2147483648", "-2147483649", "4294967296", "65536",
        "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615",
        "18446744073709551616", "99999999999999999999999999", "NaN", "inf", "",
    ]

    public init(seed: UInt64) { random = SplitMix(seed: seed) }

    public mutating func next() -> UInt64 { random.next() }

    /// A whole number from 0 to less than `bound`.
    public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// One of the values.
    public mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    /// The text with one of its numbers replaced by one at which arithmetic breaks.
    public mutating func numbersChanged(_ text: String) -> String {
        let found = text.ranges(of: /-?[0-9]+(\.[0-9]+)?/)
        guard !found.isEmpty else { return text }
        var changed = text
        changed.replaceSubrange(pick(found), with: pick(Self.numbers))
        return changed
    }

    /// The bytes with a few of them flipped, left out, written twice, or set to what is special.
    public mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(4) {
            guard !bytes.isEmpty else { return bytes }
            let place = below(bytes.count)
            switch below(6) {
            case 0: bytes[place] ^= 1 << UInt8(below(8))
            case 1: bytes[place] = pick([0, 0x0A, 0x0D, 0x22, 0x2C, 0x3B, 0x7F, 0x80, 0xFF])
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(8)))
            case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + below(8))], at: place)
            case 4: for index in place..<min(bytes.count, place + 8) { bytes[index] = 0xFF }
            default: bytes.removeLast(below(bytes.count))
            }
        }
        return bytes
    }
}
