import Foundation
import Processes

/// The programs of an installed PostgreSQL server.
public struct ServerBinaries: Sendable, Equatable {
    /// The folder of the programs.
    public let directory: String
    /// The major version, 15 for example.
    public let major: Int

    /// The path of one of the programs.
    ///
    /// - Parameter program: The program's name, `pg_dump` for example.
    /// - Returns: The path, whether the program is there or not.
    public func path(_ program: String) -> String { directory + "/" + program }

    /// Where Debian and Ubuntu put each major version.
    static let debianRoot = "/usr/lib/postgresql"
    static let oldestMajor = 15

    /// Looks for all usable installations: the one of `pg_config --bindir`, and Debian's.
    ///
    /// - Returns: The installations, newest first; none where none is installed.
    /// - Throws: `ChildProcessError` where one is installed and none of them can be asked for its version, `CancellationError` when the task
    ///   was cancelled.
    public static func installed() async throws -> [ServerBinaries] {
        var directories: [String] = []
        var failure: ChildProcessError?
        do {
            let answer = try await ChildProcess("pg_config", ["--bindir"]).run()
            if answer.status == 0 { directories.append(answer.output.trimmed) }
        } catch ChildProcessError.notFound {
            // Debian's servers come without it.
        } catch let error as ChildProcessError {
            failure = error
        }
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debianRoot)) ?? []
        directories += versions.compactMap { Int($0) }.sorted(by: >).map { "\(debianRoot)/\($0)/bin" }
        var seen: Set<String> = []
        var found: [ServerBinaries] = []
        for directory in directories where seen.insert(directory).inserted {
            do {
                if let binaries = try await ServerBinaries(directory: directory), binaries.major >= oldestMajor { found.append(binaries) }
            } catch let error as ChildProcessError {
                failure = failure ?? error
            }
        }
        if found.isEmpty, let failure { throw failure }
        return found.sorted { $0.major > $1.major }
    }

    /// - Returns: `nil` when the folder lacks `postgres`, `initdb` or `pg_ctl`.
    /// - Throws: `ChildProcessError` when `postgres` does not tell its version.
    init?(directory: String) async throws {
        let files = FileManager.default
        for program in ["postgres", "initdb", "pg_ctl"] where !files.isExecutableFile(atPath: "\(directory)/\(program)") {
            return nil
        }
        let program = "\(directory)/postgres"
        let answer = try await ChildProcess(program, ["--version"]).run()
        guard let match = answer.output.firstMatch(of: /\(PostgreSQL\) (\d+)/), let major = Int(match.1) else {
            throw ChildProcessError.notStarted(program: program, reason: answer.output.trimmed)
        }
        self.directory = directory
        self.major = major
    }
}
