import ArgumentParser
import Report
import Service

struct WhatifCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "whatif",
            abstract: text(
                "Simulasi: rencana bila asesor, instruktur, anggaran, atau target berubah.",
                "What if: the plan with other assessors, instructors, budgets or targets."),
            discussion: text(
                """
                Membandingkan rencana yang terbit dengan simulasi: apa yang berubah, dan sebabnya. Tidak ada yang disimpan, kecuali dengan --save.
                Contoh:
                  padan whatif --add-assessor SKM-LAS-01=2
                  padan whatif --add-instructor UPTD-KRW:CTH.LAS.004 --budget +10%
                  padan whatif --close KOM-SRM --target certified=12000
                """,
                """
                The published plan beside the supposed one: what changes and why. Nothing is kept but with --save.
                Examples:
                  padan whatif --add-assessor SKM-LAS-01=2
                  padan whatif --add-instructor UPTD-KRW:CTH.LAS.004 --budget +10%
                  padan whatif --close KOM-SRM --target certified=12000
                """),
            aliases: ["simulasi", "andai"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: text("Simulasi", "Simulation")) var changes: ChangeOptions
    @Option(
        help: ArgumentHelp(
            text("Nomor rencana pembanding; bila kosong, yang terbit.", "Number of the plan to compare with; usually the published one.")))
    var plan: Int?
    @Option(help: ArgumentHelp(text("Jumlah baris yang ditampilkan.", "Lines."))) var limit = 20
    @Option(
        help: ArgumentHelp(
            text("Lama pencarian, kira-kira detik dengan dua prosesor.", "Amount of searching, as seconds on two processors.")))
    var effort: Double?
    @Option(help: ArgumentHelp(text("Banyak utas prosesor; rencananya tetap sama.", "Threads; the plan is the same."))) var threads: Int?
    @Flag(help: ArgumentHelp(text("Simpan sebagai simulasi.", "Keep it as a supposed plan."))) var save = false

    func validate() throws {
        if try changes.values().isEmpty {
            throw ValidationError(
                text("sebutkan paling sedikit satu perubahan, misalnya --budget +10%", "name at least one supposition, say --budget +10%"))
        }
        try requireEffort(effort)
        try requireAboveZero("--threads", threads)
        try requireAboveZero("--limit", limit)
    }

    func run() async throws {
        let context = try common.context()
        let service = try await context.service()
        let progress = context.progress(context.words("plan.progress"))
        defer { progress.finish() }
        let (values, plan, save) = (try changes.values(), plan, save)
        let request = PlanRequest(effort: effort, threads: threads)
        let answer = try await interruptible {
            try await service.whatIf(values, plan: plan, request, saves: save, as: .operator, progress: progress.report)
        }
        progress.finish()
        try context.show(PlanComparisonDocument(answer), answer.lines(context.phrases, context.style, limit: limit))
    }
}
