import Domain

/// Reads days as people in Indonesia write them: `2018-11-23`, `23/11/2018`, `23 November 2018`, `23 Nov 18`.
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

    /// Reads a day.
    ///
    /// - Parameter text: what a person wrote.
    /// - Returns: `.success(nil)` for an empty text, `.failure` when the text is no day.
    public static func read(_ text: Substring) -> Result<Day?, NotADay> {
        let lowered = text.lowercased()
        if lowered.isEmpty { return .success(nil) }
        let datePart = lowered.split(whereSeparator: { $0 == "t" && lowered.contains(":") }).first ?? ""
        let head = lowered.contains(":") ? Substring(datePart.split(separator: " ").first ?? "") : Substring(lowered)
        let parts = head.split(whereSeparator: { $0 == "-" || $0 == "/" || $0 == "." || $0 == " " || $0 == "," })
        guard parts.count == 3 else { return .failure(NotADay()) }
        let day: Day?
        if parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]), let date = Int(parts[2]) {
            day = Day(year: year, month: month, day: date)
        } else if let date = Int(parts[0]), let month = Int(parts[1]) ?? months[String(parts[1])], let year = Int(parts[2]) {
            day = Day(year: parts[2].count == 2 ? 2000 + year : year, month: month, day: date)
        } else {
            day = nil
        }
        return day.map { .success($0) } ?? .failure(NotADay())
    }
}
