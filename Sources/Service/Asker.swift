/// Who asks a question of the service or wants it to act.
///
/// What a person may see is decided by PostgreSQL alone: questions of everybody but the operator run with the person's name set for the
/// transaction, and row level security does the rest. Acts are the operator's.
public enum Asker: Sendable, Equatable {
    /// The person at the machine or the program itself, with the rights of the log-in that the service was opened with.
    case `operator`
    /// The head or another person of a BLK, by the name of the log-in. This person sees the rows of the own BLK alone.
    case blk(login: String)
    /// A network's person, by the name of the log-in. This person sees the rows of the BBPLK and of the BLKs that it guides today, those of
    /// the years before they joined included, and the plans and targets of the network.
    case network(login: String)
    /// An analyst of the ministry, by the name of the log-in. An analyst reads everything.
    case analyst(login: String)

    /// The name of the person's PostgreSQL role; `nil` for the operator, who asks as the service itself.
    public var login: String? {
        switch self {
        case .operator: nil
        case .blk(let login), .network(let login), .analyst(let login): login
        }
    }

    /// Refuses an act of somebody who may only ask.
    ///
    /// - Throws: `ServiceError.actIsTheOperators` for everybody but the operator.
    func requireOperator() throws {
        guard self == .operator else { throw ServiceError.actIsTheOperators }
    }
}
