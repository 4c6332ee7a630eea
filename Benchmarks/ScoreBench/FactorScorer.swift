import BenchSupport
import Foundation
import Parallel
import Scoring

/// Scores all BLKs from the files of `ScoreFactors`. What the programmes of a region share is summed up once for the region, and
/// the rest is read through a buffer of one BLK.
struct FactorScorer {
    private struct Description: Sendable {
        let blks: Int
        let programs: Int
        let regions: Int
        let kejuruan: Int
        let regionOfBlk: [Int32]
        let kejuruanOfProgram: [Int32]
        let schemeOfProgram: [Int32]
        let hours: [Float]
        let daysNeeded: [Float]
        let packages: [Float]
        let inclusion: [Float]
        let assessorDays: [Float]
    }

    static let top = 10

    private let description: Description
    private let folder: URL

    init(_ folder: URL) throws {
        self.folder = folder
        let whole = try Data(contentsOf: folder.appending(path: "layout.i32")).withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) }
        let figures = try Data(contentsOf: folder.appending(path: "layout.f32")).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        let sizes = whole.prefix(5).map { Int($0) }
        var codes = whole.dropFirst(5)
        var numbers = figures[...]
        func nextCodes(_ count: Int) -> [Int32] {
            defer { codes = codes.dropFirst(count) }
            return Array(codes.prefix(count))
        }
        func nextNumbers(_ count: Int) -> [Float] {
            defer { numbers = numbers.dropFirst(count) }
            return Array(numbers.prefix(count))
        }
        description = Description(
            blks: sizes[0], programs: sizes[1], regions: sizes[2], kejuruan: sizes[3], regionOfBlk: nextCodes(sizes[0]),
            kejuruanOfProgram: nextCodes(sizes[1]), schemeOfProgram: nextCodes(sizes[1]), hours: nextNumbers(sizes[1]),
            daysNeeded: nextNumbers(sizes[1]),
            packages: nextNumbers(sizes[1]), inclusion: nextNumbers(sizes[2]), assessorDays: nextNumbers(sizes[4]))
    }

    /// Finds the ten best programmes of every BLK.
    ///
    /// - Parameters:
    ///   - kernel: the weights and value functions.
    ///   - threads: the largest number of threads.
    /// - Returns: the programmes and the scores of the ten best of each BLK, the best first, BLK after BLK.
    /// - Throws: `BenchmarkFailure` when a file cannot be read.
    func best(_ kernel: ScoreKernel, threads: Int) throws -> ([Int32], [Float]) {
        func position(_ id: String) -> Int { Criteria.all.firstIndex { $0.id == id } ?? 0 }
        let regionCriteria = ScoreFactors.regionCriteria.map(position)
        let (placement, certification, instructor) = (
            position("placement"), position("certification"), position("instructor_readiness")
        )
        let (facility, assessor, cost, inclusion) = (
            position("facility_readiness"), position("assessor_readiness"), position("cost_effectiveness"), position("inclusion")
        )
        let description = description
        let programs = description.programs
        let regionFile = try ReadOnlyFile(folder.appending(path: "region_program.f32").path)
        let blkFile = try ReadOnlyFile(folder.appending(path: "blk_program.f32").path)
        let departmentFile = try ReadOnlyFile(folder.appending(path: "blk_kejuruan.f32").path)
        let assessorRaw = (0..<programs).map { program -> Float in
            let scheme = Int(description.schemeOfProgram[program])
            return scheme < 0 ? .nan : min(1, description.assessorDays[scheme] / description.daysNeeded[program])
        }
        let packages = description.packages
        let inverseHours = description.hours.map { 1 / $0 }
        let kejuruanOfProgram = description.kejuruanOfProgram
        let blksOfRegion = Dictionary(grouping: 0..<description.blks) { Int(description.regionOfBlk[$0]) }
        // The regions are worked on in batches. Each batch allocates its buffers once, and the sums of a region are still there
        // while its BLKs are scored.
        let batch = 16
        let parts = parallelMap((description.regions + batch - 1) / batch, threads: threads) { part -> Tens in
            var answers = Tens()
            var market = [Float](repeating: 0, count: regionCriteria.count * programs)
            // Placement, certification and instructors are as they were read; costs and facilities are worked out.
            var raw = [Float](repeating: 0, count: 5 * programs)
            var departments = [Float](repeating: 0, count: description.kejuruan)
            let zeros = [Double](repeating: 0, count: programs)
            var (regionSum, regionWeight, sum, weight) = (zeros, zeros, zeros, zeros)
            for region in part * batch..<min((part + 1) * batch, description.regions) {
                regionFile.read(&market, at: region * market.count)
                regionSum.replaceSubrange(0..<programs, with: zeros)
                regionWeight.replaceSubrange(0..<programs, with: zeros)
                for (row, criterion) in regionCriteria.enumerated() {
                    kernel.add(
                        criterion, raw: &market + row * programs, count: programs, sum: &regionSum, weight: &regionWeight, utility: nil)
                }
                kernel.add(assessor, raw: assessorRaw, count: programs, sum: &regionSum, weight: &regionWeight, utility: nil)
                kernel.add(
                    inclusion, raw: [Float](repeating: description.inclusion[region], count: programs), count: programs, sum: &regionSum,
                    weight: &regionWeight, utility: nil)
                for blk in blksOfRegion[region] ?? [] {
                    blkFile.read(&raw, at: blk * 3 * programs, count: 3 * programs)
                    departmentFile.read(&departments, at: blk * departments.count)
                    Self.derive(&raw, programs, packages, inverseHours, kejuruanOfProgram, departments)
                    sum.replaceSubrange(0..<programs, with: regionSum)
                    weight.replaceSubrange(0..<programs, with: regionWeight)
                    for (row, criterion) in [placement, certification, instructor, cost, facility].enumerated() {
                        kernel.add(criterion, raw: &raw + row * programs, count: programs, sum: &sum, weight: &weight, utility: nil)
                    }
                    Self.select(sum, weight, blk, &answers)
                }
            }
            return answers
        }
        var best = [Int32](repeating: 0, count: Self.top * description.blks)
        var scores = [Float](repeating: 0, count: Self.top * description.blks)
        for part in parts {
            for (row, blk) in part.blks.enumerated() {
                for rank in 0..<Self.top {
                    best[blk * Self.top + rank] = part.programs[row * Self.top + rank]
                    scores[blk * Self.top + rank] = part.scores[row * Self.top + rank]
                }
            }
        }
        return (best, scores)
    }

    /// The ten best programmes of some BLKs.
    private struct Tens: Sendable {
        var blks: [Int] = []
        var programs: [Int32] = []
        var scores: [Float] = []
    }

    /// The placements per Rp 100 million, and the share of a package's hours that the department has.
    private static func derive(
        _ raw: inout [Float], _ programs: Int, _ packages: [Float], _ inverseHours: [Float], _ kejuruan: [Int32], _ departments: [Float]
    ) {
        raw.withUnsafeMutableBufferPointer { raw in
            packages.withUnsafeBufferPointer { packages in
                for program in 0..<programs { raw[3 * programs + program] = raw[program] * packages[program] }
            }
            inverseHours.withUnsafeBufferPointer { hours in
                kejuruan.withUnsafeBufferPointer { kejuruan in
                    departments.withUnsafeBufferPointer { departments in
                        for program in 0..<programs {
                            let share = departments[Int(kejuruan[program])] * hours[program]
                            raw[4 * programs + program] = share < 1 ? share : 1
                        }
                    }
                }
            }
        }
    }

    /// Appends the ten best programmes and their scores.
    private static func select(_ sum: [Double], _ weight: [Double], _ blk: Int, _ answers: inout Tens) {
        var found: [(score: Double, program: Int32)] = []
        found.reserveCapacity(top + 1)
        var last = -Double.infinity
        sum.withUnsafeBufferPointer { sum in
            weight.withUnsafeBufferPointer { weight in
                for program in 0..<sum.count {
                    // The comparison needs no division, since most programmes are not among the ten.
                    guard sum[program] > last * weight[program], weight[program] > 0 else { continue }
                    let score = sum[program] / weight[program]
                    let place = found.firstIndex { $0.score < score } ?? found.count
                    found.insert((score, Int32(program)), at: place)
                    if found.count > top { found.removeLast() }
                    if found.count == top { last = found[top - 1].score }
                }
            }
        }
        answers.blks.append(blk)
        answers.programs += found.map(\.program)
        answers.scores += found.map { Float(100 * $0.score) }
    }
}

/// A file of `Float32` numbers that any thread can read at any place.
struct ReadOnlyFile: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw BenchmarkFailure("\(path) cannot be read") }
    }

    /// Fills the first `count` numbers of `buffer` (all of them where it is `nil`) with those of the file from number `offset`
    /// onwards.
    func read(_ buffer: inout [Float], at offset: Int, count: Int? = nil) {
        let bytes = 4 * (count ?? buffer.count)
        let got = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, bytes, off_t(4 * offset)) }
        precondition(got == bytes, "the file is shorter than its description")
    }
}
