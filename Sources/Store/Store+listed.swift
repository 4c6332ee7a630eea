import Domain
import Postgres

extension Store {
    /// The codes and names of one kind of thing.
    ///
    /// - Parameters:
    ///   - kind: What is listed.
    ///   - connection: The connection to read with.
    /// - Returns: The things in the order of their codes.
    /// - Throws: `PostgresError` when the server refuses the query.
    public static func listed(_ kind: ListedKind, _ connection: isolated PostgresConnection) throws -> [ListedItem] {
        let sql =
            switch kind {
            case .blks:
                """
                SELECT b.blk_code AS code, b.name, r.name AS in_group
                FROM padan.blk AS b LEFT JOIN padan.region AS r USING (region_code) ORDER BY b.blk_code COLLATE "C"
                """
            case .programs: "SELECT program_code AS code, name, kejuruan AS in_group FROM padan.program ORDER BY program_code COLLATE \"C\""
            case .schemes: "SELECT scheme_code AS code, name, NULL AS in_group FROM padan.scheme ORDER BY scheme_code COLLATE \"C\""
            case .units: "SELECT unit_code AS code, title AS name, NULL AS in_group FROM padan.unit ORDER BY unit_code COLLATE \"C\""
            case .regions:
                """
                SELECT g.region_code AS code, g.name, p.name AS in_group
                FROM padan.region AS g LEFT JOIN padan.region AS p ON p.region_code = g.parent_code ORDER BY g.region_code COLLATE "C"
                """
            case .occupations:
                """
                SELECT occupation_code AS code, name, NULL AS in_group, name_en, NULL AS in_group_en
                FROM padan.occupation ORDER BY occupation_code COLLATE "C"
                """
            case .titles:
                """
                SELECT coalesce(t.occupation_code, '\(TaughtTitle.noOccupation)') AS code, t.written_title AS name, o.name AS in_group,
                    NULL AS name_en, o.name_en AS in_group_en
                FROM padan.taught_title AS t LEFT JOIN padan.occupation AS o USING (occupation_code)
                ORDER BY t.occupation_code COLLATE "C", t.title COLLATE "C"
                """
            case .officialTitles:
                """
                SELECT t.detail_code AS code, t.title AS name, o.name AS in_group, NULL AS name_en, o.name_en AS in_group_en
                FROM padan.occupation_title AS t LEFT JOIN padan.occupation AS o USING (occupation_code)
                ORDER BY t.occupation_version, t.detail_code COLLATE "C"
                """
            case .industries:
                """
                SELECT industry_code AS code, name, NULL AS in_group, name_en, NULL AS in_group_en
                FROM padan.industry ORDER BY industry_code COLLATE "C"
                """
            }
        let isNamedTwice = [ListedKind.occupations, .industries, .titles, .officialTitles].contains(kind)
        return try connection.rows(sql) { row in
            ListedItem(
                code: try row["code"], name: try row["name"], group: try row["in_group"],
                nameEnglish: isNamedTwice ? try row["name_en"] : nil, groupEnglish: isNamedTwice ? try row["in_group_en"] : nil)
        }
    }
}
