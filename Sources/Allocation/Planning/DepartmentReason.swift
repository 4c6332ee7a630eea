/// Why a vocational department of a BLK has packages beyond the first ranks, and what would let the plan follow the ranks.
///
/// It follows from the differences of ranks and packages alone, which were found by trying packages in the plan's own state, and from what the
/// review found by solving again.
public struct DepartmentReason: Sendable, Equatable {
    /// A programme beyond the first ranks that uses the hours of the department.
    public struct Program: Sendable, Equatable {
        /// The code of the programme.
        public let code: String
        /// Its rank at the BLK, from 1; `nil` where it has none.
        public let rank: Int?
        /// The packages that are planned.
        public let packages: Int
    }

    /// A capacity that lets a better ranked programme have a package (more).
    public struct Lever: Sendable, Equatable {
        /// The code of the better ranked programme.
        public let programCode: String
        /// Its rank at the BLK; `nil` for a programme that has packages already or is beyond the first ranks.
        public let rank: Int?
        /// The department of the programme.
        public let kejuruan: String
        /// All that stands against the package. With these capacities together it comes in.
        public let obstacles: [RankDifference.Obstacle]
        /// What the capacity brings the whole network, found by solving again; `nil` where the review did not try this one alone.
        public let gain: Gain?
    }

    /// What a capacity brings the whole network.
    public struct Gain: Sendable, Equatable {
        /// How much of the capacity was tried, in its unit (days, JP or rupiah) and at least what is lacking; `nil` for training, which is tried
        /// as a whole.
        public let step: Double?
        /// Packages.
        public let packages: Int
        /// Persons who are expected to be certified, and persons who are expected to find work.
        public let certified, placements: Double
    }

    /// The code of the BLK.
    public let blkCode: String
    /// The vocational department.
    public let kejuruan: String
    /// The planned programmes of the department beyond the first ranks, the best rank first.
    public let programs: [Program]
    /// The codes of the other programmes of the department that have a better rank than one of these and cannot have more packages.
    public let better: [String]
    /// The codes of the other programmes with a better rank that could have packages in these hours and help the targets less.
    public let outweighed: [String]
    /// The capacity that would let a better ranked programme of the department have packages in place of these; `nil` where no capacity does it.
    public let lever: Lever?
}

extension StoredReview {
    /// Why departments have packages beyond the first ranks.
    ///
    /// - Parameter blk: the code of the BLK; `nil` takes all BLKs.
    /// - Returns: one value for each department that has such packages, by BLK and kejuruan. Packages that somebody has decided need no other
    ///   reason and are left out.
    public func departmentReasons(_ blk: String? = nil) -> [DepartmentReason] {
        let own = differences.filter { blk == nil || $0.blkCode == blk }
        let undecided = own.filter { $0.packages > 0 && !$0.obstacles.contains { $0.kind == .decided && $0.programCode == nil } }
        let departments = Dictionary(grouping: undecided) { [$0.blkCode, $0.kejuruan] }
        return departments.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, planned in
            let unplanned = own.filter { $0.blkCode == key[0] && $0.packages == 0 }
            // Each planned programme was tried against each better ranked one; what stands against it in the fewest ways counts.
            var against: [String: [RankDifference.Obstacle]] = [:]
            var order: [String] = []
            for obstacles in planned.map({ Dictionary(grouping: $0.obstacles.filter { $0.programCode != nil }) { $0.programCode ?? "" } }) {
                for (program, list) in obstacles {
                    let known = against[program]
                    if known == nil || !Self.isOutweighed(known) && (Self.isOutweighed(list) || list.count < known?.count ?? .max) {
                        against[program] = list
                    }
                }
            }
            for obstacle in planned.flatMap(\.obstacles) {
                if let program = obstacle.programCode, !order.contains(program) { order.append(program) }
            }
            let others = order.filter { program in !planned.contains { $0.programCode == program } }
            let levers = others.compactMap { program in
                lever(
                    key[0], program, rank: unplanned.first { $0.programCode == program }?.rank, kejuruan: key[1], against[program] ?? [])
            }
            return DepartmentReason(
                blkCode: key[0], kejuruan: key[1],
                programs: planned.sorted { ($0.rank ?? .max, $0.programCode) < ($1.rank ?? .max, $1.programCode) }
                    .map { .init(code: $0.programCode, rank: $0.rank, packages: $0.packages) },
                better: others.filter { !Self.isOutweighed(against[$0]) }, outweighed: others.filter { Self.isOutweighed(against[$0]) },
                lever: Self.easiest(levers))
        }
    }

    /// Whether a programme could have a package and only helps the targets less.
    private static func isOutweighed(_ obstacles: [RankDifference.Obstacle]?) -> Bool { obstacles?.map(\.kind) == [.outweighed] }

    private static func easiest(_ levers: [DepartmentReason.Lever]) -> DepartmentReason.Lever? {
        levers.enumerated().min { ($0.element.obstacles.count, $0.offset) < ($1.element.obstacles.count, $1.offset) }?.element
    }

    /// The capacity that a programme of the first ranks without packages waits for, whatever its department: the fewest capacities, then the best
    /// rank.
    ///
    /// - Parameter blk: the code of the BLK.
    /// - Returns: the capacity; `nil` where no capacity brings such a programme packages.
    public func openLever(_ blk: String) -> DepartmentReason.Lever? {
        Self.easiest(
            differences.filter { $0.blkCode == blk && $0.packages == 0 && $0.rank != nil }
                .compactMap { lever(blk, $0.programCode, rank: $0.rank, kejuruan: $0.kejuruan, $0.obstacles) })
    }

    /// The packages that are not planned for want of a test site (TUK) in reach, found by solving again without this condition.
    ///
    /// - Parameter blk: the code of the BLK; `nil` takes all BLKs.
    /// - Returns: one value for each kejuruan that has such packages, the most first.
    public func withheldForTestSite(_ blk: String? = nil) -> [(kejuruan: String, packages: Int)] {
        var sums: [String: Int] = [:]
        for difference in differences where blk == nil || difference.blkCode == blk {
            for obstacle in difference.obstacles where obstacle.kind == .testSite && obstacle.programCode == nil && obstacle.needed > 0 {
                sums[difference.kejuruan, default: 0] += Int(obstacle.needed)
            }
        }
        return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }

    /// The capacity that a programme waits for; `nil` where more of it would not help, or nothing stands against the programme.
    private func lever(
        _ blk: String, _ program: String, rank: Int?, kejuruan: String, _ obstacles: [RankDifference.Obstacle]
    ) -> DepartmentReason.Lever? {
        guard !obstacles.isEmpty, obstacles.allSatisfy(\.kind.isCapacity) else { return nil }
        return .init(
            programCode: program, rank: rank, kejuruan: kejuruan, obstacles: obstacles,
            gain: obstacles.count == 1 ? gain(blk, kejuruan, obstacles[0]) : nil)
    }

    /// What the review found that a capacity brings; `nil` where it did not look at it or found nothing.
    private func gain(_ blk: String, _ kejuruan: String, _ obstacle: RankDifference.Obstacle) -> DepartmentReason.Gain? {
        let resources: [ScarceResource]
        switch obstacle.kind {
        case .units:
            guard let upgrade = upgrades.first(where: { $0.blkCode == blk && Set($0.unitCodes) == Set(obstacle.names) }) else { return nil }
            return .init(step: nil, packages: upgrade.packages, certified: upgrade.certified, placements: upgrade.placements)
        case .assessor: resources = [.assessor(scheme: obstacle.names.first ?? "")]
        case .workshop, .instructor, .department:
            resources = [
                .workshop(blk: blk, kejuruan: kejuruan), .instructor(blk: blk, kejuruan: kejuruan),
                .departmentHours(blk: blk, kejuruan: kejuruan),
            ]
        case .budget: resources = [.budget(blk: blk)]
        case .networkBudget: resources = [.networkBudget]
        default: return nil
        }
        // A step that is smaller than what is lacking says nothing of the package.
        guard let found = bottlenecks.first(where: { resources.contains($0.resource) }),
            found.step >= obstacle.needed - max(0, obstacle.available) - 1e-6, let packages = found.packages,
            let certified = found.certified, let placements = found.placements
        else { return nil }
        return .init(step: found.step, packages: packages, certified: certified, placements: placements)
    }
}

extension RankDifference.Kind {
    /// Whether more of something that can be had lifts the obstacle: training, a test site, assessors, hours or money.
    public var isCapacity: Bool {
        switch self {
        case .units, .testSite, .assessor, .workshop, .instructor, .department, .budget, .networkBudget: true
        default: false
        }
    }
}
