import Foundation

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

    private let descriptor: Int32
    private let path: String?
    private let unfinished: String
    private var buffer: [UInt8] = []
    private var isFinished = false

    /// Creates the file under a temporary name in the same folder.
    ///
    /// - Parameter path: where the file will appear; `nil` is the standard output.
    /// - Throws: `Failure` when the file cannot be created.
    public init(_ path: String?) throws {
        self.path = path
        guard let path else {
            descriptor = STDOUT_FILENO
            unfinished = ""
            return
        }
        let url = URL(filePath: path)
        unfinished = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).\(getpid()).part").path
        descriptor = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure.notWritten(path: path, reason: String(cString: strerror(errno))) }
        buffer.reserveCapacity(Self.size + 65_536)
    }

    deinit {
        guard path != nil, !isFinished else { return }
        close(descriptor)
        unlink(unfinished)
    }

    private static let size = 1 << 18

    @inline(__always)
    func write(_ append: (inout [UInt8]) throws -> Void) throws {
        try append(&buffer)
        if buffer.count >= Self.size { try flush() }
    }

    private func flush() throws {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written) }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure.notWritten(path: path ?? "-", reason: String(cString: strerror(errno)))
            }
            written += count
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
        guard close(descriptor) == 0, rename(unfinished, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(unfinished)
            throw Failure.notWritten(path: path, reason: reason)
        }
    }
}
