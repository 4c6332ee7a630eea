import Foundation

/// The words that people write around the names of places, as `config/places.csv` has them.
struct PlaceWords: Sendable {
    /// One way to read words: what they say that the name is, and the bare name.
    struct Reading: Sendable {
        var claim: PlaceClaim
        var words: [String]
        /// Whether words in front of the name were read as its level.
        var isStripped = false
    }

    private typealias Phrase = (words: [String], claim: PlaceClaim)

    /// By first word, the longest phrase first.
    private let levels: [String: [Phrase]]
    /// By last word, the longest phrase first.
    private let levelsBehind: [String: [Phrase]]
    private let spellings: [String: [String]]
    private let endings: [String: [String]]
    private let movesBack: [String: [String]]
    private let movesFront: [String: [String]]
    /// By first word, the longest phrase first, with what sort of place it says, if any.
    private let noise: [String: [(words: [String], sort: PlaceEntry.Kind?)]]
    private let streets: Set<String>
    private let joins: Set<String>
    /// Levels of one word, the longest first, for letters that stood apart.
    private let levelWords: [String]

    init(_ entries: [PlaceEntry]) {
        var spellings: [String: [String]] = [:]
        for entry in entries where entry.kind == .word { spellings[Self.split(entry.name).joined()] = Self.split(entry.means[0]) }
        func spelled(_ text: String) -> [String] { Self.split(text).flatMap { spellings[$0] ?? [$0] } }
        func table(_ kind: PlaceEntry.Kind) -> [String: [String]] {
            var table: [String: [String]] = [:]
            for entry in entries where entry.kind == kind { table[spelled(entry.name).joined()] = spelled(entry.means[0]) }
            return table
        }
        func set(_ kind: PlaceEntry.Kind) -> Set<String> { Set(entries.filter { $0.kind == kind }.flatMap { spelled($0.name) }) }
        var levels: [String: [Phrase]] = [:]
        var behind: [String: [Phrase]] = [:]
        for entry in entries where entry.kind == .level || entry.kind == .levelBehind {
            let phrase = (words: spelled(entry.name), claim: PlaceClaim(rawValue: entry.means[0]) ?? .any)
            if entry.kind == .level { levels[phrase.words[0], default: []].append(phrase) }
            if entry.kind == .levelBehind || phrase.claim == .regency || phrase.claim == .city {
                behind[phrase.words[phrase.words.count - 1], default: []].append(phrase)
            }
        }
        var noise: [String: [(words: [String], sort: PlaceEntry.Kind?)]] = [:]
        for entry in entries where entry.kind == .noise {
            let words = spelled(entry.name)
            noise[words[0], default: []].append((words, entry.means.first.flatMap { PlaceEntry.Kind(rawValue: $0) }))
        }
        func longestFirst(_ phrases: [Phrase]) -> [Phrase] { phrases.sorted { $0.words.count > $1.words.count } }
        self.spellings = spellings
        self.levels = levels.mapValues(longestFirst)
        levelsBehind = behind.mapValues(longestFirst)
        levelWords = levels.values.flatMap { $0 }.filter { $0.words.count == 1 && $0.words[0].utf8.count > 2 }.map { $0.words[0] }
            .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
        endings = table(.ending)
        movesBack = table(.movesBack)
        movesFront = table(.movesFront)
        self.noise = noise.mapValues { $0.sorted { $0.words.count > $1.words.count } }
        streets = set(.street)
        joins = set(.join)
    }

    // MARK: - Words of a text

    /// The words of a text in lower case, without accents and apostrophes.
    static func split(_ text: some StringProtocol) -> [String] { PlaceTokens.words(text) }

    /// The words of a text as this program spells them.
    func words(_ text: some StringProtocol) -> [String] { spell(Self.split(text)) }

    /// The words as this program spells them.
    func spell(_ words: [String]) -> [String] {
        if !words.contains(where: { spellings[$0] != nil }) { return words }
        return words.flatMap { spellings[$0] ?? [$0] }
    }

    /// Whether the words say only what sort of region something beside them is: `(Kab)`.
    func claim(of words: [String]) -> PlaceClaim? {
        guard let first = words.first else { return nil }
        return levels[first]?.first { $0.words == words }?.claim ?? levelsBehind[first]?.first { $0.words == words }?.claim
    }

    /// Whether words begin an address within a place.
    func isStreet(_ words: [String]) -> Bool { words.first.map { streets.contains($0) } ?? false }

    /// The words between those that list places; one list where there are none.
    func listed(_ words: [String]) -> [[String]] {
        words.split { joins.contains($0) }.map(Array.init)
    }

    // MARK: - Readings

    /// The ways to read words: as they are, then with one level after the other taken from the front, last with one taken from behind.
    ///
    /// - Parameters:
    ///   - words: the words, as this program spells them.
    ///   - claim: what words elsewhere say that the name is.
    /// - Returns: the readings, the shortest name last.
    func readings(_ words: [String], _ claim: PlaceClaim) -> [Reading] {
        var readings = [Reading(claim: claim, words: words)]
        var rest = Reading(claim: claim, words: words)
        while let phrase = level(rest.words), let both = Self.both(rest.claim, phrase.claim) {
            rest = Reading(claim: both, words: Array(rest.words.dropFirst(phrase.words.count)), isStripped: true)
            readings.append(rest)
        }
        // A level that stands twice, `Kabupaten Sleman Kab.`, says it once; another one behind is part of the name.
        if let phrase = levelBehind(rest.words), let both = Self.both(rest.claim, phrase.claim) {
            readings.append(Reading(claim: both, words: rest.words.dropLast(phrase.words.count), isStripped: rest.isStripped))
        }
        return readings
    }

    private func level(_ words: [String]) -> Phrase? {
        guard let first = words.first, let phrases = levels[first] else { return nil }
        return phrases.first { $0.words.count < words.count && words.starts(with: $0.words) }
    }

    private func levelBehind(_ words: [String]) -> Phrase? {
        guard let last = words.last, let phrases = levelsBehind[last] else { return nil }
        return phrases.first { $0.words.count < words.count && words.suffix($0.words.count).elementsEqual($0.words) }
    }

    /// What two words about the level say together; `nil` where they contradict each other.
    private static func both(_ first: PlaceClaim, _ second: PlaceClaim) -> PlaceClaim? {
        if first == .any || first == second { return second }
        return second == .any ? first : nil
    }

    /// Whether words begin with a level, so that what follows is meant as a name of a region.
    func startsWithLevel(_ words: [String]) -> Bool { level(words) != nil }

    /// The ways in which the same name may stand in a register: as written, with an abbreviation at the end written out, with English
    /// words where Indonesian has them.
    func forms(_ words: [String]) -> [[String]] {
        var forms = [words]
        guard words.count > 1 else { return forms }
        let (first, last) = (words[0], words[words.count - 1])
        if let ending = endings[last] { forms.append(words.dropLast() + ending) }
        if let behind = movesBack[first] { forms.append(words.dropFirst() + behind) }
        if let behind = movesBack[last] { forms.append(words.dropLast() + behind) }
        if let front = movesFront[last] { forms.append(front + words.dropLast()) }
        return forms
    }

    /// The words without those that do not change what the name means, and what sorts of place these say.
    ///
    /// - Returns: `nil` where there is nothing to leave out.
    func withoutNoise(_ words: [String]) -> (words: [String], sorts: Set<PlaceEntry.Kind>)? {
        var kept: [String] = []
        var sorts: Set<PlaceEntry.Kind> = []
        var index = 0
        while index < words.count {
            if let phrase = noise[words[index]]?.first(where: { words[index...].starts(with: $0.words) }) {
                if let sort = phrase.sort { sorts.insert(sort) }
                index += phrase.words.count
            } else {
                kept.append(words[index])
                index += 1
            }
        }
        // The stage of an estate: `Jababeka 2`, `KIM III`.
        while kept.count > 1, let last = kept.last, Self.isNumber(last) { kept.removeLast() }
        return kept.count == words.count ? nil : (kept, sorts)
    }

    private static let romanNumbers: Set = ["i", "ii", "iii", "iv", "v", "vi", "vii"]

    private static func isNumber(_ word: String) -> Bool {
        word.utf8.count <= 3 && word.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } || romanNumbers.contains(word)
    }

    /// `kotabatam`, of letters that stood apart: the level and the name.
    func levelInside(_ word: String) -> [String]? {
        levelWords.first { word.hasPrefix($0) && word.utf8.count > $0.utf8.count + 2 }.map { [$0, String(word.dropFirst($0.count))] }
    }
}
