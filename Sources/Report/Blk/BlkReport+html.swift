import Configuration
import Domain

extension BlkReport {
    /// The report as one self-contained page from `config/templates/blk.html`, for a screen and for A4 paper.
    ///
    /// - Parameters:
    ///   - phrases: The words and numbers of the reader's language.
    ///   - root: Where the configuration files are.
    ///   - limit: The number of programmes in the table of recommendations.
    /// - Returns: A complete HTML page.
    /// - Throws: `ConfigurationError` when a template cannot be read or is no Mustache template, and an error of Foundation when
    ///   there is no folder of templates.
    public func html(_ phrases: Phrases, root: DataRoot, limit: Int) throws -> String {
        try Templates(root).page("blk", context(phrases, limit: limit), phrases.words)
    }

    /// Everything that a template may show, section by section.
    func context(_ phrases: Phrases, limit: Int) -> [String: Any] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        let sections = BlkSections(report: self, phrases: phrases)
        var context: [String: Any] = [
            "title": words("report.title", ["blk": blk.name]), "blk": blk.name, "code": blk.code, "kind": blk.kind.rawValue,
            "region": regionName,
            "subtitle": words(
                "report.subtitle", ["region": regionName, "day": numbers.day(run.asOf.description), "run": numbers.integer(run.id)]),
            "summary": sections.summary, "source": words(sourceKey),
        ]
        context["first"] = sections.first.map { $0.context(numbers) }
        context["more"] = sections.afterFirst.map { $0.context(numbers) }
        context["what"] = sections.what(limit).context(numbers)
        context["why"] = sections.why().context(numbers)
        context["missing"] = sections.missing(limit, most: limit).context(numbers)
        context["left_out"] = sections.leftOut(limit).context(numbers)
        context["sources"] = sections.sources.context(numbers)
        context["how"] = sections.how.context(numbers)
        if let section = sections.departments() { context["departments"] = section.context(numbers) }
        if let section = sections.sure { context["sure"] = section.context(numbers) }
        if let section = sections.whereWork { context["where"] = section.context(numbers) }
        if let section = sections.market { context["market"] = section.context(numbers) }
        return context
    }
}
