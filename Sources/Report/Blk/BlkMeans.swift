import Domain
import Scoring

/// Who teaches the programmes of a BLK, where they are tested, and who tests.
public struct BlkMeans: Sendable {
    /// The instructors of the BLK.
    public let teachers: [Teacher]
    /// The test sites (TUK) in reach, the nearest first; the BLK's own come before all others.
    public let testSites: [TestSite]
    /// The assessors of the schemes of the planned programmes, the nearest first.
    public let assessors: [LicensedAssessor]
    /// The names of regions by code.
    public let regionNames: [String: String]
    /// The names of certification schemes by code.
    public let schemeNames: [String: String]
    /// The names of BLKs by code.
    public let blkNames: [String: String]

    /// Creates the means; every parameter sets the property of the same name.
    public init(
        teachers: [Teacher] = [], testSites: [TestSite] = [], assessors: [LicensedAssessor] = [], regionNames: [String: String] = [:],
        schemeNames: [String: String] = [:], blkNames: [String: String] = [:]
    ) {
        self.teachers = teachers
        self.testSites = testSites
        self.assessors = assessors
        self.regionNames = regionNames
        self.schemeNames = schemeNames
        self.blkNames = blkNames
    }

    /// The instructors who together may teach most units of a programme, as few as the greedy choice finds.
    ///
    /// - Parameter program: The programme.
    /// - Returns: The instructors, who may teach the most units first, and the codes of the units that nobody may teach.
    func team(for program: Program) -> (teachers: [Teacher], untaught: [String]) {
        var left = Set(program.units)
        var team: [Teacher] = []
        while !left.isEmpty {
            let counts = teachers.map { teacher in left.filter { teacher.units[$0] != nil }.count }
            // Of those who may teach as many, one of the programme's own department comes first.
            guard
                let best = teachers.indices.max(by: { a, b in
                    (counts[a], teachers[a].kejuruan == program.kejuruan ? 1 : 0, b) < (
                        counts[b], teachers[b].kejuruan == program.kejuruan ? 1 : 0, a
                    )
                }), counts[best] > 0
            else { break }
            team.append(teachers[best])
            left.subtract(teachers[best].units.keys)
        }
        return (team, left.sorted())
    }

    /// The nearest test site of a department; `nil` where none is in reach.
    func testSite(for kejuruan: String) -> TestSite? { testSites.first { $0.kejuruan == kejuruan } }

    /// The assessors of a scheme, the nearest first.
    func assessors(ofScheme scheme: String) -> [LicensedAssessor] { assessors.filter { $0.schemeCode == scheme } }
}
