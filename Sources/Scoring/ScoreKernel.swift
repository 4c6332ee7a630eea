/// Weighs the utilities of many programmes at once.
///
/// A score is `100·Σ w·u ÷ Σ w` over the criteria with data. Both sums are kept for each programme and grow criterion by criterion; raw
/// values that all BLKs of a region share are summed up once a region. Utilities are in single precision, as they are stored; sums
/// in double precision.
public struct ScoreKernel: Sendable {
    let values: [ValueFunction]
    let weights: [Double]

    /// Makes a kernel.
    ///
    /// - Parameters:
    ///   - values: A value function for each criterion.
    ///   - weights: The weights in the same order.
    public init(values: [ValueFunction], weights: [Double]) {
        precondition(values.count == weights.count, "a weight for each value function")
        self.values = values
        self.weights = weights
    }

    /// Adds one criterion to the sums of `count` programmes.
    ///
    /// - Parameters:
    ///   - criterion: The position of the criterion.
    ///   - raw: The raw values, `NaN` where there are no data.
    ///   - count: The number of programmes.
    ///   - sum: `Σ w·u` of each programme, to which the criterion is added.
    ///   - weight: `Σ w` of each programme, to which the criterion is added.
    ///   - utility: It takes the utilities, `NaN` where there are no data; `nil` when nobody asks for them.
    public func add(
        _ criterion: Int, raw: UnsafePointer<Float>, count: Int, sum: UnsafeMutablePointer<Double>,
        weight: UnsafeMutablePointer<Double>, utility: UnsafeMutablePointer<Float>?
    ) {
        let w = weights[criterion]
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.tile) { scratch in
            guard let scratch = scratch.baseAddress else { return }
            for start in stride(from: 0, to: count, by: Self.tile) {
                let length = min(Self.tile, count - start)
                let u = utility.map { $0 + start } ?? scratch
                utilities(criterion, raw: raw + start, count: length, utility: u)
                let (sum, weight) = (sum + start, weight + start)
                for index in 0..<length {
                    // A comparison of NaN is never true: without data nothing is added.
                    let known = u[index] >= 0
                    sum[index] += known ? w * Double(u[index]) : 0
                    weight[index] += known ? w : 0
                }
            }
        }
    }

    /// Programmes worked on at once: their utilities stay in the nearest cache.
    private static let tile = 512

    /// The same as `ValueFunction`, bit by bit; loops without branches, which the compiler turns into vector instructions.
    private func utilities(_ criterion: Int, raw: UnsafePointer<Float>, count: Int, utility: UnsafeMutablePointer<Float>) {
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
