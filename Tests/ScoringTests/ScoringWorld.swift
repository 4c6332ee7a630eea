import Domain
import Scoring

/// A small network to score: two BLKs in two regions, a few programmes.
enum ScoringWorld {
    static let asOf = Day(year: 2018, month: 1, day: 1) ?? Day(daysSince1970: 0)

    static let settings: [String: ScoringConfiguration.CriterionSettings] = [
        "demand_gap": .init(weight: 0.3, points: [[0, 0], [100, 0.5], [1000, 1]]),
        "gap_share": .init(weight: 0.1, points: [[-0.5, 0], [1, 1]]), "wage": .init(weight: 0.1, points: [[0.8, 0], [2, 1]]),
        "placement": .init(weight: 0.1, points: [[0.2, 0], [0.8, 1]]),
        "certification": .init(weight: 0.1, points: [[0.3, 0], [0.95, 1]]),
        "instructor_readiness": .init(weight: 0.1, points: [[0, 0], [1, 1]]),
        "facility_readiness": .init(weight: 0.1, points: [[0, 0], [1, 1]]),
        "assessor_readiness": .init(weight: 0.1, points: [[0, 0], [1, 1]]),
    ]

    static func configuration(
        _ settings: [String: ScoringConfiguration.CriterionSettings] = settings, samples: Int = 0
    ) throws -> ScoringConfiguration {
        try ScoringConfiguration(
            ScoringConfiguration.File(
                criteria: settings, shrinkage: .init(minimumGroup: 2), wage: .init(minimumAdvertisements: 2),
                robustness: .init(samples: samples, concentration: 40, recommendedRanks: 2, firm: 0.8), outcomeYears: 3))
    }

    static func blk(_ code: String, _ region: String) -> Blk {
        Blk(code: code, name: code, kind: .uptd, regionCode: region, parentCode: nil, joinedYear: nil)
    }

    static func program(
        _ code: String, kejuruan: String = "Las", units: [String] = ["U1", "U2"], occupations: [(String, Double)] = [("7212", 1)],
        scheme: String? = "S1"
    ) -> Program {
        Program(
            code: code, name: code, kejuruan: kejuruan, hours: 240, packageSize: 16, educationMinimum: nil, schemeCode: scheme,
            costRupiah: nil, units: units, occupations: occupations.map { ProgramOccupation(code: $0.0, relevance: $0.1) })
    }

    static var inputs: ScoringInputs {
        var inputs = ScoringInputs(asOf: asOf)
        inputs.blks = [blk("A", "32.15"), blk("B", "32.16")]
        inputs.programs = [
            program("P1"), program("P2", occupations: [("7212", 0.5), ("7214", 1)]),
            program("P3", kejuruan: "Listrik", occupations: [("7411", 1)]),
            program("P4", units: [], occupations: []), program("P5", occupations: [("9999", 1)]),
        ]
        inputs.catalog = [CatalogEntry(blkCode: "A", programCode: "P1")]
        let until = Day(year: 2019, month: 1, day: 1) ?? asOf
        let past = Day(year: 2017, month: 1, day: 1) ?? asOf
        inputs.workshops = [
            Workshop(blkCode: "A", kejuruan: "Las", hoursPerYear: 400, hoursCommitted: 100, testSiteUntil: until),
            Workshop(blkCode: "B", kejuruan: "Las", hoursPerYear: 200, hoursCommitted: 80, testSiteUntil: past),
        ]
        inputs.competences = [
            InstructorCompetence(blkCode: "A", unitCode: "U1", validFrom: past, validUntil: until),
            InstructorCompetence(blkCode: "A", unitCode: "U2", validFrom: past, validUntil: until),
            InstructorCompetence(blkCode: "B", unitCode: "U1", validFrom: past, validUntil: until),
            InstructorCompetence(blkCode: "B", unitCode: "U2", validFrom: past, validUntil: past),
        ]
        inputs.licences = [
            AssessorLicence(schemeCode: "S1", regionCode: "32.15", daysPerYear: 1, licensedFrom: past, licensedUntil: until)
        ]
        inputs.candidatesPerDay = ["S1": 10]
        inputs.outcomes = [
            Outcome(blkCode: "A", programCode: "P1", year: 2017, trained: 20, certified: 15, placed: 12),
            Outcome(blkCode: "B", programCode: "P1", year: 2016, trained: 40, certified: 20, placed: 10),
            Outcome(blkCode: "A", programCode: "P1", year: 2014, trained: 100, certified: 0, placed: 0),
            Outcome(blkCode: "A", programCode: "P1", year: 2018, trained: 100, certified: 0, placed: 0),
        ]
        inputs.demand = [
            ReachableDemand(
                regionCode: "32.15", occupationCode: "7212", reachableOpenings: 300, reachableLeavers: 100, openingsError: 60,
                leaversError: 30),
            ReachableDemand(
                regionCode: "32.15", occupationCode: "7214", reachableOpenings: 50, reachableLeavers: 80, openingsError: 20,
                leaversError: 24),
            ReachableDemand(
                regionCode: "32.15", occupationCode: "7411", reachableOpenings: 10, reachableLeavers: 0, openingsError: nil,
                leaversError: nil),
            ReachableDemand(
                regionCode: "32.16", occupationCode: "7212", reachableOpenings: 80, reachableLeavers: 20, openingsError: 16, leaversError: 6
            ),
        ]
        inputs.pay = [3_000_000, 4_000_000, 5_000_000].map {
            OfferedPay(regionCode: "32.15", occupationCode: "7212", rupiahPerMonth: $0)
        }
        inputs.minimumWage = ["32.15": 3_200_000, "32": 1_600_000]
        inputs.reach = ["32.15": ["32.15", "32.16"], "32.16": ["32.15", "32.16"]]
        return inputs
    }

    static func score(_ inputs: ScoringInputs = inputs, _ settings: [String: ScoringConfiguration.CriterionSettings] = settings) throws
        -> [ScoredCandidate]
    {
        ScoringModel(configuration: try configuration(settings), inputs: inputs).run()
    }
}

extension [ScoredCandidate] {
    func candidate(_ blk: String, _ program: String) -> ScoredCandidate? { first { $0.blk.code == blk && $0.program.code == program } }
}

extension ScoredCandidate {
    func raw(_ criterion: String) -> Double? { contributions.first { $0.criterion == criterion }?.raw }
}
