import Foundation
import Synchronization

/// Runs an act that Ctrl-C may end. The first Ctrl-C cancels the act's task, which then answers with what it has; the next one ends the
/// program.
///
/// - Throws: What the act throws.
func interruptible<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = Task { try await body() }
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: DispatchQueue(label: "padan.interrupt"))
    let count = Mutex(0)
    source.setEventHandler {
        let asked = count.withLock { count in
            count += 1
            return count
        }
        if asked > 1 { exit(130) }
        task.cancel()
    }
    source.resume()
    defer {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
    return try await task.value
}
