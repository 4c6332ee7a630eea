import Domain

/// Reads the industries of one file, which are codes or names of sections, divisions or groups of sections.
struct IndustryReader {
    let names: IndustryNames
    /// Sections that the file states by themselves; they tell what a name means that may include them.
    private let stated: Set<Substring>
    /// Whether the file's letters and names are those of KBLI 2025.
    private let isNew: Bool
    private let memory = Memory()

    /// - Parameters:
    ///   - names: the names that are known.
    ///   - seen: each text of the file's column of industries once, as far as they are known before the rows are read.
    init(_ names: IndustryNames, seen: Set<String> = []) {
        self.names = names
        var stated: Set<Substring> = []
        for text in seen {
            let codes = names.meanings(of: Self.split(text)?.name ?? text[...])
            if codes.count == 1 { stated.formUnion(codes[0].split(separator: ",")) }
        }
        self.stated = stated
        isNew = Self.isNew(seen, names)
    }

    /// Whether some text is one of KBLI 2025 alone, and none is one of KBLI 2020 alone.
    private static func isNew(_ seen: Set<String>, _ names: IndustryNames) -> Bool {
        var isFound = false
        for text in seen {
            guard let (code, name) = split(text) else {
                // The last letter is only there, and a part of a section has no name in KBLI 2020.
                let section = names.new.section(named: text)
                if section?.isPart == true || text.count == 1 && names.new.section(lettered: text)?.code != nil && text.uppercased() > "U" {
                    isFound = true
                }
                continue
            }
            let isOld = names.meanings(of: name).contains { agree(Substring(code), $0) }
            let section = names.new.section(named: name)
            if section?.letter == code, !isOld || section?.isPart == true { isFound = true }
            if isOld, section?.letter != code, section != nil { return false }
        }
        return isFound
    }

    /// The letter of a section of KBLI 2025 that a row states and that is only a part of one of KBLI 2020; `nil` for all other rows.
    func part(of text: Substring, name: String = "") -> String? {
        guard isNew, let section = newSection(text, name), section.isPart else { return nil }
        return section.letter
    }

    private func newSection(_ text: Substring, _ name: String) -> NewIndustries.Section? {
        if let both = Self.split(text) { return agreed(Substring(both.code), both.name) }
        if text.count == 1, text.first?.isLetter == true { return agreed(text, name[...]) }
        return names.new.section(named: text)
    }

    /// The section of a letter, unless the name beside it is known and another one's.
    private func agreed(_ letter: Substring, _ name: Substring) -> NewIndustries.Section? {
        guard let named = names.new.section(named: name) else {
            return names.meanings(of: name).isEmpty ? names.new.section(lettered: letter) : nil
        }
        return named.letter == letter.uppercased() ? named : nil
    }

    /// Answers that were given already: a file has few industries and many rows.
    private final class Memory {
        /// More different texts than this are no table of an office; their answers are forgotten.
        static let most = 50_000

        struct Question: Hashable {
            let text: String
            let name: String
        }

        var answers: [Question: Result<String, RejectReason>] = [:]
    }

    /// The code of an industry.
    ///
    /// - Parameters:
    ///   - text: what stands in the column: a code, a name, or both (`A. Pertanian, Kehutanan dan Perikanan`).
    ///   - name: the name that stands in a column beside it; empty without one.
    /// - Returns: the code that a name means (`M,N` for a group), or a text that is no name as it is, for the column's own type to read; why the
    ///   row is refused where a name is not known, or a code and a name mean different industries.
    func read(_ text: Substring, name: String = "") -> Result<String, RejectReason> {
        let question = Memory.Question(text: String(text), name: name)
        if let known = memory.answers[question] { return known }
        let answer = readAnew(text, name)
        if memory.answers.count >= Memory.most { memory.answers.removeAll() }
        memory.answers[question] = answer
        return answer
    }

    private func readAnew(_ text: Substring, _ name: String) -> Result<String, RejectReason> {
        if KindSpecification.totals.contains(text.lowercased()) { return .success(String(text)) }
        if isNew {
            if let section = newSection(text, name) { return .success(section.code) }
            // The letter is another section's than the name.
            let both = Self.split(text) ?? (String(text), name[...])
            if let named = names.new.section(named: both.name), both.code.count == 1 {
                return .failure(.industryMismatch(code: both.code, name: String(both.name), found: named.letter))
            }
        }
        if let both = Self.split(text) { return checked(Substring(both.code), both.name) }
        if Self.isCode(text) { return checked(text, name[...]) }
        if let code = meaning(of: text) { return .success(code) }
        // `PDRB ADHK Tahun Dasar 2010 Berdasarkan Lapangan Usaha - Jasa Perusahaan`: the name stands behind the last dash.
        if let dash = text.lastIndex(where: { $0 == "-" || $0 == "–" }), let code = meaning(of: text[text.index(after: dash)...]) {
            return .success(code)
        }
        return .failure(.unknownIndustry(String(text), likely: names.likely(text)))
    }

    /// A code, unless the name beside it is known and means another industry.
    private func checked(_ code: Substring, _ name: Substring) -> Result<String, RejectReason> {
        let codes = names.meanings(of: name)
        guard let likely = codes.first, !codes.contains(where: { Self.agree(code, $0) }) else { return .success(String(code)) }
        return .failure(.industryMismatch(code: String(code), name: String(name), found: likely))
    }

    /// Whether a code is that of a name, or lies within it: a division within its section.
    private static func agree(_ code: Substring, _ meant: String) -> Bool {
        let bare = ColumnType.withoutMarks(code: code).uppercased().filter { $0.isLetter || $0.isNumber }
        if bare == meant.filter({ $0 != "," }) || meant.first?.isNumber == true && bare.hasPrefix(meant) { return true }
        guard bare.first?.isNumber == true, let section = Industries.section(ofDivision: bare) else { return false }
        return meant.split(separator: ",").contains { $0 == section }
    }

    private func meaning(of name: Substring) -> String? {
        let codes = names.meanings(of: name)
        guard codes.count > 1 else { return codes.first }
        return codes.first { code in !code.split(separator: ",").contains { stated.contains($0) } } ?? codes.last
    }

    /// Digits, or letters of sections that stand alone or in their order; marks around them are the column's own to judge.
    private static func isCode(_ text: Substring) -> Bool {
        let bare = ColumnType.withoutMarks(code: text).uppercased()
        if bare.contains(where: \.isNumber) { return !bare.contains(where: \.isLetter) }
        let words = bare.split { !$0.isLetter }.filter { $0 != "DAN" }
        if words.count == 1, let word = words.first {
            return word.wholeMatch(of: /[A-U]+/) != nil && zip(word, word.dropFirst()).allSatisfy { $0 < $1 }
        }
        return !words.isEmpty && words.allSatisfy { $0.wholeMatch(of: /[A-U]/) != nil }
    }

    /// `A. Pertanian, Kehutanan dan Perikanan`, `[M,N] Jasa Perusahaan`, `25 – Industri Barang Logam`.
    private static func split(_ text: some StringProtocol) -> (code: String, name: Substring)? {
        let line = Substring(text)
        guard let match = line.wholeMatch(of: /[\[(]?\s*((?:[A-V](?:\s*[,;\/&-]\s*[A-V])*)|[0-9]{2,5})\s*[\])]?\s*[.:)\]–-]\s*(\p{L}.{2,})/)
        else {
            return nil
        }
        return (String(match.output.1), match.output.2)
    }
}
