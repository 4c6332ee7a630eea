import Domain

/// The state of the embedded server, as `db status` answers it.
public struct ServerStatusDocument: Codable, Sendable {
    /// `running`, `stopped` or `absent`.
    public let state: String
    /// The server's process; absent while it does not run.
    public let process: Int32?
    /// The folder of the server's data, the folder of its socket, the path of its log, and the database's URL.
    public let data, socketDirectory, log, url: String

    /// Takes a status.
    public init(_ status: ServerStatus) {
        state = status.state.rawValue
        process = status.process
        data = status.data
        socketDirectory = status.socketDirectory
        log = status.log
        url = status.url
    }
}

/// Whether the embedded server was stopped, as `db stop` answers it.
public struct StoppedDocument: Codable, Sendable {
    /// False when it did not run.
    public let stopped: Bool

    /// Takes the answer.
    public init(stopped: Bool) { self.stopped = stopped }
}

/// The migrations that were applied, as `db migrate` and `db reset` answer it.
public struct MigrationsDocument: Codable, Sendable {
    /// The names of the migrations, in their order.
    public let applied: [String]

    /// Takes the names.
    public init(applied: [String]) { self.applied = applied }
}

/// The database's URL, as `db url` answers it.
public struct URLDocument: Codable, Sendable {
    /// The URL or the connection string.
    public let url: String

    /// Takes the URL.
    public init(url: String) { self.url = url }
}

/// A reader of `dashboard`, as `db user list` answers it.
public struct UserDocument: Codable, Sendable {
    /// The name of the log-in and its role.
    public let name, role: String
    /// The BLK of a user of role `blk`, the BBPLK of a user of role `network`, and the last day of the password; absent otherwise.
    public let blk, network, validUntil: String?
    /// `true` where a restore has withheld the user's rights; absent otherwise.
    public let withheld: Bool?
    /// The most sessions that the user may have at once, and the number of sessions that are open now.
    public let connectionLimit, sessions: Int

    /// Takes a reader.
    public init(_ user: UserEntry) {
        name = user.name
        role = user.role
        let isNetwork = user.role == ReaderRole.network.rawValue
        blk = isNetwork ? nil : user.blkCode
        network = isNetwork ? user.blkCode : nil
        withheld = user.isWithheld ? true : nil
        validUntil = user.validUntil?.description
        connectionLimit = user.connectionLimit
        sessions = user.sessions
    }
}

/// A new password, as `db user add` and `db user rotate` answer it.
public struct UserAccessDocument: Codable, Sendable {
    /// The log-in, its password, and a URL of both.
    public let name, password, url: String

    /// Takes an access.
    public init(_ access: UserAccess) {
        name = access.name
        password = access.password
        url = access.url
    }
}

/// The log-in that was taken away, as `db user revoke` answers it.
public struct RevokedUserDocument: Codable, Sendable {
    /// The name of the log-in.
    public let revoked: String

    /// Takes the name.
    public init(revoked: String) { self.revoked = revoked }
}

/// What is not as it should be with those who read the database, as `db check` answers it.
public struct DatabaseCheckDocument: Codable, Sendable {
    /// One thing that is not as it should be.
    public struct Finding: Codable, Sendable {
        /// The code of what is wrong, and the log-in, group, function, schema, database or file at fault.
        public let kind, subject: String
        /// The setting of a role, or the database in which something belongs to a reader; what was found; and what should be. Absent where they
        /// say nothing.
        public let item, found, wanted: String?
        /// The backend of a session; absent otherwise.
        public let process: Int?
        /// The command of Padan, or the statement for an administrator, that mends it.
        public let remedy: String
        /// True for what is only told and no fault.
        public let note: Bool
    }

    /// Whether nothing is at fault.
    public let well: Bool
    /// The findings, those about one thing together.
    public let findings: [Finding]

    /// Takes an answer.
    public init(_ check: DatabaseCheck) {
        well = check.isWell
        findings = check.findings.map {
            Finding(
                kind: $0.kind, subject: $0.subject, item: $0.item, found: $0.found, wanted: $0.wanted, process: $0.process,
                remedy: $0.remedy, note: $0.isNote)
        }
    }
}

/// A view of `dashboard`, as `export data` lists it.
public struct ViewDocument: Codable, Sendable {
    /// A column of the view.
    public struct Column: Codable, Sendable {
        /// Its name, its type as PostgreSQL names it, and what it means.
        public let name, type, comment: String
    }

    /// The view's name and what it shows.
    public let name, comment: String
    /// Its columns in their order.
    public let columns: [Column]

    /// Takes a view.
    public init(_ view: ViewEntry) {
        name = view.name
        comment = view.comment
        columns = view.columns.map { Column(name: $0.name, type: $0.type, comment: $0.comment) }
    }
}

/// The data dictionary, as `db dictionary` answers it.
public struct DictionaryDocument: Codable, Sendable {
    /// A function that analysts may call.
    public struct Function: Codable, Sendable {
        /// The signature of the function and what it does.
        public let signature, comment: String
    }

    /// The views of the schema `dashboard`, the `latest_` ones among them.
    public let views: [ViewDocument]
    /// The functions of the schema `dashboard`.
    public let functions: [Function]

    /// Takes a dictionary.
    public init(_ dictionary: DataDictionary) {
        views = dictionary.views.map(ViewDocument.init)
        functions = dictionary.functions.map { Function(signature: $0.signature, comment: $0.comment) }
    }
}

/// A file that was written, as exports, reports, backups and templates answer it.
public struct FileDocument: Codable, Sendable {
    /// The path as it was asked for.
    public let file: String

    /// Takes the path.
    public init(file: String) { self.file = file }
}

/// Files that were written into a folder, as `export report --all-blks` answers them.
public struct FilesDocument: Codable, Sendable {
    /// The paths, each beginning with the folder as it was asked for.
    public let files: [String]

    /// Takes the paths.
    public init(files: [String]) { self.files = files }
}

/// A backup that was restored, as `db restore` answers it.
public struct RestoreDocument: Codable, Sendable {
    /// What a log-in stands for.
    public struct Standing: Codable, Sendable {
        /// The role.
        public let role: String
        /// The BLK of the role `blk`, and the BBPLK of the role `network`; absent for the others, and where it is not known.
        public let blk, network: String?

        /// Takes a log-in.
        public init(_ logIn: LogIn) {
            role = logIn.role.rawValue
            blk = logIn.role == .network ? nil : logIn.blkCode
            network = logIn.role == .network ? logIn.blkCode : nil
        }
    }

    /// A log-in that has no rights now.
    public struct Withheld: Codable, Sendable {
        /// The name of the log-in, and why: `missing`, `foreign`, `other`, `unconfirmed` or `unknown`.
        public let name, reason: String
        /// What it stands for in the backup and on the server; absent where that side does not know it.
        public let backup, server: Standing?
    }

    /// The path as it was asked for.
    public let file: String
    /// The log-ins without rights, by name.
    public let withheld: [Withheld]

    /// Takes the path and the log-ins that the restore has withheld the rights of.
    public init(file: String, withheld: [WithheldLogIn]) {
        self.file = file
        self.withheld = withheld.map {
            Withheld(name: $0.name, reason: $0.reason.rawValue, backup: $0.backup.map(Standing.init), server: $0.server.map(Standing.init))
        }
    }
}

/// A view that was written to a file, as `export data` answers it.
public struct RowsFileDocument: Codable, Sendable {
    /// The path as it was asked for.
    public let file: String
    /// The number of rows, as text.
    public let rows: String

    /// Takes the path and the number of rows.
    public init(file: String, rows: Int) {
        self.file = file
        self.rows = String(rows)
    }
}
