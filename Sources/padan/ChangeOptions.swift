import Allocation
import ArgumentParser
import Foundation

/// Decisions and suppositions of a plan: the same words for `allocate` and `whatif`, and as a stored plan keeps them.
struct ChangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp(text("Paket pasti: BLK:PROGRAM=3.", "Exactly so many packages: BLK:PROGRAM=3."), valueName: "blk:program=n"))
    var fix: [String] = []
    @Option(help: ArgumentHelp(text("Tidak boleh: BLK:PROGRAM.", "Never: BLK:PROGRAM."), valueName: "blk:program"))
    var forbid: [String] = []
    @Option(help: ArgumentHelp(text("Peserta paling sedikit di tiap BLK.", "Participants at least at every BLK."), valueName: "n"))
    var minPerBlk: String?
    @Option(
        help: ArgumentHelp(
            text("Bagian terbesar satu program di satu BLK, misalnya 40%.", "Largest share of one programme at one BLK, say 40%."),
            valueName: "share"))
    var maxShare: String?
    @Option(help: ArgumentHelp(text("Asesor tambahan: SKEMA=2.", "More assessors: SCHEME=2."), valueName: "skema=n"))
    var addAssessor: [String] = []
    @Option(
        help: ArgumentHelp(
            text("Instruktur BLK menguasai unit: BLK:UNIT.", "An instructor of the BLK gains a unit: BLK:UNIT."), valueName: "blk:unit"))
    var addInstructor: [String] = []
    @Option(
        help: ArgumentHelp(
            text("JP bengkel tambahan: BLK:KEJURUAN=400.", "More workshop JP: BLK:KEJURUAN=400."), valueName: "blk:kejuruan=jp"))
    var addWorkshopHours: [String] = []
    @Option(
        help: ArgumentHelp(
            text("JP instruktur tambahan: BLK:KEJURUAN=400.", "More instructor JP: BLK:KEJURUAN=400."), valueName: "blk:kejuruan=jp"))
    var addInstructorHours: [String] = []
    @Option(
        name: .customLong("budget"), parsing: .unconditional,
        help: ArgumentHelp(text("Anggaran naik atau turun: +10%, -5%.", "Budgets up or down: +10%, -5%."), valueName: "+10%"))
    var budget: String?
    @Option(help: ArgumentHelp(text("BLK tutup.", "The BLK closes."), valueName: "blk"))
    var close: [String] = []
    @Option(
        help: ArgumentHelp(
            text(
                "Target lain: participants=18000, certified=12000; untuk BLK, kejuruan, atau kejuruan di BLK: BLK:participants=500, KEJURUAN:…, BLK:KEJURUAN:….",
                "Another target: participants=18000, certified=12000; of a BLK, a kejuruan, or a kejuruan at a BLK: BLK:participants=500, KEJURUAN:…, BLK:KEJURUAN:…."
            ),
            valueName: "ukuran=n"))
    var target: [String] = []

    /// As options, in a fixed order.
    var texts: [String] {
        fix.map { "--fix \($0)" } + forbid.map { "--forbid \($0)" } + (minPerBlk.map { ["--min-per-blk \($0)"] } ?? [])
            + (maxShare.map { ["--max-share \($0)"] } ?? []) + addAssessor.map { "--add-assessor \($0)" }
            + addInstructor.map { "--add-instructor \($0)" } + addWorkshopHours.map { "--add-workshop-hours \($0)" }
            + addInstructorHours.map { "--add-instructor-hours \($0)" } + (budget.map { ["--budget \($0)"] } ?? [])
            + close.map { "--close \($0)" } + target.map { "--target \($0)" }
    }

    func validate() throws {
        for change in texts { _ = try Self.change(change) }
    }

    /// Reads one option as `texts` writes it.
    static func change(_ option: String) throws -> PlanChange {
        let words = option.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { throw ValidationError(option) }
        let (name, value) = (words[0], words[1])
        func wrong(_ form: String) -> ValidationError {
            ValidationError(text("\(name) \(value): bentuknya \(form)", "\(name) \(value): the form is \(form)"))
        }
        func pair(_ value: String) -> (String, String)? {
            guard let colon = value.firstIndex(of: ":") else { return nil }
            let (left, right) = (String(value[..<colon]), String(value[value.index(after: colon)...]))
            return left.isEmpty || right.isEmpty ? nil : (left, right)
        }
        func number(_ value: String, _ form: String) throws -> (String, Double) {
            guard let equals = value.lastIndex(of: "="), let amount = Double(value[value.index(after: equals)...]), amount.isFinite,
                abs(amount) < 1e9, equals > value.startIndex
            else { throw wrong(form) }
            return (String(value[..<equals]), amount)
        }
        func whole(_ amount: Double, _ form: String) throws -> Int {
            guard let count = Int(exactly: amount), (0...1000).contains(count) else { throw wrong(form) }
            return count
        }
        func share(_ value: String, _ form: String) throws -> Double {
            let isPercent = value.hasSuffix("%")
            guard let amount = Double(isPercent ? String(value.dropLast()) : value), amount.isFinite else { throw wrong(form) }
            return isPercent ? amount / 100 : amount
        }
        switch name {
        case "--fix":
            let (key, amount) = try number(value, "BLK:PROGRAM=3")
            guard let (blk, program) = pair(key) else { throw wrong("BLK:PROGRAM=3") }
            return .fix(blk: blk, program: program, packages: try whole(amount, "BLK:PROGRAM=3"))
        case "--forbid":
            guard let (blk, program) = pair(value) else { throw wrong("BLK:PROGRAM") }
            return .forbid(blk: blk, program: program)
        case "--min-per-blk":
            guard let amount = Double(value), amount >= 0, amount < 1e6 else { throw wrong("48") }
            return .minimumPerBlk(amount)
        case "--max-share":
            let amount = try share(value, "40%")
            guard amount > 0, amount <= 1 else { throw wrong("40%") }
            return .largestShare(amount)
        case "--add-assessor":
            let (scheme, amount) = try number(value, "SKEMA=2")
            return .addAssessors(scheme: scheme, count: try whole(amount, "SKEMA=2"))
        case "--add-instructor":
            guard let (blk, unit) = pair(value) else { throw wrong("BLK:UNIT") }
            return .addCompetence(blk: blk, unit: unit)
        case "--add-workshop-hours", "--add-instructor-hours":
            let (key, amount) = try number(value, "BLK:KEJURUAN=400")
            guard let (blk, kejuruan) = pair(key) else { throw wrong("BLK:KEJURUAN=400") }
            return name == "--add-workshop-hours"
                ? .addWorkshopHours(blk: blk, kejuruan: kejuruan, hours: amount)
                : .addInstructorHours(blk: blk, kejuruan: kejuruan, hours: amount)
        case "--budget":
            let amount = try share(value, "+10%")
            guard value.hasSuffix("%"), amount > -1, amount < 100 else { throw wrong("+10%") }
            return .scaleBudget(1 + amount)
        case "--close": return .close(blk: value)
        case "--target":
            let (key, amount) = try number(value, "participants=18000")
            let parts = key.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard amount >= 0, (1...3).contains(parts.count), !parts.contains("") else { throw wrong("participants=18000") }
            let scope = Array(parts.dropLast())
            switch parts[parts.count - 1].lowercased() {
            case "participants", "peserta": return .target(.participants, amount, scope: scope)
            case "certified", "tersertifikasi": return .target(.certified, amount, scope: scope)
            default: throw wrong("participants=18000")
            }
        default: throw ValidationError(option)
        }
    }
}
