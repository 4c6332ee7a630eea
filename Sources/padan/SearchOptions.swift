import ArgumentParser
import Service

/// The options that say how a plan is searched, and for which network.
struct SearchOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            text(
                "Kode BBPLK pembina; bila kosong, satu-satunya yang mempunyai target.",
                "The leading BBPLK; usually the only one with targets.")))
    var network: String?
    @Option(help: ArgumentHelp(text("Tahun target; biasanya yang terakhir.", "Year of the targets; usually the latest."))) var year: Int?
    @Option(
        help: ArgumentHelp(text("Nomor hitungan skor; bila kosong, yang terbit.", "Number of a scoring run; usually the published one.")))
    var run: Int?
    @Option(
        help: ArgumentHelp(
            text(
                "Berhenti bila sudah sedekat ini dengan rencana terbaik, misalnya 0.005.",
                "Stop when proved to be this close to the best, say 0.005.")))
    var gap: Double?
    @Option(
        help: ArgumentHelp(
            text("Lama pencarian, kira-kira detik dengan dua prosesor.", "Amount of searching, as seconds on two processors.")))
    var effort: Double?
    @Option(help: ArgumentHelp(text("Batas waktu, detik.", "Time limit, seconds."), valueName: "s")) var timeLimit: Double?
    @Option(help: ArgumentHelp(text("Seed untuk pencarian rencana.", "Seed of the search."))) var seed = 0
    @Option(help: ArgumentHelp(text("Banyak utas prosesor; rencananya tetap sama.", "Threads; the plan is the same."))) var threads: Int?

    func validate() throws {
        if let gap, !(gap >= 0 && gap < 1) { throw ValidationError(text("--gap dari 0 sampai 1", "--gap is 0 to 1")) }
        try requireEffort(effort)
        if let timeLimit, !(timeLimit > 0 && timeLimit <= 360_000) {
            throw ValidationError(text("--time-limit lebih dari 0", "--time-limit must be above 0"))
        }
        try requireAboveZero("--threads", threads)
    }

    /// The request that the options make, with decisions.
    func request(_ changes: [PlanChange]) -> PlanRequest {
        PlanRequest(
            network: network, year: year, scoringRun: run, changes: changes, gap: gap, effort: effort, timeLimitSeconds: timeLimit,
            seed: seed, threads: threads)
    }
}
