import Configuration
import Domain
import Foundation
import Postgres
import Service
import TestSupport
import Testing

/// Who sees what after a backup was restored. Log-ins are the server's and in no backup: one keeps its rights where backup and server say the
/// same of it, and only there.
@Suite struct RestoredLogInTests {
    /// What a log-in may stand for; `none` where there is no log-in.
    private enum Standing: String, CaseIterable {
        case none, a, b, n, m, analyst, `operator`

        var role: ReaderRole {
            switch self {
            case .none, .a, .b: .blk
            case .n, .m: .network
            case .analyst: .analyst
            case .operator: .operator
            }
        }

        /// Its BLK or BBPLK.
        var blk: String? { role.belongsToBlk && self != .none ? rawValue.uppercased() : nil }

        /// The log-in as a front end names it; an operator's own log-in is none that asks.
        func asker(_ login: String) -> Asker {
            switch role {
            case .blk: .blk(login: login)
            case .network: .network(login: login)
            case .analyst, .operator: .analyst(login: login)
            }
        }

        /// The BLKs whose rows it sees.
        var seen: [String] {
            switch self {
            case .none: []
            case .a: ["A"]
            case .b: ["B"]
            case .n: ["A", "N"]
            case .m: ["B", "M"]
            case .analyst, .operator: ["A", "B", "M", "N"]
            }
        }
    }

    /// Two networks of one BBPLK and one BLK each.
    private static let networks = """
        INSERT INTO padan.region (region_code, name, kind, parent_code)
            VALUES ('32', 'Jabar', 'provinsi', NULL), ('32.15', 'Karawang', 'kabupaten', '32');
        INSERT INTO padan.blk (blk_code, name, kind, region_code, parent_code, joined_year) VALUES
            ('N', 'Satu', 'BBPLK', '32.15', NULL, NULL), ('M', 'Dua', 'BBPLK', '32.15', NULL, NULL),
            ('A', 'Alfa', 'UPTD', '32.15', 'N', 2018), ('B', 'Beta', 'UPTD', '32.15', 'M', 2018);
        INSERT INTO padan.kejuruan VALUES ('Las');
        INSERT INTO padan.program (program_code, name, kejuruan, hours_jp) VALUES ('P', 'P', 'Las', 240);
        INSERT INTO padan.realization SELECT blk_code, 'P', 2018, 1, 1, 16, 0 FROM padan.blk
        """

    /// A database with the two networks, and the service on it.
    private static func service(_ configuration: PostgresConfiguration) async throws -> Service {
        let service = try await Service.open(.init(databaseURL: configuration.connectionString, readiesSchema: false))
        _ = try await service.migrate(as: .operator)
        try await PostgresConnection.connect(configuration).executeScript(networks)
        return service
    }

    /// A server of its own: log-ins belong to the whole server, and other tests count theirs.
    private static func server() throws -> EmbeddedServer {
        EmbeddedServer(
            layout: TestServer.layout(try TestServer.makeFolder("logins")), settings: ["fsync": "off", "shared_buffers": "16MB"])
    }

    private static func add(_ name: String, _ standing: Standing, _ service: Service) async throws {
        guard standing != .none else { return }
        _ = try await service.addUser(name, role: standing.role, blk: standing.blk, validUntil: nil, as: .operator)
    }

    /// The BLKs whose rows a log-in sees, as it asks itself.
    private static func seen(by name: String, _ configuration: PostgresConfiguration) async throws -> [String] {
        let connection = try await PostgresConnection.connect(configuration)
        try await connection.execute("SET SESSION AUTHORIZATION \(name)")
        return try await connection.rows("SELECT blk_code FROM dashboard.realization ORDER BY 1") { try $0["blk_code"] as String }
    }

    @Test func `a log-in keeps its rights where backup and server agree, and is named everywhere else`() async throws {
        let server = try Self.server()
        let configuration = try await server.start()
        let service = try await Self.service(configuration)
        let file = try TestServer.makeFolder("logins").appending(path: "copy.padan").path
        // Every standing in the backup with every standing on the server.
        let pairs = Standing.allCases.flatMap { old in Standing.allCases.map { (old: old, new: $0) } }.filter {
            $0.old != .none || $0.new != .none
        }
        func name(_ pair: (old: Standing, new: Standing)) -> String { "dari_\(pair.old.rawValue)_ke_\(pair.new.rawValue)_\(getpid())" }
        for pair in pairs { try await Self.add(name(pair), pair.old, service) }
        try await service.backUp(to: file, as: .operator)
        // Also those who stay what they were are made anew: another person may have got the name.
        for pair in pairs {
            if pair.old != .none { try await service.revokeUser(name(pair), as: .operator) }
            try await Self.add(name(pair), pair.new, service)
        }
        let withheld = try await service.restore(from: file, as: .operator)
        let users = try await service.users(as: .operator)
        for pair in pairs {
            let finding = withheld.first { $0.name == name(pair) }
            let user = users.first { $0.name == name(pair) }
            let reason: WithheldLogIn.Reason? =
                pair.old == pair.new ? nil : pair.old == .none ? .unknown : pair.new == .none ? .missing : .other
            #expect(finding?.reason == reason, "\(name(pair))")
            #expect((user != nil) == (pair.new != .none), "\(name(pair))")
            guard pair.new != .none else { continue }
            #expect(user?.isWithheld == (reason != nil), "\(name(pair))")
            #expect(try await Self.seen(by: name(pair), configuration) == (reason == nil ? pair.new.seen : []), "\(name(pair))")
            if reason != nil {
                #expect(finding?.server == LogIn(name: name(pair), role: pair.new.role, blkCode: pair.new.blk))
                await #expect(throws: ServiceError.notAReader(login: name(pair))) {
                    _ = try await service.views(as: pair.new.asker(name(pair)))
                }
            }
            if pair.old != .none, reason != nil {
                #expect(finding?.backup == LogIn(name: name(pair), role: pair.old.role, blkCode: pair.old.blk))
            }
        }
        #expect(withheld.map(\.name) == withheld.map(\.name).sorted() && withheld.count == pairs.filter { $0.old != $0.new }.count)
        // What is withheld is still withheld after another restore, and is whole again when it was made anew.
        let again = try TestServer.makeFolder("logins").appending(path: "again.padan").path
        try await service.backUp(to: again, as: .operator)
        let still = try await service.restore(from: again, as: .operator)
        #expect(Set(still.map(\.name)) == Set(withheld.filter { $0.reason != .missing }.map(\.name)))
        #expect(still.allSatisfy { $0.reason == .unconfirmed })
        for pair in pairs where pair.new != .none {
            try await service.revokeUser(name(pair), as: .operator)
            try await Self.add(name(pair), pair.new, service)
            #expect(try await Self.seen(by: name(pair), configuration) == pair.new.seen)
            if pair.new != .operator { #expect(try await !service.views(as: pair.new.asker(name(pair))).isEmpty) }
            try await service.revokeUser(name(pair), as: .operator)
        }
        await service.close()
        _ = try await server.stop()
    }

    @Test func `a backup that is restored on another server gives nobody the rights of somebody else`() async throws {
        let source = try await Self.service(TestServer.shared.database())
        let file = try TestServer.makeFolder("logins").appending(path: "copy.padan").path
        let names = ["pergi", "lain", "peran", "orang", "sama", "entah"].map { "\($0)_\(getpid())" }
        for name in names { try await Self.add(name, .a, source) }
        try await source.backUp(to: file, as: .operator)
        for name in names { try await source.revokeUser(name, as: .operator) }

        let server = try Self.server()
        let configuration = try await server.start()
        let service = try await Self.service(configuration)
        try await Self.add(names[1], .b, service)
        try await Self.add(names[2], .analyst, service)
        try await Self.add(names[4], .a, service)
        try await Self.add("baru", .b, service)
        do {
            // A log-in that is not Padan's, and one whom an administrator has put into the group.
            let connection = try await PostgresConnection.connect(configuration)
            try await connection.executeScript("CREATE ROLE \(names[3]) LOGIN; CREATE ROLE \(names[5]) LOGIN IN ROLE padan_blk")
            try await connection.execute("DELETE FROM padan.realization")
        }
        let withheld = try await service.restore(from: file, as: .operator)
        let reasons = Dictionary(uniqueKeysWithValues: withheld.map { ($0.name, $0.reason) })
        #expect(
            reasons == [
                names[0]: .missing, names[1]: .other, names[2]: .other, names[3]: .foreign, names[5]: .unconfirmed, "baru": .unknown,
            ])
        for name in [names[1], names[2], names[5], "baru"] { #expect(try await Self.seen(by: name, configuration) == [], "\(name)") }
        #expect(try await Self.seen(by: names[4], configuration) == ["A"])
        await #expect(throws: PostgresError.self) { _ = try await Self.seen(by: names[3], configuration) }
        // Names that the server does not have are free.
        try await Self.add(names[0], .b, service)
        #expect(try await Self.seen(by: names[0], configuration) == ["B"])
        #expect(try await PostgresConnection.connect(configuration).number("SELECT count(*) FROM padan.realization") == 4)
        await service.close()
        _ = try await server.stop()
    }

    @Test func `a name that is somebody else's on the server gets nothing of what the backup gave it`() async throws {
        let (from, onto) = try await (OwnServer.start("given"), OwnServer.start("foreign"))
        let source = try await from.service()
        try await Self.add("unet", .analyst, source)
        try await Self.add("sama", .analyst, source)
        let theirs = try await PostgresConnection.connect(from.configuration)
        try await theirs.executeScript(
            """
            CREATE ROLE kantor; CREATE ROLE "Bu Tuti";
            GRANT INSERT ON padan.run TO unet;
            GRANT USAGE ON SCHEMA padan TO unet WITH GRANT OPTION; GRANT USAGE ON SCHEMA padan TO "Bu Tuti";
            GRANT SELECT ON padan.region TO "Bu Tuti" WITH GRANT OPTION;
            GRANT SELECT (name) ON padan.blk TO unet, sama;
            GRANT EXECUTE ON FUNCTION padan.drop_left_tables() TO unet;
            GRANT UPDATE ON ALL SEQUENCES IN SCHEMA padan TO unet;
            CREATE POLICY tamu ON padan.workshop TO unet USING (true);
            CREATE POLICY campur ON padan.workshop TO padan_owner, unet USING (true);
            ALTER DEFAULT PRIVILEGES FOR ROLE padan_owner IN SCHEMA dashboard GRANT SELECT ON TABLES TO kantor, padan_operator;
            ALTER TABLE public.padan_migration OWNER TO kantor;
            ALTER VIEW dashboard.realization OWNER TO unet;
            SET ROLE "Bu Tuti"; GRANT SELECT ON padan.region TO unet; RESET ROLE
            """)
        let file = try TestServer.makeFolder("given").appending(path: "copy.padan").path
        try await source.backUp(to: file, as: .operator)
        let service = try await onto.service()
        try await Self.add("sama", .analyst, service)
        let owner = try await PostgresConnection.connect(onto.configuration)
        try await owner.executeScript(
            """
            CREATE ROLE unet LOGIN PASSWORD 'x'; CREATE ROLE kantor; CREATE ROLE "Bu Tuti"
            """)
        try await owner.execute("CREATE DATABASE lain OWNER kantor")
        try await owner.executeScript("REVOKE CONNECT, TEMPORARY ON DATABASE lain FROM PUBLIC; GRANT CONNECT ON DATABASE lain TO unet")
        let withheld = try await service.restore(from: file, as: .operator)
        #expect(withheld.map(\.name) == ["unet"] && withheld.map(\.reason) == [.foreign])
        let restored = try await PostgresConnection.connect(onto.configuration)
        // Nothing in this database depends on any of them: neither rights nor ownership nor policies.
        let left = """
            SELECT string_agg(concat_ws(' ', r.rolname, s.classid::regclass, s.objid, s.deptype), ', ')
            FROM pg_shdepend AS s JOIN pg_roles AS r ON r.oid = s.refobjid
            WHERE s.refclassid = 'pg_authid'::regclass AND r.rolname IN ('unet', 'kantor', 'Bu Tuti', 'sama')
                AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        #expect(try await restored.row(left) { try $0["string_agg"] as String? } == .some(nil))
        #expect(try await restored.number("SELECT count(*) FROM pg_policy WHERE polname = 'campur'") == 1)
        // What they have elsewhere is not Padan's to take.
        #expect(
            try await restored.number(
                "SELECT count(*) FROM pg_database WHERE datname = 'lain' AND pg_get_userbyid(datdba) = 'kantor' AND datacl::text LIKE '%unet=c/%'"
            )
                == 1)
        #expect(try await service.migrate(as: .operator) == [])
        #expect(try await service.check(as: .operator).findings.map(\.subject) == [])
    }

    @Test func `passwords that Padan made on the server are still known as its own after a restore`() async throws {
        let (from, onto) = try await (OwnServer.start("told"), OwnServer.start("known"))
        let source = try await from.service()
        for name in ["uan", "ubk", "pergi"] { try await Self.add(name, .analyst, source) }
        let file = try TestServer.makeFolder("told").appending(path: "copy.padan").path
        try await source.backUp(to: file, as: .operator)
        let service = try await onto.service()
        for name in ["uan", "ubk", "baru"] { try await Self.add(name, .analyst, service) }
        let owner = try await PostgresConnection.connect(onto.configuration)
        try await owner.execute("ALTER ROLE ubk PASSWORD 'a'")
        try await service.restore(from: file, as: .operator)
        let restored = try await PostgresConnection.connect(onto.configuration)
        #expect(
            try await service.check(as: .operator).findings.map { "\($0.kind) \($0.subject)" } == ["secret_changed ubk"])
        #expect(try await restored.text("SELECT string_agg(role_name, ' ' ORDER BY role_name) FROM padan.reader_secret") == "baru uan ubk")
        // Where the database that is replaced knows nothing, the backup is believed as far as the server's secret bears it out.
        try await restored.executeScript("DELETE FROM padan.reader_secret")
        try await service.restore(from: file, as: .operator)
        #expect(
            try await service.check(as: .operator).findings.map { "\($0.kind) \($0.subject)" }
                == ["secret_unknown baru", "secret_unknown uan", "secret_unknown ubk"])
        // On the server that made the backup all are known, also when nothing is noted any more.
        try await PostgresConnection.connect(from.configuration).execute("DELETE FROM padan.reader_secret")
        try await source.restore(from: file, as: .operator)
        #expect(try await source.check(as: .operator).findings.map(\.subject) == [])
    }

    @Test func `a backup of an earlier version is brought up to date, and gives nobody the rights of somebody else`() async throws {
        // The schema before log-ins of other roles were on record.
        let sql = try PlanChangeTests.sql(until: 13)
        let earlier = try await TestServer.shared.emptyDatabase()
        let (other, same) = ("lain_dulu_\(getpid())", "sama_dulu_\(getpid())")
        let connection = try await PostgresConnection.connect(earlier)
        _ = try await Migrator(sqlDirectory: sql).migrate(connection)
        try await connection.executeScript(Self.networks)
        try await connection.execute("INSERT INTO padan.blk_user (role_name, blk_code) VALUES ($1, 'A'), ($2, 'A')", [other, same])
        let file = try TestServer.makeFolder("logins").appending(path: "copy.padan").path
        try await Backup(binaries: try await EmbeddedServer(layout: .current()).chooseBinaries(), configuration: earlier).write(to: file)

        let configuration = try await TestServer.shared.database()
        let service = try await Self.service(configuration)
        try await Self.add(other, .b, service)
        // The log-in of an earlier version has no mark on its role until the schema is brought up to date.
        let present = try await PostgresConnection.connect(configuration)
        try await present.execute("CREATE ROLE \(same) LOGIN IN ROLE padan_blk")
        try await present.execute("INSERT INTO padan.blk_user (role_name, blk_code) VALUES ($1, 'A')", [same])
        _ = try await service.migrate(as: .operator)
        #expect(try await present.text("SELECT shobj_description('\(same)'::regrole, 'pg_authid')") == "Padan: blk A")
        let withheld = try await service.restore(from: file, as: .operator)
        #expect(withheld.map(\.name) == [other] && withheld.map(\.reason) == [.other])
        #expect(try await Self.seen(by: other, configuration) == [])
        #expect(try await Self.seen(by: same, configuration) == ["A"])
        #expect(try await service.migrate(as: .operator) == [])
        for name in [other, same] { try await service.revokeUser(name, as: .operator) }
    }
}
