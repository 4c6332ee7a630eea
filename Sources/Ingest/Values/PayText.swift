/// Reads pay as advertisements write it: `Rp 10,000,000 – Rp 12,000,000 per month`, `Rp.3 – 4 Juta`, `IDR3.000.000 - 5.000.000/Bulan`.
///
/// The words that it knows, and how many months a period has, are data (`pay` of `config/import.yaml`). A word that is not among them makes the
/// text no pay: what is not understood is not believed.
public struct PayText: Decodable, Sendable {
    /// What a text about pay says.
    public enum Reading: Sendable, Equatable {
        /// An amount or a range.
        case pay(Pay)
        /// That no pay is stated, or that it is a matter of negotiation.
        case none
        /// Something that cannot be read as an amount in rupiah.
        case illegible
    }

    /// A period that an amount is paid for.
    private struct Period: Decodable {
        let words: [String]
        /// How many months the period has; 12 for a year.
        let months: Double?
        /// How many of the period a month has; 25 for a day.
        let inMonth: Double?

        enum CodingKeys: String, CodingKey {
            case words, months
            case inMonth = "in_month"
        }
    }

    /// What a word in a text about pay says.
    private enum Word {
        case nothing
        /// A unit of the number in front of it, in rupiah.
        case unit(Double)
        /// A period, by what an amount for it is multiplied with to become one of a month.
        case period(Double)
    }

    private let none: Set<String>
    private let words: [String: Word]
    /// Texts between the two ends of a range, besides dashes.
    private let joins: [String]
    /// The least rupiah a month that are believed where the text had to be interpreted.
    private let least: Double
    /// The most times the lower end that the upper end is believed to be.
    private let widest: Double

    private enum CodingKeys: String, CodingKey {
        case none, ignored, units, joins, periods, least, widest
    }

    /// Reads `pay` of `config/import.yaml`.
    ///
    /// - Parameter decoder: the decoder that has the settings.
    /// - Throws: `DecodingError` where they have another form, or a period has neither or both of `months` and `in_month`.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        none = Set(try values.decode([String].self, forKey: .none).map { $0.lowercased() })
        joins = try values.decode([String].self, forKey: .joins).map { $0.lowercased() }
        least = try values.decode(Double.self, forKey: .least)
        widest = try values.decode(Double.self, forKey: .widest)
        var words: [String: Word] = [:]
        for word in try values.decode([String].self, forKey: .ignored) { words[word.lowercased()] = .nothing }
        for (word, rupiah) in try values.decode([String: Double].self, forKey: .units) { words[word.lowercased()] = .unit(rupiah) }
        for period in try values.decode([Period].self, forKey: .periods) {
            let times: Double
            switch (period.months, period.inMonth) {
            case (let months?, nil) where months > 0: times = 1 / months
            case (nil, let count?) where count > 0: times = count
            default:
                throw DecodingError.dataCorruptedError(
                    forKey: .periods, in: values, debugDescription: "a period has either months or in_month, above 0")
            }
            for word in period.words { words[word.lowercased()] = .period(times) }
        }
        self.words = words
    }

    /// Reads a text.
    ///
    /// - Parameter text: what an advertisement says about pay, without white space at its ends. Texts that mean "no value" anywhere (`NoValue`)
    ///   are the caller's to know.
    /// - Returns: the pay in rupiah a month; that none is stated; or that the text is not understood: another currency, an unknown word, more than
    ///   two amounts, ends further apart than `widest`, or less than `least`.
    public func read(_ text: some StringProtocol) -> Reading {
        let plain = normal(text)
        if plain.isEmpty || none.contains(plain) { return .none }
        guard let ends = ends(of: plain) else { return .illegible }
        let (low, high) = (min(ends.0, ends.1), max(ends.0, ends.1))
        guard low >= least, high <= low * widest, high < 9e15 else { return .illegible }
        return .pay(Pay(least: low, most: high))
    }

    /// The text in lower case, with one sort of blank and one sort of dash.
    private func normal(_ text: some StringProtocol) -> String {
        var result = ""
        for character in Mojibake.repaired(text).lowercased() {
            if character.isWhitespace {
                if !result.isEmpty, result.last != " " { result.append(" ") }
            } else if Self.dashes.contains(character) {
                result.append("-")
            } else {
                result.append(character)
            }
        }
        if result.last == " " { result.removeLast() }
        // `Rp 3.500.000,-` ends with a dash that joins nothing.
        result = result.replacing(/[.,]\s?-+(?=\D|$)/, with: "")
        for join in joins {
            // `Up to 7 juta` joins nothing.
            guard let range = result.firstRange(of: join), result[..<range.lowerBound].contains(where: \.isNumber),
                result[..<range.lowerBound].last?.isLetter != true,
                result[range.upperBound...].first?.isLetter != true
            else { continue }
            result.replaceSubrange(range, with: "-")
        }
        return result
    }

    private static let dashes: Set<Character> = ["-", "‐", "‑", "‒", "–", "—", "―", "−", "~", "～"]

    private struct Amount {
        let digits: Substring
        var unit: Double?
    }

    /// Both ends in rupiah a month; the same twice for one amount.
    private func ends(of text: String) -> (Double, Double)? {
        var amounts: [Amount] = []
        var isJoined = false
        var times: Double?
        var rest = text[...]
        while let first = rest.first {
            if first.isNumber {
                // Digits with separators between them, also blanks between groups of three.
                let number = /([0-9]+(?:[.,][0-9]+|\s[0-9]{3}(?![0-9]))*)[.,]?/
                guard amounts.isEmpty || isJoined, amounts.count < 2, let match = rest.prefixMatch(of: number) else { return nil }
                amounts.append(Amount(digits: match.output.1))
                isJoined = false
                rest = rest[match.range.upperBound...]
            } else if first.isLetter {
                let letters = rest.prefix { $0.isLetter }
                rest = rest[letters.endIndex...]
                switch words[String(letters)] {
                case .nothing: break
                case .unit(let rupiah):
                    guard let last = amounts.indices.last, amounts[last].unit == nil, !isJoined else { return nil }
                    amounts[last].unit = rupiah
                case .period(let factor):
                    guard times == nil || times == factor else { return nil }
                    times = factor
                case nil: return nil
                }
            } else {
                rest = rest.dropFirst()
                if first == "-" {
                    guard amounts.count == 1, !isJoined else { return nil }
                    isJoined = true
                } else if !Self.punctuation.contains(first) {
                    return nil
                }
            }
        }
        guard let first = amounts.first, let last = amounts.last, !isJoined else { return nil }
        // `Rp.3 – 4 Juta` says the unit once, for both ends.
        let unit = first.unit ?? (first.digits.count <= 4 ? last.unit : nil)
        guard let low = rupiah(first.digits, unit), let high = rupiah(last.digits, last.unit) else { return nil }
        return (low * (times ?? 1), high * (times ?? 1))
    }

    private static let punctuation: Set<Character> = [" ", ".", ",", "/", ":", ";", "(", ")", "[", "]", "+", "|", "*"]

    private func rupiah(_ digits: Substring, _ unit: Double?) -> Double? {
        guard case .success(let number?) = NumberText.read(digits, style: unit == nil ? .count : .measure) else { return nil }
        return number * (unit ?? 1)
    }
}
