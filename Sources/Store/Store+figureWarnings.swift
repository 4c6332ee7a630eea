import Domain
import Foundation
import Postgres

extension Store {
    /// What checks of figures warned of in the files that were loaded, of files of one name and kind in the last one.
    ///
    /// - Parameter connection: The connection to read with.
    /// - Returns: The files with warnings, by kind and name.
    /// - Throws: `PostgresError` when the server refuses the query, `DecodingError` where the stored facts have another form.
    public static func figureWarnings(_ connection: isolated PostgresConnection) throws -> [FileWarnings] {
        try connection.rows(
            """
            SELECT kind, file_name, warning_count, warning_facts::text AS facts FROM (
                SELECT DISTINCT ON (kind, file_name) kind, file_name, warning_count, warning_facts
                FROM padan.source_file WHERE loaded ORDER BY kind, file_name, source_file_id DESC
            ) AS f WHERE warning_count > 0 ORDER BY kind COLLATE "C", file_name COLLATE "C"
            """
        ) { row in
            let facts: String = try row["facts"]
            return FileWarnings(
                kind: try row["kind"], file: try row["file_name"], count: try row["warning_count"],
                warnings: try JSONDecoder().decode([FigureWarning].self, from: Data(facts.utf8)))
        }
    }
}
