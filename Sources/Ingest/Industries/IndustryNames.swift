import Configuration
import Postgres

/// Names of industries and the codes that they mean: those of `config/industry_names.csv` and of the register.
public struct IndustryNames: Sendable {
    /// A name's key → the codes that it may mean, the widest first.
    private let codes: [String: [String]]
    /// The sections of KBLI 2025.
    let new: NewIndustries

    /// Takes names.
    ///
    /// - Parameter names: codes and their names; a code is a section, a division or a group of sections (`M,N`). One name may have several.
    public init(_ names: some Sequence<(code: String, name: String)>) { self.init(names, new: NewIndustries()) }

    init(_ names: some Sequence<(code: String, name: String)>, new: NewIndustries) {
        self.new = new
        var codes: [String: [String]] = [:]
        for (code, name) in names {
            let key = Self.key(name)
            if !key.isEmpty, codes[key]?.contains(code) != true { codes[key, default: []].append(code) }
        }
        self.codes = codes.mapValues { $0.sorted { (Self.width($1), $0) < (Self.width($0), $1) } }
    }

    /// The names of `config/industry_names.csv` and those in the database.
    ///
    /// - Parameters:
    ///   - connection: the database.
    ///   - root: the folder that holds `config/`; `nil` for the one that is found by itself.
    /// - Returns: the names; of a name with several codes all of them.
    /// - Throws: `PostgresError` when the table cannot be read, `ConfigurationError` for the file, `DataRoot.NotFound` when there is no such
    ///   folder.
    public static func load(_ connection: isolated PostgresConnection, root: DataRoot? = nil) throws -> IndustryNames {
        // Division names repeat those of their section (55 to 56, 84): the section is the wider meaning, and no file means less.
        let stored = try connection.rows(
            "SELECT industry_code, name, name_en FROM padan.industry ORDER BY length(industry_code), industry_code"
        ) {
            (code: try $0["industry_code"] as String, names: [try $0["name"] as String, try $0["name_en"] as String])
        }
        let root = try root ?? DataRoot.find()
        return IndustryNames(
            try configured(root) + stored.flatMap { row in row.names.map { (code: row.code, name: $0) } },
            new: try NewIndustries(root: root))
    }

    /// Reads `config/industry_names.csv`.
    static func configured(_ root: DataRoot) throws -> [(code: String, name: String)] {
        let table = try CSVTable(root.config.appending(path: "industry_names.csv"), expecting: ["code", "name", "source"])
        return try zip(table.rows, table.lines).map { row, line in
            func refuse(_ fault: ConfigurationError.Fault) -> ConfigurationError {
                ConfigurationError(file: "industry_names.csv", line: line, fault: fault)
            }
            let sections = row[0].split(separator: ",", omittingEmptySubsequences: false)
            let isRising = zip(sections, sections.dropFirst()).allSatisfy { $0 < $1 }
            guard isRising, sections.allSatisfy({ $0.wholeMatch(of: /[A-U]/) != nil }) else {
                throw refuse(.notAChoice(row[0], choices: ["C", "M,N"]))
            }
            guard !key(row[1]).isEmpty else { throw refuse(.emptyPhrase) }
            return (row[0], row[1])
        }
    }

    /// The codes that a name may mean, the widest first.
    func meanings(of name: some StringProtocol) -> [String] { codes[Self.key(name)] ?? [] }

    /// The codes of the names that have the most words in common with a text, at least half of those that either has.
    ///
    /// - Returns: the code that is likeliest; `nil` where none is likely, or two are equally so.
    func likely(_ text: some StringProtocol) -> String? {
        let words = Set(Self.words(text))
        guard words.count > 1 else { return nil }
        var best = 0.5
        var found: Set<String> = []
        for (key, codes) in codes {
            let other = Set(key.split(separator: " ").map(String.init))
            let likeness = Double(words.intersection(other).count) / Double(words.union(other).count)
            if likeness > best { (best, found) = (likeness, [codes[0]]) } else if likeness == best { found.insert(codes[0]) }
        }
        return found.count == 1 ? found.first : nil
    }

    /// How many sections a code covers; less than one for what is narrower than a section.
    private static func width(_ code: String) -> Double {
        if code.utf8.contains(0x2C) { return Double(code.split(separator: ",").count) }
        return code.utf8.count == 1 ? 1 : 1 / Double(code.utf8.count)
    }

    private static let fillers: Set = ["dan", "serta", "yang", "and", "of", "the", "pdrb"]

    private static func words(_ text: some StringProtocol) -> [String] {
        Mojibake.repaired(text).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { !fillers.contains($0) }
    }

    static func key(_ text: some StringProtocol) -> String { words(text).joined(separator: " ") }
}
