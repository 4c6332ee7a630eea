import Configuration
import Foundation

/// Phrases and the occupations that they mean, from `config/titles.csv`.
public struct TitleLexicon: Sendable {
    /// A phrase says who somebody is (a role: `teknisi mesin`) or in what somebody works (a field: `accounting`).
    enum Sort: String, Sendable {
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

    /// - Parameter codes: the unit groups that exist; others are refused with file and line.
    public init(root: DataRoot, codes: Set<String>) throws {
        let table = try CSVTable(
            root.config.appending(path: "titles.csv"),
            expecting: ["phrase", "sort", "occupation_code", "supervisor_code", "manager_code"])
        var entries: [Entry] = []
        for (row, line) in zip(table.rows, table.lines) {
            func refuse(_ reason: String) -> ConfigurationError {
                ConfigurationError(file: "titles.csv", line: line, reason: reason)
            }
            guard let sort = Sort(rawValue: row[1]) else { throw refuse("'\(row[1])' is none of role, field, level, noise") }
            for code in row[2...] where !code.isEmpty && !codes.contains(code) {
                throw refuse("there is no unit group \(code)")
            }
            guard sort == .noise || !row[2].isEmpty else { throw refuse("a \(sort.rawValue) needs an occupation") }
            let words = TitleText(row[0]).segments.flatMap { $0 }
            guard !words.isEmpty else { throw refuse("the phrase is empty") }
            entries.append(
                Entry(
                    words: words, sort: sort, code: row[2],
                    supervisorCode: row[3].isEmpty ? nil : row[3], managerCode: row[4].isEmpty ? nil : row[4]))
        }
        self.entries = entries
    }
}
