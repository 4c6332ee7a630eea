import Domain
import Foundation

/// A counter-based generator: the numbers at a place of the stream depend on the key and the place alone, so that any thread may
/// draw any part of it.
///
/// - Source: Philox4x32-10 of J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public struct Philox: Sendable {
    let key: (UInt32, UInt32)

    /// Makes a generator.
    ///
    /// - Parameter seed: The key of the generator.
    public init(seed: UInt64) {
        key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    }

    /// Four random words at a counter.
    public func words(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> (UInt32, UInt32, UInt32, UInt32) {
        var (x0, x1, x2, x3) = (a, b, c, d)
        var (k0, k1) = key
        for _ in 0..<10 {
            let first = x0.multipliedFullWidth(by: 0xD251_1F53)
            let second = x2.multipliedFullWidth(by: 0xCD9E_8D57)
            (x0, x1, x2, x3) = (second.high ^ x1 ^ k0, second.low, first.high ^ x3 ^ k1, first.low)
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return (x0, x1, x2, x3)
    }

    /// Two uniform numbers in (0, 1) at a counter.
    public func uniforms(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> (Double, Double) {
        let (w0, w1, w2, w3) = words(a, b, c, d)
        func unit(_ high: UInt32, _ low: UInt32) -> Double {
            (Double(UInt64(high) << 20 | UInt64(low) >> 12) + 0.5) * 0x1p-52
        }
        return (unit(w0, w1), unit(w2, w3))
    }

    /// Two standard normal numbers at a counter (G. E. P. Box, M. E. Muller, 1958).
    public func normals(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> (Double, Double) {
        let (u, v) = uniforms(a, b, c, d)
        let radius = (-2 * log(u)).squareRoot()
        return (radius * cos(2 * .pi * v), radius * sin(2 * .pi * v))
    }

    /// A gamma number of scale 1, of a stream of its own.
    ///
    /// - Parameters:
    ///   - shape: The shape, above 0.
    ///   - a: The first word of the stream's counter.
    ///   - b: The second word.
    ///   - c: The third word; the fourth is the stream's own.
    /// - Returns: A number above 0.
    /// - Source: G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).
    public func gamma(shape: Double, _ a: UInt32, _ b: UInt32, _ c: UInt32) -> Double {
        let boosted = shape < 1 ? shape + 1 : shape
        let d = boosted - 1.0 / 3
        let scale = 1 / (9 * d).squareRoot()
        var attempt: UInt32 = 1
        while true {
            let (x, _) = normals(a, b, c, attempt)
            let (u, _) = uniforms(a, b, c, attempt &+ 1)
            attempt &+= 2
            let v = 1 + scale * x
            guard v > 0 else { continue }
            let cube = v * v * v
            guard log(u) < 0.5 * x * x + d - d * cube + d * log(cube) else { continue }
            guard shape < 1 else { return d * cube }
            return d * cube * pow(uniforms(a, b, c, 0).0, 1 / shape)
        }
    }

    /// 64 bits of a name (FNV-1a), so that a name's numbers do not depend on its place among others.
    public static func hash(_ name: String) -> (UInt32, UInt32) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32))
    }
}
