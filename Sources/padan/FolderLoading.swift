import ArgumentParser
import Foundation
import Report
import Service

extension ImportCommand {
    /// Loads the files of a folder and prints what came of each.
    ///
    /// - Throws: What `Service.loadFolder` throws; exit code 3 where something was refused, after it was printed.
    func load(folder: String, _ context: Context) async throws {
        let given = [
            ("--map", reading.table.map != nil), ("--sheet", !reading.table.sheet.isEmpty), ("--shape", reading.shape != nil),
            ("--delete", delete), ("--columns", columns), ("--save", save != nil),
        ]
        if let option = given.first(where: \.1)?.0 {
            throw CommandFailure.usage(context.words("import.folder.no_option", ["option": option]))
        }
        if let file { throw CommandFailure.usage(context.words("import.folder.and_file", ["folder": folder, "file": file])) }
        var options = try reading.options(context)
        options.isStrict = strict
        let rejects = try reading.table.rejects.map { try Self.madeFolder($0, outside: folder, context) }
        let service = try await context.service()
        let progress = context.progress(context.words("import.folder.progress"))
        defer { progress.finish() }
        let summary = try await service.loadFolder(
            folder, options, rejects: rejects.map { ($0, context.words) }, force: force, by: .operator, progress: progress.report)
        progress.finish()
        try context.show(FolderDocument(summary, context.words), summary.lines(context.phrases, context.style))
        if summary.hasRefusals { throw ExitCode(3) }
    }

    /// A folder that is there and lies outside the one that is loaded, which would else load it the next time.
    private static func madeFolder(_ path: String, outside folder: String, _ context: Context) throws -> String {
        func real(_ path: String) -> String { URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path }
        guard !(real(path) + "/").hasPrefix(real(folder) + "/") else {
            throw CommandFailure.usage(context.words("import.folder.rejects_inside", ["path": path]))
        }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw ServiceError.notWritten(path: path, reason: error.localizedDescription)
        }
        return path
    }
}
