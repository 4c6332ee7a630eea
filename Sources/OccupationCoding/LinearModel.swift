/// A multinomial logistic regression over sparse features: for each class one weight a feature, learnt by stochastic gradient descent whose
/// steps shrink by feature (AdaGrad: Duchi, Hazan, Singer, JMLR 12, 2011).
///
/// The weights of one feature lie side by side, so that a title is scored by adding as many rows as it has features.
struct LinearModel: Sendable {
    /// How the weights are learnt; chosen on titles of the development sets (`Benchmarks/README.md`).
    private enum Training {
        /// Passes over the examples.
        static let passes = 5
        /// Length of the first step.
        static let step: Float = 1.5
        /// Classes whose probability is off by less are not touched.
        static let leastError: Float = 0.002
        /// Features of fewer titles are left to the nearest titles.
        static let leastFrequency: Int32 = 6
        /// Every other pass leaves out the examples that are known better than this.
        static let known: Float = 0.7
    }

    /// Sixteen classes at a time. Products and sums are rounded apart, so that a processor that can do both at once answers as one that cannot.
    private typealias Lane = SIMD16<Float>

    /// How many lanes a row has: the classes, rounded up.
    private let width: Int
    private let classCount: Int
    /// Row of each feature; −1: not learnt.
    private let rows: [Int32]
    /// The weights, in steps of `scales`: a quarter of the memory that they take while they are learnt, so that they stay in the processor's cache.
    private let weights: [SIMD16<Int8>]
    /// One step of the weights of each row.
    private let scales: [Float]

    /// Learns from examples.
    ///
    /// - Parameters:
    ///   - vectors: The examples.
    ///   - classes: The class of each, from 0.
    ///   - keys: A number of each example that follows from its text alone. The order in which examples are seen follows from it and not from
    ///     their places, so that one example more leaves the others in their order.
    ///   - classCount: How many classes there are.
    ///   - table: The features.
    init(vectors: TitleVectors, classes: [Int32], keys: [UInt64], classCount: Int, table: FeatureTable) {
        self.classCount = classCount
        let width = (classCount + 15) / 16
        self.width = width
        var rowCount: Int32 = 0
        var rows: [Int32] = Array(repeating: -1, count: table.count)
        for feature in 0..<table.count where table.frequencies[feature] >= Training.leastFrequency {
            rows[feature] = rowCount
            rowCount += 1
        }
        self.rows = rows
        var weights: [Lane] = Array(repeating: .zero, count: Int(rowCount) * width)
        var squares: [Float] = Array(repeating: 1e-6, count: Int(rowCount))
        var scores: [Float] = Array(repeating: 0, count: width * 16)
        var order = Array(0..<vectors.count)
        var touched: [(Int, Float)] = []
        var known: [Float] = Array(repeating: 0, count: vectors.count)
        for pass in 0..<Training.passes {
            Self.shuffle(&order, by: keys, pass: pass)
            for example in order {
                if pass % 2 == 1, known[example] > Training.known { continue }
                let vector = vectors.entries[vectors.range(of: example)]
                let target = Int(classes[example])
                Self.add(vector, rows, weights, width, to: &scores)
                Self.softmax(&scores, classCount)
                known[example] = scores[target]
                touched.removeAll(keepingCapacity: true)
                var length: Float = 0
                for index in 0..<classCount {
                    let error = (index == target ? 1 : 0) - scores[index]
                    if abs(error) < Training.leastError { continue }
                    touched.append((index, error))
                    length += error * error
                }
                if touched.isEmpty { continue }
                weights.withUnsafeMutableBufferPointer { weights in
                    for entry in vector {
                        let row = Int(rows[Int(entry.feature)])
                        if row < 0 { continue }
                        squares[row] += entry.weight * entry.weight * length
                        let rate = Training.step * entry.weight / squares[row].squareRoot()
                        let start = row * width
                        for (index, error) in touched { weights[start &+ index >> 4][index & 15] += rate * error }
                    }
                }
            }
        }
        var steps: [SIMD16<Int8>] = Array(repeating: .zero, count: weights.count)
        var scales: [Float] = Array(repeating: 0, count: Int(rowCount))
        for row in scales.indices {
            let range = row * width..<(row + 1) * width
            let largest = weights[range].reduce(Float(0)) { max($0, $1.max(), -$1.min()) }
            if largest == 0 { continue }
            scales[row] = largest / 127
            for index in range { steps[index] = SIMD16<Int8>((weights[index] / largest * 127).rounded(.toNearestOrEven)) }
        }
        self.weights = steps
        self.scales = scales
    }

    /// The probability of each class, summing to 1.
    ///
    /// - Parameters:
    ///   - vector: A title.
    ///   - scores: Where they go; at least as long as there are classes.
    func probabilities(of vector: [FeatureWeight], into scores: inout [Float]) {
        if scores.count != width * 16 { scores = Array(repeating: 0, count: width * 16) }
        Self.withLanes(&scores) { scores in
            weights.withUnsafeBufferPointer { weights in
                for entry in vector {
                    // A feature that only taught titles have is not learnt here.
                    let row = Int(entry.feature) < rows.count ? Int(rows[Int(entry.feature)]) : -1
                    if row < 0 { continue }
                    let weight = entry.weight * scales[row]
                    let start = row &* width
                    for lane in 0..<width {
                        scores[lane] += weight * Lane(weights[start &+ lane])
                    }
                }
            }
        }
        Self.softmax(&scores, classCount)
    }

    private static func add(_ vector: ArraySlice<FeatureWeight>, _ rows: [Int32], _ weights: [Lane], _ width: Int, to scores: inout [Float])
    {
        withLanes(&scores) { scores in
            weights.withUnsafeBufferPointer { weights in
                for entry in vector {
                    let row = Int(rows[Int(entry.feature)])
                    if row < 0 { continue }
                    let weight = Lane(repeating: entry.weight)
                    let start = row &* width
                    for lane in 0..<width { scores[lane] += weight * weights[start &+ lane] }
                }
            }
        }
    }

    /// Sets scores to 0 and lends them sixteen at a time.
    private static func withLanes(_ scores: inout [Float], _ body: (UnsafeMutableBufferPointer<Lane>) -> Void) {
        scores.withUnsafeMutableBytes { bytes in
            // A Swift array's elements begin at a multiple of 16 bytes and a lane takes 64.
            var lanes: [Lane] = Array(repeating: .zero, count: bytes.count / MemoryLayout<Lane>.stride)
            lanes.withUnsafeMutableBufferPointer { body($0) }
            lanes.withUnsafeBytes { bytes.copyMemory(from: $0) }
        }
    }

    private static func softmax(_ scores: inout [Float], _ count: Int) {
        var most = -Float.infinity
        for index in 0..<count { most = max(most, scores[index]) }
        var sum: Float = 0
        for index in 0..<count {
            // e⁻⁸ of the likeliest is nothing.
            let difference = scores[index] - most
            scores[index] = difference < -8 ? 0 : exponential(difference)
            sum += scores[index]
        }
        for index in 0..<count { scores[index] /= sum }
    }

    /// Puts examples into an order that their keys decide, another one for each pass (the last step of SplitMix64 mixes the bits).
    private static func shuffle(_ order: inout [Int], by keys: [UInt64], pass: Int) {
        let mixed = keys.map { key in
            var value = key &+ 0x9E37_79B9_7F4A_7C15 &* UInt64(pass + 1)
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
        order.sort { (mixed[$0], $0) < (mixed[$1], $1) }
    }
}
