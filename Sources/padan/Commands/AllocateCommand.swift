import Allocation
import ArgumentParser
import Foundation
import Report

struct AllocateCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "allocate",
            abstract: text(
                "Menyusun rencana: berapa paket program apa di BLK mana, agar target tercapai.",
                "Make the plan: how many packages of what at which BLK, so that targets are met."),
            discussion: text(
                """
                Memakai skor terakhir (padan score), jam bengkel dan instruktur, asesor, anggaran dan target tahun itu. Rencana selalu dapat
                dijalankan, dan disebutkan paling jauh berapa ia dari rencana terbaik. Ctrl-C menghentikan pencarian dengan rencana terbaik sejauh itu.
                Contoh:
                  padan allocate
                  padan allocate --fix UPTD-KRW:LAS-01=3 --max-share 40%
                  padan allocate --instance masalah.json --out rencana.json --time-limit 60
                """,
                """
                Uses the latest scores (padan score), hours of workshops and instructors, assessors, budgets and the targets of the year. A plan
                can always be run, and how far it is from the best at most is told. Ctrl-C ends the search with the best plan so far.
                Examples:
                  padan allocate
                  padan allocate --fix UPTD-KRW:LAS-01=3 --max-share 40%
                  padan allocate --instance problem.json --out plan.json --time-limit 60
                """),
            aliases: ["alokasi"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Rencana") var search: SearchOptions
    @OptionGroup(title: "Keputusan") var changes: ChangeOptions
    @Option(
        help: ArgumentHelp(
            text("Masalah dari berkas JSON, tanpa basis data.", "A problem from a JSON file, without a database."), valueName: "file"))
    var instance: String?
    @Option(help: ArgumentHelp(text("Berkas jawaban untuk --instance.", "File for the answer to --instance."), valueName: "file"))
    var out: String?

    func validate() throws {
        if instance == nil, out != nil { throw ValidationError(text("--out hanya dengan --instance", "--out goes with --instance only")) }
        if instance != nil {
            if out == nil { throw ValidationError(text("--instance memerlukan --out", "--instance needs --out")) }
            if !changes.texts.isEmpty || search.network != nil || search.year != nil || search.run != nil {
                throw ValidationError(
                    text("--instance tidak dapat digabung dengan pilihan jejaring", "--instance goes with no option of a network"))
            }
        }
    }

    func run() async throws {
        let context = try common.context()
        if let instance, let out { return try solve(instance, out, context) }
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        let outcome = try await stages.allocate(search.request(changes.texts))
        let tables = try await stages.tables(try await stages.plan(outcome.runID))
        if context.json { return print(try Console.json(PlanDocument(tables))) }
        Self.summarise(tables, limit: 10, context)
        print("")
        context.note(
            context.words("plan.stop.\(outcome.result.stop.rawValue)", ["seconds": context.numbers.decimal(outcome.result.seconds, 1)]))
    }

    static func summarise(_ tables: PlanTables, limit: Int, _ context: Context) {
        for line in tables.head(context.style) + tables.bottleneckLines(limit: limit, context.style) { print(line) }
        print("")
        print(context.words("plan.next", ["run": String(tables.plan.run.id)]))
    }

    private struct Document: Encodable {
        let instance: String
        let objective, upperBound, gap, seconds: Double
        let stop: String
    }

    /// A problem that other solvers read too: no database, no names.
    private func solve(_ file: String, _ out: String, _ context: Context) throws {
        let start = ContinuousClock.now
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure.failure(context.words("error.no_file", ["file": file]))
        }
        let instance: AllocationInstance
        let (problem, order): (AllocationProblem, [Int])
        do {
            instance = try JSONDecoder().decode(AllocationInstance.self, from: data)
            (problem, order) = try instance.problem()
        } catch let fault as AllocationFault {
            throw CommandFailure(message: "\(file): \(fault)", code: 3)
        } catch let error as DecodingError {
            throw CommandFailure(message: "\(file): \(Self.place(error))", code: 3)
        }
        let read = (ContinuousClock.now - start) / .seconds(1)
        var options = AllocationOptions(
            gap: search.gap ?? 0.001, effort: search.effort ?? 30, seed: UInt64(bitPattern: Int64(search.seed)), threads: search.threads)
        if let limit = search.timeLimit {
            // Writing takes about as long as reading.
            options = .fitting(seconds: limit, reserve: 2 * read, gap: options.gap, seed: options.seed, threads: options.threads)
            if let effort = search.effort { options.effort = effort }
        }
        let result: AllocationSolver.Result
        do {
            result = try Stages.search(AllocationSolver(problem, options: options), context)
        } catch let fault as AllocationFault {
            throw CommandFailure(message: "\(file): \(fault)", code: 3)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let answer = try encoder.encode(AllocationSolution(result.plan, of: problem, order: order))
        try ExportCommand.write(String(decoding: answer, as: UTF8.self), to: out, context)
        let document = Document(
            instance: instance.name, objective: result.plan.objective, upperBound: result.plan.upperBound, gap: result.plan.gap,
            seconds: (ContinuousClock.now - start) / .seconds(1), stop: result.stop.rawValue)
        if context.json { return print(try Console.json(document)) }
        let numbers = context.numbers
        print(
            context.words(
                "plan.instance",
                [
                    "name": instance.name, "objective": numbers.decimal(document.objective, 1),
                    "bound": numbers.decimal(document.upperBound, 1),
                    "gap": numbers.percent(document.gap, 2), "seconds": numbers.decimal(document.seconds, 1), "file": out,
                ]))
    }

    private static func place(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context)).\(key.stringValue): missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return "\(path(context)): \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }
}

/// How a plan is searched, and for whom.
struct SearchOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            text("BBPLK pembina; biasanya satu-satunya yang bertarget.", "The leading BBPLK; usually the only one with targets.")))
    var network: String?
    @Option(help: ArgumentHelp(text("Tahun target; biasanya yang terakhir.", "Year of the targets; usually the latest."))) var year: Int?
    @Option(help: ArgumentHelp(text("Nomor penghitungan skor; biasanya yang terakhir.", "Number of a scoring run; usually the latest.")))
    var run: Int?
    @Option(
        help: ArgumentHelp(
            text(
                "Berhenti bila terbukti sedekat ini dari yang terbaik, misalnya 0.005.",
                "Stop when proved to be this close to the best, say 0.005.")))
    var gap: Double?
    @Option(
        help: ArgumentHelp(text("Banyak pencarian, setara detik pada dua prosesor.", "Amount of searching, as seconds on two processors.")))
    var effort: Double?
    @Option(help: ArgumentHelp(text("Batas waktu, detik.", "Time limit, seconds."), valueName: "s")) var timeLimit: Double?
    @Option(help: ArgumentHelp(text("Seed pencarian.", "Seed of the search."))) var seed = 0
    @Option(help: ArgumentHelp(text("Banyak utas; rencananya sama.", "Threads; the plan is the same."))) var threads: Int?

    func validate() throws {
        if let gap, !(gap >= 0 && gap < 1) { throw ValidationError(text("--gap dari 0 sampai 1", "--gap is 0 to 1")) }
        if let effort, !(effort > 0 && effort <= 36_000) {
            throw ValidationError(text("--effort lebih dari 0", "--effort must be above 0"))
        }
        if let timeLimit, !(timeLimit > 0 && timeLimit <= 360_000) {
            throw ValidationError(text("--time-limit lebih dari 0", "--time-limit must be above 0"))
        }
        if let threads, threads < 1 { throw ValidationError(text("--threads harus lebih dari 0", "--threads must be above 0")) }
    }

    func request(_ changes: [String]) -> Stages.AllocationRequest {
        Stages.AllocationRequest(
            network: network, year: year, scoringRun: run, changes: changes, gap: gap, effort: effort, timeLimit: timeLimit, seed: seed,
            threads: threads)
    }
}
