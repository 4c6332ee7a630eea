import Files
import Foundation
import SystemPackage

/// A file that appears under its name only when it is complete, or the standard output.
public final class OutputFile {
    /// Why a file was not written; the path `-` is standard output.
    public typealias Failure = FileError

    private let file: UnfinishedFile?
    private let descriptor: FileDescriptor
    private let path: String
    private var buffer: [UInt8] = []

    /// Begins a file, which has no name until it is finished (`UnfinishedFile` says more).
    ///
    /// - Parameter path: Where the file will appear; `nil` is the standard output.
    /// - Throws: `Failure` when the file cannot be created.
    public init(_ path: String?) throws {
        file = try path.map { try UnfinishedFile($0) }
        descriptor = file?.descriptor ?? .standardOutput
        self.path = path ?? "-"
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
            throw Failure.notWritten(path: path, reason: "\(error)")
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left and gives the file its name. Without this call the file is gone.
    ///
    /// - Throws: `Failure` when the file cannot be written or get its name.
    public func finish() throws {
        try flush()
        try file?.finish()
    }
}
