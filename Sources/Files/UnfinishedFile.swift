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
        /// The file gets its name in the end, and the mode of the file that it replaces.
        case named(FilePath, isNew: Bool, like: stat?)
    }

    /// The open file that takes the content.
    public let descriptor: FileDescriptor
    private let path: String
    private let destination: Destination
    /// The name that the file has meanwhile, on a file system without nameless files.
    private var temporary: FilePath?
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
            case .file(let place, let old):
                let isClosed = isPrivate || old != nil
                (descriptor, temporary) = try Self.make(
                    in: place.folder, isClosed ? .ownerReadWrite : [.ownerReadWrite, .groupRead, .otherRead], mayBeNameless: mayBeNameless)
                destination = .named(place, isNew: old == nil, like: isPrivate ? nil : old)
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
        if let temporary { unlink(temporary.string) }
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
            case .named(let place, let isNew, let old):
                // Some file systems tell only here that there was no room.
                try descriptor.duplicate().close()
                if let old { try Self.setMode(like: old, descriptor) }
                try give(place, isNew: isNew)
            }
        } catch {
            throw FileError.notWritten(path: path, reason: "\(error)")
        }
    }

    /// Bits of `open` for a file without a name, which the C library's header hides from Swift.
    private static let nameless = FileDescriptor.OpenOptions(rawValue: 0o20_000_000 | O_DIRECTORY)

    /// - Returns: An empty file, and its name where it has to have one.
    private static func make(
        in folder: FilePath, _ permissions: FilePermissions, mayBeNameless: Bool
    ) throws -> (FileDescriptor, FilePath?) {
        do {
            guard mayBeNameless else { throw Errno.notSupported }
            let file = try FileDescriptor.open(folder, .readWrite, options: [nameless, .closeOnExec], permissions: permissions)
            flock(file.rawValue, LOCK_EX | LOCK_NB)
            return (file, nil)
        } catch let error as Errno where [.notSupported, .isDirectory, .invalidArgument].contains(error) {
            let name = folder.appending(Leftovers.newName())
            let file = try FileDescriptor.open(
                name, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec], permissions: permissions)
            flock(file.rawValue, LOCK_EX | LOCK_NB)
            return (file, name)
        }
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

    private func give(_ place: FilePath, isNew: Bool) throws {
        if temporary == nil {
            if isNew, link(to: place) == nil { return }
            let name = place.folder.appending(Leftovers.newName())
            if let error = link(to: name) { throw error }
            temporary = name
        }
        guard let temporary, rename(temporary.string, place.string) == 0 else { throw Errno(rawValue: errno) }
        self.temporary = nil
    }

    /// - Returns: Why the nameless file got no name.
    private func link(to name: FilePath) -> Errno? {
        linkat(AT_FDCWD, descriptor.pathForPrograms, AT_FDCWD, name.string, AT_SYMLINK_FOLLOW) == 0 ? nil : Errno(rawValue: errno)
    }
}
