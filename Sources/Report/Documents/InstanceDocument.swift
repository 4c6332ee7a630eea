/// The worth of a plan for a problem from a file, as `allocate --instance` answers it.
public struct InstanceDocument: Codable, Sendable {
    /// The problem's own name.
    public let instance: String
    /// The plan's worth, an upper bound of what any plan is worth, the distance between them as a share, and the seconds it took.
    public let objective, upperBound, gap, seconds: Double
    /// Why the search ended: `gap`, `effort`, `time` or `interrupt`.
    public let stop: String

    /// Takes the figures of an answer.
    public init(_ answer: InstanceAnswer) {
        instance = answer.name
        objective = answer.objective
        upperBound = answer.upperBound
        gap = answer.gap
        seconds = answer.seconds
        stop = answer.stop.rawValue
    }
}
