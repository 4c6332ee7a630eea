/// Why the store refuses to keep something.
public enum StoreError: Error, Equatable, CustomStringConvertible {
    /// The table `padan.criterion` has no row for these criteria, so that the analysts' functions would leave them out of their sums.
    case unknownCriteria([String])

    /// A sentence for the person who maintains the program.
    public var description: String {
        switch self {
        case .unknownCriteria(let names):
            "the table padan.criterion does not know \(names.joined(separator: ", ")); a migration must add a row for each"
        }
    }
}
