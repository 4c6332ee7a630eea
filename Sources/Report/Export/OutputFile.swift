import Foundation
import SystemPackage

/// A file that appears under its name only when it is complete, or the standard output.
public final class OutputFile {
    /// Why a file was not written.
    public enum Failure: Error, CustomStringConvertible {
        /// The file could not be created, written or renamed; the reason is the operating system's.
        case notWritten(path: String, reason: String)

        /// The failure in one English sentence.
        public var description: String {
            switch self {
            case .notWritten(let path, let reason): "\(path) could not be written: \(reason)"
            }
        }
    }

    private let descriptor: FileDescriptor
    private let path: String?
    private let unfinished: String
    private var buffer: [UInt8] = []
    private var isFinished = false

    /// Creates the file under a temporary name in the same folder.
    ///
    /// - Parameter path: Where the file will appear; `nil` is the standard output.
    /// - Throws: `Failure` when the file cannot be created.
    public init(_ path: String?) throws {
        self.path = path
        guard let path else {
            descriptor = .standardOutput
            unfinished = ""
            return
        }
        let url = URL(filePath: path)
        unfinished = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).\(getpid()).part").path
        do {
            descriptor = try FileDescriptor.open(
                FilePath(unfinished), .writeOnly, options: [.create, .truncate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch {
            throw Failure.notWritten(path: path, reason: "\(error)")
        }
        buffer.reserveCapacity(Self.size + 65_536)
    }

    /// Writes a whole file, or none of it.
    ///
    /// - Parameters:
    ///   - content: The file's text.
    ///   - path: The path; `-` is standard output.
    /// - Throws: `Failure.notWritten`.
    public static func write(_ content: String, to path: String) throws {
        try write(Data(content.utf8), to: path)
    }

    /// Writes a whole file, or none of it.
    ///
    /// - Parameters:
    ///   - content: The file's bytes.
    ///   - path: The path; `-` is standard output.
    /// - Throws: `Failure.notWritten`.
    public static func write(_ content: Data, to path: String) throws {
        let file = try OutputFile(path == "-" ? nil : path)
        try file.write { $0 += content }
        try file.finish()
    }

    deinit {
        guard path != nil, !isFinished else { return }
        try? descriptor.close()
        unlink(unfinished)
    }

    private static let size = 1 << 18

    @inline(__always)
    func write(_ append: (inout [UInt8]) throws -> Void) throws {
        try append(&buffer)
        if buffer.count >= Self.size { try flush() }
    }

    private func flush() throws {
        do {
            _ = try buffer.withUnsafeBytes { try descriptor.writeAll($0) }
        } catch {
            throw Failure.notWritten(path: path ?? "-", reason: "\(error)")
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left and gives the file its name. Without this call the file is removed.
    ///
    /// - Throws: `Failure` when the file cannot be written or renamed.
    public func finish() throws {
        try flush()
        isFinished = true
        guard let path else { return }
        do {
            try descriptor.close()
        } catch {
            unlink(unfinished)
            throw Failure.notWritten(path: path, reason: "\(error)")
        }
        guard rename(unfinished, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(unfinished)
            throw Failure.notWritten(path: path, reason: reason)
        }
    }
}
