import Configuration

/// A line of `config/region_codes.csv`: a code that the register of regions does not have, or the extent that a province had.
public struct RegionCodeEntry: Sendable, Equatable {
    /// What a line is about; the raw value is the word in the column `kind`.
    public enum Kind: String, Sendable, CaseIterable {
        /// A code of the ministry of home affairs that a region had before.
        case kemendagri
        /// A code of the statistical office.
        case bps
        /// A province that others were divided from.
        case extent
    }

    /// What the line is about.
    public let kind: Kind
    /// The code as its office writes it: `91.01` or `9501`.
    public let code: String
    /// The Kemendagri codes that it means today; for an extent the provinces that were divided from it.
    public let regions: [String]
    /// For an extent the last year of the undivided province.
    public let until: Int?

    /// Reads `config/region_codes.csv`.
    ///
    /// - Parameter root: the folder that holds `config/`.
    /// - Returns: the lines, in their order.
    /// - Throws: `ConfigurationError` when the file cannot be read, a kind is unknown, a code has another form or stands twice, or an extent has
    ///   no year.
    public static func load(_ root: DataRoot) throws -> [RegionCodeEntry] {
        let table = try CSVTable(
            root.config.appending(path: "region_codes.csv"), expecting: ["kind", "code", "region_code", "name", "until", "source"])
        var lines: [String: Int] = [:]
        return try zip(table.rows, table.lines).map { row, line in
            func refuse(_ fault: ConfigurationError.Fault) -> ConfigurationError {
                ConfigurationError(file: "region_codes.csv", line: line, fault: fault)
            }
            guard let kind = Kind(rawValue: row[0]) else { throw refuse(.notAChoice(row[0], choices: Kind.allCases.map(\.rawValue))) }
            let isCode = kind == .bps ? row[1].wholeMatch(of: /[0-9]{2}|[0-9]{4}/) != nil : Self.isCode(row[1])
            guard isCode else { throw refuse(.notAChoice(row[1], choices: kind == .bps ? ["95", "9501"] : ["91", "91.01"])) }
            let regions = row[2].split(separator: "|").map(String.init)
            guard !regions.isEmpty, kind == .extent || regions.count == 1, regions.allSatisfy(Self.isCode) else {
                throw refuse(.notAChoice(row[2], choices: kind == .extent ? ["93|94|95"] : ["93", "93.01"]))
            }
            let until = Int(row[4])
            guard (until != nil) == (kind == .extent) else { throw refuse(.notAChoice(row[4], choices: kind == .extent ? ["2022"] : [""])) }
            if let first = lines.updateValue(line, forKey: "\(kind.rawValue)\t\(row[1])") { throw refuse(.repeatedRow(first: first)) }
            return RegionCodeEntry(kind: kind, code: row[1], regions: regions, until: until)
        }
    }

    private static func isCode(_ text: String) -> Bool { text.wholeMatch(of: /[0-9]{2}(\.[0-9]{2})?/) != nil }
}
