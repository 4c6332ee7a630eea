import Foundation
import TestSupport

@testable import Ingest

/// What a mutated table may say otherwise than the untouched one.
struct MutationEffect: Sendable {
    /// Years that only the mutated table has.
    var years: Set<String> = []
    /// Whether rows of provinces, or of all industries, may come on top.
    var mayAddTotals = false
    /// Rows whose figure was taken away.
    var lost = 0
    /// Whether the figures mean something else now, so that nothing may be taken.
    var isOtherMeasure = false

    static let none = MutationEffect()

    mutating func add(_ other: MutationEffect) {
        years.formUnion(other.years)
        mayAddTotals = mayAddTotals || other.mayAddTotals
        lost += other.lost
        isOtherMeasure = isOtherMeasure || other.isOtherMeasure
    }
}

/// A way in which another office, or another program, would have written the same table.
struct TableMutation: Sendable {
    let name: String
    /// Changes a table; answers `nil` where it is not of the sort that can be changed so.
    let apply: @Sendable (inout OfficeTable, inout Mutator) -> MutationEffect?

    init(_ name: String, _ apply: @escaping @Sendable (inout OfficeTable, inout Mutator) -> MutationEffect?) {
        self.name = name
        self.apply = apply
    }

    /// All of them.
    static let all =
        columns + headers + lines + units + numbers + files + regions + [
            doubledRows, contradictingRows, otherYear, lostFigures, otherMeasure, contradictingColumn, stackedTable,
        ]

    // MARK: - Columns

    private static let columns = [
        TableMutation("columns moved") { table, random in
            table.writeOutGroups()
            table.fill()
            var order = Array(0..<table.width)
            for place in order.indices.dropFirst().reversed() { order.swapAt(place, random.below(place + 1)) }
            for row in table.header.lowerBound..<table.rows.count where table.rows[row].count(where: { !$0.text.isEmpty }) > 1 {
                table.rows[row] = order.map { table.rows[row][$0] }
            }
            table.follow { order.firstIndex(of: $0) ?? $0 }
            return MutationEffect.none
        },
        TableMutation("a column of numbers in front") { table, _ in
            table.insertColumn(0, header: "No") { String($0 + 1) }
            return MutationEffect.none
        },
        TableMutation("an empty column in front") { table, _ in
            table.insertColumn(0, header: "") { _ in "" }
            return MutationEffect.none
        },
        TableMutation("a column of remarks behind") { table, _ in
            table.insertColumn(table.width, header: "Keterangan") { $0 == 2 ? "angka sementara" : "" }
            return MutationEffect.none
        },
        TableMutation("a column of totals behind") { table, random in
            guard table.figures.count > 1, let last = table.figures.max() else { return nil }
            table.fill()
            let totals = table.data.map { row in (row, table.figures.compactMap { table.value(row, $0) }.reduce(0, +)) }
            let title = random.pick(["Jumlah", "Total", "JUMLAH/TOTAL", "Rata-rata"])
            table.insertColumn(last + 1, header: title) { _ in "" }
            for (row, total) in totals { table.write(total, row, last + 1) }
            return MutationEffect(mayAddTotals: true)
        },
    ]

    // MARK: - Headers

    private static let headers = [
        TableMutation("headers spelled otherwise") { table, random in
            table.mapHeader { text in
                switch random.below(6) {
                case 0: text.uppercased()
                case 1: text.replacing("_", with: " ")
                case 2: text.replacing(" ", with: "_")
                case 3: " \(text)  "
                case 4: text.replacing(" ", with: "\u{A0}")
                default: text.capitalized
                }
            }
            return MutationEffect.none
        },
        TableMutation("headers renamed within aliases") { table, random in
            let titles = ShapeHead.header(table.rows[table.header].map { $0.map(\.text) })
            var isChanged = false
            for field in table.output.fields {
                guard case .columns(let patterns) = field.source else { continue }
                let usual = titles.compactMap { patterns.firstMatch($0)?.pattern }.first
                let others = patterns.filter { $0.names == usual?.names && !$0.text.contains("|") && $0.text != usual?.text }
                guard !others.isEmpty, table.header.count == 1 else { continue }
                let other = random.pick(others)
                for (column, title) in titles.enumerated() {
                    // The first pattern that fits is the one by which the column is read.
                    guard let found = patterns.firstMatch(title), found.pattern == usual,
                        table.figures.contains(column) || table.keys.contains(column)
                    else { continue }
                    var text = other.text.replacing("*", with: "")
                    for (name, value) in found.taken { text = text.replacing("{\(name)}", with: value) }
                    table.set(table.header.lowerBound, column, OfficeTable.Cell(text: text))
                    isChanged = true
                }
            }
            return isChanged ? MutationEffect.none : nil
        },
        TableMutation("groups of headers written out") { table, _ in
            guard table.header.count > 1 else { return nil }
            table.writeOutGroups()
            return MutationEffect.none
        },
        TableMutation("header lines merged into one") { table, _ in
            guard table.header.count > 1 else { return nil }
            let titles = ShapeHead.header(table.rows[table.header].map { $0.map(\.text) })
            table.rows.replaceSubrange(table.header, with: [titles.map { OfficeTable.Cell(text: $0.text.replacing(" | ", with: " ")) }])
            table.header = table.header.lowerBound..<table.header.lowerBound + 1
            return MutationEffect.none
        },
        TableMutation("years of headers marked as provisional") { table, random in
            let mark = random.pick(["*", "**", "*)"])
            let titles = table.rows[table.header].joined().map(\.text)
            guard titles.contains(where: { $0.wholeMatch(of: /(?:19|20)[0-9]{2}/) != nil }) else { return nil }
            table.mapHeader { text in text.wholeMatch(of: /(?:19|20)[0-9]{2}/) != nil ? text + mark : text }
            return MutationEffect.none
        },
        TableMutation("years of headers with their word") { table, _ in
            let titles = table.rows[table.header].joined().map(\.text)
            guard titles.contains(where: { $0.wholeMatch(of: /(?:19|20)[0-9]{2}/) != nil }) else { return nil }
            table.mapHeader { text in text.wholeMatch(of: /(?:19|20)[0-9]{2}/) != nil ? "Tahun \(text)" : text }
            return MutationEffect.none
        },
    ]

    // MARK: - Lines

    private static let lines = [
        TableMutation("a line of totals") { table, random in
            guard let key = table.labelColumn, !table.shape.everyRow, let last = table.data.last else { return nil }
            table.fill()
            let isFirst = random.below(4) == 0
            var cells = [OfficeTable.Cell](repeating: OfficeTable.Cell(text: ""), count: table.width)
            let label = random.pick(["Jumlah", "TOTAL", "Jumlah/Total", "Total Keseluruhan", "JUMLAH KABUPATEN/KOTA", "Rata-rata", "Total"])
            cells[random.below(3) == 0 ? 0 : key] = OfficeTable.Cell(text: label)
            table.rows.insert(cells, at: isFirst ? table.header.upperBound : last + 1)
            let line = isFirst ? table.header.upperBound : last + 1
            let others = table.data.filter { $0 != line }
            for column in table.figures { table.write(others.compactMap { table.value($0, column) }.reduce(0, +), line, column) }
            return MutationEffect.none
        },
        TableMutation("blank lines") { table, random in
            for _ in 0..<4 {
                table.rows.insert(
                    [OfficeTable.Cell(text: "")],
                    at: table.header.upperBound + random.below(max(1, table.rows.count - table.header.upperBound)))
            }
            table.fill()
            return MutationEffect.none
        },
        TableMutation("footnotes") { table, random in
            guard !table.shape.everyRow else { return nil }
            let notes = [
                "Catatan: angka sementara", "Sumber: BPS, Sakernas Agustus 2023", "Source Url: https://jabar.bps.go.id/x",
                "*) Angka sangat sementara", "Keterangan : - tidak ada data", "Sumber : Keputusan Gubernur Nomor 560/Kep.732-Kesra/2021",
            ]
            for _ in 0...random.below(3) { table.rows.append([OfficeTable.Cell(text: random.pick(notes))]) }
            table.fill()
            return MutationEffect.none
        },
        TableMutation("titles above the header") { table, random in
            guard table.header.upperBound < 10 else { return nil }
            let title = random.pick(["Provinsi Jawa Barat", "Lampiran 3", "BADAN PUSAT STATISTIK", "Diperbarui 3 Maret 2031"])
            table.insertRow([OfficeTable.Cell(text: title)], at: 0)
            table.fill()
            return MutationEffect.none
        },
        TableMutation("a line of column numbers") { table, _ in
            guard !table.shape.everyRow else { return nil }
            table.fill()
            table.rows.insert((0..<table.width).map { OfficeTable.Cell(text: "(\($0 + 1))") }, at: table.header.upperBound)
            return MutationEffect.none
        },
        TableMutation("rows in another order") { table, random in
            // Rows that stand for those below them must stay where they are.
            guard !table.output.fields.contains(where: \.carriesDown) else { return nil }
            let data = table.data
            var order = data
            for place in order.indices.dropFirst().reversed() { order.swapAt(place, random.below(place + 1)) }
            let rows = table.rows
            for (to, from) in zip(data, order) { table.rows[to] = rows[from] }
            return MutationEffect.none
        },
    ]

    private static let doubledRows = TableMutation("rows doubled") { table, random in
        for _ in 0..<3 {
            guard let row = table.data.isEmpty ? nil : random.pick(table.data) else { return nil }
            table.rows.insert(table.rows[row], at: row + 1)
        }
        return MutationEffect.none
    }

    private static let contradictingRows = TableMutation("a row doubled with other figures") { table, random in
        guard !table.data.isEmpty, !table.figures.isEmpty, table.kind != .vacancies else { return nil }
        let row = random.pick(table.data)
        guard let last = table.data.last else { return nil }
        table.contradictsItself = true
        table.rows.insert(table.rows[row], at: last + 1)
        for column in table.figures {
            if let value = table.value(row, column) { table.write((value * 1.5 + 1).rounded(), last + 1, column) }
        }
        return MutationEffect.none
    }

    private static let lostFigures = TableMutation("figures that are not there") { table, random in
        // Without its figure, the first of two rows that contradict each other leaves the place to the second.
        guard !table.figures.isEmpty, !table.shape.blankIsZero, !table.data.isEmpty, !table.contradictsItself else { return nil }
        let columns = table.figures.sorted()
        for _ in 0..<3 {
            table.set(
                random.pick(table.data), random.pick(columns), OfficeTable.Cell(text: random.pick(["-", "…", "n.a.", "NA", "", "–"])))
        }
        return MutationEffect(lost: 3)
    }

    private static let stackedTable = TableMutation("the same header again amid the rows") { table, random in
        guard table.data.count > 3, !table.shape.everyRow else { return nil }
        table.fill()
        let row = table.data[1 + random.below(table.data.count - 1)]
        table.rows.insert(contentsOf: table.rows[table.header], at: row)
        return MutationEffect.none
    }

    // MARK: - Years, measures

    private static let otherYear = TableMutation("another year on top") { table, random in
        guard !table.figures.isEmpty else { return nil }
        table.fill()
        let own = table.figures.filter { table.taken[$0]?["year"] != nil }
        if let last = own.compactMap({ table.taken[$0]?["year"] }).max() {
            // The columns of one year once more, with other figures.
            table.writeOutGroups()
            let columns = own.filter { table.taken[$0]?["year"] == last }.sorted()
            let to = random.below(2) == 0 ? columns[0] : table.width
            for row in table.rows.indices {
                var copies = columns.map { table.rows[row][$0] }
                if table.header.contains(row) {
                    for index in copies.indices { copies[index].text = copies[index].text.replacing(last, with: "2031") }
                }
                let isAlone = table.rows[row].count(where: { !$0.text.isEmpty }) <= 1 && !table.header.contains(row)
                table.rows[row].insert(contentsOf: copies, at: isAlone ? table.rows[row].count : to)
            }
            table.follow { $0 >= to ? $0 + columns.count : $0 }
            return table.bump(in: Array(to..<to + columns.count))
        }
        let titles = ShapeHead.header(table.rows[table.header].map { $0.map(\.text) })
        guard case .columns(let patterns)? = table.output.fields.first(where: { $0.column == "year" })?.source,
            let column = titles.firstIndex(where: { patterns.firstMatch($0) != nil }), let last = table.data.last
        else { return nil }
        let copies = table.data.prefix(5).map { table.rows[$0] }
        table.rows.insert(contentsOf: copies, at: last + 1)
        for row in last + 1...last + copies.count {
            table.set(row, column, OfficeTable.Cell(text: "2031", isNumber: table.rows[row][column].isNumber))
            for figure in table.figures { if let value = table.value(row, figure) { table.write(value + 1, row, figure) } }
        }
        return MutationEffect(years: ["2031"])
    }

    private static let otherMeasure = TableMutation("another measure") { table, _ in
        let others: [ImportKind: [(String, String)]] = [
            .wages: [
                ("upah minimum", "rata-rata upah"), ("upah_minimum", "rata_rata_upah"), ("umr", "upah rata-rata"),
                ("ump", "upah rata-rata"), ("umk", "upah rata-rata"),
            ],
            .unemployment: [
                ("tingkat pengangguran terbuka", "tingkat partisipasi angkatan kerja"),
                ("tingkat_pengangguran_terbuka", "tingkat_partisipasi_angkatan_kerja"),
                ("tpt", "tpak"),
            ],
        ]
        guard let pairs = others[table.kind] else { return nil }
        var isChanged = false
        for row in 0..<table.header.upperBound {
            for column in table.rows[row].indices {
                var text = table.rows[row][column].text.lowercased()
                for (from, to) in pairs where text.contains(from) {
                    text = text.replacing(from, with: to)
                    isChanged = true
                }
                if isChanged, text != table.rows[row][column].text.lowercased() { table.rows[row][column].text = text }
            }
        }
        if table.name.lowercased().contains("umk") || table.name.lowercased().contains("tpt") { table.name = "tabel" }
        if case .workbook = table.format { table.format = .workbook(sheets: ["Lembar"]) }
        return isChanged ? MutationEffect(isOtherMeasure: true) : nil
    }

    private static let contradictingColumn = TableMutation("a column doubled with other figures") { table, random in
        guard let column = table.figures.isEmpty ? nil : random.pick(table.figures.sorted()) else { return nil }
        table.writeOutGroups()
        table.fill()
        for row in table.rows.indices { table.rows[row].insert(table.rows[row][column], at: column) }
        table.follow { $0 >= column ? $0 + 1 : $0 }
        return table.bump(in: [random.below(2) == 0 ? column : column + 1]).map { _ in MutationEffect.none }
    }

    // MARK: - Units

    private static let units = [
        TableMutation("figures in thousands, as the column of units says") { table, random in
            guard let unit = table.unit, !table.isScaled else { return nil }
            table.isScaled = true
            let times = random.pick([1e3, 1e6])
            let word = times == 1e3 ? random.pick(["RIBU", "Ribu"]) : "JUTA"
            for row in table.data {
                let own = table.rows[row][unit].text
                table.set(row, unit, OfficeTable.Cell(text: "\(word) \(own)"))
                for column in table.figures { if let value = table.value(row, column) { table.write(value / times, row, column) } }
            }
            return MutationEffect.none
        },
        TableMutation("figures in another unit, as the header says") { table, random in
            guard let (word, times) = table.otherUnit, table.unit == nil else { return nil }
            let text = random.pick([" (\(word))", " (\(word.lowercased()))", " [\(word)]"])
            table.writeOutGroups()
            table.fill()
            let line = random.pick(Array(table.header))
            for column in table.figures {
                let own = table.rows[line][column].text.replacing(/\s*[(\[][^)\]]*[)\]]\s*$/, with: "")
                table.set(line, column, OfficeTable.Cell(text: own + text))
            }
            table.scale(times)
            return MutationEffect.none
        },
        TableMutation("figures in another unit, as a title above the table says") { table, random in
            guard let (word, times) = table.otherUnit, table.unit == nil, table.header.upperBound < 10 else { return nil }
            table.dropUnits()
            table.scale(times)
            let text = random.pick(["Satuan: \(word)", "(dalam \(word.lowercased()))", "(\(word))"])
            table.insertRow([OfficeTable.Cell(text: text)], at: 0)
            table.fill()
            return MutationEffect.none
        },
    ]

    // MARK: - Numbers

    private static let numbers = [
        TableMutation("numbers as text in the Indonesian way") { table, _ in table.writeNumbers { OfficeTable.grouped($0, ".", ",") } },
        TableMutation("numbers as text in the English way") { table, _ in table.writeNumbers { OfficeTable.grouped($0, ",", ".") } },
        TableMutation("numbers as text with blanks") { table, random in
            let blank = random.pick([" ", "\u{A0}"])
            return table.writeNumbers { OfficeTable.grouped($0, blank, ",") }
        },
        TableMutation("numbers with their unit") { table, _ in
            switch table.kind {
            case .wages: table.writeNumbers { "Rp \(OfficeTable.grouped($0, ".", ","))" }
            case .unemployment: table.writeNumbers { "\(OfficeTable.plain($0).replacing(".", with: ",")) %" }
            case .employment, .labourForce: table.writeNumbers { "\(OfficeTable.grouped($0, ".", ",")) orang" }
            default: nil
            }
        },
        TableMutation("numbers as text") { table, _ in table.writeNumbers { OfficeTable.plain($0) } },
        TableMutation("numbers with a decimal comma") { table, _ in
            table.writeNumbers { OfficeTable.plain($0).replacing(".", with: ",") }
        },
    ]

    // MARK: - Files

    private static let files = [
        TableMutation("another kind of text file") { table, random in
            table.fill()
            table.format = .text(
                separator: random.pick([",", ";", "\t"]), lineEnd: random.pick(["\n", "\r\n"]), isWindows1252: random.below(2) == 0,
                hasMark: random.below(3) == 0)
            return MutationEffect.none
        },
        TableMutation("a workbook") { table, random in
            let names = ["Sheet1", "Data", "Tabel 1", "Lembar1"]
            table.numbersAsCells()
            table.format = .workbook(sheets: random.below(2) == 0 ? [random.pick(names)] : ["Catatan", random.pick(names)])
            return MutationEffect.none
        },
        TableMutation("a page named .xls") { table, _ in
            table.fill()
            table.format = .page
            return MutationEffect.none
        },
        TableMutation("the file renamed") { table, random in
            table.name = random.pick(["unduhan (3)", "tabel-1", "DATA FINAL REV2", "laporan"])
            return MutationEffect.none
        },
    ]

    // MARK: - Regions

    private static let regions = [
        TableMutation("regions in other words") { table, random in
            guard let column = table.labelColumn else { return nil }
            var isChanged = false
            for row in table.data {
                let text = table.rows[row][column].text
                guard let match = text.wholeMatch(of: /(?i)(kabupaten|kab\.?)\s+(.+)/) else {
                    if text.contains(where: \.isLetter), text.lowercased().hasPrefix("kota ") {
                        table.rows[row][column].text = random.below(2) == 0 ? text.uppercased() : text.capitalized
                        isChanged = true
                    }
                    continue
                }
                let name = String(match.2)
                table.rows[row][column].text = random.pick([
                    "Kab. \(name)", "KABUPATEN \(name.uppercased())", "Kab \(name)", "kabupaten \(name.lowercased())",
                ])
                isChanged = true
            }
            return isChanged ? MutationEffect.none : nil
        },
        TableMutation("codes of regions with a point, or without") { table, _ in
            var isChanged = false
            table.fill()
            for row in table.data {
                for column in table.keys {
                    let text = table.rows[row][column].text
                    if text.wholeMatch(of: /[1-9][0-9]{3}/) != nil, !text.hasPrefix("19"), !text.hasPrefix("20") {
                        table.set(row, column, OfficeTable.Cell(text: "\(text.prefix(2)).\(text.suffix(2))"))
                        isChanged = true
                    }
                }
            }
            return isChanged ? MutationEffect.none : nil
        },
        TableMutation("a line of the province") { table, random in
            guard let column = table.labelColumn, [.wages, .unemployment, .employment, .labourForce].contains(table.kind),
                table.keys.count == 1, let last = table.data.last,
                table.data.contains(where: { table.rows[$0][column].text.lowercased().hasPrefix("kota ") })
            else { return nil }
            table.fill()
            var cells = [OfficeTable.Cell](repeating: OfficeTable.Cell(text: ""), count: table.width)
            cells[column] = OfficeTable.Cell(text: random.pick(["Jawa Barat", "PROVINSI JAWA BARAT"]))
            let data = table.data
            table.rows.insert(cells, at: last + 1)
            for figure in table.figures { table.write(data.compactMap { table.value($0, figure) }.max() ?? 1, last + 1, figure) }
            return MutationEffect(mayAddTotals: true)
        },
    ]
}

extension OfficeTable {
    /// Another unit that the figures may stand in, and how many of the kind's own it is; `nil` for rates, which have none.
    var otherUnit: (word: String, times: Double)? {
        guard !figures.isEmpty, !isScaled else { return nil }
        let above = rows[..<header.upperBound].joined().map { $0.text.lowercased() }
        if kind == .grdp, above.contains(where: { $0.contains("rupiah") }) { return nil }
        switch kind {
        case .wages: return ("Ribu Rupiah", 1e3)
        case .employment, .labourForce, .occupationEmployment: return ("Ribu Orang", 1e3)
        case .grdp: return ("Juta Rupiah", 1e-3)
        default: return nil
        }
    }

    /// Writes the figures in another unit.
    mutating func scale(_ times: Double) {
        isScaled = true
        let values = data.flatMap { row in figures.map { (row, $0, value(row, $0)) } }
        for (row, column, value) in values { if let value { write(value / times, row, column) } }
    }

    /// Takes units in brackets out of the header and of what stands above it.
    mutating func dropUnits() {
        for row in 0..<header.upperBound {
            for column in rows[row].indices {
                rows[row][column].text = rows[row][column].text.replacing(/(?i)\s*[(\[][^)\]]*(?:rupiah|orang)[)\]]/, with: "")
            }
        }
    }

    /// The column of the words that say what a row is about.
    var labelColumn: Int? {
        keys.sorted().first { column in
            data.prefix(8).allSatisfy { column < rows[$0].count && rows[$0][column].text.contains(where: \.isLetter) }
        }
    }

    /// The figure of a cell.
    func value(_ row: Int, _ column: Int) -> Double? {
        guard column < rows[row].count else { return nil }
        let cell = rows[row][column]
        if let figure = cell.figure { return figure }
        if cell.isNumber { return Double(cell.text) }
        return (try? NumberText.read(Substring(cell.text), style: kind == .unemployment || kind == .grdp ? .measure : .count).get()) ?? nil
    }

    /// Writes a figure as the file writes its figures.
    mutating func write(_ value: Double, _ row: Int, _ column: Int) {
        let isWorkbook = if case .workbook = format { true } else { false }
        var text = Self.plain(value)
        if !isWorkbook, hasCommas { text = text.replacing(".", with: ",") }
        set(row, column, Cell(text: text, isNumber: isWorkbook, figure: value))
    }

    /// Whether the file's figures have decimal commas.
    var hasCommas: Bool {
        data.prefix(40).contains { row in figures.contains { $0 < rows[row].count && rows[row][$0].text.contains(/[0-9],[0-9]{1,2}$/) } }
    }

    /// A number with a decimal point, without needless zeros.
    static func plain(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        var text = String(format: "%.9f", value)
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }

    /// A number with marks between thousands and in front of decimals.
    static func grouped(_ value: Double, _ thousands: String, _ decimals: String) -> String {
        let parts = plain(value).split(separator: ".")
        var whole = ""
        for (index, digit) in parts[0].reversed().enumerated() {
            if index > 0, index % 3 == 0, digit != "-" { whole = thousands + whole }
            whole = String(digit) + whole
        }
        return parts.count > 1 ? whole + decimals + parts[1] : whole
    }

    /// Writes all figures as text.
    mutating func writeNumbers(_ text: (Double) -> String) -> MutationEffect? {
        guard !figures.isEmpty, kind != .vacancies else { return nil }
        let values = data.flatMap { row in figures.map { (row, $0, value(row, $0)) } }
        for (row, column, value) in values { if let value { set(row, column, Cell(text: text(value), figure: value)) } }
        return MutationEffect.none
    }

    /// Turns texts of plain numbers into numbers, as a spreadsheet program does that opens a text file.
    mutating func numbersAsCells() {
        let values = data.flatMap { row in figures.map { (row, $0, value(row, $0)) } }
        for (row, column, value) in values {
            if let value { set(row, column, Cell(text: Self.plain(value), isNumber: true, figure: value)) }
        }
    }

    /// Makes every figure of columns a little larger.
    mutating func bump(in columns: [Int]) -> MutationEffect? {
        for row in header.upperBound..<rows.count {
            for column in columns { if let value = value(row, column) { write(value + 1, row, column) } }
        }
        return MutationEffect(years: ["2031"])
    }

    /// Changes the texts of the header.
    mutating func mapHeader(_ change: (String) -> String) {
        for row in header {
            for column in rows[row].indices where !rows[row][column].text.isEmpty {
                rows[row][column] = Cell(text: change(rows[row][column].text))
            }
        }
    }

    mutating func insertRow(_ cells: [Cell], at row: Int) {
        rows.insert(cells, at: row)
        if row <= header.lowerBound { header = header.lowerBound + 1..<header.upperBound + 1 }
    }

    /// Puts a column between others; `text` gets the number of the row of data.
    mutating func insertColumn(_ column: Int, header title: String, _ text: (Int) -> String) {
        fill()
        let data = data
        for row in rows.indices {
            var cell = Cell(text: "")
            if row == header.lowerBound { cell.text = title }
            if let number = data.firstIndex(of: row) { cell.text = text(number) }
            // Titles and remarks stand where they stood.
            let isAlone = rows[row].count(where: { !$0.text.isEmpty }) <= 1 && !header.contains(row)
            rows[row].insert(cell, at: isAlone ? rows[row].count : column)
        }
        follow { $0 >= column ? $0 + 1 : $0 }
    }
}
