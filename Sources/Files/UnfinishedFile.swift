import Foundation
import SystemPackage

/// A file that appears under its name when, and only when, it is complete.
///
/// A regular file is replaced by one rename in its own folder, and keeps its mode; a link to it stays. What is no regular file, such as a
/// device or a pipe, is written to as it is. Until the file is complete it has no name, so that nothing stays of it however this process
/// ends; on a file system that has no such files it has a random one, which `Leftovers` knows.
public final class UnfinishedFile {
    private enum Destination {
        /// What is written goes straight to its place.
        case direct
        /// What was written is copied to its place in the end.
        case copied(FileDescriptor)
        /// The file gets its name in its folder in the end, and the mode of the file that it replaces.
        case named(String, in: FileTarget.Folder, isNew: Bool, like: stat?)
    }

    /// The open file that takes the content.
    public let descriptor: FileDescriptor
    private let path: String
    private let destination: Destination
    /// The name that the file has meanwhile in its folder, on a file system without nameless files.
    private var temporary: String?
    private var isFinished = false

    /// Makes the file, still empty and without its name.
    ///
    /// - Parameters:
    ///   - path: Where the file will appear.
    ///   - isPrivate: Whether nobody but this user may read the file, whatever was there before.
    ///   - isOpenedByPath: Whether a program or a library opens the file under `pathForPrograms` and moves about in it, which a device or
    ///     a pipe would not let it do: these get the content in the end.
    /// - Throws: `FileError` when the file cannot be made, or what is there cannot be written to.
    public convenience init(_ path: String, isPrivate: Bool = false, isOpenedByPath: Bool = false) throws {
        try self.init(path, isPrivate: isPrivate, isOpenedByPath: isOpenedByPath, mayBeNameless: true)
    }

    init(_ path: String, isPrivate: Bool, isOpenedByPath: Bool, mayBeNameless: Bool) throws {
        self.path = path
        do {
            switch try FileTarget(path) {
            case .opened(let target) where isOpenedByPath:
                do {
                    descriptor = try ScratchFile.open()
                } catch {
                    try? target.close()
                    throw error
                }
                destination = .copied(target)
            case .opened(let target):
                descriptor = target
                destination = .direct
            case .file(let name, let folder, let old):
                let isClosed = isPrivate || old != nil
                (descriptor, temporary) = try Self.make(in: folder, mode: isClosed ? 0o600 : 0o644, mayBeNameless: mayBeNameless)
                destination = .named(name, in: folder, isNew: old == nil, like: isPrivate ? nil : old)
            }
        } catch let error as FileError {
            throw error
        } catch {
            throw FileError.notWritten(path: path, reason: "\(error)")
        }
    }

    deinit {
        if case .copied(let target) = destination { try? target.close() }
        try? descriptor.close()
        if let temporary, case .named(_, let folder, _, _) = destination { unlinkat(folder.descriptor.rawValue, temporary, 0) }
    }

    /// A path under which programs of the same user, and libraries, open the file while this object lives.
    public var pathForPrograms: String { descriptor.pathForPrograms }

    /// Gives the file its name. Without this call it is gone when this object is.
    ///
    /// - Throws: `FileError` when the content cannot be kept or the file cannot get its name; what was there before is there then.
    public func finish() throws {
        precondition(!isFinished, "a file is finished once")
        isFinished = true
        do {
            switch destination {
            case .direct: break
            case .copied(let target): try descriptor.forEachChunk { _ = try target.writeAll($0) }
            case .named(let name, let folder, let isNew, let old):
                // Some file systems tell only here that there was no room.
                try descriptor.duplicate().close()
                if let old { try Self.setMode(like: old, descriptor) }
                try give(name, in: folder, isNew: isNew)
            }
        } catch {
            throw FileError.notWritten(path: path, reason: "\(error)")
        }
    }

    /// Bits of `open` for a file without a name, which the C library's header hides from Swift.
    private static let nameless: Int32 = 0o20_000_000 | O_DIRECTORY

    /// - Returns: An empty file, and its name where it has to have one.
    private static func make(in folder: FileTarget.Folder, mode: mode_t, mayBeNameless: Bool) throws -> (FileDescriptor, String?) {
        do {
            guard mayBeNameless else { throw Errno.notSupported }
            return (try open(".", in: folder, O_RDWR | nameless, mode), nil)
        } catch let error as Errno where [.notSupported, .isDirectory, .invalidArgument].contains(error) {
            let name = Leftovers.newName()
            return (try open(name, in: folder, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode), name)
        }
    }

    /// Opens a new file in a folder, with the lock that says that somebody writes it.
    private static func open(_ name: String, in folder: FileTarget.Folder, _ flags: Int32, _ mode: mode_t) throws -> FileDescriptor {
        let number = openat(folder.descriptor.rawValue, name, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw Errno(rawValue: errno) }
        flock(number, LOCK_EX | LOCK_NB)
        return FileDescriptor(rawValue: number)
    }

    /// Gives the file the mode and, as far as this user may, the owner and the group of the one that it replaces. Where the group cannot be
    /// kept, its rights are not given to another one.
    private static func setMode(like old: stat, _ file: FileDescriptor) throws {
        if fchown(file.rawValue, old.st_uid, old.st_gid) != 0 { _ = fchown(file.rawValue, uid_t.max, old.st_gid) }
        var info = stat()
        guard fstat(file.rawValue, &info) == 0 else { throw Errno(rawValue: errno) }
        let mode = old.st_mode & (info.st_gid == old.st_gid ? 0o777 : 0o707)
        guard fchmod(file.rawValue, mode) == 0 else { throw Errno(rawValue: errno) }
    }

    private func give(_ name: String, in folder: FileTarget.Folder, isNew: Bool) throws {
        if temporary == nil {
            if isNew, link(to: name, in: folder) == nil { return }
            let other = Leftovers.newName()
            if let error = link(to: other, in: folder) { throw error }
            temporary = other
        }
        let place = folder.descriptor.rawValue
        guard let temporary, renameat(place, temporary, place, name) == 0 else { throw Errno(rawValue: errno) }
        self.temporary = nil
    }

    /// - Returns: Why the nameless file got no name.
    private func link(to name: String, in folder: FileTarget.Folder) -> Errno? {
        let isLinked = linkat(AT_FDCWD, descriptor.pathForPrograms, folder.descriptor.rawValue, name, AT_SYMLINK_FOLLOW) == 0
        return isLinked ? nil : Errno(rawValue: errno)
    }
}
