import Configuration
import Foundation

extension TableShape {
    /// Reads the shape of a file.
    ///
    /// - Parameters:
    ///   - file: the YAML file, whose name is the shape's.
    ///   - isOwn: whether it is a person's own.
    ///   - units: how many of ours a unit is, by its name.
    ///   - folder: where tables of words lie that the shape names.
    /// - Throws: `ConfigurationError` with the line at fault.
    init(_ file: ConfigurationFile, isOwn: Bool, units: [String: Double], folder: URL) throws {
        let written: Written = try file.decode()
        name = file.url.deletingPathExtension().lastPathComponent
        title = written.title
        self.isOwn = isOwn
        digest = file.digest
        sheet = written.sheet.map { HeaderPattern($0) }
        headerLines = written.header ?? 1
        guard (0...4).contains(headerLines) else {
            throw file.error(at: ["header"], .notAChoice("\(headerLines)", choices: ["0", "1", "2", "3", "4"]))
        }
        linesAbove = min(max(written.above ?? 20, 0), 60)
        says = (written.says?.texts ?? []).map { HeaderPattern($0) }
        lacks = (written.lacks?.texts ?? []).map { HeaderPattern($0) }
        has = (written.has?.texts ?? []).map { HeaderPattern($0) }
        switch written.blank ?? "none" {
        case "none": blankIsZero = false
        case "zero": blankIsZero = true
        case let other: throw file.error(at: ["blank"], .notAChoice(other, choices: ["none", "zero"]))
        }
        switch written.dashes ?? "row" {
        case "row": dashesArePart = false
        case "part": dashesArePart = true
        case let other: throw file.error(at: ["dashes"], .notAChoice(other, choices: ["row", "part"]))
        }
        everyRow = written.everyRow ?? false
        totals = (written.totals?.texts ?? []).map { HeaderPattern($0) }
        sums = (written.sums ?? []).map { sum in
            Sum(total: sum.total.texts.map { HeaderPattern($0) }, parts: sum.parts.texts.map { HeaderPattern($0) })
        }
        regionSystem = try written.regionCodes.map { text in
            guard let system = RegionSystem(rawValue: text) else {
                throw file.error(at: ["region_codes"], .notAChoice(text, choices: RegionSystem.allCases.map(\.rawValue)))
            }
            return system
        }
        example = written.example ?? []
        outputs = try written.outputs.sorted { $0.key < $1.key }.map { name, fields in
            guard let kind = ImportKind(rawValue: name) else {
                throw file.error(at: ["outputs", name], .notAChoice(name, choices: ImportKind.allCases.map(\.rawValue)))
            }
            return Output(kind: kind, fields: try Self.fields(fields, of: kind, units, file, folder))
        }
    }

    private static func fields(
        _ written: [String: WrittenField], of kind: ImportKind, _ units: [String: Double], _ file: ConfigurationFile, _ folder: URL
    ) throws -> [Field] {
        let specification = kind.specification
        var columns = specification.fileColumns.map(\.name)
        if specification.regionColumn != nil { columns.append(KindSpecification.regionName) }
        return try written.sorted { $0.key < $1.key }.map { column, field in
            let path = ["outputs", kind.rawValue, column]
            guard columns.contains(column) else { throw file.error(at: path, .notAChoice(column, choices: columns)) }
            return Field(
                column: column, source: try field.source(path, file), isOptional: field.optional ?? false,
                unit: try field.unit.map { try unit($0, units, path, file) },
                ours: try field.ours.map { try factor($0, units, path + ["ours"], file) } ?? specification.unit(of: column),
                isWhole: field.whole ?? false,
                carriesDown: field.carry ?? false,
                makesCode: field.code ?? false, separator: field.split?.first, inside: field.inside,
                words: try words(field, folder), namesPrograms: field.programs ?? false, namesProgram: field.program ?? false,
                only: (field.only?.texts ?? []).map { HeaderPattern($0) })
        }
    }

    /// Other values for texts: those that the shape states, and those of a table of two columns in `config/`.
    private static func words(_ field: WrittenField, _ folder: URL) throws -> [String: String] {
        var words: [String: String] = [:]
        if let name = field.table {
            for row in try CSVTable(folder.appending(path: URL(filePath: name).lastPathComponent)).rows where row.count > 1 {
                words[String(HeaderText(row[0]).lowered)] = row[1]
            }
        }
        for (text, value) in field.words ?? [:] { words[String(HeaderText(text).lowered)] = value }
        return words
    }

    private static func factor(
        _ name: String, _ units: [String: Double], _ path: [String], _ file: ConfigurationFile
    ) throws -> Double {
        guard let factor = Double(name) ?? units[name.lowercased()], factor > 0 else {
            throw file.error(at: path, .notAChoice(name, choices: units.keys.sorted()))
        }
        return factor
    }

    private static func unit(_ written: WrittenUnit, _ units: [String: Double], _ path: [String], _ file: ConfigurationFile) throws -> Unit
    {
        switch written {
        case .named("header"): return .header
        case .named(let name):
            guard let factor = Double(name) ?? units[name.lowercased()] else {
                throw file.error(at: path + ["unit"], .notAChoice(name, choices: ["header"] + units.keys.sorted()))
            }
            return .factor(factor)
        case .column(let texts): return .columns(texts.texts.map { HeaderPattern($0) })
        }
    }
}

/// The form of a shape's file.
private struct Written: Decodable {
    let title: String
    let sheet: String?
    let header, above: Int?
    let says, has, lacks, totals: Texts?
    let blank, dashes, regionCodes: String?
    let everyRow: Bool?
    let sums: [WrittenSum]?
    let outputs: [String: [String: WrittenField]]
    let example: [[String]]?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case title, sheet, header, above, says, has, lacks, totals, blank, dashes, sums, outputs, example
        case regionCodes = "region_codes"
        case everyRow = "every_row"
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseOtherKeys(CodingKeys.allCases.map(\.rawValue))
        let values = try decoder.container(keyedBy: CodingKeys.self)
        title = try values.decode(String.self, forKey: .title)
        sheet = try values.decodeIfPresent(String.self, forKey: .sheet)
        header = try values.decodeIfPresent(Int.self, forKey: .header)
        above = try values.decodeIfPresent(Int.self, forKey: .above)
        says = try values.decodeIfPresent(Texts.self, forKey: .says)
        has = try values.decodeIfPresent(Texts.self, forKey: .has)
        lacks = try values.decodeIfPresent(Texts.self, forKey: .lacks)
        totals = try values.decodeIfPresent(Texts.self, forKey: .totals)
        blank = try values.decodeIfPresent(String.self, forKey: .blank)
        dashes = try values.decodeIfPresent(String.self, forKey: .dashes)
        regionCodes = try values.decodeIfPresent(String.self, forKey: .regionCodes)
        everyRow = try values.decodeIfPresent(Bool.self, forKey: .everyRow)
        sums = try values.decodeIfPresent([WrittenSum].self, forKey: .sums)
        outputs = try values.decode([String: [String: WrittenField]].self, forKey: .outputs)
        example = try values.decodeIfPresent([[String]].self, forKey: .example)
    }
}

/// A column that is the sum of others.
private struct WrittenSum: Decodable {
    let total, parts: Texts

    enum CodingKeys: String, CodingKey, CaseIterable {
        case total, parts
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseOtherKeys(CodingKeys.allCases.map(\.rawValue))
        let values = try decoder.container(keyedBy: CodingKeys.self)
        total = try values.decode(Texts.self, forKey: .total)
        parts = try values.decode(Texts.self, forKey: .parts)
    }
}

/// What a column gets: a pattern or several of them, or an object.
private struct WrittenField: Decodable {
    var column: Texts?
    var sum, join: [Texts]?
    var with, value, taken: String?
    var above: Texts?
    var stated: Bool?
    var optional, whole, carry, code, programs, program: Bool?
    var unit: WrittenUnit?
    var ours, split, inside, table: String?
    var words: [String: String]?
    var only: Texts?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case column, sum, join, with, value, taken, above, stated, optional, whole, carry, code, unit, ours, split, inside, words, table,
            programs, program, only
    }

    init(from decoder: any Decoder) throws {
        if let texts = try? Texts(from: decoder) {
            column = texts
            return
        }
        try decoder.refuseOtherKeys(CodingKeys.allCases.map(\.rawValue))
        let values = try decoder.container(keyedBy: CodingKeys.self)
        column = try values.decodeIfPresent(Texts.self, forKey: .column)
        sum = try values.decodeIfPresent([Texts].self, forKey: .sum)
        join = try values.decodeIfPresent([Texts].self, forKey: .join)
        with = try values.decodeIfPresent(String.self, forKey: .with)
        value = try values.decodeIfPresent(String.self, forKey: .value)
        taken = try values.decodeIfPresent(String.self, forKey: .taken)
        above = try values.decodeIfPresent(Texts.self, forKey: .above)
        stated = try values.decodeIfPresent(Bool.self, forKey: .stated)
        optional = try values.decodeIfPresent(Bool.self, forKey: .optional)
        whole = try values.decodeIfPresent(Bool.self, forKey: .whole)
        carry = try values.decodeIfPresent(Bool.self, forKey: .carry)
        code = try values.decodeIfPresent(Bool.self, forKey: .code)
        unit = try values.decodeIfPresent(WrittenUnit.self, forKey: .unit)
        ours = try values.decodeIfPresent(String.self, forKey: .ours)
        split = try values.decodeIfPresent(String.self, forKey: .split)
        inside = try values.decodeIfPresent(String.self, forKey: .inside)
        table = try values.decodeIfPresent(String.self, forKey: .table)
        programs = try values.decodeIfPresent(Bool.self, forKey: .programs)
        program = try values.decodeIfPresent(Bool.self, forKey: .program)
        words = try values.decodeIfPresent([String: String].self, forKey: .words)
        only = try values.decodeIfPresent(Texts.self, forKey: .only)
    }

    /// - Throws: `ConfigurationError` where no source is named.
    func source(_ path: [String], _ file: ConfigurationFile) throws -> TableShape.Source {
        if let column { return .columns(column.texts.map { HeaderPattern($0) }) }
        if let sum { return .sum(sum.map { $0.texts.map { HeaderPattern($0) } }) }
        if let join { return .joined(join.map { $0.texts.map { HeaderPattern($0) } }, with: with ?? " ") }
        if let value { return .constant(value) }
        if let taken { return .taken(taken) }
        if let above { return .above(above.texts.map { HeaderPattern($0) }) }
        if stated == true { return .stated }
        throw file.error(at: path, .missingKey("column", path: path.joined(separator: ".")))
    }
}

private enum WrittenUnit: Decodable {
    case named(String)
    case column(Texts)

    private enum CodingKeys: String, CodingKey { case column }

    init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            self = .named(name)
        } else {
            self = .column(try decoder.container(keyedBy: CodingKeys.self).decode(Texts.self, forKey: .column))
        }
    }
}

/// One text, or a list of them.
private struct Texts: Decodable {
    let texts: [String]

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) { texts = [text] } else { texts = try value.decode([String].self) }
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    /// A key that is misspelt would go unnoticed.
    ///
    /// - Throws: `DecodingError.dataCorrupted` at the first key that is none of those allowed.
    fileprivate func refuseOtherKeys(_ allowed: [String]) throws {
        let keys = try container(keyedBy: AnyKey.self).allKeys
        if let other = keys.map(\.stringValue).sorted().first(where: { !allowed.contains($0) }) {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: codingPath + [AnyKey(stringValue: other)],
                    debugDescription: "no such key; known are \(allowed.joined(separator: ", "))"))
        }
    }
}
