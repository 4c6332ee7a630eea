import Ingest

extension TitleEvaluation {
    /// Precision and coverage, the curve, what the probabilities are worth, and the wrong codes.
    public func lines(_ labels: OccupationLabels, _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        let numbers = phrases.numbers
        func share(_ value: Double?) -> String { value.map { numbers.percent($0, 1) } ?? "–" }
        var lines = [
            words(
                "titles.test.summary",
                [
                    "titles": numbers.integer(titles), "coded": numbers.integer(coded), "coverage": share(coverage),
                    "right": numbers.integer(right), "precision": share(precision),
                    "two": share(coded == 0 ? nil : Double(rightAtTwoDigits) / Double(coded)),
                ]),
            words("titles.test.calibration", ["error": numbers.decimal(calibrationError, 3)]), "",
        ]
        var curve = TextTable([(words("column.coverage"), .right), (words("column.precision"), .right)])
        for point in self.curve { curve.add([numbers.percent(point.coverage), numbers.percent(point.precision, 1)]) }
        lines += curve.lines(header: style.bold) + [""]
        var bins = TextTable([
            (words("column.score"), .right), (words("column.titles"), .right), (words("column.said"), .right),
            (words("column.came_right"), .right),
        ])
        for bin in self.bins {
            bins.add([
                "\(numbers.decimal(bin.from, 1))–\(numbers.decimal(bin.from + 0.1, 1))", numbers.integer(bin.titles),
                numbers.percent(bin.said), numbers.percent(bin.right),
            ])
        }
        lines += bins.lines(header: style.bold)
        guard !confusions.isEmpty else { return lines }
        var wrong = TextTable([
            (words("column.titles"), .right), (words("column.given"), .left), (words("column.accepted"), .left),
            (words("column.example"), .left),
        ])
        for confusion in confusions.prefix(20) {
            wrong.add([
                numbers.integer(confusion.titles.count), labels.label(confusion.given), confusion.accepted.map(labels.label) ?? "–",
                confusion.titles.prefix(3).joined(separator: "; "),
            ])
        }
        return lines + [""] + wrong.lines(header: style.bold)
    }
}
