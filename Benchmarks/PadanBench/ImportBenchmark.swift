import ArgumentParser
import Configuration
import BenchSupport
import Foundation
import Ingest
import Postgres

/// The benchmark `import`: generated vacancies from the file to the tables, checks and coding included, against `psql \copy` of
/// the same file into a table without types.
struct ImportBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Vacancy rows end to end against psql \\copy of the same file.")

    @Option(help: "Rows of the generated file.") var rows = 1_000_000
    @Option(help: "Rounds; the medians are shown.") var rounds = 3
    @Option(help: "Seed of the generated file.") var seed: UInt64 = 20_181_123

    func run() async throws {
        let root = try DataRoot.find()
        let folder = URL(filePath: "/tmp/padan-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        chmod(folder.path, 0o755)
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = EmbeddedServer(layout: ServerLayout(home: folder.path, serverUser: geteuid() == 0 ? "postgres" : nil))
        let configuration = try await server.start()
        let connection = try await PostgresConnection.connect(configuration)
        _ = try await Migrator(sqlDirectory: root.sql).migrate(connection)
        let aliases = try ImportAliases(root: root)
        for (kind, path) in [
            (ImportKind.occupations, "occupations.csv"), (.industries, "industries.csv"), (.regions, "sample/regions.csv"),
        ] {
            _ = try await Importer(kind, aliases: aliases).load(root.config.appending(path: path).path, into: connection)
        }
        let file = folder.appending(path: "vacancies.csv")
        var generator = try VacancyFile(seed: seed, root: root)
        let distinct = try generator.write(rows, to: file)
        let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
        print("\(rows) rows, \(distinct) distinct advertisements, \(size / 1_000_000) MB")
        try await connection.execute(
            "CREATE TABLE untyped (title text, employer text, place text, monthly_pay text, posted_on text, openings text, industry_code text)"
        )
        var ratios: [Double] = []
        for round in 1...rounds {
            try await connection.executeScript("TRUNCATE untyped; TRUNCATE padan.vacancy, padan.job_title, padan.place; CHECKPOINT")
            try await connection.execute("DELETE FROM padan.source_file WHERE kind = 'vacancies'")
            let peer = try copyWithPsql(file, configuration)
            try await connection.executeScript("CHECKPOINT")
            let started = ContinuousClock.now
            let coder = TitleCoder(lexicon: try TitleLexicon(root: root))
            var options = ImportOptions()
            options.sourceName = "bench"
            let summary = try await Importer(.vacancies, options: options, aliases: aliases).load(
                file.path, into: connection, coder: coder)
            let own = (ContinuousClock.now - started).seconds
            ratios.append(own / peer)
            print(
                "round \(round): padan import \(own.short) s (\(summary.read) read, \(summary.new) new, \(summary.rejected) rejected), psql \\copy \(peer.short) s, ratio \((own / peer).short)"
            )
        }
        print("median ratio \(ratios.sorted()[ratios.count / 2].short); peak memory of this process \(peakMegabytes()) MB")
        try await server.stop()
    }

    private func copyWithPsql(_ file: URL, _ configuration: PostgresConfiguration) throws -> Double {
        let started = ContinuousClock.now
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "psql", "-q", "-d", configuration.connectionString, "-c", "\\copy untyped FROM '\(file.path)' WITH (FORMAT csv, HEADER)",
        ]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CleanExit.message("psql failed") }
        return (ContinuousClock.now - started).seconds
    }
}
