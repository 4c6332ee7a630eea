import Configuration
import Domain

extension ServerStatus {
    /// The state and where the server's files are.
    public func lines(_ words: Words) -> [String] {
        [
            words("db.state.\(state.rawValue)", ["process": process.map { String($0) } ?? ""]),
            "  data   \(data)", "  socket \(socketDirectory)", "  log    \(log)",
        ]
    }
}

extension UserEntry {
    /// A table of the readers, with one line for each.
    public static func lines(_ users: [UserEntry], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        var table = TextTable([
            (words("db.user.name"), .left), (words("db.user.role"), .left), ("BLK", .left), (words("db.user.until"), .left),
            (words("db.user.sessions"), .right),
        ])
        for user in users {
            table.add([
                user.name, user.isWithheld ? words("db.user.withheld", ["role": user.role]) : user.role, user.blkCode ?? "",
                user.validUntil.map { phrases.numbers.day($0.description) } ?? "",
                "\(user.sessions)/\(user.connectionLimit)",
            ])
        }
        return table.lines(header: style.bold)
    }
}

extension DatabaseCheck {
    /// A sentence for each kind of finding with what it is about, and below it what mends it.
    public func lines(_ words: Words, _ style: TextStyle) -> [String] {
        var lines: [String] = []
        var kinds: [String] = []
        for finding in findings where !kinds.contains(finding.kind) { kinds.append(finding.kind) }
        for kind in kinds {
            let alike = findings.filter { $0.kind == kind }
            lines.append(style.bold(words("db.check.\(kind)")))
            lines += alike.map(Self.about).filter { !$0.isEmpty }.map { "  \($0)" }
            var remedies: [String] = []
            for finding in alike where !remedies.contains(finding.remedy) { remedies.append(finding.remedy) }
            lines += remedies.map { "  → \($0)" }
        }
        return isWell ? [words("db.check.well")] + lines : lines
    }

    /// What a finding is about: who, in which session, which setting, and its value with the one that is wanted.
    private static func about(_ finding: Finding) -> String {
        let session = finding.process.map { "[\($0)]" }
        let change = finding.wanted.map { "\(finding.found ?? "–") (≠ \($0))" }
        return [finding.subject, session, finding.item, change].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension WithheldLogIn {
    /// Why the log-in has no rights, and what to do about it.
    public func line(_ words: Words) -> String {
        func standing(_ logIn: LogIn?) -> String {
            logIn.map { [$0.role.rawValue, $0.blkCode].compactMap { $0 }.joined(separator: " ") } ?? ""
        }
        return words("db.restored.\(reason.rawValue)", ["name": name, "backup": standing(backup), "server": standing(server)])
    }
}

extension ViewEntry {
    /// A table of the views, with one line for each.
    public static func lines(_ views: [ViewEntry], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        var table = TextTable([(phrases.words("export.column.view"), .left), (phrases.words("export.column.meaning"), .left)])
        for view in views { table.add([view.name, view.comment]) }
        return table.lines(header: style.bold)
    }
}
