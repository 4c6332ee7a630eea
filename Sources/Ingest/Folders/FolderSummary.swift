import Domain

/// What an import of a folder did.
public struct FolderSummary: Sendable {
    /// Why rows of one kind of a file were not loaded.
    public enum Refusal: Error, Sendable {
        /// The file is at fault.
        case file(ImportError)
        /// Something else forbids it: the key and the facts of a sentence.
        case other(code: String, facts: [String: Fact])
    }

    /// The rows of one kind of a file.
    public struct Import: Sendable {
        /// The kind.
        public let kind: ImportKind
        /// What was done, or why nothing was.
        public internal(set) var result: Result<ImportSummary, Refusal>
        /// The file that took the refused rows; `nil` where there are none or nobody asked for them.
        public var rejectFile: String?

        /// What was refused in the rows, whether the others were loaded or not.
        public var rejections: Rejections? {
            switch result {
            case .success(let summary): summary.rejections
            case .failure(.file(.tooManyRejects(_, _, _, let rejections, _))): rejections
            case .failure: nil
            }
        }

        /// Whether the rows were refused, all of them.
        public var isRefused: Bool { if case .failure = result { true } else { false } }
    }

    /// A file of the folder.
    public struct File: Sendable {
        /// Where it lies.
        public let path: String
        /// Its name with the subfolders that it lies in.
        public let name: String
        /// What was made of it, by kind, in the order of loading; none where it was left untouched.
        public internal(set) var imports: [Import] = []
        /// Why it was left untouched.
        public let remark: FolderRemark?
        /// Sheets of it that give nothing.
        public let sheets: [(name: String, why: FolderRemark)]

        /// Whether something of it was refused.
        public var isRefused: Bool { imports.contains(where: \.isRefused) || remark?.isRefusal == true }
    }

    /// The folder.
    public let folder: String
    /// Whether nothing was loaded because only the check was asked for.
    public let dryRun: Bool
    /// Its files, in the order of their names.
    public internal(set) var files: [File]
    /// What stands in the folder and is no file to look into.
    public let leftOut: [(name: String, why: FolderRemark)]

    /// Whether something was refused.
    public var hasRefusals: Bool { files.contains(where: \.isRefused) || leftOut.contains { $0.why.isRefusal } }

    /// Writes the refused rows of each import that has any.
    ///
    /// - Parameter write: gets the file, the import's kind and the refusals; answers where they were written.
    /// - Throws: what `write` throws.
    public mutating func writeRejections(_ write: (File, ImportKind, Rejections) throws -> String) rethrows {
        for index in files.indices {
            for place in files[index].imports.indices {
                let item = files[index].imports[place]
                guard let rejections = item.rejections, rejections.count > 0 else { continue }
                files[index].imports[place].rejectFile = try write(files[index], item.kind, rejections)
            }
        }
    }
}
