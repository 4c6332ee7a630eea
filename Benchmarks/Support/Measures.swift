import Foundation

/// The most memory that this process ever held, in megabytes. It is read from the kernel's own account, because what `getrusage`
/// tells begins with the memory of the parent process.
public func peakMegabytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) / 1024
}

extension Duration {
    /// The duration in seconds.
    public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension Double {
    /// The number with two decimals, for a line of results.
    public var short: String { String(format: "%.2f", self) }
}
