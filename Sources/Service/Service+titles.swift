import Configuration
import Domain
import Ingest
import Postgres
import Report
import Store

extension Service {
    /// Codes titles to unit groups of KBJI with all that is known now.
    ///
    /// - Parameters:
    ///   - titles: Titles as people write them.
    ///   - asker: Who asks.
    /// - Returns: One answer for each title, in their order.
    /// - Throws: `ConfigurationError` for the lexicon, `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func codes(ofTitles titles: [String], as asker: Asker) async throws -> [CodedTitle] {
        let root = root
        return try await read(as: asker) { connection in
            let coder = try TitleCoder.load(connection, root: root)
            return titles.map { coder.code($0) }
        }
    }

    /// Titles that no code was found for, the most frequent first.
    ///
    /// - Parameters:
    ///   - limit: The most titles to answer.
    ///   - asker: Who asks.
    /// - Returns: The titles with the number of their advertisements.
    /// - Throws: `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func uncodedTitles(limit: Int, as asker: Asker) async throws -> [UncodedTitleEntry] {
        try await read(as: asker) {
            try Store.uncodedTitles(limit: limit, $0).map {
                UncodedTitleEntry(text: $0.text, advertisements: $0.advertisements, alternatives: $0.alternatives)
            }
        }
    }

    /// Teaches the code of a title, and looks up the stored titles and places again, in one transaction.
    ///
    /// - Parameters:
    ///   - title: The title as people write it.
    ///   - code: A unit group of KBJI.
    ///   - asker: Who teaches; the operator alone may.
    /// - Returns: The title as it was written, and how many stored titles have another code now.
    /// - Throws: `ServiceError` where somebody else than the operator asks, the code is unknown or the title is empty; `ConfigurationError`
    ///   for the lexicon, and `PostgresError`.
    public func teach(title: String, code: String, as asker: Asker) async throws -> (title: String, recoded: Int) {
        try asker.requireOperator()
        guard code.count == 4, try await read(as: asker, { try Store.occupations($0)[code] }) != nil else {
            throw ServiceError.unknownOccupation(code)
        }
        let root = root
        let normal = try TitleCoder.normalised(title, root: root)
        guard !normal.isEmpty else { throw ServiceError.emptyTitle }
        let changes = try await write(as: asker) { connection in
            try Store.teach(title: normal, occupation: code, connection)
            return try StoredLookups.refresh(connection, root: root)
        }
        return (title, changes.titles)
    }

    /// Looks up the stored titles and places again with what is known now, where that is other than when they were looked up.
    ///
    /// - Parameter asker: Who wants it; the operator alone may.
    /// - Returns: How many titles have another code, and how many places another region.
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator, `ConfigurationError` for the lexicon and the gazetteer,
    ///   and `PostgresError`.
    public func refreshLookups(as asker: Asker) async throws -> LookupChanges {
        let root = root
        return try await write(as: asker) { try StoredLookups.refresh($0, root: root) }
    }

    /// Finds the regions that texts name.
    ///
    /// - Parameters:
    ///   - texts: Places as people write them.
    ///   - asker: Who asks.
    /// - Returns: One answer for each text, in their order.
    /// - Throws: `ImportError.noRegions` where no region is loaded, `ConfigurationError` for the gazetteer, `ServiceError.notAReader` for
    ///   an asker who is no reader, and `PostgresError`.
    public func places(of texts: [String], as asker: Asker) async throws -> [Place] {
        let root = root
        return try await read(as: asker) { connection in
            let resolver = PlaceResolver(gazetteer: try Gazetteer.load(connection, root: root))
            guard !resolver.isEmpty else { throw ImportError.noRegions }
            return texts.map { resolver.resolve($0) }
        }
    }
}
