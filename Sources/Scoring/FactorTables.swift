import Domain

/// All that scores are made of, each figure once, at the level at which it varies: a region and a programme, a region, a BLK and a
/// department, a BLK and a programme, a region and a scheme.
///
/// A run stores these tables beside its candidates, so that every score can be worked out again to the last digit later, from
/// the run alone.
public struct FactorTables: Sendable {
    /// The labour market of a region for a programme's occupations. `NaN` stands for "not known".
    public struct Market: Sendable, Equatable {
        /// `Σ m·D̃`, persons a year.
        public var openings = Double.nan
        /// `Σ m·S̃`, persons a year.
        public var leavers = Double.nan
        /// `Σ m·max(D̃ − S̃, 0)`, persons a year.
        public var gap = Double.nan
        /// The standard error of `openings`, persons a year; `NaN` also in runs that older versions made.
        public var openingsError = Double.nan
        /// The standard error of `leavers`, persons a year.
        public var leaversError = Double.nan
        /// The standard error of `gap`, persons a year.
        public var gapError = Double.nan
        /// The yearly growth of the industries that hire, as a fraction.
        public var growth = Double.nan
        /// The median of the pay that is offered, rupiah a month.
        public var medianPay = Double.nan
        /// `Σ_i s[p,i]·LQ[r,i]`.
        public var localPotential = Double.nan
        /// `Σ_i s[p,i]·ω[r,i]`.
        public var relatedness = Double.nan
        /// The advertisements behind the median.
        public var advertisements: Int32 = 0
        /// Whose advertisements they are; `nil` without a median.
        public var payScope: Scope?

        /// Makes a market of which nothing is known.
        public init() {}
    }

    /// What a region's programmes share.
    public struct Place: Sendable, Equatable {
        /// The region's code.
        public var code: String
        /// The minimum wage, rupiah a month; `nil` where it is not known.
        public var minimumWage: Double?
        /// The unemployed in per cent of the labour force; `nil` where they are not known.
        public var unemployment: Double?
        /// Whose rate of unemployment it is: the region's own or its province's.
        public var unemploymentScope: Scope?

        /// Makes a place; the properties of the same names say what the parameters mean.
        public init(code: String, minimumWage: Double?, unemployment: Double?, unemploymentScope: Scope?) {
            self.code = code
            self.minimumWage = minimumWage
            self.unemployment = unemployment
            self.unemploymentScope = unemploymentScope
        }
    }

    /// A kejuruan that a BLK has.
    public struct Department: Sendable, Equatable {
        /// The JP a year that are free in its workshops; `nil` without a workshop.
        public var hoursFree: Int?
        /// Whether one of its workshops is a verified test site (TUK).
        public var hasTestSite: Bool

        /// Makes a department; the properties of the same names say what the parameters mean.
        public init(hoursFree: Int?, hasTestSite: Bool) {
            self.hoursFree = hoursFree
            self.hasTestSite = hasTestSite
        }
    }

    /// What came of a BLK's programme over the years that count.
    public struct Outcomes: Sendable, Equatable {
        /// Persons trained.
        public var trained = 0
        /// Persons certified, of those trained.
        public var certified = 0
        /// Persons trained in the years that were traced.
        public var traced = 0
        /// Persons in work within six months, of those traced.
        public var placed = 0

        /// Makes outcomes of nobody.
        public init() {}

        /// Makes outcomes; the properties of the same names say what the parameters mean.
        public init(trained: Int, certified: Int, traced: Int, placed: Int) {
            self.trained = trained
            self.certified = certified
            self.traced = traced
            self.placed = placed
        }
    }

    /// The BLKs, rising by code.
    public let blks: [Blk]
    /// The programmes, rising by code.
    public let programs: [Program]
    /// The regions of the BLKs, rising by code.
    public let places: [Place]
    /// The names of the programmes' departments, rising.
    public let kejuruan: [String]
    /// Codes of the schemes that programmes end with, rising.
    public let schemes: [String]
    /// Codes of the units that programmes pack, rising.
    public let units: [String]
    /// The unemployed of the whole country, in per cent of the labour force; `nil` without figures.
    public let nationalUnemployment: Double?

    let regionOfBlk: [Int]
    let kejuruanOfProgram: [Int]
    let schemeOfProgram: [Int?]
    let unitsOfProgram: [[Int]]
    /// The same as words of `taught` with the units' bits set, programme after programme.
    private let unitMasks: [(word: Int, bits: UInt64)]
    private let unitMasksOfProgram: [Range<Int>]
    private let placementOfProgram: [(prior: BetaBinomialPrior, scope: Scope)?]
    private let certificationOfProgram: [(prior: BetaBinomialPrior, scope: Scope)?]
    /// Bits by `blk · programs + program`, so that most candidates need no look into a dictionary.
    private let hasOutcomes: BitSet
    private let isRunning: BitSet
    /// The assessor-days that one package of each programme needs; 0 without a scheme.
    public let assessorDaysNeeded: [Int]
    /// The labour markets, `places × programs`.
    public let markets: [Market]
    /// For `places × schemes` the licensed assessor-days within reach.
    public let assessorDays: [Int]
    /// The departments, `blks × kejuruan`; `nil` where the BLK lacks the department.
    public let departments: [Department?]
    /// What came of the programmes that BLKs ran, by `blk · programs + program`.
    public let outcomes: [Int: Outcomes]
    /// Programmes in a BLK's own catalog, by `blk · programs + program`.
    public let running: Set<Int>
    /// Units that an instructor of each BLK may teach: `blks × ⌈units/64⌉` words.
    let taught: [UInt64]
    /// The priors of the share placed.
    public let placement: OutcomePriors
    /// The priors of the share certified.
    public let certification: OutcomePriors

    /// Makes tables of figures that were worked out before; the properties of the same names say what the parameters mean. BLKs, programmes
    /// and places must rise by code.
    public init(
        blks: [Blk], programs: [Program], places: [Place], nationalUnemployment: Double?, assessorDaysNeeded: [Int], markets: [Market],
        assessorDays: (_ region: String, _ scheme: String) -> Int, departments: [CatalogDepartment: Department],
        outcomes: [CatalogEntry: Outcomes], running: Set<CatalogEntry>, isTaught: (_ blk: String, _ unit: String) -> Bool,
        placement: OutcomePriors, certification: OutcomePriors
    ) {
        precondition(markets.count == places.count * programs.count, "a market for each place and programme")
        self.blks = blks
        self.programs = programs
        self.places = places
        self.nationalUnemployment = nationalUnemployment
        self.assessorDaysNeeded = assessorDaysNeeded
        self.markets = markets
        self.placement = placement
        self.certification = certification
        let kejuruan = Set(programs.map(\.kejuruan)).sorted()
        let schemes = Set(programs.compactMap(\.schemeCode)).sorted()
        let units = Set(programs.flatMap(\.units)).sorted()
        self.kejuruan = kejuruan
        self.schemes = schemes
        self.units = units
        let placeIndex = Self.index(places.map(\.code))
        let kejuruanIndex = Self.index(kejuruan)
        let schemeIndex = Self.index(schemes)
        let unitIndex = Self.index(units)
        regionOfBlk = blks.map { placeIndex[$0.regionCode] ?? 0 }
        kejuruanOfProgram = programs.map { kejuruanIndex[$0.kejuruan] ?? 0 }
        schemeOfProgram = programs.map { $0.schemeCode.flatMap { schemeIndex[$0] } }
        let unitsOfProgram = programs.map { $0.units.compactMap { unitIndex[$0] } }
        self.unitsOfProgram = unitsOfProgram
        var masks: [(word: Int, bits: UInt64)] = []
        unitMasksOfProgram = unitsOfProgram.map { list in
            let first = masks.count
            for unit in list.sorted() {
                if masks.count > first, masks[masks.count - 1].word == unit / 64 {
                    masks[masks.count - 1].bits |= 1 << UInt64(unit % 64)
                } else {
                    masks.append((unit / 64, 1 << UInt64(unit % 64)))
                }
            }
            return first..<masks.count
        }
        unitMasks = masks
        placementOfProgram = programs.map { placement.prior(of: $0) }
        certificationOfProgram = programs.map { certification.prior(of: $0) }
        self.assessorDays = places.flatMap { place in schemes.map { assessorDays(place.code, $0) } }
        self.departments = blks.flatMap { blk in
            kejuruan.map { departments[CatalogDepartment(blkCode: blk.code, kejuruan: $0)] }
        }
        let blkIndex = Self.index(blks.map(\.code))
        let programIndex = Self.index(programs.map(\.code))
        func key(_ entry: CatalogEntry) -> Int? {
            blkIndex[entry.blkCode].flatMap { blk in programIndex[entry.programCode].map { blk * programs.count + $0 } }
        }
        self.outcomes = Dictionary(uniqueKeysWithValues: outcomes.compactMap { entry, value in key(entry).map { ($0, value) } })
        self.running = Set(running.compactMap(key))
        hasOutcomes = BitSet(self.outcomes.keys, size: blks.count * programs.count)
        isRunning = BitSet(self.running, size: blks.count * programs.count)
        let words = (units.count + 63) / 64
        var taught = [UInt64](repeating: 0, count: blks.count * words)
        for (b, blk) in blks.enumerated() {
            for (u, unit) in units.enumerated() where isTaught(blk.code, unit) { taught[b * words + u / 64] |= 1 << UInt64(u % 64) }
        }
        self.taught = taught
    }

    private static func index(_ codes: [String]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    }

    // MARK: - A candidate's figures

    /// The positions of a BLK and a programme, with the position of the BLK's region.
    public func candidate(blk: Int, program: Int) -> Candidate {
        Candidate(blk: blk, region: regionOfBlk[blk], program: program)
    }

    func market(_ candidate: Candidate) -> Market { markets[candidate.region * programs.count + candidate.program] }

    func department(_ candidate: Candidate) -> Department? {
        departments[candidate.blk * kejuruan.count + kejuruanOfProgram[candidate.program]]
    }

    func outcomes(_ candidate: Candidate) -> Outcomes {
        let key = candidate.blk * programs.count + candidate.program
        return hasOutcomes.contains(key) ? outcomes[key] ?? Outcomes() : Outcomes()
    }

    /// Shrunk share placed of those trained; `nil` without a prior.
    func placementRate(_ candidate: Candidate) -> RawValue? {
        let own = outcomes(candidate)
        return placementOfProgram[candidate.program].map { OutcomePriors.value($0.prior, successes: own.placed, trials: own.traced) }
    }

    /// Shrunk share certified of those trained; `nil` without a prior.
    func certificationRate(_ candidate: Candidate) -> RawValue? {
        let own = outcomes(candidate)
        return certificationOfProgram[candidate.program].map {
            OutcomePriors.value($0.prior, successes: own.certified, trials: own.trained)
        }
    }

    /// Assessor-days within reach; `nil` when the programme ends without a scheme.
    func assessorDays(_ candidate: Candidate) -> Int? {
        schemeOfProgram[candidate.program].map { assessorDays[candidate.region * schemes.count + $0] }
    }

    func unitsCovered(_ candidate: Candidate) -> Int {
        let first = candidate.blk * ((units.count + 63) / 64)
        var covered = 0
        for index in unitMasksOfProgram[candidate.program] {
            covered += (taught[first + unitMasks[index].word] & unitMasks[index].bits).nonzeroBitCount
        }
        return covered
    }

    /// Whether no instructor may teach a unit of the programme.
    ///
    /// - Parameters:
    ///   - candidate: The BLK and the programme.
    ///   - unit: The place of the unit among those of the programme.
    /// - Returns: `true` where no instructor may teach it.
    public func isLacking(_ candidate: Candidate, unit: Int) -> Bool {
        let unit = unitsOfProgram[candidate.program][unit]
        return taught[candidate.blk * ((units.count + 63) / 64) + unit / 64] & (1 << UInt64(unit % 64)) == 0
    }

    /// How many units of the programme no instructor may teach.
    public func unitsLacking(_ candidate: Candidate) -> Int {
        unitsOfProgram[candidate.program].count - unitsCovered(candidate)
    }

    // MARK: - What a candidate is

    /// Whether the BLK runs the programme, has its department, or would have to open it.
    public func status(_ candidate: Candidate) -> CandidateStatus {
        if isRunning.contains(candidate.blk * programs.count + candidate.program) { return .running }
        return department(candidate) == nil ? .newDepartment : .new
    }

    /// Why a programme cannot be recommended to any BLK of the region; `nil` when it can.
    func blocked(_ candidate: Candidate) -> BlockedReason? {
        if programs[candidate.program].occupations.isEmpty { return .noOccupation }
        let openings = market(candidate).openings
        // Where nobody knows whether there is work, a programme can be neither recommended nor refused for want of work.
        if openings.isNaN { return .unknownOpenings }
        return openings <= 0 ? .noOpenings : nil
    }

    /// What is missing before a BLK can run a programme.
    func missing(_ candidate: Candidate) -> [Missing] {
        let program = programs[candidate.program]
        var missing: [Missing] = []
        let units = program.units.indices.filter { isLacking(candidate, unit: $0) }.map { program.units[$0] }
        if !units.isEmpty { missing.append(.instructor(units: units)) }
        let department = department(candidate)
        if let free = department?.hoursFree {
            if free < program.hours { missing.append(.workshopHours(program.hours - free)) }
        } else {
            missing.append(.workshop)
        }
        if let scheme = program.schemeCode, let days = assessorDays(candidate) {
            if department?.hasTestSite != true { missing.append(.testSite) }
            let lacking = assessorDaysNeeded[candidate.program] - days
            if lacking > 0 { missing.append(.assessors(scheme: scheme, days: lacking)) }
        }
        return missing
    }

    /// Whether nothing is missing; the same answer as `missing(_:).isEmpty`, without making the list.
    func isReady(_ candidate: Candidate) -> Bool {
        let program = programs[candidate.program]
        guard let department = department(candidate), let free = department.hoursFree, free >= program.hours,
            unitsCovered(candidate) == program.units.count
        else { return false }
        guard let days = assessorDays(candidate) else { return true }
        return department.hasTestSite && days >= assessorDaysNeeded[candidate.program]
    }
}

/// Whole numbers below a size, a bit each.
private struct BitSet: Sendable {
    private var words: [UInt64]

    init(_ members: some Sequence<Int>, size: Int) {
        words = [UInt64](repeating: 0, count: (size + 63) / 64)
        for member in members { words[member / 64] |= 1 << UInt64(member % 64) }
    }

    func contains(_ member: Int) -> Bool { words[member / 64] & (1 << UInt64(member % 64)) != 0 }
}
