import BenchSupport
import Foundation

/// The national case as factor tables on disk: 5,000 BLKs × 2,000 programmes in 514 regions and 13 criteria, with each figure
/// once at the level at which it varies. The files hold raw `Float32` numbers, with `NaN` where there are no data; the peers read
/// the same files.
struct ScoreFactors {
    static let regions = 514
    static let kejuruan = 40
    static let schemes = 600
    /// The criteria of each table, as `Criteria` names them.
    static let regionCriteria = ["demand_gap", "gap_share", "growth", "wage", "local_potential", "relatedness"]
    static let blkCriteria = ["placement", "certification", "instructor_readiness"]

    let blks: Int
    let programs: Int
    let folder: URL
    let regionOfBlk: [Int]
    let kejuruanOfProgram: [Int]
    let schemeOfProgram: [Int]
    let hours: [Float]
    let daysNeeded: [Float]
    /// The placements per Rp 100 million at a placement rate of 1; `NaN` where there is no cost.
    let packagesPer100Million: [Float]
    let inclusion: [Float]
    let assessorDays: [Float]

    var regionFile: String { folder.appending(path: "region_program.f32").path }
    var blkFile: String { folder.appending(path: "blk_program.f32").path }
    var departmentFile: String { folder.appending(path: "blk_kejuruan.f32").path }
    /// The bytes of the three tables.
    var bytes: Int {
        4 * (Self.regions * Self.regionCriteria.count * programs + blks * Self.blkCriteria.count * programs + blks * Self.kejuruan)
    }

    init(blks: Int, programs: Int, seed: UInt64, folder: URL) throws {
        self.blks = blks
        self.programs = programs
        self.folder = folder
        var random = SplitMix(seed: seed)
        regionOfBlk = (0..<blks).map { _ in random.next(Self.regions) }
        kejuruanOfProgram = (0..<programs).map { _ in random.next(Self.kejuruan) }
        schemeOfProgram = (0..<programs).map { _ in random.next(10) == 0 ? -1 : random.next(Self.schemes) }
        hours = (0..<programs).map { _ in Float(80 + random.next(400)) }
        daysNeeded = (0..<programs).map { _ in Float(1 + random.next(3)) }
        packagesPer100Million = (0..<programs).map { _ in random.next(20) == 0 ? .nan : 1600 / Float(20 + random.next(80)) }
        inclusion = (0..<Self.regions).map { _ in 0.4 + 1.8 * random.unit() }
        assessorDays = (0..<Self.schemes).map { _ in Float(random.next(4)) }
        var market = SplitMix(seed: seed &+ 1)
        try Self.write(regionFile, rows: Self.regions) { _ in
            Self.regionCriteria.flatMap { criterion in
                (0..<programs).map { _ in
                    let u = market.unit()
                    if market.next(20) == 0 { return Float.nan }
                    switch criterion {
                    case "demand_gap": return 6000 * u * u * u * u
                    case "gap_share": return 1.4 * u - 0.4
                    case "growth": return 25 * u - 10
                    case "wage": return 0.7 + 1.6 * u
                    case "local_potential": return 3.5 * u * u
                    default: return u
                    }
                }
            }
        }
        var own = SplitMix(seed: seed &+ 2)
        try Self.write(blkFile, rows: blks) { _ in
            Self.blkCriteria.flatMap { criterion in
                (0..<programs).map { _ in
                    let u = own.unit()
                    switch criterion {
                    case "placement": return own.next(25) == 0 ? Float.nan : 0.15 + 0.75 * u
                    case "certification": return 0.25 + 0.75 * u
                    default: return (8 * u).rounded() / 8
                    }
                }
            }
        }
        try Self.write(departmentFile, rows: blks) { _ in (0..<Self.kejuruan).map { _ in Float(max(0, own.next(1600) - 800)) } }
        try writeLayout()
    }

    private static func write(_ path: String, rows: Int, _ row: (Int) -> [Float]) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        for index in 0..<rows { try row(index).withUnsafeBytes { try handle.write(contentsOf: Data($0)) } }
        try handle.close()
    }

    /// Writes sizes and codes as `layout.i32` and the small figures as `layout.f32`.
    private func writeLayout() throws {
        let whole = [blks, programs, Self.regions, Self.kejuruan, Self.schemes] + regionOfBlk + kejuruanOfProgram + schemeOfProgram
        try whole.map { Int32($0) }.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "layout.i32")) }
        try (hours + daysNeeded + packagesPer100Million + inclusion + assessorDays).withUnsafeBytes {
            try Data($0).write(to: folder.appending(path: "layout.f32"))
        }
    }
}
