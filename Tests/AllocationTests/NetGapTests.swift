import Foundation
import Testing

@testable import Allocation

/// What surplus leavers leave of the openings, against SciPy (`Fixtures/net_gap.py`).
@Suite struct NetGapTests {
    private struct Case: Decodable {
        /// For each region x, y, openings and leavers; `nil` where nobody knows the leavers.
        let regions: [[Double?]]
        let reach: [String: [String: Double]]
        let left: Double
        let travelled: Double
        /// The net gap of each region, where all optimal flows agree on it.
        let net: [Double?]
    }

    private static func gaps(_ regions: [[Double?]], _ reach: [String: [String: Double]]) -> [AllocationInputs.Gap] {
        NetGap.gaps(
            regions.enumerated().map {
                NetGap.Market(regionCode: String($0), occupationCode: "7212", openings: $1[2] ?? 0, leavers: $1[3])
            }, reach: reach)
    }

    @Test func `what is left of the openings is what SciPy finds, in sum and in each region`() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/net_gap.json")
        let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
        var compared = 0
        for (number, item) in cases.enumerated() {
            let gaps = Self.gaps(item.regions, item.reach)
            #expect(abs(gaps.reduce(0) { $0 + $1.persons } - item.left) < 1e-3, "case \(number)")
            for gap in gaps {
                #expect(abs(gap.openings - (gap.leavers ?? 0) - gap.taken - gap.persons) < 1e-5, "case \(number)")
                guard let index = Int(gap.regionCode), let net = item.net[index] else { continue }
                #expect(abs(gap.persons - net) < 1e-3, "case \(number), region \(index)")
                if gap.taken > 0.01 { compared += 1 }
            }
        }
        #expect(compared > 60)
    }

    @Test func `surplus leavers take the nearest openings first, and no further than people travel`() throws {
        let reach: [String: [String: Double]] = [
            "0": ["0": 0, "1": 20, "2": 60], "1": ["1": 0, "0": 20, "2": 40], "2": ["2": 0, "1": 40, "0": 60], "3": ["3": 0],
        ]
        let gaps = Self.gaps([[0, 0, 100, 190], [0, 0, 70, 10], [0, 0, 80, 20], [0, 0, 50, 0]], reach)
        #expect(gaps.map(\.regionCode) == ["1", "2", "3"])
        #expect(gaps.map(\.taken) == [60, 30, 0])
        #expect(gaps.map(\.persons) == [0, 30, 50])
    }

    @Test func `where nobody knows the leavers all openings count, but for what neighbours take`() {
        let reach: [String: [String: Double]] = ["0": ["0": 0, "1": 20], "1": ["1": 0, "0": 20]]
        let gaps = Self.gaps([[0, 0, 0, 30], [0, 0, 70, nil]], reach)
        #expect(gaps.map(\.persons) == [40])
        #expect(gaps.map(\.leavers) == [nil])
        #expect(Self.gaps([[0, 0, 0, 30], [0, 0, 70, nil]], [:]).map(\.persons) == [70])
    }
}
