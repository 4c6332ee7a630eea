import Foundation
import Report

/// Turns a page into a PDF with WeasyPrint, a program of Debian's that knows CSS for paper.
enum Weasyprint {
    private static let secondsLimit = 600.0

    /// - Parameters:
    ///   - html: a self-contained page.
    ///   - path: the PDF to write. Where WeasyPrint is missing or fails, the page is kept beside it as `.html`.
    static func write(_ html: String, to path: String, _ context: Context) throws {
        let url = URL(filePath: path)
        let kept = url.deletingPathExtension().appendingPathExtension("html")
        func keep(_ key: String, _ reason: String = "") throws -> Never {
            try ExportCommand.write(html, to: kept.path, context)
            throw CommandFailure.failure(context.words(key, ["file": path, "html": kept.path, "reason": reason]))
        }
        guard let program = find() else { try keep("export.no_weasyprint") }
        let folder = FileManager.default.temporaryDirectory.appending(path: "padan-pdf-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appending(path: "page.html")
        let pdf = folder.appending(path: "page.pdf")
        let errors = folder.appending(path: "errors.txt")
        try Data(html.utf8).write(to: page)
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["--quiet", "--encoding", "utf-8", page.path, pdf.path]
        var environment = ProcessInfo.processInfo.environment
        // The same page is the same bytes: fonts carry the time at which they are cut down.
        environment["SOURCE_DATE_EPOCH"] = "1514764800"
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let start = Date()
        while process.isRunning {
            if -start.timeIntervalSinceNow > secondsLimit { process.terminate() }
            Thread.sleep(forTimeInterval: 0.02)
        }
        guard process.terminationStatus == 0, let data = try? Data(contentsOf: pdf), data.starts(with: Data("%PDF".utf8)) else {
            let told = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            try keep("export.weasyprint_failed", told.split(whereSeparator: \.isNewline).last.map { String($0) } ?? "")
        }
        try ExportCommand.write(data, to: path, context)
    }

    private static func find() -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map { "\($0)/weasyprint" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
