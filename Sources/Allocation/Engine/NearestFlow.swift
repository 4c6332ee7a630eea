/// A transport of persons to openings that fills as many openings as can be filled, over the least total distance.
///
/// The flow is found by successive shortest paths: every source in turn sends its persons along the cheapest path of openings that are free
/// or that can be freed by sending others on. Openings have prices (the dual values), so that every search is Dijkstra's over costs that are
/// never negative and ends at the first free opening. A person who finds nothing pays more than any path can cost; the sum of the placed
/// is therefore the largest first, and the distance the least second.
///
/// Many flows may have this distance. Of them the one of the greatest entropy is taken, relative to persons × openings: sources that differ
/// in nothing but their size share in proportion to it, and equally near openings are filled in proportion to theirs. It does not depend
/// on the order of the sources (`balance`).
///
/// - Source: R. K. Ahuja, T. L. Magnanti, J. B. Orlin, *Network Flows*, 1993, §9.7; prices are kept as in R. Jonker, A. Volgenant,
///   *Computing* 38, 1987. Entropy: A. G. Wilson, *Transportation Research* 1, 1967; its scaling of rows and columns is that of
///   W. E. Deming, F. F. Stephan, *Annals of Mathematical Statistics* 11, 1940.
struct NearestFlow {
    /// A person without an opening costs this many metres; no path through the openings of a country is as long.
    private static let nowhere: Int64 = 1_000_000_000_000_000
    /// So many metres more where a source has more persons without an opening than it may.
    private static let tooMany: Int64 = 1_000_000_000_000

    private let linkStart: Vector<Int32>
    private let linkOutlet: Vector<Int32>
    private let linkSource: Vector<Int32>
    /// The length of each link, in metres.
    private let metres: Vector<Int64>
    private let inboundStart: Vector<Int32>
    private let inbound: Vector<Int32>
    private let supply: Vector<Int64>
    /// The persons of each source who may be without an opening.
    private let idle: Vector<Int64>
    private let capacity: Vector<Int64>

    private let flow: Vector<Int64>
    private let free: Vector<Int64>
    private let unplaced: Vector<Int64>
    /// What one opening more of each outlet would save, in metres.
    private let price: Vector<Int64>

    /// The persons over each link.
    private(set) var persons: [Double]

    /// Finds the flow.
    ///
    /// - Parameters:
    ///   - supplies: the persons of each source, at least 0.
    ///   - capacities: the openings of each outlet, at least 0, in persons.
    ///   - linkStart: the links of source s are `linkStart[s] ..< linkStart[s + 1]`.
    ///   - linkOutlet: the outlet of each link.
    ///   - kilometres: the length of each link, at least 0; it counts in whole metres.
    ///   - idle: the persons of each source who may be without an opening, as far as the largest sum leaves a choice; `nil` sets no limit.
    init(
        supplies: [Double], capacities: [Double], linkStart: [Int32], linkOutlet: [Int32], kilometres: [Double], idle: [Double]? = nil
    ) {
        func millionths(_ persons: Double) -> Int64 { PlacementFlow.millionths(persons) }
        self.linkStart = Vector(linkStart, else: 0)
        self.linkOutlet = Vector(linkOutlet, else: 0)
        linkSource = Vector(repeating: 0, count: linkOutlet.count)
        metres = Vector(kilometres.map { Int64(max(0, min($0, 50_000)) * 1000 + 0.5) }, else: 0)
        var counts = [Int32](repeating: 0, count: capacities.count + 1)
        for source in supplies.indices {
            for link in Int(linkStart[source])..<Int(linkStart[source + 1]) {
                linkSource[link] = Int32(source)
                counts[Int(linkOutlet[link]) + 1] += 1
            }
        }
        for outlet in capacities.indices { counts[outlet + 1] += counts[outlet] }
        inboundStart = Vector(counts, else: 0)
        inbound = Vector(repeating: 0, count: linkOutlet.count)
        for (link, outlet) in linkOutlet.enumerated() {
            inbound[Int(counts[Int(outlet)])] = Int32(link)
            counts[Int(outlet)] += 1
        }
        supply = Vector(supplies.map(millionths), else: 0)
        self.idle = Vector(supplies.indices.map { index in idle.map { millionths($0[index]) + 1 } ?? .max }, else: 0)
        capacity = Vector(capacities.map(millionths), else: 0)
        free = Vector(capacity.array, else: 0)
        flow = Vector(repeating: 0, count: linkOutlet.count)
        unplaced = Vector(repeating: 0, count: supplies.count)
        price = Vector(repeating: 0, count: capacities.count)
        persons = []
        search()
        persons = flow.array.map { Double($0) / PlacementFlow.unit }
        balance()
    }

    // MARK: - The least distance

    /// What one person more of a source without an opening costs.
    private func lack(_ source: Int) -> Int64 { unplaced[source] < idle[source] ? Self.nowhere : Self.nowhere + Self.tooMany }

    private func search() {
        let outlets = free.count
        let distance = Vector<Int64>(repeating: 0, count: outlets)
        let seen = Vector<Int32>(repeating: 0, count: outlets)
        let settled = Vector<Int32>(repeating: 0, count: outlets)
        let parent = Vector<Int32>(repeating: 0, count: outlets)
        let visited = Vector<Int32>(repeating: 0, count: supply.count)
        // For each source that a search passes through, the link whose persons it would send elsewhere.
        let through = Vector<Int32>(repeating: -1, count: supply.count)
        var stamp: Int32 = 0
        var heap = OutletHeap()
        var passed: [Int32] = []
        for root in 0..<supply.count where supply[root] > 0 {
            var rest = supply[root]
            while rest > 0 {
                stamp += 1
                heap.removeAll()
                passed.removeAll(keepingCapacity: true)
                var givenUp = Int64.max
                var givingUp = root
                visited[root] = stamp
                through[root] = -1
                func scan(_ source: Int, _ base: Int64) {
                    if base + lack(source) < givenUp {
                        givenUp = base + lack(source)
                        givingUp = source
                    }
                    for link in Int(linkStart[source])..<Int(linkStart[source + 1]) {
                        let outlet = Int(linkOutlet[link])
                        let reached = base + metres[link] + price[outlet]
                        guard reached < givenUp, seen[outlet] != stamp || reached < distance[outlet] else { continue }
                        seen[outlet] = stamp
                        distance[outlet] = reached
                        parent[outlet] = Int32(link)
                        heap.push(reached, Int32(outlet))
                    }
                }
                scan(root, 0)
                var found = -1
                while let (reached, next) = heap.pop() {
                    let outlet = Int(next)
                    if settled[outlet] == stamp || reached > distance[outlet] { continue }
                    if reached >= givenUp { break }
                    settled[outlet] = stamp
                    if free[outlet] > 0 {
                        found = outlet
                        break
                    }
                    passed.append(next)
                    for position in Int(inboundStart[outlet])..<Int(inboundStart[outlet + 1]) {
                        let link = Int(inbound[position])
                        let source = Int(linkSource[link])
                        guard flow[link] > 0, visited[source] != stamp else { continue }
                        visited[source] = stamp
                        through[source] = Int32(link)
                        scan(source, reached - metres[link] - price[outlet])
                    }
                }
                let end = found >= 0 ? distance[found] : givenUp
                for outlet in passed where distance[Int(outlet)] < end { price[Int(outlet)] += end - distance[Int(outlet)] }

                // First the amount, then the persons: from the end of the path back to the root.
                func follow(_ body: (_ into: Int, _ outOf: Int) -> Void) {
                    var into = found >= 0 ? Int(parent[found]) : -1
                    var source = found >= 0 ? Int(linkSource[into]) : givingUp
                    while true {
                        let outOf = Int(through[source])
                        body(into, outOf)
                        guard outOf >= 0 else { return }
                        into = Int(parent[Int(linkOutlet[outOf])])
                        source = Int(linkSource[into])
                    }
                }
                var amount = found >= 0 ? min(rest, free[found]) : rest
                if found < 0, unplaced[givingUp] < idle[givingUp] { amount = min(amount, idle[givingUp] - unplaced[givingUp]) }
                follow { _, outOf in if outOf >= 0 { amount = min(amount, flow[outOf]) } }
                if found >= 0 { free[found] -= amount } else { unplaced[givingUp] += amount }
                follow { into, outOf in
                    if into >= 0 { flow[into] += amount }
                    if outOf >= 0 { flow[outOf] -= amount }
                }
                rest -= amount
            }
        }
    }

    // MARK: - Equal shares

    /// The rounds of scaling after which a tie that has not settled keeps the flow that the search has found.
    private static let rounds = 2000
    /// A tie has settled when no sum is off by more than this many persons.
    private static let tolerance = 1e-8

    /// Takes, among all flows of the same sum and distance, the one of the greatest entropy.
    ///
    /// A link belongs to such a flow only when it is tight: its length and the price of its outlet add up to the least of its source. What
    /// can still move along tight links are the strongly connected parts of the residual network; within each part the sums of sources and
    /// outlets are fixed, and rows and columns are scaled in turn until they are met. Persons without an opening and openings without a
    /// person take part as one outlet and one source more.
    private mutating func balance() {
        let sources = supply.count
        let outlets = capacity.count
        // The nodes are the sources, nobody (who fills what stays open), the outlets, and nowhere.
        let nobody = sources
        let nowhere = sources + 1 + outlets
        var ties: [Tie] = []
        for source in 0..<sources where supply[source] > 0 {
            let links = Int(linkStart[source])..<Int(linkStart[source + 1])
            let lacking = lack(source)
            var least = lacking
            for link in links { least = min(least, metres[link] + price[Int(linkOutlet[link])]) }
            for link in links where metres[link] + price[Int(linkOutlet[link])] == least && capacity[Int(linkOutlet[link])] > 0 {
                ties.append(Tie(source: source, outlet: sources + 1 + Int(linkOutlet[link]), amount: flow[link], link: link))
            }
            if least == lacking, unplaced[source] < idle[source] {
                ties.append(Tie(source: source, outlet: nowhere, amount: unplaced[source], link: -1))
            }
        }
        for outlet in 0..<outlets where price[outlet] == 0 && capacity[outlet] > 0 {
            ties.append(Tie(source: nobody, outlet: sources + 1 + outlet, amount: free[outlet], link: -1))
        }
        // Along a tie persons can always be added; they can be taken away where there are some.
        let parts = StrongParts(
            nodes: nowhere + 1,
            edges: ties.flatMap { $0.amount > 0 ? [($0.source, $0.outlet), ($0.outlet, $0.source)] : [($0.source, $0.outlet)] }
        ).number
        var members: [Int: [Int]] = [:]
        for (index, tie) in ties.enumerated() where parts[tie.source] == parts[tie.outlet] {
            members[parts[tie.source], default: []].append(index)
        }
        for part in members.keys.sorted() {
            guard let own = members[part] else { continue }
            let tie = Self.cycles(own.map { ties[$0] })
            var rows: [Int: Double] = [:]
            var columns: [Int: Double] = [:]
            for item in tie {
                rows[item.source, default: 0] += Double(item.amount) / PlacementFlow.unit
                columns[item.outlet, default: 0] += Double(item.amount) / PlacementFlow.unit
            }
            guard !tie.isEmpty else { continue }
            var amounts = tie.map { item in
                (item.source == nobody ? 1 : Double(supply[item.source]) / PlacementFlow.unit)
                    * (item.outlet == nowhere ? 1 : Double(capacity[item.outlet - sources - 1]) / PlacementFlow.unit)
            }
            guard Self.scale(&amounts, tie.map(\.source), rows, tie.map(\.outlet), columns) else { continue }
            // Shares that leave a source with more persons without an opening than it may are not taken.
            let isOver = tie.indices.contains { position in
                tie[position].outlet == nowhere
                    && amounts[position] > Double(idle[tie[position].source]) / PlacementFlow.unit + 1e-6
            }
            if isOver { continue }
            for (position, item) in tie.enumerated() where item.link >= 0 { persons[item.link] = amounts[position] }
        }
    }

    /// A link along which persons may move without a change of the sum or the distance.
    private struct Tie {
        var source: Int
        var outlet: Int
        var amount: Int64
        /// The position among the links; −1 for those of nobody and nowhere.
        var link: Int
    }

    /// The ties that are left when those of sources and outlets with a single tie are taken away, whose amounts nothing can change.
    private static func cycles(_ ties: [Tie]) -> [Tie] {
        var degree: [Int: Int] = [:]
        for tie in ties {
            degree[tie.source, default: 0] += 1
            degree[tie.outlet, default: 0] += 1
        }
        var left = ties
        while true {
            let kept = left.filter { (degree[$0.source] ?? 0) > 1 && (degree[$0.outlet] ?? 0) > 1 }
            guard kept.count < left.count else { return kept }
            degree.removeAll(keepingCapacity: true)
            for tie in kept {
                degree[tie.source, default: 0] += 1
                degree[tie.outlet, default: 0] += 1
            }
            left = kept
        }
    }

    /// Scales rows and columns of a table in turn until their sums are those that are asked for.
    ///
    /// - Returns: whether the sums were met; a table that does not settle is of no use.
    private static func scale(
        _ amounts: inout [Double], _ rowOf: [Int], _ rows: [Int: Double], _ columnOf: [Int], _ columns: [Int: Double]
    ) -> Bool {
        let rowKeys = rows.keys.sorted()
        let columnKeys = columns.keys.sorted()
        let rowAt = Dictionary(uniqueKeysWithValues: rowKeys.enumerated().map { ($1, $0) })
        let columnAt = Dictionary(uniqueKeysWithValues: columnKeys.enumerated().map { ($1, $0) })
        let row = rowOf.map { rowAt[$0] ?? 0 }
        let column = columnOf.map { columnAt[$0] ?? 0 }
        let rowGoal = rowKeys.map { rows[$0] ?? 0 }
        let columnGoal = columnKeys.map { columns[$0] ?? 0 }
        func sums(_ place: [Int], _ count: Int) -> [Double] {
            var sums = [Double](repeating: 0, count: count)
            for position in amounts.indices { sums[place[position]] += amounts[position] }
            return sums
        }
        for _ in 0..<rounds {
            let rowSums = sums(row, rowGoal.count)
            for position in amounts.indices { amounts[position] *= rowGoal[row[position]] / rowSums[row[position]] }
            let columnSums = sums(column, columnGoal.count)
            var error = 0.0
            for (sum, goal) in zip(columnSums, columnGoal) { error = max(error, abs(sum - goal)) }
            if error < tolerance { return true }
            for position in amounts.indices { amounts[position] *= columnGoal[column[position]] / columnSums[column[position]] }
        }
        return false
    }
}

/// Outlets in the order of their distance; equal distances come in the order of the outlets.
private struct OutletHeap {
    private var items: [(distance: Int64, outlet: Int32)] = []

    mutating func removeAll() { items.removeAll(keepingCapacity: true) }

    mutating func push(_ distance: Int64, _ outlet: Int32) {
        items.append((distance, outlet))
        var at = items.count - 1
        while at > 0 {
            let above = (at - 1) / 2
            guard items[at] < items[above] else { return }
            items.swapAt(at, above)
            at = above
        }
    }

    mutating func pop() -> (distance: Int64, outlet: Int32)? {
        guard let first = items.first, let last = items.popLast() else { return nil }
        guard !items.isEmpty else { return first }
        items[0] = last
        var at = 0
        while true {
            var below = 2 * at + 1
            guard below < items.count else { return first }
            if below + 1 < items.count, items[below + 1] < items[below] { below += 1 }
            guard items[below] < items[at] else { return first }
            items.swapAt(at, below)
            at = below
        }
    }
}

/// The strongly connected parts of a directed graph.
///
/// - Source: R. E. Tarjan, *SIAM Journal on Computing* 1, 1972, without recursion.
private struct StrongParts {
    /// For each node the number of its part.
    let number: [Int]

    init(nodes: Int, edges: [(Int, Int)]) {
        var start = [Int](repeating: 0, count: nodes + 1)
        for edge in edges { start[edge.0 + 1] += 1 }
        for node in 0..<nodes { start[node + 1] += start[node] }
        var fill = start
        var ends = [Int](repeating: 0, count: edges.count)
        for edge in edges {
            ends[fill[edge.0]] = edge.1
            fill[edge.0] += 1
        }
        var number = [Int](repeating: -1, count: nodes)
        var order = [Int](repeating: -1, count: nodes)
        var low = [Int](repeating: 0, count: nodes)
        var next = start
        var stack: [Int] = []
        var path: [Int] = []
        var time = 0
        var parts = 0
        for root in 0..<nodes where order[root] < 0 {
            path.append(root)
            while let node = path.last {
                if order[node] < 0 {
                    order[node] = time
                    low[node] = time
                    time += 1
                    stack.append(node)
                }
                if next[node] < start[node + 1] {
                    let other = ends[next[node]]
                    next[node] += 1
                    if order[other] < 0 {
                        path.append(other)
                    } else if number[other] < 0 {
                        low[node] = min(low[node], order[other])
                    }
                    continue
                }
                path.removeLast()
                if let above = path.last { low[above] = min(low[above], low[node]) }
                if low[node] == order[node] {
                    while let member = stack.popLast() {
                        number[member] = parts
                        if member == node { break }
                    }
                    parts += 1
                }
            }
        }
        self.number = number
    }
}
