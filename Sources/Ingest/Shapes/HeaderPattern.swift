/// A pattern of a column's header in a table's shape: `tahun`, `upah*`, `tpt {year}`, `* | {year} | agustus`.
///
/// `*` stands for any text within one line of the header, `**` for any text over several lines, `{year}` for a year (also `Tahun 2023`,
/// `2023*` and `2023**`), any other name in braces for a text of at least one character within a line, which the shape refers to by that name.
/// Case, underscores and needless blanks make no difference.
struct HeaderPattern: Sendable, Equatable {
    private enum Piece: Sendable, Equatable {
        case literal([Character])
        case anything(overLines: Bool)
        case year
        case taken(String)
    }

    /// The pattern as it stands in the shape.
    let text: String
    private let pieces: [Piece]
    /// The names of what the pattern takes out of a header, in their order.
    let names: [String]
    /// How many characters of a header the pattern states itself, which says how telling a match is.
    let weight: Int

    /// - Parameter text: the pattern.
    init(_ text: String) {
        self.text = text
        var pieces: [Piece] = []
        var rest = text[...]
        var literal = ""
        func flush(_ pieces: inout [Piece], _ literal: inout String, isEnd: Bool) {
            // A header's own blanks are tidied in the same way; those at the seams of pieces are kept.
            var characters = HeaderText("x\(literal)x").lowered.dropFirst().dropLast()
            if pieces.isEmpty { characters = characters.drop { $0 == " " } }
            if isEnd { while characters.last == " " { characters.removeLast() } }
            if !characters.isEmpty { pieces.append(.literal(Array(characters).map { $0 == "¦" ? "|" : $0 })) }
            literal = ""
        }
        while let character = rest.popFirst() {
            switch character {
            case "*":
                flush(&pieces, &literal, isEnd: false)
                let overLines = rest.first == "*"
                if overLines { rest.removeFirst() }
                pieces.append(.anything(overLines: overLines))
            case "{":
                guard let end = rest.firstIndex(of: "}") else {
                    literal.append(character)
                    continue
                }
                flush(&pieces, &literal, isEnd: false)
                let name = String(rest[..<end])
                pieces.append(name == "year" ? .year : .taken(name))
                rest = rest[rest.index(after: end)...]
            default: literal.append(character)
            }
        }
        flush(&pieces, &literal, isEnd: true)
        self.pieces = pieces
        names = pieces.compactMap { piece in
            switch piece {
            case .year: "year"
            case .taken(let name): name
            default: nil
            }
        }
        weight = pieces.reduce(0) { sum, piece in
            switch piece {
            case .literal(let characters): sum + characters.count
            case .year: sum + 2
            default: sum
            }
        }
    }

    /// What the pattern takes out of a header.
    ///
    /// - Returns: the texts by the names in braces; `nil` where the header is another one.
    func match(_ header: HeaderText) -> [String: String]? {
        var taken: [String: String] = [:]
        var failed: Set<Int> = []
        return Self.match(pieces[...], header, 0, &taken, &failed) ? taken : nil
    }

    func matches(_ header: HeaderText) -> Bool { match(header) != nil }

    private static func match(
        _ pieces: ArraySlice<Piece>, _ header: HeaderText, _ start: Int, _ taken: inout [String: String], _ failed: inout Set<Int>
    ) -> Bool {
        let text = header.lowered
        guard let piece = pieces.first else { return start == text.count }
        let rest = pieces.dropFirst()
        switch piece {
        case .literal(let characters):
            guard text.count - start >= characters.count, text[start..<start + characters.count].elementsEqual(characters) else {
                return false
            }
            return match(rest, header, start + characters.count, &taken, &failed)
        case .anything(let overLines):
            // What has failed from a place once fails from there again; without this, a pattern of many stars would take for ever.
            let place = pieces.startIndex << 16 | start
            if failed.contains(place) { return false }
            var end = start
            while true {
                if match(rest, header, end, &taken, &failed) { return true }
                guard end < text.count, overLines || text[end] != "|" else { break }
                end += 1
            }
            failed.insert(place)
            return false
        case .year:
            guard let (year, end) = year(text, start) else { return false }
            taken["year"] = year
            return match(rest, header, end, &taken, &failed)
        case .taken(let name):
            let place = pieces.startIndex << 16 | start
            if failed.contains(place) { return false }
            var end = start
            while end < text.count, text[end] != "|" {
                end += 1
                taken[name] = String(header.original[start..<end]).trimmed
                if taken[name] != "", match(rest, header, end, &taken, &failed) { return true }
            }
            taken[name] = nil
            failed.insert(place)
            return false
        }
    }

    /// A year that begins at a place, perhaps behind the word, with the marks that provisional figures have.
    private static func year(_ text: [Character], _ start: Int) -> (year: String, end: Int)? {
        var place = start
        let word: [Character] = ["t", "a", "h", "u", "n", " "]
        if text.count - place > word.count, text[place..<place + word.count].elementsEqual(word) { place += word.count }
        guard text.count - place >= 4 else { return nil }
        let digits = text[place..<place + 4]
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.first == "1" || digits.first == "2" else { return nil }
        place += 4
        // Not the head of a longer number.
        if place < text.count, text[place].isASCII, text[place].isNumber { return nil }
        while place < text.count, text[place] == "*" || text[place] == ")" { place += 1 }
        return (String(digits), place)
    }
}

extension String {
    fileprivate var trimmed: String { String(Substring(self).trimmingSpaces()) }
}

extension Sequence<HeaderPattern> {
    /// The first pattern that a header has, with what it takes out.
    func firstMatch(_ header: HeaderText) -> (pattern: HeaderPattern, taken: [String: String])? {
        for pattern in self {
            if let taken = pattern.match(header) { return (pattern, taken) }
        }
        return nil
    }
}
