/// What a person who logs in may see.
public enum ReaderRole: String, Sendable, CaseIterable {
    case analyst, blk

    /// The role that its users belong to.
    public var groupName: String { "padan_\(rawValue)" }
}
