/// All that was wrong in the refused rows of one file, in the order of the file.
///
/// A row has a refusal for each of its faults. A file may have millions of them: the first are kept in memory, the rest on disk (`RejectionSpool`).
public final class Rejections: Sendable, Equatable {
    /// The refusals that stand in memory: all of them where there are few.
    public var leading: [Rejection] { places.map { places in kept.map(places.located) } ?? kept }
    private let kept: [Rejection]
    /// Where long rows of a shaped table come from; `nil` where the refusals tell their lines themselves.
    private let places: ShapePlaces?
    /// The number of refusals, of which a row may have several.
    public let count: Int
    /// The number of rows that were refused.
    public let rows: Int
    private let spool: RejectionSpool?

    /// Takes refusals that stand in memory.
    ///
    /// - Parameter list: the refusals, in the order of their lines.
    public convenience init(_ list: [Rejection] = []) {
        self.init(leading: list, count: list.count, rows: Set(list.map(\.line)).count, spool: nil)
    }

    init(leading: [Rejection], count: Int, rows: Int, spool: RejectionSpool?, places: ShapePlaces? = nil) {
        self.rows = rows
        kept = leading
        self.places = places
        self.count = count
        self.spool = spool
    }

    /// Calls `body` for each refusal, in the order of the lines; one at a time is in memory.
    ///
    /// - Parameter body: gets the refusal.
    /// - Throws: `ImportError.temporaryFile` when the refusals cannot be read from the disk again, and what `body` throws.
    public func forEach(_ body: (Rejection) throws -> Void) throws {
        var cursor = cursor()
        while let rejection = try cursor.next() { try body(located(rejection)) }
    }

    /// The number of the table of the file that a refusal is of, before it is located.
    func table(of rejection: Rejection) -> Int { places?.table(of: rejection.line) ?? 0 }

    /// The refusal as people find it in the file.
    func located(_ rejection: Rejection) -> Rejection { places?.located(rejection) ?? rejection }

    /// Calls `body` with the refusals in the order of the lines, in groups of a limited size.
    ///
    /// - Parameters:
    ///   - size: the most refusals of a group.
    ///   - body: gets the group, which is never empty.
    /// - Throws: `ImportError.temporaryFile` when the refusals cannot be read from the disk again, and what `body` throws.
    public func forEachGroup(of size: Int, _ body: ([Rejection]) throws -> Void) throws {
        var group: [Rejection] = []
        try forEach { rejection in
            group.append(rejection)
            guard group.count >= size else { return }
            try body(group)
            group.removeAll(keepingCapacity: true)
        }
        if !group.isEmpty { try body(group) }
    }

    /// Reads the refusals one by one, those of shaped tables with the numbers of their long rows in place of lines.
    func cursor() -> Cursor { Cursor(leading: kept[...], rest: spool?.reader()) }

    /// Reads refusals one by one.
    struct Cursor {
        fileprivate var leading: ArraySlice<Rejection>
        fileprivate var rest: RejectionSpool.Reader?

        /// - Throws: `ImportError.temporaryFile`.
        mutating func next() throws -> Rejection? {
            if let first = leading.popFirst() { return first }
            return try rest?.next()
        }
    }

    /// Whether two imports refused the same rows for the same reasons.
    public static func == (left: Rejections, right: Rejections) -> Bool {
        guard left.count == right.count, left.leading == right.leading else { return false }
        var (one, other) = (left.cursor(), right.cursor())
        while true {
            guard let first = try? one.next() else { return true }
            guard let second = try? other.next(), left.located(first) == right.located(second) else { return false }
        }
    }
}

/// Gathers the faults of refused rows while a file is read, in the order of the lines.
struct RejectionLog {
    /// Refusals that are kept in memory.
    static let limit = 1000

    private var leading: [Rejection] = []
    private(set) var count = 0
    /// The number of different lines among the refusals.
    private(set) var rows = 0
    private var line: Int?
    private var spool: RejectionSpool?

    /// - Throws: `ImportError.temporaryFile` when there is no room for another refusal.
    mutating func append(_ rejection: Rejection) throws {
        count += 1
        if rejection.line != line { rows += 1 }
        line = rejection.line
        guard count > Self.limit else { return leading.append(rejection) }
        let spool = try spool ?? RejectionSpool()
        self.spool = spool
        try spool.append(rejection)
    }

    /// The refusals, to which no more are added.
    ///
    /// - Parameter places: where long rows of a shaped table come from.
    /// - Returns: the refusals.
    /// - Throws: `ImportError.temporaryFile` when the last of them cannot be written.
    func finished(_ places: ShapePlaces? = nil) throws -> Rejections {
        try spool?.flush()
        return Rejections(leading: leading, count: count, rows: rows, spool: spool, places: places)
    }
}
