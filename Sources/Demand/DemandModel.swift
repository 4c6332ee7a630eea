import Domain
import Foundation

/// Turns what the sources say into openings, leavers and gaps per region and occupation.
///
/// A pure function of its inputs and configuration. Formulas: DESIGN §5.
public struct DemandModel: Sendable {
    let configuration: DemandConfiguration
    let inputs: DemandInputs
    private let usable: UsableInputs

    /// Makes a model that is ready to run.
    ///
    /// - Parameters:
    ///   - configuration: Rates, errors and distances.
    ///   - inputs: All that the sources say.
    public init(configuration: DemandConfiguration, inputs: DemandInputs) {
        self.configuration = configuration
        self.inputs = inputs
        usable = UsableInputs(inputs, configuration)
    }

    struct CellKey: Hashable, Comparable {
        let region: String
        let occupation: String
        static func < (left: CellKey, right: CellKey) -> Bool {
            (left.region, left.occupation) < (right.region, right.occupation)
        }
    }

    private struct SourceKey: Hashable {
        let cell: CellKey
        let source: String
    }

    private struct PartKey: Hashable, Comparable {
        let cell: CellKey
        let source: String
        let industry: String
        static func < (left: PartKey, right: PartKey) -> Bool {
            (left.cell, left.source, left.industry) < (right.cell, right.source, right.industry)
        }
    }

    private struct PartSum {
        var openings = 0.0
        var spread = 0.0
        var growth: Double?
        /// Openings that were spread, each times the relative error of that.
        var spreadError = 0.0
    }

    /// Works out openings, leavers and gaps with their errors, and the potential of industries.
    ///
    /// - Complexity: O(regions² × occupations) for the catchment, and the size of the inputs.
    public func run() -> DemandResult {
        var warnings: [DemandWarning] = []
        var sums: [PartKey: PartSum] = [:]
        addVacancies(to: &sums, &warnings)
        addEmployment(to: &sums, &warnings)
        addSurveys(to: &sums)
        warnings += usable.warnings
        let parts = sums.filter { $0.value.openings > 0 }.sorted { $0.key < $1.key }.map { key, sum in
            DemandPart(
                regionCode: key.cell.region, occupationCode: key.cell.occupation, source: key.source,
                industryCode: key.industry.isEmpty ? nil : key.industry, openings: sum.openings, spreadOpenings: sum.spread,
                growth: sum.growth)
        }
        let supply = supply(&warnings)
        let employment = potentialEmployment
        let sections = EmploymentTable(employment, regions: .regency, industries: .section)
        let years = employment.map(\.year)
        let widening = sums.filter { $0.value.spreadError > 0 }.mapValues(\.spreadError)
        return DemandResult(
            cells: cells(parts, widening, supply), parts: parts, supplyParts: supply.parts, potential: potential(employment),
            potentialYears: years.min().flatMap { first in years.max().map { first...$0 } },
            occupationIndustries: sections.map { OccupationIndustryShare.list($0, staffing: inputs.staffing) } ?? [], warnings: warnings,
            unused: usable.unused, balance: usable.balance)
    }

    /// What potential follows from: the figures that regencies state and, of the first and the last year of these, what was spread. Years
    /// in which spread figures stand alone would leave out every regency that states its own.
    private var potentialEmployment: [EmploymentCount] {
        let years = usable.ownEmployment.map(\.year)
        guard let first = years.min(), let last = years.max() else { return usable.spreadEmployment }
        return usable.ownEmployment + usable.spreadEmployment.filter { $0.year == first || $0.year == last }
    }

    /// Every level of regions and industries that the employment figures have.
    private func potential(_ employment: [EmploymentCount]) -> [IndustryPotential] {
        let levels: [(EmploymentTable.RegionLevel, EmploymentTable.IndustryLevel)] = [
            (.province, .section), (.province, .division), (.regency, .section), (.regency, .division),
        ]
        return levels.compactMap { EmploymentTable(employment, regions: $0.0, industries: $0.1) }
            .flatMap { IndustryPotential.list($0, absentQuotient: configuration.potential.absentQuotient) }
    }

    // MARK: - Vacancies

    /// `D_v = openings × 365 / window_days ÷ coverage(source, major group)`.
    private func addVacancies(to sums: inout [PartKey: PartSum], _ warnings: inout [DemandWarning]) {
        let regencies = inputs.regions.filter { $0.kind != .provinsi }
        let shares = SpreadShares(regencies: regencies, labourForce: inputs.labourForce)
        let known = Set(regencies.map(\.code))
        var unknownSources: Set<String> = []
        for vacancy in inputs.vacancies {
            guard let days = inputs.windowDays[vacancy.source], days > 0 else { continue }
            if configuration.vacancies.sources[vacancy.source] == nil { unknownSources.insert(vacancy.source) }
            let settings = configuration.vacancies.sources[vacancy.source] ?? configuration.vacancies.standard
            let coverage = settings.coverage[String(vacancy.occupationCode.prefix(1))] ?? 1
            let perYear = vacancy.openings * 365 / Double(days) / coverage
            let source = "vacancies:\(vacancy.source)"
            let industry = vacancy.industryCode ?? ""
            if let region = vacancy.regionCode, known.contains(region) {
                let key = PartKey(cell: CellKey(region: region, occupation: vacancy.occupationCode), source: source, industry: industry)
                sums[key, default: PartSum()].openings += perYear
                continue
            }
            for (region, share) in shares.within(vacancy.regionCode) {
                let key = PartKey(cell: CellKey(region: region, occupation: vacancy.occupationCode), source: source, industry: industry)
                sums[key, default: PartSum()].openings += perYear * share
                sums[key, default: PartSum()].spread += perYear * share
            }
        }
        for source in unknownSources.sorted() {
            warnings.append(.unknownSource(source))
        }
    }

    // MARK: - Employment

    /// `D_e = Σ_i E[r,i] · α[i,o] · (max(g[r,i], 0) + ρ[o])` with the latest year's E.
    private func addEmployment(to sums: inout [PartKey: PartSum], _ warnings: inout [DemandWarning]) {
        for item in usable.staffed {
            guard let latest = item.counts.max(by: { $0.year < $1.year }) else { continue }
            let growth = clippedGrowth(of: item.counts)
            for share in item.pattern {
                let rate = max(growth ?? 0, 0) + configuration.replacementRate(of: share.occupationCode)
                let part = PartKey(
                    cell: CellKey(region: item.series.region, occupation: share.occupationCode), source: "employment",
                    industry: item.series.industry)
                let openings = latest.persons * share.share * rate
                sums[part, default: PartSum()].openings += openings
                if let error = item.spreadError {
                    sums[part, default: PartSum()].spread += openings
                    sums[part, default: PartSum()].spreadError += openings * error
                }
                sums[part, default: PartSum()].growth = growth
            }
        }
        if !usable.unstaffedIndustries.isEmpty {
            warnings.append(.unstaffedIndustries(usable.unstaffedIndustries.sorted()))
        }
    }

    /// Compound annual growth from the first to the last year present, clipped; `nil` with one year only.
    func clippedGrowth(of counts: [EmploymentCount]) -> Double? {
        guard let first = counts.min(by: { $0.year < $1.year }), let last = counts.max(by: { $0.year < $1.year }),
            last.year > first.year, first.persons > 0
        else { return nil }
        let growth = pow(last.persons / first.persons, 1 / Double(last.year - first.year)) - 1
        return min(max(growth, configuration.employment.growthMinimum), configuration.employment.growthMaximum)
    }

    // MARK: - Surveys

    /// Hires that employers state, of the latest year in each region and occupation.
    private func addSurveys(to sums: inout [PartKey: PartSum]) {
        func order(_ hires: StatedHires) -> (String, String, String, Double) {
            (hires.regionCode, hires.occupationCode, hires.industryCode ?? "", hires.hiresPerYear)
        }
        for item in usable.surveys.sorted(by: { order($0.statement) < order($1.statement) }) {
            let statement = item.statement
            let cell = CellKey(region: statement.regionCode, occupation: statement.occupationCode)
            let part = PartKey(cell: cell, source: "survey", industry: statement.industryCode ?? "")
            sums[part, default: PartSum()].openings += statement.hiresPerYear
            if let error = item.spreadError {
                sums[part, default: PartSum()].spread += statement.hiresPerYear
                sums[part, default: PartSum()].spreadError += statement.hiresPerYear * error
            }
        }
    }

    // MARK: - Supply

    /// Leavers with what spreading adds to their errors.
    private struct Supply {
        var parts: [SupplyPart] = []
        /// Leavers that were spread.
        var spread: [CellKey: Double] = [:]
        /// Those, each times the relative error of that.
        var spreadError: [CellKey: Double] = [:]
    }

    /// `S[r,o]`: leavers × relevance of their field × share who look for work in it, of each provider's latest year.
    private func supply(_ warnings: inout [DemandWarning]) -> Supply {
        var supply = Supply()
        for item in usable.leavers {
            let count = item.statement
            let entry = configuration.entryRate[count.provider] ?? 0
            for share in inputs.fields[count.field] ?? [] {
                let leavers = count.leavers * share.share * entry
                guard leavers > 0 else { continue }
                if let error = item.spreadError {
                    let key = CellKey(region: count.regionCode, occupation: share.occupationCode)
                    supply.spread[key, default: 0] += leavers
                    supply.spreadError[key, default: 0] += leavers * error
                }
                supply.parts.append(
                    SupplyPart(
                        regionCode: count.regionCode, occupationCode: share.occupationCode, provider: count.provider,
                        field: count.field, leavers: leavers))
            }
        }
        if !usable.unknownFields.isEmpty {
            warnings.append(.unknownFields(usable.unknownFields.sorted()))
        }
        supply.parts.sort {
            ($0.regionCode, $0.occupationCode, $0.provider, $0.field) < ($1.regionCode, $1.occupationCode, $1.provider, $1.field)
        }
        return supply
    }

    // MARK: - Fusion and catchment

    /// One source's openings of a cell with its relative error.
    struct SourceEstimate: Equatable {
        var openings: Double
        var spread: Double
        var relativeError: Double
    }

    /// `D = Σ D_s/σ_s² ÷ Σ 1/σ_s²`, relative error `(Σ 1/σ_s²)^(−1/2)`.
    static func fuse(_ estimates: [SourceEstimate]) -> (openings: Double, spread: Double, relativeError: Double)? {
        guard !estimates.isEmpty else { return nil }
        var weights = 0.0
        var openings = 0.0
        var spread = 0.0
        for estimate in estimates {
            let weight = 1 / (estimate.relativeError * estimate.relativeError)
            weights += weight
            openings += estimate.openings * weight
            spread += estimate.spread * weight
        }
        return (openings / weights, spread / weights, (1 / weights).squareRoot())
    }

    private func relativeError(of source: String) -> Double {
        switch source {
        case "employment": configuration.employment.relativeError
        case "survey": configuration.survey.relativeError
        default:
            configuration.vacancies.sources[String(source.dropFirst("vacancies:".count))]?.relativeError
                ?? configuration.vacancies.standard.relativeError
        }
    }

    /// The relative error of a figure of which a part was spread: `√(σ² + (Σ spread·e ÷ whole)²)`.
    ///
    /// - Parameters:
    ///   - error: σ, the error without spreading.
    ///   - spread: What was spread, each part times the error that spreading adds.
    ///   - whole: The whole figure, above 0.
    /// - Returns: The relative error of the whole.
    static func widened(_ error: Double, spread: Double, of whole: Double) -> Double {
        let added = spread / whole
        return added > 0 ? (error * error + added * added).squareRoot() : error
    }

    private func cells(_ parts: [DemandPart], _ widening: [PartKey: Double], _ supply: Supply) -> [DemandCell] {
        var estimates: [CellKey: [String: SourceEstimate]] = [:]
        for part in parts {
            let key = CellKey(region: part.regionCode, occupation: part.occupationCode)
            let empty = SourceEstimate(openings: 0, spread: 0, relativeError: relativeError(of: part.source))
            estimates[key, default: [:]][part.source, default: empty].openings += part.openings
            estimates[key, default: [:]][part.source, default: empty].spread += part.spreadOpenings
        }
        let sources = Dictionary(grouping: widening.sorted { $0.key < $1.key }) { SourceKey(cell: $0.key.cell, source: $0.key.source) }
        for (key, sum) in sources {
            guard var estimate = estimates[key.cell]?[key.source], estimate.openings > 0 else { continue }
            estimate.relativeError = Self.widened(
                estimate.relativeError, spread: sum.reduce(0) { $0 + $1.value }, of: estimate.openings)
            estimates[key.cell]?[key.source] = estimate
        }
        let growth = growth(parts)
        var openings: [String: [String: Double]] = [:]
        var openingsErrors: [String: [String: Double]] = [:]
        var fused: [CellKey: (openings: Double, spread: Double, relativeError: Double)] = [:]
        for (key, bySource) in estimates {
            guard let value = Self.fuse(bySource.sorted { $0.key < $1.key }.map(\.value)) else { continue }
            fused[key] = value
            openings[key.occupation, default: [:]][key.region] = value.openings
            openingsErrors[key.occupation, default: [:]][key.region] = value.openings * value.relativeError
        }
        var leavers: [String: [String: Double]] = [:]
        for part in supply.parts { leavers[part.occupationCode, default: [:]][part.regionCode, default: 0] += part.leavers }
        let leaversErrors = leaversErrors(leavers, supply)

        let catchment = Catchment(regions: inputs.regions, configuration: configuration.catchment)
        let regencies = inputs.regions.filter { $0.kind != .provinsi }.map(\.code).sorted()
        let occupations = Set(openings.keys).union(leavers.keys).sorted()
        var cells: [DemandCell] = []
        for region in regencies {
            for occupation in occupations {
                let key = CellKey(region: region, occupation: occupation)
                let value = fused[key]
                let persons = leavers[occupation] ?? [:]
                let reachableOpenings = catchment.reachable(openings[occupation] ?? [:], from: region)
                let reachableLeavers = catchment.reachable(persons, from: region)
                guard reachableOpenings > 0 || reachableLeavers > 0 else { continue }
                cells.append(
                    DemandCell(
                        regionCode: region, occupationCode: occupation, openings: value?.openings ?? 0,
                        relativeError: value?.relativeError, leavers: persons[region] ?? 0,
                        leaversError: leaversErrors[occupation].map { $0[region] ?? 0 } ?? leaversError(persons[region] ?? 0),
                        reachableOpenings: reachableOpenings,
                        reachableOpeningsError: catchment.reachableError(openingsErrors[occupation] ?? [:], from: region),
                        reachableLeavers: reachableLeavers,
                        reachableLeaversError: leaversErrors[occupation].map { catchment.reachableError($0, from: region) }
                            ?? leaversError(catchment.reachableError(persons, from: region)),
                        spreadShare: value.map { $0.openings > 0 ? min(1, $0.spread / $0.openings) : 0 } ?? 0,
                        leaversSpreadShare: supply.spread[key].map { min(1, $0 / (persons[region] ?? $0)) } ?? 0, growth: growth[key]))
            }
        }
        return cells
    }

    /// The standard errors of leavers by occupation and region, of the occupations of which leavers were spread.
    private func leaversErrors(_ leavers: [String: [String: Double]], _ supply: Supply) -> [String: [String: Double]] {
        guard let settings = configuration.supply else { return [:] }
        var errors: [String: [String: Double]] = [:]
        for occupation in Set(supply.spread.keys.map(\.occupation)) {
            for (region, persons) in leavers[occupation] ?? [:] {
                let spread = supply.spreadError[CellKey(region: region, occupation: occupation)] ?? 0
                errors[occupation, default: [:]][region] = persons * Self.widened(settings.relativeError, spread: spread, of: persons)
            }
        }
        return errors
    }

    /// `σ_S·S`; `nil` where there are leavers and the configuration does not say how sure their number is.
    private func leaversError(_ leavers: Double) -> Double? {
        leavers > 0 ? configuration.supply.map { $0.relativeError * leavers } : 0
    }

    /// Growth of the industries that hire in a region for an occupation, weighted by their openings there. Openings of other
    /// sources count with the growth of their industry's employment; those without a known industry do not count.
    private func growth(_ parts: [DemandPart]) -> [CellKey: Double] {
        struct Series: Hashable {
            let region: String
            let industry: String
        }
        var known: [Series: Double] = [:]
        let series = Dictionary(grouping: usable.ownEmployment + usable.spreadEmployment) {
            Series(region: $0.regionCode, industry: $0.industryCode)
        }
        for (key, counts) in series { known[key] = clippedGrowth(of: counts) }
        var sums: [CellKey: (weighted: Double, openings: Double)] = [:]
        for part in parts {
            guard let industry = part.industryCode else { continue }
            let section = industry.count > 1 ? Industries.section(ofDivision: industry) : nil
            guard
                let growth = known[Series(region: part.regionCode, industry: industry)]
                    ?? section.flatMap({ known[Series(region: part.regionCode, industry: $0)] })
            else { continue }
            let key = CellKey(region: part.regionCode, occupation: part.occupationCode)
            sums[key, default: (0, 0)].weighted += growth * part.openings
            sums[key, default: (0, 0)].openings += part.openings
        }
        return sums.filter { $0.value.openings > 0 }.mapValues { $0.weighted / $0.openings }
    }
}
