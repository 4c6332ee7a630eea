import Postgres

/// Codes and names that differ from those of a register in case and blanks alone.
extension TableImport {
    /// A register whose codes people choose. Codes of classifications and regions have one form, in which they are read.
    private struct Register {
        let table: String
        let key: String
        /// The file's own column that defines values of the register, too.
        var own: String?
    }

    /// Registers of a classification.
    static let classifications: Set<String> = ["padan.region", "padan.industry", "padan.occupation"]

    /// The register that the values of a column are of; `nil` for columns of other values.
    private func register(of column: KindSpecification.Column) -> Register? {
        let found: Register
        if let reference = specification.references.first(where: { $0.column == column.name }) {
            found = Register(table: reference.table, key: reference.key, own: reference.ownColumn)
        } else if column.name == "kejuruan" {
            found = Register(table: "padan.kejuruan", key: "name", own: "kejuruan")
        } else if case .code = column.type, let merge = specification.merges.first(where: { $0.key.contains(column.name) }) {
            found = Register(table: merge.table, key: column.name, own: column.name)
        } else {
            return nil
        }
        return Self.classifications.contains(found.table) || column.type.isRegion ? nil : found
    }

    private static func spelling(_ text: String) -> String { "lower(regexp_replace(\(text), '\\s', '', 'g'))" }

    /// Writes codes and names of registers as they are stored already, or else as the file writes them first: case and blanks make no other.
    /// What two stored codes are spelt like stays as it is.
    func spell(_ connection: isolated PostgresConnection) throws {
        for column in specification.columns {
            guard let register = register(of: column) else { continue }
            try connection.execute(
                """
                WITH \(Self.respelled("SELECT \(column.name) AS written FROM import_row", register))
                UPDATE import_row AS r SET \(column.name) = f.name FROM found AS f WHERE r.\(column.name) = f.written
                """)
        }
        for list in specification.lists where list.itemExpressions == ["item"] && !Self.classifications.contains(list.reference.table) {
            let items = "SELECT item AS written FROM import_row, unnest(\(list.column)) AS item"
            try connection.execute(
                """
                WITH \(Self.respelled(items, Register(table: list.reference.table, key: list.reference.key)))
                UPDATE import_row AS r SET \(list.column) = (
                    SELECT array_agg(item ORDER BY item COLLATE "C")
                    FROM (
                        SELECT DISTINCT coalesce(f.name, i) AS item FROM unnest(r.\(list.column)) AS i LEFT JOIN found AS f ON f.written = i
                    ) AS items
                ) WHERE EXISTS (SELECT FROM unnest(r.\(list.column)) AS i JOIN found AS f ON f.written = i)
                """)
        }
        // What was written in two ways may have become one.
        if importer.kind == .blks, specification.columns.contains(where: { $0.name == "parent_code" }) {
            try refuse(
                "parent_code", "own_parent",
                "SELECT r.line, NULL AS fact FROM import_row AS r WHERE r.parent_code = r.blk_code AND r.rejected IS NULL", connection)
        }
    }

    /// As SQL, `found`: values that a register does not have as they are written, and as it has them.
    private static func respelled(_ values: String, _ register: Register) -> String {
        let tidy = register.own == "kejuruan" ? "regexp_replace(btrim(kejuruan), '\\s+', ' ', 'g')" : register.own ?? "NULL"
        let own = register.own.map {
            "UNION ALL SELECT \(spelling($0)), \(tidy), min(line) FROM import_row WHERE \($0) IS NOT NULL AND rejected IS NULL GROUP BY 1, 2"
        }
        return """
            strange AS MATERIALIZED (
                SELECT DISTINCT written FROM (\(values)) AS v
                WHERE written IS NOT NULL AND NOT EXISTS (SELECT FROM \(register.table) AS k WHERE k.\(register.key) = written)
            ), known AS (
                SELECT DISTINCT \(spelling("k.\(register.key)")) AS spelling, k.\(register.key) AS name, 0::bigint AS line
                FROM \(register.table) AS k
                \(own ?? "")
            ), found AS MATERIALIZED (
                SELECT s.written, (array_agg(k.name ORDER BY k.line, k.name COLLATE "C"))[1] AS name
                FROM strange AS s JOIN known AS k ON k.spelling = \(spelling("s.written"))
                GROUP BY s.written
                HAVING count(*) FILTER (WHERE k.line = 0) < 2
                    AND (array_agg(k.name ORDER BY k.line, k.name COLLATE "C"))[1] <> s.written
            )
            """
    }
}
