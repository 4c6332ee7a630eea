/// What the columns of a kind of file mean, how a row is checked, and into which tables it goes.
///
/// Names of tables and columns stand in the source only; nothing here comes from a file.
public struct KindSpecification: Sendable {
    /// A column of the file.
    public struct Column: Sendable {
        /// Its canonical name, which is also that of the table's column.
        public let name: String
        /// How its values are read.
        public let type: ColumnType
        /// Whether every row needs a value.
        public let required: Bool
        /// Value of rows (or files) without one, as it would stand in the file.
        public let standard: String?
        /// What the column is for.
        let role: Role

        /// What a column is for.
        enum Role: Sendable {
            /// It stands in files and in tables.
            case value
            /// It stands in files and helps to read the other columns; it is stored nowhere.
            case check
            /// It stands in no file: it follows from the other columns.
            case derived
        }

        /// Whether the column holds free text that every row must have, such as a name.
        var isName: Bool { if case .text = type { required } else { false } }

        static func required(_ name: String, _ type: ColumnType) -> Column {
            Column(name: name, type: type, required: true, standard: nil, role: .value)
        }
        static func optional(_ name: String, _ type: ColumnType, standard: String? = nil) -> Column {
            Column(name: name, type: type, required: false, standard: standard, role: .value)
        }
        static func check(_ name: String, _ type: ColumnType) -> Column {
            Column(name: name, type: type, required: false, standard: nil, role: .check)
        }
        static func derived(_ name: String, _ type: ColumnType) -> Column {
            Column(name: name, type: type, required: false, standard: nil, role: .derived)
        }
    }

    /// A column whose values must stand in a table (or in the same file).
    public struct Reference: Sendable {
        let column: String
        let table: String
        let key: String
        /// The file's own column that may define the value as well.
        var ownColumn: String?
        /// Which rows `o` of the file define values, as SQL; `nil` for all.
        var ownCondition: String?
        /// Which of the table's rows a template offers, as SQL; all of them where it says nothing.
        var offered = "true"
        /// Which rows `r` of the file have a value that the table need not have, as SQL; `nil` for none.
        var needless: String?
    }

    /// Rows that go into one table.
    public struct Merge: Sendable {
        let table: String
        let key: [String]
        let values: [String]
        /// Which rows `r` of the file have something for this table, as SQL; `nil` for all.
        var condition: String?
        /// Whether a value that the file does not have leaves what is stored as it is, because another file states it.
        var keepsUnstated = false
        /// The column of the figure, where the table keeps the line and the column of the file that it stands in.
        var traced: String?
    }

    /// A list in one column that goes into a table of its own, one row an item.
    public struct ListMerge: Sendable {
        let table: String
        let owner: String
        let column: String
        /// What an item `$item` becomes, as SQL over `item`, one expression a column of `itemColumns`.
        let itemColumns: [String]
        let itemExpressions: [String]
        /// The stored list in the file's canonical form, as SQL over the table.
        let canonical: String
        /// A table whose key an item must be.
        let reference: (table: String, key: String)
    }

    /// Validity that must not overlap for the same key.
    public struct Validity: Sendable {
        let table: String
        let key: [String]
        let from: String
        let until: String
    }

    /// A rule between the columns of a row.
    struct RowCheck: Sendable {
        /// The columns that the rule reads. A row in which one of them is at fault itself is not asked.
        let columns: Set<String>
        /// The rule holds in files that have one of these columns; none for all files.
        let inFilesWith: Set<String>
        /// Gets the canonical texts by column; answers the column at fault and the reason.
        let fault: @Sendable (_ row: [String: String]) -> (column: String, why: RejectReason)?

        init(
            _ columns: Set<String>, inFilesWith: Set<String> = [],
            _ fault: @escaping @Sendable (_ row: [String: String]) -> (column: String, why: RejectReason)?
        ) {
            self.columns = columns
            self.inFilesWith = inFilesWith
            self.fault = fault
        }
    }

    /// The columns, in the order in which templates have them; those that stand in no file come last.
    public let columns: [Column]
    /// Columns that identify a row of the file.
    let key: [String]
    var references: [Reference] = []
    var merges: [Merge] = []
    var lists: [ListMerge] = []
    var validity: Validity?
    /// A statement run before the merges, for vocabularies that a kind defines.
    var before: String?
    /// A column of figures that checks look at, and how its figures behave.
    struct Figure: Sendable {
        let column: String
        let nature: StatedFigure.Nature
    }

    /// The columns of figures that checks look at.
    var figures: [Figure] = []
    /// The column that says what the figures are of within a region, where there is one.
    var itemColumn: String?
    /// The column that says which of several figures of one thing it is, such as the prices of a PDRB.
    var variantColumn: String?
    /// Whether the figures are sums, so that a province's is the sum over its regencies; wages and rates are not.
    var isAdditive = false
    /// The column that keeps how the key was written, where the key is stored in another spelling.
    var writtenKey: String?
    /// Fills in the columns that follow from others, as far as it can. Gets the canonical texts by column, before codes of occupations are
    /// converted; answers the column at fault and the reason where they do not say what they should. A row whose key or whose columns that help
    /// to read it are at fault themselves is not asked.
    var complete: (@Sendable (_ row: inout [String: String]) -> (column: String, why: RejectReason)?)?
    /// The rules between columns, each of which is asked whatever the others say.
    var checks: [RowCheck] = []

    /// Makes a specification without references and tables.
    ///
    /// - Parameters:
    ///   - columns: the columns, in the order in which templates have them.
    ///   - key: the columns that identify a row.
    public init(columns: [Column], key: [String]) {
        self.columns = columns
        self.key = key
    }

    /// The name of the column of names that may stand beside a column of region codes. It is read to check the codes, and stored nowhere.
    static let regionName = "region_name"

    /// The names of columns that may stand beside regions: the province that a region lies in, by name or by code, and whether it is a
    /// kabupaten, a kota, a province or the country. They help to read the regions, and are stored nowhere.
    static let regionProvince = "region_province"
    static let regionProvinceCode = "region_province_code"
    static let regionLevel = "region_level"

    /// The name of the column of names that may stand beside a column of codes of industries. It is read to check the codes, and stored nowhere.
    static let industryName = "industry_name"

    /// The column of industries, by code or name; `nil` for the kind that defines them.
    var industryColumn: String? {
        references.first { $0.table == "padan.industry" && $0.ownColumn == nil }?.column
    }

    /// The name of the column of versions of the classification of occupations that may stand in files with codes of it.
    static let occupationVersion = "occupation_version"

    /// The columns that templates and files have.
    public var fileColumns: [Column] { columns.filter { $0.role != .derived } }

    /// The columns with codes of occupations, or lists of them.
    var occupationColumns: [String] {
        let referring = Set(
            references.filter { $0.table == "padan.occupation" }.map(\.column)
                + lists.filter { $0.reference.table == "padan.occupation" }.map(\.column))
        return columns.map(\.name).filter { $0 == "occupation_code" || referring.contains($0) }
    }

    /// How many of the smallest unit the unit of a column's figures is: a billion rupiah where its name says so.
    func unit(of column: String) -> Double { column.hasSuffix("_billion_rupiah") ? 1e9 : 1 }

    /// The column of regions, of which a kind has at most one.
    var regionColumn: String? { columns.first { $0.type.isRegion }?.name }

    /// Where the values stand that a column takes.
    public struct Vocabulary: Sendable {
        /// The table and its column of values.
        public let table, key: String
        /// Which of the table's rows are meant, as SQL.
        public let offered: String
        /// Whether the file may bring values of its own.
        public let isOpen: Bool
    }

    /// The table and key whose values a column takes.
    ///
    /// - Parameter column: the column's canonical name.
    /// - Returns: `nil` for a column that takes any value.
    public func vocabulary(of column: String) -> Vocabulary? {
        references.first { $0.column == column && $0.column != $0.ownColumn }.map {
            Vocabulary(table: $0.table, key: $0.key, offered: $0.offered, isOpen: $0.ownColumn != nil)
        }
    }

    /// The columns of the key alone, with the tables that rows are deleted from.
    var ofKeys: KindSpecification {
        var keys = KindSpecification(columns: columns.filter { key.contains($0.name) || $0.role == .check }, key: key)
        keys.merges = merges
        keys.lists = lists
        keys.complete = complete
        return keys
    }

    /// The column names as they are shown to people; `*` marks the required ones.
    public var columnList: [String] { fileColumns.map { $0.required ? $0.name + "*" : $0.name } }
}
