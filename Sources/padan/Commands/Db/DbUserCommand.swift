import ArgumentParser
import Domain
import Foundation
import Postgres
import Report
import Store

extension ReaderRole: ExpressibleByArgument {}

extension DbCommand {
    struct User: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "user",
                abstract: text("Pengguna yang membaca tampilan dashboard.", "Users who read the views of dashboard."),
                subcommands: [UserAdd.self, UserList.self, UserRevoke.self, UserRotate.self], aliases: ["pengguna"])
        }
    }

    struct UserAdd: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "add",
                abstract: text("Menambah pengguna; kata sandinya dicetak sekali.", "Add a user; the password is printed once."),
                discussion: text(
                    """
                    analyst membaca semua tampilan dashboard; blk hanya baris BLK-nya sendiri. Tidak ada yang dapat menulis.

                    Contoh:
                      padan db user add sari --role analyst
                      padan db user add kepala_krw --role blk --blk UPTD-KRW --until 2026-12-31
                    """,
                    """
                    analyst reads all views of dashboard; blk the rows of its own BLK only. Neither writes.

                    Examples:
                      padan db user add sari --role analyst
                      padan db user add kepala_krw --role blk --blk UPTD-KRW --until 2026-12-31
                    """))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nama pengguna: huruf kecil, angka, _.", "User name: lower-case letters, digits, _."))) var name:
            String
        @Option(help: ArgumentHelp(text("Peran.", "Role."))) var role: ReaderRole
        @Option(help: ArgumentHelp(text("BLK pengguna, untuk peran blk.", "The user's BLK, for role blk."), valueName: "blk")) var blk:
            String?
        @Option(help: ArgumentHelp(text("Hari terakhir kata sandi berlaku.", "Last day of the password."), valueName: "yyyy-mm-dd"))
        var until: String?

        func validate() throws {
            guard name.wholeMatch(of: /[a-z][a-z0-9_]{0,62}/) != nil, !name.hasPrefix("padan"), !name.hasPrefix("pg_"), name != "postgres"
            else {
                throw ValidationError(
                    text(
                        "nama pengguna terdiri atas huruf kecil, angka dan _, paling panjang 63, dan tidak berawal padan atau pg_",
                        "a user name is made of lower-case letters, digits and _, at most 63, and does not begin with padan or pg_"))
            }
            guard (role == .blk) == (blk != nil) else {
                throw ValidationError(text("--blk wajib untuk peran blk, dan hanya untuknya", "--blk goes with role blk, and only with it"))
            }
            guard until.map({ Day(iso: $0) != nil }) ?? true else {
                throw ValidationError(text("--until bukan tanggal seperti 2026-12-31", "--until is no date like 2026-12-31"))
            }
        }

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            if let blk { _ = try await Stages(context: context, session: session).blk(blk) }
            let password = DbCommand.password()
            do {
                try await session.store.addUser(name, role: role, blk: blk, password: password, validUntil: until.flatMap { Day(iso: $0) })
            } catch let error as PostgresError where error.sqlState == "42710" {
                throw CommandFailure.usage(context.words("db.user.taken", ["name": name]))
            }
            try DbCommand.show(name, password, session, "db.user.added", context)
        }
    }

    struct UserList: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: text("Menampilkan pengguna.", "List the users."),
                discussion: text("Contoh: padan db user list --json", "Example: padan db user list --json"))
        }
        @OptionGroup var common: CommonOptions

        private struct Document: Encodable {
            let name, role: String
            let blk, validUntil: String?
            let connectionLimit, sessions: Int
        }

        func run() async throws {
            let context = try common.context()
            let users = try await Session.open(context).store.users()
            if context.json {
                return print(
                    try Console.json(
                        users.map {
                            Document(
                                name: $0.name, role: $0.role.rawValue, blk: $0.blkCode, validUntil: $0.validUntil?.description,
                                connectionLimit: $0.connectionLimit, sessions: $0.sessions)
                        }))
            }
            guard !users.isEmpty else { return print(context.words("db.user.none")) }
            let words = context.words
            var table = TextTable([
                (words("db.user.name"), .left), (words("db.user.role"), .left), ("BLK", .left), (words("db.user.until"), .left),
                (words("db.user.sessions"), .right),
            ])
            for user in users {
                table.add([
                    user.name, user.role.rawValue, user.blkCode ?? "", user.validUntil.map { context.numbers.day($0.description) } ?? "",
                    "\(user.sessions)/\(user.connectionLimit)",
                ])
            }
            for line in table.lines(header: context.style.bold) { print(line) }
        }
    }

    struct UserRevoke: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "revoke",
                abstract: text("Mencabut pengguna dan memutus sesinya.", "Take a user's log-in away and end its sessions."),
                discussion: text("Contoh: padan db user revoke sari", "Example: padan db user revoke sari"))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nama pengguna.", "User name."))) var name: String

        func run() async throws {
            let (context, session) = try await DbCommand.open(for: name, common)
            try await session.store.removeUser(name)
            print(context.json ? try Console.json(["revoked": name]) : context.words("db.user.revoked", ["name": name]))
        }
    }

    struct UserRotate: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "rotate",
                abstract: text("Mengganti kata sandi dan memutus sesi lama.", "Change the password and end old sessions."),
                discussion: text("Contoh: padan db user rotate sari", "Example: padan db user rotate sari"))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nama pengguna.", "User name."))) var name: String

        func run() async throws {
            let (context, session) = try await DbCommand.open(for: name, common)
            let password = DbCommand.password()
            try await session.store.changePassword(name, to: password)
            try DbCommand.show(name, password, session, "db.user.rotated", context)
        }
    }

    /// Only users of the readers' roles are touched: never the owner, the service or somebody else's users.
    private static func open(for name: String, _ common: CommonOptions) async throws -> (context: Context, session: Session) {
        let context = try common.context()
        let session = try await Session.open(context)
        let users = try await session.store.users()
        guard users.contains(where: { $0.name == name }) else {
            throw CommandFailure.usage(
                context.words("db.user.unknown", ["name": name, "list": users.map(\.name).joined(separator: ", ")]))
        }
        return (context, session)
    }

    /// 24 letters and digits without look-alikes: 138 bits.
    private static func password() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        var generator = SystemRandomNumberGenerator()
        return String((0..<24).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
    }

    private static func show(_ name: String, _ password: String, _ session: Session, _ key: String, _ context: Context) throws {
        let options = try PostgresConfiguration.options(in: session.configuration.connectionString)
        func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text }
        let database = options["dbname"] ?? "padan"
        let place = options["host"].map { "?host=\(escaped($0))" + (options["port"].map { "&port=\($0)" } ?? "") } ?? ""
        let url = "postgresql://\(name):\(password)@/\(escaped(database))\(place)"
        if context.json {
            print(try Console.json(["name": name, "password": password, "url": url]))
        } else {
            print(context.words(key, ["name": name]))
            print("  \(context.words("db.user.password")) \(password)\n  URL \(url)")
        }
    }
}
