import Configuration
import Foundation
import TestSupport
import Testing

/// The walk of `service-walk` through every use case, and that it leaves none out.
@Suite struct UseCaseTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Service")

    /// The names of the public functions of `Service`, read from the sources.
    private static func publicFunctions() throws -> Set<String> {
        var names: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil) {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /\n    public (?:static )?func (\w+)/) { names.insert(String(match.1)) }
        }
        return names
    }

    @Test func `a front end that knows the service and the domain alone asks and does everything`() async throws {
        let folder = try TestServer.makeFolder("walk")
        let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = bundle.appending(path: "service-walk").path
        let program =
            FileManager.default.fileExists(atPath: beside)
            ? beside
            : URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "service-walk").path
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.environment = [
            "PATH": "/usr/bin:/bin", "PADAN_HOME": folder.path, "LANG": "C",
            "PADAN_SHARE": try DataRoot.hasty().url.path,
        ]
        process.currentDirectoryURL = folder
        let (output, errors) = (folder.appending(path: "stdout"), folder.appending(path: "stderr"))
        for url in [output, errors] { try Data().write(to: url) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let told = try String(contentsOf: errors, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(told)")
        let walked = Set(try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map(String.init))
        let open: Set<String> = ["open", "doomed", "facts"]
        #expect(try Self.publicFunctions().subtracting(open).subtracting(walked) == [], "public functions that the walk leaves out")
    }

    /// The front end's sources import the service and the domain alone (and Foundation).
    @Test func `the walk imports nothing else`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "ServiceWalk")
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let text = try String(contentsOf: file, encoding: .utf8)
            let imports = Set(text.matches(of: /(?m)^import (\w+)$/).map { String($0.1) })
            #expect(imports.subtracting(["Domain", "Foundation", "Service"]) == [])
        }
    }
}
