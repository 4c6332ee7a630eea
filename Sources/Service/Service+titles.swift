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
    /// - Returns: An answer a title, in their order.
    /// - Throws: `ConfigurationError` for the lexicon, and `PostgresError`.
    public func codes(ofTitles titles: [String], as asker: Asker) async throws -> [CodedTitle] {
        let coder = try await titleCoder(as: asker)
        return try await blockingWork { _ in titles.map { coder.code($0) } }
    }

    /// Titles that no code was found for, the most frequent first.
    ///
    /// - Parameters:
    ///   - limit: Titles at most.
    ///   - asker: Who asks.
    /// - Returns: The titles with the number of their advertisements.
    /// - Throws: `PostgresError`.
    public func uncodedTitles(limit: Int, as asker: Asker) async throws -> [UncodedTitleEntry] {
        try await read(as: asker) {
            try Store.uncodedTitles(limit: limit, $0).map {
                UncodedTitleEntry(text: $0.text, advertisements: $0.advertisements, alternatives: $0.alternatives)
            }
        }
    }

    /// Teaches the code of a title, and codes the stored titles again.
    ///
    /// - Parameters:
    ///   - title: The title as people write it.
    ///   - code: A unit group of KBJI.
    ///   - asker: Who teaches; the operator alone may.
    /// - Returns: The title as it is kept, and how many stored titles have another code now.
    /// - Throws: `ServiceError` for an unknown code or an empty title, `ConfigurationError`, and `PostgresError`.
    public func teach(title: String, code: String, as asker: Asker) async throws -> (title: String, recoded: Int) {
        try asker.requireOperator()
        guard try await read(as: asker, { try Store.occupations($0)[code] }) != nil else { throw ServiceError.unknownOccupation(code) }
        let normal = TitleText(title).normalised
        guard !normal.isEmpty else { throw ServiceError.emptyTitle }
        try await write(as: asker) { try Store.teach(title: normal, occupation: code, $0) }
        return (normal, try await recode(as: asker))
    }

    /// Codes the stored titles again with what is known now.
    ///
    /// - Parameter asker: Who wants it; the operator alone may.
    /// - Returns: How many titles have another code now.
    /// - Throws: `ServiceError.actIsTheOperators`, `ConfigurationError` and `PostgresError`.
    public func recode(as asker: Asker) async throws -> Int {
        try asker.requireOperator()
        let coder = try await titleCoder(as: asker)
        let texts = try await read(as: asker) { try Store.storedTitles($0) }
        let titles = try await blockingWork { _ in texts.map { coder.code($0) } }
        return try await write(as: asker) { connection in
            try Store.recode(titles.map { ($0.text, $0.code, $0.score, $0.method.rawValue, $0.alternatives) }, connection)
        }
    }

    /// The coder with the lexicon of `config/` and what analysts taught.
    func titleCoder(as asker: Asker) async throws -> TitleCoder {
        let taught = try await read(as: asker) { try Store.taughtTitles($0) }
        let root = root
        return try await blockingWork { _ in
            let table = try CSVTable(
                root.config.appending(path: "occupations.csv"), expecting: ["occupation_code", "parent_code", "name", "name_en"])
            let codes = Set(table.rows.map { $0[0] }.filter { $0.count == 4 })
            return TitleCoder(lexicon: try TitleLexicon(root: root, codes: codes), taught: taught)
        }
    }

    /// Finds the regions that texts name.
    ///
    /// - Parameters:
    ///   - texts: Places as people write them.
    ///   - asker: Who asks.
    /// - Returns: An answer a text, in their order.
    /// - Throws: `ImportError.noRegions` where no region is loaded, and `PostgresError`.
    public func places(of texts: [String], as asker: Asker) async throws -> [Place] {
        let gazetteer = try await read(as: asker) { try Gazetteer.load($0) }
        return try await blockingWork { _ in
            let resolver = PlaceResolver(gazetteer: gazetteer)
            guard !resolver.isEmpty else { throw ImportError.noRegions }
            return texts.map { resolver.resolve($0) }
        }
    }
}
