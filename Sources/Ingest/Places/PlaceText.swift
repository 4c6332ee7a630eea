import Foundation

/// A place name taken apart: what kind of place its words say it is, and the bare name.
struct PlaceText: Sendable {
    enum Claim: Sendable {
        case none, regency, city, district, province, village
    }

    let claim: Claim
    /// The name without what `claim` says, as words in lower case.
    let words: [String]

    /// The name without blanks: people write `Pulo Gadung` and `Pulogadung`.
    var key: String { words.joined() }

    init(_ text: some StringProtocol) {
        var words = Self.words(of: text)
        var claim = Claim.none
        for (prefix, meaning) in Self.prefixes where words.count > prefix.count && Array(words.prefix(prefix.count)) == prefix {
            claim = meaning
            words.removeFirst(prefix.count)
            break
        }
        if claim == .none, words.count > 1, let meaning = Self.suffixes[words[words.count - 1]] {
            claim = meaning
            words.removeLast()
        }
        // English: South Jakarta, West Java, East Kalimantan.
        if words.count > 1, let direction = Self.directions[words[0]] { words = Array(words.dropFirst()) + [direction] }
        words = words.map { Self.spellings[$0] ?? $0 }
        if words.count > 1, let last = words.last, Self.compass.contains(last), words[0] == "java" { words[0] = "jawa" }
        if words.count > 1, Self.compass.contains(words[words.count - 1]), let island = Self.islands[words[0]] {
            words = [island, words[words.count - 1]]
        }
        self.claim = claim
        self.words = words
    }

    private static let prefixes: [([String], Claim)] = [
        (["kota", "administrasi"], .city), (["kota", "adm"], .city), (["kabupaten", "administrasi"], .regency),
        (["kabupaten"], .regency), (["kab"], .regency), (["kota"], .city), (["city", "of"], .city),
        (["kotamadya"], .city), (["kecamatan"], .district), (["kec"], .district), (["distrik"], .district),
        (["provinsi"], .province), (["propinsi"], .province), (["prov"], .province), (["kelurahan"], .village),
        (["kel"], .village), (["desa"], .village),
    ]
    private static let suffixes: [String: Claim] = [
        "regency": .regency, "city": .city, "district": .district, "province": .province, "kab": .regency,
    ]
    private static let directions = [
        "south": "selatan", "north": "utara", "west": "barat", "east": "timur", "central": "tengah",
        "southeast": "tenggara",
    ]
    private static let compass: Set<String> = ["selatan", "utara", "barat", "timur", "tengah", "tenggara", "pusat", "daya"]
    private static let islands = [
        "java": "jawa", "sumatra": "sumatera", "celebes": "sulawesi", "borneo": "kalimantan",
    ]
    private static let spellings = ["kep": "kepulauan", "daerah": "daerah", "islands": "kepulauan", "tj": "tanjung"]

    static func words(of text: some StringProtocol) -> [String] {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
            .split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" })
            .map { $0.filter { $0 != "'" && $0 != "’" }.lowercased() }.filter { !$0.isEmpty }
    }
}
