import Configuration
import Domain
import Foundation
import Postgres
import TestSupport
import Testing

/// What each role may do with each table and view: tried, statement by statement, and compared with what `deploy/SECURITY.md` says.
@Suite struct RightsTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/SECURITY.md")
    private static let (begin, end) = ("<!-- rights: begin -->\n", "<!-- rights: end -->\n")

    /// Every table and view, whether row level security keeps rows of others from being seen in it, and a column that can be set.
    private static let relations = """
        WITH RECURSIVE part (root, oid) AS (
            SELECT c.oid, c.oid FROM pg_class AS c
            WHERE c.relnamespace IN ('padan'::regnamespace, 'dashboard'::regnamespace, 'staging'::regnamespace)
                AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
            UNION
            SELECT p.root, d.refobjid FROM part AS p
            JOIN pg_rewrite AS w ON w.ev_class = p.oid
            JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
        )
        SELECT c.relnamespace::regnamespace || '.' || c.relname AS name, (
                SELECT bool_or(b.relrowsecurity AND b.relforcerowsecurity) FROM part AS p JOIN pg_class AS b ON b.oid = p.oid WHERE p.root = c.oid
            ) AS is_guarded, (
                SELECT quote_ident(a.attname) FROM pg_attribute AS a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND a.attgenerated = ''
                ORDER BY a.attnum LIMIT 1
            ) AS column_name
        FROM pg_class AS c WHERE c.oid IN (SELECT root FROM part) ORDER BY c.relnamespace::regnamespace::text COLLATE "C", c.relname COLLATE "C"
        """

    /// Runs a statement as a log-in and undoes it: whether its rights allow it. A view that nothing can be written through, and a table that
    /// cannot be emptied because it is none, are refused for everybody.
    private static let attempt = """
        CREATE FUNCTION pg_temp.may(who text, query text) RETURNS boolean LANGUAGE plpgsql AS $$
        DECLARE
            may boolean := true;
        BEGIN
            BEGIN
                PERFORM set_config('session_authorization', who, true);
                EXECUTE query;
                RAISE query_canceled;
            EXCEPTION
                WHEN query_canceled THEN NULL;
                WHEN insufficient_privilege OR object_not_in_prerequisite_state OR wrong_object_type THEN may := false;
                WHEN OTHERS THEN NULL;
            END;
            EXECUTE 'RESET SESSION AUTHORIZATION';
            RETURN may;
        END
        $$
        """

    /// The lines of the table, each ended by a line break.
    private static func table(_ connection: PostgresConnection) async throws -> String {
        let roles: [ReaderRole] = [.blk, .network, .analyst, .operator]
        func logIn(_ role: ReaderRole) -> String { "hak_\(role.rawValue)_\(getpid())" }
        for role in roles { try await connection.execute("CREATE ROLE \(logIn(role)) LOGIN IN ROLE \(role.groupName)") }
        try await connection.executeScript(attempt)
        let relations = try await connection.rows(relations) {
            (name: try $0["name"] as String, isGuarded: try $0["is_guarded"] as Bool, column: try $0["column_name"] as String)
        }
        var text = "| table or view | rows | \(roles.map(\.rawValue).joined(separator: " | ")) |\n|---|---|---|---|---|---|\n"
        for relation in relations {
            var cells: [String] = []
            for role in roles {
                let verbs = [
                    ("S", "SELECT count(*) FROM \(relation.name)"), ("I", "INSERT INTO \(relation.name) DEFAULT VALUES"),
                    ("U", "UPDATE \(relation.name) SET \(relation.column) = \(relation.column) WHERE false"),
                    ("D", "DELETE FROM \(relation.name) WHERE false"), ("T", "TRUNCATE \(relation.name)"),
                ]
                var cell = ""
                for (letter, sql) in verbs {
                    let may = try await connection.row("SELECT pg_temp.may($1, $2) AS may", [logIn(role), sql]) { try $0["may"] as Bool }
                    if may == true { cell += letter }
                }
                let readsThroughViews = try await connection.row(
                    "SELECT has_any_column_privilege($1::text, $2::text, 'SELECT') AS may", [logIn(role), relation.name]
                ) { try $0["may"] as Bool }
                if cell.isEmpty, readsThroughViews == true { cell = "v" }
                cells.append(cell.isEmpty ? "–" : cell)
            }
            text += "| \(relation.name) | \(relation.isGuarded ? "own" : "all") | \(cells.joined(separator: " | ")) |\n"
        }
        for role in roles { try await connection.executeScript("DROP OWNED BY \(logIn(role)); DROP ROLE \(logIn(role))") }
        return text
    }

    @Test func `each role may do with each table and view what SECURITY says`() async throws {
        let configuration = try await TestServer.shared.database()
        let connection = try await PostgresConnection.connect(configuration)
        try await TestServer.migrator().assertRights(connection)
        let found = try await Self.table(connection)
        let page = try String(contentsOf: Self.file, encoding: .utf8)
        let start = try #require(page.range(of: Self.begin)).upperBound
        let stop = try #require(page.range(of: Self.end)).lowerBound
        if ProcessInfo.processInfo.environment["PADAN_RECORD"] != nil {
            try Data(page.replacingCharacters(in: start..<stop, with: found).utf8).write(to: Self.file)
        } else {
            let (told, real) = (page[start..<stop].split(separator: "\n"), found.split(separator: "\n"))
            #expect(
                real.filter { !told.contains($0) } == [], "what the database allows and the page does not say (PADAN_RECORD=1 writes it)")
            #expect(told.filter { !real.contains($0) } == [], "what the page says and the database does not allow")
        }
        // Whatever the page says: readers write nothing, and nobody empties a table or changes who may log in.
        let lines = found.split(separator: "\n").dropFirst(2).map {
            $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(lines.count > 90)
        for line in lines {
            #expect(line[2...4].allSatisfy { ["S", "v", "–"].contains($0) }, "\(line)")
            #expect(!line[5].contains("T"), "\(line)")
            if line[0].hasPrefix("dashboard.") { #expect(line[2...5].allSatisfy { $0 == "S" }, "\(line)") }
            if line[0] == "padan.blk_user" { #expect(Array(line[2...5]) == ["–", "–", "–", "S"]) }
        }
    }
}
