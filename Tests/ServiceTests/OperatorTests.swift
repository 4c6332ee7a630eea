import Configuration
import Domain
import Foundation
import Postgres
import Service
import TestSupport
import Testing

/// What a log-in of the group of operators does with the service, and what is left to the owner of the database.
@Suite struct OperatorTests {
    @Test func `an operator imports, makes runs and removes them, and makes no log-ins`() async throws {
        let configuration = try await TestServer.shared.database()
        let root = try DataRoot.hasty()
        let owner = try await Service.open(.init(databaseURL: configuration.connectionString, root: root))
        _ = try await owner.migrate(as: .operator)
        let name = "pengimpor_\(getpid())"
        let access = try await owner.addUser(name, role: .operator, blk: nil, validUntil: nil, as: .operator)
        var options = try PostgresConfiguration.options(in: configuration.connectionString)
        (options["user"], options["password"]) = (name, access.password)
        let words = options.map { "\($0)='\($1)'" }.joined(separator: " ")
        let service = try await Service.open(.init(databaseURL: words, root: root))

        try await service.loadSample(as: .operator)
        let day = try await service.referenceDay(nil, as: .operator)
        let demand = try await service.runDemand(asOf: day, as: .operator)
        let scores = try await service.score(asOf: day, demandRun: demand.runID, as: .operator)
        _ = try await service.allocate(as: .operator)
        _ = try await service.score(asOf: day, demandRun: demand.runID, as: .operator)
        _ = try await service.allocate(as: .operator)
        _ = try await service.teach(title: "Juru Las Kapal Besar", code: "7212", as: .operator)
        let made = try await service.runs(as: .operator).map(\.run.id)
        #expect(made.count == 5)
        let pruned = try await service.prune(keep: 1, days: 0, as: .operator).runs
        #expect(pruned.contains(scores.runID))
        #expect(Set(try await service.runs(as: .operator).map(\.run.id)) == Set(made).subtracting(pruned))
        #expect(try await service.users(as: .operator).map(\.name).contains(name))

        await #expect(throws: ServiceError.usersAreTheOwners) {
            _ = try await service.addUser("teman_\(getpid())", role: .operator, blk: nil, validUntil: nil, as: .operator)
        }
        await #expect(throws: ServiceError.usersAreTheOwners) { try await service.revokeUser(name, as: .operator) }
        await #expect(throws: ServiceError.usersAreTheOwners) { _ = try await service.rotateUser(name, as: .operator) }
        await #expect(throws: PostgresError.self) { _ = try await service.migrate(as: .operator) }
        await #expect(throws: PostgresError.self) { _ = try await service.reset(as: .operator) }
        await service.close()
        try await owner.revokeUser(name, as: .operator)
    }
}
