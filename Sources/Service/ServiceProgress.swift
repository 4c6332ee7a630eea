import Domain
import Ingest

/// How far an act of the service has come. Front ends show it as they like; the service waits for nobody.
public enum ServiceProgress: Sendable {
    /// A step of starting the embedded server, such as `initdb → FOLDER`.
    case starting(String)
    /// Rows of a file that is loaded.
    case importing(ImportKind, bytesDone: Int, bytesTotal: Int, rows: Int)
    /// BLKs that are scored.
    case scoring(done: Int, of: Int)
    /// The share of a search that is done, with the best plan so far; `objective` and `gap` are `nil` before the first plan.
    case searching(share: Double, objective: Double?, gap: Double?)
    /// The share of a plan's review that is done.
    case reviewing(share: Double)
    /// BLKs whose part of a book is gathered.
    case gathering(done: Int, of: Int, blk: String)
    /// Rows of a view that are written.
    case exporting(rows: Int)

    /// What takes a step; it is called from any thread.
    public typealias Report = @Sendable (ServiceProgress) -> Void
}
