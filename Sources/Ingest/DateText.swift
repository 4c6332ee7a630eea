import Domain

/// Reads days as people in Indonesia write them: `2018-11-23`, `23/11/2018`, `23 November 2018`, `23 Nov 18`, `Senin, 31 Desember 2026`.
public enum DateText {
    /// The text is no day.
    public struct NotADay: Error, Equatable {
        /// Makes the error.
        public init() {}
    }

    private static let months: [String: Int] = {
        var months: [String: Int] = [:]
        let names = [
            ["januari", "january", "jan"], ["februari", "february", "feb", "peb"], ["maret", "march", "mar"],
            ["april", "apr"], ["mei", "may"], ["juni", "june", "jun"], ["juli", "july", "jul"],
            ["agustus", "august", "agt", "agu", "aug", "ags"], ["september", "sept", "sep"], ["oktober", "october", "okt", "oct"],
            ["november", "nopember", "nov", "nop"], ["desember", "december", "des", "dec"],
        ]
        for (index, list) in names.enumerated() { for name in list { months[name] = index + 1 } }
        return months
    }()

    private static let weekdays: Set = [
        "senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad", "monday", "tuesday", "wednesday", "thursday",
        "friday", "saturday", "sunday",
    ]

    /// The day that a spreadsheet program's number of a day means: `46387` is 31 December 2026.
    ///
    /// - Parameters:
    ///   - text: five digits, perhaps with decimals for the time of the day.
    ///   - countsFrom1904: whether the workbook counts from 1904, as some made on a Macintosh do, instead of 1900.
    /// - Returns: `nil` for other texts, and where the day is not within 1950 to 2100: such a number is no day.
    /// - Source: ECMA-376, part 1, 18.17.4.1 (serial values of dates).
    private static func serial(_ text: Substring, countsFrom1904: Bool) -> Day? {
        guard let match = text.wholeMatch(of: /([0-9]{5})(?:\.[0-9]+)?/), let number = Int32(match.output.1) else { return nil }
        let day = Day(daysSince1970: number - (countsFrom1904 ? 24_107 : 25_569))
        return (1950...2100).contains(day.civil.year) ? day : nil
    }

    /// Reads a day.
    ///
    /// - Parameter text: what a person wrote.
    /// - Returns: `.success(nil)` for an empty text, `.failure` when the text is no day.
    public static func read(_ text: Substring) -> Result<Day?, NotADay> {
        let lowered = String(text.lowercased().map { $0.isWhitespace ? " " : $0 })
        if lowered.isEmpty { return .success(nil) }
        let datePart = lowered.split(whereSeparator: { $0 == "t" && lowered.contains(":") }).first ?? ""
        let head = lowered.contains(":") ? Substring(datePart.split(separator: " ").first ?? "") : Substring(lowered)
        var parts = head.split(whereSeparator: { $0 == "-" || $0 == "/" || $0 == "." || $0 == " " || $0 == "," })
        if parts.count == 4, let first = parts.first, weekdays.contains(String(first)) { parts.removeFirst() }
        guard parts.count == 3 else { return .failure(NotADay()) }
        let day: Day?
        if parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]), let date = Int(parts[2]) {
            day = Day(year: year, month: month, day: date)
        } else if let date = Int(parts[0]), let month = Int(parts[1]) ?? months[String(parts[1])], let year = Int(parts[2]) {
            day = Day(year: parts[2].count == 2 ? 2000 + year : year, month: month, day: date)
        } else if let month = months[String(parts[0])], let date = Int(parts[1]), parts[2].count == 4, let year = Int(parts[2]) {
            day = Day(year: year, month: month, day: date)
        } else {
            day = nil
        }
        return day.map { .success($0) } ?? .failure(NotADay())
    }

    /// Reads a day in a cell of a table, which may be the number that a spreadsheet program keeps for it.
    static func read(cell text: Substring, countsFrom1904: Bool) -> Result<Day?, NotADay> {
        serial(text, countsFrom1904: countsFrom1904).map { .success($0) } ?? read(text)
    }
}
