import ArgumentParser

/// The benchmarks of the scoring engine alone, without a database. They are a program of their own, so that its memory is that of
/// the engine.
@main
struct PadanScoreBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "padan-score-bench", abstract: "Measures the scoring engine against peers, side by side.",
        subcommands: [ScoreBenchmark.self, RobustnessBenchmark.self])
}
