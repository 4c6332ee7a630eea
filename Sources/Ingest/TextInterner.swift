/// Gives every distinct text a number, 0, 1, 2, …, without making a `String` of each text seen.
struct TextInterner {
    /// All distinct texts, one behind the other.
    private var arena: [UInt8] = []
    private var ends: [Int] = []
    /// Slots hold a number + 1; 0 is free.
    private var slots: [Int32]

    init() {
        slots = [Int32](repeating: 0, count: 1 << 12)
    }

    var count: Int { ends.count }

    func text(_ number: Int) -> String {
        String(decoding: arena[(number == 0 ? 0 : ends[number - 1])..<ends[number]], as: UTF8.self)
    }

    /// - Returns: the text's number and whether it is new.
    mutating func intern(_ bytes: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
        if ends.count * 2 >= slots.count { grow() }
        var slot = Int(truncatingIfNeeded: Self.hash(bytes)) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            let start = number == 0 ? 0 : ends[number - 1]
            let isSame = arena.withUnsafeBytes { stored in
                stored[start..<ends[number]].elementsEqual(bytes)
            }
            if isSame { return (number, false) }
            slot = (slot + 1) & (slots.count - 1)
        }
        arena.append(contentsOf: bytes)
        ends.append(arena.count)
        slots[slot] = Int32(ends.count)
        return (ends.count - 1, true)
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for number in ends.indices {
            let start = number == 0 ? 0 : ends[number - 1]
            let hash = arena.withUnsafeBytes { Self.hash(UnsafeRawBufferPointer(rebasing: $0[start..<ends[number]])) }
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
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
