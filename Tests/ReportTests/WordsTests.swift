import Configuration
import Foundation
import Report
import Scoring
import Testing

/// The sentences of `config/words.*.yaml`: all are used, none is missing, and Indonesian ones hold no English and no word that the glossary
/// replaces by another.
@Suite struct WordsTests {
    private let root: DataRoot
    private let indonesian: Words

    init() throws {
        root = try DataRoot.find()
        indonesian = try Words(language: .id, root: root)
    }

    // MARK: - Keys

    @Test func `every sentence exists in both languages, with the same figures in it`() throws {
        let english = try Words(language: .en, root: root)
        #expect(indonesian.keys == english.keys)
        for key in indonesian.keys {
            let names = [indonesian, english].map { Set($0(key).matches(of: /\{(\w+)\}/).map { String($0.1) }) }
            #expect(names[0] == names[1], "\(key)")
        }
    }

    @Test func `every sentence is used`() throws {
        let use = try WordUse(swift: texts("Sources", "swift"), templates: texts("config/templates", "html"))
        #expect(use.unused(of: indonesian.keys) == [])
    }

    @Test func `every sentence that the sources ask for exists`() throws {
        let use = try WordUse(swift: texts("Sources", "swift"), templates: texts("config/templates", "html"))
        #expect(use.asked.count > 400)
        #expect(use.missing(in: indonesian.keys) == [])
        for criterion in Criteria.all {
            #expect(
                indonesian.keys.isSuperset(of: [
                    "criterion.\(criterion.id)", "criterion.\(criterion.id).explained", "criterion.\(criterion.id).letter",
                    "explain.raw.\(criterion.id)",
                ]))
        }
    }

    @Test func `unused and missing sentences are found`() {
        let use = WordUse(
            swift: ["words(\"a.one\"); words(isGood ? \"a.two\" : \"a.three\"); words(\"b.\\(item.code).short\"); case fullWord"],
            templates: ["<p>{{words.c_page_one}}</p>"])
        let keys: Set = ["a.one", "a.two", "a.four", "b.full_word.short", "b.other.short", "c.page.one", "c.page.two"]
        #expect(use.unused(of: keys) == ["a.four", "b.other.short", "c.page.two"])
        #expect(use.missing(in: keys) == ["a.three"])
    }

    // MARK: - Language

    /// Words without which hardly an English sentence does, and which are no Indonesian ones.
    private static let english: Set = [
        "the", "of", "and", "is", "are", "was", "were", "be", "been", "not", "with", "from", "for", "by", "this", "that", "has", "have",
        "there", "must", "cannot", "which", "who", "its", "it", "than", "when", "where", "missing", "unknown", "invalid", "expected",
        "found", "should", "value", "values", "default", "without", "only", "all", "does", "needs", "an", "to", "or", "you", "your",
    ]

    /// English words of a text. What a person types, which is the same in both languages, does not count: options, names of settings and
    /// of places in brackets, what stands between apostrophes, and SQL.
    private static func english(in text: String) -> Set<String> {
        let told = text.replacing(
            /'[^'\n]*'|\{\w+\}|<[^>\n]*>|--?[a-z][\w-]*|\b[\w.]+_[\w.]+\b|[A-Z]{2,}(?: [A-Z]{2,})+|SELECT .*/, with: " ")
        return Set(told.lowercased().matches(of: /[\p{L}]+/).map { String($0.0) }).intersection(english)
    }

    @Test func `Indonesian sentences hold no English`() {
        for key in indonesian.keys.sorted() { #expect(Self.english(in: indonesian(key)) == [], "\(key): \(indonesian(key))") }
    }

    @Test func `English is found`() {
        #expect(Self.english(in: "baris 4: not in the list") == ["not", "the"])
        #expect(Self.english(in: "lihat: padan export data --where kolom='the' of_day {from} DROP OWNED BY") == [])
    }

    /// What the program prints in Indonesian, as the snapshots of `CommandTests` have it. JSON is for programs, and comments of the
    /// dashboard speak both languages.
    @Test func `Indonesian output holds no English`() throws {
        let folder = root.url.appending(path: "Tests/CommandTests/Snapshots")
        let bilingual = ["db-dictionary", "export-data-", "shape-"]
        var looked = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let isIndonesian = !name.contains("-en.") && !name.contains("json") && !bilingual.contains(where: name.hasPrefix)
            guard isIndonesian else { continue }
            looked += 1
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for line in text.split(separator: "\n") { #expect(Self.english(in: String(line)) == [], "\(name): \(line)") }
        }
        #expect(looked > 100)
    }

    // MARK: - One term for one thing

    @Test func `no text uses a word that the glossary replaces`() throws {
        let glossary = try Glossary(String(contentsOf: root.config.appending(path: "words.id.yaml"), encoding: .utf8))
        #expect(glossary.replaced.count > 25)
        for key in indonesian.keys.sorted() { #expect(glossary.wrong(in: indonesian(key)) == [], "\(key): \(indonesian(key))") }
        // Comments of the dashboard, whose English stands in brackets.
        for text in try texts("sql/dashboard", "sql") {
            for comment in text.matches(of: /\['\w+', '([^'(]+)/) { #expect(glossary.wrong(in: String(comment.1)) == [], "\(comment.1)") }
        }
        for text in try texts("Sources/Scoring/Scoring.docc", "md") { #expect(glossary.wrong(in: text) == []) }
        // Texts of the command line have two languages side by side; the Indonesian one is the first.
        for text in try texts("Sources/padan", "swift") {
            for told in text.matches(of: /text\(\s*"((?:[^"\\]|\\.)*)",\s*"/) {
                #expect(glossary.wrong(in: String(told.1)) == [], "\(told.1)")
            }
        }
    }

    @Test func `a word that the glossary replaces is found`() {
        let glossary = Glossary("# daerah: kabupaten/kota atau provinsi (bukan: wilayah, siap jika)\n# lain: tanpa\na: b (bukan: c)\n")
        #expect(glossary.replaced == ["wilayah", "siap jika"])
        #expect(glossary.wrong(in: "Wilayah ini siap\njika") == ["wilayah", "siap jika"])
        #expect(glossary.wrong(in: "kewilayahan {wilayah}") == [])
    }

    /// The texts of all files with an extension below a folder of the project.
    private func texts(_ folder: String, _ suffix: String) throws -> [String] {
        let files = FileManager.default.enumerator(at: root.url.appending(path: folder), includingPropertiesForKeys: nil)
        return try (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == suffix }.sorted { $0.path < $1.path }
            .map { try String(contentsOf: $0, encoding: .utf8) }
    }
}

/// Which sentences sources and templates ask for.
private struct WordUse {
    /// Keys that stand in the sources as they are.
    let asked: Set<String>
    /// Keys with places that code fills, such as `missing.\(item.code)`.
    private let patterns: [Regex<AnyRegexOutput>]
    /// Keys as templates write them, with `_` for each point.
    private let templates: Set<String>
    /// Whatever may fill a place: literals, and names such as those of cases.
    private let fillings: Set<String>

    init(swift: [String], templates: [String]) {
        let text = swift.joined(separator: "\n")
        asked = Set(text.matches(of: /"([a-z][a-z_0-9]*(?:\.[a-z_0-9]+)+)"/).map { String($0.1) })
        var patterns: Set<String> = []
        let place = /\\\((?:[^()"]|\([^()]*\))*\)/
        for match in text.matches(of: /"([a-z][a-z_0-9]*\.(?:[a-z_0-9.]|\\\((?:[^()"]|\([^()]*\))*\))*)"/) where match.1.contains("\\(") {
            patterns.insert(String(match.1).replacing(place, with: "*").replacing(".", with: "\\.").replacing("*", with: "([a-z_0-9.]+)"))
        }
        self.patterns = patterns.sorted().compactMap { try? Regex($0) }
        self.templates = Set(templates.flatMap { $0.matches(of: /words\.(\w+)/).map { String($0.1) } })
        fillings = Set(text.matches(of: /[A-Za-z_][A-Za-z_0-9]*/).map { String($0.0) })
    }

    /// The keys that nothing asks for.
    func unused(of keys: Set<String>) -> [String] {
        keys.filter { key in
            !asked.contains(key) && !templates.contains(key.replacing(".", with: "_"))
                && !patterns.contains { pattern in
                    guard let match = key.wholeMatch(of: pattern) else { return false }
                    return match.output.dropFirst().allSatisfy { fills($0.substring ?? "") }
                }
        }.sorted()
    }

    /// Whether each part of a text between points is a name of the sources, as it stands or with a capital for each `_`, or a number.
    private func fills(_ text: Substring) -> Bool {
        text.split(separator: ".").allSatisfy { part in
            let words = part.split(separator: "_")
            let camel = (words.first.map(String.init) ?? "") + words.dropFirst().map(\.capitalized).joined()
            return fillings.contains(String(part)) || fillings.contains(camel) || Int(part) != nil
        }
    }

    /// The keys that stand in the sources, are of the same family as a sentence, and have none.
    func missing(in keys: Set<String>) -> [String] {
        let families = Set(keys.compactMap { $0.split(separator: ".").first })
        let files: Set<Substring> = ["yaml", "csv", "html", "txt", "json", "sql"]
        return asked.filter { key in
            let parts = key.split(separator: ".")
            return families.contains(parts[0]) && !files.contains(parts[parts.count - 1]) && !keys.contains(key)
        }.sorted()
    }
}

/// The glossary at the top of `config/words.id.yaml`: `# istilah: arti (bukan: kata yang tidak dipakai, …)`.
private struct Glossary {
    /// The words and phrases for which the glossary has others.
    let replaced: [String]

    init(_ text: String) {
        replaced = text.matches(of: /(?m)^#[^\n]*\(bukan: ([^)\n]+)\)/).flatMap { match in
            match.1.split(separator: ",").map { String($0.trimmingPrefix(" ")) }
        }
    }

    /// The replaced words of a text, as whole words of any case and across ends of lines.
    func wrong(in text: String) -> [String] {
        let told = " " + text.replacing(/\{\w+\}/, with: "").lowercased().replacing(/[^\p{L}\d%]+/, with: " ") + " "
        return replaced.filter { told.contains(" \($0) ") }
    }
}
