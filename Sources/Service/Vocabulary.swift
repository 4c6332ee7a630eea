import Allocation
import Ingest
import Postgres
import Report
import Scoring

// Front ends import the service and not the rooms below it. The types that they have to name to ask a question stand here.

/// A decision or supposition about a plan.
public typealias PlanChange = Allocation.PlanChange
/// How ranks are made of utilities.
public typealias RankingMethod = Scoring.RankingMethod
/// What a file may hold.
public typealias ImportKind = Ingest.ImportKind
/// What decides, beside the file, what an import does.
public typealias ImportOptions = Ingest.ImportOptions
/// The system in which a file's region codes without a point are read.
public typealias RegionSystem = Ingest.RegionSystem
/// What another look at stored places and titles changed.
public typealias LookupChanges = Ingest.LookupChanges
/// What an import did.
public typealias ImportSummary = Ingest.ImportSummary
/// What an import of a folder did.
public typealias FolderSummary = Ingest.FolderSummary
/// Why a file was not loaded.
public typealias ImportError = Ingest.ImportError
/// What can be said of a file's tables without loading anything.
public typealias TableInspection = Ingest.TableInspection
/// A fault of a refused row.
public typealias Rejection = Ingest.Rejection
/// A title with the code that was found for it.
public typealias CodedTitle = Ingest.CodedTitle
/// How well titles are coded whose right codes are known.
public typealias TitleEvaluation = Ingest.TitleEvaluation
/// The region that a text names.
public typealias Place = Ingest.Place
/// A session of the database that an act waits for.
public typealias BlockingSession = Postgres.BlockingSession
/// How people write days.
public typealias DateText = Ingest.DateText

extension ScoringRequest {
    /// The name of the profile of weights that is used where none is named.
    public static let standardProfile = ScoringConfiguration.standardProfile
}
