import Domain
import Foundation
import Service

/// Every question and act of the program once, against a real database, by a front end that knows the service and the domain alone.
///
/// It starts the embedded server of `PADAN_HOME`, loads the sample, walks through all use cases, and prints a line each. It ends with 1 at the
/// first answer that is not as it should be. `ServiceTests` runs it and compares the names with the service's public functions.
@main
struct ServiceWalk {
    static func main() async {
        do {
            try await Walk().run()
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(1)
        }
    }
}

/// An answer that is not as it should be.
struct WalkFault: Error, CustomStringConvertible {
    let description: String
}

/// The use cases in an order in which each finds what it needs.
struct Walk {
    private let folder = URL(filePath: FileManager.default.currentDirectoryPath)

    /// Names a use case that has answered, after its answer was looked at.
    private func done(_ name: String, _ isRight: Bool, line: UInt = #line) throws {
        guard isRight else { throw WalkFault(description: "\(name) answered something else than expected (line \(line))") }
        print(name)
    }

    /// Expects an error of the service.
    private func refused(_ expected: ServiceError, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as ServiceError where error == expected {
            return
        }
        throw WalkFault(description: "\(expected) was expected")
    }

    func run() async throws {
        try await server()
        let service = try await Service.open()
        try await data(service)
        let run = try await runs(service)
        try await answers(service, run)
        try await plans(service)
        try await files(service)
        try await people(service)
        try await keeping(service)
        await service.close()
        try done("close", true)
        try done("stopServer", try await Service.stopServer(as: .operator))
    }

    private func server() async throws {
        try done("serverStatus", try await Service.serverStatus(as: .operator).state == .absent)
        try done("startServer", try await Service.startServer(as: .operator).state == .running)
        let instance = folder.appending(path: "instance.json").path
        try Data(
            #"""
            {"name": "small", "candidates": [
              {"blk": 0, "program": 0, "kejuruan": 0, "scheme": 0, "size": 16, "hours": 240, "cost": 60, "max": 12, "assessor_days": 2,
               "place": 0.5, "certify": 0.75, "score": 80, "occupations": [0]}],
             "reach": [[0]], "gap": [[0, 0, 30]], "workshop_hours": [[0, 0, 1600]], "instructor_hours": [[0, 0, 1200]],
             "budget": [[0, 1000]], "network_budget": null, "assessor_days": [[0, 20]],
             "targets": {"participants": 0, "certified": 0}, "epsilon": 0.001, "shortfall_penalty": 10}
            """#.utf8
        ).write(to: URL(filePath: instance))
        let out = folder.appending(path: "answer.json").path
        let answer = try await Service.solve(instance: instance, to: out, PlanRequest(effort: 0.1))
        try done("solve", answer.gap < 0.01 && FileManager.default.fileExists(atPath: out))
        try await refused(.unreadableFile("missing.json")) { _ = try await Service.solve(instance: "missing.json", to: out, PlanRequest()) }
    }

    private func data(_ service: Service) async throws {
        try done("migrate", try await service.migrate(as: .operator).isEmpty)
        try done("url", try service.url(as: .operator).hasPrefix("postgresql://"))
        try await refused(.noDemandRun) { _ = try await service.demand(region: nil, occupation: nil, limit: 5, as: .operator) }
        let missing = ["regions", "openings", "blks", "programs", "demand", "scores"]
        try await refused(.unprepared(.recommend, missing: missing)) { _ = try await service.recommendation(for: "X", as: .operator) }
        try done("loadSample", try await service.loadSample(as: .operator).count > 15)
        let titles = folder.appending(path: "titles.csv").path
        try Data("title,occupation_code\nJuru Las Bawah Air,7212\nTanpa Kode,9999\n".utf8).write(to: URL(filePath: titles))
        try await Service.inspect(titles)
        try done("inspect", true)
        let tables = try await Service.tables(of: titles, root: service.root)
        try done("tables", tables.sheets.count == 1 && tables.sheets[0].header == ["title", "occupation_code"])
        let name = "walk-\(getpid())"
        let saved = try Service.saveShape("title: x\noutputs: {}\n", as: name, force: false)
        try await refused(.shapeThere(saved)) { _ = try Service.saveShape("title: x\noutputs: {}\n", as: name, force: false) }
        try done("saveShape", saved.hasSuffix("\(name).yaml"))
        try FileManager.default.removeItem(atPath: saved)
        var options = ImportOptions()
        options.maxRejects = 0.6
        let summary = try await service.load(titles, as: .titles, options, by: .operator)
        try done("load", summary.read == 2 && summary.new == 1 && summary.rejected == 1)
        let gone = try await service.delete(titles, as: .titles, options, by: .operator)
        try done("delete", gone.deleted == 1 && gone.absent == 1)
        let office = folder.appending(path: "office")
        try FileManager.default.createDirectory(at: office, withIntermediateDirectories: true)
        try await refused(.emptyFolder(office.path)) { _ = try await service.loadFolder(office.path, by: .operator) }
        try FileManager.default.moveItem(atPath: titles, toPath: office.appending(path: "titles.csv").path)
        let loaded = try await service.loadFolder(office.path, options, by: .operator)
        try done("loadFolder", loaded.files.count == 1 && loaded.files[0].imports.count == 1 && !loaded.hasRefusals)
        let coder = try await service.titleCoder(as: .operator)
        try done("titleCoder", coder.code("Juru Las Bawah Air").code == "7212" && coder.code("Xyzzy").code == nil)
        try done("occupations", try await service.occupations(as: .operator)["7212"]?.name == "Pekerja Pengelasan")
        let labels = folder.appending(path: "labels.csv").path
        try Data("title,accepted\nJuru Las Bawah Air,7212\nXyzzy,-\n".utf8).write(to: URL(filePath: labels))
        let evaluation = try await service.test(titles: labels, as: .operator)
        try done("test", evaluation.titles == 2 && evaluation.coded == 1 && evaluation.right == 1)
        let taught = try await service.teach(title: "Xyzzy", code: "7212", as: .operator)
        try done("teach", taught.title == "Xyzzy" && taught.code == "7212")
        do {
            _ = try await service.teach(title: "Xyzzy", code: "7299", as: .operator)
            throw WalkFault(description: "a unit group that is not there was taught")
        } catch ServiceError.unknownName(.occupation, "7299", let nearest) where nearest.count == 5 {
            // The nearest unit groups are told with the refusal.
        }
        try done("refreshLookups", try await service.refreshLookups(as: .operator).titles == 0)
        try done("uncodedTitles", try await service.uncodedTitles(limit: 3, as: .operator).count <= 3)
        let resolver = try await service.placeResolver(as: .operator)
        try done("placeResolver", resolver.resolve("Kab. Karawang").code == "32.15" && resolver.resolve("Atlantis").code == nil)
    }

    private func runs(_ service: Service) async throws -> Int {
        let day = try await service.referenceDay(nil, as: .operator)
        try done("referenceDay", day == Day(year: 2018, month: 1, day: 1))
        let demand = try await service.runDemand(asOf: day, as: .operator)
        try done("runDemand", demand.cells > 0 && demand.openings > 0)
        let scores = try await service.score(asOf: day, as: .operator)
        try done("score", scores.demandRunID == demand.runID && scores.candidates > 0)
        for _ in 1...2 { _ = try await service.score(asOf: day, ScoringRequest(method: .topsis), as: .operator) }
        return scores.runID
    }

    private func answers(_ service: Service, _ run: Int) async throws {
        let demand = try await service.demand(region: "Kabupaten Karawang", occupation: nil, limit: 5, as: .operator)
        try done("demand", demand.region == "32.15" && demand.cells.count == 5 && !demand.parts.isEmpty)
        try done("potential", !(try await service.potential(region: "32.15", as: .operator).sections.isEmpty))
        let report = try await service.recommendation(for: "UPTD-KRW", as: .operator)
        try done("recommendation", report.run.id == run && !report.ranked.isEmpty)
        let first = report.ranked[0].program.code
        let explanation = try await service.explanation(of: first, at: "UPTD-KRW", as: .operator)
        try done("explanation", explanation.candidate.program.code == first && !explanation.cells.isEmpty)
        let runs = try await service.runs(as: .operator)
        try done("runs", runs.count == 4)
        try done("publish", try await service.publish(run, label: "walk", as: .operator).label == "walk")
        try done("run", !(try await service.run(run, as: .operator).inputs.isEmpty))
        let comparison = try await service.comparison(ofRun: run, with: run + 1, as: .operator)
        try done("comparison", comparison.candidates > 0 && comparison.kendall != nil)
        try await refused(.unknownRun(999)) { _ = try await service.run(999, as: .operator) }
    }

    private func plans(_ service: Service) async throws {
        try await refused(.noPlan) { _ = try await service.plan(as: .operator) }
        let answer = try await service.allocate(as: .operator)
        try done("allocate", answer.plan.plan.participants > 0)
        let plan = try await service.plan(blk: "UPTD-KRW", as: .operator)
        try done("plan", plan.blk?.code == "UPTD-KRW" && plan.plan.run.id == answer.plan.plan.run.id)
        let changes = [PlanChange.scaleBudget(1.5)]
        let supposed = try await service.whatIf(changes, saves: true, as: .operator)
        try done("whatIf", supposed.savedRunID != nil && supposed.changedTables.isEmpty && !supposed.isConfigurationChanged)
        let compared = try await service.comparison(ofPlan: answer.plan.plan.run.id, with: supposed.savedRunID ?? 0, as: .operator)
        try done("comparison", compared.after.isQuestion)
    }

    private func files(_ service: Service) async throws {
        let report = try await service.report(for: "UPTD-KRW", as: .operator)
        try done("report", report.plan != nil && !report.catchment.isEmpty && !report.sources.isEmpty)
        let book = try await service.book(network: "BBPLK-BKS", as: .operator)
        try done("book", book.reports.count == 30)
        let reports = try await service.reports(network: "BBPLK-BKS", as: .operator)
        try done("reports", reports.map(\.blk.code) == book.reports.map(\.blk.code) && reports.contains { $0.before != nil })
        let phrases = try service.phrases(.id)
        let paths = try await service.write(
            reports, as: .csv, limit: 10, into: folder.appending(path: "reports").path, phrases)
        try done("write", paths.count == 30 && paths.allSatisfy { FileManager.default.fileExists(atPath: $0) })
        try done("phrases", phrases.sentence(ServiceError.noPlan.code, [:]) != ServiceError.noPlan.code)
        try done("sentence", Service.sentence(of: ServiceError.unknownPlan(7), phrases)?.contains("7") == true)
        for (name, write) in [
            ("report.html", { try await service.write(report, as: .html, limit: 10, to: $0, phrases) }),
            ("book.html", { try await service.write(book, as: .html, to: $0, phrases) }),
        ] as [(String, (String) async throws -> Void)] {
            let path = folder.appending(path: name).path
            try await write(path)
            try done("write", (FileManager.default.contents(atPath: path)?.count ?? 0) > 10_000)
        }
        let views = try await service.views(as: .operator)
        try done("list", try await service.list(.blks, search: "krw", as: .operator).map(\.code) == ["UPTD-KRW"])
        try done("nearest", Service.nearest("recomend", in: ["allocate", "recommend"]).first == "recommend")
        try done("views", views.contains { $0.name == "latest_recommendation" })
        try done("dictionary", try await service.dictionary(as: .operator).markdown(phrases.words).contains("recommendation"))
        let rows = try await service.export(
            view: "latest_allocation", where: ["blk_code=UPTD-KRW"], as: .json, to: folder.appending(path: "rows.json").path, phrases,
            by: .operator)
        try done("export", rows > 0)
        try await refused(.unknownView("nothing", known: views.map(\.name))) {
            _ = try await service.export(view: "nothing", as: .json, to: "-", phrases, by: .operator)
        }
        try done("template", try await service.template(of: .instructors, as: .operator).csv(phrases.words).contains("Kode Instruktur"))
        try done("columns", try Service.columns(of: .titles, root: service.root, phrases).map(\.title) == ["Nama Jabatan", "Kode KBJI"])
    }

    /// People who may only ask: they see what is theirs, and no act is theirs.
    private func people(_ service: Service) async throws {
        let access = try await service.addUser("kepala_krw", role: .blk, blk: "Kabupaten Karawang", validUntil: nil, as: .operator)
        try done("addUser", access.password.count == 24)
        try done("check", try await service.check(as: .operator).isWell)
        try done("users", try await service.users(as: .operator).map(\.blkCode) == ["UPTD-KRW"])
        _ = try await service.addUser("sari", role: .analyst, blk: nil, validUntil: nil, as: .operator)
        let head = Asker.blk(login: "kepala_krw")
        let own = try await service.recommendation(for: "UPTD-KRW", as: head)
        let all = try await service.recommendation(for: "UPTD-KRW", as: .operator)
        guard own.ranked.map(\.program.code) == all.ranked.map(\.program.code) else {
            throw WalkFault(description: "a head reads other ranks than the operator")
        }
        try await refused(.otherBlk("UPTD-BKS")) { _ = try await service.recommendation(for: "UPTD-BKS", as: head) }
        _ = try await service.recommendation(for: "UPTD-BKS", as: .analyst(login: "sari"))
        // A head reads who teaches at the own BLK, and no other BLK's report.
        let mine = try await service.report(for: "UPTD-KRW", as: head)
        let heads = try await service.reports(as: head)
        guard mine.means.teachers.contains(where: { !$0.name.hasPrefix("INS-") }), heads.map(\.blk.code) == ["UPTD-KRW"] else {
            throw WalkFault(description: "a head reads other reports than the own one, or no names")
        }
        let coded = try await service.report(for: "UPTD-KRW", as: .analyst(login: "sari"))
        guard coded.means.teachers.allSatisfy({ $0.name.hasPrefix("INS-") }),
            coded.means.assessors.allSatisfy({ $0.name.hasPrefix("ASR-") })
        else { throw WalkFault(description: "an analyst reads names of people") }
        _ = try await service.plan(blk: "UPTD-KRW", as: head)
        try await refused(.notAReader(login: "sari")) { _ = try await service.plan(as: .blk(login: "sari")) }
        _ = try await service.addUser("tim_bekasi", role: .network, blk: "BBPLK-BKS", validUntil: nil, as: .operator)
        let team = Asker.network(login: "tim_bekasi")
        for blk in ["UPTD-KRW", "BBPLK-BKS"] { _ = try await service.recommendation(for: blk, as: team) }
        _ = try await service.book(network: "BBPLK-BKS", as: team)
        try await refused(.notAReader(login: "kepala_krw")) { _ = try await service.plan(as: .network(login: "kepala_krw")) }
        try await refused(.notAReader(login: "tim_bekasi")) { _ = try await service.plan(as: .analyst(login: "tim_bekasi")) }
        try await refused(.actIsTheOperators) { _ = try await service.allocate(as: team) }
        try await refused(.leadsNoNetwork("UPTD-KRW")) {
            _ = try await service.addUser("lain", role: .network, blk: "UPTD-KRW", validUntil: nil, as: .operator)
        }
        try await refused(.notAReader(login: "nobody")) { _ = try await service.plan(as: .analyst(login: "nobody")) }
        try await refused(.actIsTheOperators) { _ = try await service.allocate(as: head) }
        try await refused(.actIsTheOperators) { _ = try await service.teach(title: "Las", code: "7212", as: .analyst(login: "sari")) }
        try done("rotateUser", try await service.rotateUser("sari", as: .operator).password != access.password)
        for name in ["sari", "kepala_krw", "tim_bekasi"] { try await service.revokeUser(name, as: .operator) }
        try done("revokeUser", try await service.users(as: .operator).isEmpty)
    }

    /// Backup, restore, pruning and emptying.
    private func keeping(_ service: Service) async throws {
        let copy = folder.appending(path: "copy.padan").path
        try await service.backUp(to: copy, as: .operator)
        try done("backUp", FileManager.default.fileExists(atPath: copy))
        try done("removeLeftovers", try Service.removeLeftovers(in: folder.path, as: .operator).isEmpty)
        let doomed = try await service.prune(keep: 1, days: 0, isRehearsal: true, as: .operator)
        try done("prune", doomed == (try await service.prune(keep: 1, days: 0, as: .operator)) && !doomed.runs.isEmpty)
        try await service.restore(from: copy, as: .operator)
        try done("restore", try await service.runs(as: .operator).count == 6)
        try done("psql", try await service.psql(["-c", "SELECT 1", "-o", "/dev/null"], as: .operator) == 0)
        try done("reset", !(try await service.reset(as: .operator).isEmpty))
        let missing = ["regions", "openings", "blks", "programs", "demand", "scores"]
        try await refused(.unprepared(.recommend, missing: missing)) {
            _ = try await service.recommendation(for: "UPTD-KRW", as: .operator)
        }
    }
}
