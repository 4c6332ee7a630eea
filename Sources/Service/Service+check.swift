import Report
import Store

extension Service {
    /// Looks for readers of the database that are over their bounds, and for what readers could do that they must not. Nothing is changed.
    ///
    /// - Parameter asker: Who asks; the operator alone may.
    /// - Returns: What is not as it should be, each with what mends it.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ServiceError.schemaMissing` where the schema is missing or too
    ///   old, `ConfigurationError` for `readers.yaml`, and `PostgresError`.
    public func check(as asker: Asker) async throws -> DatabaseCheck {
        try asker.requireOperator()
        let bounds = try ReaderBounds(root).settings
        return try await read(as: asker) { connection in
            guard try Store.knowsReaders(connection) else { throw ServiceError.schemaMissing }
            let differs = try Store.differs(bounds, connection)
            let changed = DatabaseCheck.Finding(
                kind: ReaderFinding.Kind.bounds.rawValue, subject: "config/readers.yaml", item: nil, found: nil, wanted: nil, process: nil,
                remedy: "padan db migrate", isNote: false)
            return DatabaseCheck(
                findings: (differs ? [changed] : [])
                    + (try Store.readerFindings(connection).map {
                        DatabaseCheck.Finding(
                            kind: $0.kind.rawValue, subject: $0.subject, item: $0.item, found: $0.found, wanted: $0.wanted,
                            process: $0.process, remedy: $0.remedy, isNote: $0.isNote)
                    }))
        }
    }
}
