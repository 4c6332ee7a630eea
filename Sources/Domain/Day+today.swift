import Foundation

extension Day {
    /// How far the clocks of western Indonesia (WIB, the time of Jakarta) are ahead of UTC, in seconds.
    ///
    /// Indonesia has no summer time, so that one number holds all year. Offices in the zones of Makassar (WITA) and Jayapura (WIT), one and
    /// two hours ahead of Jakarta, name their own.
    public static let secondsOfWesternIndonesia = 7 * 3600

    /// The calendar day of a moment, as the clocks of a place show it.
    ///
    /// - Parameters:
    ///   - moment: The moment.
    ///   - secondsFromUTC: How far the place's clocks are ahead of UTC, in seconds; by default those of Jakarta.
    public init(_ moment: Date, secondsFromUTC: Int = Day.secondsOfWesternIndonesia) {
        // The floor, so that moments before 1970 belong to the day that they lie in.
        self.init(daysSince1970: Int32(((moment.timeIntervalSince1970 + Double(secondsFromUTC)) / 86_400).rounded(.down)))
    }

    /// Today in Jakarta: at 01:00 there it is the new day already, although UTC still has the day before.
    public static var today: Day { Day(Date()) }
}
