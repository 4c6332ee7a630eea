import Configuration
import Domain

extension PlanTables {
    /// A plan that was made just now, in short: its head, what limits it, and how to see more.
    public func summary(limit: Int, _ style: TextStyle) -> [String] {
        head(style) + bottleneckLines(limit: limit, style) + ["", phrases.words("plan.next", ["run": String(plan.run.id)])]
    }

    /// The plan of the network, or of the one BLK that was asked for.
    public func lines(limit: Int, _ style: TextStyle) -> [String] {
        let lines = answer.blk.map { one($0, answer.placements, limit: limit, style) } ?? network(limit: limit, style)
        return lines + (answer.isSample ? ["", phrases.words("report.source")] : [])
    }
}

extension WhatIfAnswer {
    /// Both plans' figures, the packages that move and why, and how well the supposed plan is proved.
    public func lines(_ phrases: Phrases, _ style: TextStyle, limit: Int) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var lines = [
            style.bold(
                words(
                    "plan.whatif.title",
                    [
                        "run": numbers.integer(comparison.before.run.id), "changes": changes.map(\.optionText).joined(separator: "  "),
                    ])), words("plan.whatif.equal"),
        ]
        if !changedTables.isEmpty { lines.append(words("plan.whatif.changed_data", ["list": changedTables.joined(separator: ", ")])) }
        if let otherVersion { lines.append(words("plan.whatif.other_version", ["version": otherVersion])) }
        if isConfigurationChanged { lines.append(words("plan.whatif.changed_configuration")) }
        lines += [""] + comparison.lines(phrases, style, limit: limit)
        lines.append(words("plan.proof", ["gap": numbers.percent(proved.gap, 2)]))
        if let savedRunID { lines.append(words("plan.whatif.saved", ["run": numbers.integer(savedRunID)])) }
        return lines
    }
}

extension InstanceAnswer {
    /// The worth of the plan, in one line.
    ///
    /// - Parameters:
    ///   - file: The path of the answer.
    ///   - phrases: The reader's language.
    /// - Returns: The line.
    public func line(file: String, _ phrases: Phrases) -> String {
        let numbers = phrases.numbers
        return phrases.words(
            "plan.instance",
            [
                "name": name, "objective": numbers.decimal(objective, 1), "bound": numbers.decimal(upperBound, 1),
                "gap": numbers.percent(gap, 2), "seconds": numbers.decimal(seconds, 1), "file": file,
            ])
    }
}
