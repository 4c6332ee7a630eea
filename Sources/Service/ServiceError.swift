import Domain

/// Why a question has no answer or an act was not done, as cases with facts. Front ends put them into words (`code` and `facts`) and into
/// exit codes or statuses.
public enum ServiceError: Error, Sendable, Equatable {
    // MARK: The database
    /// The database has no schema of Padan, or one that is too old to have candidates.
    case schemaMissing
    /// The asker may only ask, and this is an act.
    case actIsTheOperators
    /// The asker's log-in is no reader of this database, or not of the kind that was claimed.
    case notAReader(login: String)
    /// The asker may not see the BLK.
    case otherBlk(String)
    /// The made-up sample would mix with real data.
    case realDataPresent
    /// The database holds the made-up sample's BLKs, with whom facts of real BLKs would mix.
    case samplePresent
    /// Rows are not deleted because others need them; `reason` is the server's.
    case rowsInUse(reason: String)
    /// Nothing was deleted: rows of a kind of file still use a key.
    case keyInUse(value: String, kind: String)
    /// A folder of files to load has none.
    case emptyFolder(String)
    /// A shape of tables cannot have this name.
    case badShapeName(String)
    /// A shape of this name is saved already, at this path.
    case shapeThere(String)
    /// Something is missing for a step; `missing` are the names of what, as `need.NAME` has them in the words files.
    case unprepared(PreparedStep, missing: [String])
    /// `psql` is not installed.
    case psqlMissing

    // MARK: Looking up
    /// No BLK is loaded.
    case noBlks
    /// No programme is loaded.
    case noPrograms
    /// Nothing of a list has the text in its code or name; `nearest` are spelled most like it.
    case notFound(String, nearest: [CodeName])
    /// Nothing of the kind has the code or the name; `nearest` are those that are spelled most like it, none where nothing is loaded.
    case unknownName(NamedKind, String, nearest: [CodeName])
    /// Nothing of the kind has the code or the name, and nothing that is loaded is spelled like it.
    case unlikeAnyName(NamedKind, String)
    /// Several things of the kind have the text in their name.
    case ambiguousName(NamedKind, String, matches: [CodeName])
    /// The text is no day.
    case unreadableDay(String)
    /// The title has no letters.
    case emptyTitle
    /// The code of a title is empty.
    case emptyCode
    /// A list of titles and codes to test with has no header with the names of both columns.
    case unlabelledList(file: String, found: [String])
    /// A list of titles to test with has a header and no row.
    case emptyList(file: String)
    /// A row of such a list has no title.
    case listedWithoutTitle(file: String, line: Int)
    /// A row of such a list has something else than codes of unit groups.
    case listedWithoutCode(file: String, line: Int, text: String)
    /// The file cannot be read; `-` is standard input.
    case unreadableFile(String)

    // MARK: Runs
    /// Demand was never computed.
    case noDemandRun
    /// There is no demand run of the number.
    case unknownDemandRun(Int)
    /// Programmes were never scored.
    case noScoringRun
    /// Runs of the stage are trials alone, of which none is published; `trial` is the youngest.
    case nothingPublished(trial: Int)
    /// The scores of a rival method are for comparison and are never published.
    case rivalMethodNotPublished
    /// The plan was made from other scores than those that were asked for with it.
    case otherAncestry(plan: Int, reads: Int, run: Int)
    /// There is no scoring run of the number.
    case unknownScoringRun(Int)
    /// There is no run of the number.
    case unknownRun(Int)
    /// The run does not hold the BLK.
    case blkNotScored(name: String)
    /// The run does not hold the programme.
    case programNotScored(name: String)
    /// The two runs have no ranked programme in common.
    case nothingInCommon
    /// The region has no employment by industry, so that nothing is known of its potential.
    case noPotential(region: String)
    /// Potential is a question about one region, and none was named.
    case potentialNeedsRegion
    /// The rows behind a figure are those of one regency or city.
    case traceNeedsRegency

    // MARK: Plans
    /// No network has targets for the year.
    case noTarget
    /// Several networks have targets for the year and none was named.
    case severalNetworks([String], year: Int)
    /// No programme of the network can be planned.
    case nothingToPlan
    /// There is no plan yet.
    case noPlan
    /// There is no plan of the number.
    case unknownPlan(Int)
    /// The plan is not the network's that was asked for.
    case planOfOtherNetwork(Int)
    /// A decision or supposition names something that is not there, or asks what cannot be; `kind` says which, and `nearest` are those that
    /// are there and are spelled most like it.
    case impossibleChange(kind: String, name: String, nearest: [CodeName] = [])
    /// The BLK is no BBPLK, so that it has no network to plan for.
    case headsNoNetwork(String)
    /// What is decided needs more of a resource than there is; `resource` names it.
    case conflict(resource: Fact, needed: Double, available: Double)
    /// A problem's file is no instance; `place` says where.
    case unreadableInstance(file: String, fault: Fact)

    // MARK: Exports
    /// No view has the name.
    case unknownView(String, known: [String])
    /// A filter is not `column=value` with a column of the view.
    case unreadableFilter(String, columns: [String])
    /// The server cannot read a filter's value as the type of its column.
    case unreadableValue(filters: [String], reason: String)
    /// A filter's value stands nowhere in its column; the nearest that do.
    case notInColumn(String, column: String, nearest: [String])
    /// What was asked for is not written in this format.
    case formatNotOffered(String)
    /// A file could not be written; `-` is standard output.
    case notWritten(path: String, reason: String)
    /// WeasyPrint is not installed; the page was kept as HTML.
    case weasyprintMissing(file: String, kept: String)
    /// WeasyPrint failed; the page was kept as HTML.
    case weasyprintFailed(file: String, kept: String, reason: String)

    // MARK: Users
    /// A role of the name exists already.
    case userExists(String)
    /// No reader has the name.
    case unknownUser(String, known: [String])
    /// The log-in is closed, but something belongs to it in a database, so that its role was not dropped.
    case userKept(String, database: String, reason: String)
    /// The BLK is no BBPLK and guides nobody, so that it has no network's people.
    case leadsNoNetwork(String)
    /// Log-ins are made, changed and removed by the owner of the database, and the service was opened as somebody else.
    case usersAreTheOwners
}

extension ServiceError {
    /// Whether the question is at fault rather than the state of the database.
    public var isUsage: Bool {
        switch self {
        case .unreadableDay, .emptyTitle, .emptyCode, .severalNetworks, .planOfOtherNetwork, .unknownView,
            .unreadableFilter, .unreadableValue, .formatNotOffered, .userExists, .unknownUser, .potentialNeedsRegion,
            .traceNeedsRegency, .leadsNoNetwork, .headsNoNetwork, .rivalMethodNotPublished, .otherAncestry:
            true
        default: false
        }
    }

    /// The stable code of the case, which is the key of its sentence in `config/words.*.yaml`.
    public var code: String {
        switch self {
        case .schemaMissing: "db.not_migrated"
        case .actIsTheOperators: "error.act_is_the_operators"
        case .notAReader: "error.not_a_reader"
        case .otherBlk: "error.other_blk"
        case .realDataPresent: "demo.real_data"
        case .samplePresent: "import.sample_present"
        case .rowsInUse: "import.rows_in_use"
        case .keyInUse: "import.key_in_use"
        case .emptyFolder: "import.folder.empty"
        case .badShapeName: "inspect.bad_name"
        case .shapeThere: "inspect.there"
        case .unprepared: "error.unprepared"
        case .psqlMissing: "db.no_psql"
        case .noBlks: "error.no_blks"
        case .noPrograms: "error.no_programs"
        case .notFound(_, let nearest): nearest.isEmpty ? "error.not_found.none" : "error.not_found"
        case .unlikeAnyName: "error.unlike_any_name"
        case .unknownName(_, _, let nearest): nearest.isEmpty ? "error.nothing_named" : "error.unknown_name"
        case .ambiguousName: "error.ambiguous_name"
        case .unreadableDay: "error.bad_day"
        case .emptyTitle: "titles.empty"
        case .emptyCode: "titles.empty_code"
        case .unlabelledList: "titles.test.no_header"
        case .emptyList: "titles.test.no_rows"
        case .listedWithoutTitle: "titles.test.no_title"
        case .listedWithoutCode: "titles.test.no_code"
        case .unreadableFile: "error.no_file"
        case .noDemandRun: "error.no_demand_run"
        case .noScoringRun: "error.no_scoring_run"
        case .nothingPublished: "error.nothing_published"
        case .rivalMethodNotPublished: "error.rival_not_published"
        case .otherAncestry: "error.other_ancestry"
        case .unknownDemandRun: "error.unknown_demand_run"
        case .unknownScoringRun: "error.unknown_run"
        case .unknownRun: "runs.unknown"
        case .blkNotScored: "error.blk_not_scored"
        case .programNotScored: "error.program_not_scored"
        case .nothingInCommon: "compare.nothing_common"
        case .noPotential: "potential.no_data"
        case .potentialNeedsRegion: "potential.needs_region"
        case .traceNeedsRegency: "demand.trace.needs_regency"
        case .noTarget: "error.no_target"
        case .severalNetworks: "error.several_networks"
        case .nothingToPlan: "error.nothing_to_plan"
        case .noPlan: "error.no_plan"
        case .unknownPlan, .planOfOtherNetwork: "error.unknown_plan"
        case .impossibleChange(let kind, _, let nearest): nearest.isEmpty ? "error.change.\(kind)" : "error.change.\(kind).nearest"
        case .headsNoNetwork: "error.heads_no_network"
        case .conflict: "error.conflict"
        case .unreadableInstance: "error.instance"
        case .unknownView: "export.unknown_view"
        case .unreadableFilter: "export.bad_filter"
        case .unreadableValue: "export.bad_value"
        case .notInColumn: "export.not_in_column"
        case .formatNotOffered: "error.format_not_offered"
        case .notWritten: "export.not_written"
        case .weasyprintMissing: "export.no_weasyprint"
        case .weasyprintFailed: "export.weasyprint_failed"
        case .userExists: "db.user.taken"
        case .unknownUser: "db.user.unknown"
        case .userKept: "db.user.kept"
        case .leadsNoNetwork: "db.user.leads_no_network"
        case .usersAreTheOwners: "db.user.owners"
        }
    }

    /// The facts that the sentence tells, by the names that it has for them.
    public var facts: [String: Fact] {
        switch self {
        case .schemaMissing, .actIsTheOperators, .realDataPresent, .samplePresent, .psqlMissing, .noBlks, .noPrograms, .emptyTitle,
            .emptyCode,
            .noDemandRun,
            .noScoringRun, .rivalMethodNotPublished,
            .nothingInCommon, .potentialNeedsRegion, .traceNeedsRegency, .noTarget, .nothingToPlan, .noPlan, .usersAreTheOwners:
            [:]
        case .emptyFolder(let path): ["path": .text(path)]
        case .badShapeName(let name): ["name": .text(name)]
        case .shapeThere(let path): ["path": .text(path)]
        case .rowsInUse(let reason): ["reason": .foreign(reason)]
        case .keyInUse(let value, let kind): ["value": .text(value), "kind": .text(kind)]
        case .unprepared(let step, let missing):
            ["step": .phrase("prepared.\(step.rawValue)", [:]), "list": .phrases(missing.map { "need.\($0)" })]
        case .notAReader(let login): ["name": .text(login)]
        case .otherBlk(let blk), .leadsNoNetwork(let blk), .headsNoNetwork(let blk): ["blk": .text(blk)]
        case .unknownName(let kind, let asked, let names), .ambiguousName(let kind, let asked, let names):
            ["kind": .phrase("named.\(kind.rawValue)", [:]), "text": .text(asked), "list": .names(names)]
        case .unlikeAnyName(let kind, let asked): ["kind": .phrase("named.\(kind.rawValue)", [:]), "text": .text(asked)]
        case .notFound(let asked, let nearest): ["text": .text(asked), "list": .names(nearest)]
        case .unreadableDay(let text): ["text": .text(text)]
        case .unlabelledList(let file, let found): ["file": .text(file), "found": .list(found)]
        case .emptyList(let file): ["file": .text(file)]
        case .listedWithoutTitle(let file, let line): ["file": .text(file), "line": .number(line)]
        case .listedWithoutCode(let file, let line, let text): ["file": .text(file), "line": .number(line), "text": .text(text)]
        case .unreadableFile(let file): ["file": Self.file(file, standard: "input.standard")]
        case .unknownDemandRun(let run), .unknownScoringRun(let run), .unknownRun(let run), .unknownPlan(let run),
            .planOfOtherNetwork(let run):
            ["run": .number(run)]
        case .nothingPublished(let trial): ["run": .number(trial)]
        case .otherAncestry(let plan, let reads, let run): ["plan": .number(plan), "reads": .number(reads), "run": .number(run)]
        case .blkNotScored(let name): ["blk": .text(name)]
        case .programNotScored(let name): ["program": .text(name)]
        case .noPotential(let region): ["place": .text(region)]
        case .severalNetworks(let networks, let year): ["list": .list(networks), "year": .number(year)]
        case .impossibleChange(_, let name, let nearest): ["name": .text(name), "list": .names(nearest)]
        case .conflict(let resource, let needed, let available):
            ["what": resource, "needed": .decimal(needed, decimals: 0), "available": .decimal(available, decimals: 0)]
        case .unreadableInstance(let file, let fault): ["file": .text(file), "fault": fault]
        case .unknownView(let name, let known), .unknownUser(let name, let known): ["name": .text(name), "list": .list(known)]
        case .unreadableFilter(let text, let columns): ["text": .text(text), "list": .list(columns)]
        case .unreadableValue(let filters, let reason): ["list": .list(filters), "reason": .foreign(reason)]
        case .notInColumn(let value, let column, let nearest): ["text": .text(value), "column": .text(column), "list": .list(nearest)]
        case .formatNotOffered(let format): ["format": .text(format)]
        case .notWritten(let path, let reason): ["file": Self.file(path, standard: "output.standard"), "reason": .foreign(reason)]
        case .weasyprintMissing(let file, let kept): ["file": .text(file), "html": .text(kept)]
        case .weasyprintFailed(let file, let kept, let reason): ["file": .text(file), "html": .text(kept), "reason": .foreign(reason)]
        case .userExists(let name): ["name": .text(name)]
        case .userKept(let name, let database, let reason): ["name": .text(name), "database": .text(database), "reason": .text(reason)]
        }
    }

    /// The path of a file, or the phrase for the standard stream that `-` means.
    static func file(_ path: String, standard: String) -> Fact { path == "-" ? .phrase(standard, [:]) : .text(path) }
}
