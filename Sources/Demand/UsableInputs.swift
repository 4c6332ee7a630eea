import Domain

/// Sorts the rows of employment, surveys and leavers into those that count and those that do not.
///
/// The model takes its rows from here, so that what is said to be unused is what is left out.
struct UsableInputs {
    /// The employment of one industry in one region.
    struct Series: Hashable, Comparable {
        let region: String
        let industry: String
        static func < (left: Series, right: Series) -> Bool { (left.region, left.industry) < (right.region, right.industry) }
    }

    /// A series that openings follow from.
    struct StaffedSeries {
        let series: Series
        let counts: [EmploymentCount]
        let pattern: [OccupationShare]
    }

    /// Of each region and occupation the statements of the latest year, in the order of the inputs.
    private(set) var surveys: [StatedHires] = []
    /// Of each region and provider the figures of the latest year, in the order of the inputs.
    private(set) var leavers: [LeaverCount] = []
    /// All rows up to the last year, from which growth and potential follow.
    private(set) var employment: [EmploymentCount] = []
    /// The series that openings follow from, rising.
    private(set) var staffed: [StaffedSeries] = []
    /// Industries of regencies that have no staffing pattern.
    private(set) var unstaffedIndustries: Set<String> = []
    /// Fields of study whose occupations are not known.
    private(set) var unknownFields: Set<String> = []
    /// What does not count.
    var unused: [UnusedInput] { tally.list }

    private var tally = Tally()

    init(_ inputs: DemandInputs, _ configuration: DemandConfiguration) {
        addEmployment(inputs)
        addSurveys(inputs)
        addLeavers(inputs, configuration)
    }

    private static func isProvince(_ regionCode: String) -> Bool { regionCode.count == 2 }

    private mutating func addEmployment(_ inputs: DemandInputs) {
        func leave(_ count: EmploymentCount, _ reason: UnusedInput.Reason) {
            tally.add(.employment, reason, [count.regionCode, count.industryCode], year: count.year, persons: count.persons)
        }
        for count in inputs.employment {
            if inputs.isLater(count.year) {
                leave(count, .laterYear)
            } else {
                employment.append(count)
                if Self.isProvince(count.regionCode) { leave(count, .province) }
            }
        }
        let regional = employment.filter { !Self.isProvince($0.regionCode) }
        let series = Dictionary(grouping: regional) { Series(region: $0.regionCode, industry: $0.industryCode) }
        // Where a region reports divisions, its section row counts the same people again.
        let sectionsWithDivisions = Set(
            series.keys.compactMap { key in
                Industries.section(ofDivision: key.industry).map { Series(region: key.region, industry: $0) }
            })
        for (key, counts) in series.sorted(by: { $0.key < $1.key }) {
            if sectionsWithDivisions.contains(key) {
                for count in counts { leave(count, .sectionWithDivisions) }
                continue
            }
            guard let pattern = inputs.staffing(of: key.industry) else {
                unstaffedIndustries.insert(key.industry)
                for count in counts { leave(count, .noStaffingPattern) }
                continue
            }
            staffed.append(StaffedSeries(series: key, counts: counts, pattern: pattern))
            // Openings follow from the last year's persons and the growth since the first.
            let years = counts.map(\.year)
            for count in counts where count.year != years.max() && count.year != years.min() { leave(count, .supersededYear) }
        }
    }

    private mutating func addSurveys(_ inputs: DemandInputs) {
        let key = { (hires: StatedHires) in DemandModel.CellKey(region: hires.regionCode, occupation: hires.occupationCode) }
        var latest: [DemandModel.CellKey: Int] = [:]
        for hires in inputs.surveys where !inputs.isLater(hires.year) { latest[key(hires)] = max(latest[key(hires)] ?? .min, hires.year) }
        for hires in inputs.surveys {
            let reason: UnusedInput.Reason? =
                if inputs.isLater(hires.year) {
                    .laterYear
                } else if Self.isProvince(hires.regionCode) {
                    .province
                } else if hires.year != latest[key(hires)] {
                    .supersededYear
                } else {
                    nil
                }
            if let reason {
                tally.add(.surveys, reason, [hires.regionCode, hires.occupationCode], year: hires.year, persons: hires.hiresPerYear)
            } else {
                surveys.append(hires)
            }
        }
    }

    private mutating func addLeavers(_ inputs: DemandInputs, _ configuration: DemandConfiguration) {
        struct Provider: Hashable {
            let region: String
            let name: String
        }
        let key = { (count: LeaverCount) in Provider(region: count.regionCode, name: count.provider) }
        var latest: [Provider: Int] = [:]
        for count in inputs.leavers where !inputs.isLater(count.year) { latest[key(count)] = max(latest[key(count)] ?? .min, count.year) }
        for count in inputs.leavers {
            let reason: UnusedInput.Reason? =
                if inputs.isLater(count.year) {
                    .laterYear
                } else if Self.isProvince(count.regionCode) {
                    .province
                } else if count.year != latest[key(count)] {
                    .supersededYear
                } else if inputs.fields[count.field] == nil {
                    .unknownField
                } else if (configuration.entryRate[count.provider] ?? 0) <= 0 {
                    .noEntryRate
                } else {
                    nil
                }
            if reason == .unknownField { unknownFields.insert(count.field) }
            if let reason {
                tally.add(
                    .graduates, reason, [count.regionCode, count.provider, count.field], year: count.year, persons: count.leavers)
            } else {
                leavers.append(count)
            }
        }
    }

    /// Counts rows by kind and reason, and persons by series.
    private struct Tally {
        private struct Key: Hashable {
            let kind: UnusedInput.Kind
            let reason: UnusedInput.Reason
        }

        private var rows: [Key: Int] = [:]
        private var latest: [Key: [[String]: (year: Int, persons: Double)]] = [:]

        mutating func add(_ kind: UnusedInput.Kind, _ reason: UnusedInput.Reason, _ series: [String], year: Int, persons: Double) {
            let key = Key(kind: kind, reason: reason)
            rows[key, default: 0] += 1
            let known = latest[key]?[series]
            if let known, known.year > year { return }
            latest[key, default: [:]][series] = (year, persons + (known?.year == year ? known?.persons ?? 0 : 0))
        }

        var list: [UnusedInput] {
            UnusedInput.Kind.allCases.flatMap { kind in
                UnusedInput.Reason.allCases.compactMap { reason in
                    let key = Key(kind: kind, reason: reason)
                    guard let count = rows[key] else { return nil }
                    // In a fixed order, so that the sum is the same to the last bit.
                    let persons = (latest[key] ?? [:]).sorted { $0.key.lexicographicallyPrecedes($1.key) }.reduce(0) {
                        $0 + $1.value.persons
                    }
                    return UnusedInput(kind: kind, reason: reason, rows: count, persons: persons)
                }
            }
        }
    }
}

extension DemandInputs {
    func isLater(_ year: Int) -> Bool { lastYear.map { year > $0 } ?? false }

    /// The staffing pattern of an industry: its own, else that of its section.
    func staffing(of industry: String) -> [OccupationShare]? {
        staffing[industry] ?? Industries.section(ofDivision: industry).flatMap { staffing[$0] }
    }
}
