import Configuration
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Faults as offices' tables have them, put into a table of each shape: every one is told.
@Suite struct ShapeFaultTests {
    private let taking: TableTaking
    private let tables: [OfficeTable]

    init() throws {
        taking = try TableTaking(register: DataRoot.find().config.appending(path: "sample/regions.csv"))
        let kinds: Set<ImportKind> = [.wages, .unemployment, .labourForce, .employment, .occupationEmployment, .grdp]
        tables = try OfficeTableSamples(taking.fixture).tables().filter { kinds.contains($0.kind) }
    }

    /// The codes of all warnings about a table, and how many rows are refused.
    private func told(_ table: OfficeTable, _ folder: String) throws -> (codes: Set<String>, refused: Int) {
        var table = table
        table.fill()
        let rows = try taking.rows(table.write(taking.fixture, folder), table.kind)
        let settings = try SanitySettings(root: taking.root)
        let checks = SanityChecks(settings: settings, families: taking.families)
        let warnings = checks.warnings(taking.figures(rows, table.kind)) + SanityChecks.doubts(rows.totals, settings, sheet: nil)
        return (Set(warnings.map(\.code)), rows.refused)
    }

    /// The cells of one year beside those of another one, of the same region and item.
    private func pairs(_ table: OfficeTable) -> [(from: (Int, Int), to: (Int, Int))] {
        let years = Set(table.taken.values.compactMap { $0["year"] }).sorted()
        if years.count > 1 {
            return table.data.flatMap { row in
                table.figures.filter { table.taken[$0]?["year"] == years[0] }.compactMap { column -> (from: (Int, Int), to: (Int, Int))? in
                    var taken = table.taken[column] ?? [:]
                    taken["year"] = years[1]
                    // Columns of one year that take the same out of their headers stand in the same order.
                    let own = table.figures.filter { table.taken[$0] == table.taken[column] }.sorted()
                    let others = table.figures.filter { table.taken[$0] == taken }.sorted()
                    guard let place = own.firstIndex(of: column), others.indices.contains(place) else { return nil }
                    return ((row, column), (row, others[place]))
                }
            }
        }
        let titles = ShapeHead.header(table.rows[table.header].map { $0.map(\.text) })
        guard case .columns(let patterns)? = table.output.fields.first(where: { $0.column == "year" })?.source,
            let year = titles.firstIndex(where: { patterns.firstMatch($0) != nil })
        else { return [] }
        var firsts: [String: Int] = [:]
        var found: [(from: (Int, Int), to: (Int, Int))] = []
        for row in table.data {
            let key = table.keys.filter { $0 != year }.sorted().map { table.rows[row][$0].text }.joined(separator: "|")
            switch table.rows[row][year].text {
            case "2020": firsts[key] = row
            case "2021": if let first = firsts[key] { found += table.figures.sorted().map { (from: (first, $0), to: (row, $0)) } }
            default: break
            }
        }
        return found
    }

    @Test func `tables without a fault bring no warning`() throws {
        for table in tables {
            let told = try told(table, "tanpa-\(table.name)-\(table.kind)")
            #expect(told.codes.subtracting(["rate"]).isEmpty && told.refused == 0, "\(table.name) \(table.kind): \(told)")
        }
    }

    @Test func `a year that repeats another one is told in each shape that states several`() throws {
        var count = 0
        for table in tables {
            let pairs = pairs(table)
            // A section of one region, or sections of a few, are no years of regions.
            guard Set(pairs.map(\.from.0)).count >= 6, table.labelColumn != nil, table.name != "pdrb_bps", table.name != "sektor_provinsi"
            else { continue }
            var copied = table
            for (from, to) in pairs { if let value = table.value(from.0, from.1) { copied.write(value, to.0, to.1) } }
            let codes = try told(copied, "ulang-\(table.name)-\(table.kind)").codes
            #expect(codes.contains("repeats_year"), "\(table.name) \(table.kind): \(codes)")
            count += 1
        }
        #expect(count >= 8)
    }

    @Test(arguments: [10.0, 100, 1000, 0.001]) func `a figure of another magnitude is told`(times: Double) throws {
        var count = 0
        for table in tables {
            let isSteady = Set(table.taken.values.compactMap { $0["year"] }).count > 3 || table.unit != nil || table.kind == .wages
            guard isSteady, let row = table.data.last, let column = table.figures.max(), let value = table.value(row, column) else {
                continue
            }
            var odd = table
            // Persons are whole: 91.026 of them are many.
            odd.write(value == value.rounded() ? (value * times).rounded() : value * times, row, column)
            let told = try told(odd, "kali\(times)-\(table.name)-\(table.kind)")
            // A rate above 100 is none, and a part of a person neither: such a row is refused with its reason.
            let isTold = told.codes.contains("magnitude") || told.refused > 0
            #expect(isTold, "\(table.name) \(table.kind) \(value): \(told)")
            count += 1
        }
        #expect(count >= 6)
    }

    @Test func `a kota with the figures of its kabupaten is told`() throws {
        var count = 0
        for table in tables {
            guard let column = table.labelColumn else { continue }
            func rows(_ name: String) -> [Int] { table.data.filter { table.rows[$0][column].text.lowercased() == name } }
            let (regencies, cities) = (rows("kabupaten bogor"), rows("kota bogor"))
            guard !regencies.isEmpty, regencies.count == cities.count else { continue }
            var same = table
            for (from, to) in zip(regencies, cities) {
                for figure in table.figures { if let value = table.value(from, figure) { same.write(value, to, figure) } }
            }
            let codes = try told(same, "sama-\(table.name)-\(table.kind)").codes
            #expect(codes.contains("same_as_twin") || table.kind == .unemployment, "\(table.name) \(table.kind): \(codes)")
            count += 1
        }
        #expect(count >= 8)
    }

    @Test func `a line of totals that is not the sum is told in each shape whose figures are sums`() throws {
        var count = 0
        for table in tables where ![.wages, .unemployment].contains(table.kind) && table.unit == nil {
            guard let key = table.labelColumn, let last = table.data.last,
                Set(table.taken.values.compactMap { $0["year"] }).count > 0 || table.name == "angkatan_kerja"
            else { continue }
            for factor in [1, 1.1] {
                var total = table
                total.fill()
                var cells = [OfficeTable.Cell](repeating: OfficeTable.Cell(text: ""), count: total.width)
                cells[key] = OfficeTable.Cell(text: "Jumlah")
                total.rows.insert(cells, at: last + 1)
                for column in table.figures {
                    total.write(table.data.compactMap { table.value($0, column) }.reduce(0, +) * factor, last + 1, column)
                }
                let codes = try told(total, "jumlah\(factor)-\(table.name)-\(table.kind)").codes
                #expect(codes.contains("total") == (factor > 1), "\(table.name) \(table.kind) \(factor): \(codes)")
            }
            count += 1
        }
        #expect(count >= 4)
    }
}
