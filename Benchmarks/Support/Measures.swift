import Foundation

/// The most memory that this process ever held.
public func peakMegabytes() -> Int {
    var usage = rusage()
    getrusage(0, &usage)  // RUSAGE_SELF
    return usage.ru_maxrss / 1024
}

extension Duration {
    public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension Double {
    public var short: String { String(format: "%.2f", self) }
}
