import Configuration
import Files
import Foundation
import Processes
import Report

extension Service {
    /// Writes one BLK's report to a file, whole or not at all.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - format: The format of the file.
    ///   - limit: The most programmes in the table of ranks of HTML, PDF and XLSX.
    ///   - isFull: Whether the numbers of CSV keep all their digits, and not those that `config/digits.yaml` names.
    ///   - path: The file; `-` is standard output, which PDF and XLSX cannot go to.
    ///   - phrases: The reader's language.
    /// - Throws: `ServiceError` where the file cannot be written or WeasyPrint is missing or fails, `WorkbookError` for a workbook,
    ///   `ConfigurationError` for a template or `config/digits.yaml`,
    ///   `FileError` where there is no temporary folder, and an error of Foundation where there is no folder of templates.
    public func write(
        _ report: BlkReport, as format: ReportFormat, limit: Int, isFull: Bool = false, to path: String, _ phrases: Phrases
    ) async throws {
        switch format {
        case .html: try Self.write(Data(try report.html(phrases, root: root, limit: limit).utf8), to: path)
        case .pdf: try await Self.writePDF(try report.html(phrases, root: root, limit: limit), to: path)
        case .csv: try Self.write(Data(try report.csv(phrases, isFull ? nil : ExportDigits(root: root)).utf8), to: path)
        case .json: try Self.write(Data((try DocumentJSON.text(report.document(limit: nil)) + "\n").utf8), to: path)
        case .xlsx: try report.write(phrases, limit: limit, to: path)
        }
    }

    /// Writes the reports of several BLKs into a folder, one file for each, named after the code of the BLK. Each file is there whole or
    /// not at all; a cancelled task leaves those that are complete.
    ///
    /// - Parameters:
    ///   - reports: The reports.
    ///   - format: The format of the files.
    ///   - limit: The most programmes in the table of ranks of HTML, PDF and XLSX.
    ///   - isFull: Whether the numbers of CSV keep all their digits.
    ///   - folder: The folder, which is made where it is missing.
    ///   - phrases: The reader's language.
    ///   - progress: It is told `.writing`.
    /// - Returns: The paths of the files, in the order of the reports.
    /// - Throws: As the writing of one report does; `ServiceError.notWritten` where the folder cannot be made, and `CancellationError`.
    public func write(
        _ reports: [BlkReport], as format: ReportFormat, limit: Int, isFull: Bool = false, into folder: String, _ phrases: Phrases,
        progress: @escaping ServiceProgress.Report = { _ in }
    ) async throws -> [String] {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ServiceError.notWritten(path: folder, reason: (error as NSError).localizedDescription)
        }
        var paths: [String] = []
        for (report, name) in zip(reports, FileNames.unique(reports.map(\.blk.code))) {
            try Task.checkCancellation()
            progress(.writing(done: paths.count, of: reports.count, blk: report.blk.code))
            let path = "\(folder)/\(name).\(format.rawValue)"
            try await write(report, as: format, limit: limit, isFull: isFull, to: path, phrases)
            paths.append(path)
        }
        return paths
    }

    /// Writes the book of a network to a file, whole or not at all.
    ///
    /// - Parameters:
    ///   - answer: What the book holds.
    ///   - format: HTML, PDF or XLSX. A book has no rows for programs: for CSV and JSON nothing is written.
    ///   - path: The file; `-` is standard output, which PDF and XLSX cannot go to.
    ///   - phrases: The reader's language.
    /// - Throws: `ServiceError` where the file cannot be written or WeasyPrint is missing or fails, `WorkbookError` for a workbook,
    ///   `ConfigurationError` for a template, `FileError` where there is no temporary folder, and an error of Foundation where there is no
    ///   folder of templates.
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
        let (page, pdf) = (try ScratchFile(html), try ScratchFile())
        defer { withExtendedLifetime((page, pdf)) {} }
        // The same page gives the same bytes. Fonts carry the time at which they are cut down, so that the child is told a fixed one.
        var child = ChildProcess(
            program, ["--quiet", "--encoding", "utf-8", page.path, pdf.path],
            environment: ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "1514764800", "LC_ALL": "C.UTF-8"]) { $1 })
        child.timeLimit = pdfLimit
        let reason: String
        do {
            let ending = try await child.run()
            if ending.status == 0, let content = try? pdf.content(), content.starts(with: "%PDF".utf8) {
                return try write(Data(content), to: path)
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
