import Configuration
import Ingest

extension FolderSummary {
    /// Refused rows, and warnings, that are shown of one import.
    private static let shown = 3

    /// What was done with the folder: a table of what was loaded, then what was refused and why, then what was left untouched and why.
    public func lines(_ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var lines: [String] = []
        if files.contains(where: { !$0.imports.isEmpty }) { lines += table(phrases).lines(header: style.bold) }
        let told = files.flatMap { file in file.imports.flatMap { details(of: $0, file, phrases) } }
        if !told.isEmpty { lines += ["", style.bold(words("import.folder.details"))] + told }
        let left =
            files.flatMap { file in
                (file.remark.map { [(file.name, $0)] } ?? [])
                    + file.sheets.map { (words("import.folder.sheet", ["file": file.name, "sheet": $0.name]), $0.why) }
            } + leftOut.map { ($0.name, $0.why) }
        if !left.isEmpty {
            lines += ["", style.bold(words("import.folder.left"))] + left.map { "  \($0.0): \($0.1.sentence(phrases))" }
        }
        let document = FolderDocument(self, words)
        lines.append("")
        lines.append(
            words(
                dryRun ? "import.folder.total_dry" : "import.folder.total",
                ["loaded": document.loaded, "refused": document.refused, "left": document.left].mapValues(numbers.integer)))
        return lines
    }

    private func table(_ phrases: Phrases) -> TextTable {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var table = TextTable([
            (words("import.folder.file"), .left), (words("import.folder.kind"), .left), (words("import.folder.shape"), .left),
            (words("import.folder.read"), .right), (words("import.folder.new"), .right), (words("import.folder.changed"), .right),
            (words("import.folder.same"), .right), (words("import.folder.rejected"), .right), (words("import.folder.warnings"), .right),
        ])
        for file in files {
            for item in file.imports {
                let figures: [String]
                var shape = "–"
                switch item.result {
                case .success(let summary):
                    figures = [summary.read, summary.new, summary.changed, summary.same, summary.rejected].map(numbers.integer)
                    if let first = summary.shapes.first {
                        let names = summary.shapes.reduce(into: [String]()) { if !$0.contains($1.name) { $0.append($1.name) } }
                        let sheets =
                            summary.shapes.count > 1
                            ? " (\(words("import.folder.sheets", ["n": numbers.integer(summary.shapes.count)])))" : ""
                        shape = names.isEmpty ? first.name : names.joined(separator: ", ") + sheets
                    }
                case .failure(let refusal):
                    let (read, rejected) = refusal.rows
                    let none = words("import.folder.refused")
                    figures = read > 0 ? [numbers.integer(read), none, "", "", numbers.integer(rejected)] : ["", none, "", "", ""]
                }
                table.add(
                    [file.name, item.kind.rawValue, shape] + figures + [item.warnings.isEmpty ? "" : numbers.integer(item.warnings.count)])
            }
        }
        return table
    }

    /// Why rows of one kind of a file were refused, and what is odd about its figures.
    private func details(of item: Import, _ file: File, _ phrases: Phrases) -> [String] {
        var lines: [String] = []
        if case .failure(let refusal) = item.result { lines.append("    " + refusal.sentence(phrases).replacing("\n", with: "\n    ")) }
        let faults = item.rejections.map { Rejection.lines($0, phrases, most: Self.shown) } ?? []
        // One line of a file may give many rows.
        lines += faults.count > Self.shown + 1 ? Array(faults.prefix(Self.shown)) + faults.suffix(1) : faults
        lines += Rejection.lines(warnings: item.warnings, phrases, most: Self.shown)
        if let path = item.rejectFile { lines.append(phrases.words("import.folder.reject_file", ["path": path])) }
        return lines.isEmpty ? [] : ["  \(file.name) (\(item.kind.rawValue))"] + lines
    }
}

extension FolderRemark {
    /// The remark in the reader's language.
    func sentence(_ phrases: Phrases) -> String {
        let words = phrases.words
        switch self {
        case .unread(let error), .noTable(let error): return words("import.folder.\(code)", ["reason": error.sentence(words)])
        case .unknown(let header):
            return words("import.folder.unknown", ["header": header.filter { !$0.isEmpty }.prefix(8).joined(separator: ", ")])
        case .guessed(let kind): return words("import.folder.guessed", ["kind": kind.rawValue])
        case .ambiguous(let kinds): return words("import.folder.ambiguous", ["kinds": kinds.map(\.rawValue).joined(separator: ", ")])
        case .unstated(let kinds, let columns):
            let options = columns.map { $0 == "year" ? "--year" : "--blk" }.joined(separator: ", ")
            return words("import.folder.unstated", ["kinds": kinds.map(\.rawValue).joined(separator: ", "), "options": options])
        default: return words("import.folder.\(code)")
        }
    }
}
