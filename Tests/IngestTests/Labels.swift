import Configuration
import Domain
import Foundation
import Ingest

/// Public data that lie beside the project on its makers' machines; never part of it.
enum RealData {
    /// `PADAN_DATA` names the folder where it lies elsewhere.
    static let folder =
        ProcessInfo.processInfo.environment["PADAN_DATA"]
        ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data").standardizedFileURL.path

    /// A database with the register of all regions.
    static func fixture() async throws -> ImportFixture {
        let fixture = try await ImportFixture()
        for (kind, path) in [(ImportKind.occupations, "occupations.csv"), (.industries, "industries.csv")] {
            try await fixture.load(kind, fixture.root.config.appending(path: path).path)
        }
        try await fixture.load(.regions, RealData.folder + "/regions.csv")
        return fixture
    }
}

enum DateTextRange {
    static func read(_ from: String, _ until: String) -> ClosedRange<Day>? {
        guard let from = Day(iso: from), let until = Day(iso: until) else { return nil }
        return from...until
    }
}

/// Texts with every code that a careful coder would accept, labelled by hand; none where the text names nothing.
///
/// `titles_labelled` and `places_labelled` were drawn from the scraped vacancy file with Python's
/// `random.Random(20181130).sample(sorted(distinct), n)`. `titles_vocational` was written down from what the trades call themselves,
/// `titles_advertisements` drawn from West Java's advertisements of 2025 with `random.Random(20181201)`; both were labelled in two passes, by
/// two people who did not see each other's labels nor any answer, and keep the codes of both as accepted. The files `…_development` were
/// drawn and labelled apart from them: settings were chosen on these alone.
enum Labels {
    static func read(_ name: String) throws -> [(text: String, accepted: Set<String>)] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        return try CSVTable(url, expecting: ["text", "accepted"]).rows.map {
            (text: $0[0], accepted: Set($0[1].split(separator: "|").map(String.init).filter { $0 != "-" }))
        }
    }
}
