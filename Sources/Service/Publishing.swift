/// Whether a new run becomes what views, reports and pages show.
public enum Publishing: Sendable, Equatable {
    /// A run of the usual settings on what is published is published, and every other run is a trial. The usual round of an office (import,
    /// demand, scores, plan) then ends in pages of the new figures, and a first run in a new database in pages at all; another profile,
    /// another method, a supposition or a run on a trial changes what nobody asked to change.
    case usual
    /// The run is published, whatever it was made with.
    case published(label: String?)
    /// The run is a trial, whatever it was made with.
    case trial

    /// Whether a run is published.
    ///
    /// - Parameter isUsual: Whether it is a run of the usual settings on what is published.
    /// - Returns: True where people read it from then on.
    func publishes(isUsual: Bool) -> Bool {
        switch self {
        case .usual: isUsual
        case .published: true
        case .trial: false
        }
    }

    /// The label to publish with; `nil` for none.
    var label: String? {
        if case .published(let label) = self { label } else { nil }
    }
}
