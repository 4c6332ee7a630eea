/// Gives every distinct text a number, 0, 1, 2, …, without making a `String` of each text seen.
struct TextInterner {
    /// The distinct texts, one behind the other, in parts: a part that is full never moves again, so that millions of texts take no more
    /// than their bytes. No text is in two parts.
    private var parts: [[UInt8]] = [[]]
    /// Where each text begins: the number of its part above 32 bits, its place in it below.
    private var starts: [UInt64] = []
    private var lengths: [UInt32] = []
    /// Slots hold a number + 1; 0 is free.
    private var slots: [Int32]

    private static let partSize = 1 << 20

    init() {
        slots = [Int32](repeating: 0, count: 1 << 12)
    }

    var count: Int { starts.count }

    func text(_ number: Int) -> String { withBytes(number) { String(decoding: $0, as: UTF8.self) } }

    /// - Returns: the text's number and whether it is new.
    mutating func intern(_ bytes: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
        if count * 3 >= slots.count * 2 { grow() }
        var slot = Int(truncatingIfNeeded: Self.hash(bytes)) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if withBytes(number, { $0.elementsEqual(bytes) }) { return (number, false) }
            slot = (slot + 1) & (slots.count - 1)
        }
        if parts[parts.count - 1].count + bytes.count > Self.partSize, !parts[parts.count - 1].isEmpty { parts.append([]) }
        let last = parts.count - 1
        if parts[last].isEmpty, last > 0 { parts[last].reserveCapacity(Self.partSize) }
        starts.append(UInt64(last) << 32 | UInt64(parts[last].count))
        lengths.append(UInt32(bytes.count))
        parts[last].append(contentsOf: bytes)
        slots[slot] = Int32(count)
        return (count - 1, true)
    }

    /// - Returns: whether the text is new.
    mutating func intern(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { intern(UnsafeRawBufferPointer($0)).isNew }
    }

    private func withBytes<R>(_ number: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        let start = Int(starts[number] & 0xFFFF_FFFF)
        return parts[Int(starts[number] >> 32)].withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[start..<start + Int(lengths[number])]))
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for number in 0..<count {
            var slot = Int(truncatingIfNeeded: withBytes(number, Self.hash)) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number + 1)
        }
    }

    /// A multiply-and-fold hash over words of eight bytes, as in wyhash.
    @inline(__always)
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
        var index = 0
        while index + 8 <= bytes.count {
            state = fold(state ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var tail: UInt64 = 0
        while index < bytes.count {
            tail = tail << 8 | UInt64(bytes[index])
            index += 1
        }
        return fold(state ^ tail)
    }

    @inline(__always)
    private static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
