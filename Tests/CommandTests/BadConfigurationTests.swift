import Foundation
import Testing

/// Configuration that cannot be used is named, and nothing is computed with it.
@Suite(.sampleNetwork) struct BadConfigurationTests {
    @Test func `a value function that goes back is refused with its line`() async throws {
        let desk = try await Desk.reading()
        let share = try desk.share()
        let scoring = share.appending(path: "config/scoring.yaml")
        let text = try String(contentsOf: scoring, encoding: .utf8)
        try Data(text.replacing("[1, 0.4], [1.5", with: "[2, 0.4], [1.5").utf8).write(to: scoring)
        try await desk.expect("configuration-points", ["score", "-q"], status: 1, environment: ["PADAN_SHARE": share.path])
    }

    @Test(arguments: [
        ("colon", "method: a: b"), ("tab", "\tsamples: 1"), ("bracket", "satu: [1, 2"), ("quote", "satu: \"dua"),
        ("twice", "satu: 1\nsatu: 2"),
    ])
    func `a file that is no YAML is refused with its line, in the reader's language`(_ name: String, _ line: String) async throws {
        let desk = try await Desk.reading()
        let share = try desk.share()
        try Data("# Bobot\n\(line)\n".utf8).write(to: share.appending(path: "config/scoring.yaml"))
        try await desk.expect("configuration-yaml-\(name)", ["score", "-q"], status: 1, environment: ["PADAN_SHARE": share.path])
    }

    @Test func `a folder without the data files is refused`() async throws {
        let desk = try Desk.empty()
        try await desk.expect("configuration-absent", ["score", "-q"], status: 1, environment: ["PADAN_SHARE": "/nowhere"])
    }
}
