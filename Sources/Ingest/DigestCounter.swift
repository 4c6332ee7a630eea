/// Counts how often each 128-bit digest occurs: an open hash table of three words an entry.
///
/// Digests are uniform already, so a part of them is the hash.
struct DigestCounter {
    struct Digest: Equatable, Sendable {
        let high: UInt64
        let low: UInt64
    }

    private struct Slot {
        var high: UInt64 = 0
        var low: UInt64 = 0
        /// 0 is free.
        var times: UInt32 = 0
    }

    private var slots = [Slot](repeating: Slot(), count: 1 << 12)
    private(set) var distinct = 0

    /// - Returns: true when the digest is seen for the first time.
    mutating func add(_ digest: Digest) -> Bool {
        if distinct * 4 >= slots.count * 3 { grow() }
        var slot = Int(truncatingIfNeeded: digest.low) & (slots.count - 1)
        while slots[slot].times != 0 {
            if slots[slot].high == digest.high, slots[slot].low == digest.low {
                slots[slot].times += 1
                return false
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Slot(high: digest.high, low: digest.low, times: 1)
        distinct += 1
        return true
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        for entry in old where entry.times != 0 {
            var slot = Int(truncatingIfNeeded: entry.low) & (slots.count - 1)
            while slots[slot].times != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }

    /// Calls `body` for each digest that occurred more than once.
    func forEachRepeated(_ body: (Digest, _ times: Int) throws -> Void) rethrows {
        for slot in slots where slot.times > 1 { try body(Digest(high: slot.high, low: slot.low), Int(slot.times)) }
    }
}
