import Allocation
import Domain

/// The codes and names that decisions and suppositions on the plan of one network may use.
struct ChangeNames {
    private let blks: [CodeName]
    private let programs: [CodeName]
    private let schemes: [CodeName]
    private let units: [CodeName]
    private let kejuruan: [CodeName]
    /// The codes of the programmes that a BLK can choose, by its code.
    private let programsOf: [String: Set<String>]
    /// The kejuruan of a BLK, by its code.
    private let kejuruanOf: [String: Set<String>]

    /// Collects what the changes of a network's plan may name.
    ///
    /// - Parameters:
    ///   - inputs: The BLKs, programmes, candidates and departments of the network.
    ///   - schemes: All certification schemes; only those that a programme ends in can be named.
    ///   - units: All competency units; only those that a programme has can be named.
    init(_ inputs: AllocationInputs, schemes: [ListedItem], units: [ListedItem]) {
        let usedSchemes = Set(inputs.programs.compactMap(\.schemeCode))
        let usedUnits = Set(inputs.programs.flatMap(\.units))
        blks = inputs.blks.map { CodeName(code: $0.code, name: $0.name) }
        programs = inputs.programs.map { CodeName(code: $0.code, name: $0.name) }
        self.schemes = schemes.filter { usedSchemes.contains($0.code) }.map { CodeName(code: $0.code, name: $0.name) }
        self.units = units.filter { usedUnits.contains($0.code) }.map { CodeName(code: $0.code, name: $0.name) }
        kejuruan = Set(inputs.programs.map(\.kejuruan)).union(inputs.departments.map(\.kejuruan)).sorted()
            .map { CodeName(code: $0, name: $0) }
        programsOf = Dictionary(grouping: inputs.candidates, by: \.blkCode).mapValues { Set($0.map(\.programCode)) }
        kejuruanOf = Dictionary(grouping: inputs.departments, by: \.blkCode).mapValues { Set($0.map(\.kejuruan)) }
    }

    /// Changes with the code of everything that they name by a code, a name or a part of a name that only one thing has.
    ///
    /// - Parameter changes: The changes as a person wrote them.
    /// - Returns: The changes in their order.
    /// - Throws: `ServiceError.impossibleChange` with the nearest names where a change names what the network does not have, and
    ///   `ServiceError.ambiguousName` where several things fit.
    func coded(_ changes: [PlanChange]) throws -> [PlanChange] { try changes.map { try coded($0) } }

    private func coded(_ change: PlanChange) throws -> PlanChange {
        switch change {
        case .addAssessors(let scheme, let count): return .addAssessors(scheme: try code(.scheme, scheme, in: schemes), count: count)
        case .addCompetence(let blk, let unit):
            return .addCompetence(blk: try code(.blk, blk, in: blks), unit: try code(.unit, unit, in: units))
        case .addWorkshopHours(let blk, let name, let hours):
            let blk = try code(.blk, blk, in: blks)
            return .addWorkshopHours(blk: blk, kejuruan: try department(name, at: blk), hours: hours)
        case .addInstructorHours(let blk, let name, let hours):
            let blk = try code(.blk, blk, in: blks)
            return .addInstructorHours(blk: blk, kejuruan: try department(name, at: blk), hours: hours)
        case .close(let blk): return .close(blk: try code(.blk, blk, in: blks))
        case .target(let measure, let amount, let scope):
            if scope.count == 1 { return .target(measure, amount, scope: [try code(.scope, scope[0], in: blks + kejuruan)]) }
            guard scope.count == 2 else { return change }
            return .target(measure, amount, scope: [try code(.blk, scope[0], in: blks), try code(.kejuruan, scope[1], in: kejuruan)])
        case .fix(let blk, let program, let packages):
            let blk = try code(.blk, blk, in: blks)
            return .fix(blk: blk, program: try self.program(program, at: blk), packages: packages)
        case .forbid(let blk, let program):
            let blk = try code(.blk, blk, in: blks)
            return .forbid(blk: blk, program: try self.program(program, at: blk))
        case .scaleBudget, .minimumPerBlk, .largestShare, .allowSurplus, .minimumScore, .largestRank: return change
        }
    }

    private func program(_ asked: String, at blk: String) throws -> String {
        let own = programsOf[blk] ?? []
        return try code(.program, asked, in: programs.filter { own.contains($0.code) })
    }

    private func department(_ asked: String, at blk: String) throws -> String {
        let own = kejuruanOf[blk] ?? []
        return try code(.kejuruan, asked, in: kejuruan.filter { own.contains($0.code) })
    }

    private func code(_ kind: NamedKind, _ asked: String, in items: [CodeName]) throws -> String {
        do {
            return try Service.one(kind, asked, in: items).code
        } catch ServiceError.unknownName(let kind, let asked, let nearest) {
            throw ServiceError.impossibleChange(kind: kind.rawValue, name: asked, nearest: nearest)
        } catch ServiceError.unlikeAnyName(let kind, let asked) {
            throw ServiceError.impossibleChange(kind: kind.rawValue, name: asked)
        }
    }
}
