import Configuration
import Ingest

/// What an import of a folder did, as `import FOLDER` answers it.
public struct FolderDocument: Codable, Sendable {
    /// What became of something: of rows of one kind, of a file, or of a sheet.
    public enum Status: String, Codable, Sendable {
        /// The rows were loaded, or would be.
        case loaded
        /// Something was refused; of a file with several kinds the others may be loaded.
        case refused
        /// It was left untouched.
        case left
    }

    /// The rows of one kind of a file.
    public struct Import: Codable, Sendable {
        /// The kind.
        public let kind: String
        /// Whether its rows were loaded or refused.
        public let status: Status
        /// Why all of them were refused; absent where they were not.
        public let reason: String?
        /// The shapes by which they were read, in the order of the sheets; none where rows were read as they stand.
        public let shapes: [ImportDocument.Shape]
        /// Rows read; those of them that are new, changed something, changed nothing, or were refused.
        public let read, new, changed, same, rejected: Int
        /// The first faults of refused rows, at most a thousand.
        public let rejects: [ImportDocument.Reject]
        /// What is odd about the figures, each with its first cell.
        public let warnings: [ImportDocument.Reject]
        /// The file that took the refused rows; absent where there are none or nobody asked for them.
        public let rejectFile: String?

        init(_ item: FolderSummary.Import, _ words: Words) {
            kind = item.kind.rawValue
            status = item.isRefused ? .refused : .loaded
            rejectFile = item.rejectFile
            rejects = (item.rejections?.leading ?? []).map { ImportDocument.Reject($0, words) }
            warnings = item.warnings.map { ImportDocument.Reject($0, words) }
            switch item.result {
            case .success(let summary):
                (read, new, changed, same, rejected) = (summary.read, summary.new, summary.changed, summary.same, summary.rejected)
                shapes = summary.shapes.map { ImportDocument.Shape($0) }
                reason = nil
            case .failure(let refusal):
                (read, rejected) = refusal.rows
                (new, changed, same) = (0, 0, 0)
                shapes = []
                reason = refusal.sentence(Phrases(words))
            }
        }
    }

    /// A file, a sheet of one, or something else in the folder.
    public struct Entry: Codable, Sendable {
        /// Its name with the subfolders that it lies in, or the name of the sheet.
        public let name: String
        /// What became of it.
        public let status: Status
        /// Why it was left untouched, for programs and in words; absent where it was not.
        public let code, reason: String?
        /// The rows that it gives, by kind.
        public let imports: [Import]
        /// Its sheets that were left untouched.
        public let sheets: [Entry]

        init(_ name: String, _ remark: FolderRemark, _ words: Words) {
            self.name = name
            status = remark.isRefusal ? .refused : .left
            (code, reason) = (remark.code, remark.sentence(Phrases(words)))
            (imports, sheets) = ([], [])
        }

        init(_ file: FolderSummary.File, _ words: Words) {
            name = file.name
            status = file.isRefused ? .refused : file.imports.isEmpty ? .left : .loaded
            (code, reason) = (file.remark?.code, file.remark?.sentence(Phrases(words)))
            imports = file.imports.map { Import($0, words) }
            sheets = file.sheets.map { Entry($0.name, $0.why, words) }
        }
    }

    /// The folder.
    public let folder: String
    /// Whether nothing was loaded because only the check was asked for.
    public let dryRun: Bool
    /// Files of which rows were loaded and nothing was refused, files of which something was refused, and files that were left untouched.
    public let loaded, refused, left: Int
    /// The files in the order of their names, then what else stands in the folder.
    public let files: [Entry]

    /// Takes what an import did.
    ///
    /// - Parameters:
    ///   - summary: What was done with each file.
    ///   - words: The language of the reasons.
    public init(_ summary: FolderSummary, _ words: Words) {
        folder = summary.folder
        dryRun = summary.dryRun
        files = summary.files.map { Entry($0, words) } + summary.leftOut.map { Entry($0.name, $0.why, words) }
        let states = files.map(\.status)
        (loaded, refused, left) = (states.count { $0 == .loaded }, states.count { $0 == .refused }, states.count { $0 == .left })
    }
}

extension FolderSummary.Import {
    /// What is odd about its figures.
    var warnings: [Rejection] {
        switch result {
        case .success(let summary): summary.warnings
        case .failure(.file(.doubtful(let warnings))): warnings
        case .failure: []
        }
    }
}

extension FolderSummary.Refusal {
    /// How many rows were read and refused, as far as the refusal says it.
    var rows: (read: Int, rejected: Int) {
        if case .file(.tooManyRejects(let rejected, let read, _, _, _)) = self { (read, rejected) } else { (0, 0) }
    }

    /// The reason in the reader's language.
    func sentence(_ phrases: Phrases) -> String {
        switch self {
        case .file(let error): error.sentence(phrases.words)
        case .other(let code, let facts): phrases.sentence(code, facts)
        }
    }
}
