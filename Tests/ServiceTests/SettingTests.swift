import Configuration
import Domain
import Foundation
import Report
import Testing

@testable import Service

/// Every wrong value in a file of `config/` is told in the reader's language, with the line on which it stands.
@Suite struct SettingTests {
    /// A change that makes a file wrong, and what must be told about it.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let file: String
        let right: String
        let wrong: String
        /// The code of the fault.
        let code: String
        /// What stands on the line that is told.
        let line: String

        var testDescription: String { "\(file): \(wrong)" }

        init(_ file: String, _ right: String, _ wrong: String, _ code: String, line: String? = nil) {
            (self.file, self.right, self.wrong, self.code) = (file, right, wrong, code)
            self.line = line ?? wrong
        }
    }

    static let scoring =
        [
            ("[1, 0.4], [1.5", "[2, 0.4], [1.5", "value_points"), ("[1, 0.4], [1.5", "[1, 1.4], [1.5", "value_points"),
            ("points: [[0, 0], [1, 0.5], [2, 0.85], [4, 1]]", "points: [[0, 0]]", "value_points"),
            ("[1, 0.4], [1.5", "[1], [1.5", "value_points"),
            ("weight: 0.18", "weight: -0.18", "weight_range"), ("weight: 0.18", "weight: .nan", "weight_range"),
            ("{ demand_gap: 0.22", "{ demand_gap: -0.22", "weight_range"), ("{ demand_gap: 0.22", "{ luck: 0.22", "unknown_criterion"),
            ("  wage: #", "  luck: #", "unknown_criterion"), ("inclusion: 0.14 }", "inclusion: 0.13 }", "sum_of_weights"),
            (", inclusion: 0.14 }", " }", "weight_missing"), ("  pemerataan:", "  seimbang:", "profile_name_taken"),
            ("minimum_group: 5", "minimum_group: 1", "at_least"), ("minimum_advertisements: 5", "minimum_advertisements: 0", "at_least"),
            ("outcome_years: 3", "outcome_years: 0", "at_least"), ("samples: 1000", "samples: -1", "between"),
            ("samples: 1000", "samples: 1000001", "between"), ("top: 10 ", "top: 0 ", "between"), ("top: 10 ", "top: 101 ", "between"),
            ("concentration: 60", "concentration: 0", "above_zero"), ("concentration: 60", "concentration: .inf", "above_zero"),
            ("concentration: 60", "concentration: 1e-300", "between"), ("[1, 0.4], [1.5", "[1, 0.4], [1e300", "value_points"),
            ("firm: 0.8", "firm: 0", "share_above_zero"), ("firm: 0.8", "firm: 1.1", "share_above_zero"),
        ].map { Wrong("scoring.yaml", $0.0, $0.1, $0.2, line: $0.2 == "weight_missing" || $0.2 == "sum_of_weights" ? "pemerataan" : nil) }
        + [
            // Of the criteria together, the line is that of the whole list.
            Wrong("scoring.yaml", "weight: 0.18", "weight: 0.28", "sum_of_weights", line: "criteria:"),
            Wrong(
                "scoring.yaml", "  inclusion: # regional", "  inclusion_: # regional", "unknown_criterion", line: "inclusion_"),
        ]

    static let allocation = [
        ("epsilon", ["-1", "1.1", ".nan"], "must_be_between"), ("shortfall_penalty", ["-1", "1000001"], "must_be_between"),
        ("max_packages", ["0", "1001"], "must_be_between"), ("largest_share", ["0", "1.1"], "must_be_above_zero_at_most"),
        ("gap", ["-0.1", "1"], "share_below_one"), ("effort", ["0", "36001"], "must_be_above_zero_seconds"),
        ("review_effort", ["0", "3601"], "must_be_above_zero_seconds"), ("bottlenecks", ["-1", "1001"], "must_be_between"),
        ("upgrades", ["-1", "1001"], "must_be_between"), ("reasons", ["-1", "51"], "must_be_between"),
        ("ranks", ["-1", "1001"], "must_be_between"),
        ("assessor_days", ["0", "367"], "must_be_above_zero_at_most"),
        ("upgrade_days_per_unit", ["0", "367"], "must_be_above_zero_at_most"),
        ("budget_step", ["0", ".inf", ".nan"], "must_be_above_zero"),
    ].flatMap { key, values, code in values.map { Wrong("allocation.yaml", "KEY \(key)", "\(key): \($0)", code) } }

    static let demand = [
        ("opening_window_days: 45", "opening_window_days: 0", "at_least_one_day"), ("decay_km: 25", "decay_km: 0", "above_zero"),
        ("decay_km: 25", "decay_km: .nan", "above_zero"), ("decay_km: 25", "decay_km: .inf", "above_zero"),
        ("maximum_km: 75", "maximum_km: -1", "not_below_zero"), ("maximum_km: 75", "maximum_km: .nan", "not_below_zero"),
        ("absent_quotient: 0.5", "absent_quotient: 1.1", "quotient_range"), ("{ \"1\": 0.20,", "{ \"1\": 0,", "coverage_range"),
        ("{ \"1\": 0.15,", "{ \"1\": 1.5,", "coverage_range"), ("{ \"1\": 0.15,", "{", "major_group_missing"),
        ("relative_error: 0.5 #", "relative_error: 0 #", "error_range"),
        ("      relative_error: 0.35", "      relative_error: -1", "error_range"),
        ("relative_error: 0.35 #", "relative_error: .nan #", "error_range"),
        ("relative_error: 0.2 ", "relative_error: .inf ", "error_range"),
        ("relative_error: 0.3\n", "relative_error: 0\n", "error_range"),
        ("relative_error: 0.3\n", "relative_error: 1e-200\n", "error_range"),
        ("growth_minimum: -0.10", "growth_minimum: 0.2", "above_the_maximum"),
        ("growth_minimum: -0.10", "growth_minimum: .nan", "above_the_maximum"),
        ("growth_minimum: -0.10", "growth_minimum: -1e308", "must_be_between"),
        ("growth_maximum: 0.15", "growth_maximum: .inf", "must_be_between"), ("\"1\": 0.020", "\"1\": 1.2", "rate_range"),
        ("SMK: 0.62", "SMK: -0.1", "rate_range"),
    ].map { Wrong("demand.yaml", $0.0, $0.1, $0.2, line: $0.2 == "major_group_missing" ? "coverage: { " : nil) }

    static let storage = [
        Wrong("storage.yaml", "keep_latest: 5", "keep_latest: 0", "keep_latest_range"),
        Wrong("storage.yaml", "keep_days: 90", "keep_days: -1", "zero_or_more"),
    ]

    static let readers = [
        ("reserve: 10", "reserve: -1"), ("connections: 12", "connections: 0"), ("statement_seconds: 60", "statement_seconds: -5"),
        ("lock_seconds: 5", "lock_seconds: 2000001"), ("temporary_megabytes: 1024", "temporary_megabytes: 0"),
        ("idle_transaction_seconds: 30", "idle_transaction_seconds: 0"),
    ].map { Wrong("readers.yaml", $0.0, $0.1, "reader_bound_range") }

    /// Words by which an English sentence is known; none of them is an Indonesian word, a name in a file or a name of a file.
    static let english: Set<String> = [
        "the", "is", "are", "a", "an", "must", "be", "between", "above", "below", "at", "least", "most", "missing", "not", "to", "sum",
        "of",
        "known", "there", "and", "or", "no", "more", "one", "less", "needed", "expected",
    ]

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: DataRoot.find().config.appending(path: name), encoding: .utf8)
    }

    private func read(_ name: String, _ text: String, profile: String = "seimbang") throws {
        let file = ConfigurationFile(name: name, text: text)
        switch name {
        case "scoring.yaml": _ = try Service.scoringConfiguration(file, profile: profile)
        case "allocation.yaml": _ = try Service.allocationConfiguration(file)
        case "demand.yaml": _ = try Service.demandConfiguration(file)
        case "storage.yaml": _ = try RunPolicy(file)
        case "readers.yaml": _ = try ReaderBounds(file)
        case "fields.csv": _ = try Service.occupationShares(file, key: "field", mustSumToOne: false)
        default: _ = try Service.occupationShares(file, key: "industry_code", mustSumToOne: true)
        }
    }

    private func fault(_ name: String, _ text: String, profile: String = "seimbang") throws -> ConfigurationError? {
        do {
            try read(name, text, profile: profile)
            return nil
        } catch let error as ConfigurationError { return error }
    }

    /// Checks the sentences of an error in both languages.
    private func check(_ error: ConfigurationError, _ comment: String) throws {
        for language in Language.allCases {
            let words = try Words(language: language, root: DataRoot.find())
            let sentence = try #require(Service.sentence(of: error, Phrases(words)))
            #expect(
                !sentence.contains(/\{\w*\}/) && !sentence.contains("config.error") && !sentence.contains("error.configuration"),
                "\(sentence)")
            #expect(sentence.hasPrefix("\(error.file):"))
            guard language == .id else { continue }
            let found = Set(sentence.lowercased().split { !$0.isLetter && $0 != "_" }.map(String.init)).intersection(Self.english)
            #expect(found.isEmpty, "\(comment): \(sentence)")
        }
    }

    @Test(arguments: scoring + allocation + demand + storage + readers)
    func `every wrong setting is told in both languages with its line`(_ wrong: Wrong) throws {
        let text = try Self.text(wrong.file)
        #expect(try fault(wrong.file, text) == nil)
        let changed: String
        if wrong.right.hasPrefix("KEY ") {
            let key = String(wrong.right.dropFirst(4))
            changed = text.replacing(try Regex("(?m)^( *)\(key): [0-9.]+"), maxReplacements: 1) {
                "\($0.output[1].substring ?? "")\(wrong.wrong)"
            }
        } else {
            changed = text.replacing(wrong.right, with: wrong.wrong, maxReplacements: 1)
        }
        #expect(changed != text)
        let error = try #require(try fault(wrong.file, changed))
        guard case .setting(let code, _) = error.fault else {
            Issue.record("\(error)")
            return
        }
        #expect(code == wrong.code)
        let line = changed.split(separator: "\n", omittingEmptySubsequences: false)[try #require(error.line) - 1]
        #expect(line.contains(wrong.line.trimmingCharacters(in: .newlines)), "\(error)")
        try check(error, wrong.testDescription)
    }

    @Test func `a profile that is not there and a criterion without a value function are told`() throws {
        let text = try Self.text("scoring.yaml")
        let unknown = try #require(try fault("scoring.yaml", text, profile: "kilat"))
        #expect(unknown.reason.hasPrefix("unknown_profile"))
        try check(unknown, "profile")
        // The last criterion goes, and its weight with it, while the profiles go on weighing it.
        let start = try #require(text.range(of: "  inclusion: # regional")).lowerBound
        let end = try #require(text.range(of: "# Other weights for other questions")).lowerBound
        var without = text
        without.removeSubrange(start..<end)
        let missing = try #require(try fault("scoring.yaml", without))
        #expect(missing.reason.hasPrefix("value_function_missing"))
        try check(missing, "criterion")
    }

    /// A fault that is added to a room without a sentence, a sentence whose fault is gone, and a fault without a case above are all seen.
    @Test func `faults, sentences and the list of wrong settings agree`() throws {
        let listed = Set((Self.scoring + Self.allocation + Self.demand + Self.storage + Self.readers).map(\.code))
            .union(["unknown_profile", "value_function_missing"])
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources")
        var coded: Set<String> = []
        for path in [
            "Scoring/ScoringConfiguration.swift", "Demand/DemandConfiguration.swift", "Allocation/Planning/AllocationConfiguration.swift",
            "Service/Service+runs.swift", "Service/ReaderBounds.swift",
        ] {
            let source = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            coded.formUnion(source.matches(of: /code: (?:String = )?"(\w+)"/).map { String($0.1) })
        }
        #expect(coded == listed)
        for language in Language.allCases {
            let keys = try Words(language: language, root: DataRoot.find()).keys.filter { $0.hasPrefix("error.configuration.") }
            #expect(Set(keys.map { String($0.dropFirst("error.configuration.".count)) }) == listed)
        }
    }

    @Test func `shares that are wrong are told in both languages with their line`() throws {
        let header = "industry_code,occupation_code,share\n"
        for row in ["A,1311,0", "A,1311,1.1", "A,131,0.5", "A,1311,banyak", "A,1311,nan"] {
            let error = try #require(try fault("staffing.csv", header + row + "\n"))
            #expect(error == ConfigurationError(file: "staffing.csv", line: 2, fault: .badShare))
            try check(error, row)
        }
        let sum = try #require(try fault("staffing.csv", header + "A,1311,1\nB,1311,0.25\nB,1312,0.25\n"))
        #expect(sum == ConfigurationError(file: "staffing.csv", line: 3, fault: .sumOfShares(group: "B", sum: 0.5, mayBeLess: false)))
        try check(sum, "sum")
        let above = try #require(try fault("fields.csv", "field,occupation_code,share\nx,1311,1\nx,1312,0.5\n"))
        #expect(above == ConfigurationError(file: "fields.csv", line: 2, fault: .sumOfShares(group: "x", sum: 1.5, mayBeLess: true)))
        try check(above, "sum")
        for (name, key) in [("staffing.csv", "industry_code"), ("fields.csv", "field")] {
            let rows = "A,1311,0.5\nA,1312,0.25\nA,1311,0.25\n"
            let repeated = try #require(try fault(name, "\(key),occupation_code,share\n" + rows))
            #expect(repeated == ConfigurationError(file: name, line: 4, fault: .repeatedRow(first: 2)))
            try check(repeated, name)
        }
    }

    /// The parser's own words stay as they are, behind a phrase of the reader's language.
    @Test func `a text that is no YAML is introduced in the reader's language`() throws {
        for (text, line) in [("epsilon: [1,\n", 2), ("epsilon: 'x\n", 2), ("a: b: c\n", 1)] {
            let error = try #require(try fault("allocation.yaml", text))
            let words = try Words(language: .id, root: DataRoot.find())
            let sentence = try #require(Service.sentence(of: error, Phrases(words)))
            #expect(sentence.contains("bukan YAML yang benar: "), "\(sentence)")
            #expect(error.line.map { abs($0 - line) <= 1 } == true, "\(sentence)")
        }
    }
}
