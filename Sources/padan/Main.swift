import ArgumentParser
import Configuration
import Domain
import Foundation
import Report
import Service

/// Runs the command and turns every outcome into an exit code: 0 where it went well, 1 where it failed, 2 where it was called wrongly, and
/// 3 where data were refused.
@main
struct Main {
    static func main() {
        Start.openStandardStreams()
        Start.widenNarrowTerminal()
        let arguments = Start.takeArguments()
        // A reader that goes away (`padan … | head`) ends the writer quietly.
        signal(SIGPIPE, SIG_DFL)
        Interrupts().serve { await run(arguments) }
    }

    /// Runs the command that the arguments name.
    ///
    /// - Returns: The exit code.
    private static func run(_ arguments: [String]) async -> Int32 {
        do {
            // The parser shows the page of the whole program for a command that there is not.
            if arguments.dropFirst().first == "help", let name = Padan.unknownCommand(in: arguments.dropFirst(2)) {
                throw CommandFailure.usage(
                    text(
                        "tidak ada perintah '\(name.onOneLine)'; lihat: padan help",
                        "there is no command '\(name.onOneLine)'; see: padan help"))
            }
            let (names, language) = Padan.withoutLanguage(Array(arguments.dropFirst()))
            if let (name, nearest) = Padan.misspelt(in: names) {
                let list = nearest.isEmpty ? "padan help" : nearest.joined(separator: ", ")
                throw CommandFailure.usage(
                    nearest.isEmpty
                        ? text(
                            "tidak ada perintah '\(name.onOneLine)'; lihat: \(list)",
                            "there is no command '\(name.onOneLine)'; see: \(list)")
                        : text(
                            "tidak ada perintah '\(name.onOneLine)'; mungkin maksudnya: \(list)",
                            "there is no command '\(name.onOneLine)'; did you mean: \(list)"))
            }
            var command = try Padan.parseAsRoot(Padan.ordered(names, language))
            if var asynchronous = command as? AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return report(error)
        }
    }

    /// A message of the parser, in which the arguments that it quotes stand on one line each.
    private static func quoted(_ message: String) -> String {
        CommandLine.arguments.dropFirst().flatMap { [$0, $0.split(separator: "=", maxSplits: 1).last.map { String($0) } ?? ""] }
            .filter { $0.onOneLine != $0 }.reduce(message) { $0.replacing($1, with: $1.onOneLine) }
    }

    /// Tells an error on standard error, or the help that was asked for on standard output.
    ///
    /// - Returns: The exit code.
    private static func report(_ error: any Error) -> Int32 {
        if let failure = Failure(error, try? Words(language: Console.language, root: DataRoot.find())) {
            Console.error(failure.message)
            return failure.code
        }
        let code = Padan.exitCode(for: error)
        let message = ParserWords.told(quoted(Padan.fullMessage(for: error)))
        if code == .success {
            do {
                try Console.help(message)
                return 0
            } catch {
                return report(error)
            }
        }
        if code == .validationFailure {
            Console.note(message)
            return 2
        }
        if let status = error as? ExitCode { return status.rawValue }
        Console.error(message.isEmpty ? "\(error)" : message)
        return 1
    }
}

/// An error that a command has put into words itself, about its own options.
struct CommandFailure: Error {
    /// The sentence that is printed.
    let message: String
    /// The exit code.
    let code: Int32

    /// An error of the person who called.
    static func usage(_ message: String) -> CommandFailure { CommandFailure(message: message, code: 2) }
}

/// The words and the exit code of an error that is not ArgumentParser's.
private struct Failure {
    let message: String
    let code: Int32

    init?(_ error: any Error, _ words: Words?) {
        if let failure = error as? CommandFailure {
            (message, code) = (failure.message, failure.code)
            return
        }
        if error is CancellationError {
            (message, code) = (text("dihentikan", "interrupted"), 1)
            return
        }
        if let lost = error as? DataRoot.NotFound {
            (message, code) = (lost.sentence(Console.language), 1)
            return
        }
        guard let told = words.map({ Service.sentence(of: error, Phrases($0)) }) ?? "\(error)" else { return nil }
        message = told
        code = (error as? ServiceError)?.exitCode ?? (error as? ImportError)?.exitCode ?? 1
    }
}

extension ServiceError {
    /// 3 where the data are at fault, 2 where the call is, 1 otherwise.
    fileprivate var exitCode: Int32 {
        switch self {
        case .unreadableInstance, .unlabelledList, .emptyList, .listedWithoutTitle, .listedWithoutCode: 3
        default: isUsage ? 2 : 1
        }
    }
}

extension ImportError {
    /// 3 where the data are at fault, 2 where the call is, 1 where the file or the database is.
    fileprivate var exitCode: Int32 {
        switch self {
        case .unreadable, .directory, .notRegular, .changedWhileReading, .noRegions, .noOccupations, .database, .temporaryFile: 1
        case .badMapping, .windowMissing, .unknownSheet, .noSheets, .notDeletable, .unknownOccupationVersion, .noOccupationColumn,
            .unknownShape, .statedInVain, .tooManyFiles:
            2
        case .empty, .headerOnly, .binary, .utf16, .unclosedQuote, .recordTooLong, .tooManyColumns, .duplicateColumn,
            .missingColumns, .transposed, .tooManyRejects, .doubtful, .oldWorkbook, .damagedWorkbook, .bomb, .shapeDoesNotFit:
            3
        }
    }
}
