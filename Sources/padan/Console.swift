import Configuration
import Foundation
import Report

/// What is written where: answers to standard output, everything else to standard error.
enum Console {
    /// The language that was asked for. It is known before arguments are parsed, so that `--help` speaks it too.
    static var language: Language {
        let arguments = CommandLine.arguments
        for (index, argument) in arguments.enumerated() {
            if argument == "--lang", index + 1 < arguments.count, let chosen = Language(rawValue: arguments[index + 1]) {
                return chosen
            }
            if argument.hasPrefix("--lang="), let chosen = Language(rawValue: String(argument.dropFirst(7))) { return chosen }
        }
        return ProcessInfo.processInfo.environment["PADAN_LANG"].flatMap { Language(rawValue: $0) } ?? .id
    }

    /// Writes an error to standard error, after the name of the program.
    static func error(_ message: String) {
        FileHandle.standardError.write(Data("padan: \(message)\n".utf8))
    }

    /// Writes a remark to standard error.
    static func note(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}

/// A help text in the language that was asked for.
func text(_ indonesian: String, _ english: String) -> String {
    Console.language == .id ? indonesian : english
}

extension TextStyle {
    /// Writes colours on a terminal, unless `NO_COLOR` or `--no-color` asks for none.
    init(noColor: Bool, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.init(
            isOn: !noColor && isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb")
    }
}
