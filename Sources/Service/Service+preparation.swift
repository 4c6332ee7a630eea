import Domain
import Postgres
import Report
import Store

/// Something that must be there before a step, each with a sentence that names the command that brings it (`need.NAME`).
enum Preparation: String, CaseIterable {
    /// Regencies and cities.
    case regions
    /// Any source of openings: advertisements, employment or surveys.
    case openings
    /// Training centres.
    case blks
    /// Training programmes.
    case programs
    /// The programmes that BLKs run.
    case catalogs
    /// Workshops of BLKs and their hours.
    case workshops
    /// Instructors and their hours.
    case instructors
    /// Assessors of schemes, where a programme ends with certification.
    case assessors
    /// What became of those who were trained; without it nobody knows whom a package places.
    case outcomes
    /// A network's targets.
    case targets
    /// A demand run.
    case demand
    /// A scoring run.
    case scores
}

/// A step that cannot begin in a database that is empty or half loaded.
public enum PreparedStep: String, Sendable {
    /// `demand run`.
    case demand
    /// `score`.
    case score
    /// `allocate`.
    case allocate
    /// `recommend` and what else reads scores.
    case recommend

    /// What it needs, in the order in which it is brought.
    var needs: [Preparation] {
        switch self {
        case .demand: [.regions, .openings]
        case .score: [.regions, .openings, .blks, .programs, .demand]
        case .allocate:
            [
                .regions, .openings, .blks, .programs, .workshops, .instructors, .assessors, .outcomes, .targets, .demand, .scores,
            ]
        case .recommend: [.regions, .openings, .blks, .programs, .demand, .scores]
        }
    }
}

extension Service {
    /// Refuses a step in a database that lacks something for it, and names everything that is missing at once.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - connection: The connection to read with.
    /// - Throws: `ServiceError.unprepared` and `PostgresError`.
    static func require(for step: PreparedStep, _ connection: isolated PostgresConnection) throws {
        let there = try Store.preparations(connection)
        let missing = step.needs.map(\.rawValue).filter { !there.contains($0) }
        guard missing.isEmpty else { throw ServiceError.unprepared(step, missing: missing) }
    }

    /// The classifications that ship with Padan, with their files in `config/`.
    static let classifications: [(kind: ImportKind, file: String)] = [(.occupations, "occupations.csv"), (.industries, "industries.csv")]

    /// Loads the classifications of occupations (KBJI) and industries (KBLI) from `config/` where the database has none: they are the same for
    /// everybody, and nobody has to look for them.
    ///
    /// - Throws: `ImportError` and `ConfigurationError` for the files, and `PostgresError`.
    func loadClassifications(as asker: Asker) async throws {
        var options = ImportOptions()
        options.maxRejects = 0
        for (kind, file) in Self.classifications {
            let isThere = try await read(as: asker) { try Store.holdsRows(of: kind.rawValue, $0) }
            if !isThere { _ = try await load(root.config.appending(path: file).path, as: kind, options, by: asker) }
        }
    }
}
