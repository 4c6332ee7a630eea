import Foundation
import Postgres
import Service
import TestSupport

/// The sample network with a demand run, a scoring run and a plan, made once for the whole test run; each test gets a copy.
actor SampleDatabase {
    static let shared = SampleDatabase()

    private var making: Task<PostgresConfiguration, any Error>?

    /// A service on a copy of its own, and the connection string of that copy.
    func copy() async throws -> (service: Service, configuration: PostgresConfiguration) {
        let task =
            making
            ?? Task {
                let configuration = try await TestServer.shared.database()
                let service = try await Service.open(.init(databaseURL: configuration.connectionString))
                try await service.loadSample(as: .operator)
                let day = try await service.referenceDay(nil, as: .operator)
                let demand = try await service.runDemand(asOf: day, as: .operator)
                _ = try await service.score(asOf: day, demandRun: demand.runID, as: .operator)
                _ = try await service.allocate(PlanRequest(effort: 0.2), as: .operator)
                await service.close()
                return configuration
            }
        making = task
        let configuration = try await TestServer.shared.copy(of: try await task.value)
        return (try await Service.open(.init(databaseURL: configuration.connectionString)), configuration)
    }
}
