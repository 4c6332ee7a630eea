import ArgumentParser
import Service

/// Decisions and suppositions of a plan, in the same words for `allocate` and `whatif`. A stored plan keeps the typed values.
struct ChangeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            text("Tetapkan jumlah paket: BLK:PROGRAM=3.", "Exactly so many packages: BLK:PROGRAM=3."), valueName: "blk:program=n"))
    var fix: [String] = []
    @Option(help: ArgumentHelp(text("Jangan jalankan program ini: BLK:PROGRAM.", "Never: BLK:PROGRAM."), valueName: "blk:program"))
    var forbid: [String] = []
    @Option(help: ArgumentHelp(text("Paling sedikit peserta di setiap BLK.", "Participants at least at every BLK."), valueName: "n"))
    var minPerBlk: String?
    @Option(
        help: ArgumentHelp(
            text("Bagian terbesar satu program di satu BLK, misalnya 40%.", "Largest share of one programme at one BLK, say 40%."),
            valueName: "share"))
    var maxShare: String?
    @Flag(
        help: ArgumentHelp(
            text(
                "Boleh merencanakan paket yang alumninya tidak mendapat lowongan, demi target.",
                "Packages whose graduates find no openings may be planned, for the targets.")))
    var allowSurplus = false
    @Option(
        help: ArgumentHelp(
            text("Skor paling rendah; jam boleh tersisa.", "Lowest score of a planned programme; hours may stay idle."),
            valueName: text("skor", "score")))
    var minScore: String?
    @Option(
        help: ArgumentHelp(
            text("Peringkat paling jauh di tiap BLK; jam boleh tersisa.", "Last rank of each BLK that is planned; hours may stay idle."),
            valueName: text("peringkat", "rank")))
    var maxRank: String?
    @Option(help: ArgumentHelp(text("Asesor tambahan: SKEMA=2.", "More assessors: SCHEME=2."), valueName: text("skema=n", "scheme=n")))
    var addAssessor: [String] = []
    @Option(
        help: ArgumentHelp(
            text("Seorang instruktur BLK dilatih untuk unit kompetensi: BLK:UNIT.", "An instructor of the BLK gains a unit: BLK:UNIT."),
            valueName: "blk:unit"))
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
    @Option(help: ArgumentHelp(text("BLK ini ditutup.", "The BLK closes."), valueName: "blk"))
    var close: [String] = []
    @Option(
        help: ArgumentHelp(
            text(
                "Ubah target: participants=18000, certified=12000; untuk BLK, kejuruan, atau kejuruan di BLK: BLK:participants=500, KEJURUAN:…, BLK:KEJURUAN:….",
                "Another target: participants=18000, certified=12000; of a BLK, a kejuruan, or a kejuruan at a BLK: BLK:participants=500, KEJURUAN:…, BLK:KEJURUAN:…."
            ),
            valueName: text("ukuran=n", "measure=n")))
    var target: [String] = []

    /// The values that the options name, in a fixed order.
    ///
    /// - Throws: `ValidationError` for a text of another form than its option takes.
    func values() throws -> [PlanChange] {
        var changes = try fix.map(Self.fix) + forbid.map(Self.forbid)
        if let minPerBlk { changes.append(try Self.minimumPerBlk(minPerBlk)) }
        if let maxShare { changes.append(try Self.largestShare(maxShare)) }
        if allowSurplus { changes.append(.allowSurplus) }
        if let minScore { changes.append(try Self.inRange(Self.number(minScore).map { .minimumScore($0) }, "--min-score", minScore, "50")) }
        if let maxRank { changes.append(try Self.inRange(Int(maxRank).map { .largestRank($0) }, "--max-rank", maxRank, "20")) }
        changes += try addAssessor.map(Self.addAssessors)
        changes += try addInstructor.map(Self.addCompetence)
        changes += try addWorkshopHours.map(Self.addWorkshopHours)
        changes += try addInstructorHours.map(Self.addInstructorHours)
        if let budget { changes.append(try Self.scaleBudget(budget)) }
        changes += try close.map { try Self.inRange(.close(blk: $0), "--close", $0, "BLK") }
        changes += try target.map(Self.target)
        return changes
    }

    func validate() throws { _ = try values() }
}

// Each function reads the text of one option. A text of another form is a usage error that names the form.
extension ChangeOptions {
    private static func wrong(_ option: String, _ value: String, _ form: String) -> ValidationError {
        ValidationError(text("\(option) \(value): bentuknya \(form)", "\(option) \(value): the form is \(form)"))
    }

    private static func inRange(_ change: PlanChange?, _ option: String, _ value: String, _ form: String) throws -> PlanChange {
        guard let change else { throw wrong(option, value, form) }
        guard change.isInRange else {
            throw ValidationError(
                text(
                    "\(option) \(value): di luar batas; \(limits(of: change))",
                    "\(option) \(value): out of range; \(limits(of: change))"))
        }
        return change
    }

    /// What the numbers of a change may be, as `PlanChange.isInRange` has it.
    private static func limits(of change: PlanChange) -> String {
        switch change {
        case .fix, .addAssessors: text("jumlahnya 0 sampai 1000", "the count is 0 to 1000")
        case .target: text("jumlah orang 0 sampai kurang dari 1 miliar", "persons are 0 to less than a milliard")
        case .minimumPerBlk: text("banyak peserta 0 sampai kurang dari 1 juta", "participants are 0 to less than a million")
        case .largestShare: text("bagiannya di atas 0 sampai 100%", "the share is above 0 and at most 100%")
        case .addWorkshopHours, .addInstructorHours: text("JP di bawah 1 miliar", "hours are below a milliard")
        case .scaleBudget: text("perubahannya di atas -100% sampai +10000%", "the change is above -100% and at most +10000%")
        case .minimumScore: text("skornya 0 sampai 100", "the score is 0 to 100")
        case .largestRank: text("peringkatnya 1 sampai 1000", "the rank is 1 to 1000")
        case .forbid, .close, .addCompetence, .allowSurplus: text("namanya tidak boleh kosong", "names are not empty")
        }
    }

    private static func fix(_ value: String) throws -> PlanChange {
        let change = amount(value).flatMap { key, number in
            pair(key).flatMap { blk, program in Int(exactly: number).map { PlanChange.fix(blk: blk, program: program, packages: $0) } }
        }
        return try inRange(change, "--fix", value, "BLK:PROGRAM=3")
    }

    private static func forbid(_ value: String) throws -> PlanChange {
        try inRange(pair(value).map { .forbid(blk: $0, program: $1) }, "--forbid", value, "BLK:PROGRAM")
    }

    private static func minimumPerBlk(_ value: String) throws -> PlanChange {
        try inRange(number(value).map { .minimumPerBlk($0) }, "--min-per-blk", value, "48")
    }

    private static func largestShare(_ value: String) throws -> PlanChange {
        try inRange(share(value).map { .largestShare($0) }, "--max-share", value, "40%")
    }

    private static func addAssessors(_ value: String) throws -> PlanChange {
        let change = amount(value).flatMap { key, number in Int(exactly: number).map { PlanChange.addAssessors(scheme: key, count: $0) } }
        return try inRange(change, "--add-assessor", value, "SKEMA=2")
    }

    private static func addCompetence(_ value: String) throws -> PlanChange {
        try inRange(pair(value).map { .addCompetence(blk: $0, unit: $1) }, "--add-instructor", value, "BLK:UNIT")
    }

    private static func addWorkshopHours(_ value: String) throws -> PlanChange {
        let change = amount(value).flatMap { key, hours in
            pair(key).map { PlanChange.addWorkshopHours(blk: $0, kejuruan: $1, hours: hours) }
        }
        return try inRange(change, "--add-workshop-hours", value, "BLK:KEJURUAN=400")
    }

    private static func addInstructorHours(_ value: String) throws -> PlanChange {
        let change = amount(value).flatMap { key, hours in
            pair(key).map { PlanChange.addInstructorHours(blk: $0, kejuruan: $1, hours: hours) }
        }
        return try inRange(change, "--add-instructor-hours", value, "BLK:KEJURUAN=400")
    }

    private static func scaleBudget(_ value: String) throws -> PlanChange {
        // Without a sign, "10%" could mean a tenth of the budgets as well as a tenth more.
        let isSigned = value.hasPrefix("+") || value.hasPrefix("-")
        let change = isSigned && value.hasSuffix("%") ? share(value).map { PlanChange.scaleBudget(1 + $0) } : nil
        return try inRange(change, "--budget", value, "+10% / -10%")
    }

    private static func target(_ value: String) throws -> PlanChange {
        let change = amount(value).flatMap { key, number -> PlanChange? in
            let parts = key.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            switch parts[parts.count - 1].lowercased() {
            case "participants", "peserta": return .target(.participants, number, scope: parts.dropLast())
            case "certified", "tersertifikasi": return .target(.certified, number, scope: parts.dropLast())
            default: return nil
            }
        }
        return try inRange(change, "--target", value, "participants=18000")
    }

    /// Parts `BLK:PROGRAM` at its colon; `nil` without one.
    private static func pair(_ value: String) -> (String, String)? {
        guard let colon = value.firstIndex(of: ":") else { return nil }
        return (String(value[..<colon]), String(value[value.index(after: colon)...]))
    }

    /// Parts `KEY=3` at its last equals sign; `nil` without one or where no number follows it.
    private static func amount(_ value: String) -> (key: String, amount: Double)? {
        guard let equals = value.lastIndex(of: "="), let amount = number(value[value.index(after: equals)...]) else { return nil }
        return (String(value[..<equals]), amount)
    }

    /// Reads a number as people write it: `12000`, `12.000`, `12,5`. A point or comma before exactly three digits groups thousands, as it does in
    /// files; read as a decimal one, it would lower a target to a thousandth without a word.
    private static func number(_ value: some StringProtocol) -> Double? {
        let value = String(value)
        if value.wholeMatch(of: /[+\-−]?[1-9]\d{0,2}([. ]\d{3})+/) != nil || value.wholeMatch(of: /[+\-−]?[1-9]\d{0,2}(,\d{3})+/) != nil {
            return decimal(value.filter { !". ,".contains($0) })
        }
        return decimal(value)
    }

    /// Reads a number whose only separator is the decimal one.
    private static func decimal(_ value: String) -> Double? {
        guard value.wholeMatch(of: /[+\-−]?\d{1,15}([.,]\d{1,15})?/) != nil else { return nil }
        return Double(value.replacing(",", with: ".").replacing("−", with: "-"))
    }

    /// Reads `40%` or `0.4` as a share; `nil` where it is no number.
    private static func share(_ value: String) -> Double? {
        let isPercent = value.hasSuffix("%")
        guard let amount = decimal(isPercent ? String(value.dropLast()) : value) else { return nil }
        return isPercent ? amount / 100 : amount
    }
}
