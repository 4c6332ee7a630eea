/// What the rows of advertisements are gathered into while the file is read.
struct VacancyTally {
    var read = 0
    var isCutShort = false
    var undated = 0
    /// Rows whose pay is none.
    var droppedPays = 0
    var firstDay: Int32 = .max
    var lastDay: Int32 = .min
    var digests = DigestCounter()
    /// Titles; behind each the hints beside it, where they are read (`TitleHints`).
    var titles = TextInterner()
    var hasHints = false
    var places = TextInterner()
    /// By number of title or place; rows, not distinct advertisements.
    var titleRows: [Int] = []
    var placeRows: [Int] = []
    /// Of the rows of a title, those that state a code of an occupation themselves; by number of title.
    var statedRows: [Int: Int] = [:]
    /// Pay that was read already, by its text: advertisements state few different ranges.
    var pays: [String: PayText.Reading] = [:]
    var log = RejectionLog()
    /// Reads the codes of occupations that rows state, and counts those that it converts.
    var occupations: OccupationReader
}

/// What of the titles and places of a file was not found.
struct FoundNames {
    /// How many titles there are, whatever stands beside them.
    var distinctTitles = 0
    /// Titles without a code that some row needs, because it states none itself, and these rows.
    var uncodedTitles = 0
    var uncodedRows = 0
    /// Places that are not known, and the rows that have them.
    var unresolvedPlaces = 0
    var unresolvedRows = 0
    /// The rows whose place is abroad, and those of remote work.
    var abroadRows = 0
    var remoteRows = 0
}

/// The codes of a register: at most eight letters or digits each, packed into one word.
struct PackedCodes {
    private let packed: Set<UInt64>

    init(_ codes: [String]) {
        packed = Set(codes.map { Self.pack($0.utf8) })
    }

    func contains(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.count <= 8 && packed.contains(Self.pack(bytes)) }

    private static func pack(_ bytes: some Collection<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
