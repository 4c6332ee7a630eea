import ArgumentParser
import Report
import Service

struct AllocateCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "allocate",
            abstract: text(
                "Menyusun rencana: berapa paket, program apa, di BLK mana, agar target terencana.",
                "Make the plan: how many packages of what at which BLK, so that targets are met."),
            discussion: text(
                """
                Memakai skor yang terbit (padan score), jam bengkel dan instruktur, asesor, anggaran dan target tahun itu. Rencana selalu dapat
                dijalankan, dan disebutkan paling banyak berapa persen di bawah rencana terbaik. Ctrl-C menghentikan pencarian; yang dipakai
                 rencana terbaik yang sudah ditemukan.
                Contoh:
                  padan allocate
                  padan allocate --fix UPTD-KRW:LAS-01=3 --max-share 40%
                  padan allocate --instance masalah.json --out rencana.json --time-limit 60
                """,
                """
                Uses the published scores (padan score), hours of workshops and instructors, assessors, budgets and the targets of the year. A plan
                can always be run, and how far it is from the best at most is told. Ctrl-C ends the search with the best plan so far.
                Examples:
                  padan allocate
                  padan allocate --fix UPTD-KRW:LAS-01=3 --max-share 40%
                  padan allocate --instance problem.json --out plan.json --time-limit 60
                """),
            aliases: ["alokasi"])
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: text("Rencana", "Plan")) var search: SearchOptions
    @OptionGroup(title: text("Ketentuan", "Conditions")) var changes: ChangeOptions
    @OptionGroup var publishing: PublishOptions
    @Option(
        help: ArgumentHelp(
            text("Susun rencana dari berkas JSON, tanpa basis data.", "A problem from a JSON file, without a database."), valueName: "file")
    )
    var instance: String?
    @Option(help: ArgumentHelp(text("Berkas hasil untuk --instance.", "File for the answer to --instance."), valueName: "file"))
    var out: String?

    func validate() throws {
        if instance == nil, out != nil { throw ValidationError(text("--out hanya dengan --instance", "--out goes with --instance only")) }
        if instance != nil {
            if out == nil { throw ValidationError(text("--instance memerlukan --out", "--instance needs --out")) }
            if !(try changes.values().isEmpty) || search.network != nil || search.year != nil || search.run != nil {
                throw ValidationError(
                    text("--instance tidak dapat digabung dengan pilihan jejaring", "--instance goes with no option of a network"))
            }
        }
    }

    func run() async throws {
        let context = try common.context()
        let progress = context.progress(context.words("plan.progress"))
        defer { progress.finish() }
        if let instance, let out {
            try context.clear(beside: out)
            let request = search.request([])
            let answer = try await interruptible {
                try await Service.solve(instance: instance, to: out, request, progress: progress.report)
            }
            progress.finish()
            return try context.show(InstanceDocument(answer), [answer.line(file: out, context.phrases)])
        }
        let service = try await context.service()
        var request = search.request(try changes.values())
        request.publishing = publishing.publishing
        let answer = try await interruptible { [request] in
            try await service.allocate(request, as: .operator, progress: progress.report)
        }
        progress.finish()
        let tables = PlanTables(context.phrases, answer.plan)
        try context.show(
            PlanDocument(tables),
            tables.summary(limit: 10, context.style) + [
                "", context.phrases.standing(ofRun: answer.plan.plan.run.id, isPublished: answer.isPublished),
            ])
        context.note(
            context.words("plan.stop.\(answer.stop.rawValue)", ["seconds": context.numbers.decimal(answer.seconds, 1)]))
    }
}
