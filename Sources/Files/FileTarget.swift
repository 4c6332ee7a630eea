import Foundation
import SystemPackage

/// What the path of an output names.
///
/// Links are followed step by step here, as the kernel does with `fs.protected_symlinks`, which not every system has: in a folder where
/// everybody may make files and nobody may remove another's, such as `/tmp`, a link, a pipe or a device that somebody else made is a trap.
/// Each folder on the way is opened inside the one before it and never looked up again, so that what was looked at is what is written to, even
/// where somebody exchanges a folder or a file for a link in the meantime.
enum FileTarget {
    /// A file that is made or replaced in its folder; `old` is what is there now.
    case file(name: String, in: Folder, old: stat?)
    /// Something that is written to as it is: a device, a pipe, an open file of this process.
    case opened(FileDescriptor)

    /// Why a trap is not written to.
    struct Trap: Error, CustomStringConvertible {
        let path: FilePath
        var description: String { "\(path) was put by somebody else into a folder where everybody may put files" }
    }

    /// A folder that is held open, so that it stays the one that was looked at, whatever becomes of its name.
    final class Folder {
        let descriptor: FileDescriptor
        /// The way that led to it, for messages.
        let path: FilePath

        init(_ descriptor: FileDescriptor, path: FilePath) {
            self.descriptor = descriptor
            self.path = path
        }

        deinit { try? descriptor.close() }

        /// What an entry of the folder is, without following a link; `nil` where there is none.
        func status(of name: String) throws -> stat? {
            var info = stat()
            if fstatat(descriptor.rawValue, name, &info, AT_SYMLINK_NOFOLLOW) == 0 { return info }
            let error = Errno(rawValue: errno)
            guard error == .noSuchFileOrDirectory else { throw error }
            return nil
        }

        /// Opens an entry of the folder.
        ///
        /// - Throws: `Errno`; a link is followed only where `flags` allow it.
        func open(_ name: String, _ flags: Int32) throws -> FileDescriptor {
            let number = openat(descriptor.rawValue, name, flags | O_CLOEXEC)
            guard number >= 0 else { throw Errno(rawValue: errno) }
            return FileDescriptor(rawValue: number)
        }

        /// Opens an entry that was looked at before, to write to it.
        ///
        /// - Throws: `Errno`, and `Trap` where another entry has taken its place.
        func open(_ name: String, as seen: stat) throws -> FileDescriptor {
            let file: FileDescriptor
            do {
                file = try open(name, O_WRONLY | O_NOFOLLOW)
            } catch Errno.tooManySymbolicLinkLevels {
                throw Trap(path: path.appending(name))
            }
            var info = stat()
            guard fstat(file.rawValue, &info) == 0, info.st_dev == seen.st_dev, info.st_ino == seen.st_ino else {
                try? file.close()
                throw Trap(path: path.appending(name))
            }
            return file
        }

        /// Whether somebody else than this user and the owner of the folder made an entry of a folder where everybody may.
        func isForeign(_ entry: stat) -> Bool {
            var info = stat()
            guard fstat(descriptor.rawValue, &info) == 0 else { return false }
            let isShared = info.st_mode & S_ISVTX != 0 && info.st_mode & S_IWOTH != 0
            return isShared && entry.st_uid != geteuid() && entry.st_uid != info.st_uid
        }

        /// What a link of the folder says.
        func destination(of link: String) throws -> FilePath {
            var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            guard readlinkat(descriptor.rawValue, link, &bytes, Int(PATH_MAX)) >= 0 else { throw Errno(rawValue: errno) }
            return bytes.withUnsafeBufferPointer { $0.baseAddress.map { FilePath(platformString: $0) } } ?? FilePath()
        }
    }

    /// The most links that are followed, as many as the kernel follows.
    private static let mostLinks = 40
    /// Opens a folder as a place to start from, which needs no right to list it; the C library's header hides the bit from Swift.
    private static let placeOnly: Int32 = 0o10_000_000 | O_DIRECTORY

    /// Looks at what a path names.
    ///
    /// - Throws: `Errno` where the path cannot be looked at or opened, `Trap` for what somebody else put there.
    init(_ path: String) throws {
        guard !path.isEmpty else { throw Errno.noSuchFileOrDirectory }
        let whole = FilePath(path)
        var folder = try Self.start(of: whole)
        var steps = whole.components.map(\.string)
        var links = 0
        guard !steps.isEmpty else { throw Errno.isDirectory }
        while true {
            let name = steps.removeFirst()
            let isLast = steps.isEmpty
            guard let info = try folder.status(of: name) else {
                guard isLast else { throw Errno.noSuchFileOrDirectory }
                guard !path.hasSuffix("/") else { throw Errno.isDirectory }
                self = .file(name: name, in: folder, old: nil)
                return
            }
            let isForeign = folder.isForeign(info)
            switch info.st_mode & S_IFMT {
            case S_IFLNK:
                if isLast, let descriptor = try Self.descriptor(name, info, in: folder) {
                    self = .opened(descriptor)
                    return
                }
                guard !isForeign else { throw Trap(path: folder.path.appending(name)) }
                links += 1
                guard links <= Self.mostLinks else { throw Errno.tooManySymbolicLinkLevels }
                // A link of the system itself may lead to what has no name.
                if !isLast, try Self.isOfSystem(info) {
                    folder = Folder(try folder.open(name, Self.placeOnly), path: folder.path.appending(name))
                    continue
                }
                let destination = try folder.destination(of: name)
                if destination.isAbsolute { folder = try Self.start(of: destination) }
                steps = destination.components.map(\.string) + steps
                guard !steps.isEmpty else { throw Errno.isDirectory }
            case S_IFDIR where !isLast:
                folder = Folder(try folder.open(name, Self.placeOnly | O_NOFOLLOW), path: folder.path.appending(name))
            case S_IFREG where isLast:
                // The mode of a file that somebody else put there is not ours to keep.
                self = .file(name: name, in: folder, old: isForeign ? nil : info)
                return
            default:
                guard isLast else { throw Errno.notDirectory }
                guard !isForeign else { throw Trap(path: folder.path.appending(name)) }
                self = .opened(try folder.open(name, as: info))
                return
            }
        }
    }

    /// The folder where a path begins.
    private static func start(of path: FilePath) throws -> Folder {
        let start: FilePath = path.isAbsolute ? "/" : "."
        let number = open(start.string, placeOnly | O_CLOEXEC)
        guard number >= 0 else { throw Errno(rawValue: errno) }
        return Folder(FileDescriptor(rawValue: number), path: path.isAbsolute ? start : FilePath())
    }

    /// Whether an entry belongs to `/proc`.
    private static func isOfSystem(_ info: stat) throws -> Bool {
        var system = stat()
        return stat("/proc", &system) == 0 && info.st_dev == system.st_dev
    }

    /// The open file behind a link of `/proc`, which need not have a name any more: `/dev/stdout` and the like.
    ///
    /// Where it is one of this process, it is shared and not opened again, so that what is written goes on where other output ended.
    private static func descriptor(_ link: String, _ info: stat, in folder: Folder) throws -> FileDescriptor? {
        var (own, here) = (stat(), stat())
        guard try isOfSystem(info) else { return nil }
        if let number = Int32(link), stat("/proc/self/fd", &own) == 0, fstat(folder.descriptor.rawValue, &here) == 0,
            own.st_ino == here.st_ino
        {
            let copy = fcntl(number, F_DUPFD_CLOEXEC, 3)
            guard copy >= 0 else { throw Errno(rawValue: errno) }
            return FileDescriptor(rawValue: copy)
        }
        return try folder.open(link, O_WRONLY)
    }
}
