import Domain

/// Counts openings among advertisements that repeat.
///
/// The same title, employer, place and pay is one opening within its window: the window opens with an advertisement
/// and holds all that follow within its days; the next one after it opens another. An explicit number of openings
/// wins; of several within one window the largest counts. Without dates all are one window.
///
/// Feed postings in the order of opening, then day (days unknown first).
public struct OpeningCounter: Sendable {
    private let windowDays: Int
    private var current: String?
    private var windowStart: Day?
    private var openings = 0

    /// Makes a counter that has seen no advertisement yet.
    ///
    /// - Parameter windowDays: The days within which the same advertisement is one opening.
    public init(windowDays: Int) {
        self.windowDays = windowDays
    }

    /// Counts the next advertisement.
    ///
    /// - Parameters:
    ///   - opening: What the advertisements of one opening have in common.
    ///   - postedOn: The day of the advertisement; `nil` where it is not known.
    ///   - statedOpenings: How many persons the advertisement asks for; `nil` where it does not say so.
    /// - Returns: The openings to add to the count now, which are those of the window beyond what was counted before.
    public mutating func add(opening: String, postedOn: Day?, statedOpenings: Int?) -> Int {
        let stated = statedOpenings ?? 1
        let opensWindow: Bool
        if opening != current {
            opensWindow = true
        } else if let postedOn {
            opensWindow = windowStart.map { postedOn - $0 >= windowDays } ?? true
        } else {
            opensWindow = false
        }
        if opensWindow {
            current = opening
            windowStart = postedOn
            openings = stated
            return stated
        }
        let more = max(0, stated - openings)
        openings += more
        return more
    }
}
