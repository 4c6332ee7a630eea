import Configuration
import Domain
import Foundation
import Ingest
import Postgres
import Report
import Store

extension Service {
    /// What codes titles to unit groups of KBJI, with all that is known now. It is no question each, so that millions of titles need no room.
    ///
    /// - Parameter asker: Who asks.
    /// - Returns: The coder; what it answers does not change when something is taught later.
    /// - Throws: `ConfigurationError` for the lexicon, `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func titleCoder(as asker: Asker) async throws -> TitleCoder {
        let root = root
        return try await read(as: asker) { try TitleCoder.load($0, root: root) }
    }

    /// The groups of occupations with their names, for readers of codes.
    ///
    /// - Parameter asker: Who asks.
    /// - Returns: The groups by their codes.
    /// - Throws: `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func occupations(as asker: Asker) async throws -> [String: Occupation] {
        try await read(as: asker) { try Store.occupations($0) }
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
    ///   - file: A CSV file whose header names a column of titles and one of accepted codes. Several codes are separated by blanks or bars;
    ///     `bukan`, a hyphen or nothing says that the title names no occupation.
    ///   - version: The version of the classification that the codes are of; `nil` for ours.
    ///   - asker: Who asks.
    /// - Returns: Precision, coverage, calibration and confusions.
    /// - Throws: `ServiceError.unlabelledList`, `.emptyList`, `.listedWithoutTitle` or `.listedWithoutCode` for what stands in the file,
    ///   `ImportError.unknownOccupationVersion` for a version that nobody knows, `ConfigurationError` for a file that is no table and for the
    ///   lexicon, `ServiceError.notAReader` for an asker who is no reader, and `PostgresError`.
    public func test(titles file: String, version: String? = nil, as asker: Asker) async throws -> TitleEvaluation {
        let root = root
        let concordance = try Concordance(root: root)
        let stated = try version.map { text in
            guard let known = concordance.version(named: text) else {
                throw ImportError.unknownOccupationVersion(text, known: concordance.known)
            }
            return known
        }
        return try await read(as: asker) { connection in
            let known = Set(try Store.occupations(connection).values.map(\.code).filter { $0.utf8.count == 4 })
            let labels = try Self.labels(of: file, known: known, try ImportAliases(root: root)) { code in
                stated.map { concordance.code(code, of: $0) } ?? code
            }
            let coder = try TitleCoder.load(connection, root: root)
            return TitleEvaluation(labels) { coder.code($0) }
        }
    }

    /// Reads a list of titles with their accepted codes.
    private static func labels(
        of file: String, known: Set<String>, _ aliases: ImportAliases, converted: (String) -> String?
    ) throws -> [TitleEvaluation.Label] {
        let table = try CSVTable(URL(filePath: file))
        let name = URL(filePath: file).lastPathComponent
        if table.header.isEmpty { throw ServiceError.emptyList(file: name) }
        func column(_ names: [String], like column: String) -> Int? {
            func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
            let names = Set((names + aliases.names(of: column, in: .titles)).map(plain))
            return table.header.firstIndex { names.contains(plain($0)) }
        }
        guard let title = column(["title", "text"], like: "title"),
            let accepted = column(["accepted", "occupation_code", "kode"], like: "occupation_code"), title != accepted
        else {
            throw ServiceError.unlabelledList(file: name, found: table.header)
        }
        guard !table.rows.isEmpty else { throw ServiceError.emptyList(file: name) }
        return try zip(table.rows, table.lines).map { row, line in
            let stated = row[accepted].split { " |;,".contains($0) }.map(String.init)
            let codes = try stated.filter { $0 != "-" && !TaughtTitle.isNoOccupation($0) }.map { text in
                guard let code = converted(text), known.contains(code) else {
                    throw ServiceError.listedWithoutCode(file: name, line: line, text: text)
                }
                return code
            }
            guard row[title].contains(where: \.isLetter) else { throw ServiceError.listedWithoutTitle(file: name, line: line) }
            return TitleEvaluation.Label(text: row[title], accepted: Set(codes))
        }
    }

    /// Teaches the code of a title, or that it names no occupation, and looks up the stored titles and places again, in one transaction.
    ///
    /// - Parameters:
    ///   - title: The title as people write it.
    ///   - code: The code of a unit group of KBJI, or a part of its name that only it has; `TaughtTitle.noOccupation` where the title names
    ///     none.
    ///   - asker: Who teaches; the operator alone may.
    /// - Returns: The title as it was written, the code, `nil` for no occupation, and how many stored titles have another code now.
    /// - Throws: `ServiceError` where somebody else than the operator asks, the code is unknown or empty, or the title is empty;
    ///   `ConfigurationError` for the lexicon, and `PostgresError`.
    public func teach(title: String, code: String, as asker: Asker) async throws -> (title: String, code: String?, recoded: Int) {
        try asker.requireOperator()
        guard code.contains(where: { !$0.isWhitespace }) else { throw ServiceError.emptyCode }
        let root = root
        let occupation =
            TaughtTitle.isNoOccupation(code)
            ? nil : try await read(as: asker) { try Self.occupation(code, isUnitGroup: true, root: root, $0) }
        let normal = try TitleCoder.normalised(title, root: root)
        guard !normal.isEmpty else { throw ServiceError.emptyTitle }
        let changes = try await write(as: asker) { connection in
            let written = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            try Store.teach(title: normal, written: written, occupation: occupation?.code, connection)
            return try StoredLookups.refresh(connection, root: root)
        }
        return (title, occupation?.code, changes.titles)
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

    /// What finds the regions that texts name, with all that is known now. It is no question each, so that millions of texts need no room.
    ///
    /// - Parameter asker: Who asks.
    /// - Returns: The resolver.
    /// - Throws: `ImportError.noRegions` where no region is loaded, `ConfigurationError` for the gazetteer, `ServiceError.notAReader` for
    ///   an asker who is no reader, and `PostgresError`.
    public func placeResolver(as asker: Asker) async throws -> PlaceResolver {
        let root = root
        return try await read(as: asker) { connection in
            let resolver = PlaceResolver(gazetteer: try Gazetteer.load(connection, root: root))
            guard !resolver.isEmpty else { throw ImportError.noRegions }
            return resolver
        }
    }
}
