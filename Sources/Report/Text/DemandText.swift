import Configuration
import Demand
import Domain

extension DemandRunAnswer {
    /// What the run did, in a few lines.
    public func lines(_ phrases: Phrases) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var lines = [
            words(
                "demand.summary",
                [
                    "run": numbers.integer(runID), "day": numbers.day(asOf.description), "cells": numbers.integer(cells),
                    "openings": numbers.decimal(openings),
                ])
        ]
        if uncodedVacancies + unresolvedVacancies > 0 {
            lines.append(
                words(
                    "demand.left_out",
                    ["uncoded": numbers.integer(uncodedVacancies), "unresolved": numbers.integer(unresolvedVacancies)]))
        }
        if regionlessVacancies > 0 { lines.append(words("demand.no_region", ["n": numbers.integer(regionlessVacancies)])) }
        return lines + lookedUpAgain.lines(phrases)
    }

    /// What became of every row that was read: persons read = used + spread + left out, with the reasons.
    public func balanceLines(_ phrases: Phrases) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var table = TextTable([
            (words("demand.balance.source"), .left), (words("column.level"), .left), (words("column.rows"), .right),
            (words("demand.balance.read"), .right), (words("demand.balance.used"), .right), (words("demand.balance.spread"), .right),
            (words("demand.balance.left"), .right),
        ])
        var reasons: [String] = []
        for line in balance {
            let source = words("kind.\(line.kind.rawValue)") + (line.name.map { " (\($0))" } ?? "")
            let level = words("level.\(line.level?.rawValue ?? "unresolved")")
            // The rounded parts sum to the rounded whole.
            let parts = SumRounding.round([line.used, line.spread] + line.leftOut.map(\.persons), digits: 0)
            let left = parts.dropFirst(2)
            table.add(
                [source, level, numbers.integer(line.rows)]
                    + [parts.reduce(0, +), parts[0], parts[1], left.reduce(0, +)].map { numbers.decimal($0) })
            for (item, persons) in zip(line.leftOut, left) {
                reasons.append(
                    "  "
                        + words(
                            "demand.unused",
                            [
                                "source": source, "level": level, "rows": numbers.integer(item.rows), "persons": numbers.decimal(persons),
                                "reason": words("demand.unused.\(item.reason.rawValue)"),
                            ]))
            }
        }
        guard !balance.isEmpty else { return [] }
        return [words("demand.balance")] + table.lines().map { "  " + $0 } + reasons
    }

    /// What the model wondered about, a sentence each.
    public func remarks(_ phrases: Phrases) -> [String] {
        warnings.map { warning in
            switch warning {
            case .unknownSource(let source): phrases.words("demand.warning.source", ["source": source])
            case .unstaffedIndustries(let codes):
                phrases.words("demand.warning.staffing", ["list": codes.joined(separator: ", ")])
            case .negativeRemainder(let region, let subject, let stated, let parts):
                phrases.words(
                    "demand.warning.remainder",
                    [
                        "region": region, "subject": subject, "stated": phrases.numbers.decimal(stated),
                        "parts": phrases.numbers.decimal(parts),
                    ])
            case .unknownMix(let group, let regions):
                phrases.words("demand.warning.mix", ["group": group, "regions": phrases.numbers.integer(regions)])
            case .unknownFields(let fields): phrases.words("demand.warning.fields", ["list": fields.joined(separator: ", ")])
            }
        }
    }
}

extension DemandAnswer {
    /// The answer as a person reads it: sums, the largest cells and, for one region, industries and sources.
    public func lines(_ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var place = region.map { regionNames[$0] ?? $0 } ?? words("demand.country")
        if let occupation {
            let name = occupationName(occupation, words.language)
            place += ", \(occupation)" + (name.isEmpty ? "" : " \(name)")
        }
        var lines = [
            style.bold(
                words("demand.title", ["place": place, "run": numbers.integer(run.id), "day": numbers.day(run.asOf.description)])),
            words(
                "demand.totals",
                [
                    "openings": openings.map { numbers.decimal($0) } ?? words("demand.unknown"),
                    "leavers": leavers.map { numbers.decimal($0) } ?? words("demand.unknown"),
                    "spread": numbers.percent(openings.map { spreadOpenings / $0 } ?? 0),
                ]), "",
        ]
        if openings == nil, leavers == nil { return [lines[0], words("demand.nothing_known", ["place": place])] }
        lines += cellLines(phrases, style)
        if isSample { lines.append(words("report.source")) }
        if region != nil { lines += industryLines(phrases, style) + sourceLines(phrases, style) }
        if let trace { lines += traceLines(trace, phrases, style) }
        return lines
    }

    /// The rows of files behind the figures: what they say, and where they stand.
    private func traceLines(_ trace: [TracedRow], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var table = TextTable([
            (words("demand.balance.source"), .left), (words("column.region"), .left), (words("column.code"), .left),
            (words("column.year"), .left), (words("column.persons"), .right), (words("demand.trace.file"), .left),
            (words("demand.trace.sheet"), .left), (words("demand.trace.line"), .right), (words("demand.trace.column"), .left),
        ])
        for row in trace {
            table.add([
                words("kind.\(row.kind)"), row.regionCode ?? "–", row.subject, row.year.map { String($0) } ?? "–",
                numbers.decimal(row.persons), row.file ?? "–", row.sheet ?? "–", row.line.map { numbers.integer($0) } ?? "–",
                row.column ?? "–",
            ])
        }
        return ["", style.bold(words("demand.trace"))] + table.lines(header: style.bold)
    }

    private func cellLines(_ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var table = TextTable([
            (words("column.region"), .left), (words("column.code"), .left), (words("column.occupation"), .left),
            (words("column.openings"), .right), (words("column.error"), .right), (words("column.leavers"), .right),
            (words("column.gap"), .right), ("", .left),
        ])
        let largest = cells.first?.openings ?? 1
        for cell in cells {
            table.add([
                regionNames[cell.regionCode] ?? cell.regionCode, cell.occupationCode,
                occupationName(cell.occupationCode, words.language), numbers.decimal(cell.openings, cell.openings < 10 ? 1 : 0),
                cell.relativeError.map { "±" + numbers.percent($0) } ?? "–", numbers.decimal(cell.leavers, cell.leavers < 10 ? 1 : 0),
                numbers.decimal(cell.gap, abs(cell.gap) < 10 ? 1 : 0), bar(cell.openings / largest, width: 12),
            ])
        }
        return table.lines(header: style.bold)
    }

    private func industryLines(_ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        var table = TextTable([
            (words("column.code"), .left), (words("column.industry"), .left), (words("column.openings"), .right),
        ])
        for item in industries.prefix(10) {
            let name = item.industryCode.flatMap { industryNames[$0] }.map { words.language == .id ? $0.id : $0.en }
            table.add([item.industryCode ?? "–", name ?? words("demand.no_industry"), phrases.numbers.decimal(item.openings)])
        }
        return ["", style.bold(words("demand.industries"))] + table.lines(header: style.bold)
    }

    /// The name of a source in the reader's language: `iklan lowongan (jobstreet)` for `vacancies:jobstreet`.
    private func told(source: String, _ words: Words) -> String {
        let parts = source.split(separator: ":", maxSplits: 1)
        let kind = parts.first == "survey" ? "surveys" : parts.first ?? ""
        return words("kind.\(kind)") + (parts.count > 1 ? " (\(parts[1]))" : "")
    }

    /// Where the numbers of the occupations shown come from.
    private func sourceLines(_ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var lines = ["", style.bold(words("demand.sources"))]
        var seen: Set<String> = []
        let detailed = occupation == nil ? cells.prefix(5) : cells[...]
        for cell in detailed where seen.insert(cell.occupationCode).inserted {
            lines.append("\(cell.occupationCode) \(occupationName(cell.occupationCode, words.language))")
            for part in parts where part.occupationCode == cell.occupationCode {
                var line = "  " + told(source: part.source, words)
                if let industry = part.industryCode { line += " \(industry)" }
                line += ": " + words("demand.part", ["openings": numbers.decimal(part.openings, 1)])
                if let growth = part.growth { line += ", " + words("demand.growth", ["growth": numbers.percent(growth, 1)]) }
                if part.spreadOpenings > 0 {
                    line += ", " + words("demand.spread", ["openings": numbers.decimal(part.spreadOpenings, 1)])
                }
                lines.append(line)
            }
            for part in supply where part.occupationCode == cell.occupationCode {
                lines.append(
                    "  "
                        + words(
                            "demand.supply_part",
                            ["provider": part.provider, "field": part.field, "leavers": numbers.decimal(part.leavers, 1)]))
            }
        }
        return lines
    }
}
