import Digest
import Domain
import Foundation

/// What decides, beside the file, what an import does.
public struct ImportOptions: Sendable {
    /// The source of the made-up sample's files.
    public static let sampleSource = "contoh"

    /// The share of rows that may be refused before the whole file is.
    public var maxRejects = 0.05
    /// Whether the file is only checked, and nothing of it stays in the database.
    public var dryRun = false
    /// Whether a file whose figures are odd is refused, not only warned of.
    public var isStrict = false
    /// Their column → ours, as a canonical name or another name of it.
    public var mapping: [String: String] = [:]
    /// A workbook's sheets that are read; none for all that a shape recognises, else for the one named like the kind, else for the first that is
    /// not hidden.
    public var sheets: [String] = []
    /// The shape in which the file is read; `nil` for the one by which it is recognised, if any.
    public var shape: String?
    /// What every row has in columns that the file lacks, for shapes that ask for it: the BLK and the year of a BLK's own list.
    public var stated: [String: String] = [:]
    /// The system of region codes without a point, where the file does not say it itself; `nil` when nobody knows.
    public var regionSystem: RegionSystem?
    /// The version of the classification that codes of occupations are of, as a person writes it; `nil` for ours, where no column says otherwise.
    public var occupationVersion: String?
    /// Vacancies: the site or office; its coverage and error stand in `config/demand.yaml`. Facts of BLKs: `sampleSource` for the sample.
    public var sourceName: String?
    /// Vacancies: first and last day on which the advertisements were gathered.
    public var window: ClosedRange<Day>?

    /// Makes the options of an import of which nothing is known but the file.
    public init() {}

    var digest: String {
        let parts = mapping.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var all = parts + [sourceName ?? "", sheets.joined(separator: "\n"), window.map { "\($0.lowerBound)..\($0.upperBound)" } ?? ""]
        // Files that were loaded before there was this option keep their digest.
        if let regionSystem { all.append(regionSystem.rawValue) }
        all += stated.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        if let occupationVersion { all.append("occupations: \(occupationVersion)") }
        return sha256(Data(all.joined(separator: "\n").utf8))
    }
}
