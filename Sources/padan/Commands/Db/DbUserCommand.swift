import ArgumentParser
import Domain
import Report
import Service

extension ReaderRole: ExpressibleByArgument {}

extension DbCommand {
    struct User: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "user",
                abstract: text("Orang yang masuk ke basis data dengan kata sandi.", "People who log in to the database."),
                subcommands: [UserAdd.self, UserList.self, UserRevoke.self, UserRotate.self], aliases: ["pengguna"])
        }
    }

    struct UserAdd: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "add",
                abstract: text("Menambah pengguna; kata sandinya ditampilkan sekali.", "Add a user; the password is printed once."),
                discussion: text(
                    """
                    blk membaca baris BLK-nya sendiri, network baris BBPLK dan BLK binaannya, analyst semuanya; ketiganya tidak dapat menulis.
                    operator mengimpor berkas serta membuat dan menghapus hitungan; pengguna dan susunan basis data tetap urusan pemilik basis data.

                    Contoh:
                      padan db user add sari --role analyst
                      padan db user add kepala_krw --role blk --blk UPTD-KRW --until 2026-12-31
                      padan db user add tim_bekasi --role network --network BBPLK-BKS
                    """,
                    """
                    blk reads the rows of its own BLK, network those of its BBPLK and of the BLKs that it guides, analyst everything; none of
                    them writes. operator imports files, makes and removes runs; users and the schema stay with the owner of the database.

                    Examples:
                      padan db user add sari --role analyst
                      padan db user add kepala_krw --role blk --blk UPTD-KRW --until 2026-12-31
                      padan db user add tim_bekasi --role network --network BBPLK-BKS
                    """))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nama pengguna: huruf kecil, angka, _.", "User name: lower-case letters, digits, _."))) var name:
            String
        @Option(help: ArgumentHelp(text("Peran.", "Role."))) var role: ReaderRole
        @Option(help: ArgumentHelp(text("BLK pengguna, untuk peran blk.", "The user's BLK, for role blk."), valueName: "blk")) var blk:
            String?
        @Option(
            help: ArgumentHelp(text("BBPLK jejaring pengguna, untuk peran network.", "The BBPLK of the user's network, for role network.")))
        var network: String?
        @Option(help: ArgumentHelp(text("Tanggal terakhir kata sandi berlaku.", "Last day of the password."), valueName: "yyyy-mm-dd"))
        var until: String?

        func validate() throws {
            // PostgreSQL keeps some names for itself.
            guard name.wholeMatch(of: /[a-z][a-z0-9_]{0,62}/) != nil, !name.hasPrefix("padan"), !name.hasPrefix("pg_"),
                !["postgres", "public", "none"].contains(name)
            else {
                throw ValidationError(
                    text(
                        "nama pengguna: huruf kecil, angka dan _, paling panjang 63; tidak berawal padan atau pg_; bukan postgres, public, none",
                        "a user name: small letters, digits and _, up to 63; not beginning with padan or pg_; not postgres, public, none"))
            }
            guard (role == .blk) == (blk != nil) else {
                throw ValidationError(text("--blk wajib untuk peran blk, dan hanya untuknya", "--blk goes with role blk, and only with it"))
            }
            guard (role == .network) == (network != nil) else {
                throw ValidationError(
                    text("--network wajib untuk peran network, dan hanya untuknya", "--network goes with role network, and only with it"))
            }
            guard let until else { return }
            guard let day = Day(iso: until) else {
                throw ValidationError(text("--until bukan tanggal seperti 2026-12-31", "--until is no date like 2026-12-31"))
            }
            guard day >= Day.today else { throw ValidationError(text("--until sudah lewat", "--until is past")) }
        }

        func run() async throws {
            let context = try common.context()
            let access = try await context.service().addUser(
                name, role: role, blk: blk ?? network, validUntil: until.flatMap { Day(iso: $0) }, as: .operator)
            try DbCommand.show(access, "db.user.added", context)
        }
    }

    struct UserList: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: text("Menampilkan pengguna.", "List the users."),
                discussion: text("Contoh: padan db user list --json", "Example: padan db user list --json"))
        }
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let context = try common.context()
            let users = try await context.service().users(as: .operator)
            try context.show(
                users.map(UserDocument.init),
                users.isEmpty ? [context.words("db.user.none")] : UserEntry.lines(users, context.phrases, context.style))
        }
    }

    struct UserRevoke: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "revoke",
                abstract: text("Mencabut hak masuk pengguna dan memutus sesinya.", "Take a user's log-in away and end its sessions."),
                discussion: text("Contoh: padan db user revoke sari", "Example: padan db user revoke sari"))
        }
        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp(text("Nama pengguna.", "User name."))) var name: String

        func run() async throws {
            let context = try common.context()
            try await context.service().revokeUser(name, as: .operator, progress: context.startNotes)
            try context.show(RevokedUserDocument(revoked: name), [context.words("db.user.revoked", ["name": name])])
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
            let context = try common.context()
            let access = try await context.service().rotateUser(name, as: .operator, progress: context.startNotes)
            try DbCommand.show(access, "db.user.rotated", context)
        }
    }

    /// Prints a new password, which is told this once.
    private static func show(_ access: UserAccess, _ key: String, _ context: Context) throws {
        try context.show(
            UserAccessDocument(access),
            [
                context.words(key, ["name": access.name]),
                "  \(context.words("db.user.password")) \(access.password)", "  URL \(access.url)",
            ])
    }
}
