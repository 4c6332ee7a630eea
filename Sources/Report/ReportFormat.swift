/// What a report is written as.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// A page for the screen, a page for the printer, a workbook, rows for programs, and figures for programs.
    case html, pdf, xlsx, csv, json
}
