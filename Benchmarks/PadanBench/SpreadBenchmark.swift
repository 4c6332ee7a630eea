import ArgumentParser
import Configuration
import Demand
import Domain
import Foundation

/// The benchmark `spread`: how far employment of regencies that is spread from figures of their provinces is from what they state
/// themselves.
///
/// The demand stage gets the sums of provinces alone; what it then has for regencies is compared with their own figures.
struct SpreadBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spread", abstract: "Employment spread from provinces over regencies, against what these state themselves.")

    @Argument(help: "A CSV file of Benchmarks/Peers/national_statistics.py.") var file: String

    /// Persons, by region and section or group of sections.
    private struct Key: Hashable {
        let region: String
        let section: String
    }

    /// Regencies of one year.
    private struct World {
        var inputs = DemandInputs()
        var stated: [Key: Double] = [:]
    }

    func run() async throws {
        let configured = try ConfigurationFile(DataRoot.find().config.appending(path: "demand.yaml")).decode(DemandConfiguration.self)
        let world = try world()
        print("\(world.inputs.labourForce.count) regencies, \(world.stated.count) figures")
        let variants: [(String, (inout DemandInputs, inout DemandConfiguration) -> Void)] = [
            ("labour force and PDRB, fitted to both margins", { _, _ in }),
            ("labour force and PDRB", { inputs, _ in inputs.employed = [:] }),
            ("labour force alone", { inputs, _ in (inputs.employed, inputs.products) = ([:], []) }),
            (
                "PDRB alone",
                { inputs, configuration in
                    inputs.employed = [:]
                    configuration.spread?.labourForceExponent = 0
                    configuration.spread?.grdpExponent = 1
                }
            ), ("equal parts", { inputs, _ in (inputs.employed, inputs.products, inputs.labourForce) = ([:], [], [:]) }),
        ]
        for (name, change) in variants {
            var (inputs, configuration) = (world.inputs, configured)
            change(&inputs, &configuration)
            let clock = ContinuousClock()
            var found: [Key: Double] = [:]
            let time = clock.measure { found = spread(inputs, configuration) }
            let missed = world.stated.sorted { ($0.key.region, $0.key.section) < ($1.key.region, $1.key.section) }.reduce(0) {
                $0 + abs((found[$1.key] ?? 0) - $1.value)
            }
            let all = world.stated.values.reduce(0, +)
            print(
                "\(name): \(String(format: "%.4f", missed / all)) of the persons are missed, "
                    + "error \(String(format: "%.2f", missed / all * (Double.pi / 2).squareRoot())); \(time.seconds.short) s")
        }
    }

    /// Employment of regencies as the demand stage has it; sections that the file states as a group are one.
    private func spread(_ inputs: DemandInputs, _ configuration: DemandConfiguration) -> [Key: Double] {
        let groups = Dictionary(
            Set(inputs.employment.map(\.industryCode)).flatMap { code in IndustryGroup.sections(of: code).map { ($0, code) } },
            uniquingKeysWith: { first, _ in first })
        var found: [Key: Double] = [:]
        for item in DemandModel(configuration: configuration, inputs: inputs).run().potential where item.regionCode.count == 5 {
            found[Key(region: item.regionCode, section: groups[item.industryCode] ?? item.industryCode), default: 0] += item.employed
        }
        return found
    }

    /// The file as inputs in which provinces alone state their employment, and what regencies state.
    private func world() throws -> World {
        let table = try CSVTable(URL(filePath: file), expecting: ["region", "section", "employed", "unemployed", "grdp"])
        var world = World()
        var provinces: [Key: Double] = [:]
        for row in table.rows {
            let region = "\(row[0].prefix(2)).\(row[0].suffix(2))"
            let persons = Double(row[2]) ?? 0
            if row[1] == "-" {
                world.inputs.employed[region] = persons
                world.inputs.labourForce[region] = persons + (Double(row[3]) ?? 0)
                world.inputs.regions.append(Region(code: region, name: region, kind: .kabupaten, position: nil, population: nil))
            } else {
                world.stated[Key(region: region, section: row[1])] = persons
                provinces[Key(region: String(region.prefix(2)), section: row[1]), default: 0] += persons
                world.inputs.products.append(SectorProduct(regionCode: region, industryCode: row[1], billionRupiah: Double(row[4]) ?? 0))
            }
        }
        for code in Set(provinces.keys.map(\.region)).sorted() {
            world.inputs.regions.append(Region(code: code, name: code, kind: .provinsi, position: nil, population: nil))
        }
        world.inputs.employment = provinces.sorted { ($0.key.region, $0.key.section) < ($1.key.region, $1.key.section) }.map {
            EmploymentCount(regionCode: $0.key.region, industryCode: $0.key.section, year: 2019, persons: $0.value)
        }
        return world
    }
}
