import Foundation

/// A shape that a table probably has, written as a file that a person can read, mend and save.
struct ShapeGuess {
    /// A name for the shape, made of the file's.
    let name: String
    /// The shape as its file writes it.
    let text: String
    /// The kind of rows that it gives.
    let kind: ImportKind

    /// Guesses the shape of a table; there is none where no kind can be told.
    ///
    /// - Parameters:
    ///   - lines: the first records of the table.
    ///   - sheet: the name of the sheet; `nil` where the file has none.
    ///   - file: the file's name, without its folder.
    ///   - aliases: other names of columns, and the words by which kinds are told.
    init?(_ lines: [[String]], sheet: String?, file: String, _ aliases: ImportAliases) {
        guard let block = Self.headerBlock(lines) else { return nil }
        let header = ShapeHead.header(Array(lines[block]))
        let data = lines[block.upperBound...].prefix(20)
        let above = lines[..<block.lowerBound].joined().filter { !$0.isEmpty } + [sheet ?? "", file]
        let spread = Spread(header)
        var best: (score: Int, kind: ImportKind, fields: [(String, String)])?
        for kind in ImportKind.allCases {
            guard let (score, fields) = Self.fields(kind, header, Array(data), above, spread, aliases) else { continue }
            if best.map({ score > $0.score }) ?? true { best = (score, kind, fields) }
        }
        guard let best else { return nil }
        kind = best.kind
        let base = (sheet.map { "\(file)-\($0)" } ?? file).lowercased().replacing(/\.[a-z]+/, with: "")
        name = String(base.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }.prefix(40))
        var text = "title: \(Self.quoted(above.first ?? file))\n"
        if block.count != 1 { text += "header: \(block.count)\n" }
        text += "outputs:\n  \(best.kind.rawValue):\n"
        for (column, field) in best.fields { text += "    \(column): \(field)\n" }
        text += "example:\n"
        for line in lines[block] { text += "  - [\(line.map(Self.quoted).joined(separator: ", "))]\n" }
        self.text = text
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.prefix(200).map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0.isNewline || $0 == "\t" ? " " : String($0) }.joined() + "\""
    }

    /// A pattern that fits a header and no other.
    private static func pattern(_ header: HeaderText) -> String {
        quoted(header.text.replacing("{", with: "*").replacing("}", with: "*"))
    }

    // MARK: - The header

    private static func isNumber(_ text: String) -> Bool {
        guard text.contains(where: { $0.isNumber }) else { return false }
        return (try? NumberText.read(text[...], style: .measure).get()) != nil
    }

    private static func isYear(_ text: String) -> Bool { HeaderPattern("{year}").matches(HeaderText(text)) }

    /// The lines of the header: those above the first record that has a text and a figure.
    private static func headerBlock(_ lines: [[String]]) -> Range<Int>? {
        func filled(_ line: [String]) -> Int { line.count { !$0.isEmpty } }
        guard let wide = lines.firstIndex(where: { filled($0) > 1 }) else { return nil }
        let data =
            lines.indices.first { index in
                index > wide && filled(lines[index]) > 1 && lines[index].contains { isNumber($0) && !isYear($0) }
            } ?? wide + 1
        var start = data
        while start > 0, data - start < 4 {
            let line = lines[start - 1]
            // A single text in the first column is a title, one further right stands over figures.
            guard filled(line) > 1 || filled(line) == 1 && line.first?.isEmpty == true else { break }
            if line.contains(where: { isNumber($0) && !isYear($0) }) { break }
            start -= 1
        }
        return start < data ? start..<data : wide..<wide + 1
    }

    /// Columns whose headers differ in their year alone.
    private struct Spread {
        /// The header with `{year}` in place of the year → its columns.
        var patterns: [(pattern: String, columns: [Int])] = []

        init(_ header: [HeaderText]) {
            for (column, text) in header.enumerated() {
                guard let match = text.text.firstMatch(of: /(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[*]*)(?:$|[^0-9])/) else { continue }
                let pattern = text.text.replacingCharacters(in: match.1.startIndex..<match.1.endIndex, with: "{year}")
                    .replacing("{year}*", with: "{year}").replacing("{year}*", with: "{year}")
                if let index = patterns.firstIndex(where: { $0.pattern == pattern }) {
                    patterns[index].columns.append(column)
                } else {
                    patterns.append((pattern, [column]))
                }
            }
        }
    }

    // MARK: - The columns of a kind

    /// The fields of a kind's shape and how much speaks for the kind; `nil` where a column that it needs is not there.
    private static func fields(
        _ kind: ImportKind, _ header: [HeaderText], _ data: [[String]], _ above: [String], _ spread: Spread, _ aliases: ImportAliases
    ) -> (Int, [(String, String)])? {
        let specification = kind.specification
        let meanings = aliases.columns(of: kind)
        let words = aliases.guess[kind.rawValue] ?? []
        func speaks(_ text: HeaderText) -> Bool {
            // Whole words, each with a blank on either side: `umk` is not in `penumpang`.
            let spaced = " " + String(text.lowered.map { $0.isLetter || $0.isNumber ? $0 : " " }) + " "
            return words.contains { spaced.contains(" \($0) ") }
        }
        var score = (above.map { HeaderText($0) } + header).contains(where: speaks) ? 10 : 0
        var fields: [(String, String)] = []
        var used: Set<Int> = []
        func column(_ name: String) -> Int? {
            header.indices.first { !used.contains($0) && meanings[ColumnLayout.normal(header[$0].text)] == name }
        }
        for wanted in specification.fileColumns {
            if wanted.type.isRegion {
                let code = column(wanted.name)
                let name = column(KindSpecification.regionName) ?? (code == nil ? regionColumn(header, data) : nil)
                guard code != nil || name != nil else { return nil }
                for (field, column) in [(wanted.name, code), (KindSpecification.regionName, name)] {
                    guard let column else { continue }
                    fields.append((field, pattern(header[column])))
                    used.insert(column)
                    score += 3
                }
                continue
            }
            if let found = column(wanted.name) {
                fields.append(
                    (wanted.name, wanted.required ? pattern(header[found]) : "{ column: \(pattern(header[found])), optional: true }"))
                used.insert(found)
                score += wanted.required ? 3 : 1
                continue
            }
            if wanted.name == "year" {
                if !spread.patterns.isEmpty {
                    fields.append(("year", "{ taken: year }"))
                } else if let text = above.first(where: { HeaderPattern("**{year}**").matches(HeaderText($0)) }) {
                    fields.append(("year", "{ above: \"**{year}**\" }"))
                    score += text.isEmpty ? 0 : 1
                } else {
                    return nil
                }
                continue
            }
            guard wanted.required else { continue }
            let isFigure =
                switch wanted.type {
                case .number, .integer, .rupiah: true
                default: false
                }
            guard isFigure, !specification.key.contains(wanted.name) else { return nil }
            if let found = spread.patterns.first(where: { speaks(HeaderText($0.pattern)) })
                ?? (spread.patterns.count == 1 ? spread.patterns[0] : nil)
            {
                guard score >= 10 else { return nil }
                fields.append((wanted.name, "{ column: \(quoted(found.pattern)), unit: header }"))
                score += found.columns.count
            } else if spread.patterns.isEmpty, let found = header.indices.first(where: { !used.contains($0) && speaks(header[$0]) }) {
                let unit = header.indices.first { header[$0].text.lowercased() == "satuan" }
                let from = unit.map { "{ column: \(pattern(header[$0])) }" } ?? "header"
                fields.append((wanted.name, "{ column: \(pattern(header[found])), unit: \(from) }"))
                used.insert(found)
                score += 3
            } else {
                return nil
            }
        }
        return score > 5 ? (score, fields) : nil
    }

    /// The column of names of regions, by what stands in it.
    private static func regionColumn(_ header: [HeaderText], _ data: [[String]]) -> Int? {
        header.indices.first { column in
            let texts = data.compactMap { column < $0.count ? $0[column].lowercased() : nil }.filter { !$0.isEmpty }
            let named = texts.count { $0.hasPrefix("kab") || $0.hasPrefix("kota ") || $0.hasPrefix("provinsi ") }
            return named * 2 > texts.count && named > 1
        }
    }
}
