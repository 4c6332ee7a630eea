/// Why a row was refused: a code for programs, and facts from which a sentence is made in either language.
public struct RejectReason: Error, Sendable, Equatable, CustomStringConvertible {
    /// A fact that the sentence names.
    public enum Fact: Sendable, Equatable {
        /// A text, shown as it is.
        case text(String)
        /// A whole number, written by the reader's locale.
        case integer(Int)
        /// A number, written by the reader's locale.
        case number(Double)
        /// Several texts, shown with commas between them.
        case list([String])
        /// The key of another sentence of `config/words.*.yaml`.
        case word(String)
    }

    /// The reason for programs, as it stands in `staging.reject.reason_code`.
    public let code: String
    /// The key of the sentence in `config/words.*.yaml`.
    public let key: String
    /// The values of the names in that sentence.
    public let facts: [String: Fact]
    /// The sentence in English, as it stands in `staging.reject.reason`.
    public let description: String

    private init(_ code: String, _ english: String, _ facts: [String: Fact] = [:], key: String? = nil) {
        self.code = code
        self.key = "reject.\(key ?? code)"
        self.facts = facts
        description = english
    }

    /// A reason that was made before, as a spool has kept it.
    init(code: String, key: String, description: String, facts: [String: Fact]) {
        self.code = code
        self.key = key
        self.facts = facts
        self.description = description
    }
}

extension String {
    /// The text as a refusal shows it: at most 200 characters of it. A cell may hold a mebibyte, and a file a million of such cells.
    var shown: String {
        guard utf8.count > 200, let end = index(startIndex, offsetBy: 200, limitedBy: endIndex), end < endIndex else { return self }
        return self[..<end] + "…"
    }
}

/// The reasons that a value alone can give.
extension RejectReason {
    static let missing = RejectReason("missing", "no value")
    static let notANumber = RejectReason("not_a_number", "no number")
    static let ambiguousNumber = RejectReason("ambiguous_number", "a point or a comma in it may stand before thousands or before decimals")
    static func columnsDiffer(_ other: String, _ value: String) -> RejectReason {
        RejectReason(
            "columns_differ", "the column '\(other.shown)' says the same thing, and has '\(value.shown)'",
            ["other": .text(other.shown), "value": .text(value.shown)])
    }
    static let notWhole = RejectReason("not_whole", "no whole number")
    static let notADay = RejectReason("not_a_day", "no day like 2018-11-23 or 23/11/2018")
    static let notACalendarDay = RejectReason("not_a_day", "no day of a calendar", key: "not_a_calendar_day")

    static func tooLong(_ limit: Int) -> RejectReason {
        RejectReason("too_long", "longer than \(limit) characters", ["limit": .integer(limit)])
    }

    /// A code of another form. What stands in brackets behind the example explains the form in English.
    static func badCode(like: String) -> RejectReason {
        let example = String(Substring(like.prefix { $0 != "(" }).trimmingSpaces())
        return RejectReason("bad_code", "no code like \(like)", ["like": .text(example)])
    }

    /// A text that is no code, perhaps the name of what has one.
    static func badCode(nearest: [String]) -> RejectReason {
        RejectReason(
            "bad_code", "no code; the nearest: \(nearest.joined(separator: ", "))", ["nearest": .list(nearest)], key: "bad_code_nearest")
    }

    /// A code with something in it that does not belong there.
    static func likelyCode(_ text: String, likely: String) -> RejectReason {
        let code = text.shown
        return RejectReason(
            "bad_code", "'\(code)' is no code; likely meant is \(likely)", ["code": .text(code), "likely": .text(likely)],
            key: "bad_code_likely")
    }

    static func notBetween(_ least: Int, _ most: Int) -> RejectReason {
        // Years are written without separators.
        let isYears = least == 1950 && most == 2100
        return RejectReason(
            "out_of_range", "not between \(least) and \(most)",
            isYears
                ? ["least": .text(String(least)), "most": .text(String(most))] : ["least": .integer(least), "most": .integer(most)])
    }

    static func notBetween(_ least: Double, _ most: Double) -> RejectReason {
        RejectReason("out_of_range", "not between \(least) and \(most)", ["least": .number(least), "most": .number(most)])
    }

    static func notAChoice(_ words: [String]) -> RejectReason {
        RejectReason("not_a_choice", "not one of \(words.joined(separator: ", "))", ["choices": .list(words)])
    }

    static func noCode(_ text: String) -> RejectReason {
        let item = text.shown
        return RejectReason("bad_item", "'\(item)' is no code", ["item": .text(item)])
    }

    static func badWeight(_ text: String) -> RejectReason {
        let item = text.shown
        return RejectReason(
            "bad_item", "'\(item)' is not like 7212:0.8 (a relevance above 0, at most 1)", ["item": .text(item)], key: "bad_weight")
    }

    static func repeatedItem(_ text: String) -> RejectReason {
        let item = text.shown
        return RejectReason(
            "bad_item", "'\(item)' stands twice in the list with different relevances", ["item": .text(item)], key: "repeated_item")
    }

    /// A labour force that is not the sum of the employed and the unemployed beside it.
    static func notTheSum(_ sum: Int) -> RejectReason {
        RejectReason("not_the_sum", "not the sum of employed and unemployed, \(sum)", ["sum": .integer(sum)])
    }

    static let lessThanAPart = RejectReason("less_than_a_part", "less than the employed or the unemployed alone")
    static let neitherOfBoth = RejectReason("neither_of_both", "neither the employed nor the unemployed are stated")
    static let emptyTitle = RejectReason("empty_title", "no word of a title is left without numbers and punctuation")
}

/// The reasons that a code of an occupation can give.
extension RejectReason {
    /// A code that a spreadsheet program took for a number.
    static func lostZero(_ text: String, likely: String) -> RejectReason {
        let code = text.shown
        return RejectReason(
            "lost_zero", "'\(code)' has lost a zero; likely meant is \(likely)", ["code": .text(code), "likely": .text(likely)])
    }

    static func unknownVersion(_ text: String, known: [String]) -> RejectReason {
        RejectReason(
            "unknown_version", "no version of the classification of occupations; known are \(known.joined(separator: ", "))",
            ["known": .list(known)])
    }

    /// The official name of another group than the one that a list gives it to.
    static func otherGroup(_ code: String, name: String, versions: [String]) -> RejectReason {
        guard !versions.isEmpty else {
            return RejectReason(
                "other_group", "'\(name)' is the official name of group \(code)", ["name": .text(name), "code": .text(code)])
        }
        return RejectReason(
            "other_group",
            "'\(name)' is the official name of group \(code); this may be \(versions.joined(separator: ", ")): state --occupation-version",
            ["name": .text(name), "code": .text(code), "versions": .list(versions)], key: "other_group_version")
    }

    static func notInVersion(_ version: String) -> RejectReason {
        RejectReason("not_in_version", "no code of \(version)", ["version": .text(version)])
    }

    /// The same of a code in a list of codes.
    static func itemNotInVersion(_ code: String, _ version: String) -> RejectReason {
        let text = code.shown
        return RejectReason(
            "not_in_version", "'\(text)' is no code of \(version)", ["code": .text(text), "version": .text(version)],
            key: "not_in_version_item")
    }
}

/// The reasons that the name of a unit group can give.
extension RejectReason {
    static func noGroupNamed(nearest: [String]) -> RejectReason {
        let english = "no code of four digits, and no unit group has it in its name"
        guard !nearest.isEmpty else { return RejectReason("unknown_name", english) }
        return RejectReason(
            "unknown_name", "\(english); the nearest: \(nearest.joined(separator: ", "))", ["nearest": .list(nearest)],
            key: "unknown_name_nearest")
    }

    static func severalGroups(_ groups: [String]) -> RejectReason {
        RejectReason("ambiguous_name", "the name of several unit groups: \(groups.joined(separator: "; "))", ["groups": .list(groups)])
    }
}

/// The reasons that an industry can give.
extension RejectReason {
    /// A text that is neither a code nor a name that is known.
    static func unknownIndustry(_ text: String, likely: String?) -> RejectReason {
        guard let likely else { return badCode(like: "C, 25 (a letter, or two to five digits)") }
        return RejectReason(
            "bad_code", "no industry is called '\(text.shown)'; likely meant is \(likely)",
            ["code": .text(text.shown), "likely": .text(likely)],
            key: "unknown_industry")
    }

    /// A section of KBLI 2025 that is a part of one of KBLI 2020.
    static let partOfSection = RejectReason(
        "part_of_section", "only a part of the section; the other part of it is not stated beside it, or both are stated twice")

    /// A code and a name beside it that mean different industries.
    static func industryMismatch(code: String, name: String, found: String) -> RejectReason {
        RejectReason(
            "industry_mismatch", "the code is \(code.shown), the name '\(name.shown)' means \(found)",
            ["code": .text(code.shown), "name": .text(name.shown), "found": .text(found)])
    }
}

/// The reasons that a region can give.
extension RejectReason {
    static func unknownRegion(_ alternatives: [String]) -> RejectReason {
        guard !alternatives.isEmpty else { return RejectReason("unknown_region", "no region of the level asked for") }
        return RejectReason(
            "unknown_region", "no region of the level asked for; it may be \(alternatives.joined(separator: ", "))",
            ["alternatives": .list(alternatives)], key: "unknown_region_perhaps")
    }

    /// A code such as `32.1`, whose last digit is missing.
    static func shortRegionCode(_ text: String, likely: [String]) -> RejectReason {
        let code = text.shown
        guard let first = likely.first else {
            return RejectReason("short_code", "'\(code)' is no region code: two digits stand behind the point", ["code": .text(code)])
        }
        let others = likely.dropFirst()
        guard others.isEmpty else {
            return RejectReason(
                "short_code", "'\(code)' is no region code; likely meant is \(first), perhaps \(others.joined(separator: ", "))",
                ["code": .text(code), "likely": .text(first), "others": .list(Array(others))], key: "short_code_perhaps")
        }
        return RejectReason(
            "short_code", "'\(code)' is no region code; likely meant is \(first)", ["code": .text(code), "likely": .text(first)],
            key: "short_code_likely")
    }

    /// A code without a point that means one region of Kemendagri and another one of BPS.
    static func ambiguousRegion(_ code: String, kemendagri: String, bps: String) -> RejectReason {
        RejectReason(
            "ambiguous_region",
            "\(code) is \(kemendagri) as a Kemendagri code and \(bps) as a BPS code; say which with --region-codes kemendagri or bps",
            ["code": .text(code), "kemendagri": .text(kemendagri), "bps": .text(bps)])
    }

    /// A code that means a region of Kemendagri and may be the BPS code of one whose BPS code is not known.
    static func ambiguousRegion(_ code: String, kemendagri: String, perhaps: [String]) -> RejectReason {
        RejectReason(
            "ambiguous_region",
            "\(code) is \(kemendagri) as a Kemendagri code and may be the BPS code of \(perhaps.joined(separator: ", ")); "
                + "say which with --region-codes kemendagri or bps",
            ["code": .text(code), "kemendagri": .text(kemendagri), "perhaps": .list(perhaps)], key: "ambiguous_region_perhaps")
    }

    static func regionMismatch(code text: String, name other: String, found: String?) -> RejectReason {
        let (code, name) = (text.shown, other.shown)
        guard let found else {
            return RejectReason(
                "region_mismatch", "no region has both the code \(code) and the name '\(name)'", ["code": .text(code), "name": .text(name)])
        }
        return RejectReason(
            "region_mismatch", "the code \(code) is \(found), the name is '\(name)'",
            ["code": .text(code), "name": .text(name), "found": .text(found)], key: "region_mismatch_found")
    }

    /// A sum over a province as it was before others were divided from it.
    static func formerExtent(_ provinces: String) -> RejectReason {
        RejectReason(
            "former_extent", "the province held what is \(provinces) today, and the file has no figures of these for the year",
            ["provinces": .text(provinces)])
    }

    static let notARegency = RejectReason("region_level", "a province; a regency or city is needed")
}

/// The reasons that a record of a file can give.
extension RejectReason {
    static func fieldCount(_ found: Int, _ expected: Int) -> RejectReason {
        RejectReason(
            "field_count", "\(found) fields, the header has \(expected)", ["found": .integer(found), "expected": .integer(expected)])
    }

    static let textBehindQuote = RejectReason("bad_quote", "text stands behind a closing quote")
    static let formulaWithoutValue = RejectReason(
        "formula_without_value", "a formula without a stored result; open the file in a spreadsheet program and save it")

    static func formulaError(_ text: String) -> RejectReason {
        RejectReason("formula_error", "the formula gives \(text)", ["text": .text(text)])
    }
}

/// The reasons that other rows and tables can give.
extension RejectReason {
    static func duplicateKey(line: Int, sheet: String? = nil) -> RejectReason {
        guard let sheet else {
            return RejectReason("duplicate_key", "other values for the same key on line \(line)", ["line": .integer(line)])
        }
        return RejectReason(
            "duplicate_key", "other values for the same key on line \(line) of sheet \(sheet.shown)",
            ["line": .integer(line), "sheet": .text(sheet.shown)], key: "duplicate_key.sheet")
    }

    static func inconsistent(line: Int, sheet: String? = nil) -> RejectReason {
        guard let sheet else { return RejectReason("inconsistent", "says otherwise than line \(line)", ["line": .integer(line)]) }
        return RejectReason(
            "inconsistent", "says otherwise than line \(line) of sheet \(sheet.shown)",
            ["line": .integer(line), "sheet": .text(sheet.shown)], key: "inconsistent.sheet")
    }

    /// A code that its register does not have; the register is a table such as `region` or `padan.region`.
    ///
    /// - Parameters:
    ///   - table: the register.
    ///   - items: the items of a list that are not there; `nil` where the value is no list.
    ///   - nearest: what may have been meant, as people read it.
    /// - Returns: the reason, with the sentence that names what is given.
    static func unknown(in table: String, _ items: String? = nil, nearest: [String] = []) -> RejectReason {
        let register = table.replacing("padan.", with: "")
        var english = "not in \(register)"
        var facts = ["register": Fact.word("reject.register.\(register)")]
        if let missing = items?.shown {
            english += ": \(missing)"
            facts["list"] = .text(missing)
        }
        guard !nearest.isEmpty else {
            return RejectReason("unknown", english, facts, key: items == nil ? "unknown" : "unknown_items")
        }
        facts["nearest"] = .list(nearest)
        return RejectReason(
            "unknown", "\(english); the nearest: \(nearest.joined(separator: ", "))", facts,
            key: items == nil ? "unknown_nearest" : "unknown_items_nearest")
    }

    /// A code of an occupation that the register does not have and other versions of the classification do.
    static func unknownOccupation(_ code: String, versions: [String]) -> RejectReason {
        RejectReason(
            "unknown",
            "not in occupation; \(code.shown) is a code of \(versions.joined(separator: ", ")): state the version with --occupation-version",
            ["code": .text(code.shown), "versions": .list(versions)], key: "unknown_other_version")
    }

    /// A name that no programme of the catalog has.
    static func unknownProgram(nearest: [String]) -> RejectReason {
        guard !nearest.isEmpty else { return RejectReason("unknown_program", "no programme of the catalog has this name") }
        let names = nearest.joined(separator: "; ")
        return RejectReason(
            "unknown_program", "no programme of the catalog has this name; the nearest are \(names)", ["nearest": .text(names)],
            key: "unknown_program_nearest")
    }

    /// A name that several programmes of the catalog have.
    static func severalPrograms(_ codes: [String]) -> RejectReason {
        RejectReason(
            "ambiguous_name", "the name of several programmes: \(codes.joined(separator: ", "))", ["codes": .list(codes)],
            key: "several_programs")
    }

    static let overlap = RejectReason("overlap", "overlaps another period of the same key")
    static let duplicateBps = RejectReason("duplicate_bps", "another region has this BPS code")
    static let endsBeforeItBegins = RejectReason("validity", "ends before it begins")
    static let periodMissing = RejectReason(
        "validity", "a certified unit has its first and its last day", key: "period_missing")
    static let ownParent = RejectReason("parent", "a BLK is not its own parent", key: "own_parent")
    static let joinedYear = RejectReason("joined_year", "a BLK with a parent has the year it joined, one without has none")

    static func moreThanTrained(_ trained: Int) -> RejectReason {
        RejectReason("more_than_trained", "more than the \(trained) who finished", ["trained": .integer(trained)])
    }

    static let moreThanParticipants = RejectReason("more_than_participants", "more than the participants")
    static let level = RejectReason("level", "a province has two digits, a regency or city four (32.16)")

    static func parent(of code: String, is parent: String?) -> RejectReason {
        guard let parent else {
            return RejectReason("parent", "the parent of \(code) is empty", ["code": .text(code)], key: "no_parent")
        }
        return RejectReason("parent", "the parent of \(code) is \(parent)", ["code": .text(code), "parent": .text(parent)])
    }

    static let provinceParent = RejectReason("parent", "a province has no parent", key: "province_parent")
    static let position = RejectReason("position", "latitude and longitude go together")
    static let districtParent = RejectReason(
        "parent", "the district's code does not begin with its region's", key: "district_parent")
    static let sectionParent = RejectReason(
        "parent", "a section letter has no parent, everything else has one", key: "section_parent")
}

/// A row is refused, as an error.
struct RowRefused: Error { let rejection: Rejection }

/// One fault of a row that was refused.
public struct Rejection: Sendable, Equatable {
    /// The line in the file on which the row starts; the header is usually line 1.
    public let line: Int
    /// The column at fault as the file names it, at most 200 characters of the name; `nil` for the whole row.
    public let column: String?
    /// What stood in the column, at most 200 characters of it.
    public let value: String?
    /// The cell at fault, such as `Sheet1!E14`; `nil` where the row is a line of the file itself.
    public let cell: String?
    /// Why the row was refused.
    public let why: RejectReason

    /// The reason for programs.
    public var code: String { why.code }
    /// The reason as an English sentence.
    public var reason: String { why.description }

    /// Makes a rejection.
    ///
    /// - Parameters:
    ///   - line: the line in the file.
    ///   - column: the column at fault; `nil` for the whole row.
    ///   - value: what stood there; it is cut after 200 characters.
    ///   - why: the reason.
    ///   - cell: the cell at fault, where a table's shape says it.
    public init(line: Int, column: String?, value: String?, why: RejectReason, cell: String? = nil) {
        self.cell = cell
        self.line = line
        self.column = column?.shown
        self.value = value?.shown
        self.why = why
    }
}
