import Foundation
import Synchronization

/// Works out `count` values on several threads; value i is `body(i)`, whatever the number of threads.
///
/// - Parameters:
///   - count: the number of values.
///   - threads: the largest number of threads; `nil` takes one for every processor.
///   - body: works out the value of a position; it is called once for every position, from several threads at once.
/// - Returns: the values in the order of their positions.
public func parallelMap<Value: Sendable>(_ count: Int, threads: Int? = nil, _ body: @Sendable (Int) -> Value) -> [Value] {
    let workers = min(count, max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount))
    guard workers > 1 else { return (0..<count).map(body) }
    var slots = [Value?](repeating: nil, count: count)
    slots.withUnsafeMutableBufferPointer { buffer in
        // Every worker writes only the slots of its own stride, so that no two threads touch the same slot.
        nonisolated(unsafe) let slots = buffer
        withoutActuallyEscaping(body) { body in
            @Sendable func work(_ worker: Int) {
                for index in stride(from: worker, to: count, by: workers) { slots[index] = body(index) }
            }
            let group = DispatchGroup()
            for worker in 1..<workers { ownThread().async(group: group) { work(worker) } }
            work(0)
            group.wait()
        }
    }
    return slots.compactMap { $0 }
}

/// Works out values in batches on several threads, one batch ahead of their use, and hands them over in order.
///
/// - Parameters:
///   - count: the number of values.
///   - batch: the number of values that are worked out at once; two batches are in memory.
///   - threads: the largest number of threads; `nil` takes one for every processor.
///   - body: works out the value of a position; it is called from several threads at once.
///   - use: receives value after value on the caller's thread.
/// - Throws: whatever `use` throws; then no further batch is started.
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

/// Values that another thread is working out.
private final class Ahead<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> [Value]) {
        ownThread().async {
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

/// A queue whose work gets a thread of its own.
///
/// Work on Dispatch's global queues, `concurrentPerform` included, takes one of as many threads as there are processors, and tasks of structured
/// concurrency wait for the same threads: a long computation there would stop every task of the program, the one that cancels it included.
/// A serial queue is given another thread when those are busy.
private func ownThread() -> DispatchQueue { DispatchQueue(label: "padan.parallel") }
