import Foundation
import Synchronization
import Testing

/// What the program answered to one call.
struct Answer: Sendable {
    let output: String
    let error: String
    let status: Int32
}

/// The built program, and how it is started.
enum Program {
    /// The program that the build put beside the test bundle.
    static let path: String = {
        let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = bundle.appending(path: "padan").path
        return FileManager.default.fileExists(atPath: beside)
            ? beside : URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "padan").path
    }()

    private static let calls = Atomic(0)

    /// Runs a program in a folder until it ends, without holding a thread of the tests meanwhile.
    ///
    /// Input and output go through files, because a pipe that nobody reads would stop a program that prints much.
    static func run(
        _ program: String, _ arguments: [String], in folder: URL, input: String, environment: [String: String]
    ) async throws -> Answer {
        await Turnstile.shared.enter()
        do {
            let answer = try await start(program, arguments, in: folder, input: input, environment: environment)
            await Turnstile.shared.leave()
            return answer
        } catch {
            await Turnstile.shared.leave()
            throw error
        }
    }

    private static func start(
        _ program: String, _ arguments: [String], in folder: URL, input: String, environment: [String: String]
    ) async throws -> Answer {
        let number = calls.add(1, ordering: .relaxed).newValue
        let files = ["in", "out", "err"].map { folder.appending(path: ".call-\(number).\($0)") }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        for (file, content) in zip(files, [input, "", ""]) { try Data(content.utf8).write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return Answer(
            output: try String(contentsOf: files[1], encoding: .utf8), error: try String(contentsOf: files[2], encoding: .utf8),
            status: status)
    }
}

/// Lets one program more run at once than there are processors, because most wait for the database now and then; the others wait in the order in
/// which they came, those of urgent tasks first.
actor Turnstile {
    static let shared = Turnstile(places: 1 + ProcessInfo.processInfo.activeProcessorCount)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { free = places }

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            let first = Task.currentPriority > .medium
            await withCheckedContinuation { waiting.insert($0, at: first ? 0 : waiting.endIndex) }
        }
    }

    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
