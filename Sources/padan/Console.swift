import Configuration
import Foundation
import Report

/// What is written where: answers to standard output, everything else to standard error.
///
/// Everything that a person reads on a terminal passes here, where hidden characters of the data get their visible form.
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

    /// Writes the lines of an answer for people to standard output; each text is one line.
    ///
    /// - Throws: `OutputFile.Failure` when not all of it could be written.
    static func answer(_ lines: [String]) throws {
        try OutputFile.write(lines.map { TerminalText.line($0) + "\n" }.joined(), to: "-")
    }

    /// Writes a document for programs to standard output.
    ///
    /// - Throws: `EncodingError` where the document holds a number that is not finite, `OutputFile.Failure` when not all of it could be written.
    static func document(_ document: some Encodable) throws {
        try OutputFile.write(DocumentJSON.text(document) + "\n", to: "-")
    }

    /// Writes documents for programs to standard output, each on a line of its own.
    ///
    /// - Throws: `EncodingError` where a document holds a number that is not finite, `OutputFile.Failure` when not all could be written.
    static func documents(_ documents: some Sequence<some Encodable>) throws {
        try OutputFile.write(documents.map { try DocumentJSON.text($0, lines: true) + "\n" }.joined(), to: "-")
    }

    /// Writes a help page or the like, which may have several lines, to standard output.
    ///
    /// - Throws: `OutputFile.Failure` when not all of it could be written.
    static func help(_ text: String) throws { try OutputFile.write(TerminalText.paragraph(text) + "\n", to: "-") }

    /// Writes an error to standard error, after the name of the program.
    static func error(_ message: String) { note("padan: " + message) }

    /// Writes a remark, which may have several lines, to standard error.
    static func note(_ message: String) { tell(TerminalText.paragraph(message) + "\n") }

    /// Writes the present line of standard error anew, which a terminal shows in the place of the old one.
    static func rewriteLine(_ text: String) { tell("\r\(TerminalText.line(text))\u{1B}[K") }

    /// Writes to standard error. Where that cannot be written to, nobody is there to be told.
    private static func tell(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
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
