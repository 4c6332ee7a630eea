import Configuration
import Ingest

extension ImportError {
    /// The refusal in the reader's language. The type's own description is English, for logs.
    public func sentence(_ words: Words) -> String {
        let numbers = Numbers(words.language)
        func listed(_ names: [String]) -> String {
            let shown = names.prefix(24).map { $0.count > 40 ? $0.prefix(40) + "…" : $0 }.joined(separator: ", ")
            return names.count > 24 ? "\(shown), … (\(numbers.integer(names.count)))" : shown
        }
        switch self {
        case .unreadable(let path, .missing): return words("import.error.unreadable.missing", ["path": path])
        case .unreadable(let path, .forbidden): return words("import.error.unreadable.forbidden", ["path": path])
        case .unreadable(let path, .other(let reason)):
            return Phrases(words).sentence("import.error.unreadable", ["path": .text(path), "reason": .foreign(reason)])
        case .directory(let path): return words("import.error.directory", ["path": path])
        case .tooManyFiles(let path, let limit):
            return words("import.error.too_many_files", ["path": path, "limit": numbers.integer(limit)])
        case .notRegular(let path): return words("import.error.not_regular", ["path": path])
        case .empty(let path): return words("import.error.empty", ["path": path])
        case .headerOnly(let path): return words("import.error.header_only", ["path": path])
        case .binary(let path, let byte): return words("import.error.binary", ["path": path, "byte": numbers.integer(byte + 1)])
        case .utf16(let path): return words("import.error.utf16", ["path": path])
        case .oldWorkbook(let path): return words("import.error.old_workbook", ["path": path])
        case .damagedWorkbook(let path, let reason):
            return words("import.error.damaged_workbook", ["path": path, "reason": reason.phrase(words)])
        case .bomb(let path, let ratio): return words("import.error.bomb", ["path": path, "ratio": numbers.integer(ratio)])
        case .unknownSheet(let name, let found): return words("import.error.unknown_sheet", ["name": name, "found": listed(found)])
        case .noSheets(let path): return words("import.error.no_sheets", ["path": path])
        case .changedWhileReading(let path): return words("import.error.changed", ["path": path])
        case .unclosedQuote(let line): return words("import.error.unclosed_quote", ["line": numbers.integer(line)])
        case .recordTooLong(let line, let limit):
            return words("import.error.record_too_long", ["line": numbers.integer(line), "limit": numbers.integer(limit / 1024)])
        case .tooManyColumns(let found, let limit):
            return words("import.error.too_many_columns", ["found": numbers.integer(found), "limit": numbers.integer(limit)])
        case .duplicateColumn(let name): return words("import.error.duplicate_column", ["name": name])
        case .missingColumns(let names, let kind, let found, let expected):
            return words(
                "import.error.missing_columns",
                ["names": names.joined(separator: ", "), "kind": kind, "found": listed(found), "expected": listed(expected)])
        case .transposed(let regions): return words("import.error.transposed", ["regions": listed(regions)])
        case .badMapping(.unknownMapping(let name, let known)):
            return words("import.error.mapping.unknown", ["name": name, "known": listed(known)])
        case .badMapping(.noPair(let text)): return words("import.error.mapping.pair", ["text": text])
        case .badMapping(.unknownColumn(let name, let kind, let columns)):
            return words("import.error.mapping.column", ["name": name, "kind": kind, "columns": listed(columns)])
        case .badMapping(.absentColumn(let name, let found)):
            return words("import.error.mapping.absent", ["name": name, "found": listed(found)])
        case .unknownShape(let name, let known): return words("import.error.unknown_shape", ["name": name, "known": listed(known)])
        case .shapeDoesNotFit(let name, let kind, let found):
            return words("import.error.shape_does_not_fit", ["name": name, "kind": kind, "found": listed(found)])
        case .statedInVain(let column): return words("import.error.stated_in_vain", ["column": column])
        case .windowMissing: return words("import.error.window_missing")
        case .tooManyRejects(let rejected, let read, let limit, _, let isCutShort):
            return words(
                isCutShort ? "import.error.too_many_rejects.cut_short" : "import.error.too_many_rejects",
                ["rejected": numbers.integer(rejected), "read": numbers.integer(read), "limit": numbers.percent(limit)])
        case .doubtful(let warnings): return words("import.error.doubtful", ["n": numbers.integer(warnings.count)])
        case .noRegions: return words("import.error.no_regions")
        case .noOccupations: return words("import.error.no_occupations")
        case .temporaryFile(let folder, let reason):
            return words("import.error.temporary_file", ["folder": folder, "reason": reason])
        case .notDeletable(let kind): return words("import.error.not_deletable", ["kind": kind])
        case .unknownOccupationVersion(let text, let known):
            return words("import.error.unknown_occupation_version", ["text": text, "known": listed(known)])
        case .noOccupationColumn(let kind): return words("import.error.no_occupation_column", ["kind": kind])
        case .database(.notPermitted): return words("import.error.database.permission")
        case .database(.readOnly): return words("import.error.database.read_only")
        case .database(.diskFull): return words("import.error.database.disk_full")
        }
    }
}

extension WorkbookDamage {
    /// The reason in the reader's language.
    public func phrase(_ words: Words) -> String {
        let numbers = Numbers(words.language)
        switch self {
        case .noArchive: return words("import.workbook.no_archive")
        case .noWorkbook: return words("import.workbook.no_workbook")
        case .tooManyParts: return words("import.workbook.too_many_parts")
        case .cut: return words("import.workbook.cut")
        case .partCut(let part): return words("import.workbook.part_cut", ["part": part])
        case .protected(let part): return words("import.workbook.protected", ["part": part])
        case .memory: return words("import.workbook.memory")
        case .entities: return words("import.workbook.entities")
        case .markup(let line, let reason): return words("import.workbook.markup", ["line": numbers.integer(line), "reason": reason])
        case .longTag(let mebibytes): return words("import.workbook.long_tag", ["n": numbers.integer(mebibytes)])
        case .deep(let levels): return words("import.workbook.deep", ["n": numbers.integer(levels)])
        case .tooMuchText(let mebibytes): return words("import.workbook.too_much_text", ["n": numbers.integer(mebibytes)])
        case .sheetMissing(let name): return words("import.workbook.sheet_missing", ["name": name])
        case .outOfOrder(let row): return words("import.workbook.out_of_order", ["row": numbers.integer(row)])
        case .rowNumber(let row): return words("import.workbook.row_number", ["row": numbers.integer(row)])
        case .textMissing(let row): return words("import.workbook.text_missing", ["row": numbers.integer(row)])
        }
    }
}

extension Rejection {
    /// The reason in the reader's language.
    public func sentence(_ words: Words) -> String { why.sentence(words) }
}

extension RejectReason {
    /// The reason in the reader's language.
    public func sentence(_ words: Words) -> String {
        let numbers = Numbers(words.language)
        let values = facts.mapValues { fact in
            switch fact {
            case .text(let text): text
            case .integer(let number): numbers.integer(number)
            case .number(let number): numbers.figure(number)
            case .list(let texts): texts.joined(separator: ", ")
            case .word(let key): words(key)
            }
        }
        return words(key, values)
    }
}
