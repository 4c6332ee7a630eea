import Dispatch
import Synchronization

/// Whether the task that waits for a piece of blocking work was cancelled; the work asks it from its own thread.
final class CancellationFlag: Sendable {
    private let isSet = Mutex(false)

    /// Whether `cancel` was called.
    var isCancelled: Bool { isSet.withLock { $0 } }

    /// Sets the flag, from whatever thread.
    func cancel() { isSet.withLock { $0 = true } }
}

/// Runs work that computes or blocks for long on a thread of its own, never on one of the few threads that structured concurrency shares
/// with Dispatch's global queues: a serial queue is given another thread when those are busy.
///
/// - Parameter body: The work. It gets a flag that is set when the waiting task is cancelled, and decides itself what to do then.
/// - Returns: What the work answers.
/// - Throws: What the work throws.
func blockingWork<Value: Sendable>(_ body: @escaping @Sendable (CancellationFlag) throws -> Value) async throws -> Value {
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "padan.service.work").async { continuation.resume(with: Result { try body(flag) }) }
        }
    } onCancel: {
        flag.cancel()
    }
}
