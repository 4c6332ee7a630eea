/// The imports of a folder in their order: by kind, since kinds refer to those before them, then by the name of the file.
///
/// Rows of one kind may refer to each other, too: regencies to their province, BLKs to the one that guides them. A file that names what is not
/// there is tried again once another file of its kind has brought something.
struct FolderQueue: Sendable {
    /// The rows of one kind of one file.
    struct Step: Sendable {
        let file: Int
        let name: String
        let path: String
        let reading: FileRecognition.Reading
    }

    /// Steps of one kind that wait for their turn.
    private var waiting: [[Step]]
    /// Steps of the kind at hand that named something that is not there, with how many of its files had brought something by then.
    private var missing: [(step: Step, brought: Int)] = []
    /// How many files of the kind at hand have brought something.
    private var brought = 0
    /// The imports that there are, and those that are done.
    let count: Int
    private(set) var done = 0

    init(_ steps: [Step]) {
        count = steps.count
        waiting = ImportKind.allCases.map { kind in steps.filter { $0.reading.kind == kind } }.filter { !$0.isEmpty }.reversed()
    }

    /// The next step; `nil` at the end.
    mutating func next() -> Step? {
        while let last = waiting.indices.last {
            if !waiting[last].isEmpty { return waiting[last].removeFirst() }
            let again = missing.filter { $0.brought < brought }.map(\.step)
            missing = []
            if again.isEmpty {
                waiting.removeLast()
                brought = 0
            } else {
                waiting[last] = again
            }
        }
        return nil
    }

    /// Notes what became of a step.
    mutating func note(_ step: Step, _ result: Result<ImportSummary, FolderSummary.Refusal>, in summary: inout FolderSummary) {
        var item = FolderSummary.Import(kind: step.reading.kind, result: result)
        if (item.rejections?.leading ?? []).contains(where: { $0.code == "unknown" }) { missing.append((step, brought)) }
        if case .success(let summary) = result, summary.new + summary.changed > 0 { brought += 1 }
        let imports = summary.files[step.file].imports
        guard let index = imports.firstIndex(where: { $0.kind == step.reading.kind }) else {
            done += 1
            return summary.files[step.file].imports.append(item)
        }
        // The second time counts, with what the first one brought.
        if case .success(let first) = imports[index].result, case .success(let second) = result {
            item.result = .success(second.after(first))
        }
        summary.files[step.file].imports[index] = item
    }
}

extension ImportSummary {
    /// What this import of a file and an earlier one of it did together.
    fileprivate func after(_ first: ImportSummary) -> ImportSummary {
        var both = ImportSummary(
            kind: kind, file: file, encoding: encoding, read: read, new: new + first.new, changed: changed + first.changed,
            same: max(0, same - first.new - first.changed), rejected: rejected, ignoredColumns: ignoredColumns, dryRun: dryRun,
            rejections: rejections)
        both.isCutShort = isCutShort
        both.vacancies = vacancies
        both.warnings = warnings
        both.lookedUpAgain = lookedUpAgain ?? first.lookedUpAgain
        both.regionSystem = regionSystem
        both.shapes = shapes
        both.occupationConversions = occupationConversions
        return both
    }
}
