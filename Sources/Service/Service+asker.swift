import Postgres
import Store

extension Service {
    /// Makes a transaction the asker's: from here on PostgreSQL's row level security decides what it sees.
    static func begin(_ asker: Asker, _ login: String, _ connection: isolated PostgresConnection) throws {
        let role = try Store.users(connection).first { $0.name == login }?.role
        let isClaimed =
            switch asker {
            case .operator: true
            case .analyst: role == .analyst
            // A BBPLK's person is a person of its BLK.
            case .blk, .network: role == .blk
            }
        guard isClaimed else { throw ServiceError.notAReader(login: login) }
        do {
            try Store.ask(as: login, connection)
        } catch AskerError.noReader(let name) {
            throw ServiceError.notAReader(login: name)
        }
    }

    /// Refuses a BLK that the asker may not see, instead of answering as if it had no data.
    static func requireSight(of blk: String, as asker: Asker, _ connection: isolated PostgresConnection) throws {
        guard asker.login != nil else { return }
        guard try Store.mayRead(blk: blk, connection) else { throw ServiceError.otherBlk(blk) }
    }
}
