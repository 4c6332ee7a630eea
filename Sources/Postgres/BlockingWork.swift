import Dispatch

/// Runs work that blocks its thread on a thread of Dispatch, never on one of the few threads that structured concurrency shares.
func offSharedThreads<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "padan.postgres.work").async {
            continuation.resume(with: Result { try work() })
        }
    }
}
