import Foundation
import Synchronization

/// Ctrl-C while a search runs: the first one ends the search, which then answers with the best it has; the next one ends the program.
struct Interrupt {
    private final class Flag: Sendable {
        let isSet = Mutex(false)
    }

    private let flag = Flag()
    private let source: any DispatchSourceSignal

    init() {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        let flag = flag
        source.setEventHandler {
            let again = flag.isSet.withLock { isSet in
                defer { isSet = true }
                return isSet
            }
            if again { exit(130) }
        }
        source.resume()
    }

    /// Whether somebody asked to stop; may be called from any thread.
    var isAsked: @Sendable () -> Bool {
        let flag = flag
        return { flag.isSet.withLock { $0 } }
    }

    func finish() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
