import Foundation

/// What another program took for the same work, as it measured itself.
public struct Peer: Sendable {
    /// The seconds that the work took.
    public let seconds: Double
    /// The peak memory of the program in megabytes.
    public let megabytes: Int

    /// Creates a measurement; both parameters set the property of the same name.
    public init(seconds: Double, megabytes: Int) {
        self.seconds = seconds
        self.megabytes = megabytes
    }

    /// Runs a command whose output ends in the seconds that it took and its peak memory in megabytes.
    ///
    /// - Parameter command: the program and its arguments.
    /// - Returns: what the command says of itself.
    /// - Throws: `BenchmarkFailure` when the command fails or its output has no such end, and an error of Foundation when it
    ///   cannot be started.
    public static func run(_ command: [String]) throws -> Peer {
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let words = text.split(whereSeparator: \.isWhitespace)
        guard process.terminationStatus == 0, words.count >= 2, let seconds = Double(words[words.count - 2]),
            let megabytes = Double(words[words.count - 1])
        else { throw BenchmarkFailure("\(command.joined(separator: " ")) failed: \(text)") }
        return Peer(seconds: seconds, megabytes: Int(megabytes))
    }
}

/// Why a benchmark has no result.
public struct BenchmarkFailure: Error, CustomStringConvertible {
    /// The reason in one English sentence.
    public let description: String
    /// Creates a failure with its reason.
    public init(_ description: String) { self.description = description }
}
