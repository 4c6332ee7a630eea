import Digest
import Domain
import Foundation
import Postgres

/// Loads advertisements.
///
/// Scrapes repeat one advertisement hundreds of times, so a row is sent to the database only when it is seen first; how
/// often it was seen is kept beside it. Each distinct place and title is resolved once.
struct VacancyImport {
    let importer: Importer
    let inspection: FileInspection
    let coder: TitleCoder

    /// What rows are gathered into while the file is read.
    private struct Tally {
        var read = 0
        var undated = 0
        var firstDay: Int32 = .max
        var lastDay: Int32 = .min
        var digests = DigestCounter()
        var titles = TextInterner()
        var places = TextInterner()
        /// By number of title or place; rows, not distinct advertisements.
        var titleRows: [Int] = []
        var placeRows: [Int] = []
        /// Codes that the file itself gives, by number of title.
        var givenCodes: [Int: String] = [:]
        var rejections: [Rejection] = []
    }

    func run(_ connection: isolated PostgresConnection) throws -> ImportSummary {
        if let earlier = try alreadyLoaded(connection) { return earlier }
        let places = PlaceResolver(gazetteer: try Gazetteer.load(connection))
        guard !places.isEmpty else { throw ImportError.noRegions }
        let hasOccupations = try connection.row("SELECT 1 AS one FROM padan.occupation LIMIT 1") { _ in true }
        guard hasOccupations == true else { throw ImportError.noOccupations }

        try createTemporaryTables(connection)
        var reader = try importer.reader(inspection)
        let layout = try importer.layout(&reader, inspection)
        let industries = IndustryCodes(
            try connection.rows("SELECT industry_code FROM padan.industry") { try $0["industry_code"] as String })
        var tally = Tally()
        try connection.copyIn("COPY import_vacancy FROM STDIN (FORMAT binary)") { stream in
            try read(&reader, layout, industries, into: &tally, &stream)
        }
        try inspection.confirm()
        guard tally.read > 0 else { throw ImportError.headerOnly(path: inspection.path) }
        let window = try harvestWindow(tally)

        let codedTitles = (0..<tally.titles.count).map { number -> CodedTitle in
            let text = tally.titles.text(number)
            if let code = tally.givenCodes[number] {
                return CodedTitle(text: text, code: code, score: 1, method: .given, alternatives: [])
            }
            return coder.code(text)
        }
        let resolvedPlaces = (0..<tally.places.count).map { places.resolve(tally.places.text($0)) }
        try store(codedTitles, resolvedPlaces, connection)
        let counts = try merge(tally, window, connection)
        return summary(tally, counts, codedTitles, resolvedPlaces, layout)
    }

    /// The answer for a file that was loaded before with the same options: advertisements are only ever added, so
    /// there is nothing to do.
    private func alreadyLoaded(_ connection: isolated PostgresConnection) throws -> ImportSummary? {
        try connection.row(
            """
            SELECT rows_read, rows_rejected FROM padan.source_file
            WHERE kind = $1 AND digest = $2 AND options_digest = $3 AND loaded ORDER BY source_file_id DESC LIMIT 1
            """, [importer.kind.rawValue, inspection.digest, importer.options.digest]
        ) { row in
            let read: Int = try row["rows_read"]
            let rejected: Int = try row["rows_rejected"]
            return ImportSummary(
                kind: importer.kind, file: inspection.path, encoding: inspection.encoding.rawValue, read: read, new: 0,
                changed: 0, same: read - rejected, rejected: rejected, ignoredColumns: [], dryRun: importer.options.dryRun,
                rejections: [])
        }
    }

    private func createTemporaryTables(_ connection: isolated PostgresConnection) throws {
        try connection.executeScript(
            """
            CREATE TEMP TABLE import_vacancy (
                vacancy_digest uuid, opening_digest uuid, title_number integer, place_number integer, employer text,
                monthly_pay bigint, posted_on date, openings integer, industry_code text
            ) ON COMMIT DROP;
            CREATE TEMP TABLE import_repeat (vacancy_digest uuid, times_seen integer) ON COMMIT DROP;
            CREATE TEMP TABLE import_title (
                number integer, text text, occupation_code text, score double precision, method text, alternatives text
            ) ON COMMIT DROP;
            CREATE TEMP TABLE import_place (
                number integer, text text, level text, region_code text, district_code text, confidence double precision,
                alternatives text
            ) ON COMMIT DROP
            """)
    }

    // MARK: - Rows

    /// Positions of the columns in `KindSpecification.vacancies`.
    private enum Column {
        static let title = 0
        static let employer = 1
        static let place = 2
        static let pay = 3
        static let posted = 4
        static let openings = 5
        static let industry = 6
        static let occupation = 7
    }

    private func read(
        _ reader: inout TableReader, _ layout: ColumnLayout, _ industries: IndustryCodes, into tally: inout Tally,
        _ stream: inout CopyInStream
    ) throws {
        try stream.write { $0 += BinaryRow.header }
        let digester = RowDigester()
        let source = Array(sourceName.utf8)
        var record = TableRecord()
        var key: [UInt8] = []
        while try reader.next(&record) {
            tally.read += 1
            if tally.read % 8192 == 0 {
                importer.report(ImportProgress(bytesDone: reader.bytesRead, bytesTotal: inspection.size, rows: tally.read))
            }
            guard let row = check(record, layout, industries, &tally.rejections) else {
                if importer.isHopeless(tally.rejections.count, rowsAtMost: inspection.lines) { break }
                continue
            }
            if let day = row.posted {
                tally.firstDay = min(tally.firstDay, day)
                tally.lastDay = max(tally.lastDay, day)
            } else {
                tally.undated += 1
            }
            key.removeAll(keepingCapacity: true)
            key += source
            for range in [row.title, row.employer, row.place] {
                key.append(0x1F)
                key += record.bytes[range]
            }
            key.append(0x1F)
            withUnsafeBytes(of: row.pay ?? -1) { key += $0 }
            let opening = key.withUnsafeBytes { digester.digest(of: $0) }
            var own = opening
            if row.posted != nil || row.openings != nil || !row.industry.isEmpty {
                withUnsafeBytes(of: row.posted ?? .min) { key += $0 }
                withUnsafeBytes(of: row.openings ?? -1) { key += $0 }
                key += record.bytes[row.industry]
                own = key.withUnsafeBytes { digester.digest(of: $0) }
            }
            let title = intern(record, row.title, &tally.titles, &tally.titleRows)
            let place = intern(record, row.place, &tally.places, &tally.placeRows)
            if !row.occupation.isEmpty {
                tally.givenCodes[title] = String(decoding: record.bytes[row.occupation], as: UTF8.self)
            }
            guard tally.digests.add(DigestCounter.Digest(high: own.high, low: own.low)) else { continue }
            try stream.write { buffer in
                BinaryRow.begin(fields: 9, &buffer)
                BinaryRow.uuid(own.high, own.low, &buffer)
                BinaryRow.uuid(opening.high, opening.low, &buffer)
                BinaryRow.int4(Int32(title), &buffer)
                BinaryRow.int4(Int32(place), &buffer)
                BinaryRow.text(utf8: row.employer.isEmpty ? nil : record.bytes[row.employer], &buffer)
                BinaryRow.int8(row.pay, &buffer)
                BinaryRow.date(daysSince1970: row.posted, &buffer)
                BinaryRow.int4(row.openings, &buffer)
                BinaryRow.text(utf8: row.industry.isEmpty ? nil : record.bytes[row.industry], &buffer)
            }
        }
        try stream.write { $0 += BinaryRow.trailer }
    }

    private func intern(
        _ record: TableRecord, _ range: Range<Int>, _ interner: inout TextInterner, _ rows: inout [Int]
    ) -> Int {
        let (number, isNew) = record.bytes.withUnsafeBytes { interner.intern(UnsafeRawBufferPointer(rebasing: $0[range])) }
        if isNew { rows.append(1) } else { rows[number] += 1 }
        return number
    }

    private struct Row {
        var title: Range<Int>
        var employer: Range<Int>
        var place: Range<Int>
        var pay: Int64?
        var posted: Int32?
        var openings: Int32?
        var industry: Range<Int>
        var occupation: Range<Int>
    }

    private func check(
        _ record: TableRecord, _ layout: ColumnLayout, _ industries: IndustryCodes, _ rejections: inout [Rejection]
    ) -> Row? {
        let specification = KindSpecification.vacancies
        func refuse(_ column: Int?, _ value: String?, _ code: String, _ reason: String) -> Row? {
            let title = column.map { layout.title(of: $0, in: specification) }
            rejections.append(Rejection(line: record.line, column: title, value: value, code: code, reason: reason))
            return nil
        }
        if let fault = record.fault {
            let column = fault.field.flatMap { field in layout.fields.firstIndex(of: field) }
            if fault.field == nil || column != nil {
                return refuse(column, fault.field.map { record.text($0) }, fault.code, fault.reason)
            }
        }
        guard record.count == layout.header.count else {
            return refuse(nil, nil, "field_count", "\(record.count) fields, the header has \(layout.header.count)")
        }
        func range(_ column: Int) -> Range<Int> { layout.fields[column].map { record.range($0) } ?? 0..<0 }
        func text(_ column: Int) -> String { String(decoding: record.bytes[range(column)], as: UTF8.self) }
        func value(_ column: Int) -> Result<String?, ColumnType.Refusal> {
            let isNumber = layout.fields[column].map { record.numbers.contains($0) } ?? false
            return specification.columns[column].type.read(Substring(text(column)), places: nil, isNumber: isNumber)
        }
        var row = Row(
            title: range(Column.title), employer: range(Column.employer), place: range(Column.place),
            industry: range(Column.industry), occupation: range(Column.occupation))
        if row.title.isEmpty { return refuse(Column.title, "", "missing", "no value") }
        if row.place.isEmpty { return refuse(Column.place, "", "missing", "no value") }
        if row.title.count > 500 { return refuse(Column.title, text(Column.title), "too_long", "longer than 500 characters") }
        if row.place.count > 300 { return refuse(Column.place, text(Column.place), "too_long", "longer than 300 characters") }
        if row.employer.count > 500 { return refuse(Column.employer, text(Column.employer), "too_long", "longer than 500 characters") }
        let pay = range(Column.pay)
        if let plain = Self.plainInteger(record.bytes, pay) {
            row.pay = plain
        } else if !pay.isEmpty {
            switch value(Column.pay) {
            case .failure(let refusal): return refuse(Column.pay, text(Column.pay), refusal.code, refusal.reason)
            case .success(let value): row.pay = value.flatMap { Double($0) }.map { Int64($0.rounded()) }
            }
        }
        if let pay = row.pay, pay < 1 || pay > 10_000_000_000 {
            return refuse(Column.pay, text(Column.pay), "out_of_range", "not between 1 and 10000000000")
        }
        let posted = range(Column.posted)
        if let day = Self.isoDay(record.bytes, posted) {
            row.posted = day
        } else if !posted.isEmpty {
            guard case .success(let day) = DateText.read(Substring(text(Column.posted))) else {
                return refuse(Column.posted, text(Column.posted), "not_a_day", "no day like 2018-11-23 or 23/11/2018")
            }
            row.posted = day?.daysSince1970
        }
        if !range(Column.openings).isEmpty {
            switch value(Column.openings) {
            case .failure(let refusal): return refuse(Column.openings, text(Column.openings), refusal.code, refusal.reason)
            case .success(let value): row.openings = value.flatMap { Int32($0) }
            }
        }
        if !row.industry.isEmpty, !industries.contains(record.bytes[row.industry]) {
            return refuse(Column.industry, text(Column.industry), "unknown", "not in industry")
        }
        if !row.occupation.isEmpty, text(Column.occupation).wholeMatch(of: /\d{4}/) == nil {
            return refuse(Column.occupation, text(Column.occupation), "bad_code", "no code like 7212 (four digits)")
        }
        return row
    }

    /// Digits only, as most files have them.
    private static func plainInteger(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
        guard !range.isEmpty, range.count <= 15 else { return nil }
        var value: Int64 = 0
        for index in range {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    /// `2018-11-23`, as most files have it.
    private static func isoDay(_ bytes: [UInt8], _ range: Range<Int>) -> Int32? {
        guard range.count == 10 else { return nil }
        return bytes.withUnsafeBufferPointer { all in
            let start = range.lowerBound
            guard all[start + 4] == 0x2D, all[start + 7] == 0x2D else { return nil }
            func number(_ from: Int, _ count: Int) -> Int? {
                var value = 0
                for index in start + from..<start + from + count {
                    let digit = all[index] &- 0x30
                    guard digit < 10 else { return nil }
                    value = value * 10 + Int(digit)
                }
                return value
            }
            guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2) else { return nil }
            return Day(year: year, month: month, day: day)?.daysSince1970
        }
    }

    // MARK: - After the last row

    private var sourceName: String {
        importer.options.sourceName ?? URL(filePath: inspection.path).deletingPathExtension().lastPathComponent
    }

    /// The days on which the advertisements were gathered: as given, else from the first to the last date.
    private func harvestWindow(_ tally: Tally) throws -> (from: Day, until: Day) {
        if let window = importer.options.window { return (window.lowerBound, window.upperBound) }
        guard tally.undated == 0, tally.firstDay <= tally.lastDay else {
            if tally.rejections.count == tally.read { return (Day(daysSince1970: 0), Day(daysSince1970: 0)) }
            throw ImportError.windowMissing
        }
        return (Day(daysSince1970: tally.firstDay), Day(daysSince1970: tally.lastDay))
    }

    private func store(
        _ titles: [CodedTitle], _ places: [Place], _ connection: isolated PostgresConnection
    ) throws {
        try connection.sendRows("COPY import_title FROM STDIN (FORMAT binary)", titles.enumerated(), fields: 6) { row, buffer in
            let (number, title) = row
            BinaryRow.int4(Int32(number), &buffer)
            BinaryRow.text(title.text, &buffer)
            BinaryRow.text(title.code, &buffer)
            BinaryRow.float8(title.score, &buffer)
            BinaryRow.text(title.method.rawValue, &buffer)
            BinaryRow.text(title.alternatives.postgresText, &buffer)
        }
        try connection.sendRows("COPY import_place FROM STDIN (FORMAT binary)", places.enumerated(), fields: 7) { row, buffer in
            let (number, place) = row
            BinaryRow.int4(Int32(number), &buffer)
            BinaryRow.text(place.text, &buffer)
            BinaryRow.text(place.level.rawValue, &buffer)
            BinaryRow.text(place.regionCode, &buffer)
            BinaryRow.text(place.districtCode, &buffer)
            BinaryRow.float8(place.confidence, &buffer)
            BinaryRow.text(place.alternatives.postgresText, &buffer)
        }
        // A newer lexicon or gazetteer recodes what is there; what is the same stays untouched.
        try connection.execute(
            """
            INSERT INTO padan.job_title AS t (text, occupation_code, score, method, alternatives)
            SELECT text, occupation_code, score, method, alternatives::text[] FROM import_title ORDER BY number
            ON CONFLICT (text) DO UPDATE SET occupation_code = excluded.occupation_code, score = excluded.score,
                method = excluded.method, alternatives = excluded.alternatives
            WHERE (t.occupation_code, t.score, t.method) IS DISTINCT FROM (excluded.occupation_code, excluded.score, excluded.method)
            """)
        try connection.execute(
            """
            INSERT INTO padan.place AS p (text, level, region_code, district_code, confidence, alternatives)
            SELECT text, level, region_code, district_code, confidence, alternatives::text[] FROM import_place ORDER BY number
            ON CONFLICT (text) DO UPDATE SET level = excluded.level, region_code = excluded.region_code,
                district_code = excluded.district_code, confidence = excluded.confidence, alternatives = excluded.alternatives
            WHERE (p.level, p.region_code, p.district_code, p.confidence)
                IS DISTINCT FROM (excluded.level, excluded.region_code, excluded.district_code, excluded.confidence)
            """)
    }

    private func merge(
        _ tally: Tally, _ window: (from: Day, until: Day), _ connection: isolated PostgresConnection
    ) throws -> (new: Int, changed: Int) {
        try connection.copyIn("COPY import_repeat FROM STDIN (FORMAT binary)") { stream in
            try stream.write { $0 += BinaryRow.header }
            try tally.digests.forEachRepeated { digest, times in
                try stream.write { buffer in
                    BinaryRow.begin(fields: 2, &buffer)
                    BinaryRow.uuid(digest.high, digest.low, &buffer)
                    BinaryRow.int4(Int32(times), &buffer)
                }
            }
            try stream.write { $0 += BinaryRow.trailer }
        }
        try connection.executeScript("ANALYZE import_vacancy, import_repeat, import_title, import_place; SET LOCAL work_mem = '256MB'")
        let changed = try connection.execute(
            """
            UPDATE padan.vacancy AS known SET times_seen = r.times_seen FROM import_repeat AS r
            WHERE r.vacancy_digest = known.vacancy_digest AND r.times_seen > known.times_seen
            """)
        // No ON CONFLICT, which tries every row twice: the lock on the kind keeps other imports out. In the order of the key: the
        // index grows at its end instead of everywhere.
        let new = try connection.execute(
            """
            INSERT INTO padan.vacancy (
                vacancy_digest, source_name, job_title_id, place_id, opening_digest, employer, monthly_pay, posted_on, openings,
                industry_code, times_seen
            )
            SELECT v.vacancy_digest, $1, t.job_title_id, p.place_id, v.opening_digest, v.employer, v.monthly_pay,
                v.posted_on, v.openings, v.industry_code, coalesce(r.times_seen, 1)
            FROM import_vacancy AS v
            JOIN import_title AS it ON it.number = v.title_number JOIN padan.job_title AS t ON t.text = it.text
            JOIN import_place AS ip ON ip.number = v.place_number JOIN padan.place AS p ON p.text = ip.text
            LEFT JOIN import_repeat AS r ON r.vacancy_digest = v.vacancy_digest
            WHERE NOT EXISTS (SELECT FROM padan.vacancy AS known WHERE known.vacancy_digest = v.vacancy_digest)
            ORDER BY v.vacancy_digest
            """, [sourceName])
        let source = try importer.recordSource(
            inspection, connection, read: tally.read, new: new, changed: changed,
            same: tally.read - tally.rejections.count - new - changed, rejected: tally.rejections.count, sourceName: sourceName,
            window: (window.from.description, window.until.description))
        try importer.storeRejects(tally.rejections, source: source, connection)
        return (new, changed)
    }

    private func summary(
        _ tally: Tally, _ counts: (new: Int, changed: Int), _ titles: [CodedTitle], _ places: [Place], _ layout: ColumnLayout
    ) -> ImportSummary {
        let accepted = tally.read - tally.rejections.count
        let uncoded = titles.indices.filter { titles[$0].code == nil }
        let unresolved = places.indices.filter { places[$0].level == .unresolved }
        var summary = ImportSummary(
            kind: importer.kind, file: inspection.path, encoding: inspection.encoding.rawValue, read: tally.read,
            new: counts.new, changed: counts.changed, same: accepted - counts.new - counts.changed, rejected: tally.rejections.count,
            ignoredColumns: layout.ignored, dryRun: importer.options.dryRun, rejections: tally.rejections)
        summary.vacancies = VacancySummary(
            distinct: tally.digests.distinct,
            duplicateShare: accepted == 0 ? 0 : Double(accepted - tally.digests.distinct) / Double(accepted),
            unresolvedPlaceRows: unresolved.reduce(0) { $0 + tally.placeRows[$1] }, unresolvedPlaces: unresolved.count,
            uncodedTitleRows: uncoded.reduce(0) { $0 + tally.titleRows[$1] }, uncodedTitles: uncoded.count,
            distinctTitles: titles.count, distinctPlaces: places.count)
        return summary
    }
}

/// The industry codes that exist: at most five letters or digits, packed into one word each.
private struct IndustryCodes {
    private let packed: Set<UInt64>

    init(_ codes: [String]) {
        packed = Set(codes.map { Self.pack($0.utf8) })
    }

    func contains(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.count <= 5 && packed.contains(Self.pack(bytes)) }

    private static func pack(_ bytes: some Collection<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
