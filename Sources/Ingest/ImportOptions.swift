import Digest
import Domain
import Foundation

/// What decides, beside the file, what an import does.
public struct ImportOptions: Sendable {
    /// Share of rows that may be refused before the whole file is.
    public var maxRejects = 0.05
    public var dryRun = false
    /// Their column → ours.
    public var mapping: [String: String] = [:]
    /// A workbook's sheet; `nil` for the one named like the kind, else the first that is not hidden.
    public var sheet: String?
    /// Vacancies: the site or office; its coverage and error stand in `config/demand.yaml`.
    public var sourceName: String?
    /// Vacancies: first and last day on which the advertisements were gathered.
    public var window: ClosedRange<Day>?

    public init() {}

    var digest: String {
        let parts = mapping.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let all = parts + [sourceName ?? "", sheet ?? "", window.map { "\($0.lowerBound)..\($0.upperBound)" } ?? ""]
        return sha256(Data(all.joined(separator: "\n").utf8))
    }
}

/// What an import did.
public struct ImportSummary: Sendable, Equatable {
    public let kind: ImportKind
    public let file: String
    public let encoding: String
    public let read: Int
    public let new: Int
    public let changed: Int
    public let same: Int
    public let rejected: Int
    public let ignoredColumns: [String]
    public let dryRun: Bool
    /// The rows refused; at most the number that `--max-rejects` allows.
    public let rejections: [Rejection]
    public var vacancies: VacancySummary?
}

/// What an import of vacancies found beside the rows.
public struct VacancySummary: Sendable, Equatable {
    public let distinct: Int
    /// Rows that repeat another row of the file, of all rows read.
    public let duplicateShare: Double
    public let unresolvedPlaceRows: Int
    public let unresolvedPlaces: Int
    public let uncodedTitleRows: Int
    public let uncodedTitles: Int
    public let distinctTitles: Int
    public let distinctPlaces: Int
}

/// How far an import has come.
public struct ImportProgress: Sendable {
    public let bytesDone: Int
    public let bytesTotal: Int
    public let rows: Int
}
