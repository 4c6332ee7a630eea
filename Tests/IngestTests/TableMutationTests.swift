import Configuration
import Domain
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// What an import takes of a file: its rows, read and checked as an import does it before it asks the database.
struct TableTaking {
    let fixture: ShapeFixture
    let places: PlaceResolver
    let industries: IndustryNames
    let root: DataRoot
    /// How the regions of the register belong together.
    let families: RegionFamilies

    /// - Parameter register: a file of regions.
    init(register: URL) throws {
        fixture = try ShapeFixture()
        root = try DataRoot.find()
        let table = try CSVTable(register)
        func column(_ names: String...) throws -> Int { try #require(table.header.firstIndex(where: names.contains), "\(names)") }
        let (code, name, kind) = (try column("region_code", "kode_kemendagri"), try column("name", "nama"), try column("kind", "jenis"))
        let bps = try column("bps_code", "kode_bps")
        let regions = table.rows.map { row in
            Region(
                code: row[code], name: row[name], kind: Region.Kind(rawValue: row[kind]) ?? .kabupaten, position: nil, population: nil,
                bpsCode: row[bps].isEmpty ? nil : row[bps])
        }
        families = RegionFamilies(regions: regions)
        places = PlaceResolver(
            gazetteer: Gazetteer(regions: regions, districts: [], entries: try PlaceEntry.load(root), codes: try RegionCodeEntry.load(root))
        )
        let register = try CSVTable(root.config.appending(path: "industries.csv")).rows.flatMap { row in
            [(code: row[0], name: row[2]), (code: row[0], name: row[3])]
        }
        industries = IndustryNames(try IndustryNames.configured(root) + register)
    }

    struct Rows {
        /// The values of rows that are taken, by their keys.
        var values: [String: String] = [:]
        /// How many rows are refused, and the first reasons.
        var refused = 0
        var reasons: [String] = []
        /// Keys of which a later row says otherwise.
        var contradicted: Set<String> = []
        /// What of the table's totals is not the sum of its parts.
        var totals: [TableTotals.Difference] = []
    }

    /// The figures of rows that are taken, for checks of whether they can be right.
    func figures(_ rows: Rows, _ kind: ImportKind) -> [StatedFigure] {
        let specification = kind.specification
        let names = specification.columns.map(\.name)
        let (keys, others) = (names.filter(specification.key.contains), names.filter { !specification.key.contains($0) })
        return rows.values.sorted { $0.key < $1.key }.enumerated().flatMap { line, row -> [StatedFigure] in
            let key = Dictionary(
                uniqueKeysWithValues: zip(keys, row.key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)))
            let values = row.value.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            return specification.figures.compactMap { figure -> StatedFigure? in
                guard let value = zip(others, values).first(where: { $0.0 == figure.column }).flatMap({ Double($0.1) }) else { return nil }
                return StatedFigure(
                    measure: figure.column, nature: figure.nature, region: key["region_code"] ?? "", year: Int(key["year"] ?? "") ?? 0,
                    item: specification.itemColumn.flatMap { key[$0] } ?? "",
                    variant: specification.variantColumn.flatMap { key[$0] } ?? "",
                    value: value, line: line + 1)
            }
        }
    }

    /// Reads a file.
    ///
    /// - Throws: `ImportError` where the whole file is refused.
    func rows(_ path: String, _ kind: ImportKind) throws -> Rows {
        let inspection = try FileInspection(path: path)
        let importer = try Importer(kind, aliases: fixture.aliases, root: root).shaped(for: inspection)
        let table = TableImport(importer: importer, inspection: inspection, titleWords: .none)
        var reader = try importer.reader(inspection)
        let layout = try importer.layout(&reader, inspection, table.specification)
        let seen = table.specification.regionColumn == nil ? TableImport.TextsSeen() : try table.textsSeen(importer)
        let regions = table.specification.regionColumn == nil ? nil : table.regionReader(importer, layout, seen, places)
        let industries = table.specification.industryColumn == nil ? nil : IndustryReader(industries, seen: seen.industries)
        var occupations = try importer.occupationReader()
        let names = table.specification.columns.map(\.name)
        var rows = Rows()
        var record = TableRecord()
        while try reader.next(&record) {
            guard kind != .vacancies else {
                let texts = ["title", "employer", "place"].map { name in
                    names.firstIndex(of: name).flatMap { layout.fields[$0] }.map {
                        record.text($0).split(whereSeparator: \.isWhitespace).joined(separator: " ")
                    } ?? ""
                }
                guard texts.contains(where: { !$0.isEmpty }) else {
                    rows.refused += 1
                    continue
                }
                let pay = layout.fields[KindSpecification.VacancyColumn.pay].map { fixture.aliases.pay.read(Substring(record.text($0))) }
                rows.values[texts.joined(separator: "|") + "|\(pay.map { "\($0)" } ?? "")"] = ""
                continue
            }
            let row = table.checked(record, layout, regions, industries, &occupations)
            guard row.faults.isEmpty, let values = row.values else {
                rows.refused += 1
                if rows.reasons.count < 3 {
                    rows.reasons.append(row.faults.first.map { "\($0.column ?? "") \($0.value ?? "") \($0.code)" } ?? "")
                }
                continue
            }
            let key = zip(names, values).filter { table.specification.key.contains($0.0) }.map { $0.1 ?? "" }.joined(separator: "|")
            let own = zip(names, values).filter { !table.specification.key.contains($0.0) }.map { $0.1 ?? "" }.joined(separator: "|")
            // Of two rows with one key the first is taken.
            guard let known = rows.values[key] else {
                rows.values[key] = own
                continue
            }
            if known != own {
                rows.refused += 1
                rows.contradicted.insert(key)
            }
        }
        rows.totals = reader.totals
        return rows
    }
}

/// Tables of offices, changed as other offices write theirs: they give the same rows or are refused, and never others.
@Suite struct TableMutationTests {
    /// One table changed by a few draws of a seed.
    private struct Variant {
        /// Which of the tables it was made of.
        let origin: Int
        let names: [String]
        let effect: MutationEffect
        let table: OfficeTable
    }

    private func variant(_ number: Int, of tables: [OfficeTable], seed: UInt64) -> Variant {
        var random = Mutator(seed: seed &* 1_000_003 &+ UInt64(number))
        for _ in 0..<100 {
            let origin = random.below(tables.count)
            var table = tables[origin]
            let count = 1 + random.below(3)
            var places = Set<Int>()
            // Each way is used about as often as the others.
            places.insert(number % TableMutation.all.count)
            while places.count < count { places.insert(random.below(TableMutation.all.count)) }
            let chosen = places.sorted().map { TableMutation.all[$0] }
            let isExclusive = chosen.contains { $0.name == "another measure" }
            var effect = MutationEffect.none
            var names: [String] = []
            for mutation in chosen where !isExclusive || mutation.name == "another measure" {
                guard let own = mutation.apply(&table, &random) else { continue }
                effect.add(own)
                names.append(mutation.name)
            }
            if !names.isEmpty { return Variant(origin: origin, names: names, effect: effect, table: table) }
        }
        preconditionFailure("no way to change any table")
    }

    /// Whether two rows have the same values; where figures were taken away, the second one may lack some.
    private func sameValue(_ one: String, _ other: String, mayLack: Bool) -> Bool {
        if one == other { return true }
        let (first, second) = (
            one.split(separator: "|", omittingEmptySubsequences: false), other.split(separator: "|", omittingEmptySubsequences: false)
        )
        guard first.count == second.count else { return false }
        return zip(first, second).allSatisfy { left, right in
            if left == right || mayLack && right.isEmpty { return true }
            guard let left = Double(left), let right = Double(right) else { return false }
            return abs(left - right) <= 1e-9 * max(abs(left), abs(right))
        }
    }

    /// Draws variants of tables, and tells what of them would be loaded otherwise.
    private func check(_ tables: [OfficeTable], _ taking: TableTaking, variants: Int, seed: UInt64) throws {
        var originals: [TableTaking.Rows] = []
        for table in tables {
            var plain = table
            plain.fill()
            let rows = try taking.rows(plain.write(taking.fixture, "asli-\(table.kind)"), table.kind)
            #expect(
                rows.values.count > 3 && rows.refused <= rows.values.count / 10,
                "\(table.name) \(table.kind): \(rows.values.count), \(rows.reasons)")
            originals.append(rows)
        }
        var same = 0
        var refusals: [String: Int] = [:]
        for number in 0..<variants {
            let variant = variant(number, of: tables, seed: seed)
            let table = variant.table
            let original = originals[variant.origin]
            let folder = "v\(seed)-\(number)"
            let label =
                "seed \(seed) variant \(number), \(table.shape.name) as \(table.kind): \(variant.names.joined(separator: ", ")) (\(folder))"
            let path = try table.write(taking.fixture, folder)
            let rows: TableTaking.Rows
            do {
                rows = try taking.rows(path, table.kind)
            } catch let error as ImportError {
                refusals["\(error)".prefix(40).description, default: 0] += 1
                continue
            }
            if variant.effect.isOtherMeasure {
                #expect(rows.values.isEmpty, "\(label): taken for the same measure")
                continue
            }
            let others = rows.values.filter { key, value in
                // Which of two rows counts, where the file itself says two things, is a matter of their order.
                if original.contradicted.contains(key) { return false }
                if let own = original.values[key] { return !sameValue(own, value, mayLack: variant.effect.lost > 0) }
                if variant.effect.years.contains(where: { key.contains($0) }) { return false }
                return !(variant.effect.mayAddTotals && (key.prefix { $0 != "|" }.count == 2 || key.contains(",")))
            }
            #expect(
                others.isEmpty,
                "\(label): \(others.count) others, such as \(others.sorted { $0.key < $1.key }.prefix(2).map { "\($0.key) is \($0.value), not \(original.values[$0.key] ?? "there")" })"
            )
            let lost = original.values.keys.filter { rows.values[$0] == nil }.count
            #expect(
                lost <= rows.refused + variant.effect.lost,
                "\(label): \(lost) rows are lost, \(rows.refused) refused: \(original.values.keys.filter { rows.values[$0] == nil }.sorted().prefix(3))"
            )
            if rows.refused == 0 { same += 1 } else { refusals[rows.reasons.first ?? "", default: 0] += 1 }
        }
        if ProcessInfo.processInfo.environment["PADAN_SEEDS"] != nil {
            print("seed \(seed): \(same) of \(variants) the same; \(refusals.sorted { $0.key < $1.key })")
        }
        // A reader that refuses all would pass as well.
        #expect(Double(same) >= 0.6 * Double(variants), "only \(same) of \(variants) are read whole: \(refusals)")
    }

    /// The seed that the suite runs with, or those that a person asks for: `PADAN_SEEDS=2,3,4`.
    private static var seeds: [UInt64] {
        (ProcessInfo.processInfo.environment["PADAN_SEEDS"] ?? "20181123").split(separator: ",").compactMap { UInt64($0) }
    }

    @Test func `tables written here give the same rows or are refused, whatever else is changed about them`() throws {
        let taking = try TableTaking(register: DataRoot.find().config.appending(path: "sample/regions.csv"))
        let tables = try OfficeTableSamples(taking.fixture).tables()
        for seed in Self.seeds { try check(tables, taking, variants: 300, seed: seed) }
    }

    @Test(.enabled(if: ShapeImportTests.isThere))
    func `offices' own files give the same rows or are refused, whatever else is changed about them`() throws {
        let taking = try TableTaking(register: URL(filePath: RealData.folder + "/regions.csv"))
        var tables: [OfficeTable] = []
        let workbook = OfficeTable.Format.workbook(sheets: ["Sheet1"])
        let semicolons = OfficeTable.Format.text(separator: ";", lineEnd: "\n", isWindows1252: false, hasMark: false)
        for (name, kind, format, sheet, most) in [
            ("umk_jabar_2017_2025.csv", ImportKind.wages, semicolons, nil, 120), ("umk_jateng_2019_2020.csv", .wages, .plain, nil, 30),
            ("ump_provinsi_2002_2022.csv", .wages, .plain, nil, 150), ("tpt_jatim_2001_2025.xlsx", .unemployment, workbook, nil, 100_000),
            ("tpt_provinsi_2023.csv", .unemployment, .plain, nil, 100_000),
            ("jatim_ketenagakerjaan_2023_2025.xlsx", .unemployment, workbook, "TPT_KabKota", 100_000),
            ("jatim_ketenagakerjaan_2023_2025.xlsx", .labourForce, workbook, "TPT_KabKota", 100_000),
            ("jatim_ketenagakerjaan_2023_2025.xlsx", .employment, workbook, "Sektor", 100_000),
            ("national/sakernas_PYB_2018_2024.xlsx", .employment, workbook, nil, 30),
            ("national/sakernas_PYB_2018_2024.xlsx", .occupationEmployment, workbook, nil, 30),
            ("national/sakernas_PT_2018_2024.xlsx", .labourForce, workbook, nil, 60),
            ("national/pdrb_adhk_2020.xlsx", .grdp, workbook, nil, 40), ("blk_jawa_bali.csv", .blks, .plain, nil, 60),
            ("bbpvp_program_2025.xlsx", .programs, workbook, nil, 100_000), ("skkni_unit_per_skema.csv", .units, .plain, nil, 60),
            ("jobstreet_gaji.csv", .vacancies, .plain, nil, 60), ("iklan_jabar_2025.csv", .vacancies, .plain, nil, 60),
        ] {
            let path = ShapeImportTests.folder + "/" + name
            let cells = try OfficeTable.cells(of: path, sheet: sheet, most: most)
            let base = URL(filePath: path).deletingPathExtension().lastPathComponent
            var format = format
            if case .workbook = format, let sheet { format = .workbook(sheets: [sheet]) }
            tables.append(try OfficeTable(base, kind, format, cells, taking.fixture))
        }
        for seed in Self.seeds { try check(tables, taking, variants: 300, seed: seed) }
    }
}
