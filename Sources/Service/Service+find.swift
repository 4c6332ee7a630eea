import Allocation
import Domain
import Foundation
import Ingest
import Postgres
import Store

extension Service {
    /// A BLK by its code, or by a part of its name that only it has.
    ///
    /// - Throws: `ServiceError.noBlks`, `.unknownBlk` or `.ambiguousBlk`, and `PostgresError`.
    static func blk(_ asked: String, _ connection: isolated PostgresConnection) throws -> Blk {
        let blks = try Store.blks(connection)
        guard !blks.isEmpty else { throw ServiceError.noBlks }
        switch find(asked, in: blks, code: \.code, name: \.name) {
        case .found(let blk): return blk
        case .several(let matches): throw ServiceError.ambiguousBlk(asked, matches: matches)
        case .none(let known): throw ServiceError.unknownBlk(asked, known: known)
        }
    }

    /// A programme by its code, or by a part of its name that only it has.
    ///
    /// - Throws: `ServiceError.unknownProgram` or `.ambiguousProgram`, and `PostgresError`.
    static func program(_ asked: String, _ connection: isolated PostgresConnection) throws -> Program {
        switch find(asked, in: try Store.programs(connection), code: \.code, name: \.name) {
        case .found(let program): return program
        case .several(let matches): throw ServiceError.ambiguousProgram(asked, matches: matches)
        case .none(let known): throw ServiceError.unknownProgram(asked, known: known)
        }
    }

    /// A region by its code, by its whole name, or by a part of its name that only it has.
    ///
    /// - Throws: `ServiceError.unknownRegion`.
    static func region(_ asked: String, in regions: [Region]) throws -> Region {
        if let exact = regions.first(where: { $0.code == asked }) { return exact }
        let named = regions.filter { $0.name.localizedCaseInsensitiveCompare(asked) == .orderedSame }
        if named.count == 1 { return named[0] }
        let like = regions.filter { $0.name.localizedCaseInsensitiveContains(asked) }
        if like.count == 1 { return like[0] }
        let matches = like.isEmpty ? nearest(asked, in: regions, code: \.code, name: \.name) : shown(like, code: \.code, name: \.name)
        throw ServiceError.unknownRegion(asked, matches: matches)
    }

    /// What a look-up by code or name came to.
    private enum Finding<Item> {
        case found(Item)
        case several([CodeName])
        case none(known: [CodeName])
    }

    private static func find<Item>(
        _ asked: String, in items: [Item], code: (Item) -> String, name: (Item) -> String
    ) -> Finding<Item> {
        if let exact = items.first(where: { code($0).lowercased() == asked.lowercased() }) { return .found(exact) }
        let named = items.filter { name($0).localizedCaseInsensitiveContains(asked) }
        if named.count == 1 { return .found(named[0]) }
        return named.isEmpty
            ? .none(known: nearest(asked, in: items, code: code, name: name)) : .several(shown(named, code: code, name: name))
    }

    /// The first twelve items of a list, as messages show them.
    private static func shown<Item>(_ items: [Item], code: (Item) -> String, name: (Item) -> String) -> [CodeName] {
        items.prefix(12).map { CodeName(code: code($0), name: name($0)) }
    }

    /// The scoring run of the number that was asked for, else the published one.
    ///
    /// - Throws: `ServiceError.unknownScoringRun`, `.noScoringRun` or `.nothingPublished`, and `PostgresError`.
    static func scoringRun(_ asked: Int?, _ connection: isolated PostgresConnection) throws -> Run {
        if let asked {
            guard let run = try Store.run(asked, connection), run.stage == .scoring else { throw ServiceError.unknownScoringRun(asked) }
            return run
        }
        return try publishedRun(.scoring, or: .noScoringRun, connection)
    }

    /// The demand run that is published.
    ///
    /// - Throws: `ServiceError.noDemandRun` or `.nothingPublished`, and `PostgresError`.
    static func demandRun(_ connection: isolated PostgresConnection) throws -> Run {
        try publishedRun(.demand, or: .noDemandRun, connection)
    }

    /// The published run of a stage; where there are trials alone, the error names the youngest, which can be published.
    private static func publishedRun(
        _ stage: Run.Stage, or none: ServiceError, _ connection: isolated PostgresConnection
    ) throws -> Run {
        if let run = try Store.publishedRun(stage, connection) { return run }
        throw try Store.youngestRun(stage, connection).map { ServiceError.nothingPublished(trial: $0) } ?? none
    }

    /// The stored plan of the number that was asked for, else the one that was published last.
    ///
    /// - Throws: `ServiceError.unknownPlan`, `.noPlan` or `.nothingPublished`, and `PostgresError`.
    static func storedPlan(_ asked: Int?, _ connection: isolated PostgresConnection) throws -> Plan {
        if let asked {
            guard let plan = try Store.plan(asked, connection) else { throw ServiceError.unknownPlan(asked) }
            return plan
        }
        guard let published = try Store.publishedPlan(connection), let plan = try Store.plan(published, connection) else {
            throw try Store.youngestRun(.allocation, connection).map { ServiceError.nothingPublished(trial: $0) } ?? .noPlan
        }
        return plan
    }

    /// The day that runs are made for: the one that was asked for, else the first day of the latest year with targets, else today.
    ///
    /// - Parameters:
    ///   - asked: A day as people write it; `nil` for the usual one.
    ///   - asker: Who asks.
    /// - Returns: The day.
    /// - Throws: `ServiceError.unreadableDay` where the text is no day, and `PostgresError`.
    public func referenceDay(_ asked: String?, as asker: Asker) async throws -> Day {
        if let asked {
            guard case .success(let day?) = DateText.read(Substring(asked)) else { throw ServiceError.unreadableDay(asked) }
            return day
        }
        return try await read(as: asker) { try Store.plannedDay($0) } ?? Day.today
    }
}
