import ArgumentParser
import Domain
import Foundation
import Report
import Service

struct DemoCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "demo",
            abstract: text("Peragaan lengkap dengan jejaring contoh.", "The whole way once, with the sample network."),
            discussion: text(
                "Memuat jejaring contoh (BBPLK Bekasi dan 29 binaannya), menghitung kebutuhan tenaga kerja, menilai program, menyusun rencana, dan menyimpan laporan.\nContoh: padan demo --out out",
                "Loads the sample network (BBPLK Bekasi and its 29 binaan), computes demand, scores programmes, makes the plan and writes reports.\nExample: padan demo --out out"
            ),
            aliases: ["contoh"])
    }

    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp(text("Folder untuk laporan.", "Folder for the reports."), valueName: "folder")) var out = "out"
    @Option(help: ArgumentHelp(text("BLK yang ditampilkan.", "The BLK to show."))) var blk = "UPTD-KRW"

    @Flag(help: ArgumentHelp(text("Muat contoh juga di samping BLK lain.", "Load the sample beside other BLKs, too."))) var force = false

    func run() async throws {
        let context = try common.context()
        var step = 0
        func announce(_ key: String, _ values: [String: String] = [:]) throws {
            step += 1
            try say([context.style.bold("[\(step)/7] " + context.words(key, values))])
        }
        @Sendable func say(_ lines: [String]) throws {
            if !context.json { try Console.answer(lines) }
        }
        try announce("demo.step.server")
        let service = try await context.service()

        try announce("demo.step.load")
        let loading = context.progress("")
        try await service.loadSample(force: force, as: .operator, progress: loading.report) { summary in
            loading.finish()
            try say(["  " + summary.line(context.phrases)])
        }

        try announce("demo.step.demand")
        let day = try await service.referenceDay(nil, as: .operator)
        let demand = try await service.runDemand(asOf: day, as: .operator)
        try say(demand.lines(context.phrases))
        for remark in demand.remarks(context.phrases) { context.note(remark) }

        try announce("demo.step.score")
        let scoring = context.progress(context.words("score.progress"))
        let scores = try await service.score(asOf: day, demandRun: demand.runID, as: .operator, progress: scoring.report)
        scoring.finish()
        try say(scores.lines(context.phrases))

        try announce("demo.step.plan")
        let planning = context.progress(context.words("plan.progress"))
        let allocation = try await interruptible { try await service.allocate(as: .operator, progress: planning.report) }
        planning.finish()
        let tables = PlanTables(context.phrases, allocation.plan)
        try say(tables.summary(limit: 5, context.style))

        try announce("demo.step.answer")
        let report = try await service.report(for: blk, as: .operator)
        if context.json { try Console.document(report.document(limit: 10)) }
        try say([""] + report.lines(context.phrases, context.style, limit: 10) + [""])

        try announce("demo.step.reports", ["folder": out])
        for path in try await write(report, tables, service, context) { try say(["  \(path)"]) }
        let program = (CommandLine.arguments.first ?? "padan").shellWord
        let first = report.ranked.first?.program.code ?? ""
        let next = context.words("demo.next", ["padan": program, "blk": report.blk.code, "program": first])
        try say([""] + next.components(separatedBy: "\n"))
    }

    /// Writes the reports of one BLK and of its network. Where PDFs cannot be made, the demonstration goes on without them.
    ///
    /// - Returns: The paths written.
    private func write(_ report: BlkReport, _ tables: PlanTables, _ service: Service, _ context: Context) async throws -> [String] {
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        try context.clear(folder: out)
        var paths: [String] = []
        func attempt(_ path: String, _ write: (String) async throws -> Void) async throws {
            do {
                try await write(path)
                paths.append(path)
            } catch let error as ServiceError {
                context.note("  " + context.phrases.sentence(error.code, error.facts))
            }
        }
        for format in [ReportFormat.html, .pdf, .csv, .json] {
            try await attempt("\(out)/\(report.blk.code).\(format.rawValue)") {
                try await service.write(report, as: format, limit: 10, to: $0, context.phrases)
            }
        }
        let (network, year) = (tables.plan.networkCode, tables.plan.year)
        let progress = context.progress(context.words("export.progress"))
        let book = try await service.book(network: network, as: .operator, progress: progress.report)
        progress.finish()
        for format in [ReportFormat.html, .pdf, .xlsx] {
            try await attempt("\(out)/\(network)-\(year).\(format.rawValue)") {
                try await service.write(book, as: format, to: $0, context.phrases)
            }
        }
        try await attempt("\(out)/plan-\(network)-\(year).json") {
            try OutputFile.write(try DocumentJSON.text(PlanDocument(tables)) + "\n", to: $0)
        }
        return paths
    }
}
