import Foundation

/// A lock between processes that the system frees when its holder dies.
struct ServerLock {
    private let descriptor: Int32

    static func acquire(_ path: String) async throws -> ServerLock {
        // Not inherited: a server started under the lock must not keep it.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw EmbeddedServerError.io(path: path, reason: String(cString: strerror(errno)))
        }
        let deadline = ContinuousClock.now + .seconds(60)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < deadline else {
                close(descriptor)
                throw EmbeddedServerError.busy(lock: path)
            }
            do { try await Task.sleep(for: .milliseconds(50)) } catch {
                close(descriptor)
                throw error
            }
        }
        return ServerLock(descriptor: descriptor)
    }

    func release() {
        close(descriptor)
    }
}
