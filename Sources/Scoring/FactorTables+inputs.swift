import Domain

extension FactorTables {
    /// Works out every figure that scores are made of.
    ///
    /// The errors of openings and leavers are added in quadrature over the occupations of a programme: those of two occupations are taken
    /// to be independent of each other, as are those of two regions of a catchment (see `Catchment.reachableError` of the room `Demand`).
    ///
    /// - Parameters:
    ///   - inputs: All that the scoring stage reads.
    ///   - configuration: How many years of outcomes count, and how large groups and samples must be.
    /// - Complexity: O(regions × programmes × occupations of a programme) and the size of the inputs.
    public init(_ inputs: ScoringInputs, configuration: ScoringConfiguration) {
        let programs = inputs.programs.sorted { $0.code < $1.code }
        let blks = inputs.blks.sorted { $0.code < $1.code }
        let regions = Set(blks.map(\.regionCode)).sorted()
        let kejuruan = Dictionary(programs.map { ($0.code, $0.kejuruan) }, uniquingKeysWith: { first, _ in first })
        let (year, _, _) = inputs.asOf.civil
        let recent = inputs.outcomes.filter { $0.year < year && $0.year >= year - configuration.outcomeYears }
        let outcomes = Self.outcomes(recent)
        let minimum = configuration.shrinkage.minimumGroup
        let licences = AssessorReach(inputs)
        var taught: Set<BlkUnit> = []
        for competence in inputs.competences where competence.isValid(on: inputs.asOf) {
            taught.insert(BlkUnit(blk: competence.blkCode, unit: competence.unitCode))
        }
        self.init(
            blks: blks, programs: programs, places: regions.map { Self.place($0, inputs) },
            nationalUnemployment: Self.nationalUnemployment(inputs),
            assessorDaysNeeded: programs.map { program in
                program.schemeCode.map { scheme in
                    let perDay = inputs.candidatesPerDay[scheme] ?? 10
                    return (program.packageSize + perDay - 1) / perDay
                } ?? 0
            },
            markets: MarketFactors(inputs, programs: programs, minimumAdvertisements: configuration.wage.minimumAdvertisements)
                .markets(of: regions),
            assessorDays: { licences.days(region: $0, scheme: $1) },
            departments: Self.departments(inputs, kejuruan: kejuruan), outcomes: outcomes, running: Set(inputs.catalog),
            isTaught: { taught.contains(BlkUnit(blk: $0, unit: $1)) },
            placement: OutcomePriors(
                outcomes.mapValues { ($0.placed, $0.traced) }, kejuruan: kejuruan, minimumGroup: minimum),
            certification: OutcomePriors(
                outcomes.mapValues { ($0.certified, $0.trained) }, kejuruan: kejuruan, minimumGroup: minimum))
    }

    private struct BlkUnit: Hashable {
        let blk: String
        let unit: String
    }

    private static func outcomes(_ list: [Outcome]) -> [CatalogEntry: Outcomes] {
        var sums: [CatalogEntry: Outcomes] = [:]
        for outcome in list where outcome.trained > 0 {
            let entry = CatalogEntry(blkCode: outcome.blkCode, programCode: outcome.programCode)
            if let certified = outcome.certified {
                sums[entry, default: Outcomes()].trained += outcome.trained
                sums[entry, default: Outcomes()].certified += certified
            }
            if let placed = outcome.placed {
                sums[entry, default: Outcomes()].traced += outcome.trained
                sums[entry, default: Outcomes()].placed += placed
            }
        }
        return sums
    }

    private static func departments(_ inputs: ScoringInputs, kejuruan: [String: String]) -> [CatalogDepartment: Department] {
        var departments: [CatalogDepartment: Department] = [:]
        let running = inputs.catalog.compactMap { entry in
            kejuruan[entry.programCode].map { CatalogDepartment(blkCode: entry.blkCode, kejuruan: $0) }
        }
        for department in inputs.instructorDepartments + running {
            departments[department] = Department(hoursFree: nil, hasTestSite: false)
        }
        for workshop in inputs.workshops {
            let key = CatalogDepartment(blkCode: workshop.blkCode, kejuruan: workshop.kejuruan)
            var department = departments[key] ?? Department(hoursFree: nil, hasTestSite: false)
            department.hoursFree = (department.hoursFree ?? 0) + workshop.hoursFree
            if let until = workshop.testSiteUntil, until >= inputs.asOf { department.hasTestSite = true }
            departments[key] = department
        }
        return departments
    }

    private static func place(_ code: String, _ inputs: ScoringInputs) -> Place {
        let province = String(code.prefix(2))
        let own = inputs.unemployment[code]
        let rate = own ?? inputs.unemployment[province]
        return Place(
            code: code, minimumWage: inputs.minimumWage[code] ?? inputs.minimumWage[province], unemployment: rate,
            unemploymentScope: rate == nil ? nil : own == nil ? .province : .region,
            minimumWageScope: inputs.minimumWage[code] != nil ? .region : inputs.minimumWage[province] != nil ? .province : nil)
    }

    /// The country's rate where it is stated; else the mean of the regencies' rates, else of the provinces', weighted by labour force;
    /// plain where none is known.
    private static func nationalUnemployment(_ inputs: ScoringInputs) -> Double? {
        if let stated = inputs.unemployment[Region.countryCode] { return stated }
        let all = inputs.unemployment.sorted { $0.key < $1.key }
        let regencies = all.filter { $0.key.count == 5 }
        let rates = regencies.isEmpty ? all : regencies
        let weighted = rates.compactMap { code, rate in inputs.labourForce[code].map { (rate, $0) } }
        let people = weighted.reduce(0) { $0 + $1.1 }
        if people > 0 { return weighted.reduce(0) { $0 + $1.0 * $1.1 } / people }
        return rates.isEmpty ? nil : rates.reduce(0) { $0 + $1.value } / Double(rates.count)
    }
}

/// Licensed assessor-days within reach of a region.
private struct AssessorReach {
    private var days: [String: [String: Int]] = [:]
    private let reach: [String: Set<String>]

    init(_ inputs: ScoringInputs) {
        for licence in inputs.licences where licence.isValid(on: inputs.asOf) {
            days[licence.schemeCode, default: [:]][licence.regionCode, default: 0] += licence.daysPerYear
        }
        reach = inputs.reach
    }

    func days(region: String, scheme: String) -> Int {
        let regions = reach[region] ?? [region]
        return (days[scheme] ?? [:]).reduce(0) { regions.contains($1.key) ? $0 + $1.value : $0 }
    }
}
