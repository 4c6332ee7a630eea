/// A piecewise-linear function from a raw value to a utility between 0 and 1, constant beyond its ends.
///
/// Worked out as `u₀ + Σ_j slope_j·(clamp(x, x_j, x_j+1) − x_j)` in single precision: without branches, so that many raw values are
/// worked out at once, and monotone in the last bit where the points are.
public struct ValueFunction: Sendable, Equatable {
    struct Segment: Sendable, Equatable {
        let start: Float
        let end: Float
        let slope: Float
    }

    /// Raw value and utility of each breakpoint, raw values rising.
    public let points: [(raw: Double, utility: Double)]
    let segments: [Segment]
    let first: Float

    /// Two functions are equal when their points are.
    public static func == (left: ValueFunction, right: ValueFunction) -> Bool {
        left.points.elementsEqual(right.points) { $0 == $1 }
    }

    /// Makes a function; the result is `nil` unless there are two points, raw values rise and utilities lie in [0, 1].
    ///
    /// - Parameter points: The breakpoints: a raw value and its utility each.
    public init?(points: [(raw: Double, utility: Double)]) {
        guard points.count >= 2, zip(points, points.dropFirst()).allSatisfy({ Float($0.raw) < Float($1.raw) }),
            points.allSatisfy({ (0...1).contains($0.utility) && $0.raw.isFinite })
        else { return nil }
        self.points = points
        first = Float(points[0].utility)
        segments = zip(points, points.dropFirst()).map {
            Segment(start: Float($0.raw), end: Float($1.raw), slope: Float(($1.utility - $0.utility) / ($1.raw - $0.raw)))
        }
    }

    /// The utility of a raw value, 0 to 1; that of `NaN` is `NaN`.
    ///
    /// - Parameter raw: A raw value in the criterion's unit.
    /// - Returns: The utility.
    @inlinable
    public func callAsFunction(_ raw: Float) -> Float { utility(raw) }

    @usableFromInline
    func utility(_ raw: Float) -> Float {
        guard !raw.isNaN else { return .nan }
        var sum = first
        for segment in segments {
            var x = raw > segment.start ? raw : segment.start
            x = x < segment.end ? x : segment.end
            sum += segment.slope * (x - segment.start)
        }
        return min(max(sum, 0), 1)
    }

    /// The smallest raw value at or above another whose utility reaches a wanted one.
    ///
    /// - Parameters:
    ///   - utility: The utility that is wanted.
    ///   - from: The least raw value that is asked for.
    /// - Returns: `nil` when no raw value reaches it.
    public func raw(reaching utility: Double, from: Double) -> Double? {
        if Double(self(Float(from))) >= utility { return from }
        for (left, right) in zip(points, points.dropFirst())
        where right.raw > from && right.utility >= utility && right.utility > left.utility {
            let x = left.raw + (utility - left.utility) * (right.raw - left.raw) / (right.utility - left.utility)
            if x >= from { return x }
            if left.raw <= from { return from }
        }
        return nil
    }
}
