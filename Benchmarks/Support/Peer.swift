import Foundation

/// Another program, timed by itself.
public struct Peer: Sendable {
    public let seconds: Double
    public let megabytes: Int

    public init(seconds: Double, megabytes: Int) {
        self.seconds = seconds
        self.megabytes = megabytes
    }

    /// Runs a command whose output ends in the seconds that it took and its peak memory in megabytes.
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

public struct BenchmarkFailure: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
