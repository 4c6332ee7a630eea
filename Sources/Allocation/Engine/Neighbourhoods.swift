/// Groups of BLKs whose graduates look for work in the same regions, which are improved together.
struct Neighbourhoods: Sendable {
    private let blkRegions: [[Int]]
    private let regionBlks: [[Int]]
    private let members: [Range<Int>]

    init(_ compact: CompactProblem, _ problem: AllocationProblem) {
        var regions: [[Int]] = []
        var members: [Range<Int>] = []
        for blk in 0..<compact.blks {
            let range =
                compact.departmentStart[compact.blkStart[blk]]..<compact.departmentStart[compact.blkStart[blk + 1]]
            members.append(range)
            var own = Set<Int>()
            for candidate in range {
                for link in Int(compact.outletStart[candidate])..<Int(compact.outletStart[candidate + 1]) {
                    own.insert(problem.outlets[Int(compact.outlet[link])].region)
                }
            }
            regions.append(own.sorted())
        }
        blkRegions = regions
        self.members = members
        var blks = [[Int]](repeating: [], count: (regions.joined().max() ?? -1) + 1)
        for (blk, own) in regions.enumerated() { for region in own { blks[region].append(blk) } }
        regionBlks = blks
    }

    /// Divides the BLKs into groups of about `size`, which grow from neighbour to neighbour and differ from round to round.
    ///
    /// - Parameters:
    ///   - round: the number of the round, which decides where groups begin.
    ///   - size: the number of BLKs of a group.
    /// - Returns: the candidates of each group, in rising order.
    func partition(round: Int, size: Int) -> [[Int]] {
        let count = blkRegions.count
        let groups = max(1, (count + size - 1) / size)
        guard groups > 1 else { return [members.flatMap { Array($0) }] }
        let each = (count + groups - 1) / groups
        var random = SeededGenerator(seed: 77, stream: UInt64(round))
        var order = Array(0..<count)
        for index in stride(from: count - 1, to: 0, by: -1) { order.swapAt(index, random.below(index + 1)) }
        var taken = [Bool](repeating: false, count: count)
        var parts: [[Int]] = []
        var cursor = 0
        while cursor < count {
            if taken[order[cursor]] {
                cursor += 1
                continue
            }
            var queue = [order[cursor]]
            taken[order[cursor]] = true
            var head = 0
            while head < queue.count, queue.count < each {
                for region in blkRegions[queue[head]] {
                    for blk in regionBlks[region] where !taken[blk] && queue.count < each {
                        taken[blk] = true
                        queue.append(blk)
                    }
                }
                head += 1
            }
            // A small group that is left over between the others joins the one before it.
            if queue.count < each / 4, !parts.isEmpty {
                parts[parts.count - 1] += queue
            } else {
                parts.append(queue)
            }
        }
        return parts.map { $0.sorted().flatMap { Array(members[$0]) } }
    }
}
