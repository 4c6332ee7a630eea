import Configuration
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Ingest

/// A database with the classifications and a few regions, and files to import into it.
struct ImportFixture {
    let connection: PostgresConnection
    let configuration: PostgresConfiguration
    let folder: URL
    let aliases: ImportAliases
    let root: DataRoot
    private let ownCoder: TitleCoder?

    /// - Parameter own: A configuration of one's own with the coder that has learnt by it; the project's where there is none.
    init(_ own: (root: DataRoot, coder: TitleCoder)? = nil) async throws {
        root = try own?.root ?? DataRoot.find()
        ownCoder = own?.coder
        configuration = try await TestServer.shared.database()
        connection = try await PostgresConnection.connect(configuration)
        folder = try TestServer.makeFolder("import")
        aliases = try ImportAliases(root: root)
    }

    /// The one value of a query, as text; empty for none.
    func value(_ sql: String) async throws -> String {
        try await connection.row("SELECT (\(sql))::text AS text") { try $0["text"] as String? ?? "" } ?? ""
    }

    func file(_ name: String, _ text: String) throws -> String { try file(name, Data(text.utf8)) }

    func file(_ name: String, _ data: Data) throws -> String {
        let url = folder.appending(path: name)
        try data.write(to: url)
        return url.path
    }

    @discardableResult
    func load(_ kind: ImportKind, _ path: String, _ change: (inout ImportOptions) -> Void = { _ in }) async throws -> ImportSummary {
        var options = ImportOptions()
        change(&options)
        return try await Importer(kind, options: options, aliases: aliases, root: root).load(
            path, into: connection, coder: kind == .vacancies ? try ownCoder ?? Self.coder(root) : nil)
    }

    /// The coder of `config/`, which learns once for all tests that teach it nothing.
    static func coder(_ root: DataRoot, taught: [String: String] = [:]) throws -> TitleCoder {
        taught.isEmpty ? try untaught.get() : TitleCoder(lexicon: try TitleLexicon(root: root), taught: taught)
    }

    private static let untaught = Result { TitleCoder(lexicon: try TitleLexicon(root: DataRoot.find())) }

    /// The text of a file inside a workbook.
    static func part(_ name: String, of path: String) throws -> String {
        let archive = try ZipArchive(path)
        #expect(try archive.open(name), "\(name)")
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = try archive.read(into: &buffer), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The classifications and the sample's regions.
    func loadReference() async throws {
        for (kind, path) in [
            (ImportKind.occupations, "occupations.csv"), (.industries, "industries.csv"), (.regions, "sample/regions.csv"),
        ] {
            try await load(kind, root.config.appending(path: path).path)
        }
    }

    /// Loads the sample of every kind that does not belong to the classifications.
    ///
    /// - Returns: The last row of each file, by the names of its columns.
    func loadSample() async throws -> [ImportKind: [String: String]] {
        var samples: [ImportKind: [String: String]] = [:]
        for kind in [
            ImportKind.units, .schemes, .programs, .blks, .catalogs, .workshops, .instructors, .assessors, .outcomes, .realizations,
            .targets,
            .budgets, .employment, .graduates, .wages, .unemployment, .surveys,
        ] {
            let url = root.config.appending(path: "sample/\(kind.rawValue).csv")
            try await load(kind, url.path)
            let table = try CSVTable(url)
            samples[kind] = table.rows.last.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0)) }
        }
        return samples
    }

    func count(_ table: String) async throws -> Int {
        try await connection.row("SELECT count(*) AS n FROM \(table)") { try $0["n"] as Int } ?? -1
    }
}
