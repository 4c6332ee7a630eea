import Foundation
import Synchronization

/// What ends the program from outside: Ctrl-C and the signals that ask a program to end.
///
/// Each of them ends what the program has begun, its children included, and then the program, by the same signal, so that who sent it sees
/// that it took effect. A command may take the first Ctrl-C for itself.
final class Interrupts: Sendable {
    /// The interrupts of the command that this task runs.
    @TaskLocal static var current: Interrupts?

    /// What becomes of Ctrl-C.
    enum Use: Sendable {
        /// It ends the program, as the other signals do.
        case end
        /// The first one calls this, the next one ends the program at once, as the other signals do: what is to be put in order is what the
        /// first one asks for.
        case first(@Sendable () -> Void)
        /// The first one has come.
        case next
        /// It is meant for a child on the same terminal.
        case child
    }

    private struct State {
        var use = Use.end
        /// The code with which the command has ended.
        var code: Int32?
        var isEnding = false
    }

    /// How long the command has to put things in order.
    private static let grace = 5.0

    private let state = Mutex(State())
    private let signals: [Int32]

    /// Keeps the signals for `serve`. It is called before there is a second thread, because threads inherit what is kept.
    init() {
        var asked = [SIGINT, SIGTERM]
        // What nohup protects from the end of the terminal stays protected.
        let old = signal(SIGHUP, SIG_DFL)
        if unsafeBitCast(old, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
            signal(SIGHUP, SIG_IGN)
        } else {
            asked.append(SIGHUP)
        }
        signals = asked
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        var set = Self.set(of: asked)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Runs the command, waits for signals on this thread meanwhile, and ends the program.
    ///
    /// - Parameter command: The command, which answers the exit code.
    func serve(_ command: @escaping @Sendable () async -> Int32) -> Never {
        let task = Task { await Self.$current.withValue(self) { await command() } }
        Task { finish(await task.value) }
        while true {
            let number = next(within: nil) ?? SIGTERM
            let use = takeUse(of: number)
            switch (use, number) {
            case (.first(let act), SIGINT):
                act()
                continue
            case (.child, SIGINT): continue
            case (.first, _), (.next, _): die(by: number)
            case (.child, _), (.end, _): break
            }
            state.withLock { $0.isEnding = true }
            task.cancel()
            let deadline = Date.now + Self.grace
            // A second signal does not wait.
            while state.withLock({ $0.code }) == nil, Date.now < deadline, next(within: 0.02) == nil {}
            die(by: number)
        }
    }

    /// Ends the program with the code of the command, unless a signal does.
    private func finish(_ code: Int32) -> Never {
        let isEnding = state.withLock { state in
            state.code = code
            return state.isEnding
        }
        guard !isEnding else { while true { sleep(1) } }
        exit(code)
    }

    /// Runs a part of a command during which Ctrl-C is used otherwise.
    ///
    /// - Throws: What the part throws.
    func use<Value>(_ use: Use, during body: () async throws -> Value) async rethrows -> Value {
        state.withLock { $0.use = use }
        defer { state.withLock { $0.use = .end } }
        return try await body()
    }

    /// What becomes of a signal; a first Ctrl-C is not the first any more.
    private func takeUse(of number: Int32) -> Use {
        state.withLock { state in
            let use = state.use
            if case .first = use, number == SIGINT { state.use = .next }
            return use
        }
    }

    /// The next signal; `nil` where none comes within so many seconds.
    private func next(within seconds: Double?) -> Int32? {
        var set = Self.set(of: signals)
        guard let seconds else {
            var number: Int32 = 0
            return sigwait(&set, &number) == 0 ? number : nil
        }
        var limit = timespec(tv_sec: 0, tv_nsec: Int(seconds * 1e9))
        let number = sigtimedwait(&set, nil, &limit)
        return number > 0 ? number : nil
    }

    private func die(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        var set = Self.set(of: [number])
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
        exit(128 + number)
    }

    private static func set(of signals: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in signals { sigaddset(&set, number) }
        return set
    }
}

/// Runs an act that Ctrl-C may end. The first Ctrl-C cancels the act's task, which then answers with what it has; the next one ends the
/// program.
///
/// - Throws: What the act throws.
func interruptible<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = Task { try await body() }
    guard let interrupts = Interrupts.current else { return try await task.value }
    return try await interrupts.use(.first { task.cancel() }) { try await task.value }
}

/// Runs a child on this terminal. Ctrl-C is meant for the child meanwhile.
///
/// - Throws: What running the child throws.
func attended<Value>(_ body: () async throws -> Value) async throws -> Value {
    guard let interrupts = Interrupts.current else { return try await body() }
    return try await interrupts.use(.child, during: body)
}
