import Allocation
import Configuration
import Domain
import Foundation
import Postgres
import Report
import Service
import TestSupport
import Testing

/// What a supposition changes, told apart from what more searching and newer data change.
@Suite struct WhatIfTests {
    @Test func `a supposition that changes nothing moves nothing`() async throws {
        let (service, _) = try await SampleDatabase.shared.copy()
        // More money than can be spent is no limit that binds: searching on alone would move packages, and must not show.
        let answer = try await service.whatIf(
            [.addCompetence(blk: "UPTD-KRW", unit: try await taughtUnit(service))], as: .operator)
        #expect(answer.comparison.moves.isEmpty, "\(answer.comparison.moves)")
        #expect(answer.changedTables.isEmpty && !answer.isConfigurationChanged)
    }

    /// A unit that an instructor of the BLK may teach already.
    private func taughtUnit(_ service: Service) async throws -> String {
        let report = try await service.recommendation(for: "UPTD-KRW", as: .operator)
        let ready = try #require(report.ranked.first { $0.eligibility == .ready })
        return try #require(ready.program.units.first)
    }

    @Test func `data that changed since the plan are told, and both sides use them`() async throws {
        let (service, configuration) = try await SampleDatabase.shared.copy()
        let connection = try await PostgresConnection.connect(configuration)
        try await connection.execute("UPDATE padan.workshop SET hours_per_year = hours_per_year / 2")
        let answer = try await service.whatIf([.scaleBudget(2)], as: .operator)
        #expect(answer.changedTables == ["workshop"])
        let stored = try await service.plan(as: .operator)
        // The side before is planned with half the hours: it has far fewer packages than the stored plan.
        let before = answer.comparison.before.lines.reduce(0) { $0 + $1.packages }
        #expect(Double(before) < 0.8 * Double(stored.plan.lines.reduce(0) { $0 + $1.packages }))
        let lines = answer.lines(try service.phrases(.id), TextStyle(isOn: false), limit: 5)
        #expect(lines.contains { $0.contains("workshop") })
    }

    /// Reasons of growth; what somebody decided and money explain both directions.
    private static let more: Set<MoveReason.Kind> = [
        .unlocked, .assessor, .hours, .swapTo, .room, .decided, .budget, .target, .assessorFrom, .openingsFrom, .equal,
    ]
    /// Reasons of decline.
    private static let fewer: Set<MoveReason.Kind> = [
        .closed, .fewerHours, .swap, .elsewhere, .gone, .decided, .budget, .target, .fewerAssessors, .assessorTo, .openingsTo, .score,
        .rank,
        .equal,
    ]

    static let suppositions: [[PlanChange]] = [
        [.fix(blk: "BBPLK-BKS", program: "LAS-01", packages: 4)],
        [.addWorkshopHours(blk: "BBPLK-BKS", kejuruan: "Pariwisata", hours: -2000)],
        [.addAssessors(scheme: "SKM-TAN-06", count: 1), .scaleBudget(0.8)],
    ]

    @Test(arguments: suppositions.indices) func `the reason of a move fits its direction`(_ number: Int) async throws {
        let (service, _) = try await SampleDatabase.shared.copy()
        let moves = try await service.whatIf(Self.suppositions[number], as: .operator).comparison.moves
        #expect(!moves.isEmpty)
        for move in moves {
            let reason = try #require(move.because?.kind)
            #expect(
                (move.after > move.before ? Self.more : Self.fewer).contains(reason),
                "\(move.programCode) \(move.before)→\(move.after): \(reason)")
        }
    }

    @Test func `money is a reason only where it binds`() async throws {
        let (service, configuration) = try await SampleDatabase.shared.copy()
        let answer = try await service.whatIf([.scaleBudget(0.9)], as: .operator)
        #expect(!answer.comparison.moves.isEmpty)
        let connection = try await PostgresConnection.connect(configuration)
        let budgets = try await connection.rows(
            "SELECT blk_code, rupiah::double precision FROM padan.budget WHERE scope = 'blk' AND year = $1", [answer.comparison.after.year]
        ) { (blk: try $0["blk_code"] as String, rupiah: try $0["rupiah"] as Double) }
        let costs = Dictionary(
            answer.comparison.before.lines.map { ("\($0.blkCode) \($0.programCode)", $0.cost / Double($0.packages)) },
            uniquingKeysWith: { first, _ in first })
        for move in answer.comparison.moves where move.because?.kind == .budget {
            let spent = answer.comparison.after.lines.filter { $0.blkCode == move.blkCode }.reduce(0) { $0 + $1.cost }
            let budget = try #require(budgets.first { $0.blk == move.blkCode }).rupiah * 0.9
            #expect(spent + (costs["\(move.blkCode) \(move.programCode)"] ?? 0) > budget, "\(move)")
        }
    }

    @Test func `a programme that is dropped for its score is not said to be decided`() async throws {
        let (service, _) = try await SampleDatabase.shared.copy()
        let answer = try await service.whatIf([.minimumScore(60)], as: .operator)
        let gone = answer.comparison.moves.filter { $0.because?.kind == .score }
        #expect(!gone.isEmpty && gone.allSatisfy { $0.after == 0 && $0.because?.limit == 60 })
        #expect(!answer.comparison.moves.contains { $0.because?.kind == .decided })
        let lines = answer.lines(try service.phrases(.id), TextStyle(isOn: false), limit: 200)
        #expect(lines.contains { $0.contains("skornya di bawah 60") })
    }

    @Test func `a unit at one BLK moves what it bears on and nothing else`() async throws {
        let (service, _) = try await SampleDatabase.shared.copy()
        let answer = try await service.whatIf([.addCompetence(blk: "KOM-SKM", unit: "CTH.LAS.007")], as: .operator)
        #expect(answer.comparison.moves.contains { $0.blkCode == "KOM-SKM" && $0.because?.kind == .unlocked })
        // Whatever else moves has a reason in what the unit brought, such as openings or days that KOM-SKM takes now.
        for move in answer.comparison.moves { #expect(move.because?.kind != .equal, "\(move)") }
    }

    @Test func `what a page promises the what-if gives`() async throws {
        let (service, _) = try await SampleDatabase.shared.copy()
        let plan = try await service.plan(as: .operator)
        let actions = plan.review.actions
        #expect(Set(actions.map(\.blkCode)).count > 5)
        let single = actions.filter { $0.means.count == 1 }
        let units = try #require(single.first { $0.means[0].kind == .units })
        let assessor = try #require(single.first { $0.means[0].kind == .assessor && !$0.otherBlks.isEmpty })
        for action in [units, assessor] {
            let changes: [PlanChange] =
                action.means[0].kind == .units
                ? action.means[0].names.map { .addCompetence(blk: action.blkCode, unit: $0) }
                : [.addAssessors(scheme: action.means[0].names[0], count: 1)]
            let moves = try await service.whatIf(changes, as: .operator).comparison.moves
            for program in action.programCodes {
                #expect(
                    moves.contains { $0.blkCode == action.blkCode && $0.programCode == program && $0.after > $0.before },
                    "\(action) \(moves)")
            }
            for blk in action.otherBlks { #expect(moves.contains { $0.blkCode == blk && $0.after > $0.before }, "\(blk): \(action)") }
        }
    }

    @Test func `a search that is cancelled leaves the best plan so far`() async throws {
        let (service, _) = try await SampleDatabase.shared.copy()
        let task = Task {
            try await service.allocate(PlanRequest(effort: 600), as: .operator)
        }
        try await Task.sleep(for: .seconds(3))
        task.cancel()
        let answer = try await task.value
        #expect(answer.stop == .interrupt)
        #expect(try await service.plan(as: .operator).plan.run.id == answer.plan.plan.run.id)
        #expect(answer.plan.plan.participants > 0)
    }

    @Test func `what a run was configured with is read from the run, not from today's files`() async throws {
        let (service, configuration) = try await SampleDatabase.shared.copy()
        let before = try await service.report(for: "UPTD-KRW", as: .operator)
        let plan = try await service.whatIf([.scaleBudget(2)], as: .operator)
        // The same database under a configuration of today in which nobody commutes.
        let root = try DataRoot.copy(changing: [
            "allocation.yaml": DataRoot.hastyPlans, "demand.yaml": { $0.replacing("maximum_km: 75", with: "maximum_km: 1") },
        ])
        let other = try await Service.open(.init(databaseURL: configuration.connectionString, root: root))
        let after = try await other.report(for: "UPTD-KRW", as: .operator)
        #expect(before.catchment.count > 1)
        #expect(after.catchment == before.catchment)
        let again = try await other.whatIf([.scaleBudget(2)], as: .operator)
        #expect(again.comparison.after.placements == plan.comparison.after.placements)
        let scored = try await other.score(asOf: before.run.asOf, demandRun: before.run.readsRun, as: .operator)
        let rescored = try await other.recommendation(for: "UPTD-KRW", run: scored.runID, as: .operator)
        #expect(rescored.ranked.map(\.score) == before.ranked.map(\.score))
        // A new demand run reads today's files, and keeps each of them.
        let demand = try await other.runDemand(asOf: before.run.asOf, as: .operator)
        let connection = try await PostgresConnection.connect(configuration)
        let files = try await connection.rows(
            "SELECT file_name, text FROM padan.run_configuration WHERE run_id = $1 ORDER BY 1", [demand.runID]
        ) { (name: try $0["file_name"] as String, text: try $0["text"] as String) }
        #expect(
            files.map(\.name) == [
                "demand.yaml", "fields.csv", "occupations.csv", "places.csv", "staffing.csv", "title_coding.yaml", "title_words.csv",
                "titles.csv",
            ])
        #expect(files.first?.text.contains("maximum_km: 1 ") == true)
    }
}
