import ArgumentParser
import Configuration
import Foundation
import Ingest
import Postgres

/// Runs the command and turns every outcome into an exit code: 0 ok, 1 failure, 2 usage, 3 data rejected.
@main
struct Main {
    static func main() async {
        // A reader that goes away (`padan … | head`) ends the writer quietly.
        signal(SIGPIPE, SIG_DFL)
        do {
            var command = try Padan.parseAsRoot()
            if var asynchronous = command as? AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(report(error))
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        let words = Console.language
        switch error {
        case let failure as CommandFailure:
            Console.error(failure.message)
            return failure.code
        case let refusal as ImportError:
            let words = try? Words(language: Console.language, root: DataRoot.find())
            Console.error(words.map(refusal.sentence) ?? "\(refusal)")
            return refusal.exitCode
        case let refusal as ConfigurationError:
            let words = try? Words(language: Console.language, root: DataRoot.find())
            Console.error(words.map(refusal.sentence) ?? "\(refusal)")
            return 1
        case is PostgresError, is EmbeddedServerError, is MigrationError, is DataRoot.NotFound,
            is Backup.Failure:
            Console.error("\(error)")
            return 1
        case is CancellationError:
            Console.error(words == .id ? "dihentikan" : "interrupted")
            return 1
        default: break
        }
        let code = Padan.exitCode(for: error)
        let message = Padan.fullMessage(for: error)
        if code == .success {
            print(message)
            return 0
        }
        if code == .validationFailure {
            FileHandle.standardError.write(Data((message + "\n").utf8))
            return 2
        }
        Console.error(message.isEmpty ? "\(error)" : message)
        return 1
    }
}

/// An error that a command has put into words already.
struct CommandFailure: Error {
    let message: String
    let code: Int32

    static func failure(_ message: String) -> CommandFailure { CommandFailure(message: message, code: 1) }
    static func usage(_ message: String) -> CommandFailure { CommandFailure(message: message, code: 2) }
}

extension ImportError {
    /// 3 where the data are at fault, 2 where the call is, 1 where the file or the database is.
    var exitCode: Int32 {
        switch self {
        case .unreadable, .directory, .notRegular, .changedWhileReading, .noRegions, .noOccupations, .database: 1
        case .badMapping, .windowMissing, .unknownSheet, .noSheets: 2
        case .empty, .headerOnly, .binary, .utf16, .unclosedQuote, .recordTooLong, .tooManyColumns, .duplicateColumn,
            .missingColumns, .tooManyRejects, .oldWorkbook, .damagedWorkbook, .bomb:
            3
        }
    }
}
