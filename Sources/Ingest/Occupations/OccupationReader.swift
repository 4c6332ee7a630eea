import Domain

/// Reads the codes of occupations of one file in the version that they are of, and counts what it converted.
struct OccupationReader {
    let concordance: Concordance
    /// The official names, for lists of groups; `nil` for files that only refer to groups.
    let groups: OfficialGroups?
    /// The version of rows that state none.
    let fileVersion: String
    private var tallies: [String: Tally] = [:]

    private struct Tally {
        var rows = 0
        var changedRows = 0
        var changes: [OccupationConversion.Change: Int] = [:]
    }

    /// - Throws: `ImportError.unknownOccupationVersion` when a version is stated that the concordance does not have.
    init(concordance: Concordance, stated: String?, groups: OfficialGroups? = nil) throws {
        self.concordance = concordance
        self.groups = groups
        guard let stated else {
            fileVersion = Classification.occupations
            return
        }
        guard let version = concordance.version(named: stated) else {
            throw ImportError.unknownOccupationVersion(stated, known: concordance.known)
        }
        fileVersion = version
    }

    /// The version of a row.
    ///
    /// - Returns: the version as the concordance has it, that of the file where the row states none; or why the row is refused.
    func version(of record: TableRecord, _ layout: ColumnLayout, _ noValue: NoValue) -> Result<String, RowRefused> {
        guard let field = layout.occupationVersion else { return .success(fileVersion) }
        let text = Substring(record.text(field)).trimmingSpaces()
        func refuse(_ why: RejectReason) -> Result<String, RowRefused> {
            .failure(RowRefused(rejection: Rejection(line: record.line, column: layout.header[field], value: String(text), why: why)))
        }
        if let fault = record.faults.first(where: { $0.field == field }) { return refuse(fault.why) }
        if noValue.isMeant(by: text) { return .success(fileVersion) }
        return concordance.version(named: String(text)).map { .success($0) }
            ?? refuse(.unknownVersion(String(text), known: concordance.known))
    }

    /// Our code for a code of a version.
    func code(_ code: String, of version: String) -> Result<String, RejectReason> {
        concordance.code(code, of: version).map { .success($0) } ?? .failure(.notInVersion(version))
    }

    /// The code of a unit group that lost its zero when a spreadsheet program took it for a number: `0115` for `115`.
    ///
    /// - Parameter text: what stands in a column that takes unit groups only.
    /// - Returns: `nil` for texts of another form, and where no version has such a unit group.
    func restored(_ text: some StringProtocol) -> String? {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        let code = "0\(text)"
        return concordance.has(code) ? code : nil
    }

    /// Why a code is refused that the register does not have and other versions do; `nil` where none has it.
    func otherVersion(_ code: String) -> RejectReason? {
        let versions = concordance.versions(having: code)
        return versions.isEmpty ? nil : .unknownOccupation(code, versions: versions)
    }

    /// Our list of occupations for one of a version, in the form in which a list column is read: `{"7212:1.0","7213:0.5"}`. Of occupations that
    /// are one in ours, the largest relevance counts.
    ///
    /// - Returns: the list, or why an item cannot be converted; and what was changed in it.
    func list(_ text: String, of version: String) -> Result<(text: String, changes: [(from: String, to: String)]), RejectReason> {
        var relevances: [String: Double] = [:]
        var changes: [(from: String, to: String)] = []
        for item in text.matches(of: /"([^":]*):([^"]*)"/) {
            let from = String(item.1)
            switch code(from, of: version) {
            case .failure: return .failure(.itemNotInVersion(from, version))
            case .success(let to):
                relevances[to] = max(relevances[to] ?? 0, Double(item.2) ?? 0)
                if from != to { changes.append((from, to)) }
            }
        }
        let items = relevances.sorted { $0.key < $1.key }.map { "\"\($0.key):\($0.value)\"" }
        return .success(("{\(items.joined(separator: ","))}", changes))
    }

    /// Counts a row that states codes of a version.
    mutating func count(_ version: String, _ changes: [(from: String, to: String)]) {
        guard version != Classification.occupations else { return }
        tallies[version, default: Tally()].rows += 1
        guard !changes.isEmpty else { return }
        tallies[version]?.changedRows += 1
        for change in Set(changes.map { OccupationConversion.Change(from: $0.from, to: $0.to) }) {
            tallies[version]?.changes[change, default: 0] += 1
        }
    }

    /// What was converted, in the order of the concordance.
    var conversions: [OccupationConversion] {
        concordance.versions.compactMap { version in
            tallies[version].map { tally in
                OccupationConversion(
                    version: version, rows: tally.rows, changedRows: tally.changedRows,
                    codes: tally.changes.map { ($0.key, $0.value) }.sorted { ($0.0.from, $0.0.to) < ($1.0.from, $1.0.to) }
                        .map { OccupationConversion.Code(change: $0.0, rows: $0.1) })
            }
        }
    }
}

/// Rows of a file whose codes of occupations are of another version than ours, and were converted.
public struct OccupationConversion: Sendable, Equatable {
    /// A code, and what it became.
    public struct Change: Sendable, Hashable {
        /// The code in the file.
        public let from: String
        /// Our code.
        public let to: String
    }

    /// A code that became another one, with the number of rows that state it.
    public struct Code: Sendable, Equatable {
        /// The two codes.
        public let change: Change
        /// Rows that state it.
        public let rows: Int
    }

    /// The version that the rows state.
    public let version: String
    /// Rows with codes of this version; a row that was refused for what it says by itself does not count.
    public let rows: Int
    /// Those of them in which a code became another one.
    public let changedRows: Int
    /// The codes that became other ones, rising.
    public let codes: [Code]
}
