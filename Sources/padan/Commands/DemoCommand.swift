import ArgumentParser
import Domain
import Foundation
import Ingest
import Report

struct DemoCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "demo",
            abstract: text("Jalan lengkap sekali dengan jejaring contoh.", "The whole way once, with the sample network."),
            discussion: text(
                "Memuat jejaring contoh (BBPLK Bekasi dan 29 binaannya), menghitung kebutuhan, menilai program, menyusun rencana, dan menulis laporan.\nContoh: padan demo --out out",
                "Loads the sample network (BBPLK Bekasi and its 29 binaan), computes demand, scores programmes, makes the plan and writes reports.\nExample: padan demo --out out"
            ),
            aliases: ["contoh"])
    }

    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp(text("Folder untuk laporan.", "Folder for the reports."), valueName: "folder")) var out = "out"
    @Option(help: ArgumentHelp(text("BLK yang ditampilkan.", "The BLK to show."))) var blk = "UPTD-KRW"

    /// The sample's files in the order in which they build on each other; the first two are the project's own classifications.
    private static let order: [(kind: ImportKind, path: String)] =
        [
            (.occupations, "occupations.csv"), (.industries, "industries.csv"),
        ]
        + [
            ImportKind.regions, .units, .schemes, .programs, .blks, .catalogs, .workshops, .instructors, .assessors, .outcomes,
            .realizations, .targets, .budgets, .employment, .graduates, .wages, .unemployment, .surveys, .vacancies,
        ].map { ($0, "sample/\($0.rawValue).csv") }

    func run() async throws {
        let context = try common.context()
        let words = context.words
        var step = 0
        func announce(_ key: String, _ values: [String: String] = [:]) {
            step += 1
            if !context.json { print(context.style.bold("[\(step)/7] " + words(key, values))) }
        }
        announce("demo.step.server")
        let session = try await Session.open(context)
        let stages = Stages(context: context, session: session)
        try await refuseRealData(context, session)

        announce("demo.step.load")
        try await load(context, session, stages)

        announce("demo.step.demand")
        let day = try await stages.asOf(nil)
        let demand = try await stages.runDemand(asOf: day)
        if !context.json { DemandCommand.summarise(demand, day, context) }

        announce("demo.step.score")
        let scoring = try await stages.runScoring(asOf: day, demandRun: demand.runID)
        if !context.json { ScoreCommand.summarise(scoring, day, context) }

        announce("demo.step.plan")
        let allocation = try await stages.allocate(Stages.AllocationRequest())
        let plan = try await stages.tables(try await stages.plan(allocation.runID))
        if !context.json { AllocateCommand.summarise(plan, limit: 5, context) }

        announce("demo.step.answer")
        let report = try await stages.report(try await stages.blk(blk))
        if context.json {
            print(try Console.json(report.document(limit: 10)))
        } else {
            print("")
            RecommendCommand.show(report, top: 10, context)
            print("")
        }

        announce("demo.step.reports", ["folder": out])
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        for format in [ReportFormat.html, .pdf, .csv, .json] {
            let path = "\(out)/\(report.blk.code).\(format.rawValue)"
            guard try written({ try ExportReportCommand.write(report, format, top: 10, to: path, context) }, context) else { continue }
            if !context.json { print("  \(path)") }
        }
        let book = try await stages.book(network: plan.plan.networkCode)
        for format in [ReportFormat.html, .pdf, .xlsx] {
            let path = "\(out)/\(plan.plan.networkCode)-\(plan.plan.year).\(format.rawValue)"
            guard try written({ try ExportReportCommand.write(book, format, to: path, context) }, context) else { continue }
            if !context.json { print("  \(path)") }
        }
        let planFile = "\(out)/plan-\(plan.plan.networkCode)-\(plan.plan.year).json"
        try ExportCommand.write(try Console.json(PlanDocument(plan)) + "\n", to: planFile, context)
        if !context.json {
            print("  \(planFile)")
            print("")
            print(
                words(
                    "demo.next",
                    [
                        "padan": CommandLine.arguments.first ?? "padan", "blk": report.blk.code,
                        "program": report.ranked.first?.program.code ?? "",
                    ]))
        }
    }

    /// Where PDFs cannot be made, the demonstration goes on without them.
    private func written(_ write: () throws -> Void, _ context: Context) throws -> Bool {
        do {
            try write()
            return true
        } catch let failure as CommandFailure {
            context.note("  " + failure.message)
            return false
        }
    }

    /// Made-up figures must never mix with real ones.
    private func refuseRealData(_ context: Context, _ session: Session) async throws {
        let sample = try String(contentsOf: context.root.config.appending(path: "sample/blks.csv"), encoding: .utf8)
        let codes = sample.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) }
        let foreign = try await session.store.pool.withConnection { connection in
            try await connection.row(
                """
                SELECT (SELECT count(*) FROM padan.blk WHERE blk_code <> ALL ($1::text[]))
                    + (SELECT count(*) FROM padan.source_file WHERE kind = 'vacancies' AND loaded AND source_name <> 'contoh') AS n
                """, [codes]
            ) { try $0["n"] as Int }
        }
        if (foreign ?? 0) > 0 { throw CommandFailure.failure(context.words("demo.real_data")) }
    }

    private func load(_ context: Context, _ session: Session, _ stages: Stages) async throws {
        let aliases = try ImportAliases(root: context.root)
        let coder = try await stages.titleCoder()
        var options = ImportOptions()
        options.sourceName = "contoh"
        options.maxRejects = 0
        let known = Set(try await session.store.regions().map(\.code))
        for (kind, path) in Self.order {
            let file = context.root.config.appending(path: path)
            if kind == .regions, try hasAll(known, file) { continue }
            let progress = ProgressBar(kind.rawValue, quiet: context.quiet || context.json)
            let importer = Importer(kind, options: options, aliases: aliases) { state in
                progress.show(Double(state.bytesDone) / Double(max(1, state.bytesTotal)), "")
            }
            let summary = try await session.store.pool.withConnection { connection in
                try await importer.load(file.path, into: connection, coder: kind == .vacancies ? coder : nil)
            }
            progress.finish()
            if !context.json { print("  " + ImportCommand.line(summary, context)) }
        }
    }

    /// Whether the official regions are loaded already; the sample's approximate positions must not replace them.
    private func hasAll(_ known: Set<String>, _ file: URL) throws -> Bool {
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        let codes = rows.compactMap { $0.split(separator: ",").first.map(String.init) }
        return !known.isEmpty && known.count > codes.count && codes.allSatisfy(known.contains)
    }
}
