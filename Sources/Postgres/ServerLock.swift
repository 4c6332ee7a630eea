import Foundation
import SystemPackage

/// A lock between processes that the system frees when its holder dies.
struct ServerLock {
    private let file: FileDescriptor

    /// Waits for the lock without blocking a thread.
    static func acquire(_ path: String) async throws -> ServerLock {
        let file: FileDescriptor
        do {
            // A server that is started under the lock must not keep it, so that the descriptor is not inherited.
            file = try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
        } catch {
            throw EmbeddedServerError.io(path: path, reason: "\(error)")
        }
        do {
            let deadline = ContinuousClock.now + .seconds(60)
            while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
                guard ContinuousClock.now < deadline else { throw EmbeddedServerError.busy(lock: path) }
                try await Task.sleep(for: .milliseconds(50))
            }
        } catch {
            try? file.close()
            throw error
        }
        return ServerLock(file: file)
    }

    func release() {
        try? file.close()
    }
}
