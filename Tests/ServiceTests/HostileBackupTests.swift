import Configuration
import Foundation
import Postgres
import Service
import TestSupport
import Testing

/// A backup restores on an empty server, whatever readers and others have put beside Padan's own.
@Suite struct HostileBackupTests {
    @Test func `a backup holds what Padan made and comes back on another server`() async throws {
        let (source, target) = try await (OwnServer.start("from"), OwnServer.start("to"))
        let service = try await source.service()
        let owner = try await PostgresConnection.connect(source.configuration)
        try await owner.executeScript(oneBlk)
        let access = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let reader = try await source.configuration.session(access)
        try await reader.execute("SET default_transaction_read_only = off")
        for sql in [
            "SELECT lo_create(0)", "CREATE TABLE public.x (a integer)", "COMMENT ON VIEW dashboard.recommendation IS 'x'",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA dashboard GRANT SELECT ON TABLES TO PUBLIC",
            "SET ROLE padan_analyst; ALTER DEFAULT PRIVILEGES IN SCHEMA dashboard GRANT SELECT ON TABLES TO sari; RESET ROLE",
            "SELECT lo_import('/etc/hostname')", "DROP OWNED BY padan_analyst", "REASSIGN OWNED BY padan_analyst TO sari",
            "ALTER ROLE sari IN DATABASE padan SET work_mem = '1GB'",
        ] {
            _ = try await refusal(sql, reader)
            try await reader.execute("RESET ROLE")
        }
        // What an older version let readers do, and what an office does: things of people whom another server does not know.
        try await owner.executeScript(
            """
            SELECT lo_create(4711); ALTER LARGE OBJECT 4711 OWNER TO sari; GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC;
            CREATE ROLE "Bu Tuti; DROP"; CREATE ROLE kantor;
            CREATE TABLE public.coretan (a integer); ALTER TABLE public.coretan OWNER TO sari;
            CREATE FUNCTION public.coret() RETURNS integer LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION public.coret() OWNER TO sari;
            CREATE SCHEMA kantor AUTHORIZATION kantor;
            CREATE TABLE kantor.surat AS SELECT 1 AS a;
            GRANT SELECT ON padan.region TO "Bu Tuti; DROP" WITH GRANT OPTION;
            GRANT SELECT (name) ON padan.blk TO sari;
            GRANT USAGE ON SCHEMA dashboard, padan TO kantor, "Bu Tuti; DROP";
            CREATE POLICY tamu ON padan.workshop TO sari, "Bu Tuti; DROP" USING (true);
            ALTER DEFAULT PRIVILEGES FOR ROLE padan_owner IN SCHEMA dashboard GRANT SELECT ON TABLES TO kantor;
            ALTER TABLE public.padan_migration OWNER TO kantor;
            GRANT EXECUTE ON FUNCTION pg_sleep(double precision) TO sari;
            SET ROLE "Bu Tuti; DROP"; GRANT SELECT ON padan.region TO kantor; RESET ROLE
            """)
        let file = try TestServer.makeFolder("hostile").appending(path: "copy.padan").path
        try await service.backUp(to: file, as: .operator)
        let other = try await target.service(migrates: false)
        try await other.restore(from: file, as: .operator)
        #expect(try await other.migrate(as: .operator) == [])
        let restored = try await PostgresConnection.connect(target.configuration)
        for sql in ["SELECT count(*) FROM padan.blk", "SELECT count(*) FROM padan.region", "SELECT count(*) FROM public.padan_migration"] {
            #expect(try await restored.number(sql) == (try await owner.number(sql)), "\(sql)")
        }
        #expect(try await restored.number("SELECT count(*) FROM pg_largeobject_metadata") == 0)
        #expect(
            try await restored.number(
                "SELECT count(*) FROM pg_class WHERE relname IN ('coretan', 'surat') OR relnamespace = to_regnamespace('kantor')") == 0)
        #expect(try await restored.number("SELECT count(*) FROM pg_proc WHERE proname = 'coret'") == 0)
        #expect(
            try await restored.number("SELECT count(*) FROM pg_roles WHERE rolname IN ('sari', 'kantor', 'Bu Tuti; DROP')") == 0,
            "no role comes with a copy")
        #expect(
            try await restored.text("SELECT relowner::regrole::text FROM pg_class WHERE oid = 'public.padan_migration'::regclass")
                == "padan")
        let open = """
            SELECT count(*) FROM pg_database AS d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
            WHERE a.grantee = 0 AND d.datallowconn AND (a.privilege_type = 'TEMPORARY' AND d.datname = 'padan'
                OR a.privilege_type IN ('CONNECT', 'TEMPORARY') AND d.datname IN ('postgres', 'template1'))
            """
        #expect(try await restored.number(open) == 0)
        let told = try await other.check(as: .operator)
        #expect(told.isWell, "\(told.findings)")
        // A reader that is made there cannot do what the one here could not.
        let fresh = try await target.configuration.session(
            try await other.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator))
        for call in ReaderTests.closed.values.joined() { #expect(try await refusal("SELECT \(call)", fresh) == "42501", "\(call)") }
        // And back over the database that it came from.
        try await service.restore(from: file, as: .operator)
        #expect(try await PostgresConnection.connect(source.configuration).number("SELECT count(*) FROM padan.blk") == 1)
    }

    @Test func `a restore that breaks leaves neither a database nor a role`() async throws {
        let own = try await OwnServer.start("broken")
        let service = try await own.service()
        let owner = try await PostgresConnection.connect(own.configuration)
        try await owner.executeScript("CREATE ROLE pergi; GRANT SELECT ON padan.region TO pergi")
        let folder = try TestServer.makeFolder("broken-copy")
        let file = folder.appending(path: "copy.padan")
        try await service.backUp(to: file.path, as: .operator)
        try await owner.executeScript("DROP OWNED BY pergi; DROP ROLE pergi")
        // The list at the beginning is whole, the data are not.
        let data = try Data(contentsOf: file)
        let broken = folder.appending(path: "broken.padan")
        try (data.prefix(data.count - 2_000)).write(to: broken)
        await #expect(throws: (any Error).self) { try await service.restore(from: broken.path, as: .operator) }
        let after = try await PostgresConnection.connect(own.configuration)
        #expect(try await after.number("SELECT count(*) FROM pg_roles WHERE rolname = 'pergi'") == 0)
        #expect(try await after.number("SELECT count(*) FROM pg_database WHERE datname LIKE 'padan\\_%'") == 0)
    }
}
