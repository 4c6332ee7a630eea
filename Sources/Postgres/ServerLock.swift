import Foundation
import SystemPackage

/// A lock between processes that the system frees when its holder dies.
struct ServerLock {
    private let file: FileDescriptor

    /// How long a person waits before being told for whom.
    private static let patience = Duration.seconds(1)

    /// How long anybody waits: longer than the first start may take under the lock, which makes the data (`initdb`) and then gives the server two
    /// minutes.
    private static let limit = Duration.seconds(300)

    /// Waits for the lock without blocking a thread.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - waiting: Is told once, after a second, which process holds the lock; `nil` where that has not left its number.
    /// - Returns: The lock.
    /// - Throws: `EmbeddedServerError` when the file cannot be opened, by this account or at all, or the lock is not free within five minutes,
    ///   `CancellationError` when the task was cancelled.
    static func acquire(_ path: String, waiting: (Int32?) -> Void) async throws -> ServerLock {
        let file: FileDescriptor
        do {
            // A server that is started under the lock must not keep it, so that the descriptor is not inherited.
            file = try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
        } catch Errno.permissionDenied {
            throw EmbeddedServerError.closedToCaller(
                path, caller: EmbeddedServer.account(geteuid()), owner: EmbeddedServer.owner(of: path))
        } catch {
            throw EmbeddedServerError.io(path: path, reason: "\(error)")
        }
        do {
            let start = ContinuousClock.now
            var isTold = false
            while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
                let waited = ContinuousClock.now - start
                guard waited < limit else { throw EmbeddedServerError.busy(lock: path, process: holder(file)) }
                if waited > patience, !isTold {
                    isTold = true
                    waiting(holder(file))
                }
                try await Task.sleep(for: .milliseconds(50))
            }
            // Whoever waits reads who holds it. The lock holds without that, on a full disk for example.
            ftruncate(file.rawValue, 0)
            _ = try? file.writeAll(toAbsoluteOffset: 0, "\(getpid())\n".utf8)
        } catch {
            try? file.close()
            throw error
        }
        return ServerLock(file: file)
    }

    /// The process that holds the lock, as it has written into the file.
    private static func holder(_ file: FileDescriptor) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard let count = try? bytes.withUnsafeMutableBytes({ try file.read(fromAbsoluteOffset: 0, into: $0) }) else { return nil }
        return Int32(String(decoding: bytes.prefix(count), as: UTF8.self).trimmed)
    }

    func release() {
        try? file.close()
    }
}
