import ArgumentParser

/// The benchmarks of the scoring engine alone, without a database: a program of its own, so that its memory is the engine's.
@main
struct PadanScoreBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "padan-score-bench", abstract: "Measures the scoring engine against peers, side by side.",
        subcommands: [ScoreBenchmark.self, RobustnessBenchmark.self])
}
