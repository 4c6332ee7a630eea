import Configuration
import Domain
import Foundation
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

    /// Titles that no code was found for, those that carry most openings first; titles of the same words stand together.
    ///
    /// - Parameters:
    ///   - limit: The most groups of titles to answer.
    ///   - asker: Who asks.
    /// - Returns: The title of each group that carries most, with the others.
    /// - Throws: `ConfigurationError` for the words of titles, `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func uncodedTitles(limit: Int, as asker: Asker) async throws -> [UncodedTitleEntry] {
        // Groups form among the titles that matter; the tail of a large database has a hundred thousand that occur once.
        let titles = try await read(as: asker) { try Store.uncodedTitles(limit: max(limit, 5000), $0) }
        var groups: [UncodedTitleEntry] = []
        var places: [String: Int] = [:]
        for (title, key) in zip(titles, try TitleCoder.groupKeys(of: titles.map(\.text), root: root)) {
            let entry = UncodedTitleEntry(
                text: title.text, advertisements: title.advertisements, openings: title.openings,
                alternatives: title.alternatives.enumerated().map { place, code in
                    (code, title.alternativeScores.indices.contains(place) ? title.alternativeScores[place] : nil)
                })
            if let place = places[key] {
                groups[place].add(entry)
            } else {
                places[key] = groups.count
                groups.append(entry)
            }
        }
        return Array(
            groups.enumerated().sorted { ($1.element.like.openings, $0.offset) < ($0.element.like.openings, $1.offset) }
                .map(\.element).prefix(limit))
    }

    /// Codes titles whose right codes are known, and says how good the codes are.
    ///
    /// - Parameters:
    ///   - file: A CSV file of two columns: the title, and the accepted codes separated by blanks or bars; without a code the title names
    ///     no occupation. The first line is the header.
    ///   - asker: Who asks.
    /// - Returns: Precision, coverage, calibration and confusions.
    /// - Throws: `ConfigurationError` for the file and the lexicon, `ServiceError.emptyTitle` for a file without a title,
    ///   `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func test(titles file: String, as asker: Asker) async throws -> TitleEvaluation {
        let table = try CSVTable(URL(filePath: file))
        guard table.header.count >= 2 else {
            throw ConfigurationError(file: file, line: 1, fault: .columns(found: table.header, expected: ["title", "accepted"]))
        }
        let labels = table.rows.map { row in
            TitleEvaluation.Label(
                text: row[0], accepted: Set(row[1].split { " |;,".contains($0) }.map(String.init).filter { $0 != "-" }))
        }
        guard !labels.isEmpty else { throw ServiceError.emptyTitle }
        let root = root
        return try await read(as: asker) { connection in
            let coder = try TitleCoder.load(connection, root: root)
            return TitleEvaluation(labels) { coder.code($0) }
        }
    }

    /// Teaches the code of a title, and looks up the stored titles and places again, in one transaction.
    ///
    /// - Parameters:
    ///   - title: The title as people write it.
    ///   - code: The code of a unit group of KBJI, or a part of its name that only it has.
    ///   - asker: Who teaches; the operator alone may.
    /// - Returns: The title as it was written, the code, and how many stored titles have another code now.
    /// - Throws: `ServiceError` where somebody else than the operator asks, the code is unknown or the title is empty; `ConfigurationError`
    ///   for the lexicon, and `PostgresError`.
    public func teach(title: String, code: String, as asker: Asker) async throws -> (title: String, code: String, recoded: Int) {
        try asker.requireOperator()
        let occupation = try await read(as: asker) { try Self.occupation(code, isUnitGroup: true, $0) }
        let root = root
        let normal = try TitleCoder.normalised(title, root: root)
        guard !normal.isEmpty else { throw ServiceError.emptyTitle }
        let changes = try await write(as: asker) { connection in
            try Store.teach(title: normal, occupation: occupation.code, connection)
            return try StoredLookups.refresh(connection, root: root)
        }
        return (title, occupation.code, changes.titles)
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
