import Foundation

/// The files of a folder and of its subfolders, in an order that depends on their names alone.
public struct FolderListing: Sendable {
    /// A file that may be loaded.
    public struct File: Sendable, Equatable {
        /// Where it lies.
        public let path: String
        /// Its name with the subfolders that it lies in, for people.
        public let name: String
    }

    /// A larger folder is none of an office's files: it was named by mistake.
    static let mostFiles = 10_000
    private static let mostLevels = 32

    /// The files, those of a folder in the order of the bytes of their names.
    public private(set) var files: [File] = []
    /// What stands beside them and is not looked into, with the reason.
    public private(set) var leftOut: [(name: String, why: FolderRemark)] = []

    /// Lists a folder. Symbolic links are not followed, wherever they lead: what they lead to inside the folder is listed itself.
    ///
    /// - Parameter folder: the folder, which may be named by a link itself.
    /// - Throws: `ImportError.unreadable` when the folder cannot be read, `.tooManyFiles` for one with more than ten thousand entries.
    public init(_ folder: String) throws {
        var visited = 0
        guard try visit(URL(filePath: folder).resolvingSymlinksInPath().path, "", level: 0, &visited, of: folder) else {
            throw ImportError.unreadable(
                path: folder, reason: FileManager.default.fileExists(atPath: folder) ? .forbidden : .missing)
        }
    }

    /// - Returns: false where the folder cannot be read.
    private mutating func visit(_ path: String, _ name: String, level: Int, _ visited: inout Int, of root: String) throws -> Bool {
        let files = FileManager.default
        guard let entries = try? files.contentsOfDirectory(atPath: path) else { return false }
        // One name is written in two ways by different file systems; both stand in one place.
        let sorted = entries.map { (key: Array($0.precomposedStringWithCanonicalMapping.utf8), name: $0) }
            .sorted { $0.key == $1.key ? $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) : $0.key.lexicographicallyPrecedes($1.key) }
        for entry in sorted.map(\.name) {
            visited += 1
            guard visited <= Self.mostFiles else { throw ImportError.tooManyFiles(path: root, limit: Self.mostFiles) }
            let (inside, shown) = ("\(path)/\(entry)", name.isEmpty ? entry : "\(name)/\(entry)")
            let type = (try? files.attributesOfItem(atPath: inside))?[.type] as? FileAttributeType
            switch type {
            case _ where entry.hasPrefix("~$") || entry.hasPrefix(".~lock."): leftOut.append((shown, .lockFile))
            case _ where entry.hasPrefix("."): leftOut.append((shown, .hidden))
            case .typeSymbolicLink?: leftOut.append((shown, .link))
            case .typeDirectory? where level == Self.mostLevels: leftOut.append((shown, .tooDeep))
            case .typeDirectory?:
                if try !visit(inside, shown, level: level + 1, &visited, of: root) {
                    leftOut.append((shown, .unread(.unreadable(path: inside, reason: .forbidden))))
                }
            case .typeRegular?: self.files.append(File(path: inside, name: shown))
            default: leftOut.append((shown, .notRegular))
            }
        }
        return true
    }
}
