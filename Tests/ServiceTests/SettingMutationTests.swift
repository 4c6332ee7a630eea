import Configuration
import Foundation
import Ingest
import TestSupport
import Testing

@testable import Service

/// A file of `config/` is somebody's: whatever stands in it, it is used or refused with file and line, and the program goes on.
@Suite struct SettingMutationTests {
    private static let names = [
        "scoring.yaml", "allocation.yaml", "demand.yaml", "storage.yaml", "fields.csv", "staffing.csv", "import.yaml",
    ]

    /// Reads a file as the program does.
    ///
    /// - Returns: Whether it is used.
    private func isUsed(_ name: String, _ text: String) throws -> Bool {
        let file = ConfigurationFile(name: name, text: text)
        do {
            switch name {
            case "scoring.yaml": _ = try Service.scoringConfiguration(file, profile: "seimbang")
            case "allocation.yaml": _ = try Service.allocationConfiguration(file)
            case "demand.yaml": _ = try Service.demandConfiguration(file)
            case "storage.yaml": _ = try RunPolicy(file)
            case "import.yaml": _ = try file.decode(ImportAliases.self)
            case "fields.csv": _ = try Service.occupationShares(file, key: "field", mustSumToOne: false)
            default: _ = try Service.occupationShares(file, key: "industry_code", mustSumToOne: true)
            }
            return true
        } catch is ConfigurationError {
            return false
        }
    }

    @Test(arguments: names)
    func `no change of a file of the configuration stops the program`(_ name: String) throws {
        let whole = try String(contentsOf: DataRoot.find().config.appending(path: name), encoding: .utf8)
        #expect(try isUsed(name, whole))
        // A part of a long file is enough, and is quicker to read.
        let text = whole.split(separator: "\n", omittingEmptySubsequences: false).prefix(80).joined(separator: "\n") + "\n"
        var mutator = Mutator(seed: 17)
        var refused = 0
        for number in 0..<120 {
            let changed =
                number % 2 == 0
                ? mutator.numbersChanged(text) : String(decoding: mutator.changed(Array(text.utf8)), as: UTF8.self)
            if try !isUsed(name, changed) { refused += 1 }
        }
        #expect(refused > 0)
    }

    @Test(arguments: [
        "keep_latest: 9223372036854775807:1", "keep_latest: 1:1:1:1:1:1:1:1:1:1:1:1:1", "keep_latest: 99999999999999999999999",
        "keep_latest: 0x7fffffffffffffffff", "keep_latest: -9223372036854775808", "keep_latest: 1e400", "keep_latest: &a [*a]", "&a *a",
        String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000), String(repeating: "- ", count: 100_000),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nkeep_latest: [*c, *c]", "keep_latest: !!binary x", "keep_latest: 2018-99-99",
        "\u{0}",
        "keep_latest: \u{FEFF}", "",
    ])
    func `what YAML can hold and this program cannot use is refused`(_ text: String) throws {
        #expect(try !isUsed("storage.yaml", text + "\nkeep_days: 90\n"))
    }

    @Test(arguments: ["fields.csv", "staffing.csv"])
    func `a table with a NUL in it is refused, because the database cannot keep it with a run`(_ name: String) throws {
        let text = try String(contentsOf: DataRoot.find().config.appending(path: name), encoding: .utf8)
        #expect(try !isUsed(name, text + "# \u{0}\n"))
    }
}
