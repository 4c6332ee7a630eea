import Demand
import Domain
import Report

extension DemandCommand.Show {
    private struct PotentialDocument: Encodable {
        struct Industry: Encodable {
            let industryCode: String
            let industryName: String
            let employed: Double
            let growthPerYear: Double?
            let locationQuotient: Double?
            let dynamicLocationQuotient: Double?
            let nationalShift: Double
            let mixShift: Double
            let competitiveShift: Double
            let homotheticCompetitiveShift: Double?
            let allocationShift: Double?
            let klassen: String?
            let relatednessDensity: Double?
            let standing: String
        }

        let source: String
        let runID: Int
        let region: String
        let firstYear: Int
        let lastYear: Int
        let sections: [Industry]
        let divisions: [Industry]
    }

    /// Leading, emerging and related-but-absent industries of a region, in words and numbers.
    func showPotential(_ run: Run, region: String, place: String, _ context: Context, _ session: Session) async throws {
        let store = session.store
        let sections = try await store.potential(run: run.id, region: region, digits: 1)
        let divisions = try await store.potential(run: run.id, region: region, digits: 2)
        guard !sections.isEmpty, let years = try await store.potentialYears(asOf: run.asOf.civil.year) else {
            throw CommandFailure.failure(context.words("potential.no_data", ["place": place]))
        }
        let isIndonesian = context.words.language == .id
        let names = try await store.industryNames().mapValues { isIndonesian ? $0.id : $0.en }
        let isSample = try await store.holdsSample()
        if context.json {
            func industries(_ list: [IndustryPotential]) -> [PotentialDocument.Industry] {
                list.map {
                    PotentialDocument.Industry(
                        industryCode: $0.industryCode, industryName: names[$0.industryCode] ?? "", employed: $0.employed,
                        growthPerYear: $0.growth, locationQuotient: $0.quotient, dynamicLocationQuotient: $0.dynamicQuotient,
                        nationalShift: $0.shiftShare.national, mixShift: $0.shiftShare.mix, competitiveShift: $0.shiftShare.competitive,
                        homotheticCompetitiveShift: $0.shiftShare.homotheticCompetitive, allocationShift: $0.shiftShare.allocation,
                        klassen: $0.typology?.rawValue, relatednessDensity: $0.density, standing: $0.standing.rawValue)
                }
            }
            return print(
                try Console.json(
                    PotentialDocument(
                        source: isSample ? "contoh" : "database", runID: run.id, region: region, firstYear: years.lowerBound,
                        lastYear: years.upperBound, sections: industries(sections), divisions: industries(divisions))))
        }
        let absent = try Stages(context: context, session: session).demandConfiguration().value.potential.absentQuotient
        printStandings(sections, names, place, run, years, absent, context)
        for list in [sections, divisions] where !list.isEmpty {
            print("")
            for line in Self.table(list, names, context) { print(line) }
        }
        print(
            context.style.dim(
                context.words("potential.parts", ["first": String(years.lowerBound), "last": String(years.upperBound)])))
        if isSample { print(context.words("report.source")) }
    }

    private func printStandings(
        _ list: [IndustryPotential], _ names: [String: String], _ place: String, _ run: Run, _ years: ClosedRange<Int>, _ absent: Double,
        _ context: Context
    ) {
        let (words, numbers) = (context.words, context.numbers)
        print(
            context.style.bold(
                words(
                    "potential.title",
                    [
                        "place": place, "run": numbers.integer(run.id), "first": String(years.lowerBound), "last": String(years.upperBound),
                    ])))
        func listed(_ standing: IndustryPotential.Standing, _ key: String, by rank: (IndustryPotential) -> Double?) -> String {
            let items = list.filter { $0.standing == standing }.sorted { (rank($0) ?? 0) > (rank($1) ?? 0) }.prefix(5).map {
                words(
                    key,
                    [
                        "name": names[$0.industryCode] ?? $0.industryCode, "lq": $0.quotient.map { numbers.decimal($0, 2) } ?? "–",
                        "growth": $0.growth.map { numbers.percent($0, 1) } ?? "–",
                        "density": $0.density.map { numbers.decimal($0, 2) } ?? "–",
                    ])
            }
            return items.isEmpty ? words("potential.none") : items.joined(separator: "; ")
        }
        print(words("potential.leading", ["list": listed(.leading, "potential.item.leading") { $0.quotient }]))
        print(words("potential.emerging", ["list": listed(.emerging, "potential.item.emerging") { $0.growth }]))
        print(
            words(
                "potential.related",
                ["absent": numbers.decimal(absent, 1), "list": listed(.relatedAbsent, "potential.item.related") { $0.density }]))
        print(words("potential.shrinking", ["list": listed(.shrinking, "potential.item.leading") { $0.quotient }]))
    }

    private static func table(_ list: [IndustryPotential], _ names: [String: String], _ context: Context) -> [String] {
        let (words, numbers) = (context.words, context.numbers)
        func signed(_ value: Double?) -> String { value.map { ($0 > 0 ? "+" : "") + numbers.decimal($0) } ?? "–" }
        var table = TextTable([
            (words("column.code"), .left), (words("column.industry"), .left), (words("column.employed"), .right),
            (words("column.growth"), .right), (words("column.lq"), .right), (words("column.dlq"), .right),
            (words("column.national"), .right),
            (words("column.mix"), .right), (words("column.competitive"), .right), (words("column.allocation"), .right),
            (words("column.typology"), .left), (words("column.density"), .right), (words("column.standing"), .left),
        ])
        for item in list.sorted(by: { ($1.quotient ?? 0, $0.industryCode) < ($0.quotient ?? 0, $1.industryCode) }) {
            table.add([
                item.industryCode, names[item.industryCode] ?? "", numbers.decimal(item.employed),
                item.growth.map { numbers.percent($0, 1) } ?? "–", item.quotient.map { numbers.decimal($0, 2) } ?? "–",
                item.dynamicQuotient.map { numbers.decimal($0, 2) } ?? "–", signed(item.shiftShare.national), signed(item.shiftShare.mix),
                signed(item.shiftShare.competitive), signed(item.shiftShare.allocation), item.typology?.rawValue ?? "–",
                item.density.map { numbers.decimal($0, 2) } ?? "–", words("potential.standing.\(item.standing.rawValue)"),
            ])
        }
        return table.lines(header: context.style.bold)
    }
}
