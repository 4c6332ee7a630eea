/// What people ask for by a code or a name.
public enum NamedKind: String, Sendable, CaseIterable {
    /// A training centre.
    case blk
    /// A training programme.
    case program
    /// A certification scheme.
    case scheme
    /// A competency unit.
    case unit
    /// A vocational department, whose name is its code.
    case kejuruan
    /// A BLK or a vocational department, where either may have a target.
    case scope
    /// A province, regency or city.
    case region
    /// An occupation of KBJI.
    case occupation
}
