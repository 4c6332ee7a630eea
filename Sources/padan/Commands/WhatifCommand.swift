import Allocation
import ArgumentParser
import Domain
import Foundation
import Report
import Store

struct WhatifCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "whatif",
            abstract: text(
                "Andai: rencana bila asesor, instruktur, anggaran atau target lain.",
                "What if: the plan with other assessors, instructors, budgets or targets."),
            discussion: text(
                """
                Rencana terakhir di samping rencana andai: apa yang berubah dan mengapa. Tidak ada yang disimpan kecuali dengan --save.
                Contoh:
                  padan whatif --add-assessor SKM-LAS-01=2
                  padan whatif --add-instructor UPTD-KRW:CTH.LAS.004 --budget +10%
                  padan whatif --close KOM-SRM --target certified=12000
                """,
                """
                The latest plan beside the supposed one: what changes and why. Nothing is kept but with --save.
                Examples:
                  padan whatif --add-assessor SKM-LAS-01=2
                  padan whatif --add-instructor UPTD-KRW:CTH.LAS.004 --budget +10%
                  padan whatif --close KOM-SRM --target certified=12000
                """),
            aliases: ["andai"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Andai") var changes: ChangeOptions
    @Option(
        help: ArgumentHelp(
            text("Nomor rencana pembanding; biasanya yang terakhir.", "Number of the plan to compare with; usually the latest.")))
    var plan: Int?
    @Option(help: ArgumentHelp(text("Banyak baris.", "Lines."))) var limit = 20
    @Option(
        help: ArgumentHelp(text("Banyak pencarian, setara detik pada dua prosesor.", "Amount of searching, as seconds on two processors.")))
    var effort: Double?
    @Option(help: ArgumentHelp(text("Banyak utas; rencananya sama.", "Threads; the plan is the same."))) var threads: Int?
    @Flag(help: ArgumentHelp(text("Simpan sebagai rencana andai.", "Keep it as a supposed plan."))) var save = false

    func validate() throws {
        if changes.texts.isEmpty {
            throw ValidationError(
                text("sebut paling sedikit satu andai, misalnya --budget +10%", "name at least one supposition, say --budget +10%"))
        }
        if let effort, !(effort > 0 && effort <= 36_000) {
            throw ValidationError(text("--effort lebih dari 0", "--effort must be above 0"))
        }
        if let threads, threads < 1 { throw ValidationError(text("--threads harus lebih dari 0", "--threads must be above 0")) }
        guard limit > 0 else { throw ValidationError(text("--limit harus lebih dari 0", "--limit must be above 0")) }
    }

    func run() async throws {
        let context = try common.context()
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        let today = try await stages.plan(plan)
        let started = Date()
        var request = Stages.AllocationRequest(
            network: today.networkCode, year: today.year, scoringRun: today.run.readsRun, changes: today.changes, effort: effort,
            seed: today.run.seed, threads: threads)
        let base = try await stages.planning(request)
        request.changes += changes.texts
        let planning = try await stages.planning(request)
        // Today's plan is where the search starts, as far as it keeps the new limits.
        let counts = Dictionary(uniqueKeysWithValues: today.lines.map { ("\($0.blkCode)\t\($0.programCode)", $0.packages) })
        let packages = planning.model.problem.candidates.indices.map {
            counts["\(planning.model.blk($0).code)\t\(planning.model.program($0).code)"] ?? 0
        }
        let problem = planning.model.problem
        let known = problem.keeps(packages) ? problem.plan(packages, bound: .infinity) : nil
        let result = try stages.search(planning.model, from: known, request)
        let found = NetworkPlan(planning.model, result.plan)
        var after = StoredPlan(found, run: today.run, changes: request.changes)
        var number: Int?
        if save {
            let review = try stages.review(planning.model, result, request)
            let id = try await stages.store(review, result.stop, planning, request, started: started, isQuestion: true)
            number = id
            after = try await stages.plan(id)
        }
        var comparison = PlanComparison(today, after)
        for index in comparison.moves.indices {
            comparison.moves[index].because = Self.reason(comparison.moves[index], base.model, planning.model, comparison.moves)
        }
        if context.json { return print(try Console.json(comparison.document)) }
        print(
            context.style.bold(
                context.words(
                    "plan.whatif.title", ["run": context.numbers.integer(today.run.id), "changes": changes.texts.joined(separator: "  ")])))
        print("")
        for line in comparison.lines(context.phrases, context.style, limit: limit) { print(line) }
        print(
            context.words(
                "plan.proof",
                [
                    "gap": context.numbers.percent(result.plan.gap, 2), "objective": context.numbers.decimal(result.plan.objective),
                    "bound": context.numbers.decimal(result.plan.upperBound),
                ]))
        if let number { print(context.words("plan.whatif.saved", ["run": context.numbers.integer(number)])) }
    }

    /// Why the packages of a programme change, as a key of a sentence.
    private static func reason(
        _ move: PlanComparison.Move, _ old: AllocationModel, _ new: AllocationModel, _ moves: [PlanComparison.Move]
    ) -> String {
        guard
            let index = new.problem.candidates.indices.first(where: {
                new.blk($0).code == move.blkCode && new.program($0).code == move.programCode
            })
        else { return "plan.because.gone" }
        let candidate = new.problem.candidates[index]
        if new.changes.contains(.close(blk: move.blkCode)) { return "plan.because.closed" }
        if candidate.minimum > 0
            || (candidate.maximum == 0 && old.problem.candidates.indices.contains(index) && old.problem.candidates[index].maximum > 0)
        {
            return "plan.because.decided"
        }
        if new.lacking[index].isEmpty, old.lacking.indices.contains(index), !old.lacking[index].isEmpty { return "plan.because.unlocked" }
        if move.after > move.before, let scheme = candidate.scheme, new.problem.assessorDays[scheme] > old.problem.assessorDays[scheme] {
            return "plan.because.assessor"
        }
        let department = candidate.department
        if old.problem.departments.indices.contains(department), new.problem.departments[department] != old.problem.departments[department]
        {
            return "plan.because.hours"
        }
        let budgets =
            new.problem.budgets[candidate.blk] != old.problem.budgets[candidate.blk]
            || new.problem.networkBudget != old.problem.networkBudget
        if budgets, (new.problem.budgets[candidate.blk] > old.problem.budgets[candidate.blk]) == (move.after > move.before) {
            return "plan.because.budget"
        }
        let opposite = moves.contains { $0.blkCode == move.blkCode && ($0.after > $0.before) != (move.after > move.before) }
        return opposite ? "plan.because.swap" : move.after > move.before ? "plan.because.room" : "plan.because.elsewhere"
    }
}

extension StoredPlan {
    /// A plan that is not stored, in the same form.
    init(_ plan: NetworkPlan, run: Run, changes: [String]) {
        func target(_ measure: AllocationProblem.Measure) -> Double {
            plan.model.problem.targets.first { $0.measure == measure && $0.blk == nil && $0.kejuruan == nil }?.amount ?? 0
        }
        let names = Dictionary(uniqueKeysWithValues: plan.model.inputs.programs.map { ($0.code, $0.name) })
        self.init(
            run: run, networkCode: plan.model.inputs.networkCode, year: plan.model.inputs.year, isQuestion: true, changes: changes,
            objective: plan.plan.objective, upperBound: plan.plan.upperBound, participantsTarget: target(.participants),
            certifiedTarget: target(.certified),
            lines: plan.lines.map {
                Line(
                    blkCode: $0.blkCode, programCode: $0.programCode, programName: names[$0.programCode] ?? $0.programCode,
                    kejuruan: $0.kejuruan,
                    packages: $0.packages, participants: $0.participants, certified: $0.certified, placements: $0.placements,
                    hours: $0.hours,
                    cost: $0.cost, isDecided: $0.isDecided)
            })
    }
}
