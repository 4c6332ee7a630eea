import Allocation
import ArgumentParser
import Domain
import Report
import Store

struct PlanCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "plan",
            abstract: text("Rencana yang tersimpan: lihat, bandingkan.", "Stored plans: show, compare."),
            discussion: text(
                "Contoh:\n  padan plan show --blk UPTD-KRW\n  padan plan compare 3 5",
                "Examples:\n  padan plan show --blk UPTD-KRW\n  padan plan compare 3 5"),
            subcommands: [Show.self, Compare.self], defaultSubcommand: Show.self, aliases: ["rencana"])
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show",
                abstract: text("Rencana jejaring, atau satu BLK.", "The plan of the network, or of one BLK."),
                discussion: text("Contoh: padan plan show --blk Karawang", "Example: padan plan show --blk Karawang"), aliases: ["lihat"])
        }

        @OptionGroup var common: CommonOptions
        @Option(help: ArgumentHelp(text("Nomor rencana; biasanya yang terakhir.", "Number of a plan; usually the latest."))) var run: Int?
        @Option(help: ArgumentHelp(text("Hanya BLK ini.", "This BLK only."))) var blk: String?
        @Option(help: ArgumentHelp(text("Banyak baris tiap daftar.", "Lines of each list."))) var limit = 12

        func validate() throws {
            guard limit > 0 else { throw ValidationError(text("--limit harus lebih dari 0", "--limit must be above 0")) }
        }

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            let stages = Stages(context: context, session: session)
            let plan = try await stages.plan(run)
            let tables = try await stages.tables(plan)
            var one: (blk: Blk, placed: [StoredPlan.Placement])?
            if let blk {
                let found = try await stages.blk(blk)
                one = (found, try await session.store.planPlacements(plan.run.id, blk: found.code))
            }
            if context.json { return print(try Console.json(PlanDocument(tables, blk: one?.blk.code))) }
            for line in one.map({ tables.one($0.blk, $0.placed, limit: limit) }) ?? tables.network(limit: limit) { print(line) }
            if try await session.store.holdsSample() { print("\n" + context.words("report.source")) }
        }
    }

    struct Compare: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "compare",
                abstract: text("Dua rencana: paket apa bertambah dan berkurang.", "Two plans: which packages are more and fewer."),
                discussion: text("Contoh: padan plan compare 3 5", "Example: padan plan compare 3 5"), aliases: ["bandingkan"])
        }

        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nomor rencana pertama.", "Number of the first plan."))) var left: Int
        @Argument(help: ArgumentHelp(text("Nomor rencana kedua.", "Number of the second plan."))) var right: Int
        @Option(help: ArgumentHelp(text("Banyak baris.", "Lines."))) var limit = 30

        func validate() throws {
            guard limit > 0 else { throw ValidationError(text("--limit harus lebih dari 0", "--limit must be above 0")) }
        }

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            let stages = Stages(context: context, session: session)
            let comparison = PlanComparison(try await stages.plan(left), try await stages.plan(right))
            if context.json { return print(try Console.json(comparison.document)) }
            for line in comparison.lines(context, limit: limit) { print(line) }
        }
    }
}

/// Two plans side by side.
struct PlanComparison {
    struct Move: Encodable {
        let blkCode, programCode, programName: String
        let before, after: Int
        /// Key of a sentence, for what-ifs.
        var because: String?
    }

    struct Document: Encodable {
        struct Figures: Encodable {
            let packages: Int
            let participants, certified, placements, costRupiah, objective, upperBound: Double
        }

        let leftRunID: Int?
        let rightRunID: Int?
        let before, after: Figures
        let moves: [Move]
    }

    let before: StoredPlan
    let after: StoredPlan
    var moves: [Move]

    init(_ before: StoredPlan, _ after: StoredPlan) {
        self.before = before
        self.after = after
        var counts: [String: (line: StoredPlan.Line, before: Int, after: Int)] = [:]
        for line in before.lines { counts["\(line.blkCode)\t\(line.programCode)"] = (line, line.packages, 0) }
        for line in after.lines {
            let key = "\(line.blkCode)\t\(line.programCode)"
            counts[key] = (line, counts[key]?.before ?? 0, line.packages)
        }
        moves = counts.values.filter { $0.before != $0.after }
            .map {
                Move(
                    blkCode: $0.line.blkCode, programCode: $0.line.programCode, programName: $0.line.programName, before: $0.before,
                    after: $0.after)
            }
            .sorted { (-abs($0.after - $0.before), $0.blkCode, $0.programCode) < (-abs($1.after - $1.before), $1.blkCode, $1.programCode) }
    }

    var document: Document {
        func figures(_ plan: StoredPlan) -> Document.Figures {
            Document.Figures(
                packages: plan.lines.reduce(0) { $0 + $1.packages }, participants: plan.participants, certified: plan.certified,
                placements: plan.placements, costRupiah: plan.lines.reduce(0) { $0 + $1.cost }, objective: plan.objective,
                upperBound: plan.upperBound)
        }
        return Document(
            leftRunID: before.run.id, rightRunID: after.run.id == before.run.id ? nil : after.run.id, before: figures(before),
            after: figures(after), moves: moves)
    }

    func lines(_ context: Context, limit: Int) -> [String] {
        let (words, numbers) = (context.words, context.numbers)
        func signed(_ value: Double, _ digits: Int = 0) -> String {
            let text = numbers.decimal(abs(value), digits)
            return Double(text) == 0 ? "0" : (value < 0 ? "−" : "+") + text
        }
        var table = TextTable([
            (words("plan.column.figure"), .left), (words("plan.column.before"), .right), (words("plan.column.after"), .right),
            (words("plan.column.change"), .right),
        ])
        func add(_ key: String, _ value: (StoredPlan) -> Double) {
            let (a, b) = (value(before), value(after))
            table.add([words(key), numbers.decimal(a), numbers.decimal(b), signed(b - a)])
        }
        add("plan.column.packages") { Double($0.lines.reduce(0) { $0 + $1.packages }) }
        add("plan.participants") { $0.participants }
        add("plan.short.participants") { max(0, $0.participantsTarget - $0.participants) }
        add("plan.certified") { $0.certified }
        add("plan.short.certified") { max(0, $0.certifiedTarget - $0.certified) }
        add("plan.column.placements") { $0.placements }
        add("plan.column.cost") { $0.lines.reduce(0) { $0 + $1.cost } / 1e6 }
        var lines = table.lines(header: context.style.bold)
        lines.append("")
        guard !moves.isEmpty else { return lines + [words("plan.same")] }
        var list = TextTable([
            (words("plan.column.blk"), .left), (words("plan.column.program"), .left), (words("plan.column.name"), .left),
            (words("plan.column.before"), .right), (words("plan.column.after"), .right), (words("plan.column.change"), .right),
            (moves.contains { $0.because != nil } ? words("plan.column.because") : "", .left),
        ])
        for move in moves.prefix(limit) {
            list.add([
                move.blkCode, move.programCode, move.programName, numbers.integer(move.before), numbers.integer(move.after),
                signed(Double(move.after - move.before)), move.because.map { words($0) } ?? "",
            ])
        }
        lines += list.lines(header: context.style.bold)
        if moves.count > limit { lines.append(words("plan.more", ["n": numbers.integer(moves.count - limit)])) }
        return lines
    }
}
