import ArgumentParser
import Configuration
import Domain
import Foundation
import Report
import Store

struct RunsCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "runs",
            abstract: text("Penghitungan yang tersimpan.", "Stored runs."),
            discussion: text(
                "Contoh:\n  padan runs list\n  padan runs show 7\n  padan runs prune --dry-run",
                "Examples:\n  padan runs list\n  padan runs show 7\n  padan runs prune --dry-run"),
            subcommands: [List.self, Show.self, Prune.self], defaultSubcommand: List.self, aliases: ["penghitungan"])
    }

    private struct Document: Encodable {
        let runID: Int
        let stage: String
        let readsRunID: Int?
        let asOf: String
        let profile: String?
        let method: String?
        let seed: Int
        let codeVersion: String
        let configDigest: String
        let rows: Int
        let bytes: Int
        let finishedAt: Date

        init(_ item: RunSize) {
            runID = item.run.id
            stage = item.run.stage.rawValue
            readsRunID = item.run.readsRun
            asOf = item.run.asOf.description
            profile = item.run.profile
            method = item.run.method
            seed = item.run.seed
            codeVersion = item.run.codeVersion
            configDigest = item.run.configDigest
            rows = item.rows
            bytes = item.bytes
            finishedAt = item.run.finishedAt
        }
    }

    private static func table(_ runs: [RunSize], _ context: Context) -> [String] {
        let (words, numbers) = (context.words, context.numbers)
        var table = TextTable([
            (words("column.run"), .right), (words("column.stage"), .left), (words("column.reads"), .right), (words("column.as_of"), .left),
            (words("column.profile"), .left), (words("column.method"), .left), (words("column.rows"), .right),
            (words("column.size"), .right),
            (words("column.finished"), .left),
        ])
        for item in runs {
            let run = item.run
            table.add([
                numbers.integer(run.id), words("stage.\(run.stage.rawValue)"), run.readsRun.map(numbers.integer) ?? "–",
                numbers.day(run.asOf.description), run.profile ?? "–", run.method.map { words("ranking.\($0)") } ?? "–",
                numbers.integer(item.rows), numbers.decimal(Double(item.bytes) / 1e6, 1) + " MB",
                run.finishedAt.formatted(.iso8601.dateSeparator(.dash).dateTimeSeparator(.space).timeSeparator(.colon)),
            ])
        }
        return table.lines(header: context.style.bold)
    }

    struct List: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Semua penghitungan, yang terakhir dulu.", "All runs, the latest first."), aliases: ["daftar"])
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let runs = try await Session.open(context).store.runs()
            if context.json { return print(try Console.json(runs.map(Document.init))) }
            if runs.isEmpty { return print(context.words("runs.none")) }
            for line in RunsCommand.table(runs, context) { print(line) }
        }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Satu penghitungan: dari data, konfigurasi dan seed apa.", "One run: from which data, configuration and seed."),
                discussion: text("Contoh: padan runs show 7", "Example: padan runs show 7"), aliases: ["tampil"])
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nomor.", "Number."))) var number: Int

        private struct Full: Encodable {
            let run: Document
            let inputs: [String: [String: String]]
            let config: String
        }

        func run() async throws {
            let context = try common.context()
            let runs = try await Session.open(context).store.runs()
            guard let item = runs.first(where: { $0.run.id == number }) else {
                throw CommandFailure.failure(context.words("runs.unknown", ["run": String(number)]))
            }
            let inputs = try Self.inputs(item.run.snapshot)
            if context.json {
                return print(try Console.json(Full(run: Document(item), inputs: inputs, config: item.run.configText)))
            }
            for line in RunsCommand.table([item], context) { print(line) }
            print(
                context.words(
                    "runs.show.code",
                    [
                        "version": item.run.codeVersion, "digest": String(item.run.configDigest.prefix(12)),
                        "seed": context.numbers.integer(item.run.seed),
                    ]))
            print("\n" + context.style.bold(context.words("runs.show.inputs")))
            for (table, figures) in inputs.sorted(by: { $0.key < $1.key }) {
                print("  \(table): \(figures["rows"].flatMap { Int($0) }.map(context.numbers.integer) ?? "?")")
            }
        }

        private static func inputs(_ snapshot: String) throws -> [String: [String: String]] {
            struct Input: Decodable {
                let rows: Int
                let digest: String
            }
            return try JSONDecoder().decode([String: Input].self, from: Data(snapshot.utf8)).mapValues {
                ["rows": String($0.rows), "digest": $0.digest]
            }
        }
    }

    struct Prune: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text(
                    "Menghapus penghitungan lama menurut config/storage.yaml.", "Delete old runs, as config/storage.yaml says."),
                discussion: text(
                    "Yang terakhir dari tiap tahap dan yang dibaca penghitungan lain selalu disimpan.\nContoh: padan runs prune --keep 2 --days 0 --dry-run",
                    "The latest of each stage, and what other kept runs read, always stay.\nExample: padan runs prune --keep 2 --days 0 --dry-run"
                ),
                aliases: ["pangkas"])
        }
        @OptionGroup var common: CommonOptions
        @Option(help: ArgumentHelp(text("Banyak yang disimpan dari tiap tahap.", "Runs kept of each stage."))) var keep: Int?
        @Option(help: ArgumentHelp(text("Yang lebih muda disimpan, hari.", "Younger ones are kept, days."))) var days: Int?
        @Flag(help: ArgumentHelp(text("Hanya menyebut.", "Only say which."))) var dryRun = false

        func validate() throws {
            if let keep, keep < 1 { throw ValidationError(text("--keep sedikitnya 1", "--keep must be at least 1")) }
            if let days, days < 0 { throw ValidationError(text("--days tidak boleh negatif", "--days must not be negative")) }
        }

        func run() async throws {
            let context = try common.context()
            var policy = try RunPolicy(context.root)
            if let keep { policy.keepLatest = keep }
            if let days { policy.keepDays = days }
            let store = try await Session.open(context).store
            let doomed = policy.doomed(try await store.runs().map(\.run), plans: try await store.latestPlans(), now: Date())
            if !dryRun { try await store.delete(runs: doomed) }
            if context.json { return print(try Console.json(["deleted": doomed])) }
            let list = doomed.map(context.numbers.integer).joined(separator: ", ")
            let key = doomed.isEmpty ? "runs.nothing_to_prune" : dryRun ? "runs.would_prune" : "runs.pruned"
            print(context.words(key, ["runs": list]))
        }
    }
}

/// Which runs stay, from `config/storage.yaml`.
struct RunPolicy: Codable {
    var keepLatest: Int
    var keepDays: Int

    enum CodingKeys: String, CodingKey {
        case keepLatest = "keep_latest"
        case keepDays = "keep_days"
    }

    init(_ root: DataRoot) throws {
        let file = try ConfigurationFile(root.config.appending(path: "storage.yaml"))
        self = try file.decode()
        if keepLatest < 1 { throw file.error(at: ["keep_latest"], "at least 1: the latest run is what people read") }
        if keepDays < 0 { throw file.error(at: ["keep_days"], "0 or more") }
    }

    /// Runs to be deleted, rising. The latest that people read of each stage, and whatever a kept run reads, stay.
    ///
    /// - Parameter plans: the latest plan of each network and year.
    func doomed(_ runs: [Run], plans: [Int], now: Date) -> [Int] {
        var kept = Set(plans)
        for stage in [Run.Stage.demand, .scoring, .allocation] {
            let own = runs.filter { $0.stage == stage }.sorted { $0.id > $1.id }
            kept.formUnion(own.prefix(keepLatest).map(\.id))
            if let latest = own.first(where: { ($0.method ?? "additive") == "additive" }) { kept.insert(latest.id) }
        }
        kept.formUnion(runs.filter { now.timeIntervalSince($0.finishedAt) < Double(keepDays) * 86_400 }.map(\.id))
        // A run is younger than what it reads, so one pass from the latest down reaches all.
        for run in runs.sorted(by: { $0.id > $1.id }) where kept.contains(run.id) {
            if let reads = run.readsRun { kept.insert(reads) }
        }
        return runs.map(\.id).filter { !kept.contains($0) }.sorted()
    }
}
