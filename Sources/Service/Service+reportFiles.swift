import Configuration
import Foundation
import Report
import Processes

extension Service {
    /// Writes one BLK's report to a file, whole or not at all.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - format: HTML, PDF, CSV or JSON. A BLK's report is no workbook: for XLSX nothing is written.
    ///   - limit: The most programmes in the table of HTML and PDF.
    ///   - path: The file; `-` is standard output, which PDF cannot go to.
    ///   - phrases: The reader's language.
    /// - Throws: `ServiceError` where the file, or a temporary one for PDF, cannot be written, or WeasyPrint is missing or fails, `ConfigurationError` for a template,
    ///   and an error of Foundation where there is no folder of templates.
    public func write(_ report: BlkReport, as format: ReportFormat, limit: Int, to path: String, _ phrases: Phrases) async throws {
        switch format {
        case .html: try Self.write(Data(try report.html(phrases, root: root, limit: limit).utf8), to: path)
        case .pdf: try await Self.writePDF(try report.html(phrases, root: root, limit: limit), to: path)
        case .csv: try Self.write(Data(report.csv().utf8), to: path)
        case .json: try Self.write(Data((try DocumentJSON.text(report.document(limit: nil)) + "\n").utf8), to: path)
        case .xlsx: throw ServiceError.formatNotOffered(format.rawValue)
        }
    }

    /// Writes the book of a network to a file, whole or not at all.
    ///
    /// - Parameters:
    ///   - answer: What the book holds.
    ///   - format: HTML, PDF or XLSX. A book has no rows for programs: for CSV and JSON nothing is written.
    ///   - path: The file; `-` is standard output, which PDF and XLSX cannot go to.
    ///   - phrases: The reader's language.
    /// - Throws: `ServiceError` where the file, or a temporary one for PDF, cannot be written, or WeasyPrint is missing or fails, `WorkbookError` for a workbook,
    ///   `ConfigurationError` for a template, and an error of Foundation where there is no folder of templates.
    public func write(_ answer: BookAnswer, as format: ReportFormat, to path: String, _ phrases: Phrases) async throws {
        let book = NetworkBook(phrases, answer)
        switch format {
        case .html: try Self.write(Data(try book.html(root: root).utf8), to: path)
        case .pdf: try await Self.writePDF(try book.html(root: root), to: path)
        case .xlsx: try book.write(to: path)
        case .csv, .json: throw ServiceError.formatNotOffered(format.rawValue)
        }
    }

    /// Writes the whole file or none of it.
    ///
    /// - Throws: `ServiceError.notWritten`.
    static func write(_ content: Data, to path: String) throws {
        do {
            try OutputFile.write(content, to: path)
        } catch OutputFile.Failure.notWritten(let path, let reason) {
            throw ServiceError.notWritten(path: path, reason: reason)
        }
    }

    /// How long WeasyPrint may take for a page.
    private static let pdfLimit = Duration.seconds(600)

    /// Turns a self-contained page into a PDF with WeasyPrint, a program of Debian's that knows CSS for paper. Where WeasyPrint is missing
    /// or fails, the page is kept beside the PDF as `.html`.
    private static func writePDF(_ html: String, to path: String) async throws {
        let kept = URL(filePath: path).deletingPathExtension().appendingPathExtension("html").path
        guard let program = weasyprint() else {
            try write(Data(html.utf8), to: kept)
            throw ServiceError.weasyprintMissing(file: path, kept: kept)
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "padan-pdf-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (page, pdf) = (folder.appending(path: "page.html"), folder.appending(path: "page.pdf"))
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            try Data(html.utf8).write(to: page)
        } catch {
            throw ServiceError.notWritten(path: page.path, reason: error.localizedDescription)
        }
        // The same page gives the same bytes. Fonts carry the time at which they are cut down, so that the child is told a fixed one.
        var child = ChildProcess(
            program, ["--quiet", "--encoding", "utf-8", page.path, pdf.path],
            environment: ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "1514764800", "LC_ALL": "C.UTF-8"]) { $1 })
        child.timeLimit = pdfLimit
        let reason: String
        do {
            let ending = try await child.run()
            if ending.status == 0, let data = try? Data(contentsOf: pdf), data.starts(with: Data("%PDF".utf8)) {
                return try write(data, to: path)
            }
            reason = ending.output.split(whereSeparator: \.isNewline).last.map { String($0) } ?? ""
        } catch let error as ChildProcessError {
            reason = "\(error)"
        }
        try write(Data(html.utf8), to: kept)
        throw ServiceError.weasyprintFailed(file: path, kept: kept, reason: reason)
    }

    private static func weasyprint() -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map { "\($0)/weasyprint" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
