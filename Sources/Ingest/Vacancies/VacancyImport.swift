import Domain
import Foundation
import Postgres

/// Loads advertisements.
///
/// Scrapes repeat one advertisement hundreds of times, so a row is sent to the database only when it is seen first; how
/// often it was seen is kept beside it. Each distinct place and title is looked up once. A code of an occupation that a row
/// states is kept with the advertisement, whatever the title may mean elsewhere.
struct VacancyImport {
    let importer: Importer
    let inspection: FileInspection
    let places: PlaceResolver
    let coder: TitleCoder
    let occupations: OccupationReader
    let industries: IndustryReader
    /// The codes of the registers, as the database has them.
    let registers: Registers

    struct Registers {
        let industries: PackedCodes
        let occupations: PackedCodes
    }

    func run(_ connection: isolated PostgresConnection) throws -> ImportSummary {
        let earlier = try alreadyLoaded(connection)
        // Rows that were refused are told again, and a register may have by now what they name.
        if let earlier, earlier.rejected == 0 { return earlier }
        try createTemporaryTables(connection)
        var tally = VacancyTally(occupations: occupations)
        var shapes: [ShapeSummary] = []
        var ignored: [String] = []
        var places: ShapePlaces?
        try connection.copyIn("COPY import_vacancy FROM STDIN (FORMAT binary)") { stream in
            try stream.write { $0 += BinaryRow.header }
            for table in importer.tables where !tally.isCutShort {
                var reader = try table.reader(inspection)
                let layout = try table.layout(&reader, inspection)
                try read(&reader, layout, into: &tally, &stream)
                if let shape = table.shapeSummary(reader.leftOut) { shapes.append(shape) }
                ignored += layout.ignored.filter { !ignored.contains($0) }
                if let own = reader.places { places?.add(own) ?? (places = own) }
            }
            try stream.write { $0 += BinaryRow.trailer }
        }
        try inspection.confirm()
        guard tally.read > 0 else { throw ImportError.headerOnly(path: inspection.path) }
        let window = try harvestWindow(tally)
        let rejections = try tally.log.finished(places)

        let found = try store(tally, connection)
        let counts = try merge(tally, rejections, window, isRepeated: earlier != nil, connection)
        var summary = summary(tally, rejections, counts, found, ignored)
        summary.shapes = shapes
        return summary
    }

    /// The answer for a file that was loaded before with the same options and without a refused row: advertisements are only ever added, so
    /// there is nothing to do.
    private func alreadyLoaded(_ connection: isolated PostgresConnection) throws -> ImportSummary? {
        try connection.row(
            """
            SELECT rows_read, rows_rejected FROM padan.source_file
            WHERE kind = $1 AND digest = $2 AND options_digest = $3 AND loaded ORDER BY source_file_id DESC LIMIT 1
            """, [importer.kind.rawValue, inspection.digest, importer.optionsDigest]
        ) { row in
            let read: Int = try row["rows_read"]
            let rejected: Int = try row["rows_rejected"]
            return ImportSummary(
                kind: importer.kind, file: inspection.path, encoding: inspection.encoding.rawValue, read: read, new: 0,
                changed: 0, same: read - rejected, rejected: rejected, ignoredColumns: [], dryRun: importer.options.dryRun,
                rejections: Rejections())
        }
    }

    /// The days on which the advertisements were gathered: as given, else from the first to the last date.
    private func harvestWindow(_ tally: VacancyTally) throws -> (from: Day, until: Day) {
        if let window = importer.options.window { return (window.lowerBound, window.upperBound) }
        guard tally.undated == 0, tally.firstDay <= tally.lastDay else {
            if tally.log.rows == tally.read { return (Day(daysSince1970: 0), Day(daysSince1970: 0)) }
            throw ImportError.windowMissing
        }
        return (Day(daysSince1970: tally.firstDay), Day(daysSince1970: tally.lastDay))
    }

    private func summary(
        _ tally: VacancyTally, _ rejections: Rejections, _ counts: (new: Int, changed: Int), _ found: FoundNames, _ ignored: [String]
    ) -> ImportSummary {
        let accepted = tally.read - rejections.rows
        var summary = ImportSummary(
            kind: importer.kind, file: inspection.path, encoding: inspection.encoding.rawValue, read: tally.read,
            new: counts.new, changed: counts.changed, same: accepted - counts.new - counts.changed, rejected: rejections.rows,
            ignoredColumns: ignored, dryRun: importer.options.dryRun, rejections: rejections)
        summary.isCutShort = tally.isCutShort
        summary.occupationConversions = tally.occupations.conversions
        summary.vacancies = VacancySummary(
            distinct: tally.digests.distinct,
            duplicateShare: accepted == 0 ? 0 : Double(accepted - tally.digests.distinct) / Double(accepted),
            unresolvedPlaceRows: found.unresolvedRows, unresolvedPlaces: found.unresolvedPlaces,
            abroadRows: found.abroadRows, remoteRows: found.remoteRows,
            uncodedTitleRows: found.uncodedRows, uncodedTitles: found.uncodedTitles,
            distinctTitles: found.distinctTitles, distinctPlaces: tally.places.count, droppedPays: tally.droppedPays)
        return summary
    }
}
