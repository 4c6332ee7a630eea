import Allocation

/// A stored plan and its review as JSON.
public struct PlanDocument: Encodable, Sendable {
    struct Line: Encodable, Sendable {
        let blkCode, programCode, programName, kejuruan: String
        let packages: Int
        let participants, certified, placements: Double
        let hoursJp: Int
        let costRupiah: Double
        let decided: Bool
    }

    struct Bottleneck: Encodable, Sendable {
        let resource, name: String
        let available, used, step, estimate: Double
        let verified: Double?
        let packages: Int?
        let participants, certified, placements: Double?
    }

    struct Upgrade: Encodable, Sendable {
        let blkCode: String
        let instructorCode: String?
        let unitCodes, programCodes: [String]
        let days: Double
        let packages: Int
        let certified, placements: Double
    }

    struct Assessor: Encodable, Sendable {
        let schemeCode: String
        let daysNeeded, daysHad, daysUsed, daysExpiring: Double
        let assessorsMissing: Int
        let borrowRegions, homeBlks: [String]
    }

    struct Reason: Encodable, Sendable {
        let measure, cause: String
        let kejuruan: String?
        let persons: Double
    }

    let runID: Int
    let network: String
    let year: Int
    let changes: [String]
    let objective, upperBound, gap: Double
    let participantsTarget, certifiedTarget, participants, certified, placements: Double
    let packages: [Line]
    let bottlenecks: [Bottleneck]
    let upgrades: [Upgrade]
    let assessors: [Assessor]
    let reasons: [Reason]

    /// Takes the figures of a plan.
    ///
    /// - Parameters:
    ///   - tables: the plan with its review and its words.
    ///   - blk: the code of the BLK whose packages and upgrades are taken; `nil` takes those of all BLKs.
    public init(_ tables: PlanTables, blk: String? = nil) {
        let (plan, review) = (tables.plan, tables.review)
        runID = plan.run.id
        network = plan.networkCode
        year = plan.year
        changes = plan.changes
        objective = plan.objective
        upperBound = plan.upperBound
        gap = max(0, plan.upperBound - plan.objective) / max(1e-9, abs(plan.objective))
        participantsTarget = plan.participantsTarget
        certifiedTarget = plan.certifiedTarget
        participants = plan.participants
        certified = plan.certified
        placements = plan.placements
        packages = plan.lines.filter { blk == nil || $0.blkCode == blk }.map {
            Line(
                blkCode: $0.blkCode, programCode: $0.programCode, programName: $0.programName, kejuruan: $0.kejuruan, packages: $0.packages,
                participants: $0.participants, certified: $0.certified, placements: $0.placements, hoursJp: $0.hours, costRupiah: $0.cost,
                decided: $0.isDecided)
        }
        bottlenecks = review.bottlenecks.map {
            Bottleneck(
                resource: $0.resource.kind, name: tables.name(of: $0.resource), available: $0.available, used: $0.used, step: $0.step,
                estimate: $0.estimate, verified: $0.verified, packages: $0.packages, participants: $0.participants, certified: $0.certified,
                placements: $0.placements)
        }
        upgrades = review.upgrades.filter { blk == nil || $0.blkCode == blk }.map {
            Upgrade(
                blkCode: $0.blkCode, instructorCode: $0.instructorCode, unitCodes: $0.unitCodes, programCodes: $0.programCodes,
                days: $0.days,
                packages: $0.packages, certified: $0.certified, placements: $0.placements)
        }
        assessors = review.assessors.map {
            Assessor(
                schemeCode: $0.schemeCode, daysNeeded: $0.needed, daysHad: $0.had, daysUsed: $0.used, daysExpiring: $0.expiring,
                assessorsMissing: $0.missing, borrowRegions: $0.borrowRegions, homeBlks: $0.homeBlks)
        }
        reasons = AllocationProblem.Measure.allCases.flatMap { measure in
            (review.reasons[measure] ?? []).map {
                Reason(measure: measure.rawValue, cause: $0.cause.rawValue, kejuruan: $0.kejuruan, persons: $0.persons)
            }
        }
    }
}
