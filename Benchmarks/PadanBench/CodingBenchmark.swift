import ArgumentParser
import Configuration
import BenchSupport
import Foundation
import Ingest
import Postgres

/// The benchmark `coding`: how precise and how fast the place resolver and the title coder are on texts that were labelled by
/// hand.
struct CodingBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coding", abstract: "Precision and coverage of the title coder and the place resolver on labelled texts.")

    @Option(help: "A folder with regions.csv and districts.csv; without it places are not measured.") var data: String?
    @Flag(help: "Fit the calibration and the thresholds of config/title_coding.yaml, print what to write there, and measure nothing else.")
    var fit = false
    @Option(help: "Further places in a CSV file of text and accepted answers; those that it answers otherwise are printed.")
    var places: String?

    @Option(help: "The file of advertisements that titles_advertisements was drawn from (Judul, Kategori, Keterampilan).")
    var advertisements: String?

    func run() async throws {
        let root = try DataRoot.find()
        let fixtures = root.url.appending(path: "Tests/IngestTests/Fixtures")
        let lexicon = try TitleLexicon(root: root)
        if fit { return try fit(root, lexicon, fixtures) }
        let clock = ContinuousClock()
        let coder = TitleCoder(lexicon: lexicon)
        // A title that is known needs no learning.
        let learnt = clock.measure { _ = coder.code("Xyzzy tukang las") }
        print("titles: learnt in \(String(format: "%.2f", learnt.seconds)) s")
        let files = [
            "titles_vocational_development.csv", "titles_advertisements_development.csv", "titles_labelled.csv", "titles_vocational.csv",
            "titles_advertisements.csv", "titles_vocational_later.csv", "titles_advertisements_later.csv",
        ]
        var texts: [String] = []
        for file in files {
            let labels = try labels(fixtures.appending(path: file))
            texts += labels.map(\.text)
            show(file, TitleEvaluation(labels.map { TitleEvaluation.Label(text: $0.text, accepted: $0.accepted) }) { coder.code($0) })
        }
        for _ in 0..<3 {
            let took = clock.measure { for _ in 0..<20 { for text in texts { _ = coder.code(text) } } }
            print("titles: \(Int(Double(texts.count * 20) / took.seconds)) a second on one core")
        }
        print("titles: \(peakMegabytes()) MB, the program with it")
        if let advertisements { try showHints(URL(filePath: advertisements), fixtures, coder) }
        var official: [TitleEvaluation.Label] = []
        var answers: [String: CodedTitle] = [:]
        try folds(root, lexicon) { held, coder in
            official += held
            for title in held { answers[title.text] = coder.code(title.text) }
        }
        show("official titles, five folds", TitleEvaluation(official) { answers[$0] ?? coderless($0) })

        guard let data else { return }
        let folder = URL(filePath: "/tmp/padan-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        chmod(folder.path, 0o755)
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = EmbeddedServer(layout: ServerLayout(home: folder.path, serverUser: geteuid() == 0 ? "postgres" : nil))
        let connection = try await PostgresConnection.connect(try await server.start())
        _ = try await Migrator(sqlDirectory: root.sql).migrate(connection)
        let aliases = try ImportAliases(root: root)
        for (kind, name) in [(ImportKind.regions, "regions.csv"), (.districts, "districts.csv")] {
            _ = try await Importer(kind, aliases: aliases).load("\(data)/\(name)", into: connection)
        }
        let resolver = PlaceResolver(gazetteer: try await Gazetteer.load(connection))
        let places = try labels(fixtures.appending(path: "places_labelled.csv"))
        let (resolved, rightPlaces, _) = measure(places) { resolver.resolve($0).code }
        print("places: \(places.count) labelled, coverage \(share(resolved, places.count)), precision \(share(rightPlaces, resolved))")
        let hard = try labels(fixtures.appending(path: "places_hard.csv"))
        print(hardPlaces(hard, resolver, prints: false))
        if let further = self.places { print(hardPlaces(try labels(URL(filePath: further)), resolver, prints: true)) }
        let placesStarted = ContinuousClock.now
        for _ in 0..<20 { for place in places { _ = resolver.resolve(place.text) } }
        print("places: \(Int(Double(places.count * 20) / (ContinuousClock.now - placesStarted).seconds)) a second on one core")
        let advertised = URL(filePath: data).appending(path: "vacancies_jobstreet_2024.csv")
        if FileManager.default.fileExists(atPath: advertised.path) {
            guard let texts = try CSVTable(advertised).values(of: "Lokasi") else {
                throw BenchmarkFailure("\(advertised.path) has no column Lokasi")
            }
            print("places: \(share(texts.count { resolver.resolve($0).code != nil }, texts.count)) of the \(texts.count) rows resolved")
        }
        try await server.stop()
    }

    /// How many of hard places are right, left open and wrong. A label is a code of a region, `ID`, `abroad`, `remote`, or `unresolved` where the text
    /// means several places or none, so that no answer is right.
    private func hardPlaces(_ labels: [(text: String, accepted: Set<String>)], _ resolver: PlaceResolver, prints: Bool) -> String {
        var (right, wrong) = (0, 0)
        for label in labels {
            let place = resolver.resolve(label.text)
            let answer = place.code ?? place.level.rawValue
            if label.accepted.contains(answer) {
                right += 1
                continue
            }
            if answer != Place.Level.unresolved.rawValue { wrong += 1 }
            if prints { print("  \(label.text): \(answer), not \(label.accepted.sorted().joined(separator: " or "))") }
        }
        let open = labels.count - right - wrong
        return "places: of \(labels.count) hard ones \(share(right, labels.count)) right, \(wrong) wrong, \(open) left open"
    }

    /// The official titles of KBJI 2014 in five parts, each with a coder that knows neither them nor, under another source, the same words.
    private func folds(_ root: DataRoot, _ lexicon: TitleLexicon, _ body: ([TitleEvaluation.Label], TitleCoder) throws -> Void) throws {
        let official = try CSVTable(root.config.appending(path: "titles.csv")).rows.filter { $0[2] == "kbji2014" }
        var random = SplitMix(seed: 2014)
        var order = Array(official.indices)
        for index in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(index, random.next(index + 1)) }
        for fold in 0..<5 {
            let held = order.indices.filter { $0 % 5 == fold }.map { official[order[$0]] }
            let coder = TitleCoder(lexicon: lexicon.without(Set(held.map { $0[0] })))
            try body(held.map { TitleEvaluation.Label(text: $0[0], accepted: [$0[1]]) }, coder)
        }
    }

    /// Fits calibration and thresholds to the sets that are for it, and prints what to write into `config/title_coding.yaml`.
    private func fit(_ root: DataRoot, _ lexicon: TitleLexicon, _ fixtures: URL) throws {
        var fit = TitleFit()
        let coder = TitleCoder(lexicon: lexicon)
        for name in ["titles_vocational_development", "titles_advertisements_development", "titles_labelled"] {
            let labels = try labels(fixtures.appending(path: "\(name).csv")).map {
                TitleEvaluation.Label(text: $0.text, accepted: $0.accepted)
            }
            fit.add(name, labels, coder: coder)
        }
        try folds(root, lexicon) { held, coder in fit.add("official titles, five folds", held, coder: coder) }
        guard let calibration = fit.calibration else { throw BenchmarkFailure("the sets decide no calibration") }
        print("calibration:")
        for (key, value) in [
            ("intercept", calibration.intercept), ("per_log_odds", calibration.perLogOdds), ("per_likeness", calibration.perLikeness),
        ] { print(String(format: "  \(key): %.4f", value)) }
        print("thresholds:")
        for precision in [0.85, 0.9, 0.92, 0.95, 0.97] {
            guard let threshold = fit.threshold(of: precision, calibration) else { continue }
            print(String(format: "  - {precision: %.2f, probability: %.3f}", precision, threshold))
            for set in fit.figures(at: threshold, calibration) {
                print(
                    "    # \(set.name): coverage \(String(format: "%.3f", set.coverage)),",
                    "precision \(String(format: "%.3f", set.precision)), calibration error \(String(format: "%.3f", set.calibrationError))")
            }
        }
    }

    /// The sets of advertisements once more, by their titles alone and with the category and skills of their rows.
    private func showHints(_ file: URL, _ fixtures: URL, _ coder: TitleCoder) throws {
        let table = try CSVTable(file)
        let columns = try ["Judul", "Kategori", "Keterampilan"].map { name in
            guard let values = table.values(of: name) else { throw BenchmarkFailure("\(file.path) has no column \(name)") }
            return values.map { $0 == "Not found" ? "" : $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        }
        var hints: [String: String] = [:]
        for row in columns[0].indices {
            // Of several rows the first that has a category.
            if let before = hints[columns[0][row]], columns[1][row].isEmpty || !before.hasPrefix("|") { continue }
            hints[columns[0][row]] = columns[1][row] + "|" + columns[2][row].replacingOccurrences(of: "\n", with: "|")
        }
        for name in ["titles_advertisements_development.csv", "titles_advertisements.csv"] {
            let labels = try labels(fixtures.appending(path: name)).map { TitleEvaluation.Label(text: $0.text, accepted: $0.accepted) }
            show("\(name), title alone", TitleEvaluation(labels) { coder.code($0) })
            show("\(name), with category and skills", TitleEvaluation(labels) { coder.code($0, beside: hints[$0, default: ""]) })
        }
    }

    private func coderless(_ text: String) -> CodedTitle { CodedTitle(text: text, code: nil, score: 0, method: .uncoded, alternatives: []) }

    private func show(_ name: String, _ evaluation: TitleEvaluation) {
        let curve = evaluation.curve.map { String(format: "%.2f: %.3f", $0.coverage, $0.precision) }.joined(separator: ", ")
        let curveAtTwo = evaluation.curveAtTwoDigits.map { String(format: "%.2f: %.3f", $0.coverage, $0.precision) }.joined(separator: ", ")
        let (coded, right) = (evaluation.coded, evaluation.right)
        print(
            "titles: \(name): \(evaluation.titles), coverage \(share(coded, evaluation.titles)), precision \(share(right, coded))",
            "at four digits, \(share(evaluation.rightAtTwoDigits, coded)) at two; precision at coverage \(curve);",
            "at two digits \(curveAtTwo);",
            "calibration error \(String(format: "%.3f", evaluation.calibrationError))")
        for bin in evaluation.bins {
            print(
                String(
                    format: "    %.1f to %.1f: %4d titles, said %.3f, right %.3f", bin.from, bin.from + 0.1, bin.titles, bin.said,
                    bin.right))
        }
    }

    private func measure(
        _ labels: [(text: String, accepted: Set<String>)], _ code: (String) -> String?
    ) -> (coded: Int, right: Int, rightAtTwo: Int) {
        var (coded, right, rightAtTwo) = (0, 0, 0)
        for label in labels {
            guard let answer = code(label.text) else { continue }
            coded += 1
            if label.accepted.contains(answer) { right += 1 }
            if label.accepted.contains(where: { $0.prefix(2) == answer.prefix(2) }) { rightAtTwo += 1 }
        }
        return (coded, right, rightAtTwo)
    }

    private func labels(_ url: URL) throws -> [(text: String, accepted: Set<String>)] {
        try CSVTable(url, expecting: ["text", "accepted"]).rows.map {
            ($0[0], Set($0[1].split(separator: "|").map(String.init).filter { $0 != "-" }))
        }
    }

    private func share(_ part: Int, _ whole: Int) -> String { String(format: "%.1f %%", 100 * Double(part) / Double(max(1, whole))) }
}
