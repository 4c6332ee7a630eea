import Foundation
import SystemPackage

/// Files that a killed process could not remove any more.
public enum Leftovers {
    /// A name for a file that is not complete: it tells which process writes the file, and nobody can guess it.
    static func newName() -> String {
        let random = (0..<16).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
        return ".padan-\(getpid())-\(random).part"
    }

    /// Removes what killed processes of this user left in a folder. A file counts as left when its name is one that `UnfinishedFile` gives,
    /// no process of that number lives, and no process holds the lock that the writer of the file holds.
    ///
    /// - Parameter folder: The folder.
    /// - Returns: The paths that were removed.
    public static func remove(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { name in
            guard let match = name.wholeMatch(of: /\.padan-(\d{1,9})-[0-9a-f]{16}\.part/), let process = Int32(match.1), process > 0,
                kill(process, 0) != 0, errno == ESRCH
            else { return nil }
            let path = FilePath(folder).appending(name)
            guard let file = try? FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec]) else { return nil }
            defer { try? file.close() }
            var info = stat()
            guard fstat(file.rawValue, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_uid == geteuid(),
                flock(file.rawValue, LOCK_EX | LOCK_NB) == 0, unlink(path.string) == 0
            else { return nil }
            return path.string
        }
    }
}
