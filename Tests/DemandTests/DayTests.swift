import Domain
import Foundation
import Testing

@Suite struct DayTests {
    private func moment(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @Test func `at 01:00 in Jakarta it is the new day, although UTC still has the day before`() throws {
        #expect(Day(try moment("2018-11-22T18:00:00Z")).description == "2018-11-23")
        #expect(Day(try moment("2018-11-22T16:59:59Z")).description == "2018-11-22")
        #expect(Day(try moment("2018-11-22T17:00:00Z")).description == "2018-11-23")
        #expect(Day(try moment("2018-11-22T23:59:59Z")).description == "2018-11-23")
    }

    @Test func `Makassar and Jayapura have their own midnight, and days before 1970 are whole`() throws {
        let evening = try moment("2018-12-31T15:30:00Z")
        #expect(Day(evening, secondsFromUTC: 9 * 3600).description == "2019-01-01")
        #expect(Day(evening, secondsFromUTC: 8 * 3600).description == "2018-12-31")
        #expect(Day(evening, secondsFromUTC: 0).description == "2018-12-31")
        #expect(Day(try moment("1969-12-31T12:00:00Z"), secondsFromUTC: 0).daysSince1970 == -1)
    }
}
