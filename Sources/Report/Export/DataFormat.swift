import Configuration

/// What a view is written as.
public enum DataFormat: Sendable {
    /// Comma-separated values in a dialect.
    case csv(CSVExport.Dialect)
    /// One JSON array.
    case json
    /// One JSON object a line.
    case jsonLines
    /// A workbook with typed cells and a sheet that explains the columns.
    case xlsx

    /// Makes the writer of a view's rows.
    ///
    /// - Parameters:
    ///   - columns: The view's columns.
    ///   - view: The view.
    ///   - path: The file; `-` is standard output, which a workbook cannot go to.
    ///   - isSample: Whether the figures are the made-up sample's, which a workbook says.
    ///   - words: The language of a workbook's explanations.
    /// - Returns: The writer, which takes rows until it is told to finish.
    /// - Throws: `OutputFile.Failure` when the file cannot be made, `WorkbookError` when a workbook cannot.
    public func writer(
        _ columns: [ExportColumn], of view: ViewEntry, to path: String, isSample: Bool, _ words: Words
    ) throws -> any ExportWriter {
        let target = path == "-" ? nil : path
        switch self {
        case .csv(let dialect): return try CSVExport(columns, to: OutputFile(target), dialect: dialect)
        case .json: return try JSONExport(columns, to: OutputFile(target), lines: false)
        case .jsonLines: return try JSONExport(columns, to: OutputFile(target), lines: true)
        case .xlsx:
            let explanation = XLSXExport.Explanation(
                sheet: words("export.sheet.columns"), title: view.name,
                remark: view.comment + ". " + words(isSample ? "report.source" : "report.source_own"),
                columnTitle: words("export.column.name"), meaningTitle: words("export.column.meaning"))
            return try XLSXExport(columns, title: view.name, explanation: explanation, to: path)
        }
    }
}
