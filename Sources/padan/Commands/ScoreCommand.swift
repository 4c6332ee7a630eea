import ArgumentParser
import Report
import Service

extension RankingMethod: ExpressibleByArgument {}

struct ScoreCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "score",
            abstract: text("Menilai setiap program untuk setiap BLK.", "Score every programme for every BLK."),
            discussion: text(
                """
                Memakai kebutuhan yang terbit (padan demand run). Profil bobot ada di config/scoring.yaml; topsis dan promethee hanya untuk
                perbandingan (padan compare); rekomendasi selalu memakai skor tertimbang. Hitungan dengan profil baku langsung terbit; profil
                lain tidak mengubah laporan, kecuali diterbitkan dengan --publish atau padan runs publish.
                Contoh:
                  padan score
                  padan score --profile "potensi daerah"
                  padan score --profile "potensi daerah" --publish "RKA 2018"
                  padan score --method topsis
                """,
                """
                Uses the published demand (padan demand run). Profiles of weights are in config/scoring.yaml; topsis and promethee are
                for comparison only (padan compare), recommendations always use the weighted score. A run of the standard profile is published at
                once; another profile is a trial that leaves reports as they are, unless --publish or padan runs publish publishes it.
                Examples:
                  padan score
                  padan score --profile "potensi daerah"
                  padan score --profile "potensi daerah" --publish "RKA 2018"
                  padan score --method topsis
                """),
            aliases: ["skor"])
    }

    @OptionGroup var common: CommonOptions
    @Option(
        help: ArgumentHelp(
            text("Tanggal keadaan untuk lisensi, sertifikat, dan katalog.", "Day of reference for licences, certificates and catalogs."),
            valueName: "2018-01-01"))
    var asOf: String?
    @Option(help: ArgumentHelp(text("Profil bobot.", "Profile of weights.")))
    var profile = ScoringRequest.standardProfile
    @Option(help: ArgumentHelp(text("Metode menyusun peringkat.", "How ranks are made.")))
    var method = RankingMethod.additive
    @Option(help: ArgumentHelp(text("Seed untuk percobaan dengan bobot dan data yang diubah-ubah.", "Seed of the draws for robustness.")))
    var seed = 0
    @Option(help: ArgumentHelp(text("Banyak utas prosesor; hasilnya tetap sama.", "Threads; the result is the same."))) var threads: Int?
    @Option(
        help: ArgumentHelp(
            text("Nomor hitungan kebutuhan; bila kosong, yang terbit.", "Number of a demand run; usually the published one.")))
    var demand: Int?
    @OptionGroup var publishing: PublishOptions

    func validate() throws {
        try requireAboveZero("--threads", threads)
        if method != .additive, publishing.publish {
            throw ValidationError(
                text(
                    "--publish hanya untuk skor tertimbang; --method \(method.rawValue) untuk perbandingan",
                    "--publish is for the weighted score; --method \(method.rawValue) is for comparison"))
        }
    }

    func run() async throws {
        let context = try common.context()
        let service = try await context.service()
        let progress = context.progress(context.words("score.progress"))
        defer { progress.finish() }
        let answer = try await service.score(
            asOf: try await service.referenceDay(asOf, as: .operator), demandRun: demand,
            ScoringRequest(profile: profile, method: method, seed: seed, threads: threads, publishing: publishing.publishing),
            as: .operator,
            progress: progress.report)
        progress.finish()
        try context.show(
            ScoringRunDocument(answer),
            answer.lines(context.phrases) + [context.phrases.standing(ofRun: answer.runID, isPublished: answer.isPublished)])
    }
}
