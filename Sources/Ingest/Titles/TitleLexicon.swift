import Configuration
import Foundation

/// Phrases and the occupations that they mean, from `config/titles.csv`.
public struct TitleLexicon: Sendable {
    /// A phrase says who somebody is (a role: `teknisi mesin`) or in what somebody works (a field: `accounting`).
    enum Sort: String, Sendable, CaseIterable {
        case role, field
        /// A word that says little (`supervisor`, `analyst`) and counts only where nothing better stands in the title.
        case level
        /// What is no occupation by itself: `mandarin speaker`, `jakarta`.
        case noise
    }

    struct Entry: Sendable {
        let words: [String]
        let sort: Sort
        let code: String
        /// Code of those who supervise or coordinate in the field; `nil`: the same.
        let supervisorCode: String?
        /// Code of those who manage it; `nil`: the same.
        let managerCode: String?
    }

    let entries: [Entry]

    /// Reads `config/titles.csv` with the unit groups of `config/occupations.csv`.
    ///
    /// - Parameter root: the folder that holds `config/`.
    /// - Throws: `ConfigurationError` when one of the files cannot be read, or a phrase has a code that does not exist.
    public init(root: DataRoot) throws {
        let occupations = try CSVTable(
            root.config.appending(path: "occupations.csv"), expecting: ["occupation_code", "parent_code", "name", "name_en"])
        try self.init(root: root, codes: Set(occupations.rows.map { $0[0] }.filter { $0.utf8.count == 4 }))
    }

    /// Reads `config/titles.csv`.
    ///
    /// - Parameters:
    ///   - root: the folder that holds `config/`.
    ///   - codes: the unit groups that exist; others are refused with file and line.
    /// - Throws: `ConfigurationError` when the file cannot be read, or a phrase has no word, no known sort or a code that does not exist.
    public init(root: DataRoot, codes: Set<String>) throws {
        let table = try CSVTable(
            root.config.appending(path: "titles.csv"),
            expecting: ["phrase", "sort", "occupation_code", "supervisor_code", "manager_code"])
        var entries: [Entry] = []
        for (row, line) in zip(table.rows, table.lines) {
            func refuse(_ fault: ConfigurationError.Fault) -> ConfigurationError {
                ConfigurationError(file: "titles.csv", line: line, fault: fault)
            }
            guard let sort = Sort(rawValue: row[1]) else {
                throw refuse(.notAChoice(row[1], choices: Sort.allCases.map(\.rawValue)))
            }
            for code in row[2...] where !code.isEmpty && !codes.contains(code) { throw refuse(.unknownOccupation(code)) }
            guard sort == .noise || !row[2].isEmpty else { throw refuse(.occupationMissing(sort: sort.rawValue)) }
            let words = TitleText(row[0]).segments.flatMap { $0 }
            guard !words.isEmpty else { throw refuse(.emptyPhrase) }
            entries.append(
                Entry(
                    words: words, sort: sort, code: row[2],
                    supervisorCode: row[3].isEmpty ? nil : row[3], managerCode: row[4].isEmpty ? nil : row[4]))
        }
        self.entries = entries
    }
}
