import Domain

/// A stored run with how much room it takes.
public struct RunEntry: Sendable {
    /// The run.
    public let run: Run
    /// The number of candidates of a scoring run, of cells of a demand run or of packages of a plan; an estimate for large runs.
    public let rows: Int
    /// The bytes that they take in the database.
    public let bytes: Int
    /// Whether people read it.
    public let standing: RunStanding
    /// What it was called when it was published; `nil` without a name.
    public let label: String?

    /// Makes an entry of its figures.
    public init(run: Run, rows: Int, bytes: Int, standing: RunStanding, label: String?) {
        self.run = run
        self.rows = rows
        self.bytes = bytes
        self.standing = standing
        self.label = label
    }
}

/// One run with the tables that it read.
public struct RunAnswer: Sendable {
    /// A table as the run read it.
    public struct Input: Sendable, Equatable, Decodable {
        /// The number of rows of the table.
        public let rows: Int
        /// A digest of the rows that does not depend on their order.
        public let digest: String

        /// Makes an input of its figures.
        public init(rows: Int, digest: String) {
            self.rows = rows
            self.digest = digest
        }
    }

    /// The run.
    public let entry: RunEntry
    /// The tables by name.
    public let inputs: [String: Input]

    /// Makes an answer of its parts.
    public init(entry: RunEntry, inputs: [String: Input]) {
        self.entry = entry
        self.inputs = inputs
    }
}

/// The runs that were deleted, or would be.
public struct PrunedRuns: Sendable, Equatable {
    /// The numbers of the runs, rising.
    public let runs: [Int]
    /// The number of deleted runs whose tables are still there, because somebody reads while they are to be dropped.
    public let withTables: Int

    /// Makes an answer of its parts.
    public init(runs: [Int], withTables: Int) {
        self.runs = runs
        self.withTables = withTables
    }
}
