import Domain
import Ingest
import Postgres
import Store

/// How far an act of the service has come. Front ends show it as they like; the service waits for nobody.
public enum ServiceProgress: Sendable {
    /// A step of starting the embedded server has begun, such as `initdb → FOLDER`.
    case starting(String)
    /// What a killed process of Padan had left was removed: a database that was not restored to its end, or a file that was not written to
    /// its end.
    case removed(String)
    /// Something of a backup that is being restored was left out.
    case leftOut(Backup.Remark)
    /// The act waits for a lock of the database that another session holds.
    case waiting(for: BlockingSession)
    /// A reader's session holds so many locks that there would soon be none left for others. On a server of Padan's own it was ended.
    case hoarding(LockHoarder)
    /// A session of this process was told to end and computes on, because PostgreSQL asks for such orders between the steps of a statement alone.
    case deaf(process: Int)
    /// The act waits for the process that starts or stops the embedded server; `nil` where its number is not known.
    case waitingForServer(process: Int32?)
    /// So many bytes and rows of a file are read.
    case importing(ImportKind, bytesDone: Int, bytesTotal: Int, rows: Int)
    /// So many imports of a folder's files are done, and that of `file` is the next.
    case loading(done: Int, of: Int, file: String)
    /// So many BLKs are scored.
    case scoring(done: Int, of: Int)
    /// A share of a search is done, 0 to 1, with the best plan so far; `objective` and `gap` are `nil` before the first plan.
    case searching(share: Double, objective: Double?, gap: Double?)
    /// A share of a plan's review is done, 0 to 1.
    case reviewing(share: Double)
    /// The parts of so many BLKs of a book are gathered, and that of `blk` is the next.
    case gathering(done: Int, of: Int, blk: String)
    /// So many reports of a folder are written, and that of `blk` is the next.
    case writing(done: Int, of: Int, blk: String)
    /// So many rows of a view are written.
    case exporting(rows: Int)

    /// What is told each step; it is called from any thread.
    public typealias Report = @Sendable (ServiceProgress) -> Void
}
