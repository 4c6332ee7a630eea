/// A statement as it counts for a regency or a city, its own or made of coarser ones.
struct Levelled<Statement: Sendable>: Sendable {
    let statement: Statement
    /// The relative error that spreading or splitting adds; `nil` where the region states the figure itself.
    let spreadError: Double?
}

/// What became of a part of a row that was read.
struct RowPart: Sendable, Equatable {
    /// The position of the row in the inputs.
    let row: Int
    /// The industry that the part is of; that of the row, or a section of its group.
    let industry: String
    /// Persons of the row in this part.
    let persons: Double
    /// Why the part does not count; `nil` where it was spread.
    let reason: UnusedInput.Reason?
}
