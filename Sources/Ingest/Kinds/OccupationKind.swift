import Domain

/// The classification of occupations: groups of one to four digits, and the titles of official lists below them.
extension KindSpecification {
    /// The levels of an official list: the number of digits of a group; 5 or 6 for titles.
    private static let titleLevels = 5...6

    static let occupations: KindSpecification = {
        // What a spreadsheet made of a code is read too, so that the likely meant code can be told.
        let code = ColumnType.code(
            { $0.wholeMatch(of: /[0-9]{1,6}|[0-9]{1,4}\.[0-9]{1,2}/) != nil }, like: "7212 (one to four digits, or a title as 7212.03)")
        var kind = KindSpecification(
            columns: [
                .required("occupation_code", code), .optional("parent_code", occupationCode), .required("name", name),
                .optional("name_en", name), .check("level", .integer(1...6)), .derived("detail_code", code), .derived("title", name),
                .derived(occupationVersion, name),
            ], key: ["occupation_code", "detail_code", occupationVersion])
        kind.references = [
            Reference(column: "parent_code", table: "padan.occupation", key: "occupation_code", ownColumn: "occupation_code"),
            // A title needs its group, which may stand in the same file.
            Reference(
                column: "occupation_code", table: "padan.occupation", key: "occupation_code", ownColumn: "occupation_code",
                ownCondition: "o.detail_code IS NULL"),
        ]
        // English names are no part of the official lists: the stored one stays.
        kind.before = """
            UPDATE import_row AS r
            SET name_en = coalesce((SELECT o.name_en FROM padan.occupation AS o WHERE o.occupation_code = r.occupation_code), r.name)
            WHERE r.name_en IS NULL AND r.rejected IS NULL AND r.detail_code IS NULL
            """
        kind.merges = [
            Merge(
                table: "padan.occupation", key: ["occupation_code"], values: ["parent_code", "name", "name_en"],
                condition: "r.detail_code IS NULL"),
            // Wider groups of another version have neither a name of ours nor a title of a unit group.
            Merge(
                table: "padan.occupation_title", key: [occupationVersion, "detail_code"], values: ["title", "occupation_code"],
                condition: "r.detail_code IS NOT NULL AND length(r.occupation_code) = 4"),
        ]
        kind.complete = completeOccupation
        kind.checks = [
            RowCheck(["occupation_code", "parent_code", "detail_code"]) { row in
                guard row["detail_code"] == nil, let code = row["occupation_code"] else { return nil }
                let expected = code.count == 1 ? nil : String(code.dropLast())
                return row["parent_code"] == expected ? nil : ("parent_code", .parent(of: code, is: expected))
            }
        ]
        return kind
    }()

    /// Finds the group and the title of a row of a list of occupations. A list of another version brings titles only, those of its unit groups
    /// included: names of groups are ours.
    @Sendable private static func completeOccupation(_ row: inout [String: String]) -> (column: String, why: RejectReason)? {
        let text = row["occupation_code"] ?? ""
        let level = row["level"].flatMap { Int($0) }
        let code: (group: String, detail: String?)
        switch groupAndTitle(text, level: level) {
        case .failure(let why): return ("occupation_code", why)
        case .success(let read): code = read
        }
        row["occupation_code"] = code.group
        row["name"] = row["name"].map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        row["name_en"] = row["name_en"].map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        var fault: (column: String, why: RejectReason)?
        if let detail = code.detail {
            if let parent = row["parent_code"], parent != code.group { fault = ("parent_code", .parent(of: detail, is: code.group)) }
            row["detail_code"] = detail
        } else if row[occupationVersion] != Classification.occupations {
            row["detail_code"] = code.group
        }
        if row["detail_code"] != nil {
            row["title"] = row["name"]
            row["parent_code"] = nil
        } else if row["parent_code"] == nil, code.group.count > 1 {
            row["parent_code"] = String(code.group.dropLast())
        }
        return fault
    }

    /// The group and, for a title, the whole code.
    ///
    /// - Parameters:
    ///   - text: one to six digits, or up to four with a point and up to two behind.
    ///   - level: the level that the list states; `nil` where it states none.
    /// - Returns: the code of the group, and that of the title where the row is one; or why the code is refused.
    private static func groupAndTitle(_ text: String, level: Int?) -> Result<(group: String, detail: String?), RejectReason> {
        let parts = text.split(separator: ".")
        let isTitle = level.map(titleLevels.contains) ?? (parts.count == 2 || text.count > 4)
        if isTitle {
            let head = parts.count == 1 && text.count > 4 ? text.dropLast(2) : parts[0]
            let tail = parts.count == 2 ? parts[1] : text.count > 4 ? text.suffix(2) : ""
            if head.count == 4, tail.count == 2 { return .success((String(head), "\(head).\(tail)")) }
            // A spreadsheet takes 0111.02 for the number 111.02 and 7212.10 for 7212.1.
            let group = String(repeating: "0", count: 4 - head.count) + String(head)
            let last = String(tail) + String(repeating: "0", count: 2 - tail.count)
            guard head.count == 4 || mayExist(group) else { return .failure(.badCode(like: "7212.01")) }
            return .failure(.lostZero(text, likely: "\(group).\(last)"))
        }
        let digits = level ?? text.count
        if parts.count == 1, text.count == digits { return .success((text, nil)) }
        let padded = String(repeating: "0", count: max(0, digits - text.count)) + text
        guard parts.count == 1, text.count < digits, mayExist(padded) else {
            return .failure(.badCode(like: String("7212".prefix(digits))))
        }
        return .failure(.lostZero(text, likely: padded))
    }

    /// Whether a code that begins with zero may be one: of the armed forces and the police, whose sub-major groups are 01, 02 and 03.
    private static func mayExist(_ padded: String) -> Bool { padded.wholeMatch(of: /0[1-3][0-9]{0,2}/) != nil }
}
