import Configuration
import Foundation
import Ingest
import Postgres
import Report

extension Service {
    /// Looks at the tables of a file without a database: its sheets, the shapes that fit or are guessed, and the first rows they give.
    ///
    /// - Parameters:
    ///   - file: The path of a CSV, XLSX or HTML file.
    ///   - root: Where `config/` lies.
    ///   - sheets: The sheets that are asked for; none for all that are not hidden.
    ///   - shape: The shape that is asked for; `nil` for those that fit, else a guess.
    ///   - stated: What the person states beside the file, by column.
    /// - Returns: What was found.
    /// - Throws: `ImportError` when the file cannot be read or there is no such shape, `ConfigurationError` for the files of `config/`.
    public static func tables(
        of file: String, root: DataRoot, sheets: [String] = [], shape: String? = nil, stated: [String: String] = [:]
    ) async throws -> TableInspection {
        let folder = ownShapes
        return try await blockingWork { _ in
            let aliases = try ImportAliases(root: root)
            return try TableInspection(
                file, sheets: sheets, shape: shape, aliases: aliases, library: ShapeLibrary(root: root, own: folder, aliases: aliases),
                stated: stated)
        }
    }

    /// Saves a guessed shape in the folder of a person's own shapes, whole or not at all.
    ///
    /// - Parameters:
    ///   - text: The shape as its file writes it.
    ///   - name: Its name: letters, digits, dashes and underscores.
    ///   - force: Whether it may take the place of one that is there.
    /// - Returns: The path of the file.
    /// - Throws: `ServiceError.badShapeName` and `.shapeThere`, and `OutputFile.Failure` when it cannot be written.
    public static func saveShape(_ text: String, as name: String, force: Bool) throws -> String {
        guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_-]{0,59}/) != nil else { throw ServiceError.badShapeName(name) }
        let path = ownShapes.appending(path: "\(name).yaml").path
        guard force || !FileManager.default.fileExists(atPath: path) else { throw ServiceError.shapeThere(path) }
        try? FileManager.default.createDirectory(at: ownShapes, withIntermediateDirectories: true)
        try OutputFile.write(text, to: path)
        return path
    }
}
