import Foundation
import SystemPackage

/// A file without a name, for what this process hands to another program or gets from one. Nothing stays of it, however this process ends.
public final class ScratchFile {
    /// The open file.
    public let descriptor: FileDescriptor

    /// Makes an empty file that nobody but this user can read.
    ///
    /// - Throws: `FileError` when the folder of temporary files takes no file.
    public init() throws { descriptor = try Self.open() }

    /// Makes a file that holds a text.
    ///
    /// - Parameter text: The text, which is written as UTF-8.
    /// - Throws: `FileError` when the folder of temporary files takes no file, or not all of the text.
    public convenience init(_ text: String) throws {
        try self.init()
        do {
            _ = try descriptor.writeAll(text.utf8)
        } catch {
            throw FileError.notWritten(path: path, reason: "\(error)")
        }
    }

    deinit { try? descriptor.close() }

    /// Opens a new file without a name, which the caller closes.
    ///
    /// - Throws: `FileError`.
    static func open() throws -> FileDescriptor {
        let path = FilePath(FileManager.default.temporaryDirectory.appending(path: "padan-\(UUID().uuidString)").path)
        do {
            let file = try FileDescriptor.open(
                path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
            unlink(path.string)
            return file
        } catch {
            throw FileError.notWritten(path: path.string, reason: "\(error)")
        }
    }

    /// A path under which programs of the same user find the file while this object lives.
    public var path: String { descriptor.pathForPrograms }

    /// What the file holds, from its beginning.
    ///
    /// - Returns: All bytes.
    /// - Throws: `Errno` when the file cannot be read.
    public func content() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachChunk { bytes += $0 }
        return bytes
    }

    /// Hands out what the file holds from its beginning, one part after the other.
    ///
    /// - Parameter body: Takes a part; its bytes are there during the call alone.
    /// - Throws: `Errno` when the file cannot be read, and what `body` throws.
    public func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws { try descriptor.forEachChunk(body) }
}

extension FileDescriptor {
    /// A path under which programs of the same user find the open file, with a name or without one.
    var pathForPrograms: String { "/proc/\(getpid())/fd/\(rawValue)" }

    /// Calls `body` with one part of the file after the other, from its beginning.
    func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var chunk = [UInt8](repeating: 0, count: 256 * 1024)
        var offset: Int64 = 0
        while true {
            let count = try chunk.withUnsafeMutableBytes { try read(fromAbsoluteOffset: offset, into: $0) }
            guard count > 0 else { return }
            try chunk.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
            offset += Int64(count)
        }
    }
}
