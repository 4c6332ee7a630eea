import Configuration
import Foundation
import Postgres
import Service
import TestSupport

/// The sample network under a configuration of hasty plans, with a demand run, a scoring run and a plan, made once for the whole test run; each test gets a copy.
actor SampleDatabase {
    static let shared = SampleDatabase()

    private var making: Task<(configuration: PostgresConfiguration, root: DataRoot), any Error>?

    /// A service on a copy of its own, and the connection string of that copy.
    func copy() async throws -> (service: Service, configuration: PostgresConfiguration) {
        let task =
            making
            ?? Task {
                let (configuration, root) = (try await TestServer.shared.database(), try DataRoot.hasty())
                let service = try await Service.open(.init(databaseURL: configuration.connectionString, root: root))
                try await service.loadSample(as: .operator)
                let day = try await service.referenceDay(nil, as: .operator)
                let demand = try await service.runDemand(asOf: day, as: .operator)
                _ = try await service.score(asOf: day, demandRun: demand.runID, as: .operator)
                _ = try await service.allocate(as: .operator)
                await service.close()
                return (configuration, root)
            }
        making = task
        let (original, root) = try await task.value
        let configuration = try await TestServer.shared.copy(of: original)
        return (try await Service.open(.init(databaseURL: configuration.connectionString, root: root)), configuration)
    }
}
