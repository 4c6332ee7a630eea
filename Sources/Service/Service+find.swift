import Allocation
import Configuration
import Domain
import Foundation
import Ingest
import Postgres
import Store

extension Service {
    /// The one thing of a list that bears a code, else a whole name, else words or a part of its name that only it has. Case and blanks do
    /// not matter. The views' functions look up in the same order (`padan.code_of`).
    ///
    /// A group of occupations and its only member bear one name; the member stands for both.
    ///
    /// - Parameters:
    ///   - kind: What is asked for.
    ///   - asked: The code or the name.
    ///   - items: The things.
    ///   - code: The code of a thing.
    ///   - names: The names of a thing; the first is shown.
    ///   - english: The name of a thing in English, where it has one of its own.
    /// - Returns: The thing.
    /// - Throws: `ServiceError.unknownName`, `.unlikeAnyName` or `.ambiguousName`.
    static func one<Item>(
        _ kind: NamedKind, _ asked: String, in items: [Item], code: (Item) -> String, names: (Item) -> [String],
        english: (Item) -> String? = { _ in nil }
    ) throws -> Item {
        let found = NameMatcher(items, code: code, names: names).best(asked)
        if found.count == 1 { return found[0] }
        if kind == .occupation, let last = found.max(by: { code($0).count < code($1).count }),
            found.allSatisfy({ code(last).hasPrefix(code($0)) })
        {
            return last
        }
        guard found.isEmpty else {
            throw ServiceError.ambiguousName(
                kind, asked,
                matches: found.prefix(12).map { CodeName(code: code($0), name: names($0).first ?? "", nameEnglish: english($0)) })
        }
        let near = NearestNames.of(asked, in: items, code: code, names: names, english: english)
        throw near.isEmpty && !items.isEmpty
            ? ServiceError.unlikeAnyName(kind, asked) : ServiceError.unknownName(kind, asked, nearest: near)
    }

    /// The same among codes with one name each.
    ///
    /// - Throws: `ServiceError.unknownName` or `.ambiguousName`.
    static func one(_ kind: NamedKind, _ asked: String, in items: [CodeName]) throws -> CodeName {
        try one(kind, asked, in: items, code: \.code, names: { [$0.name] })
    }

    /// A BLK by its code, or by a part of its name that only it has.
    ///
    /// - Throws: `ServiceError.noBlks`, `.unknownName` or `.ambiguousName`, and `PostgresError`.
    static func blk(_ asked: String, _ connection: isolated PostgresConnection) throws -> Blk {
        let blks = try Store.blks(connection)
        guard !blks.isEmpty else { throw ServiceError.noBlks }
        return try one(.blk, asked, in: blks, code: \.code, names: { [$0.name] })
    }

    /// A programme by its code, or by a part of its name that only it has.
    ///
    /// - Throws: `ServiceError.unknownName` or `.ambiguousName`, and `PostgresError`.
    static func program(_ asked: String, _ connection: isolated PostgresConnection) throws -> Program {
        try one(.program, asked, in: try Store.programs(connection), code: \.code, names: { [$0.name] })
    }

    /// A region by its code, by its whole name, or by a part of its name that only it has.
    ///
    /// - Throws: `ServiceError.unknownName` or `.ambiguousName`.
    static func region(_ asked: String, in regions: [Region]) throws -> Region {
        try one(.region, asked, in: regions, code: \.code, names: { [$0.name] })
    }

    /// An occupation of KBJI by its code, or by its name or a part of it in either language.
    ///
    /// - Parameters:
    ///   - asked: The code or the name.
    ///   - isUnitGroup: Whether only the unit groups, of four digits, are meant.
    ///   - root: The folder that holds `config/`, whose titles tell what an unknown name may mean.
    ///   - connection: The connection to read with.
    /// - Returns: The occupation.
    /// - Throws: `ServiceError.unknownName` or `.ambiguousName`, and `PostgresError`.
    static func occupation(
        _ asked: String, isUnitGroup: Bool, root: DataRoot, _ connection: isolated PostgresConnection
    ) throws -> Occupation {
        let known = try Store.occupations(connection)
        let offered = known.values.filter { !isUnitGroup || $0.code.count == 4 }.sorted { $0.code < $1.code }
        do {
            return try one(
                .occupation, asked, in: offered, code: \.code, names: { [$0.name, $0.nameEnglish] }, english: \.nameEnglish)
        } catch ServiceError.unknownName(let kind, let text, let nearest) {
            // `Tukang Las` is in no name of a group, and the coder knows whose title it is.
            guard let code = try TitleCoder.load(connection, root: root).knownCode(of: asked), let meant = known[code] else {
                throw ServiceError.unknownName(kind, text, nearest: nearest)
            }
            let first = CodeName(code: meant.code, name: meant.name, nameEnglish: meant.nameEnglish)
            throw ServiceError.unknownName(kind, text, nearest: Array(([first] + nearest.filter { $0.code != code }).prefix(5)))
        }
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
