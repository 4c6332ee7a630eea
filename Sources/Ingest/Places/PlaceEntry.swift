import Configuration
import Foundation

/// A line of `config/places.csv`: a name that no register has, or a word that people write around names.
public struct PlaceEntry: Sendable, Equatable {
    /// What a line is about; the raw value is the word in the column `kind`.
    public enum Kind: String, Sendable, CaseIterable {
        /// The official name of a region itself, which counts where the database does not have the region.
        case region
        /// The name that a region had before.
        case former
        /// An abbreviation or another way to write a region's name.
        case short
        /// The English name of a region.
        case english
        /// A town, or a district or village that is better known than the regency that holds it.
        case town
        /// A quarter of a city, as portals for jobs name it.
        case quarter
        /// An industrial estate, a mine or a smelter with a name of its own.
        case estate
        /// An airport.
        case airport
        /// A port.
        case port
        /// An island.
        case island
        /// A place that visitors know.
        case sight
        /// Indonesia as a whole.
        case country
        /// A country or a city outside of Indonesia.
        case abroad
        /// Work that is done wherever the person lives.
        case remote
        /// Words that say what sort of region a name is, in front of it or behind it.
        case level
        /// Words that do so behind the name only.
        case levelBehind = "level_behind"
        /// Another way to write a word.
        case word
        /// An abbreviation that ends a name, and the word that it stands for.
        case ending
        /// An English word in front of a name, and the Indonesian one that stands behind it.
        case movesBack = "moves_back"
        /// An English word behind a name, and the Indonesian one that stands in front of it.
        case movesFront = "moves_front"
        /// Words beside a name that do not change what it means.
        case noise
        /// The first word of an address within a place.
        case street
        /// A word between two places of a list.
        case join
        /// What a person does for a living, where a small district has the name, too.
        case job

        /// Whether a line of this kind names a place.
        var isPlace: Bool { Self.places.contains(self) }

        /// Whether the line is another name of a region itself, not of something in it.
        var isNameOfRegion: Bool { self == .former || self == .short || self == .english }

        /// What stands beside a place and is often named after another one.
        static let facilities: Set<Kind> = [.estate, .airport, .port]

        private static let places: Set<Kind> = [
            .former, .short, .english, .town, .quarter, .estate, .airport, .port, .island, .sight, .country, .abroad, .remote,
        ]
    }

    /// What the line is about.
    public let kind: Kind
    /// The name or the words.
    public let name: String
    /// The Kemendagri codes of regions for a place, one for each that it may mean, and `LN` for one abroad; the words that `name` stands for in
    /// a line about words; empty where the kind says everything.
    public let means: [String]
    /// Codes of regions that the name means only where the text around it says so: what a province held before it was divided.
    public let besides: [String]

    /// What stands among the codes of a name that is one of a place abroad, too.
    static let abroad = "LN"

    /// Takes a line.
    ///
    /// - Parameters:
    ///   - kind: what the line is about.
    ///   - name: the name or the words.
    ///   - means: codes of regions, or the words that `name` stands for.
    ///   - besides: codes of regions that the name means only where the text around it says so.
    public init(_ kind: Kind, _ name: String, means: [String] = [], besides: [String] = []) {
        self.kind = kind
        self.name = name
        self.means = means
        self.besides = besides
    }

    /// Reads `config/places.csv`.
    ///
    /// - Parameter root: the folder that holds `config/`.
    /// - Returns: the lines, in their order.
    /// - Throws: `ConfigurationError` when the file cannot be read, or a line has an unknown kind, no name, or something else than its kind
    ///   needs in the column `means`.
    public static func load(_ root: DataRoot) throws -> [PlaceEntry] {
        let table = try CSVTable(root.config.appending(path: "places.csv"), expecting: ["kind", "name", "means", "source"])
        return try zip(table.rows, table.lines).map { row, line in
            func refuse(_ fault: ConfigurationError.Fault) -> ConfigurationError {
                ConfigurationError(file: "places.csv", line: line, fault: fault)
            }
            guard let kind = Kind(rawValue: row[0]) else { throw refuse(.notAChoice(row[0], choices: Kind.allCases.map(\.rawValue))) }
            guard !PlaceWords.split(row[1]).isEmpty else { throw refuse(.emptyPhrase) }
            let sides = row[2].split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false).map {
                $0.split(separator: "|").map(String.init)
            }
            let entry = PlaceEntry(kind, row[1], means: sides.first ?? [], besides: sides.count > 1 ? sides[1] : [])
            if let wrong = entry.fault { throw refuse(.notAChoice(row[2], choices: wrong)) }
            return entry
        }
    }

    /// Whether a text is the code of a province or regency, as `32` and `32.16` are. There are thousands, and a pattern takes its time.
    private static func isRegionCode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 2 || bytes.count == 5 else { return false }
        return bytes.enumerated().allSatisfy { $0 == 2 ? $1 == 0x2E : (0x30...0x39).contains($1) }
    }

    /// What `means` may be instead, where it is none of that.
    private var fault: [String]? {
        if !besides.isEmpty, !kind.isPlace { return [means.joined(separator: "|")] }
        switch kind {
        case .country, .abroad, .remote, .street, .join, .job: return means.isEmpty ? nil : [""]
        case .level, .levelBehind:
            let choices = PlaceClaim.allCases.map(\.rawValue)
            return means.count == 1 && choices.contains(means[0]) ? nil : choices
        case .noise:
            let choices = ["", Kind.airport.rawValue, Kind.port.rawValue, Kind.estate.rawValue, Kind.island.rawValue]
            return means.count <= 1 && choices.contains(means.first ?? "") ? nil : choices
        case .word, .ending, .movesBack, .movesFront: return means.count == 1 && !PlaceWords.split(means[0]).isEmpty ? nil : ["kata"]
        default:
            let codes = means + besides
            let areCodes = !codes.isEmpty && codes.allSatisfy { $0 == Self.abroad || Self.isRegionCode($0) }
            return areCodes ? nil : ["32", "32.16", "31.71|31.74", "91>93|94", "21.71>\(Self.abroad)"]
        }
    }
}
