import Configuration

/// The sections of KBLI 2025, whose letters from K on are others than those of KBLI 2020, and of which two are one there.
struct NewIndustries: Sendable {
    /// A section of KBLI 2025.
    struct Section: Sendable, Equatable {
        /// Its letter there.
        let letter: String
        /// The section of KBLI 2020 that it is, or is a part of.
        let code: String
        /// Whether it is only a part of that section.
        let isPart: Bool
    }

    private var byName: [String: Section] = [:]
    private var byLetter: [String: Section] = [:]

    /// Knows no section.
    init() {}

    /// Reads `config/kbli_2025.csv`.
    ///
    /// - Parameter root: the folder that holds `config/`.
    /// - Throws: `ConfigurationError` where the file cannot be read, or a letter is none.
    init(root: DataRoot) throws {
        let table = try CSVTable(root.config.appending(path: "kbli_2025.csv"), expecting: ["letter", "code", "name"])
        let letters = Dictionary(grouping: table.rows, by: { $0[1] }).mapValues { Set($0.map { $0[0] }) }
        for (row, line) in zip(table.rows, table.lines) {
            for (place, range) in [(0, "A-V"), (1, "A-U")] where row[place].wholeMatch(of: place == 0 ? /[A-V]/ : /[A-U]/) == nil {
                throw ConfigurationError(file: "kbli_2025.csv", line: line, fault: .notAChoice(row[place], choices: [range]))
            }
            let section = Section(letter: row[0], code: row[1], isPart: (letters[row[1]]?.count ?? 0) > 1)
            byName[IndustryNames.key(row[2])] = section
            byLetter[row[0]] = section
        }
    }

    /// The section of a name.
    func section(named name: some StringProtocol) -> Section? { byName[IndustryNames.key(name)] }

    /// The section of a letter.
    func section(lettered letter: some StringProtocol) -> Section? { byLetter[letter.uppercased()] }
}
