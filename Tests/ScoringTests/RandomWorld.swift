import Domain
import Scoring
import TestSupport

/// A network drawn from a seed: regions, BLKs, programmes with gaps in their data.
struct RandomWorld {
    var inputs: ScoringInputs
    private var generator: SplitMix

    static let settings: [String: ScoringConfiguration.CriterionSettings] = [
        "demand_gap": .init(weight: 0.2, points: [[0, 0], [100, 0.5], [1000, 1]]),
        "gap_share": .init(weight: 0.1, points: [[-0.5, 0], [0, 0.3], [1, 1]]),
        "growth": .init(weight: 0.05, points: [[-10, 0], [15, 1]]),
        "wage": .init(weight: 0.1, points: [[0.8, 0], [2, 1]]), "local_potential": .init(weight: 0.05, points: [[0, 0], [3, 1]]),
        "relatedness": .init(weight: 0.05, points: [[0, 0], [1, 1]]), "placement": .init(weight: 0.1, points: [[0.2, 0], [0.8, 1]]),
        "certification": .init(weight: 0.1, points: [[0.3, 0], [0.95, 1]]),
        "instructor_readiness": .init(weight: 0.05, points: [[0, 0], [1, 1]]),
        "facility_readiness": .init(weight: 0.05, points: [[0, 0], [1, 1]]),
        "assessor_readiness": .init(weight: 0.05, points: [[0, 0], [1, 1]]),
        "cost_effectiveness": .init(weight: 0.05, points: [[0, 0], [30, 1]]),
        "inclusion": .init(weight: 0.05, points: [[0.5, 0], [2, 1]]),
    ]

    init(seed: UInt64) {
        generator = SplitMix(seed: seed)
        inputs = ScoringInputs(asOf: ScoringWorld.asOf)
        let regions = (1...3).map { "32.0\($0)" }
        let occupations = (0..<6).map { "721\($0)" }
        let (past, until) = (Day(daysSince1970: 17_000), Day(daysSince1970: 18_000))
        inputs.blks = (0..<5).map { ScoringWorld.blk("B\($0)", regions[$0 % 3]) }
        for index in 0..<12 {
            inputs.programs.append(
                Program(
                    code: "P\(index + 10)", name: "P\(index)", kejuruan: ["Las", "Listrik", "TIK"][index % 3], hours: 100 + next(300),
                    packageSize: 16, educationMinimum: nil, schemeCode: next(4) == 0 ? nil : "S\(next(3))",
                    costRupiah: next(5) == 0 ? nil : 20_000_000 + next(80) * 1_000_000, units: (0..<next(6)).map { "U\($0 + index)" },
                    occupations: (0..<next(4)).map {
                        ProgramOccupation(code: occupations[($0 + index) % 6], relevance: 0.25 * Double(1 + next(4)))
                    }
                    .sorted { $0.code < $1.code }))
        }
        for blk in inputs.blks {
            for program in inputs.programs where next(4) == 0 {
                inputs.catalog.append(CatalogEntry(blkCode: blk.code, programCode: program.code))
                let trained = 1 + next(60)
                inputs.outcomes.append(
                    Outcome(
                        blkCode: blk.code, programCode: program.code, year: 2016, trained: trained, certified: next(trained + 1),
                        placed: next(3) == 0 ? nil : next(trained + 1)))
            }
            for kejuruan in ["Las", "Listrik"] where next(3) > 0 {
                inputs.workshops.append(
                    Workshop(
                        blkCode: blk.code, kejuruan: kejuruan, hoursPerYear: 100 + next(500), hoursCommitted: next(200),
                        testSiteUntil: next(2) == 0 ? until : nil))
            }
            for unit in 0..<18 where next(2) == 0 {
                inputs.competences.append(InstructorCompetence(blkCode: blk.code, unitCode: "U\(unit)", validFrom: past, validUntil: until))
            }
        }
        for region in regions {
            for occupation in occupations where next(5) > 0 {
                let (openings, leavers) = (Double(next(800)), Double(next(500)))
                inputs.demand.append(
                    ReachableDemand(
                        regionCode: region, occupationCode: occupation, reachableOpenings: openings, reachableLeavers: leavers,
                        openingsError: next(4) == 0 ? nil : (0.1 + 0.05 * Double(next(6))) * openings, leaversError: 0.3 * leavers,
                        openings: openings / 2,
                        growth: next(3) == 0 ? nil : Double(next(20) - 8) / 100))
                for _ in 0..<next(7) {
                    inputs.pay.append(
                        OfferedPay(regionCode: region, occupationCode: occupation, rupiahPerMonth: 3_000_000 + Double(next(40)) * 100_000))
                }
            }
            if next(4) > 0 { inputs.minimumWage[region] = 2_500_000 + Double(next(20)) * 100_000 }
            inputs.unemployment[region] = 3 + Double(next(80)) / 10
            inputs.labourForce[region] = 100_000 + Double(next(100_000))
            inputs.reach[region] = next(2) == 0 ? Set(regions) : [region]
            for industry in ["A", "C", "F"] {
                inputs.potential.append(
                    RegionIndustry(
                        regionCode: region, industryCode: industry, quotient: Double(next(300)) / 100, density: Double(next(100)) / 100))
            }
            inputs.licences.append(
                AssessorLicence(
                    schemeCode: "S\(next(3))", regionCode: region, daysPerYear: next(4), licensedFrom: past, licensedUntil: until))
        }
        for occupation in occupations.dropLast() {
            let share = Double(next(100)) / 100
            inputs.occupationIndustries[occupation] = [
                IndustryShare(industryCode: "C", share: share), IndustryShare(industryCode: "F", share: 1 - share),
            ]
        }
    }

    private mutating func next(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }

    func score(_ settings: [String: ScoringConfiguration.CriterionSettings] = Self.settings, samples: Int = 0) throws -> [ScoredCandidate] {
        ScoringModel(configuration: try ScoringWorld.configuration(settings, samples: samples), inputs: inputs).run()
    }
}
