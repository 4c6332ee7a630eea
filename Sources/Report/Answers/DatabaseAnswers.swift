import Domain

/// The state of the embedded server.
public struct ServerStatus: Sendable {
    /// Whether the server runs, has data but does not run, or was never made.
    public enum State: String, Sendable { case running, stopped, absent }

    /// The state.
    public let state: State
    /// The server's process, while it runs.
    public let process: Int32?
    /// The folder of the server's data, the folder of its socket, the path of its log, and the database's URL.
    public let data, socketDirectory, log, url: String

    /// Makes a status of its parts.
    public init(state: State, process: Int32?, data: String, socketDirectory: String, log: String, url: String) {
        self.state = state
        self.process = process
        self.data = data
        self.socketDirectory = socketDirectory
        self.log = log
        self.url = url
    }
}

/// A person or program with a log-in of its own.
public struct UserEntry: Sendable {
    /// The names of the log-in and of its role.
    public let name, role: String
    /// The BLK of a user of role `blk`, the BBPLK of a user of role `network`.
    public let blkCode: String?
    /// Whether a restore has withheld the user's rights.
    public let isWithheld: Bool
    /// The last day of the password; `nil` for ever.
    public let validUntil: Day?
    /// The most sessions that the user may have at once, and the number of sessions that are open now.
    public let connectionLimit, sessions: Int

    /// Makes an entry of its parts.
    public init(
        name: String, role: String, blkCode: String?, isWithheld: Bool, validUntil: Day?, connectionLimit: Int, sessions: Int
    ) {
        self.name = name
        self.role = role
        self.blkCode = blkCode
        self.isWithheld = isWithheld
        self.validUntil = validUntil
        self.connectionLimit = connectionLimit
        self.sessions = sessions
    }
}

/// What is not as it should be with those who read the database.
public struct DatabaseCheck: Sendable {
    /// One thing that is not as it should be.
    public struct Finding: Sendable {
        /// The code of what is wrong, which is the key of its sentence behind `db.check.`.
        public let kind: String
        /// The log-in, group, function, schema, database or file at fault; empty where the whole server is.
        public let subject: String
        /// The setting of a role, or the database in which something belongs to a reader; what was found; and what should be.
        public let item, found, wanted: String?
        /// The backend of a session.
        public let process: Int?
        /// The command of Padan, or the statement for an administrator, that mends it.
        public let remedy: String
        /// Whether it is only told and no fault.
        public let isNote: Bool

        /// Makes a finding of its parts.
        public init(
            kind: String, subject: String, item: String?, found: String?, wanted: String?, process: Int?, remedy: String, isNote: Bool
        ) {
            self.kind = kind
            self.subject = subject
            self.item = item
            self.found = found
            self.wanted = wanted
            self.process = process
            self.remedy = remedy
            self.isNote = isNote
        }
    }

    /// The findings, those about one thing together.
    public let findings: [Finding]
    /// Whether nothing is at fault.
    public var isWell: Bool { findings.allSatisfy(\.isNote) }

    /// Makes an answer of its findings.
    public init(findings: [Finding]) { self.findings = findings }
}

/// A password that was made just now, and where to use it.
public struct UserAccess: Sendable {
    /// The log-in, its password, and a URL of both.
    public let name, password, url: String

    /// Makes an access of its parts.
    public init(name: String, password: String, url: String) {
        self.name = name
        self.password = password
        self.url = url
    }
}

/// A view of the schema `dashboard`.
public struct ViewEntry: Sendable {
    /// A column of a view.
    public struct Column: Sendable {
        /// The column's name, its type as PostgreSQL names it, and what it means.
        public let name, type, comment: String

        /// Makes a column of its parts.
        public init(name: String, type: String, comment: String) {
            self.name = name
            self.type = type
            self.comment = comment
        }
    }

    /// The view's name and what it shows.
    public let name, comment: String
    /// The view's columns in their order.
    public let columns: [Column]

    /// Makes an entry of its parts.
    public init(name: String, comment: String, columns: [Column]) {
        self.name = name
        self.comment = comment
        self.columns = columns
    }
}

/// A title that no code was found for.
public struct UncodedTitleEntry: Sendable {
    /// The title as the advertisements have it.
    public let text: String
    /// The number of distinct advertisements with the title.
    public let advertisements: Int
    /// The openings that they stand for.
    public let openings: Int
    /// Codes that came near, the nearest first, with their probabilities where they are known.
    public let alternatives: [(code: String, probability: Double?)]
    /// Titles that mean the same in other words, and how many openings and advertisements all of them carry together.
    public private(set) var like: (titles: [String], openings: Int, advertisements: Int)

    /// Makes an entry of its parts.
    public init(text: String, advertisements: Int, openings: Int, alternatives: [(code: String, probability: Double?)]) {
        self.text = text
        self.advertisements = advertisements
        self.openings = openings
        self.alternatives = alternatives
        like = ([], openings, advertisements)
    }

    /// Adds a title of the same words.
    public mutating func add(_ other: UncodedTitleEntry) {
        like.titles.append(other.text)
        like.openings += other.openings
        like.advertisements += other.advertisements
    }
}
