import Domain

/// The inputs, arranged so that each criterion finds its figures at once.
public struct ScoringFacts: Sendable {
    /// The labour market of a candidate: a row an occupation of the programme.
    struct Market {
        struct Cell {
            let relevance: Double
            let reachableOpenings: Double
            let reachableLeavers: Double
            let relativeError: Double?
        }

        let cells: [Cell]
        /// `Σ m·D̃`, persons a year.
        var openings: Double { cells.reduce(0) { $0 + $1.relevance * $1.reachableOpenings } }
        /// `Σ m·S̃`, persons a year.
        var leavers: Double { cells.reduce(0) { $0 + $1.relevance * $1.reachableLeavers } }
    }

    struct Offer {
        let median: Double
        let count: Int
        /// `region`, `province` or `country`.
        let scope: String
    }

    private let inputs: ScoringInputs
    private let demand: [String: [String: ReachableDemand]]
    private let payByRegion: [String: [String: [Double]]]
    private let minimumAdvertisements: Int
    private let workshops: [CatalogDepartment: [Workshop]]
    private let unitsTaught: [String: Set<String>]
    private let licencesByScheme: [String: [AssessorLicence]]
    private let runs: Set<CatalogEntry>
    private let departments: Set<CatalogDepartment>
    let placement: OutcomeRates
    let certification: OutcomeRates

    public init(_ inputs: ScoringInputs, configuration: ScoringConfiguration) {
        self.inputs = inputs
        var demand: [String: [String: ReachableDemand]] = [:]
        for cell in inputs.demand { demand[cell.regionCode, default: [:]][cell.occupationCode] = cell }
        self.demand = demand
        var pay: [String: [String: [Double]]] = [:]
        for offer in inputs.pay {
            // Counted in its region, its province and the country.
            let codes = [offer.regionCode, offer.regionCode.map { String($0.prefix(2)) }, ""].compactMap { $0 }
            for code in Set(codes) { pay[code, default: [:]][offer.occupationCode, default: []].append(offer.rupiahPerMonth) }
        }
        payByRegion = pay
        minimumAdvertisements = configuration.wage.minimumAdvertisements
        workshops = Dictionary(grouping: inputs.workshops) { CatalogDepartment(blkCode: $0.blkCode, kejuruan: $0.kejuruan) }
        var units: [String: Set<String>] = [:]
        for competence in inputs.competences where competence.isValid(on: inputs.asOf) {
            units[competence.blkCode, default: []].insert(competence.unitCode)
        }
        unitsTaught = units
        licencesByScheme = Dictionary(grouping: inputs.licences.filter { $0.isValid(on: inputs.asOf) }, by: \.schemeCode)
        runs = Set(inputs.catalog)
        let kejuruan = Dictionary(inputs.programs.map { ($0.code, $0.kejuruan) }, uniquingKeysWith: { first, _ in first })
        departments = Set(workshops.keys).union(inputs.instructorDepartments).union(
            inputs.catalog.compactMap { entry in
                kejuruan[entry.programCode].map { CatalogDepartment(blkCode: entry.blkCode, kejuruan: $0) }
            })
        let (year, _, _) = inputs.asOf.civil
        let recent = inputs.outcomes.filter { $0.year < year && $0.year >= year - configuration.outcomeYears }
        let minimum = configuration.shrinkage.minimumGroup
        placement = OutcomeRates(recent, kejuruan: kejuruan, minimumGroup: minimum) { outcome in
            outcome.placed.map { ($0, outcome.trained) }
        }
        certification = OutcomeRates(recent, kejuruan: kejuruan, minimumGroup: minimum) { ($0.certified, $0.trained) }
    }

    // MARK: - What a candidate is

    /// Whether the BLK runs the programme, has its department, or would have to open it.
    public func status(of candidate: Candidate) -> CandidateStatus {
        if runs.contains(CatalogEntry(blkCode: candidate.blk.code, programCode: candidate.program.code)) { return .running }
        return departments.contains(department(of: candidate)) ? .new : .newDepartment
    }

    private func department(of candidate: Candidate) -> CatalogDepartment {
        CatalogDepartment(blkCode: candidate.blk.code, kejuruan: candidate.program.kejuruan)
    }

    // MARK: - Labour market

    func market(of candidate: Candidate) -> Market? {
        guard !candidate.program.occupations.isEmpty, let region = demand[candidate.blk.regionCode] else { return nil }
        return Market(
            cells: candidate.program.occupations.map { occupation in
                let cell = region[occupation.code]
                return Market.Cell(
                    relevance: occupation.relevance, reachableOpenings: cell?.reachableOpenings ?? 0,
                    reachableLeavers: cell?.reachableLeavers ?? 0, relativeError: cell?.relativeError)
            })
    }

    func minimumWage(of regionCode: String) -> Double? {
        inputs.minimumWage[regionCode] ?? inputs.minimumWage[String(regionCode.prefix(2))]
    }

    /// The median pay offered for any of the occupations, in the region where enough advertisements state it, else in
    /// its province, else in the country.
    func offeredPay(for occupations: [String], near regionCode: String) -> Offer? {
        for (code, scope) in [(regionCode, "region"), (String(regionCode.prefix(2)), "province"), ("", "country")] {
            let pay = occupations.flatMap { payByRegion[code]?[$0] ?? [] }.sorted()
            guard pay.count >= minimumAdvertisements else { continue }
            let middle = pay.count / 2
            let median = pay.count % 2 == 1 ? pay[middle] : (pay[middle - 1] + pay[middle]) / 2
            return Offer(median: median, count: pay.count, scope: scope)
        }
        return nil
    }

    // MARK: - Readiness

    func unitsWithoutInstructor(_ candidate: Candidate) -> [String] {
        let taught = unitsTaught[candidate.blk.code] ?? []
        return candidate.program.units.filter { !taught.contains($0) }
    }

    /// JP free in the workshops of the programme's kejuruan; `nil` without one.
    func workshopHoursFree(_ candidate: Candidate) -> Int? {
        workshops[department(of: candidate)].map { $0.reduce(0) { $0 + $1.hoursFree } }
    }

    func hasTestSite(_ candidate: Candidate) -> Bool {
        (workshops[department(of: candidate)] ?? []).contains { $0.testSiteUntil.map { $0 >= inputs.asOf } ?? false }
    }

    struct Assessment {
        let daysReachable: Int
        let daysNeeded: Int
    }

    /// Assessor-days of the programme's scheme within reach, and those that one package needs; `nil` without a scheme.
    func assessment(_ candidate: Candidate) -> Assessment? {
        guard let scheme = candidate.program.schemeCode else { return nil }
        let reach = inputs.reach[candidate.blk.regionCode] ?? [candidate.blk.regionCode]
        let days = (licencesByScheme[scheme] ?? []).filter { reach.contains($0.regionCode) }.reduce(0) { $0 + $1.daysPerYear }
        let perDay = inputs.candidatesPerDay[scheme] ?? 10
        return Assessment(daysReachable: days, daysNeeded: (candidate.program.packageSize + perDay - 1) / perDay)
    }
}
