import Configuration
import Domain
import Foundation

extension RunEntry {
    /// A table of runs.
    public static func lines(_ runs: [RunEntry], _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var table = TextTable([
            (words("column.run"), .right), (words("column.stage"), .left), (words("column.reads"), .right), (words("column.as_of"), .left),
            (words("column.profile"), .left), (words("column.method"), .left), (words("column.rows"), .right),
            (words("column.size"), .right), (words("column.finished"), .left), (words("column.standing"), .left),
            (words("runs.column.label"), .left),
        ])
        for item in runs {
            let run = item.run
            table.add([
                numbers.integer(run.id), words("stage.\(run.stage.rawValue)"), run.readsRun.map(numbers.integer) ?? "–",
                numbers.day(run.asOf.description), run.profile ?? "–", run.method.map { words("ranking.\($0)") } ?? "–",
                numbers.integer(item.rows), numbers.decimal(Double(item.bytes) / 1e6, 1) + " MB",
                numbers.moment(run.finishedAt), words("standing.\(item.standing.rawValue)"), item.label ?? "–",
            ])
        }
        return table.lines(header: style.bold)
    }
}

extension RunAnswer {
    /// The run with the tables that it read.
    public func lines(_ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var lines = RunEntry.lines([entry], phrases, style)
        lines.append(
            words(
                "runs.show.code",
                [
                    "version": entry.run.codeVersion, "digest": String(entry.run.configDigest.prefix(12)),
                    "seed": numbers.integer(entry.run.seed),
                ]))
        lines.append(
            words(
                "runs.show.classifications",
                ["occupations": entry.run.occupationVersion, "industries": entry.run.industryVersion]))
        lines += ["", style.bold(words("runs.show.inputs"))]
        for (table, input) in inputs.sorted(by: { $0.key < $1.key }) { lines.append("  \(table): \(numbers.integer(input.rows))") }
        return lines
    }
}

extension PrunedRuns {
    /// The runs that were deleted or would be, and what stays of them for now.
    public func lines(isRehearsal: Bool, _ phrases: Phrases) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        let key = runs.isEmpty ? "runs.nothing_to_prune" : isRehearsal ? "runs.would_prune" : "runs.pruned"
        return [words(key, ["runs": runs.map(numbers.integer).joined(separator: ", ")])]
            + (withTables == 0 ? [] : [words("runs.tables_left", ["n": numbers.integer(withTables)])])
    }
}

extension Phrases {
    /// Says of a run that was stored just now whether people read it, and of a trial how it is published.
    public func standing(ofRun run: Int, isPublished: Bool) -> String {
        words(isPublished ? "runs.is_published" : "runs.is_trial", ["run": numbers.integer(run)])
    }
}
