import Configuration
import Digest
import Domain
import Foundation

/// How a table that was made for reading becomes rows that can be loaded: where its header stands, what its columns mean for each kind, which
/// columns are spread over years or industries, in which units its figures are, and which rows are no data.
///
/// Shapes of known publishers stand in `config/shapes/NAME.yaml`, whose first lines explain the form; a person's own stand in the folder
/// `shapes` beside Padan's data.
public struct TableShape: Sendable {
    /// The name by which people ask for the shape: that of its file.
    public let name: String
    /// What tables of this shape hold, for people.
    public let title: String
    /// Whether the shape is a person's own, and not one that ships.
    public let isOwn: Bool
    /// The kinds that the table feeds, each with the columns that its rows get.
    let outputs: [Output]
    /// The names that sheets with the table have; `nil` for any.
    let sheet: HeaderPattern?
    /// The most lines that its header has; 0 for tables without a header.
    let headerLines: Int
    /// The most lines that stand above the header.
    let linesAbove: Int
    /// Texts of which one stands above the table, or names its sheet or its file; none for any.
    let says: [HeaderPattern]
    /// Headers of which a table of this shape has each, beside those that its outputs read.
    let has: [HeaderPattern]
    /// Headers that a table of this shape does not have.
    let lacks: [HeaderPattern]
    /// Whether a figure that is blank or a dash is zero; else there is none.
    let blankIsZero: Bool
    /// Whether every row is data; else rows of totals and remarks are left out, as `rows` of `config/import.yaml` lists them.
    let everyRow: Bool
    /// Further texts of rows that are totals.
    let totals: [HeaderPattern]
    /// Columns that are the sums of others in every row.
    let sums: [Sum]
    /// Whether a text that begins with a dash is a part of the row above, and no row of its own.
    let dashesArePart: Bool
    /// The system of its region codes, where it is known.
    let regionSystem: RegionSystem?
    /// The lines of a header that the shape fits, for the test that every shape knows its own tables.
    let example: [[String]]
    /// The SHA-256 of the shape's text.
    let digest: String

    /// A column that is the sum of others in its row. Where the patterns take something out of the headers, such as a year, it is the same for all.
    struct Sum: Sendable {
        let total, parts: [HeaderPattern]
    }

    /// The rows of one kind.
    struct Output: Sendable {
        let kind: ImportKind
        /// The columns of the kind, in the order of their names.
        let fields: [Field]
    }

    /// What a column of a kind gets.
    struct Field: Sendable {
        /// The column's canonical name.
        let column: String
        let source: Source
        /// Whether the table may lack it.
        let isOptional: Bool
        let unit: Unit?
        /// How many of the smallest unit the kind's own unit is: 1,000,000,000 for a column in billions of rupiah.
        let ours: Double
        /// Whether figures are rounded to whole ones.
        let isWhole: Bool
        /// Whether a blank cell has the value of the cell above.
        let carriesDown: Bool
        /// Whether a code is made of the text.
        let makesCode: Bool
        /// What separates several values in one cell, each of which gives a row.
        let separator: Character?
        /// The key whose value is meant where the cell holds JSON or a Python dict.
        let inside: String?
        /// Other values for texts, which are compared as headers are.
        let words: [String: String]
        /// Whether the text is a kejuruan, in place of which the codes of its programmes stand, each of which gives a row.
        let namesPrograms: Bool
        /// Whether the text is the name of a programme of the catalog, in place of which its code stands.
        let namesProgram: Bool
        /// Only rows in which the text is one of these are read.
        let only: [HeaderPattern]
    }

    /// Where a column's value stands.
    enum Source: Sendable {
        /// In the first column of the table whose header fits one of the patterns; where they take something out of the header, in every one.
        case columns([HeaderPattern])
        /// In several columns, whose figures are added up.
        case sum([[HeaderPattern]])
        /// In several columns, whose texts are joined.
        case joined([[HeaderPattern]], with: String)
        /// Nowhere in the table: it is always the same.
        case constant(String)
        /// In what a pattern takes out of the header of the row's figures.
        case taken(String)
        /// In what a pattern takes out of the lines above the header, else out of the name of the sheet or of the file.
        case above([HeaderPattern])
        /// In what the person states beside the file.
        case stated
    }

    /// In which unit a figure stands.
    enum Unit: Sendable {
        /// In one that `units` of `config/import.yaml` lists, or in so many of ours.
        case factor(Double)
        /// In the one that the header, or a line above it, names.
        case header
        /// In the one that another column names.
        case columns([HeaderPattern])
    }

    /// The kinds that the table feeds.
    public var kinds: [ImportKind] { outputs.map(\.kind) }

    func output(_ kind: ImportKind) -> Output? { outputs.first { $0.kind == kind } }
}
