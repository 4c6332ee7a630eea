import Configuration
import Report
import Service

/// What a command needs to call the service and to speak.
struct Context: Sendable {
    /// Where `config/` and `sql/` lie.
    let root: DataRoot
    /// The sentences of the language that was asked for.
    let phrases: Phrases
    /// Whether colours are written.
    let style: TextStyle
    /// Whether answers are JSON.
    let json: Bool
    /// Whether remarks are left out.
    let quiet: Bool
    /// The database that was asked for; `nil` for the usual one.
    let databaseURL: String?

    init(root: DataRoot, phrases: Phrases, style: TextStyle, options: CommonOptions) {
        self.root = root
        self.phrases = phrases
        self.style = style
        json = options.json
        quiet = options.quiet
        databaseURL = options.databaseUrl
    }

    var words: Words { phrases.words }
    var numbers: Numbers { phrases.numbers }

    /// Opens the service on the database that was asked for.
    ///
    /// - Parameters:
    ///   - readiesSchema: Whether the schema is brought up to date or its presence is required.
    ///   - file: A file that the command will write; `nil` or `-` for none.
    /// - Returns: The service.
    /// - Throws: What `Service.open` throws.
    func service(readiesSchema: Bool = true, writing file: String? = nil) async throws -> Service {
        if let file { try clear(beside: file) }
        return try await Service.open(.init(databaseURL: databaseURL, root: root, readiesSchema: readiesSchema), progress: startNotes)
    }

    /// Removes what killed commands left beside a file that is about to be written; `-` is standard output.
    ///
    /// - Throws: What `Service.removeLeftovers` throws.
    func clear(beside file: String) throws {
        guard file != "-" else { return }
        try clear(folder: file.lastIndex(of: "/").map { String(file[...$0]) } ?? ".")
    }

    /// Removes what killed commands left in a folder.
    ///
    /// - Throws: What `Service.removeLeftovers` throws.
    func clear(folder: String) throws {
        for path in try Service.removeLeftovers(in: folder, as: .operator) { startNotes(.removed(path)) }
    }

    /// What tells a person the steps of starting the embedded server, what killed commands had left, and for whom the program waits. The
    /// latter is told beside JSON, too: standard error is not read by programs, and who waits wants to know it.
    var startNotes: ServiceProgress.Report {
        { progress in
            switch progress {
            case .starting(let step): note(words("db.starting", ["what": step]))
            case .removed(let what): note(words("db.removed", ["what": what]))
            case .waiting(let holder):
                guard !quiet else { break }
                let values = [
                    "application": holder.application.isEmpty ? "–" : holder.application, "user": holder.user,
                    "process": String(holder.process), "seconds": holder.seconds.map(numbers.integer) ?? "?",
                ]
                Console.note(words("db.waiting", values))
            case .leftOut(.roles(let names)):
                Console.note(words("db.restored.roles_left_out", ["list": names.joined(separator: ", ")]))
            case .leftOut(.setting(let reason)):
                Console.note(phrases.sentence("db.restored.setting_left_out", ["reason": .foreign(reason)]))
            case .leftOut(.replaced(let database)): Console.note(words("db.restored.replaced", ["database": database]))
            case .deaf(let process): Console.note(words("db.deaf", ["process": String(process)]))
            case .hoarding(let session):
                let values = ["user": session.login, "process": String(session.process), "locks": numbers.integer(session.locks)]
                Console.note(words(session.isEnded ? "db.hoarder_ended" : "db.hoarder", values))
            case .waitingForServer(let process):
                if !quiet { Console.note(words("db.waiting_for_server", ["process": process.map { String($0) } ?? "?"])) }
            default: break
            }
        }
    }

    /// Tells a person a remark; programs that read JSON get none.
    func note(_ message: String) {
        if !quiet, !json { Console.note(message) }
    }

    /// Prints an answer: its document for programs, its lines for people.
    ///
    /// - Throws: `EncodingError` where the document holds a number that is not finite, `OutputFile.Failure` where the answer cannot be
    ///   written, and what making the answer throws.
    func show(_ document: @autoclosure () throws -> some Encodable, _ lines: @autoclosure () throws -> [String]) throws {
        if json {
            try Console.document(try document())
        } else {
            try Console.answer(try lines())
        }
    }

    /// A bar on the terminal for one act of the service.
    func progress(_ label: String) -> ProgressLine { ProgressLine(label, phrases, isSilent: quiet || json) }
}
