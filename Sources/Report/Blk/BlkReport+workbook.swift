import Configuration

extension BlkReport {
    /// Writes the report as a workbook with the sections of the page as sheets, and numbers as numbers.
    ///
    /// - Parameters:
    ///   - phrases: The words and numbers of the reader's language.
    ///   - limit: The number of ranks that are shown; what is planned beyond them is there too.
    ///   - path: Where the file will appear.
    /// - Throws: `WorkbookError` when the file cannot be written.
    public func write(_ phrases: Phrases, limit: Int, to path: String) throws {
        let sections = BlkSections(report: self, phrases: phrases)
        let workbook = try XLSXWorkbook(path)
        let remark = phrases.words(sourceKey)
        func write(_ section: ReportSection?, _ sheet: String) throws {
            guard let section, var table = section.table else { return }
            table.title = section.heading
            table.note = (section.paragraphs + [table.note]).filter { !$0.isEmpty }.joined(separator: " ")
            try table.detailsApart(phrases.words("column.remark")).write(to: workbook, sheet: phrases.words(sheet), remark: remark)
        }
        var planned = sections.plannedSheet
        planned.note = sections.summary.joined(separator: " ")
        try planned.write(to: workbook, sheet: phrases.words("blk.sheet.planned"), remark: remark)
        try write(sections.changes(), "blk.sheet.changes")
        try sections.actionSheet.write(to: workbook, sheet: phrases.words("blk.sheet.actions"), remark: remark)
        var ranks = sections.rankTable(limit).withoutEmptyColumns
        ranks.note = sections.what(0).paragraphs.joined(separator: " ")
        try ranks.write(to: workbook, sheet: phrases.words("blk.sheet.ranks"), remark: remark)
        try write(sections.leftOut(limit), "blk.sheet.differences")
        try sections.contributions(limit).write(to: workbook, sheet: phrases.words("blk.sheet.why"), remark: remark)
        try write(sections.missing(limit), "blk.sheet.missing")
        try write(sections.whereWork, "blk.sheet.where")
        try write(sections.market, "blk.sheet.market")
        try write(sections.sources, "blk.sheet.sources")
        try workbook.close()
    }
}
