import Digest
import Foundation
import Postgres

extension VacancyImport {
    /// The site or office that the advertisements come from.
    var sourceName: String {
        importer.options.sourceName ?? URL(filePath: inspection.path).deletingPathExtension().lastPathComponent
    }

    /// Reads all rows, and sends each advertisement that was not seen before.
    func read(
        _ reader: inout RowReader, _ layout: ColumnLayout, into tally: inout VacancyTally, _ stream: inout CopyInStream
    ) throws {
        let digester = RowDigester()
        let source = Array(sourceName.utf8)
        var record = TableRecord()
        var key: [UInt8] = []
        let columns = [KindSpecification.VacancyColumn.category, KindSpecification.VacancyColumn.skills]
        tally.hasHints = tally.hasHints || coder.readsHints && columns.contains { layout.fields[$0] != nil }
        var hinted: [UInt8] = []
        while try reader.next(&record) {
            tally.read += 1
            if tally.read % 8192 == 0 {
                importer.report(ImportProgress(bytesDone: reader.bytesRead, bytesTotal: inspection.size, rows: tally.read))
            }
            guard let row = try check(record, layout, &tally) else {
                if importer.isHopeless(tally.log.rows, rowsAtMost: inspection.lines * reader.rowsPerLine) {
                    tally.isCutShort = true
                    break
                }
                continue
            }
            if row.hasDroppedPay { tally.droppedPays += 1 }
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
            withUnsafeBytes(of: row.pay?.middle ?? -1) { key += $0 }
            let opening = key.withUnsafeBytes { digester.digest(of: $0) }
            var own = opening
            if row.posted != nil || row.openings != nil || !row.industry.isEmpty {
                withUnsafeBytes(of: row.posted ?? .min) { key += $0 }
                withUnsafeBytes(of: row.openings ?? -1) { key += $0 }
                key += row.industry
                own = key.withUnsafeBytes { digester.digest(of: $0) }
            }
            let unstated = own
            let title: Int
            if tally.hasHints {
                hinted.removeAll(keepingCapacity: true)
                TitleHints.append(record.bytes, title: row.title, hints: [row.category, row.skills], to: &hinted)
                title = intern(hinted, 0..<hinted.count, &tally.titles, &tally.titleRows)
            } else {
                title = intern(record.bytes, row.title, &tally.titles, &tally.titleRows)
            }
            let place = intern(record.bytes, row.place, &tally.places, &tally.placeRows)
            if !row.occupation.isEmpty {
                tally.statedRows[title, default: 0] += 1
                // Advertisements that differ in nothing but the code that they state are two, and for two jobs.
                let code = [0x1E] + row.occupation
                key += code
                own = key.withUnsafeBytes { digester.digest(of: $0) }
            }
            guard tally.digests.add(DigestCounter.Digest(high: own.high, low: own.low)) else { continue }
            try stream.write { buffer in
                BinaryRow.begin(fields: 13, &buffer)
                BinaryRow.uuid(own.high, own.low, &buffer)
                BinaryRow.uuid(opening.high, opening.low, &buffer)
                BinaryRow.int4(Int32(title), &buffer)
                BinaryRow.int4(Int32(place), &buffer)
                BinaryRow.text(utf8: row.employer.isEmpty ? nil : record.bytes[row.employer], &buffer)
                BinaryRow.int8(row.pay?.middle, &buffer)
                BinaryRow.int8(row.pay?.least, &buffer)
                BinaryRow.int8(row.pay?.most, &buffer)
                BinaryRow.date(daysSince1970: row.posted, &buffer)
                BinaryRow.int4(row.openings, &buffer)
                BinaryRow.text(utf8: row.industry.isEmpty ? nil : row.industry[...], &buffer)
                if row.occupation.isEmpty {
                    BinaryRow.null(&buffer)
                    BinaryRow.null(&buffer)
                } else {
                    BinaryRow.text(utf8: row.occupation, &buffer)
                    BinaryRow.uuid(unstated.high, unstated.low, &buffer)
                }
            }
        }
    }

    private func intern(
        _ bytes: [UInt8], _ range: Range<Int>, _ interner: inout TextInterner, _ rows: inout [Int]
    ) -> Int {
        let (number, isNew) = bytes.withUnsafeBytes { interner.intern(UnsafeRawBufferPointer(rebasing: $0[range])) }
        if isNew { rows.append(1) } else { rows[number] += 1 }
        return number
    }
}
