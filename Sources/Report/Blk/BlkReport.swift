import Allocation
import Configuration
import Demand
import Domain
import Scoring

/// What the head of a BLK reads: the ranked programmes of one BLK with the reasons, the same in every format.
public struct BlkReport: Sendable {
    /// The BLK.
    public let blk: Blk
    /// The name of the region where the BLK stands.
    public let regionName: String
    /// The scoring run that the report is made from.
    public let run: Run
    /// The scoring configuration that the run was made with.
    public let configuration: ScoringConfiguration
    /// The programmes of the national catalog as the run scored them for this BLK, in the order of their ranks.
    public let candidates: [ScoredCandidate]
    /// The titles of competency units by code; a unit without a title shows its code.
    public let unitTitles: [String: String]
    /// Whether the figures come from the made-up sample network, which the report must say.
    public let isSample: Bool
    /// The number k of ranks that count as recommended at this BLK.
    public let recommendedRanks: Int
    /// The BLK's part of a plan of its network; `nil` where there is none.
    public let plan: BlkPlanPart?
    /// The published plan where it was made from other scores than these, so that it is told and not shown; `nil` where it was not.
    public let otherPlan: OtherPlan?
    /// The regions that its graduates reach, the nearest first.
    public let catchment: [ReachedRegion]
    /// The occupations of the programmes that are shown, with their openings and leavers over the catchment.
    public let occupations: [OccupationMarket]
    /// The data that the figures come from.
    public let sources: [DataSource]
    /// Who and what carries out the planned programmes.
    public let means: BlkMeans
    /// What the BLK ran in the year before the plan; `nil` where nothing is known of it.
    public let before: YearBefore?
    /// How openings in reach were weighted by their distance for the ranks; `nil` where nobody reads that.
    public let weighting: DemandConfiguration.Catchment?

    /// Creates a report; every parameter sets the property of the same name. `recommendedRanks` is `nil` where `candidates` are all that the
    /// BLK has, and follows from their number.
    public init(
        blk: Blk, regionName: String, run: Run, configuration: ScoringConfiguration, candidates: [ScoredCandidate],
        unitTitles: [String: String], isSample: Bool, recommendedRanks: Int? = nil, plan: BlkPlanPart? = nil, otherPlan: OtherPlan? = nil,
        catchment: [ReachedRegion] = [], occupations: [OccupationMarket] = [], sources: [DataSource] = [], means: BlkMeans = BlkMeans(),
        before: YearBefore? = nil, weighting: DemandConfiguration.Catchment? = nil
    ) {
        self.blk = blk
        self.regionName = regionName
        self.run = run
        self.configuration = configuration
        self.candidates = candidates
        self.unitTitles = unitTitles
        self.isSample = isSample
        self.recommendedRanks =
            recommendedRanks
            ?? configuration.robustness.recommendedRanks(of: candidates.count { $0.position != nil && $0.status != .newDepartment })
        self.plan = plan
        self.otherPlan = otherPlan
        self.catchment = catchment
        self.occupations = occupations
        self.sources = sources
        self.means = means
        self.before = before
        self.weighting = weighting
    }

    /// The key of the sentence that says where the figures come from.
    public var sourceKey: String { isSample ? "report.source" : "report.source_own" }

    /// The running and the new programmes that have a rank.
    public var ranked: [ScoredCandidate] { candidates.filter { $0.position != nil && $0.status != .newDepartment } }
    /// The programmes with a rank whose department would have to be opened first.
    public var newDepartments: [ScoredCandidate] { candidates.filter { $0.position != nil && $0.status == .newDepartment } }
    /// The programmes that cannot be run, those whose department would have to be opened among them.
    public var blocked: [ScoredCandidate] { candidates.filter { $0.eligibility.code == "blocked" } }

    /// Why so many ranks count as recommended here, as a sentence; none where every BLK has the same number.
    func recommendedRule(_ phrases: Phrases) -> [String] {
        phrases.recommendedRule(configuration.robustness, ranked: ranked.count)
    }

    /// How openings in reach are weighted, as a sentence with which the figures can be worked out again; none where that is not known.
    func weightingRule(_ phrases: Phrases) -> [String] {
        weighting.map { [phrases.words("report.weighting", phrases.kilometres(of: $0))] } ?? []
    }

    /// Whether a recommendation holds when weights and data are drawn again ("kokoh"); `nil` for a programme that is not
    /// recommended.
    public func isFirm(_ candidate: ScoredCandidate) -> Bool? {
        guard let position = candidate.position, position <= recommendedRanks,
            let acceptability = candidate.acceptability
        else { return nil }
        return acceptability.probabilityOfRecommended >= configuration.robustness.firm
    }
}

extension Phrases {
    /// The distances of a weighting as sentences name them: `scale`, over which the weight falls to 1/e, and `most`, beyond which nothing counts.
    func kilometres(of weighting: DemandConfiguration.Catchment) -> [String: String] {
        ["scale": numbers.decimal(weighting.decayKilometres), "most": numbers.decimal(weighting.maximumKilometres)]
    }
}

/// A plan that was made from other scores than those of a report.
public struct OtherPlan: Sendable, Equatable {
    /// The number of the plan's run.
    public let runID: Int
    /// The number of the scoring run that it was made from.
    public let readsRunID: Int

    /// Names a plan and its scores.
    public init(runID: Int, readsRunID: Int) {
        self.runID = runID
        self.readsRunID = readsRunID
    }
}

/// One BLK's part of the plan of its network.
public struct BlkPlanPart: Sendable {
    /// The number of the run that left the plan.
    public let runID: Int
    /// The calendar year that is planned.
    public let year: Int
    /// Whether the plan answers a supposition and is no plan to follow.
    public let isQuestion: Bool
    /// The packages of the BLK, the programme with the most first.
    public let lines: [Plan.Line]
    /// Where graduates of the BLK are expected to find work.
    public let placements: [Plan.Placement]
    /// What limits the plan of the whole network.
    public let review: StoredReview

    /// Takes the part of the BLK that has the code `blk` out of the plan of its network.
    public init(_ plan: Plan, blk: String, placements: [Plan.Placement], review: StoredReview) {
        runID = plan.run.id
        year = plan.year
        isQuestion = plan.isQuestion
        lines = plan.lines.filter { $0.blkCode == blk }
        self.placements = placements
        self.review = review
    }

    /// The number of packages that the plan has of a programme; 0 where it has none.
    public func packages(of program: String) -> Int { lines.first { $0.programCode == program }?.packages ?? 0 }
    var packages: Int { lines.reduce(0) { $0 + $1.packages } }
    var participants: Double { lines.reduce(0) { $0 + $1.participants } }
    var certified: Double { lines.reduce(0) { $0 + $1.certified } }
    var placed: Double { lines.reduce(0) { $0 + $1.placements } }
}

/// A region in reach, with the openings and leavers of the occupations that are shown.
public struct ReachedRegion: Sendable, Equatable {
    /// The region.
    public let region: Region
    /// The distance from the BLK's region in kilometres.
    public let kilometres: Double
    /// The openings in persons a year.
    public let openings: Double
    /// The leavers in persons a year.
    public let leavers: Double

    /// Creates a region in reach; every parameter sets the property of the same name.
    public init(region: Region, kilometres: Double, openings: Double, leavers: Double) {
        self.region = region
        self.kilometres = kilometres
        self.openings = openings
        self.leavers = leavers
    }
}

/// The openings and leavers of an occupation over the whole catchment.
public struct OccupationMarket: Sendable, Equatable {
    /// The occupation.
    public let occupation: Occupation
    /// The openings in persons a year.
    public let openings: Double
    /// The leavers in persons a year.
    public let leavers: Double

    /// Creates the figures of an occupation; every parameter sets the property of the same name.
    public init(occupation: Occupation, openings: Double, leavers: Double) {
        self.occupation = occupation
        self.openings = openings
        self.leavers = leavers
    }
}
