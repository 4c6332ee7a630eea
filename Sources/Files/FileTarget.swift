import Foundation
import SystemPackage

/// What the path of an output names.
///
/// Links are followed step by step here, as the kernel does with `fs.protected_symlinks`, which not every system has: in a folder where
/// everybody may make files and nobody may remove another's, such as `/tmp`, a link, a pipe or a device that somebody else made is a trap.
enum FileTarget {
    /// A file that is made or replaced in its folder; `old` is what is there now.
    case file(FilePath, old: stat?)
    /// Something that is written to as it is: a device, a pipe, an open file of this process.
    case opened(FileDescriptor)

    /// Why a trap is not written to.
    struct Trap: Error, CustomStringConvertible {
        let path: FilePath
        var description: String { "\(path) was put by somebody else into a folder where everybody may put files" }
    }

    /// The most links that are followed, as many as the kernel follows.
    private static let mostLinks = 40

    /// Looks at what a path names.
    ///
    /// - Throws: `Errno` where the path cannot be looked at or opened, `Trap` for what somebody else put there.
    init(_ path: String) throws {
        var place = FilePath(path)
        for _ in 0..<Self.mostLinks {
            try Self.requireWay(to: place.folder)
            var info = stat()
            guard lstat(place.string, &info) == 0 else {
                let error = Errno(rawValue: errno)
                guard error == .noSuchFileOrDirectory else { throw error }
                guard !path.hasSuffix("/") else { throw Errno.isDirectory }
                self = .file(place, old: nil)
                return
            }
            let isForeign = Self.isForeign(info, in: place.folder)
            switch info.st_mode & S_IFMT {
            case S_IFREG:
                // The mode of a file that somebody else put there is not ours to keep.
                self = .file(place, old: isForeign ? nil : info)
                return
            case S_IFLNK:
                if let descriptor = try Self.descriptor(place, info) {
                    self = .opened(descriptor)
                    return
                }
                guard !isForeign else { throw Trap(path: place) }
                place = place.folder.pushing(try Self.destination(of: place))
            default:
                guard !isForeign else { throw Trap(path: place) }
                self = .opened(try FileDescriptor.open(place, .writeOnly, options: [.closeOnExec]))
                return
            }
        }
        throw Errno.tooManySymbolicLinkLevels
    }

    /// Refuses a way that goes over a link which somebody else put into a folder where everybody may.
    ///
    /// - Throws: `Trap`.
    private static func requireWay(to folder: FilePath) throws {
        var step = FilePath(root: folder.root)
        for component in folder.components {
            step.append(component)
            var info = stat()
            // Who may not look at a step cannot go over it either.
            guard lstat(step.string, &info) == 0 else { return }
            guard info.st_mode & S_IFMT != S_IFLNK || !isForeign(info, in: step.folder) else { throw Trap(path: step) }
        }
    }

    /// Whether somebody else than this user and the owner of the folder made an entry of a folder where everybody may.
    private static func isForeign(_ entry: stat, in folder: FilePath) -> Bool {
        var info = stat()
        guard stat(folder.string, &info) == 0 else { return false }
        let isShared = info.st_mode & S_ISVTX != 0 && info.st_mode & S_IWOTH != 0
        return isShared && entry.st_uid != geteuid() && entry.st_uid != info.st_uid
    }

    /// What a link says.
    private static func destination(of link: FilePath) throws -> FilePath {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        guard readlink(link.string, &bytes, Int(PATH_MAX)) >= 0 else { throw Errno(rawValue: errno) }
        return bytes.withUnsafeBufferPointer { $0.baseAddress.map { FilePath(platformString: $0) } } ?? FilePath()
    }

    /// The open file behind a link of `/proc`, which need not have a name any more: `/dev/stdout` and the like.
    ///
    /// Where it is one of this process, it is shared and not opened again, so that what is written goes on where other output ended.
    private static func descriptor(_ link: FilePath, _ info: stat) throws -> FileDescriptor? {
        var (system, own, folder) = (stat(), stat(), stat())
        guard stat("/proc", &system) == 0, info.st_dev == system.st_dev else { return nil }
        if let number = link.lastComponent.flatMap({ Int32($0.string) }), stat("/proc/self/fd", &own) == 0,
            stat(link.folder.string, &folder) == 0, own.st_ino == folder.st_ino
        {
            let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
            guard copy >= 0 else { throw Errno(rawValue: errno) }
            return FileDescriptor(rawValue: copy)
        }
        return try FileDescriptor.open(link, .writeOnly, options: [.closeOnExec])
    }
}

extension FilePath {
    /// The folder in which the path's last part stands.
    var folder: FilePath {
        let folder = removingLastComponent()
        return folder.isEmpty ? "." : folder
    }
}
