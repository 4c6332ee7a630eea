/// Finds the best packages of one department at given worths, exactly, as a knapsack over hours.
///
/// A candidate's packages are worth less and less, since openings fill up. Packages of equal length are therefore taken in
/// falling worth, and the dynamic programme has one row for each length. The rows are kept, so that the packages can be read
/// back.
struct DepartmentKnapsack {
    private struct Package {
        var worth: Double
        var candidate: Int32
    }

    /// The packages of one length that can be taken: the most valuable ones, as many as fit.
    private struct Length {
        var hours: Int
        var packages: Range<Int>
    }

    private var rows: [Double] = []
    private var packages: [Package] = []
    private var lengths: [Length] = []

    /// The most worth within this number of hours, as the last call of `solve` found it.
    func best(within hours: Int, room: Int) -> Double { lengths.isEmpty || hours < 0 ? 0 : rows[lengths.count * (room + 1) + hours] }

    /// Solves the knapsack of one department.
    ///
    /// - Parameters:
    ///   - candidates: the candidates of the department, as positions in the buffers.
    ///   - room: the hours of the department, in units of the problem.
    ///   - hours: the hours of one package of each candidate, in the same units.
    ///   - maximum: the largest number of packages of each candidate.
    ///   - marginal: the worth of each next package, candidate after candidate.
    ///   - start: where the worths of each candidate begin in `marginal`.
    ///   - cost: the cost of one package of each candidate.
    ///   - money: the worth of one unit of money; `money` times the cost is subtracted from the worth of a package.
    ///   - chosen: set to the best number of packages of each candidate.
    /// - Returns: the worth of the best packages.
    mutating func solve(
        _ candidates: Range<Int>, room: Int, hours: UnsafePointer<Int32>, maximum: UnsafePointer<Int32>, marginal: UnsafePointer<Double>,
        start: UnsafePointer<Int32>, cost: UnsafePointer<Double>, money: Double, chosen: UnsafeMutablePointer<Int32>
    ) -> Double {
        packages.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        // There are few lengths, so each is found by looking for the next longer one.
        var length = 0
        while true {
            var next = Int.max
            for candidate in candidates where Int(hours[candidate]) > length { next = min(next, Int(hours[candidate])) }
            guard next <= room else { break }
            length = next
            let first = packages.count
            let most = room / length
            for candidate in candidates where Int(hours[candidate]) == length {
                let charge = money * cost[candidate]
                for number in 0..<min(Int(maximum[candidate]), most) {
                    let worth = marginal[Int(start[candidate]) + number] - charge
                    guard worth > 0 else { break }
                    // The package is inserted in the order of falling worth, among `most` packages at most.
                    if packages.count - first == most {
                        guard worth > packages[packages.count - 1].worth else { break }
                        packages.removeLast()
                    }
                    var at = packages.count
                    packages.append(Package(worth: worth, candidate: Int32(candidate)))
                    while at > first, packages[at - 1].worth < worth {
                        packages.swapAt(at, at - 1)
                        at -= 1
                    }
                }
            }
            if packages.count > first { lengths.append(Length(hours: length, packages: first..<packages.count)) }
        }
        for candidate in candidates { chosen[candidate] = 0 }
        guard !lengths.isEmpty else { return 0 }

        let width = room + 1
        let needed = width * (lengths.count + 1)
        if rows.count < needed { rows = [Double](repeating: 0, count: needed) }
        return rows.withUnsafeMutableBufferPointer { buffer -> Double in
            guard let base = buffer.baseAddress else { return 0 }
            base.update(repeating: 0, count: width)
            for (number, length) in lengths.enumerated() {
                let old = base + number * width
                let new = old + width
                let best = packages[length.packages.lowerBound].worth
                if length.packages.count == room / length.hours, packages[length.packages.upperBound - 1].worth == best {
                    new.update(from: old, count: length.hours)
                    // The entries of one block of this length do not depend on each other.
                    let before = new - length.hours
                    var start = length.hours
                    while start < width {
                        for hour in start..<min(start + length.hours, width) { new[hour] = max(old[hour], before[hour] + best) }
                        start += length.hours
                    }
                } else {
                    new.update(from: old, count: width)
                    var worth = 0.0
                    for (taken, package) in packages[length.packages].enumerated() {
                        worth += package.worth
                        let shift = (taken + 1) * length.hours
                        let before = old - shift
                        for hour in shift..<width { new[hour] = max(new[hour], before[hour] + worth) }
                    }
                }
            }
            var hour = room
            for number in stride(from: lengths.count - 1, through: 0, by: -1) {
                let length = lengths[number]
                let old = base + number * width
                let value = base[(number + 1) * width + hour]
                guard value > old[hour] else { continue }
                // The number of packages that explains the value best is the one that was taken.
                var most = old[hour]
                var taken = 0
                var worth = 0.0
                for count in 1...length.packages.count where count * length.hours <= hour {
                    worth += packages[length.packages.lowerBound + count - 1].worth
                    if old[hour - count * length.hours] + worth > most {
                        most = old[hour - count * length.hours] + worth
                        taken = count
                    }
                }
                for package in packages[length.packages].prefix(taken) { chosen[Int(package.candidate)] += 1 }
                hour -= taken * length.hours
            }
            return base[lengths.count * width + room]
        }
    }
}
