import Allocation
import Configuration
import Demand
import Domain
import Foundation
import Postgres
import Scoring
import Store

/// What configuration files hold, with the files as they were read.
struct Configured<Value: Sendable>: Sendable {
    /// The files; the first is the stage's main file.
    let files: [ConfigurationFile]
    /// The value that they hold.
    let value: Value
}

extension ConfigurationFile {
    /// The file as a run keeps it.
    var runFile: RunFile { RunFile(name: url.lastPathComponent, digest: digest, text: text) }
}

extension Service {
    /// `config/demand.yaml` as it stands today.
    func demandConfiguration() throws -> Configured<DemandConfiguration> {
        let file = try ConfigurationFile(root.config.appending(path: "demand.yaml"))
        return Configured(files: [file], value: try Self.demandConfiguration(file))
    }

    /// The values of a file of the form of `demand.yaml`.
    ///
    /// - Throws: `ConfigurationError` with the line at fault.
    static func demandConfiguration(_ file: ConfigurationFile) throws -> DemandConfiguration {
        let value = try file.decode(DemandConfiguration.self)
        if let fault = value.firstFault() { throw file.error(fault) }
        return value
    }

    /// The configuration that a demand run was made with. Whatever reads the run takes its distances from here, never from today's file.
    ///
    /// - Throws: `ServiceError.unknownRun`, `ConfigurationError` where the stored text cannot be read any more, and `PostgresError`.
    static func demandConfiguration(ofRun id: Int, _ connection: isolated PostgresConnection) throws -> DemandConfiguration {
        guard let run = try Store.run(id, connection) else { throw ServiceError.unknownRun(id) }
        return try demandConfiguration(ConfigurationFile(name: "demand.yaml", text: run.configText))
    }

    /// `config/scoring.yaml` as it stands today, with the weights of one profile.
    func scoringConfiguration(profile: String) throws -> Configured<ScoringConfiguration> {
        let file = try ConfigurationFile(root.config.appending(path: "scoring.yaml"))
        return Configured(files: [file], value: try Self.scoringConfiguration(file, profile: profile))
    }

    /// The configuration that a scoring run was made with.
    static func scoringConfiguration(of run: Run) throws -> ScoringConfiguration {
        try scoringConfiguration(
            ConfigurationFile(name: "scoring.yaml", text: run.configText), profile: run.profile ?? ScoringConfiguration.standardProfile)
    }

    /// The values of a file of the form of `scoring.yaml`.
    ///
    /// - Throws: `ConfigurationError` with the line at fault.
    static func scoringConfiguration(_ file: ConfigurationFile, profile: String) throws -> ScoringConfiguration {
        do {
            return try ScoringConfiguration(try file.decode(ScoringConfiguration.File.self), profile: profile)
        } catch let fault as SettingFault {
            throw file.error(fault)
        }
    }

    /// `config/allocation.yaml` as it stands today.
    func allocationConfiguration() throws -> Configured<AllocationConfiguration> {
        let file = try ConfigurationFile(root.config.appending(path: "allocation.yaml"))
        return Configured(files: [file], value: try Self.allocationConfiguration(file))
    }

    /// The values of a file of the form of `allocation.yaml`.
    ///
    /// - Throws: `ConfigurationError` with the line at fault.
    static func allocationConfiguration(_ file: ConfigurationFile) throws -> AllocationConfiguration {
        let value = try file.decode(AllocationConfiguration.self)
        if let fault = value.firstFault() { throw file.error(fault) }
        return value
    }

    /// Reads shares by occupation from `staffing.csv` or `fields.csv`.
    ///
    /// - Parameters:
    ///   - name: The file in `config/`.
    ///   - key: The column that groups the shares.
    ///   - mustSumToOne: Whether the shares of a group must sum to 1; otherwise they may sum to less.
    /// - Returns: The file, and the shares by the value of the key.
    /// - Throws: `ConfigurationError` with the line at fault where the file cannot be read, a share or a code is wrong, or the shares of a
    ///   group have another sum.
    func occupationShares(
        _ name: String, key: String, mustSumToOne: Bool
    ) throws -> (file: ConfigurationFile, shares: [String: [OccupationShare]]) {
        let file = try ConfigurationFile(root.config.appending(path: name))
        return (file, try Self.occupationShares(file, key: key, mustSumToOne: mustSumToOne))
    }

    /// The shares of a file of the form of `staffing.csv` or `fields.csv`, by the value of the key.
    ///
    /// - Throws: `ConfigurationError` as the other function does.
    static func occupationShares(_ file: ConfigurationFile, key: String, mustSumToOne: Bool) throws -> [String: [OccupationShare]] {
        let name = file.url.lastPathComponent
        let table = try CSVTable(name: name, text: file.text, expecting: [key, "occupation_code", "share"])
        var shares: [String: [OccupationShare]] = [:]
        var lines: [String: Int] = [:]
        var seen: [[String]: Int] = [:]
        for (row, line) in zip(table.rows, table.lines) {
            guard let share = Double(row[2]), share > 0, share <= 1, row[1].wholeMatch(of: /[0-9]{4}/) != nil else {
                throw ConfigurationError(file: name, line: line, fault: .badShare)
            }
            if let first = seen.updateValue(line, forKey: [row[0], row[1]]) {
                throw ConfigurationError(file: name, line: line, fault: .repeatedRow(first: first))
            }
            shares[row[0], default: []].append(OccupationShare(occupationCode: row[1], share: share))
            lines[row[0]] = lines[row[0]] ?? line
        }
        for (group, list) in shares.sorted(by: { $0.key < $1.key }) {
            let sum = list.reduce(0) { $0 + $1.share }
            if mustSumToOne ? abs(sum - 1) > 1e-6 : sum > 1 + 1e-6 {
                throw ConfigurationError(
                    file: name, line: lines[group], fault: .sumOfShares(group: group, sum: sum, mayBeLess: !mustSumToOne))
            }
        }
        return shares
    }
}
