import Allocation

/// Two plans side by side, as `plan compare` and `whatif` answer them.
public struct PlanComparisonDocument: Codable, Sendable {
    /// The figures of one plan.
    public struct Figures: Codable, Sendable {
        /// Packages over all BLKs.
        public let packages: Int
        /// Persons a year, rupiah, and the plan's worth and bound in placements.
        public let participants, certified, placements, costRupiah, objective, upperBound: Double
    }

    /// A programme of a BLK whose number of packages differs.
    public struct Move: Codable, Sendable {
        /// The code of the BLK, and the code and the name of the programme.
        public let blkCode, programCode, programName: String
        /// The number of packages in the plan before and in the plan after.
        public let before, after: Int
        /// The key of the sentence that says why the number differs, for an answer to a supposition; absent otherwise.
        public let because: String?
    }

    /// The number of the first plan.
    public let leftRunID: Int?
    /// The number of the second plan; absent where it was not stored.
    public let rightRunID: Int?
    /// The figures of both plans.
    public let before, after: Figures
    /// The programmes whose number of packages differs, the largest difference first.
    public let moves: [Move]
    /// For a supposition: the tables whose rows are others than when the stored plan was made; absent where none are.
    public let changedTables: [String]?
    /// For a supposition: the version of the program that made the stored plan, where which tables changed since is not known because it is
    /// another than this one's; absent otherwise.
    public let otherVersion: String?
    /// For a supposition: true where the configuration is another than when the stored plan was made; absent where it is the same.
    public let configurationChanged: Bool?

    /// Takes the figures of a comparison of stored plans.
    public init(_ comparison: PlanComparison) {
        self.init(comparison, changedTables: nil, otherVersion: nil, configurationChanged: nil)
    }

    /// Takes the figures of a supposition's answer.
    public init(_ answer: WhatIfAnswer) {
        self.init(
            answer.comparison, changedTables: answer.changedTables.isEmpty ? nil : answer.changedTables,
            otherVersion: answer.otherVersion, configurationChanged: answer.isConfigurationChanged ? true : nil)
    }

    private init(_ comparison: PlanComparison, changedTables: [String]?, otherVersion: String?, configurationChanged: Bool?) {
        func figures(_ plan: Plan) -> Figures {
            Figures(
                packages: plan.lines.reduce(0) { $0 + $1.packages }, participants: plan.participants, certified: plan.certified,
                placements: plan.placements, costRupiah: plan.lines.reduce(0) { $0 + $1.cost }, objective: plan.objective,
                upperBound: plan.upperBound)
        }
        let (before, after) = (comparison.before, comparison.after)
        leftRunID = before.run.id
        rightRunID = after.run.id == before.run.id ? nil : after.run.id
        self.before = figures(before)
        self.after = figures(after)
        moves = comparison.moves.map {
            Move(
                blkCode: $0.blkCode, programCode: $0.programCode, programName: $0.programName, before: $0.before, after: $0.after,
                because: $0.because.map { "plan.because.\($0.kind.rawValue)" })
        }
        self.changedTables = changedTables
        self.otherVersion = otherVersion
        self.configurationChanged = configurationChanged
    }
}
