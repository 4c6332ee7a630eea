/// What a log-in of the database stands for.
public struct LogIn: Hashable, Sendable {
    /// The name of the log-in.
    public let name: String
    /// The group that it was put into.
    public let role: ReaderRole
    /// The code of its BLK, or of its BBPLK for a network's person; `nil` for the other roles, and where it is not known.
    public let blkCode: String?
    /// Whether an earlier restore has withheld its rights.
    public let isWithheld: Bool

    /// Creates a log-in of its parts.
    public init(name: String, role: ReaderRole, blkCode: String?, isWithheld: Bool = false) {
        self.name = name
        self.role = role
        self.blkCode = blkCode
        self.isWithheld = isWithheld
    }
}

/// A log-in that did not get its rights back when a backup was restored, because backup and server do not agree about it.
public struct WithheldLogIn: Hashable, Sendable {
    /// Why the rights were withheld. The raw value is the word of documents.
    public enum Reason: String, Sendable, CaseIterable {
        /// The server has no role of that name.
        case missing
        /// The name belongs to a role of the server that Padan did not make.
        case foreign
        /// The server's log-in of that name stands for another BLK or has another role.
        case other
        /// Nothing on the server says for which BLK the log-in was made, or an earlier restore has withheld its rights.
        case unconfirmed
        /// The log-in belongs to the database that was replaced, and the backup does not know it.
        case unknown
    }

    /// The name of the log-in.
    public let name: String
    /// Why it has no rights.
    public let reason: Reason
    /// What it stands for in the backup; `nil` where the backup does not know it.
    public let backup: LogIn?
    /// What it stands for on the server; `nil` where the server has no log-in of Padan of that name.
    public let server: LogIn?

    /// Compares what a backup says of a log-in with what the server says. A log-in keeps its rights only where both say the same: nothing is
    /// made then, nor where neither knows the log-in.
    ///
    /// - Parameters:
    ///   - backup: What the backup says; `nil` where it does not know the log-in.
    ///   - server: What the server says; `nil` where it has no log-in of Padan of that name.
    ///   - isTaken: Whether the server has a role of that name at all.
    public init?(backup: LogIn?, server: LogIn?, isTaken: Bool) {
        guard let name = backup?.name ?? server?.name else { return nil }
        let reason: Reason
        switch (backup, server) {
        case (nil, _): reason = .unknown
        case (_, nil): reason = isTaken ? .foreign : .missing
        case (let backup?, let server?):
            if backup.role != server.role {
                reason = .other
            } else if backup.isWithheld || (backup.role.belongsToBlk && server.blkCode == nil) {
                reason = .unconfirmed
            } else if backup.blkCode != server.blkCode {
                reason = .other
            } else {
                return nil
            }
        }
        self.name = name
        self.reason = reason
        self.backup = backup
        self.server = server
    }
}
