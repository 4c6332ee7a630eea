import Foundation
import Testing

/// What the program prints is compared with `Snapshots/`; `PADAN_RECORD=1` writes them anew.
extension Desk {
    /// Calls the program and compares its answer with a snapshot.
    func expect(
        _ name: String, _ arguments: [String], status: Int32 = 0, input: String = "", environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await run(arguments, input: input, environment: environment)
        try expect(name, answer, status: status, sourceLocation: sourceLocation)
    }

    /// Compares an answer with its snapshot.
    func expect(_ name: String, _ answer: Answer, status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(answer.status == status, "\(answer.error)", sourceLocation: sourceLocation)
        try compare(name, answer.output + (answer.error.isEmpty ? "" : "--- stderr\n" + answer.error), sourceLocation)
    }

    /// Calls the program and compares the shape of the JSON that it prints with a snapshot: a line a path, with the types found there.
    ///
    /// - Parameter maps: keys of objects whose own keys are data.
    func expectShape(
        _ name: String, _ arguments: [String], maps: Set<String> = [], input: String = "", environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await run(arguments, input: input, environment: environment)
        #expect(answer.status == 0 && answer.error.isEmpty, "\(answer.error)", sourceLocation: sourceLocation)
        try expectShape(name, of: answer.output, maps: maps, sourceLocation: sourceLocation)
    }

    /// Compares the shape of JSON with a snapshot.
    func expectShape(
        _ name: String, of json: String, maps: Set<String> = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try compare("shape-" + name, try JSONShape(json, maps: maps).text, sourceLocation)
    }

    private func compare(_ name: String, _ printed: String, _ sourceLocation: SourceLocation) throws {
        // In a path with blanks the program stands between quotes.
        let text = printed.replacing(folder.path, with: "HOME").replacing("'\(Program.path)'", with: "padan")
            .replacing(Program.path, with: "padan")
            .replacing(/host=[^&\s]+/, with: "host=HOME")
            .replacing(/proses \d+/, with: "proses N").replacing(/"process" : \d+/, with: "\"process\" : N")
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Snapshots/\(name).txt").standardizedFileURL
        if ProcessInfo.processInfo.environment["PADAN_RECORD"] != nil {
            try Data(text.utf8).write(to: url)
            return
        }
        let known = try String(contentsOf: url, encoding: .utf8)
        let difference = zip(text.split(separator: "\n"), known.split(separator: "\n")).first { $0 != $1 }
        #expect(
            text == known, "\(name): \(difference.map { "«\($0.0)» is not «\($0.1)»" } ?? "lengths differ")", sourceLocation: sourceLocation
        )
    }
}
