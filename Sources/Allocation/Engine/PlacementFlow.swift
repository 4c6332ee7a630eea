/// Who of a plan's graduates finds work where: a maximum flow from candidates to outlets that is kept up to date while packages
/// come and go.
///
/// Amounts are millionths of a person, so that no rounding errors add up. What is changed after `begin` can be taken back with
/// `undo`.
final class PlacementFlow {
    static let unit = 1_000_000.0
    /// No plan has as many graduates as this, so that more openings change nothing; their millionths can still be counted.
    private static let most = 1e12

    /// Whole millionths of a person, rounded down; what is no amount counts as 0.
    static func millionths(_ persons: Double) -> Int64 { Int64(((persons > 0 ? min(persons, most) : 0) * unit).rounded(.down)) }

    private let linkStart: Vector<Int32>
    private let linkOutlet: Vector<Int32>
    private let linkCandidate: Vector<Int32>
    private let inboundStart: Vector<Int32>
    private let inbound: Vector<Int32>
    let flow: Vector<Int64>
    let free: Vector<Int64>
    let unplaced: Vector<Int64>
    private(set) var placed: Int64 = 0
    /// The number of candidates that have graduates without work.
    private var waiting = 0

    private var journal: [(link: Int32, amount: Int64)] = []
    private var waits: [(candidate: Int32, amount: Int64)] = []

    private let mark: Vector<Int32>
    private var stamp: Int32 = 0
    private let parent: Vector<Int32>
    private let queue: Vector<Int32>

    /// Starts without graduates.
    ///
    /// - Parameters:
    ///   - linkStart: the links of candidate c are `linkStart[c] ..< linkStart[c + 1]`.
    ///   - linkOutlet: the outlet of each link.
    ///   - gaps: the openings of each outlet, in persons.
    init(linkStart: [Int32], linkOutlet: [Int32], gaps: [Double]) {
        let candidates = linkStart.count - 1
        self.linkStart = Vector(linkStart, else: 0)
        self.linkOutlet = Vector(linkOutlet, else: 0)
        linkCandidate = Vector(repeating: 0, count: linkOutlet.count)
        var counts = [Int32](repeating: 0, count: gaps.count + 1)
        for candidate in 0..<candidates {
            for link in Int(linkStart[candidate])..<Int(linkStart[candidate + 1]) {
                linkCandidate[link] = Int32(candidate)
                counts[Int(linkOutlet[link]) + 1] += 1
            }
        }
        for outlet in gaps.indices { counts[outlet + 1] += counts[outlet] }
        inboundStart = Vector(counts, else: 0)
        inbound = Vector(repeating: 0, count: linkOutlet.count)
        for (link, outlet) in linkOutlet.enumerated() {
            inbound[Int(counts[Int(outlet)])] = Int32(link)
            counts[Int(outlet)] += 1
        }
        flow = Vector(repeating: 0, count: linkOutlet.count)
        free = Vector(gaps.map(Self.millionths), else: 0)
        unplaced = Vector(repeating: 0, count: candidates)
        mark = Vector(repeating: 0, count: gaps.count)
        parent = Vector(repeating: 0, count: gaps.count)
        queue = Vector(repeating: 0, count: gaps.count)
        from = Vector(repeating: 0, count: gaps.count)
        open = Vector(repeating: true, count: gaps.count)
        wanted = Vector(repeating: true, count: gaps.count)
    }

    func begin() {
        journal.removeAll(keepingCapacity: true)
        waits.removeAll(keepingCapacity: true)
    }

    func undo() {
        for (link, amount) in journal.reversed() { moveQuietly(Int(link), -amount) }
        for (candidate, amount) in waits.reversed() { waitQuietly(Int(candidate), -amount) }
    }

    @inline(__always)
    private func moveQuietly(_ link: Int, _ amount: Int64) {
        flow[link] += amount
        free[Int(linkOutlet[link])] -= amount
        placed += amount
    }

    @inline(__always)
    private func waitQuietly(_ candidate: Int, _ amount: Int64) {
        let before = unplaced[candidate]
        unplaced[candidate] = before + amount
        if before == 0, amount > 0 { waiting += 1 }
        if before > 0, before + amount == 0 { waiting -= 1 }
    }

    @inline(__always)
    private func move(_ link: Int, _ amount: Int64) {
        moveQuietly(link, amount)
        journal.append((Int32(link), amount))
    }

    @inline(__always)
    private func wait(_ candidate: Int, _ amount: Int64) {
        waitQuietly(candidate, amount)
        waits.append((Int32(candidate), amount))
    }

    /// Places graduates who wait over a link, as they stand in a flow that is known.
    func put(_ link: Int, _ amount: Int64) {
        moveQuietly(link, amount)
        waitQuietly(Int(linkCandidate[link]), -amount)
    }

    /// Adds graduates of a candidate, who wait until `place` finds work for them.
    func add(_ candidate: Int, _ amount: Int64) { wait(candidate, amount) }

    /// Takes out graduates of a candidate, those without work first. The outlets that they leave are added to `left`.
    func remove(_ candidate: Int, _ amount: Int64, left: inout [Int32]) {
        var rest = amount
        let idle = min(rest, unplaced[candidate])
        if idle > 0 {
            wait(candidate, -idle)
            rest -= idle
        }
        for first in [true, false] {
            var link = Int(linkStart[candidate])
            while rest > 0, link < Int(linkStart[candidate + 1]) {
                let part = min(rest, flow[link])
                if part > 0, wanted[Int(linkOutlet[link])] == first {
                    move(link, -part)
                    left.append(linkOutlet[link])
                    rest -= part
                }
                link += 1
            }
        }
    }

    /// Finds work for the waiting graduates of a candidate, and moves others where that is needed.
    ///
    /// - Parameters:
    ///   - candidate: the candidate.
    ///   - reach: the largest number of outlets that are looked at; with all of them the flow is a maximum.
    func place(_ candidate: Int, reach: Int) {
        let links = Int(linkStart[candidate])..<Int(linkStart[candidate + 1])
        for link in links where unplaced[candidate] > 0 {
            let part = min(unplaced[candidate], free[Int(linkOutlet[link])])
            if part > 0 {
                move(link, part)
                wait(candidate, -part)
            }
        }
        guard reach == .max || isOpen(candidate) else { return }
        while unplaced[candidate] > 0 {
            stamp += 1
            var head = 0
            var tail = 0
            for link in links {
                let outlet = Int(linkOutlet[link])
                if mark[outlet] == dead || mark[outlet] == stamp { continue }
                mark[outlet] = stamp
                parent[outlet] = -1 - Int32(link)
                queue[tail] = Int32(outlet)
                tail += 1
            }
            var found = -1
            search: while head < tail, tail < reach {
                let outlet = Int(queue[head])
                head += 1
                for position in Int(inboundStart[outlet])..<Int(inboundStart[outlet + 1]) {
                    let link = Int(inbound[position])
                    guard flow[link] > 0 else { continue }
                    let other = Int(linkCandidate[link])
                    for next in Int(linkStart[other])..<Int(linkStart[other + 1]) {
                        let target = Int(linkOutlet[next])
                        if mark[target] == stamp || mark[target] == dead { continue }
                        mark[target] = stamp
                        parent[target] = Int32(next)
                        from[target] = Int32(link)
                        queue[tail] = Int32(target)
                        tail += 1
                        if free[target] > 0 {
                            found = target
                            break search
                        }
                    }
                }
            }
            guard found >= 0 else {
                if reach == .max { for index in 0..<tail { mark[Int(queue[index])] = dead } }
                return
            }
            var amount = min(unplaced[candidate], free[found])
            var at = found
            while parent[at] >= 0 {
                amount = min(amount, flow[Int(from[at])])
                at = Int(linkOutlet[Int(from[at])])
            }
            at = found
            while parent[at] >= 0 {
                let out = Int(from[at])
                move(Int(parent[at]), amount)
                move(out, -amount)
                at = Int(linkOutlet[out])
            }
            move(Int(-1 - parent[at]), amount)
            wait(candidate, -amount)
        }
    }

    /// Gives a freed outlet to graduates who wait, and moves others where that is needed.
    func fill(_ outlet: Int, reach: Int) {
        while waiting > 0, free[outlet] > 0 {
            stamp += 1
            var head = 0
            var tail = 1
            queue[0] = Int32(outlet)
            mark[outlet] = stamp
            parent[outlet] = -1
            var found = -1
            var last = 0
            search: while head < tail, tail < reach {
                let at = Int(queue[head])
                head += 1
                for position in Int(inboundStart[at])..<Int(inboundStart[at + 1]) {
                    let link = Int(inbound[position])
                    let candidate = Int(linkCandidate[link])
                    if unplaced[candidate] > 0 {
                        found = at
                        last = link
                        break search
                    }
                    for next in Int(linkStart[candidate])..<Int(linkStart[candidate + 1]) where flow[next] > 0 {
                        let target = Int(linkOutlet[next])
                        if mark[target] == stamp { continue }
                        mark[target] = stamp
                        // The flow over `next` moves to `link`, which frees `target`.
                        parent[target] = Int32(link)
                        from[target] = Int32(next)
                        queue[tail] = Int32(target)
                        tail += 1
                    }
                }
            }
            guard found >= 0 else { return }
            let candidate = Int(linkCandidate[last])
            var amount = min(unplaced[candidate], free[outlet])
            var at = found
            while at != outlet {
                amount = min(amount, flow[Int(from[at])])
                at = Int(linkOutlet[Int(parent[at])])
            }
            at = found
            while at != outlet {
                let into = Int(parent[at])
                move(Int(from[at]), -amount)
                move(into, amount)
                at = Int(linkOutlet[into])
            }
            move(last, amount)
            wait(candidate, -amount)
        }
    }

    private let from: Vector<Int32>
    /// For each outlet, whether one graduate more would find work there, perhaps after others move, when `survey` last looked.
    let open: Vector<Bool>
    /// For each outlet, whether one opening more would be filled, perhaps after others move, when `survey` last looked.
    let wanted: Vector<Bool>

    /// Makes the flow a maximum and looks anew which outlets are open and which are wanted; no outlet is both.
    func survey() {
        complete()
        var tail = 0
        for outlet in 0..<free.count {
            open[outlet] = free[outlet] > 0
            wanted[outlet] = false
            if free[outlet] > 0 {
                queue[tail] = Int32(outlet)
                tail += 1
            }
        }
        var head = 0
        while head < tail {
            let outlet = Int(queue[head])
            head += 1
            for position in Int(inboundStart[outlet])..<Int(inboundStart[outlet + 1]) {
                let candidate = Int(linkCandidate[Int(inbound[position])])
                for link in Int(linkStart[candidate])..<Int(linkStart[candidate + 1]) where flow[link] > 0 {
                    let other = Int(linkOutlet[link])
                    if !open[other] {
                        open[other] = true
                        queue[tail] = Int32(other)
                        tail += 1
                    }
                }
            }
        }
        head = 0
        tail = 0
        for candidate in 0..<unplaced.count where unplaced[candidate] > 0 {
            for link in Int(linkStart[candidate])..<Int(linkStart[candidate + 1]) where !wanted[Int(linkOutlet[link])] {
                wanted[Int(linkOutlet[link])] = true
                queue[tail] = linkOutlet[link]
                tail += 1
            }
        }
        while head < tail {
            let outlet = Int(queue[head])
            head += 1
            for position in Int(inboundStart[outlet])..<Int(inboundStart[outlet + 1]) where flow[Int(inbound[position])] > 0 {
                let candidate = Int(linkCandidate[Int(inbound[position])])
                for link in Int(linkStart[candidate])..<Int(linkStart[candidate + 1]) where !wanted[Int(linkOutlet[link])] {
                    wanted[Int(linkOutlet[link])] = true
                    queue[tail] = linkOutlet[link]
                    tail += 1
                }
            }
        }
    }

    /// Whether the next graduates of a candidate would find work, when `survey` last looked.
    func isOpen(_ candidate: Int) -> Bool {
        for link in Int(linkStart[candidate])..<Int(linkStart[candidate + 1]) where open[Int(linkOutlet[link])] { return true }
        return false
    }

    /// A candidate other than the given one that has graduates in one of its outlets; `nil` when there is none there.
    ///
    /// - Parameters:
    ///   - candidate: the candidate whose outlets are looked at.
    ///   - link: which of its links is looked at first, counted from 0.
    ///   - other: which of the outlet's links is looked at first, counted from 0.
    /// - Returns: the candidate.
    func rival(of candidate: Int, link: Int, other: Int) -> Int? {
        let links = Int(linkStart[candidate])..<Int(linkStart[candidate + 1])
        guard !links.isEmpty else { return nil }
        let outlet = Int(linkOutlet[links.lowerBound + link % links.count])
        let inbounds = Int(inboundStart[outlet])..<Int(inboundStart[outlet + 1])
        for offset in 0..<inbounds.count {
            let link = Int(inbound[inbounds.lowerBound + (other + offset) % inbounds.count])
            if flow[link] > 0, Int(linkCandidate[link]) != candidate { return Int(linkCandidate[link]) }
        }
        return nil
    }

    /// How many of the graduates that are taken out leave openings that nobody else would fill.
    func lost(_ candidate: Int, _ amount: Int64) -> Int64 {
        var rest = amount - min(amount, unplaced[candidate])
        guard rest > 0 else { return 0 }
        for link in Int(linkStart[candidate])..<Int(linkStart[candidate + 1]) where flow[link] > 0 && wanted[Int(linkOutlet[link])] {
            rest -= min(rest, flow[link])
        }
        return rest
    }

    private var dead: Int32 { -1 }

    /// Forgets which outlets were found to lead nowhere, which holds only as long as nobody is taken out.
    func forget() {
        for outlet in 0..<mark.count where mark[outlet] == dead { mark[outlet] = 0 }
    }

    /// Makes the flow a maximum.
    func complete() {
        begin()
        forget()
        for candidate in 0..<unplaced.count where unplaced[candidate] > 0 { place(candidate, reach: .max) }
        for outlet in 0..<mark.count { mark[outlet] = 0 }
        stamp = 0
    }
}
