import Foundation
import Synchronization

/// Works out `count` values on several threads; value i is `body(i)`, whatever the number of threads.
///
/// - Parameter threads: at most; `nil` is one a processor.
public func parallelMap<Value: Sendable>(_ count: Int, threads: Int? = nil, _ body: @Sendable (Int) -> Value) -> [Value] {
    let workers = min(count, max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount))
    guard workers > 1 else { return (0..<count).map(body) }
    var slots = [Value?](repeating: nil, count: count)
    slots.withUnsafeMutableBufferPointer { buffer in
        // Each worker writes slots of its own only: those of its stride.
        nonisolated(unsafe) let slots = buffer
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            for index in stride(from: worker, to: count, by: workers) { slots[index] = body(index) }
        }
    }
    return slots.compactMap { $0 }
}

/// Works out values in batches on several threads, one batch ahead of their use, and hands them over in order.
///
/// - Parameters:
///   - batch: values worked out at once; two batches are in memory.
///   - threads: at most; `nil` is one a processor.
///   - use: called on the caller's thread, value by value; when it throws, nothing more is worked out.
public func pipelined<Value: Sendable>(
    _ count: Int, batch: Int, threads: Int? = nil, _ body: @escaping @Sendable (Int) -> Value, use: (Value) throws -> Void
) rethrows {
    func start(_ first: Int) -> Ahead<Value> {
        Ahead { parallelMap(min(batch, count - first), threads: threads) { body(first + $0) } }
    }
    var next = count > 0 ? start(0) : nil
    for first in stride(from: 0, to: count, by: batch) {
        let values = next?.wait() ?? []
        next = first + batch < count ? start(first + batch) : nil
        for value in values { try use(value) }
    }
}

/// Values being worked out on another thread.
private final class Ahead<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> [Value]) {
        DispatchQueue.global().async {
            let values = body()
            self.values.withLock { $0 = values }
            self.done.signal()
        }
    }

    func wait() -> [Value] {
        done.wait()
        return values.withLock { values in
            defer { values = [] }
            return values
        }
    }
}
