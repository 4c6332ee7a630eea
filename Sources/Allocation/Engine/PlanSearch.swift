import Foundation

/// Improves the packages of a group of BLKs by simulated annealing, while the placements follow every move exactly.
///
/// A move adds a package, takes out others where hours, money or assessor-days run short, and fills what is left over. What other
/// BLKs use is taken as given.
final class PlanSearch {
    private let candidates: Int
    private let origin: [Int]
    private var linkRanges: [Range<Int>] = []
    private let blk, department, scheme, hours, maximum: Vector<Int32>
    private let cost, days, bonus: Vector<Double>
    private let supply: Vector<Int64>
    /// The graduates of each candidate who may be without an opening.
    private let idle: Vector<Int64>
    private let departmentStart, blkStart, schemeStart, schemeMember: Vector<Int32>
    private let targetStart, target: Vector<Int32>
    private let contribution: Vector<Double>
    private let penalty: Double
    private let largestShare: Double
    /// Whether each package needs openings of its own.
    private let needsOpenings: Bool
    private let likely: Vector<Int32>
    /// The number of accepted moves between two surveys of the placements, since a survey looks at every link.
    private let surveyEvery: Int

    private let flow: PlacementFlow
    private let packages: Vector<Int32>
    private let hoursLeft: Vector<Int32>
    private let budgetLeft, daysLeft, missing: Vector<Double>
    private let blkPackages: Vector<Int32>
    private var moneyLeft: Double
    private var bonusSum = 0.0
    private var random: SeededGenerator

    // These lists hold the changes of one move.
    private var changes: [(candidate: Int32, packages: Int32)] = []
    private var touched: [Int32] = []
    private var left: [Int32] = []
    /// The number of outlets that a search for work looks at.
    private static let reach = 48
    /// The same number for an outlet that only the graduates of the added packages can want.
    private static let nearReach = 24

    private var accepted = 0

    /// Starts from the group's part of a plan.
    ///
    /// - Parameters:
    ///   - problem: the problem as the solver reads it.
    ///   - group: the candidates that may change, of whole BLKs, in rising order.
    ///   - plan: the packages of every candidate of the problem.
    ///   - placed: the placements over each link of the problem, in millionths of a person.
    ///   - room: the openings, assessor-days and money that the group may use, and the persons that the targets ask of it.
    ///   - likely: for every candidate of the problem, whether it is worth trying.
    ///   - random: the source of the random draws.
    init(
        _ problem: CompactProblem, group: [Int], plan: [Int32], placed: [Int64], room: SharedRoom, likely: [Bool],
        random: SeededGenerator
    ) {
        candidates = group.count
        origin = group
        surveyEvery = max(100, group.count / 8)
        self.random = random
        func pick<T>(_ values: [T], else none: T) -> Vector<T> where T: BitwiseCopyable { Vector(group.map { values[$0] }, else: none) }
        var blks: [Int32: Int32] = [:]
        var departments: [Int32: Int32] = [:]
        var schemes: [Int32: Int32] = [:]
        var outlets: [Int32: Int32] = [:]
        func number(_ key: Int32, _ numbers: inout [Int32: Int32]) -> Int32 {
            if let known = numbers[key] { return known }
            let new = Int32(numbers.count)
            numbers[key] = new
            return new
        }
        blk = Vector(group.map { number(problem.blk[$0], &blks) }, else: 0)
        department = Vector(group.map { number(problem.department[$0], &departments) }, else: 0)
        scheme = Vector(group.map { problem.scheme[$0] < 0 ? -1 : number(problem.scheme[$0], &schemes) }, else: 0)
        hours = pick(problem.hours, else: 0)
        maximum = pick(problem.maximum, else: 0)
        cost = pick(problem.cost, else: 0)
        days = pick(problem.days, else: 0)
        bonus = pick(problem.bonus, else: 0)
        supply = Vector(group.map { Int64((problem.supply[$0] * PlacementFlow.unit).rounded(.down)) }, else: 0)
        idle = Vector(
            group.map { problem.idle[$0].isFinite ? Int64((problem.idle[$0] * PlacementFlow.unit).rounded(.up)) : .max }, else: 0)
        penalty = problem.penalty
        largestShare = problem.largestShare
        needsOpenings = problem.idle.contains { $0.isFinite }

        func starts(_ keys: Vector<Int32>, _ count: Int) -> Vector<Int32> {
            let starts = Vector<Int32>(repeating: 0, count: count + 1)
            for position in 0..<keys.count where keys[position] >= 0 { starts[Int(keys[position]) + 1] += 1 }
            for key in 0..<count { starts[key + 1] += starts[key] }
            return starts
        }
        departmentStart = starts(department, departments.count)
        blkStart = starts(blk, blks.count)
        schemeStart = starts(scheme, schemes.count)
        schemeMember = Vector(repeating: 0, count: group.count)
        var next = schemeStart.array
        for position in 0..<group.count where scheme[position] >= 0 {
            schemeMember[Int(next[Int(scheme[position])])] = Int32(position)
            next[Int(scheme[position])] += 1
        }

        var linkStart: [Int32] = [0]
        var links: [Int32] = []
        var targetStarts: [Int32] = [0]
        var targets: [Int32] = []
        var contributions: [Double] = []
        for candidate in group {
            for link in Int(problem.outletStart[candidate])..<Int(problem.outletStart[candidate + 1]) {
                links.append(number(problem.outlet[link], &outlets))
            }
            linkStart.append(Int32(links.count))
            linkRanges.append(Int(problem.outletStart[candidate])..<Int(problem.outletStart[candidate + 1]))
            for link in Int(problem.targetStart[candidate])..<Int(problem.targetStart[candidate + 1]) {
                targets.append(problem.target[link])
                contributions.append(problem.contribution[link])
            }
            targetStarts.append(Int32(targets.count))
        }
        targetStart = Vector(targetStarts, else: 0)
        target = Vector(targets, else: 0)
        contribution = Vector(contributions, else: 0)
        func ordered(_ numbers: [Int32: Int32]) -> [Int] {
            var keys = [Int](repeating: 0, count: numbers.count)
            for (key, position) in numbers { keys[Int(position)] = Int(key) }
            return keys
        }
        flow = PlacementFlow(linkStart: linkStart, linkOutlet: links, gaps: ordered(outlets).map { room.gap[$0] ?? 0 })
        hoursLeft = Vector(ordered(departments).map { problem.departmentHours[$0] }, else: 0)
        budgetLeft = Vector(ordered(blks).map { problem.budget[$0] }, else: 0)
        daysLeft = Vector(ordered(schemes).map { room.days[$0] ?? 0 }, else: 0)
        missing = Vector(room.missing, else: 0)
        moneyLeft = room.money
        packages = Vector(repeating: 0, count: group.count)
        blkPackages = Vector(repeating: 0, count: blks.count)
        self.likely = Vector(group.indices.filter { likely[group[$0]] && problem.maximum[group[$0]] > 0 }.map { Int32($0) }, else: 0)

        for (position, candidate) in group.enumerated() {
            if plan[candidate] > 0 { change(position, plan[candidate]) }
            let running = Int64(plan[candidate] + problem.decided[candidate])
            if running > 0 { flow.add(position, running * supply[position]) }
        }
        // The flow goes on from the placements of the plan: of equal flows another one could leave packages without openings of their own.
        var own = 0
        for (position, range) in linkRanges.enumerated() {
            for link in range {
                let amount = min(placed[link], flow.unplaced[position])
                if amount > 0 { flow.put(own, amount) }
                own += 1
            }
        }
        flow.survey()
        for position in 0..<candidates {
            while packages[position] > 0, flow.unplaced[position] > idle[position] {
                change(position, -1)
                flow.remove(position, supply[position], left: &left)
            }
        }
        if !left.isEmpty { flow.survey() }
        changes.removeAll()
    }

    /// Gives each package that the move adds openings of its own: packages that came in to fill hours go again where they have none, and the
    /// package that the move is about takes the openings of others.
    ///
    /// - Parameter added: the candidate that the move is about.
    /// - Returns: whether all of them have openings now.
    private func findOpenings(_ added: Int) -> Bool {
        func isShort(_ position: Int) -> Bool { packages[position] > 0 && flow.unplaced[position] > idle[position] }
        func drop(_ position: Int) {
            change(position, -1)
            flow.remove(position, supply[position], left: &left)
            touch(department[position])
        }
        for (position, count) in changes where count > 0 && Int(position) != added {
            while isShort(Int(position)) { drop(Int(position)) }
        }
        var tries = 0
        while isShort(added) {
            tries += 1
            guard tries <= 8, let out = flow.rival(of: added, link: random.below(1 << 20), other: random.below(1 << 20)) else {
                return false
            }
            guard packages[out] > 0 else { continue }
            drop(out)
            flow.place(added, reach: Self.reach)
        }
        return largestShare >= 1 || tries == 0 || sharesKept
    }

    /// The objective of the group's plan in placements, including what the targets miss.
    var objective: Double {
        Double(flow.placed) / PlacementFlow.unit + fixed
    }

    /// The objective without the placements.
    private var fixed: Double {
        var short = 0.0
        for index in 0..<missing.count { short += max(0, missing[index]) }
        return bonusSum - penalty * short
    }

    /// Adds packages, or takes them out where `count` is negative. Limits may be overdrawn; the move that calls this mends that.
    private func change(_ position: Int, _ count: Int32) {
        packages[position] += count
        let amount = Double(count)
        hoursLeft[Int(department[position])] -= count * hours[position]
        budgetLeft[Int(blk[position])] -= amount * cost[position]
        blkPackages[Int(blk[position])] += count
        moneyLeft -= amount * cost[position]
        if scheme[position] >= 0 { daysLeft[Int(scheme[position])] -= amount * days[position] }
        for link in Int(targetStart[position])..<Int(targetStart[position + 1]) {
            missing[Int(target[link])] -= amount * contribution[link]
        }
        bonusSum += amount * bonus[position]
        changes.append((Int32(position), count))
    }

    @inline(__always)
    private func fits(_ position: Int) -> Bool {
        packages[position] < maximum[position] && hours[position] <= hoursLeft[Int(department[position])]
            && cost[position] <= budgetLeft[Int(blk[position])] + 1e-7 && cost[position] <= moneyLeft + 1e-7
            && (scheme[position] < 0 || days[position] <= daysLeft[Int(scheme[position])] + 1e-7)
    }

    /// Finds a candidate of a range, other than `kept`, that has a package to take out; `nil` when there is none.
    private func candidateToDrop(_ range: Range<Int>, but kept: Int) -> Int? {
        guard !range.isEmpty else { return nil }
        var at = range.lowerBound + random.below(range.count)
        for _ in 0..<range.count {
            if packages[at] > 0, at != kept { return at }
            at += 1
            if at == range.upperBound { at = range.lowerBound }
        }
        return nil
    }

    private func touch(_ department: Int32) { if !touched.contains(department) { touched.append(department) } }

    /// Tries one move, which stays when it loses at most what `temperature` allows.
    private func move(_ temperature: Double) {
        changes.removeAll(keepingCapacity: true)
        touched.removeAll(keepingCapacity: true)
        let before = objective
        let fixedBefore = fixed
        let added = Int(likely[random.below(likely.count)])
        var possible = true
        var dropped = -1
        if packages[added] > 0, random.below(4) == 0 {
            // Taking one package out is a move too; the room that it leaves is filled below.
            change(added, -1)
            dropped = added
            touch(department[added])
        } else {
            guard packages[added] < maximum[added] else { return }
            change(added, 1)
            touch(department[added])
            let own = Int(department[added])
            while possible, hoursLeft[own] < 0 {
                guard let out = candidateToDrop(Int(departmentStart[own])..<Int(departmentStart[own + 1]), but: added) else {
                    possible = false
                    break
                }
                change(out, -1)
                dropped = out
            }
            let home = Int(blk[added])
            while possible, budgetLeft[home] < -1e-7 {
                guard let out = candidateToDrop(Int(blkStart[home])..<Int(blkStart[home + 1]), but: added) else {
                    possible = false
                    break
                }
                change(out, -1)
                dropped = out
                touch(department[out])
            }
            let kind = Int(scheme[added])
            while possible, kind >= 0, daysLeft[kind] < -1e-7 {
                let start = Int(schemeStart[kind])
                let count = Int(schemeStart[kind + 1]) - start
                var at = random.below(count)
                var out = -1
                for _ in 0..<count {
                    let member = Int(schemeMember[start + at])
                    if packages[member] > 0, member != added {
                        out = member
                        break
                    }
                    at += 1
                    if at == count { at = 0 }
                }
                guard out >= 0 else {
                    possible = false
                    break
                }
                change(out, -1)
                dropped = out
                touch(department[out])
            }
            var tries = 0
            while possible, moneyLeft < -1e-7 {
                let out = random.below(candidates)
                tries += 1
                if packages[out] > 0, out != added {
                    change(out, -1)
                    touch(department[out])
                } else if tries > 200 {
                    possible = false
                }
            }
        }
        if possible {
            for department in touched {
                let range = Int(departmentStart[Int(department)])..<Int(departmentStart[Int(department) + 1])
                var at = range.lowerBound + random.below(range.count)
                for _ in 0..<range.count {
                    if at != dropped, hours[at] <= hoursLeft[Int(department)], fits(at) { change(at, 1) }
                    at += 1
                    if at == range.upperBound { at = range.lowerBound }
                }
            }
            if largestShare < 1 { possible = sharesKept }
        }
        guard possible else {
            takeBack()
            return
        }
        // This is the most that the move can bring, as far as the last survey tells.
        let threshold = temperature * log(random.unit() + 1e-300)
        var finding: Int64 = 0
        var looking: Int64 = 0
        var leaving: Int64 = 0
        for (position, count) in changes {
            let amount = Int64(count) * supply[Int(position)]
            if count < 0 {
                leaving += flow.lost(Int(position), -amount)
            } else if flow.isOpen(Int(position)) {
                finding += amount
            } else {
                looking += amount
            }
        }
        if Double(finding + min(looking, leaving) - leaving) / PlacementFlow.unit + fixed - fixedBefore < threshold {
            takeBack()
            return
        }
        left.removeAll(keepingCapacity: true)
        flow.begin()
        for (position, count) in changes where count < 0 { flow.remove(Int(position), Int64(-count) * supply[Int(position)], left: &left) }
        for (position, count) in changes where count > 0 { flow.add(Int(position), Int64(count) * supply[Int(position)]) }
        for (position, count) in changes where count > 0 { flow.place(Int(position), reach: Self.reach) }
        let areFilled = !needsOpenings || findOpenings(added)
        for outlet in left { flow.fill(Int(outlet), reach: flow.wanted[Int(outlet)] ? Self.reach : Self.nearReach) }
        let gain = objective - before
        if gain >= threshold, areFilled {
            accepted += 1
            if accepted % surveyEvery == 0 { flow.survey() }
            return
        }
        flow.undo()
        takeBack()
    }

    private func takeBack() {
        let made = changes
        for (position, count) in made.reversed() { change(Int(position), -count) }
    }

    /// Whether no programme takes too large a share of the packages of a BLK that the move has touched.
    private var sharesKept: Bool {
        for department in touched {
            let home = Int(blk[Int(departmentStart[Int(department)])])
            let most = max(1, Int32((largestShare * Double(blkPackages[home]) + 1e-9).rounded(.down)))
            for position in Int(blkStart[home])..<Int(blkStart[home + 1]) where packages[position] > most { return false }
        }
        return true
    }

    /// Tries moves at a falling temperature.
    ///
    /// - Parameters:
    ///   - count: the number of moves.
    ///   - hot: the temperature of the first move, in placements.
    ///   - cold: the temperature of the last move, in placements.
    ///   - until: is asked now and then; when it answers true, the moves end.
    func anneal(_ count: Int, from hot: Double, to cold: Double, until: () -> Bool = { false }) {
        guard likely.count > 0, count > 0 else { return }
        let ratio = cold / hot
        var temperature = hot
        for number in 0..<count {
            if number % 1024 == 0 {
                temperature = hot * pow(ratio, Double(number) / Double(count))
                if until() { break }
            }
            move(temperature)
        }
        flow.complete()
    }

    /// The packages and placements of the group, in the numbers of the problem's candidates and links.
    struct Answer: Sendable {
        var candidates: [Int]
        var packages: [Int32]
        var flow: [(link: Int, amount: Int64)]
        var objective: Double
    }

    var answer: Answer {
        var links: [(link: Int, amount: Int64)] = []
        var own = 0
        for range in linkRanges {
            for link in range {
                links.append((link, flow.flow[own]))
                own += 1
            }
        }
        return Answer(candidates: origin, packages: packages.array, flow: links, objective: objective)
    }
}

/// What a group of BLKs may use of the things that all BLKs share.
struct SharedRoom: Sendable {
    /// The openings of each outlet, in persons.
    var gap: [Int: Double]
    /// The assessor-days of each scheme.
    var days: [Int: Double]
    /// For each target, the persons that the group is asked for: what it brings now, and its part of what the plan misses.
    var missing: [Double]
    var money: Double
}
