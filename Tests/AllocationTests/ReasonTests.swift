import Domain
import Testing

@testable import Allocation

/// The reasons that a plan gives, on a whole model: the named obstacle is taken away in the inputs, the model is solved anew, and the package
/// appears or the next obstacle is named.
@Suite struct ReasonTests {
    /// A small network: BLK A with the programmes LAS-1 (rank 1, certified), LAS-2 (rank 2), LAS-3 (rank 15) and ELK-1 (rank 12), BLK B next door
    /// with LAS-1. Nothing is lacking.
    struct World {
        var inputs: AllocationInputs
        var changes: [PlanChange] = []

        init() {
            inputs = AllocationInputs(networkCode: "B", year: 2019)
            inputs.blks = [
                Blk(code: "A", name: "BLK A", kind: .uptd, regionCode: "32.15", parentCode: "B", joinedYear: 2015),
                Blk(code: "B", name: "BBPLK B", kind: .bbplk, regionCode: "32.16", parentCode: nil, joinedYear: nil),
            ]
            func program(_ code: String, _ kejuruan: String, scheme: String?, _ occupation: String) -> Program {
                Program(
                    code: code, name: code, kejuruan: kejuruan, hours: 240, packageSize: 16, educationMinimum: nil, schemeCode: scheme,
                    costRupiah: 30_000_000, units: ["U1", "U2"], occupations: [.init(code: occupation, relevance: 1)])
            }
            inputs.programs = [
                program("ELK-1", "Elektronika", scheme: nil, "7421"), program("LAS-1", "Las", scheme: "S1", "7212"),
                program("LAS-2", "Las", scheme: nil, "7213"), program("LAS-3", "Las", scheme: nil, "7214"),
            ]
            inputs.assessorDaysNeeded = ["LAS-1": 2]
            inputs.candidates = [
                Self.candidate("A", "LAS-1", 90, 1), Self.candidate("A", "LAS-2", 70, 2), Self.candidate("A", "LAS-3", 40, 15),
                Self.candidate("A", "ELK-1", 45, 12), Self.candidate("B", "LAS-1", 90, 1),
            ]
            inputs.departments = [
                .init(blkCode: "A", kejuruan: "Las", workshopHours: 1000, instructorHours: 1000),
                .init(blkCode: "A", kejuruan: "Elektronika", workshopHours: 500, instructorHours: 500),
                .init(blkCode: "B", kejuruan: "Las", workshopHours: 500, instructorHours: 500),
            ]
            inputs.testSites = ["Las": ["A", "B"]]
            inputs.licences = [.init(schemeCode: "S1", regionCode: "32.15", days: 20, expiring: 0, isNear: true)]
            inputs.gaps = ["7421", "7212", "7213", "7214"].map {
                .init(regionCode: "32.15", occupationCode: $0, openings: 100, leavers: 0, taken: 0, persons: 100)
            }
            inputs.reach = ["32.15": ["32.15": 0, "32.16": 30], "32.16": ["32.16": 0, "32.15": 30]]
            inputs.participantsTarget = 400
            inputs.certifiedTarget = 200
        }

        static func candidate(
            _ blk: String, _ program: String, _ score: Double, _ rank: Int?, rate: Double? = 0.6, lacking: [String] = []
        ) -> AllocationInputs.Candidate {
            .init(
                blkCode: blk, programCode: program, score: score, rank: rank, placementRate: rate, certificationRate: 0.8,
                unitsLacking: lacking)
        }

        /// Sets the figures of LAS-1 at A.
        mutating func first(rate: Double? = 0.6, lacking: [String] = []) {
            inputs.candidates[0] = Self.candidate("A", "LAS-1", 90, 1, rate: rate, lacking: lacking)
        }

        mutating func hours(workshop: Double, instructor: Double) {
            inputs.departments[0] = .init(blkCode: "A", kejuruan: "Las", workshopHours: workshop, instructorHours: instructor)
        }

        mutating func openings(_ occupation: String, _ persons: Double) {
            inputs.gaps = inputs.gaps.map {
                $0.occupationCode == occupation
                    ? .init(regionCode: "32.15", occupationCode: occupation, openings: persons, leavers: 0, taken: 0, persons: persons) : $0
            }
        }

        /// Solves the model and reviews the plan.
        func solved(ranks: Int = 2) throws -> Answer {
            let configuration = AllocationConfiguration(
                epsilon: 0.3, shortfallPenalty: 3, maxPackages: 12, largestShare: 1, allowSurplus: false,
                search: .init(gap: 0, effort: 0.05, reviewEffort: 0.03),
                review: .init(bottlenecks: 10, upgrades: 10, reasons: 8, ranks: ranks),
                units: .init(assessorDays: 24, upgradeDaysPerUnit: 5, budgetStep: 100_000_000))
            let model = try AllocationModel(inputs, configuration: configuration, changes: changes)
            let result = try AllocationSolver(model.problem, options: AllocationOptions(gap: 0, effort: 0.05, threads: 1)).solve()
            return Answer(review: try PlanReview(model, result, seed: 1, threads: 1))
        }
    }

    struct Answer {
        let review: PlanReview

        func packages(_ blk: String, _ program: String) -> Int {
            review.plan.lines.first { $0.blkCode == blk && $0.programCode == program }?.packages ?? 0
        }

        /// What stands against a programme that has no packages; `nil` where nothing is told of it.
        func against(_ blk: String, _ program: String) -> [RankDifference.Obstacle]? {
            review.differences.first { $0.blkCode == blk && $0.programCode == program && $0.packages == 0 }?.obstacles
        }

        /// The review as the database keeps it, as far as departments need it.
        var stored: StoredReview {
            StoredReview(
                bottlenecks: [],
                upgrades: review.upgrades.map {
                    .init(
                        blkCode: $0.blkCode, instructorCode: nil, instructorName: nil, programCodes: $0.programCodes, unitCodes: $0.units,
                        days: $0.days, packages: $0.gain.packages, certified: $0.gain.certified, placements: $0.gain.placements)
                }, assessors: [], reasons: review.reasons, differences: review.differences)
        }
    }

    /// An obstacle to LAS-1 at A, how it gets into the inputs and how it is taken away.
    struct Case: CustomTestStringConvertible {
        let kind: RankDifference.Kind
        var names: [String] = []
        let spoil: @Sendable (inout World) -> Void
        let mend: @Sendable (inout World) -> Void
        var testDescription: String { "\(kind)" }
    }

    static let cases: [Case] = [
        Case(kind: .units, names: ["U2"], spoil: { $0.first(lacking: ["U2"]) }, mend: { $0.first() }),
        Case(kind: .testSite, names: ["Las"], spoil: { $0.inputs.testSites = [:] }, mend: { $0.inputs.testSites = ["Las": ["B"]] }),
        Case(
            kind: .assessor, names: ["S1"], spoil: { $0.inputs.licences = [] },
            mend: { $0.inputs.licences = [.init(schemeCode: "S1", regionCode: "32.16", days: 20, expiring: 0, isNear: true)] }),
        // The days are used by the other BLK, of which the name alone is told.
        Case(
            kind: .assessor, names: ["S1", "B"],
            spoil: {
                $0.inputs.licences = [.init(schemeCode: "S1", regionCode: "32.15", days: 2, expiring: 0, isNear: true)]
                $0.changes = [.fix(blk: "B", program: "LAS-1", packages: 1)]
            }, mend: { $0.changes.append(.addAssessors(scheme: "S1", count: 2)) }),
        Case(kind: .unknown, spoil: { $0.first(rate: nil) }, mend: { $0.first() }),
        Case(kind: .unwanted, spoil: { $0.changes = [.minimumScore(95)] }, mend: { $0.changes = [.minimumScore(85)] }),
        Case(
            kind: .unwanted,
            spoil: {
                $0.changes = [.largestRank(1)]
                $0.inputs.candidates[0] = World.candidate("A", "LAS-1", 90, 2)
            }, mend: { $0.changes = [.largestRank(2)] }),
        Case(kind: .decided, spoil: { $0.changes = [.forbid(blk: "A", program: "LAS-1")] }, mend: { $0.changes = [] }),
        Case(
            kind: .workshop, names: ["A:LAS-2"],
            spoil: {
                $0.hours(workshop: 300, instructor: 1000)
                $0.changes = [.fix(blk: "A", program: "LAS-2", packages: 1)]
            }, mend: { $0.changes.append(.addWorkshopHours(blk: "A", kejuruan: "Las", hours: 240)) }),
        Case(
            kind: .instructor, names: ["A:LAS-2"],
            spoil: {
                $0.hours(workshop: 1000, instructor: 300)
                $0.changes = [.fix(blk: "A", program: "LAS-2", packages: 1)]
            }, mend: { $0.changes.append(.addInstructorHours(blk: "A", kejuruan: "Las", hours: 240)) }),
        Case(
            kind: .department, names: ["A:LAS-2"],
            spoil: {
                $0.hours(workshop: 300, instructor: 300)
                $0.changes = [.fix(blk: "A", program: "LAS-2", packages: 1)]
            }, mend: { $0.hours(workshop: 540, instructor: 540) }),
        Case(kind: .budget, spoil: { $0.inputs.budgets = ["A": 29_000_000] }, mend: { $0.inputs.budgets = ["A": 60_000_000] }),
        Case(kind: .networkBudget, spoil: { $0.inputs.networkBudget = 29_000_000 }, mend: { $0.inputs.networkBudget = 90_000_000 }),
        Case(kind: .gap, spoil: { $0.openings("7212", 4) }, mend: { $0.openings("7212", 60) }),
        Case(
            kind: .served, names: ["B"],
            spoil: {
                $0.openings("7212", 10)
                $0.changes = [.fix(blk: "B", program: "LAS-1", packages: 1)]
            }, mend: { $0.openings("7212", 60) }),
    ]

    @Test(arguments: cases) func `without the named obstacle the package appears`(_ item: Case) throws {
        var world = World()
        item.spoil(&world)
        let before = try world.solved()
        #expect(before.packages("A", "LAS-1") == 0)
        let obstacles = try #require(before.against("A", "LAS-1"))
        #expect(obstacles.map(\.kind) == [item.kind])
        #expect(obstacles[0].names == item.names)
        item.mend(&world)
        let after = try world.solved()
        #expect(after.packages("A", "LAS-1") > 0)
        #expect(after.against("A", "LAS-1") == nil)
    }

    @Test func `of several obstacles each is named until it is gone`() throws {
        var world = World()
        world.first(lacking: ["U1"])
        world.inputs.testSites = [:]
        world.inputs.licences = []
        #expect(try world.solved().against("A", "LAS-1")?.map(\.kind) == [.units, .testSite, .assessor])
        world.first()
        #expect(try world.solved().against("A", "LAS-1")?.map(\.kind) == [.testSite, .assessor])
        world.inputs.testSites = ["Las": ["A"]]
        #expect(try world.solved().against("A", "LAS-1")?.map(\.kind) == [.assessor])
        world.changes = [.addAssessors(scheme: "S1", count: 1)]
        #expect(try world.solved().packages("A", "LAS-1") > 0)
    }

    // MARK: - Test sites

    @Test func `packages that wait for a test site are counted by solving without the condition`() throws {
        var world = World()
        let with = try world.solved()
        #expect(with.stored.withheldForTestSite().isEmpty)
        world.inputs.testSites = [:]
        let without = try world.solved()
        let withheld = without.stored.withheldForTestSite()
        #expect(withheld.map(\.kejuruan) == ["Las"])
        #expect(withheld.map(\.packages) == [with.packages("A", "LAS-1") + with.packages("B", "LAS-1")])
        #expect(without.stored.withheldForTestSite("B").map(\.packages) == [with.packages("B", "LAS-1")])
        // The target of certified persons is missed for this reason.
        #expect(without.review.reasons[.certified]?.first?.cause == .testSite)
        #expect(with.review.reasons[.certified]?.contains { $0.cause == .testSite } != true)
    }

    @Test func `a programme beyond the first ranks that waits for a test site is not passed over in silence`() throws {
        var world = World()
        world.inputs.candidates[0] = World.candidate("A", "LAS-1", 90, 30)
        #expect(try world.solved().against("A", "LAS-1") == nil)
        world.inputs.testSites = [:]
        let obstacle = try #require(try world.solved().against("A", "LAS-1")?.first)
        #expect(obstacle.kind == .testSite && obstacle.needed > 0)
    }

    @Test func `a closed BLK waits for no test site`() throws {
        var world = World()
        world.inputs.testSites = [:]
        world.changes = [.close(blk: "B")]
        #expect(try world.solved().stored.withheldForTestSite("B").isEmpty)
    }

    // MARK: - Departments

    @Test func `hours that no better ranked programme can use are told, with the capacity that lets the plan follow the ranks`() throws {
        var world = World()
        world.first(lacking: ["U2"])
        let answer = try world.solved()
        let reasons = answer.stored.departmentReasons("A")
        let electronics = try #require(reasons.first { $0.kejuruan == "Elektronika" })
        #expect(electronics.programs == [.init(code: "ELK-1", rank: 12, packages: answer.packages("A", "ELK-1"))])
        #expect(electronics.better.isEmpty && electronics.outweighed.isEmpty && electronics.lever == nil)
        // What waits in another department is told once for the BLK.
        let lever = try #require(answer.stored.openLever("A"))
        #expect(lever.programCode == "LAS-1" && lever.rank == 1 && lever.kejuruan == "Las")
        #expect(lever.obstacles.map(\.kind) == [.units])
        let gain = try #require(lever.gain)
        #expect(gain.certified > 0)
        // What the lever promises comes true.
        world.changes = [.addCompetence(blk: "A", unit: "U2")]
        let after = try world.solved()
        #expect(after.packages("A", "LAS-1") > 0)
        #expect(after.stored.openLever("A")?.programCode != "LAS-1")
    }

    @Test func `a low rank in a department with better ranked programmes is told with what they wait for`() throws {
        var world = World()
        world.inputs.licences = []
        world.openings("7213", 4)
        let answer = try world.solved()
        #expect(answer.packages("A", "LAS-3") > 0)
        let reason = try #require(answer.stored.departmentReasons("A").first { $0.kejuruan == "Las" })
        #expect(reason.better == ["LAS-1", "LAS-2"])
        #expect(reason.lever?.programCode == "LAS-1")
        #expect(reason.lever?.obstacles.map(\.kind) == [.assessor])
        world.changes = [.addAssessors(scheme: "S1", count: 1)]
        #expect(try world.solved().packages("A", "LAS-1") > 0)
    }

    // MARK: - Better ranks beyond the first ones

    /// Programmes of Las at A that rank better than LAS-3 and not among the first: LAS-4 places few, LAS-5 costs much, LAS-6 lacks a unit, LAS-7
    /// takes many hours and LAS-8 has no placement rate.
    private static func crowded() -> World {
        var world = World()
        for (number, (rank, hours, cost)) in [(8, 240, 30), (9, 320, 60), (10, 240, 30), (11, 480, 30), (12, 240, 30)].enumerated() {
            let code = "LAS-\(number + 4)"
            world.inputs.programs.append(
                Program(
                    code: code, name: code, kejuruan: "Las", hours: hours, packageSize: 16, educationMinimum: nil, schemeCode: nil,
                    costRupiah: cost * 1_000_000, units: ["U1", "U2"], occupations: [.init(code: "7214", relevance: 1)]))
            world.inputs.candidates.append(
                World.candidate(
                    "A", code, 60 - Double(rank), rank, rate: [0.1, 0.55, 0.6, 0.5, nil][number], lacking: number == 2 ? ["U2"] : []))
        }
        world.first(lacking: ["U2"])
        world.openings("7213", 4)
        return world
    }

    static let crowds: [@Sendable (inout World) -> Void] = [
        { _ in }, { $0.inputs.budgets = ["A": 125_000_000] }, { $0.hours(workshop: 1000, instructor: 500) },
        { $0.inputs.networkBudget = 200_000_000 },
        { $0.openings("7214", 30) }, { $0.changes = [.fix(blk: "A", program: "LAS-5", packages: 1)] }, { $0.changes = [.minimumScore(45)] },
        { $0.changes = [.forbid(blk: "A", program: "LAS-4")] }, { $0.inputs.participantsTarget = 0 },
    ]

    /// Whether packages of a better ranked programme can stand in the place of some of a planned one, found by counting, without any trial.
    private func canReplace(_ planned: Int, _ other: Int, _ plan: PlanDraft) -> Bool {
        let problem = plan.model.problem
        return (1...plan.plan.packages[planned]).contains { count in
            var packages = plan.plan.packages
            packages[planned] -= count
            packages[other] += 1
            guard problem.keeps(packages) else { return false }
            return problem.surplus(of: problem.plan(packages, bound: .infinity))[other] == 0
        }
    }

    @Test(arguments: crowds.indices) func `what is said of a low rank is true of every better ranked programme of the department`(
        _ number: Int
    ) throws {
        var world = Self.crowded()
        Self.crowds[number](&world)
        let answer = try world.solved()
        let plan = answer.review.plan
        func index(_ code: String) -> Int? {
            plan.model.problem.candidates.indices.first { plan.model.blk($0).code == "A" && plan.model.program($0).code == code }
        }
        let ranks = Dictionary(
            uniqueKeysWithValues: world.inputs.candidates.filter { $0.blkCode == "A" }.map { ($0.programCode, $0.rank ?? .max) })
        var said = 0
        for difference in answer.review.differences where difference.blkCode == "A" && difference.packages > 0 {
            guard difference.kejuruan == "Las", difference.obstacles[0].kind != .decided else { continue }
            let own = try #require(index(difference.programCode))
            let better = ranks.filter { $0.key.hasPrefix("LAS") && $0.value < ranks[difference.programCode] ?? 0 }.map(\.key)
            #expect(Set(difference.obstacles.compactMap(\.programCode)) == Set(better))
            for program in better {
                let kinds = difference.obstacles.filter { $0.programCode == program }.map(\.kind)
                guard let other = index(program) else {
                    #expect(kinds == [.unknown])
                    continue
                }
                #expect((kinds == [.outweighed]) == canReplace(own, other, plan), "\(program) for \(difference.programCode): \(kinds)")
                said += 1
            }
        }
        #expect(said > 0 || number == 5)
    }

    @Test func `a better ranked programme that could have packages and helps less is told apart from one that cannot`() throws {
        let answer = try Self.crowded().solved()
        let reason = try #require(answer.stored.departmentReasons("A").first { $0.kejuruan == "Las" })
        #expect(reason.outweighed.contains("LAS-4"))
        #expect(reason.better.contains("LAS-6") && reason.better.contains("LAS-8") && !reason.better.contains("LAS-4"))
        // What is said to help less does so: the same plan with one package of it is worth less.
        var world = Self.crowded()
        world.changes = [.fix(blk: "A", program: "LAS-4", packages: 1)]
        let other = try world.solved()
        #expect(other.packages("A", "LAS-4") == 1)
        #expect(other.review.plan.plan.objective < answer.review.plan.plan.objective)
    }

    @Test func `packages that somebody has decided need no other reason`() throws {
        var world = World()
        world.changes = [.fix(blk: "A", program: "ELK-1", packages: 1)]
        #expect(try !world.solved().stored.departmentReasons("A").contains { $0.kejuruan == "Elektronika" })
    }
}
