import Foundation
import Report
import Testing

/// What `--json` prints can be read again as the document that it is, and written anew without a difference.
@Suite struct DocumentTests {
    private static let snapshots = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "CommandTests/Snapshots")

    private static func expect<Document: Codable>(_ type: Document.Type, _ name: String) throws {
        let text = try String(contentsOf: snapshots.appending(path: "\(name).txt"), encoding: .utf8)
        let json = String(text.prefix(upTo: text.range(of: "--- stderr")?.lowerBound ?? text.endIndex))
        let document = try DocumentJSON.document(type, from: json)
        #expect(try DocumentJSON.text(document) + "\n" == json, "\(name)")
    }

    @Test func `documents come back as they went`() throws {
        try Self.expect(BlkDocument.self, "recommend-json")
        try Self.expect(DemandDocument.self, "demand-json")
        try Self.expect(DemandRunDocument.self, "demand-run-json")
        try Self.expect(ImportDocument.self, "import-json")
        try Self.expect(ImportDocument.self, "import-vacancies-json")
        try Self.expect(FolderDocument.self, "import-folder-json")
        try Self.expect(ColumnsDocument.self, "import-columns-json")
        try Self.expect(InspectionDocument.self, "import-inspect-json")
        try Self.expect([UserDocument].self, "db-user-list-json")
        try Self.expect(RevokedUserDocument.self, "db-user-revoke-json")
        try Self.expect(DatabaseCheckDocument.self, "db-check-json")
        try Self.expect(ServerStatusDocument.self, "db-status-absent-json")
        try Self.expect(MigrationsDocument.self, "db-migrate-json")
        try Self.expect(StoppedDocument.self, "db-stop-json")
        try Self.expect(FileDocument.self, "db-backup-json")
        try Self.expect(FilesDocument.self, "export-all-blks-json")
        try Self.expect(RowsFileDocument.self, "export-data-file-json")
        try Self.expect(ScoringRunDocument.self, "score-profile-json")
        try Self.expect(ScoringRunDocument.self, "score-topsis-json")
        try Self.expect(PrunedRunsDocument.self, "runs-prune-dry-run-json")
        try Self.expect(RecodedDocument.self, "titles-teach-json")
        try Self.expect([UncodedTitleDocument].self, "titles-uncoded-json")
    }
}
