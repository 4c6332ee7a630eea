import Postgres
import Store

extension Service {
    /// Makes a transaction the asker's: from here on PostgreSQL's row level security decides what it sees.
    ///
    /// - Throws: `ServiceError.notAReader` where the log-in is no reader, has no rights since a restore, or is a reader of another
    ///   kind than the asker claims, and `PostgresError`.
    static func begin(_ asker: Asker, _ login: String, _ connection: isolated PostgresConnection) throws {
        let role = try Store.users(connection).first { $0.name == login }?.role
        let isClaimed =
            switch asker {
            case .operator: true
            case .analyst: role == .analyst
            case .network: role == .network
            case .blk: role == .blk
            }
        guard isClaimed else { throw ServiceError.notAReader(login: login) }
        do {
            try Store.ask(as: login, connection)
        } catch AskerError.noReader(let name) {
            throw ServiceError.notAReader(login: name)
        }
    }

    /// Refuses a BLK that the asker may not see, instead of answering as if it had no data.
    ///
    /// - Throws: `ServiceError.otherBlk`, and `PostgresError`.
    static func requireSight(of blk: String, as asker: Asker, _ connection: isolated PostgresConnection) throws {
        guard asker.login != nil else { return }
        guard try Store.mayRead(blk: blk, connection) else { throw ServiceError.otherBlk(blk) }
    }
}
