/// Counts how often each 128-bit digest occurs.
///
/// Digests are uniform already, so parts of them are the hash: the highest bits choose one of many small open hash tables, the lowest the slot.
/// Each table grows by itself, so that no moment needs room for all digests twice.
struct DigestCounter {
    struct Digest: Equatable, Sendable {
        let high: UInt64
        let low: UInt64
    }

    /// An open hash table; digests and counts apart, so that none of the bytes between them is lost.
    private struct Table {
        var digests = [Digest](repeating: Digest(high: 0, low: 0), count: 16)
        /// 0 is a free slot.
        var times = [UInt32](repeating: 0, count: 16)
        var distinct = 0

        mutating func add(_ digest: Digest) -> Bool {
            if distinct * 5 >= times.count * 4 { grow() }
            let slot = self.slot(of: digest)
            guard times[slot] == 0 else {
                times[slot] += 1
                return false
            }
            digests[slot] = digest
            times[slot] = 1
            distinct += 1
            return true
        }

        private func slot(of digest: Digest) -> Int {
            var slot = Int(truncatingIfNeeded: digest.low % UInt64(times.count))
            while times[slot] != 0, digests[slot] != digest { slot = slot + 1 == times.count ? 0 : slot + 1 }
            return slot
        }

        private mutating func grow() {
            let old = self
            let size = times.count * 3 / 2
            digests = [Digest](repeating: Digest(high: 0, low: 0), count: size)
            times = [UInt32](repeating: 0, count: size)
            for index in old.times.indices where old.times[index] != 0 {
                let slot = self.slot(of: old.digests[index])
                digests[slot] = old.digests[index]
                times[slot] = old.times[index]
            }
        }
    }

    private var tables = [Table](repeating: Table(), count: 1 << 8)

    /// How many digests are different.
    var distinct: Int { tables.reduce(0) { $0 + $1.distinct } }

    /// - Returns: true when the digest is seen for the first time.
    mutating func add(_ digest: Digest) -> Bool {
        tables[Int(digest.high >> 56)].add(digest)
    }

    /// Calls `body` for each digest that occurred more than once.
    func forEachRepeated(_ body: (Digest, _ times: Int) throws -> Void) rethrows {
        for table in tables {
            for (digest, times) in zip(table.digests, table.times) where times > 1 { try body(digest, Int(times)) }
        }
    }
}
