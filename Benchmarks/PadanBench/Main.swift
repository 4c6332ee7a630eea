import ArgumentParser

/// The benchmarks whose figures the README quotes. Each one measures against a peer in the same run.
@main
struct PadanBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "padan-bench", abstract: "Measures Padan against peers, side by side.",
        subcommands: [
            ImportBenchmark.self, CodingBenchmark.self, SpreadBenchmark.self, RunBenchmark.self, ExportBenchmark.self,
            DashboardBenchmark.self,
        ],
        defaultSubcommand: ImportBenchmark.self)
}
