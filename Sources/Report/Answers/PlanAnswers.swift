import Allocation
import Domain

/// A stored plan with all that is said of it.
public struct PlanAnswer: Sendable {
    /// What a decision asks of a part of the network, and what the plan gives.
    public struct DecidedTarget: Sendable {
        /// What the target counts: participants or certified.
        public let measure: AllocationProblem.Measure
        /// The BLK, the kejuruan, or both, that the target is for.
        public let scope: [String]
        /// The persons that were asked for.
        public let amount: Double
        /// The persons that the plan gives.
        public let reached: Double

        /// Makes a target of its figures.
        public init(measure: AllocationProblem.Measure, scope: [String], amount: Double, reached: Double) {
            self.measure = measure
            self.scope = scope
            self.amount = amount
            self.reached = reached
        }
    }

    /// The plan.
    public let plan: Plan
    /// What limits it and what would lift it.
    public let review: StoredReview
    /// All BLKs by code.
    public let blks: [String: Blk]
    /// The targets below the network's, as they were decided.
    public let decidedTargets: [DecidedTarget]
    /// Whether the figures are the made-up sample's.
    public let isSample: Bool
    /// The one BLK that was asked for; `nil` for the network.
    public let blk: Blk?
    /// The certification schemes of the programmes that the BLK asked for runs or has the department for; empty for the network.
    public let blkSchemes: Set<String>
    /// Where graduates of that BLK are expected to find work, the most first.
    public let placements: [Plan.Placement]

    /// Makes an answer of its parts.
    public init(
        plan: Plan, review: StoredReview, blks: [String: Blk], decidedTargets: [DecidedTarget], isSample: Bool, blk: Blk? = nil,
        blkSchemes: Set<String> = [], placements: [Plan.Placement] = []
    ) {
        self.plan = plan
        self.review = review
        self.blks = blks
        self.decidedTargets = decidedTargets
        self.isSample = isSample
        self.blk = blk
        self.blkSchemes = blkSchemes
        self.placements = placements
    }
}

/// A plan that was searched and stored just now.
public struct AllocationAnswer: Sendable {
    /// The stored plan.
    public let plan: PlanAnswer
    /// Why the search ended.
    public let stop: AllocationStop
    /// How long the search took, in seconds.
    public let seconds: Double
    /// Whether the plan was published; else it is a trial.
    public let isPublished: Bool

    /// Makes an answer of its parts.
    public init(plan: PlanAnswer, stop: AllocationStop, seconds: Double, isPublished: Bool) {
        self.plan = plan
        self.stop = stop
        self.seconds = seconds
        self.isPublished = isPublished
    }
}

/// What a plan would be under a supposition, beside what it is now.
public struct WhatIfAnswer: Sendable {
    /// The stored plan searched anew, and the supposed plan, with the packages that move.
    public let comparison: PlanComparison
    /// The suppositions.
    public let changes: [PlanChange]
    /// The supposed plan's worth and bound.
    public let proved: PackageSolution
    /// The number of the supposed plan where it was stored.
    public let savedRunID: Int?
    /// The tables whose rows are others than when the stored plan was made; both sides read them as they are now.
    public let changedTables: [String]
    /// The version of the program that made the stored plan, where that is another one than this: nobody knows then which tables changed since.
    public let otherVersion: String?
    /// Whether `config/allocation.yaml` is another than when the stored plan was made.
    public let isConfigurationChanged: Bool

    /// Makes an answer of its parts.
    public init(
        comparison: PlanComparison, changes: [PlanChange], proved: PackageSolution, savedRunID: Int?, changedTables: [String],
        otherVersion: String? = nil, isConfigurationChanged: Bool
    ) {
        self.comparison = comparison
        self.changes = changes
        self.proved = proved
        self.savedRunID = savedRunID
        self.changedTables = changedTables
        self.otherVersion = otherVersion
        self.isConfigurationChanged = isConfigurationChanged
    }
}

/// The worth of a plan for a problem from a file.
public struct InstanceAnswer: Sendable {
    /// The problem's own name.
    public let name: String
    /// The plan's worth, an upper bound of what any plan is worth, and the distance between them as a share.
    public let objective, upperBound, gap: Double
    /// How long reading, searching and writing took, in seconds.
    public let seconds: Double
    /// Why the search ended.
    public let stop: AllocationStop

    /// Makes an answer of its figures.
    public init(name: String, objective: Double, upperBound: Double, gap: Double, seconds: Double, stop: AllocationStop) {
        self.name = name
        self.objective = objective
        self.upperBound = upperBound
        self.gap = gap
        self.seconds = seconds
        self.stop = stop
    }
}

/// What the book of a network holds.
public struct BookAnswer: Sendable {
    /// The plan.
    public let plan: PlanAnswer
    /// The plan against the one before; `nil` for the first.
    public let comparison: PlanComparison?
    /// Where the figures come from.
    public let sources: [DataSource]
    /// What checks of figures warned of in the files that they come from.
    public let warnings: [FileWarnings]
    /// A report of each BLK that was scored, by code.
    public let reports: [BlkReport]
    /// The names behind the codes of the plan.
    public let names: PlanNames
    /// The number of the published scoring run where that is another than the one that the plan was made from; `nil` where it is the same.
    public let laterScores: Int?

    /// Makes an answer of its parts.
    public init(
        plan: PlanAnswer, comparison: PlanComparison?, sources: [DataSource], warnings: [FileWarnings] = [], reports: [BlkReport],
        names: PlanNames, laterScores: Int? = nil
    ) {
        self.plan = plan
        self.comparison = comparison
        self.sources = sources
        self.warnings = warnings
        self.reports = reports
        self.laterScores = laterScores
        self.names = names
    }
}

/// The names behind the codes of a plan; a code without a name stands alone.
public struct PlanNames: Sendable {
    /// The titles of competency units by code.
    public let units: [String: String]
    /// The names of certification schemes by code.
    public let schemes: [String: String]
    /// The names of programmes by code.
    public let programs: [String: String]

    /// Makes names; every parameter sets the property of the same name.
    public init(units: [String: String] = [:], schemes: [String: String] = [:], programs: [String: String] = [:]) {
        self.units = units
        self.schemes = schemes
        self.programs = programs
    }
}
