import Domain
import Testing

@testable import Allocation

/// What a page tells a head to set going: each action is put into the inputs, the plan follows, and what was promised is there.
@Suite struct ActionTests {
    typealias World = ReasonTests.World

    /// The inputs with an action carried out at its BLK.
    private static func carryOut(_ action: BlkAction, in world: inout World) {
        for item in action.means {
            let name = item.names.first ?? ""
            switch item.kind {
            case .units: world.changes += item.names.map { .addCompetence(blk: action.blkCode, unit: $0) }
            case .testSite: world.inputs.testSites[name, default: []].insert(action.blkCode)
            case .assessor: world.changes.append(.addAssessors(scheme: name, count: 1))
            case .workshop: world.changes.append(.addWorkshopHours(blk: action.blkCode, kejuruan: name, hours: item.amount))
            case .instructor: world.changes.append(.addInstructorHours(blk: action.blkCode, kejuruan: name, hours: item.amount))
            case .department:
                world.changes.append(.addWorkshopHours(blk: action.blkCode, kejuruan: name, hours: item.amount))
                world.changes.append(.addInstructorHours(blk: action.blkCode, kejuruan: name, hours: item.amount))
            case .budget: world.inputs.budgets[action.blkCode, default: 0] += item.amount
            default: Issue.record("\(item.kind) is nothing that can be provided")
            }
        }
    }

    static let worlds: [@Sendable (inout World) -> Void] = [
        { $0.first(lacking: ["U2"]) },
        { $0.inputs.testSites = [:] },
        { $0.inputs.licences = [.init(schemeCode: "S1", regionCode: "32.15", days: 2, expiring: 0, isNear: true)] },
        { $0.hours(workshop: 300, instructor: 1000) },
        { $0.hours(workshop: 300, instructor: 300) },
        { $0.inputs.budgets = ["A": 65_000_000] },
        {
            $0.first(lacking: ["U1"])
            $0.inputs.testSites = [:]
        },
        {
            $0.hours(workshop: 500, instructor: 400)
            $0.inputs.budgets = ["A": 65_000_000]
            $0.inputs.licences = [.init(schemeCode: "S1", regionCode: "32.15", days: 2, expiring: 0, isNear: true)]
        },
    ]

    @Test(arguments: worlds.indices) func `what an action promises comes true`(_ number: Int) throws {
        var world = World()
        Self.worlds[number](&world)
        let before = try world.solved()
        let actions = before.review.actions
        #expect(!actions.isEmpty)
        for action in actions {
            var after = world
            Self.carryOut(action, in: &after)
            let model = try AllocationModel(after.inputs, configuration: before.review.plan.model.configuration, changes: after.changes)
            let plan = PlanDraft(
                model, try #require(PlanResponse.following(before.review.plan.plan, in: model.problem)))
            let gain = PlanDifference(from: before.review.plan, to: plan)
            #expect(gain.packages >= action.packages && gain.placements >= action.placements - 1e-6, "\(action)")
            func packages(_ program: String) -> Int {
                plan.lines.first { $0.blkCode == action.blkCode && $0.programCode == program }?.packages ?? 0
            }
            for program in action.programCodes {
                #expect(packages(program) > before.packages(action.blkCode, program), "\(program): \(action)")
            }
        }
    }

    @Test func `money that others use better opens nothing`() throws {
        var world = World()
        // LAS-1 takes twice the hours and three times the money of the others.
        world.inputs.programs[1] = Program(
            code: "LAS-1", name: "LAS-1", kejuruan: "Las", hours: 480, packageSize: 16, educationMinimum: nil, schemeCode: "S1",
            costRupiah: 90_000_000, units: ["U1", "U2"], occupations: [.init(code: "7212", relevance: 1)])
        world.inputs.budgets = ["A": 60_000_000]
        let before = try world.solved()
        let against = try #require(before.against("A", "LAS-1"))
        #expect(against.map(\.kind) == [.budget, .outweighed], "\(against)")
        for action in before.review.actions where action.blkCode == "A" {
            #expect(!action.programCodes.contains("LAS-1") && !action.openCodes.contains("LAS-1"), "\(action)")
        }
        // And it is so: with the money the plan has none of it.
        world.inputs.budgets = ["A": 150_000_000]
        #expect(try world.solved().packages("A", "LAS-1") == 0)
    }

    @Test func `an action is told to the BLKs alone that get packages, and names the others`() throws {
        var world = World()
        world.inputs.licences = []
        let both = try world.solved().review.actions.filter { $0.means.map(\.kind) == [.assessor] }
        #expect(both.map(\.blkCode) == ["A", "B"])
        #expect(both.map(\.otherBlks) == [["B"], ["A"]])
        // B has no hours for a package.
        world.inputs.departments[2] = .init(blkCode: "B", kejuruan: "Las", workshopHours: 100, instructorHours: 100)
        let one = try world.solved().review.actions.filter { $0.means.map(\.kind) == [.assessor] }
        #expect(one.map(\.blkCode) == ["A"] && one[0].otherBlks.isEmpty)
    }

    @Test func `one thing that several programmes lack is one action that names them all`() throws {
        var world = World()
        world.inputs.testSites = [:]
        for (number, rank) in [(4, 3), (5, 4)] {
            let code = "LAS-\(number)"
            world.inputs.programs.append(
                Program(
                    code: code, name: code, kejuruan: "Las", hours: 240, packageSize: 16, educationMinimum: nil, schemeCode: "S1",
                    costRupiah: 30_000_000, units: ["U1", "U2"], occupations: [.init(code: "7212", relevance: 1)]))
            world.inputs.assessorDaysNeeded[code] = 2
            world.inputs.candidates.append(World.candidate("A", code, 60, rank))
        }
        world.first(lacking: [])
        let answer = try world.solved(ranks: 4)
        let sites = answer.review.actions.filter { $0.blkCode == "A" && $0.means.contains { $0.kind == .testSite } }
        #expect(sites.count == 1)
        #expect(Set(sites[0].programCodes + sites[0].openCodes).isSuperset(of: ["LAS-1", "LAS-4", "LAS-5"]), "\(sites)")
    }

    @Test func `no action is contained in another one`() {
        func action(_ units: [String], _ placements: Double) -> BlkAction {
            BlkAction(
                blkCode: "A", means: [.init(kind: .units, names: units, amount: Double(units.count * 5))], programCodes: ["P"],
                ownPackages: 1, ownCertified: 0, ownPlacements: placements, packages: 1, participants: 16, certified: 0,
                placements: placements)
        }
        let money = BlkAction(
            blkCode: "A", means: [.init(kind: .budget, names: [], amount: 1e6)], programCodes: ["P"], ownPackages: 1,
            ownCertified: 0, ownPlacements: 9, packages: 1, participants: 16, certified: 0, placements: 9)
        // Both units bring no more than the one: the smaller action stays.
        #expect(
            [action(["U1", "U2"], 20), action(["U1"], 20.2), action(["U2"], 5), money].withoutRepeats().map(\.placements) == [20.2, 9, 5])
        // They bring more: the larger one stays alone.
        #expect([action(["U1"], 10), money, action(["U1", "U2"], 20), action(["U2"], 5)].withoutRepeats().map(\.placements) == [20, 9])
    }
}
