import Configuration
import Domain
import Ingest

/// What an import did, as `import` answers it.
public struct ImportDocument: Codable, Sendable {
    /// A fault of a refused row.
    public struct Reject: Codable, Sendable {
        /// The line in the file.
        public let line: Int
        /// The column's name in the file and the value; absent where the whole row is at fault.
        public let column, value: String?
        /// The cell at fault, such as `Sheet1!E14`; absent where the row is a line of the file itself.
        public let cell: String?
        /// The reason's stable code, and the reason in the reader's language.
        public let code, reason: String

        init(_ rejection: Rejection, _ words: Words) {
            line = rejection.line
            (column, value, cell) = (rejection.column, rejection.value, rejection.cell)
            (code, reason) = (rejection.code, rejection.sentence(words))
        }
    }

    /// What an import of advertisements found beside the rows.
    public struct Vacancies: Codable, Sendable {
        /// Distinct advertisements of the file.
        public let distinct: Int
        /// The share of the rows that repeat another row.
        public let duplicateShare: Double
        /// Distinct places, those of them that were not found, and the rows with such a place.
        public let distinctPlaces, unresolvedPlaces, unresolvedPlaceRows: Int
        /// Rows whose place is abroad, and rows of remote work; both are known and have no region.
        public let abroadRows, remoteRows: Int
        /// Distinct titles, those of them without a code, and the rows with such a title.
        public let distinctTitles, uncodedTitles, uncodedTitleRows: Int
        /// Rows whose pay is no amount that can be paid; their advertisements count without it.
        public let droppedPays: Int
    }

    /// The kind of data, the file, and its encoding.
    public let kind, file, encoding: String
    /// Rows read; those of them that are new, changed something, changed nothing, or were refused.
    public let read, new, changed, same, rejected: Int
    /// Whether nothing was loaded because only the check was asked for.
    public let dryRun: Bool
    /// Columns of the file that are not read.
    public let ignoredColumns: [String]
    /// The faults, of which a row may have several; those of `ImportDocument.write` are all that there are.
    public let rejects: [Reject]
    /// What is odd about the figures, each with its first cell; absent where nothing is.
    public let warnings: [Reject]?
    /// For advertisements; absent for other kinds.
    public let vacancies: Vacancies?
    /// Stored places and titles that have another answer by what was loaded; absent where nothing was looked up again.
    public let lookedUpAgain: LookedUpAgain?
    /// Rows whose codes of occupations were converted, by the version that they state; absent where none was.
    public let convertedOccupations: [ConvertedOccupations]?
    /// The system in which the file's region codes were read, `kemendagri` or `bps`; absent where it made no difference.
    public let regionCodes: String?
    /// The shape by which the table was read; absent where its rows were read as they stand.
    public let shape: Shape?
    /// The shapes by which further sheets of the file were read, in their order; absent where one was read.
    public let furtherShapes: [Shape]?

    /// How a table was read by its shape.
    public struct Shape: Codable, Sendable {
        /// The shape's name.
        public let name: String
        /// The sheet that was read; absent where the file has none.
        public let sheet: String?
        /// Rows that are totals, remarks, or not asked for by the shape, and figures that are not there.
        public let totals, remarks, others, missingFigures: Int

        init(_ summary: ShapeSummary) {
            (name, sheet) = (summary.name, summary.sheet)
            (totals, remarks, others, missingFigures) = (summary.totals, summary.remarks, summary.others, summary.figures)
        }
    }

    /// Rows whose codes of occupations are of another version of the classification.
    public struct ConvertedOccupations: Codable, Sendable {
        /// A code that became another one, and the rows that state it.
        public struct Code: Codable, Sendable {
            /// The code in the file, and the code of KBJI 2014.
            public let from, to: String
            /// The number of rows.
            public let rows: Int
        }

        /// The version that the rows state.
        public let version: String
        /// The number of rows, and of those in which a code became another one.
        public let rows, changedRows: Int
        /// The codes that became other ones, rising.
        public let codes: [Code]
    }

    /// What another look at stored places and titles changed.
    public struct LookedUpAgain: Codable, Sendable {
        /// Places and titles with another answer.
        public let places, titles: Int
    }

    /// Takes the figures of an import, and the faults that stand in memory, with their reasons in the language of the words.
    public init(_ summary: ImportSummary, _ words: Words) {
        self.init(summary, words, rejects: summary.rejections.leading.map { Reject($0, words) })
    }

    init(_ summary: ImportSummary, _ words: Words, rejects: [Reject]) {
        kind = summary.kind.rawValue
        file = summary.file
        encoding = summary.encoding
        read = summary.read
        new = summary.new
        changed = summary.changed
        same = summary.same
        rejected = summary.rejected
        dryRun = summary.dryRun
        ignoredColumns = summary.ignoredColumns
        self.rejects = rejects
        warnings = summary.warnings.isEmpty ? nil : summary.warnings.map { Reject($0, words) }
        vacancies = summary.vacancies.map {
            Vacancies(
                distinct: $0.distinct, duplicateShare: $0.duplicateShare, distinctPlaces: $0.distinctPlaces,
                unresolvedPlaces: $0.unresolvedPlaces, unresolvedPlaceRows: $0.unresolvedPlaceRows,
                abroadRows: $0.abroadRows, remoteRows: $0.remoteRows, distinctTitles: $0.distinctTitles,
                uncodedTitles: $0.uncodedTitles, uncodedTitleRows: $0.uncodedTitleRows, droppedPays: $0.droppedPays)
        }
        lookedUpAgain = summary.lookedUpAgain.map { LookedUpAgain(places: $0.places, titles: $0.titles) }
        convertedOccupations =
            summary.occupationConversions.isEmpty
            ? nil
            : summary.occupationConversions.map { conversion in
                ConvertedOccupations(
                    version: conversion.version, rows: conversion.rows, changedRows: conversion.changedRows,
                    codes: conversion.codes.map { .init(from: $0.change.from, to: $0.change.to, rows: $0.rows) })
            }
        regionCodes = summary.regionSystem?.rawValue
        shape = summary.shape.map { Shape($0) }
        furtherShapes = summary.shapes.count < 2 ? nil : summary.shapes.dropFirst().map { Shape($0) }
    }
}

/// The columns of a kind of data, as `import --columns` answers it.
public struct ColumnsDocument: Codable, Sendable {
    /// The kind of data.
    public let kind: String
    /// Its columns, in the order in which templates have them.
    public let columns: [ImportColumn]

    /// Takes the columns of a kind.
    public init(_ kind: ImportKind, _ columns: [ImportColumn]) { (self.kind, self.columns) = (kind.rawValue, columns) }
}

/// One answer of `places resolve` and `titles code`.
public struct CodedTextDocument: Codable, Sendable {
    /// The text as it was given.
    public let text: String
    /// The code; `null` where none was found.
    public let code: String?
    /// The level of a place, or `unit_group` and `uncoded` for a title.
    public let level: String
    /// How sure the answer is, 0 to 1.
    public let score: Double
    /// Codes that came near, the nearest first.
    public let alternatives: [String]
    /// The probability of each of them, 0 to 1; absent for a place.
    public let alternativeScores: [Double]?

    enum CodingKeys: String, CodingKey {
        case text, code, level, score, alternatives
        case alternativeScores = "alternative_scores"
    }

    /// Takes a coded title.
    public init(_ text: String, _ title: CodedTitle) {
        self.text = text
        code = title.code
        level = title.code == nil ? "uncoded" : "unit_group"
        score = (title.score * 1000).rounded() / 1000
        alternatives = title.alternatives.map(\.code)
        alternativeScores = title.alternatives.map { ($0.probability * 1000).rounded() / 1000 }
    }

    /// Takes a place.
    public init(_ text: String, _ place: Place) {
        self.text = text
        code = place.code
        level = place.level.rawValue
        score = place.confidence
        alternatives = place.alternatives
        alternativeScores = nil
    }

    /// Writes the answer; `code` is written also where it is null.
    ///
    /// - Parameter encoder: The encoder that takes the object.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        try container.encode(code, forKey: .code)
        try container.encode(level, forKey: .level)
        try container.encode(score, forKey: .score)
        try container.encode(alternatives, forKey: .alternatives)
        try container.encodeIfPresent(alternativeScores, forKey: .alternativeScores)
    }
}

/// A title without a code, as `titles uncoded` answers it.
public struct UncodedTitleDocument: Codable, Sendable {
    /// The title as the advertisements have it.
    public let text: String
    /// Distinct advertisements with the title.
    public let advertisements: Int
    /// The openings that they stand for.
    public let openings: Int
    /// Codes that came near, the nearest first.
    public let alternatives: [String]
    /// Titles of the same words.
    public let like: [String]
    /// The openings of all of them together.
    public let groupOpenings: Int

    /// Takes a title.
    public init(_ title: UncodedTitleEntry) {
        text = title.text
        advertisements = title.advertisements
        openings = title.openings
        alternatives = title.alternatives.map(\.code)
        like = title.like.titles
        groupOpenings = title.like.openings
    }
}

/// How many stored titles have another code now, as `titles teach` answers it.
public struct RecodedDocument: Codable, Sendable {
    /// Titles whose code changed.
    public let recoded: Int

    /// Takes the number.
    public init(recoded: Int) { self.recoded = recoded }
}

/// What a deletion of rows did, as `import --delete` answers it.
public struct DeletionDocument: Codable, Sendable {
    /// The kind of the rows.
    public let kind: String
    /// Rows of the file, rows that were there and are gone, rows that were not there, and rows whose key cannot be read.
    public let read, deleted, absent, rejected: Int
    /// Whether nothing was deleted.
    public let dryRun: Bool

    /// Takes the figures of a deletion.
    public init(_ summary: DeletionSummary) {
        kind = summary.kind.rawValue
        read = summary.read
        deleted = summary.deleted
        absent = summary.absent
        rejected = summary.rejections.rows
        dryRun = summary.dryRun
    }
}
