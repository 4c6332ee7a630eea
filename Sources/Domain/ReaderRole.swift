/// What a person who logs in to the database may see and do. The raw value is the word that commands, tables and documents use.
///
/// The cases stand from the narrowest to the widest: whoever was put into several groups by hand is taken for the narrowest of them.
public enum ReaderRole: String, Sendable, CaseIterable {
    /// A BLK's person, who sees the rows of the BLK.
    case blk
    /// A network's person, who sees the rows of the BBPLK and of the BLKs that it guides.
    case network
    /// An analyst, who sees everything.
    case analyst
    /// An operator, who sees everything, imports files, and makes and removes runs.
    case `operator`

    /// The role that its users belong to.
    public var groupName: String { "padan_\(rawValue)" }

    /// Whether a user of the role belongs to a BLK: the own one, or the BBPLK of the network.
    public var belongsToBlk: Bool { self == .blk || self == .network }
}
