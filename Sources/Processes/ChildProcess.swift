import Foundation
import Subprocess
import SystemPackage

/// A program of the system that runs as a child of this process while this process waits for it.
///
/// Waiting blocks no thread of structured concurrency. When the waiting task is cancelled, the child is asked to end and is killed two
/// seconds later. The child has no open file of its parent, and what it prints goes to a file
/// in memory: a server that the child starts and leaves behind would keep a pipe open for its whole life, and a folder for temporary files may be
/// missing or full. Only the child itself is waited for.
public struct ChildProcess: Sendable {
    /// The account as which a child runs. Only root may choose another one than its own.
    public struct Account: Sendable, Equatable {
        /// The number of the user.
        public let user: UInt32
        /// The number of the user's group, the only group that the child has.
        public let group: UInt32

        /// Names an account by its numbers.
        ///
        /// - Parameters:
        ///   - user: The number of the user.
        ///   - group: The number of the user's group.
        public init(user: UInt32, group: UInt32) {
            self.user = user
            self.group = group
        }
    }

    /// How a child ended, and what it printed.
    public struct Ending: Sendable, Equatable {
        /// The exit code; 128 and the signal's number for a child that a signal ended, as a shell reports it.
        public let status: Int32
        /// Standard output and standard error, in the order in which they were written.
        public let output: String
    }

    /// The path of the program, or its name where `PATH` is to be searched.
    public var program: String
    /// The arguments after the program's name. Everybody on the machine can read them, so that no secret may stand in them.
    public var arguments: [String]
    /// The whole environment of the child.
    public var environment: [String: String]
    /// The folder in which the child stands.
    public var folder = "/"
    /// The account as which the child runs; `nil` is the caller's own.
    public var account: Account?
    /// After this time the child is ended; `nil` is no limit.
    public var timeLimit: Duration?

    /// Describes a child; nothing is started yet.
    ///
    /// - Parameters:
    ///   - program: The path of the program, or its name where `PATH` is to be searched.
    ///   - arguments: The arguments after the program's name.
    ///   - environment: The whole environment of the child; by default it has a path and a locale only.
    public init(_ program: String, _ arguments: [String] = [], environment: [String: String] = ChildProcess.plainEnvironment()) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
    }

    /// An environment with the path of this process, the locale C.UTF-8 and nothing else of this process.
    ///
    /// - Parameter additions: Variables that are added.
    /// - Returns: The variables by name.
    public static func plainEnvironment(adding additions: [String: String] = [:]) -> [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return ["PATH": path, "LC_ALL": "C.UTF-8"].merging(additions) { $1 }
    }

    /// Runs the program without input and waits for its end.
    ///
    /// - Returns: How it ended and what it printed.
    /// - Throws: `ChildProcessError` when the program could not be started or reached its time limit, `CancellationError` when the task was
    ///   cancelled; the child is gone by then.
    public func run() async throws -> Ending {
        let name = "/padan-\(UUID().uuidString)"
        // A file of shared memory is closed in children unless it is handed to them.
        let number = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard number >= 0 else {
            throw ChildProcessError.notStarted(program: program, reason: "/dev/shm\(name): \(String(cString: strerror(errno)))")
        }
        let file = FileDescriptor(rawValue: number)
        defer { try? file.close() }
        // The file has no name from here on, so that nothing stays of it, however this process ends.
        shm_unlink(name)
        let configuration = configuration
        let status = try await limited {
            try await Subprocess.run(
                configuration, input: .none, output: .fileDescriptor(file, closeAfterSpawningProcess: false),
                error: .fileDescriptor(file, closeAfterSpawningProcess: false)
            ).terminationStatus
        }
        return Ending(status: Self.code(status), output: try Self.text(of: file))
    }

    /// Runs the program on the caller's own terminal and waits for its end.
    ///
    /// Ctrl-C goes to the program alone while it runs.
    ///
    /// - Returns: The exit code, as in `Ending`.
    /// - Throws: `ChildProcessError` when the program could not be started or reached its time limit, `CancellationError` when the task was
    ///   cancelled.
    public func runInTerminal() async throws -> Int32 {
        let handlers = [SIGINT, SIGQUIT].map { (number: $0, handler: signal($0, SIG_IGN)) }
        defer { for old in handlers { _ = signal(old.number, old.handler) } }
        let configuration = configuration
        return Self.code(
            try await limited {
                try await Subprocess.run(
                    configuration, input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError
                ).terminationStatus
            })
    }

    /// What comes before a program so that it runs as an account; `setpriv` belongs to util-linux, which every Debian has.
    private static func asAccount(_ account: Account) -> [String] {
        ["setpriv", "--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups", "--"]
    }

    /// What is called: the program, or what changes the account for it.
    private var call: [String] { (account.map(Self.asAccount) ?? []) + [program] + arguments }

    private var configuration: Subprocess.Configuration {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
        var variables: [Environment.Key: String] = [:]
        for (name, value) in environment {
            if let key = Environment.Key(rawValue: name) { variables[key] = value }
        }
        // The account is changed by a program of its own: where it is left to the library, the child changes it between fork and exec by a call
        // of glibc that waits for the threads of the parent, which the child does not have.
        let call = call
        return Subprocess.Configuration(
            executable: call[0].contains("/") ? .path(FilePath(call[0])) : .name(call[0]), arguments: Arguments(Array(call.dropFirst())),
            environment: .custom(variables), workingDirectory: FilePath(folder),
            platformOptions: options)
    }

    /// Waits for the child's end, at most until the time limit.
    private func limited(_ work: @escaping @Sendable () async throws -> TerminationStatus) async throws -> TerminationStatus {
        do {
            let status = try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
                group.addTask { try await work() }
                if let timeLimit {
                    group.addTask {
                        try await Task.sleep(for: timeLimit)
                        return nil
                    }
                }
                let first = try await group.next()
                group.cancelAll()
                return first ?? nil
            }
            // A child that was ended because of a cancellation looks like one that a signal ended.
            try Task.checkCancellation()
            guard let status else { throw ChildProcessError.timeLimit(program: program) }
            return status
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            if error.code == .executableNotFound { throw ChildProcessError.notFound(program: call[0]) }
            throw ChildProcessError.notStarted(program: program, reason: error.description)
        }
    }

    private static func code(_ status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }

    private static func text(of file: FileDescriptor) throws -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: Int64(bytes.count), into: $0) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk.prefix(count)
        }
    }
}

/// Why a program of the system gave no answer.
public enum ChildProcessError: Error, Equatable, CustomStringConvertible {
    /// There is no such program.
    case notFound(program: String)
    /// The program could not be started, or its output could not be taken.
    case notStarted(program: String, reason: String)
    /// The program ran longer than it was allowed to, and was ended.
    case timeLimit(program: String)

    /// A sentence for the person who called the program.
    public var description: String {
        switch self {
        case .notFound(let program): "the program '\(program)' was not found"
        case .notStarted(let program, let reason): "the program '\(program)' could not be run: \(reason)"
        case .timeLimit(let program): "the program '\(program)' took too long and was ended"
        }
    }
}
