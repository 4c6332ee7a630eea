/// Weighs the utilities of many programmes at once.
///
/// A score is `100·Σ w·u ÷ Σ w` over the criteria with data. Both sums are kept for each programme and grow criterion by criterion; raw
/// values that all BLKs of a region share are summed up once a region. Utilities are in single precision, as they are stored; sums
/// in double precision.
public struct ScoreKernel: Sendable {
    let values: [ValueFunction]
    let weights: [Double]

    /// - Parameters:
    ///   - values: a value function for each criterion.
    ///   - weights: in the same order.
    public init(values: [ValueFunction], weights: [Double]) {
        precondition(values.count == weights.count, "a weight for each value function")
        self.values = values
        self.weights = weights
    }

    /// Adds one criterion to the sums of `count` programmes.
    ///
    /// - Parameters:
    ///   - criterion: its position.
    ///   - raw: raw values; `NaN` where there are no data.
    ///   - sum: `Σ w·u`, added to.
    ///   - weight: `Σ w`, added to.
    ///   - utility: takes the utilities, `NaN` where there are no data.
    @inline(__always)
    public func add(
        _ criterion: Int, raw: UnsafePointer<Float>, count: Int, sum: UnsafeMutablePointer<Double>,
        weight: UnsafeMutablePointer<Double>, utility: UnsafeMutablePointer<Float>
    ) {
        let w = weights[criterion]
        utilities(criterion, raw: raw, count: count, utility: utility)
        for index in 0..<count {
            let u = utility[index]
            // A comparison of NaN is never true: without data nothing is added.
            let known = u >= 0
            sum[index] += known ? w * Double(u) : 0
            weight[index] += known ? w : 0
        }
    }

    /// The utilities of raw values, eight at a time.
    @inline(__always)
    public func utilities(_ criterion: Int, raw: UnsafePointer<Float>, count: Int, utility: UnsafeMutablePointer<Float>) {
        let function = values[criterion]
        function.segments.withUnsafeBufferPointer { segments in
            for index in 0..<count { utility[index] = function.first }
            for segment in segments {
                let (start, end, slope) = (segment.start, segment.end, segment.slope)
                for index in 0..<count {
                    var x = raw[index]
                    x = x > start ? x : start
                    x = x < end ? x : end
                    utility[index] += slope * (x - start)
                }
            }
            for index in 0..<count {
                var u = utility[index]
                u = u > 0 ? u : 0
                u = u < 1 ? u : 1
                // NaN stays NaN.
                utility[index] = raw[index] == raw[index] ? u : .nan
            }
        }
    }
}
