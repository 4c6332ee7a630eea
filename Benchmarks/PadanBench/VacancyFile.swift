import Configuration
import BenchSupport
import Foundation

/// Vacancies as a site would list them in a year: many titles have noise, places are written as people write them, and about two
/// in five rows are repeated.
struct VacancyFile {
    private var random: SplitMix
    private let titles: [String]
    private let places: [String]

    init(seed: UInt64, root: DataRoot) throws {
        random = SplitMix(seed: seed)
        let lexicon = try CSVTable(
            root.config.appending(path: "titles.csv"), expecting: ["title", "occupation_code", "source"])
        titles = lexicon.rows.filter { !$0[1].isEmpty }.map { $0[0].capitalized }
        places = try CSVTable(root.config.appending(path: "sample/regions.csv")).rows.map { $0[1] }
    }

    /// Writes a file of vacancies.
    ///
    /// - Parameters:
    ///   - rows: the number of rows.
    ///   - url: where the file is written.
    /// - Returns: the number of distinct rows.
    /// - Throws: an error of Foundation when the file cannot be written.
    mutating func write(_ rows: Int, to url: URL) throws -> Int {
        guard FileManager.default.createFile(atPath: url.path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        let handle = try FileHandle(forWritingTo: url)
        var text = "title,employer,place,monthly_pay,posted_on,openings,industry_code\n"
        var distinct: Set<Int> = []
        var recent: [String] = []
        let levels = ["", "Senior ", "Junior ", "Staff ", "Head of "]
        for _ in 0..<rows {
            if recent.count > 50, random.next(5) < 2 {
                text += recent[random.next(recent.count)]
            } else {
                let place = places[random.next(places.count)]
                let noise = [" - \(place)", " (\(place))", "", "", " - WFO (ID: \(random.next(900_000)))"][random.next(5)]
                let row =
                    "\(levels[random.next(5)])\(titles[random.next(titles.count)])\(random.next(12) == 0 ? noise : ""),PT Contoh \(random.next(40_000)),\(place),\(random.next(5) == 0 ? "" : String(3_000_000 + random.next(900) * 10_000)),2024-\(two(1 + random.next(12)))-\(two(1 + random.next(28))),,\(random.next(3) == 0 ? "" : "C")\n"
                text += row
                if recent.count < 20_000 { recent.append(row) } else { recent[random.next(recent.count)] = row }
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
