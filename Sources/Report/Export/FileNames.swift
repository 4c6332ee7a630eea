/// Names of files that are made of codes.
public enum FileNames {
    /// The largest number of characters of a name, which leaves room for an extension on every file system.
    private static let longest = 100

    /// Names of files for codes, each of letters, digits, `.`, `-` and `_` of ASCII alone, so that none leads to another folder, is hidden,
    /// or looks like an option.
    ///
    /// - Parameter codes: The codes, as data have them.
    /// - Returns: One name for each code, in their order. No two are the same, also where capitals do not count; a later one gets a number.
    public static func unique(_ codes: [String]) -> [String] {
        var taken: Set<String> = []
        return codes.map { code in
            let kept = code.unicodeScalars.prefix(longest).map { scalar -> Character in
                let isPlain =
                    scalar.isASCII
                    && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "._-".unicodeScalars.contains(scalar))
                return isPlain ? Character(scalar) : "_"
            }
            var plain = String(kept)
            if plain.isEmpty || plain.hasPrefix(".") || plain.hasPrefix("-") { plain = "_" + plain.dropFirst() }
            var name = plain
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                name = "\(plain)_\(number)"
                number += 1
            }
            return name
        }
    }
}
