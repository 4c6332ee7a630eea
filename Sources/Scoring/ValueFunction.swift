/// A piecewise-linear function from a raw value to a utility between 0 and 1, constant beyond its ends.
public struct ValueFunction: Sendable, Equatable {
    /// Raw value and utility of each breakpoint, raw values rising.
    public let points: [(raw: Double, utility: Double)]

    public static func == (left: ValueFunction, right: ValueFunction) -> Bool {
        left.points.elementsEqual(right.points) { $0 == $1 }
    }

    /// - Returns: `nil` unless there are two points, raw values rise and utilities lie in [0, 1].
    public init?(points: [(raw: Double, utility: Double)]) {
        guard points.count >= 2, zip(points, points.dropFirst()).allSatisfy({ $0.raw < $1.raw }),
            points.allSatisfy({ (0...1).contains($0.utility) && $0.raw.isFinite })
        else { return nil }
        self.points = points
    }

    public func callAsFunction(_ raw: Double) -> Double {
        guard let first = points.first, let last = points.last else { return 0 }
        if raw <= first.raw { return first.utility }
        if raw >= last.raw { return last.utility }
        for (left, right) in zip(points, points.dropFirst()) where raw <= right.raw {
            return left.utility + (right.utility - left.utility) * (raw - left.raw) / (right.raw - left.raw)
        }
        return last.utility
    }
}
