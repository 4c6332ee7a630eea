import BitCollections
import Domain

/// All that scores are made of, each figure once, at the level at which it varies: a region and a programme, a region, a BLK and a
/// department, a BLK and a programme, a region and a scheme.
///
/// A run stores these tables beside its candidates, so that every score can be worked out again to the last digit later, from
/// the run alone.
public struct FactorTables: Sendable {
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
    let unitMasks: [(word: Int, bits: UInt64)]
    let unitMasksOfProgram: [Range<Int>]
    let placementOfProgram: [(prior: BetaBinomialPrior, scope: Scope)?]
    let certificationOfProgram: [(prior: BetaBinomialPrior, scope: Scope)?]
    /// The keys of `outcomes`, so that most candidates need no look into a dictionary.
    let hasOutcomes: BitSet
    /// The members of `running`, for the same reason.
    let isRunning: BitSet
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
    /// Units that an instructor of each BLK may teach: `blks × ⌈units/64⌉` words. They stay bits of our own, see `unitsCovered(_:)`.
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
        hasOutcomes = BitSet(self.outcomes.keys)
        isRunning = BitSet(self.running)
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
}
