import ArgumentParser
import Demand
import Domain
import Report

struct DemandCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "demand",
            abstract: text("Kebutuhan tenaga kerja per wilayah dan jabatan.", "Labour demand per region and occupation."),
            discussion: text(
                """
                Contoh:
                  padan demand run                             menghitung
                  padan demand                                 20 kebutuhan terbesar
                  padan demand --region 32.16                  satu kabupaten, dengan asal angkanya
                  padan demand --region 32.16 --potential      lapangan usaha unggulan, tumbuh, dan terkait
                  padan demand --region 32.16 --occupation 7212
                """,
                """
                Examples:
                  padan demand run                             compute
                  padan demand                                 the 20 largest demands
                  padan demand --region 32.16                  one regency, with where its numbers come from
                  padan demand --region 32.16 --potential      leading, emerging and related industries
                  padan demand --region 32.16 --occupation 7212
                """),
            subcommands: [RunCommand.self, Show.self], defaultSubcommand: Show.self, aliases: ["kebutuhan"])
    }

    struct RunCommand: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "run",
                abstract: text("Menghitung kebutuhan dari data yang ada.", "Compute demand from the data that are there."),
                discussion: text("Contoh: padan demand run --as-of 2018-01-01", "Example: padan demand run --as-of 2018-01-01"),
                aliases: ["hitung"])
        }
        @OptionGroup var common: CommonOptions
        @Option(
            help: ArgumentHelp(
                text(
                    "Hari acuan; biasanya hari pertama tahun target terakhir.",
                    "Day of reference; usually the first of the latest year with targets."),
                valueName: "2018-01-01"))
        var asOf: String?

        private struct Document: Encodable {
            let runID: Int
            let asOf: String
            let cells: Int
            let parts: Int
            let uncodedVacancies: Int
            let unresolvedVacancies: Int
            let warnings: [String]
        }

        func run() async throws {
            let context = try common.context()
            let session = try await Session.open(context)
            let stages = Stages(context: context, session: session)
            let day = try await stages.asOf(asOf)
            let outcome = try await stages.runDemand(asOf: day)
            if context.json {
                print(
                    try Console.json(
                        Document(
                            runID: outcome.runID, asOf: day.description, cells: outcome.result.cells.count,
                            parts: outcome.result.parts.count, uncodedVacancies: outcome.snapshot.uncodedVacancies,
                            unresolvedVacancies: outcome.snapshot.unresolvedVacancies, warnings: outcome.result.warnings)))
            } else {
                DemandCommand.summarise(outcome, day, context)
            }
        }
    }

    /// What a demand run did, in a few lines.
    static func summarise(_ outcome: Stages.DemandOutcome, _ day: Day, _ context: Context) {
        let numbers = context.numbers
        let total = outcome.result.cells.reduce(0) { $0 + $1.openings }
        print(
            context.words(
                "demand.summary",
                [
                    "run": numbers.integer(outcome.runID), "day": numbers.day(day.description),
                    "cells": numbers.integer(outcome.result.cells.count), "openings": numbers.decimal(total),
                ]))
        if outcome.snapshot.uncodedVacancies + outcome.snapshot.unresolvedVacancies > 0 {
            print(
                context.words(
                    "demand.left_out",
                    [
                        "uncoded": numbers.integer(outcome.snapshot.uncodedVacancies),
                        "unresolved": numbers.integer(outcome.snapshot.unresolvedVacancies),
                    ]))
        }
        for warning in outcome.result.warnings { context.note(warning) }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: text("Menampilkan kebutuhan dari penghitungan terakhir.", "Show demand of the latest run."),
                discussion: text(
                    "Contoh: padan demand show --region \"Kabupaten Bekasi\" --limit 10",
                    "Example: padan demand show --region \"Kabupaten Bekasi\" --limit 10"),
                aliases: ["tampil"])
        }
        @OptionGroup var common: CommonOptions
        @Option(help: ArgumentHelp(text("Kode atau nama wilayah.", "Code or name of a region."), valueName: "32.16"))
        var region: String?
        @Option(help: ArgumentHelp(text("Kode KBJI, satu sampai empat digit.", "KBJI code, one to four digits."), valueName: "7212"))
        var occupation: String?
        @Option(help: ArgumentHelp(text("Banyak baris.", "Lines."))) var limit = 20
        @Flag(
            help: ArgumentHelp(
                text(
                    "Potensi lapangan usaha wilayah: LQ, shift-share, Klassen, keterkaitan.",
                    "Industry potential of the region: LQ, shift-share, Klassen, relatedness.")))
        var potential = false

        private struct CellDocument: Encodable {
            let regionCode: String
            let regionName: String
            let occupationCode: String
            let occupationName: String
            let openingsPerYear: Double
            let relativeError: Double?
            let leaversPerYear: Double
            let gapPerYear: Double
            let reachableOpeningsPerYear: Double
            let reachableLeaversPerYear: Double
            let spreadShare: Double
        }

        private struct PartDocument: Encodable {
            let regionCode: String
            let occupationCode: String
            let source: String
            let industryCode: String?
            let openingsPerYear: Double
            let spreadOpeningsPerYear: Double
            let growth: Double?
        }

        private struct SupplyDocument: Encodable {
            let regionCode: String
            let occupationCode: String
            let provider: String
            let field: String
            let leaversPerYear: Double
        }

        private struct Document: Encodable {
            /// `contoh` for the made-up sample network.
            let source: String
            let runID: Int
            let asOf: String
            let region: String?
            let openingsPerYear: Double
            let leaversPerYear: Double
            let cells: [CellDocument]
            let parts: [PartDocument]
            let supply: [SupplyDocument]
        }

        func run() async throws {
            let context = try common.context()
            if let occupation, occupation.wholeMatch(of: /\d{1,4}/) == nil {
                throw CommandFailure.usage(context.words("demand.bad_occupation", ["code": occupation]))
            }
            let session = try await Session.open(context)
            guard let run = try await session.store.latestRun(.demand) else {
                throw CommandFailure.failure(context.words("error.no_demand_run"))
            }
            let store = session.store
            let names = Dictionary(uniqueKeysWithValues: try await store.regions().map { ($0.code, $0.name) })
            let code = try await regionCode(names, context, session)
            if potential {
                guard let code else { throw CommandFailure.usage(context.words("potential.needs_region")) }
                return try await showPotential(run, region: code, place: names[code] ?? code, context, session)
            }
            let occupations = try await store.occupations()
            func occupationName(_ code: String) -> String {
                occupations[code].map { context.words.language == .id ? $0.name : $0.nameEnglish } ?? ""
            }
            let cells = try await store.largestDemand(run: run.id, region: code, occupation: occupation, limit: limit)
            let totals = try await store.demandTotals(run: run.id, region: code)
            var parts: [DemandPart] = []
            var supply: [SupplyPart] = []
            if let code {
                parts = try await store.demandParts(run: run.id, region: code, occupation: occupation)
                supply = try await store.supplyParts(run: run.id, region: code, occupation: occupation)
            }
            if context.json {
                let document = Document(
                    source: try await store.holdsSample() ? "contoh" : "database", runID: run.id, asOf: run.asOf.description, region: code,
                    openingsPerYear: totals.openings,
                    leaversPerYear: totals.leavers,
                    cells: cells.map {
                        CellDocument(
                            regionCode: $0.regionCode, regionName: names[$0.regionCode] ?? "", occupationCode: $0.occupationCode,
                            occupationName: occupationName($0.occupationCode), openingsPerYear: $0.openings,
                            relativeError: $0.relativeError, leaversPerYear: $0.leavers, gapPerYear: $0.gap,
                            reachableOpeningsPerYear: $0.reachableOpenings, reachableLeaversPerYear: $0.reachableLeavers,
                            spreadShare: $0.spreadShare)
                    },
                    parts: parts.map {
                        PartDocument(
                            regionCode: $0.regionCode, occupationCode: $0.occupationCode, source: $0.source,
                            industryCode: $0.industryCode, openingsPerYear: $0.openings, spreadOpeningsPerYear: $0.spreadOpenings,
                            growth: $0.growth)
                    },
                    supply: supply.map {
                        SupplyDocument(
                            regionCode: $0.regionCode, occupationCode: $0.occupationCode, provider: $0.provider, field: $0.field,
                            leaversPerYear: $0.leavers)
                    })
                print(try Console.json(document))
                return
            }
            let numbers = context.numbers
            let place = code.map { names[$0] ?? $0 } ?? context.words("demand.country")
            print(
                context.style.bold(
                    context.words(
                        "demand.title", ["place": place, "run": numbers.integer(run.id), "day": numbers.day(run.asOf.description)])))
            print(
                context.words(
                    "demand.totals",
                    [
                        "openings": numbers.decimal(totals.openings), "leavers": numbers.decimal(totals.leavers),
                        "spread": numbers.percent(totals.openings > 0 ? totals.spread / totals.openings : 0),
                    ]))
            print("")
            var table = TextTable([
                (context.words("column.region"), .left), (context.words("column.code"), .left),
                (context.words("column.occupation"), .left), (context.words("column.openings"), .right),
                (context.words("column.error"), .right), (context.words("column.leavers"), .right),
                (context.words("column.gap"), .right), ("", .left),
            ])
            let largest = cells.first?.openings ?? 1
            for cell in cells {
                table.add([
                    names[cell.regionCode] ?? cell.regionCode, cell.occupationCode, occupationName(cell.occupationCode),
                    numbers.decimal(cell.openings, cell.openings < 10 ? 1 : 0),
                    cell.relativeError.map { "±" + numbers.percent($0) } ?? "–",
                    numbers.decimal(cell.leavers, cell.leavers < 10 ? 1 : 0), numbers.decimal(cell.gap, abs(cell.gap) < 10 ? 1 : 0),
                    bar(cell.openings / largest, width: 12),
                ])
            }
            for line in table.lines(header: context.style.bold) { print(line) }
            if try await store.holdsSample() { print(context.words("report.source")) }
            guard code != nil else { return }
            try await printIndustries(run.id, code ?? "", context, session)
            printParts(parts, supply, cells, occupationName, context)
        }

        private func regionCode(_ names: [String: String], _ context: Context, _ session: Session) async throws -> String? {
            guard let region else { return nil }
            if names[region] != nil { return region }
            let matches = names.filter { $0.value.localizedCaseInsensitiveCompare(region) == .orderedSame }
            if let only = matches.first, matches.count == 1 { return only.key }
            let like = names.filter { $0.value.localizedCaseInsensitiveContains(region) }.sorted { $0.key < $1.key }
            if like.count == 1 { return like[0].key }
            let shown = like.prefix(12).map { "  \($0.key)  \($0.value)" }.joined(separator: "\n")
            throw CommandFailure.failure(context.words("error.unknown_region", ["region": region, "list": shown]))
        }

        private func printIndustries(_ run: Int, _ region: String, _ context: Context, _ session: Session) async throws {
            let industries = try await session.store.demandByIndustry(run: run, region: region)
            let names = try await session.store.industryNames()
            print("\n" + context.style.bold(context.words("demand.industries")))
            var table = TextTable([
                (context.words("column.code"), .left), (context.words("column.industry"), .left),
                (context.words("column.openings"), .right),
            ])
            for item in industries.prefix(10) {
                let name = item.industryCode.flatMap { names[$0] }.map { context.words.language == .id ? $0.id : $0.en }
                table.add([
                    item.industryCode ?? "–", name ?? context.words("demand.no_industry"), context.numbers.decimal(item.openings),
                ])
            }
            for line in table.lines(header: context.style.bold) { print(line) }
        }

        /// Where the numbers of the occupations shown come from.
        private func printParts(
            _ parts: [DemandPart], _ supply: [SupplyPart], _ cells: [DemandCell], _ name: (String) -> String, _ context: Context
        ) {
            let numbers = context.numbers
            print("\n" + context.style.bold(context.words("demand.sources")))
            var seen: Set<String> = []
            let detailed = occupation == nil ? cells.prefix(5) : cells[...]
            for cell in detailed where seen.insert(cell.occupationCode).inserted {
                print("\(cell.occupationCode) \(name(cell.occupationCode))")
                for part in parts where part.occupationCode == cell.occupationCode {
                    var line = "  \(part.source)"
                    if let industry = part.industryCode { line += " \(industry)" }
                    line += ": " + context.words("demand.part", ["openings": numbers.decimal(part.openings, 1)])
                    if let growth = part.growth { line += ", " + context.words("demand.growth", ["growth": numbers.percent(growth, 1)]) }
                    if part.spreadOpenings > 0 {
                        line += ", " + context.words("demand.spread", ["openings": numbers.decimal(part.spreadOpenings, 1)])
                    }
                    print(line)
                }
                for part in supply where part.occupationCode == cell.occupationCode {
                    print(
                        "  "
                            + context.words(
                                "demand.supply_part",
                                ["provider": part.provider, "field": part.field, "leavers": numbers.decimal(part.leavers, 1)]))
                }
            }
        }
    }
}
