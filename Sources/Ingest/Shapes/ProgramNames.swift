import Foundation

/// The programmes of the catalog by their names, for offices' lists that have no codes.
struct ProgramNames: Sendable {
    private let names: [String: [String]]
    private let all: [(key: String, name: String, code: String)]

    /// - Parameter programs: codes and names, in the order of the codes.
    init(_ programs: [(code: String, name: String)]) {
        all = programs.map { (Self.key($0.name), $0.name, $0.code) }
        names = Dictionary(grouping: all, by: \.key).mapValues { $0.map(\.code) }
    }

    /// The code of the programme that a text names. Case, punctuation, and the words "dan", "and" and "pelatihan" do not matter.
    ///
    /// - Parameter text: a name, or a code.
    /// - Returns: the code; why there is none, with the programmes that are spelled most like it.
    func code(of text: String) -> Result<String, RejectReason> {
        let key = Self.key(text)
        let found = names[key] ?? []
        if found.count == 1 { return .success(found[0]) }
        if found.count > 1 { return .failure(.severalPrograms(found)) }
        if all.contains(where: { $0.code == text }) { return .success(text) }
        return .failure(.unknownProgram(nearest: nearest(to: key)))
    }

    /// The names that have most in common with a text: pairs of letters (Dice's coefficient), at most three, the nearest first.
    ///
    /// - Source: L. R. Dice, Ecology 26, 1945; on pairs of letters: Adamson, Boreham, Information Storage and Retrieval 10, 1974.
    private func nearest(to key: String) -> [String] {
        let pairs = Self.pairs(key)
        let scored = all.map { program -> (score: Double, name: String) in
            let other = Self.pairs(program.key)
            let common = pairs.intersection(other).count
            return (pairs.isEmpty || other.isEmpty ? 0 : 2 * Double(common) / Double(pairs.count + other.count), program.name)
        }
        var seen: Set<String> = []
        return scored.filter { $0.score >= Self.least }.sorted { ($1.score, $0.name) < ($0.score, $1.name) }.map(\.name)
            .filter { seen.insert($0).inserted }.prefix(3).map { $0 }
    }

    /// Names with less in common are no help.
    private static let least = 0.4

    private static func pairs(_ text: String) -> Set<String> {
        let characters = Array(text)
        return Set(zip(characters, characters.dropFirst()).map { String([$0, $1]) })
    }

    private static let fillers: Set = ["dan", "and", "pelatihan", "program"]

    private static func key(_ text: String) -> String {
        text.folding(options: .diacriticInsensitive, locale: nil).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
            .filter { !fillers.contains($0) }.joined(separator: " ")
    }
}
