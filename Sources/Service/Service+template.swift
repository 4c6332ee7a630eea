import Configuration
import Ingest
import Postgres
import Report
import Store

extension Service {
    /// The columns of a kind of file: what each means, holds and is called. No database is needed.
    ///
    /// - Parameters:
    ///   - kind: The kind of data.
    ///   - root: The folder that holds `config/`.
    ///   - phrases: The reader's language.
    /// - Returns: The columns, in the order in which templates have them.
    /// - Throws: `ConfigurationError` when `config/import.yaml` cannot be read.
    public static func columns(of kind: ImportKind, root: DataRoot, _ phrases: Phrases) throws -> [ImportColumn] {
        ImportColumn.all(of: kind, try ImportAliases(root: root), phrases.words)
    }

    /// An empty sheet to fill in for a kind of data: its columns with explanations, choices and examples.
    ///
    /// - Parameters:
    ///   - kind: The kind of data.
    ///   - asker: Who asks.
    /// - Returns: The template with the vocabularies of this database; it writes itself as CSV or XLSX.
    /// - Throws: `ConfigurationError` for the sample's file, `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func template(of kind: ImportKind, as asker: Asker) async throws -> ImportTemplate {
        let vocabularies = try await read(as: asker) { connection in
            var vocabularies: [Int: [(code: String, name: String)]] = [:]
            for (index, column) in kind.specification.fileColumns.enumerated() {
                guard let source = kind.specification.vocabulary(of: column.name) else { continue }
                vocabularies[index] = try Store.vocabulary(
                    table: source.table, key: source.key, offered: source.offered, connection)
            }
            return vocabularies
        }
        return try ImportTemplate(kind, root: root, vocabularies: vocabularies)
    }
}
