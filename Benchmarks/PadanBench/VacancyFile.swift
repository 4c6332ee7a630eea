import Configuration
import Foundation

/// Vacancies as a site would list them in a year: many titles with noise, places as people write them, about two in five rows repeated.
struct VacancyFile {
    private var state: UInt64
    private let titles: [String]
    private let places: [String]

    init(seed: UInt64, root: DataRoot) throws {
        state = seed
        let lexicon = try CSVTable(
            root.config.appending(path: "titles.csv"), expecting: ["phrase", "sort", "occupation_code", "supervisor_code", "manager_code"])
        titles = lexicon.rows.filter { $0[1] != "noise" }.map { $0[0].capitalized }
        let regions = try String(contentsOf: root.config.appending(path: "sample/regions.csv"), encoding: .utf8)
        places = regions.split(separator: "\n").dropFirst().map { String($0.split(separator: ",", omittingEmptySubsequences: false)[1]) }
    }

    /// SplitMix64: the same seed, the same file.
    private mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }

    /// - Returns: the number of distinct rows.
    mutating func write(_ rows: Int, to url: URL) throws -> Int {
        FileManager.default.createFile(atPath: url.path, contents: nil)
        let handle = try FileHandle(forWritingTo: url)
        var text = "title,employer,place,monthly_pay,posted_on,openings,industry_code\n"
        var distinct: Set<Int> = []
        var recent: [String] = []
        let levels = ["", "Senior ", "Junior ", "Staff ", "Head of "]
        for _ in 0..<rows {
            if recent.count > 50, next(5) < 2 {
                text += recent[next(recent.count)]
            } else {
                let place = places[next(places.count)]
                let noise = [" - \(place)", " (\(place))", "", "", " - WFO (ID: \(next(900_000)))"][next(5)]
                let row =
                    "\(levels[next(5)])\(titles[next(titles.count)])\(next(12) == 0 ? noise : ""),PT Contoh \(next(40_000)),\(place),\(next(5) == 0 ? "" : String(3_000_000 + next(900) * 10_000)),2024-\(two(1 + next(12)))-\(two(1 + next(28))),,\(next(3) == 0 ? "" : "C")\n"
                text += row
                if recent.count < 20_000 { recent.append(row) } else { recent[next(recent.count)] = row }
                distinct.insert(row.hashValue)
            }
            if text.utf8.count > 1 << 20 {
                try handle.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
        return distinct.count
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
