import Domain

/// Sorts the rows of employment, surveys and leavers into those that count and those that do not, and brings coarser ones down to
/// regencies.
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
        /// The error that spreading adds to the latest figure; `nil` where the regency states it itself.
        let spreadError: Double?
    }

    /// Of each region and occupation the statements of the latest year, in the order of the inputs; those of provinces and the country for
    /// each of their regencies.
    private(set) var surveys: [Levelled<StatedHires>] = []
    /// Of each region and provider the figures of the latest year, in the order of the inputs, and then what regencies have from provinces
    /// and the country.
    private(set) var leavers: [Levelled<LeaverCount>] = []
    /// All figures of regencies up to the last year that they state themselves, groups of sections split; growth follows from them.
    private(set) var ownEmployment: [EmploymentCount] = []
    /// What regencies have from figures of provinces and the country.
    private(set) var spreadEmployment: [EmploymentCount] = []
    /// The series that openings follow from, rising.
    private(set) var staffed: [StaffedSeries] = []
    /// Industries of regencies that have no staffing pattern.
    private(set) var unstaffedIndustries: Set<String> = []
    /// Fields of study whose occupations are not known.
    private(set) var unknownFields: Set<String> = []
    /// Figures that are less than their parts, and groups that nothing tells how to split.
    private(set) var warnings: [DemandWarning] = []
    /// What does not count, but for advertisements.
    var unused: [UnusedInput] { tally.list }
    /// What became of every row.
    var balance: [BalanceLine] { sheet.lines }

    private let inputs: DemandInputs
    private let spread: DemandConfiguration.Spread
    private let key: SpreadKey
    private let regencies: [String]
    private var tally = Tally()
    private var sheet = BalanceSheet()
    private var mixes: StatedSections

    init(_ inputs: DemandInputs, _ configuration: DemandConfiguration) {
        self.inputs = inputs
        spread = configuration.spread ?? .byLabourForce
        key = SpreadKey(regions: inputs.regions, labourForce: inputs.labourForce, products: [], spread: spread)
        regencies = inputs.regions.filter { $0.kind != .provinsi }.map(\.code).sorted()
        let counts = inputs.employment.filter { !inputs.isLater($0.year) }
        mixes = StatedSections(counts)
        addEmployment(counts)
        addSurveys()
        addLeavers(configuration)
        addVacancies()
        for total in inputs.occupationEmployment {
            let line = BalanceSheet.Key(kind: .occupationEmployment, level: total.level)
            sheet.read(line, total.persons, rows: total.rows)
            sheet.leave(line, .noFormula, total.persons, rows: total.rows)
        }
    }

    /// The regencies and cities of a province or the country.
    ///
    /// - Returns: None of the country where the register has a part of it only.
    private func regencies(within region: String) -> [String] {
        switch StatementLevel(regionCode: region) {
        case .regency: [region]
        case .province: regencies.filter { $0.hasPrefix(region + ".") }
        case .country: inputs.holdsTheCountry(spread) ? regencies : []
        }
    }

    /// Shares of places by the labour force, else by the population, and the error of spreading by them.
    private func shares(of places: [String]) -> (error: Double, shares: [(region: String, share: Double)]) {
        let (method, weights) = key.weights(of: places, section: nil)
        let total = weights.reduce(0, +)
        return (spread.errors[method], zip(places, weights).map { ($0, $1 / total) })
    }

    private mutating func leave(
        _ kind: UnusedInput.Kind, _ reason: UnusedInput.Reason, _ series: [String], year: Int, persons: Double, region: String
    ) {
        tally.add(kind, reason, series, year: year, persons: persons)
        sheet.leave(BalanceSheet.Key(kind: kind, level: StatementLevel(regionCode: region)), reason, persons)
    }

    // MARK: - Employment

    private mutating func addEmployment(_ counts: [EmploymentCount]) {
        func line(_ count: EmploymentCount) -> BalanceSheet.Key {
            BalanceSheet.Key(kind: .employment, level: StatementLevel(regionCode: count.regionCode))
        }
        for count in inputs.employment {
            sheet.read(line(count), count.persons)
            if inputs.isLater(count.year) { leave(count, .laterYear, count.persons) }
        }
        let levels = EmploymentLevels(counts, inputs, spread)
        warnings += levels.warnings
        ownEmployment = levels.own + levels.split.map(\.statement)
        spreadEmployment = levels.fromAbove.map(\.statement)
        var series: [Series: [Levelled<EmploymentCount>]] = [:]
        for item in levels.own.map({ Levelled(statement: $0, spreadError: nil) }) + levels.split + levels.fromAbove {
            series[Series(region: item.statement.regionCode, industry: item.statement.industryCode), default: []].append(item)
        }
        for (key, items) in series.sorted(by: { $0.key < $1.key }) {
            let own = items.filter { $0.spreadError == nil }.map(\.statement)
            // Where a region reports divisions, its section row counts the same people again.
            if mixes.withDivisions.contains(key) {
                for count in own { leave(count, .sectionWithDivisions, count.persons) }
                continue
            }
            guard let pattern = inputs.staffing(of: key.industry) else {
                if items.contains(where: { $0.statement.persons > 0 || $0.spreadError == nil }) { unstaffedIndustries.insert(key.industry) }
                for count in own { leave(count, .noStaffingPattern, count.persons) }
                continue
            }
            let years = items.map(\.statement.year)
            let latest = items.max { $0.statement.year < $1.statement.year }
            staffed.append(
                StaffedSeries(series: key, counts: items.map(\.statement), pattern: pattern, spreadError: latest?.spreadError))
            // Openings follow from the last year's persons and the growth since the first.
            for count in own {
                if count.year != years.max() && count.year != years.min() {
                    leave(count, .supersededYear, count.persons)
                } else {
                    sheet.use(line(count), count.persons)
                }
            }
        }
        settle(levels.parts, counts)
    }

    private mutating func leave(_ count: EmploymentCount, _ reason: UnusedInput.Reason, _ persons: Double) {
        leave(.employment, reason, [count.regionCode, count.industryCode], year: count.year, persons: persons, region: count.regionCode)
    }

    /// Notes what became of the rows of groups, provinces and the country.
    private mutating func settle(_ parts: [RowPart], _ counts: [EmploymentCount]) {
        struct Fate: Hashable {
            let row: Int
            let reason: UnusedInput.Reason?
        }
        var years: [Series: (first: Int, last: Int)] = [:]
        for part in parts where part.reason == nil {
            let count = counts[part.row]
            let series = Series(region: count.regionCode, industry: part.industry)
            let known = years[series] ?? (count.year, count.year)
            years[series] = (min(known.first, count.year), max(known.last, count.year))
        }
        // A regency may state a section itself in other years than the group.
        for count in ownEmployment {
            let series = Series(region: count.regionCode, industry: count.industryCode)
            guard let known = years[series] else { continue }
            years[series] = (min(known.first, count.year), max(known.last, count.year))
        }
        var fates: [Fate: Double] = [:]
        for part in parts {
            let count = counts[part.row]
            var reason = part.reason
            if reason == nil {
                let known = years[Series(region: count.regionCode, industry: part.industry)]
                if inputs.staffing(of: part.industry) == nil {
                    reason = .noStaffingPattern
                } else if let known, count.year != known.first, count.year != known.last {
                    reason = .supersededYear
                }
            }
            fates[Fate(row: part.row, reason: reason), default: 0] += part.persons
        }
        let order = Dictionary(uniqueKeysWithValues: UnusedInput.Reason.allCases.enumerated().map { ($1, $0) })
        func place(_ fate: Fate) -> (Int, Int) { (fate.row, fate.reason.flatMap { order[$0] } ?? -1) }
        for (fate, persons) in fates.sorted(by: { place($0.key) < place($1.key) }) {
            let count = counts[fate.row]
            if let reason = fate.reason {
                leave(count, reason, persons)
            } else {
                sheet.spread(BalanceSheet.Key(kind: .employment, level: StatementLevel(regionCode: count.regionCode)), persons)
            }
        }
    }

    // MARK: - Surveys

    /// What an employer or an investor states for a province or the country is a statement of its own, no sum of what is stated for
    /// regencies: it is spread whole.
    private mutating func addSurveys() {
        let key = { (hires: StatedHires) in DemandModel.CellKey(region: hires.regionCode, occupation: hires.occupationCode) }
        var latest: [DemandModel.CellKey: Int] = [:]
        for hires in inputs.surveys where !inputs.isLater(hires.year) { latest[key(hires)] = max(latest[key(hires)] ?? .min, hires.year) }
        for hires in inputs.surveys {
            let line = BalanceSheet.Key(kind: .surveys, level: StatementLevel(regionCode: hires.regionCode))
            sheet.read(line, hires.hiresPerYear)
            let places = regencies(within: hires.regionCode)
            let reason: UnusedInput.Reason? =
                if inputs.isLater(hires.year) {
                    .laterYear
                } else if hires.year != latest[key(hires)] {
                    .supersededYear
                } else if places.isEmpty {
                    .incompleteRegister
                } else {
                    nil
                }
            if let reason {
                leave(
                    .surveys, reason, [hires.regionCode, hires.occupationCode], year: hires.year, persons: hires.hiresPerYear,
                    region: hires.regionCode)
                continue
            }
            if line.level == .regency {
                sheet.use(line, hires.hiresPerYear)
                for statement in split(hires) { surveys.append(Levelled(statement: statement, spreadError: nil)) }
            } else {
                sheet.spread(line, hires.hiresPerYear)
                let (error, shares) = shares(of: places)
                for statement in split(hires) {
                    for (place, share) in shares {
                        surveys.append(Levelled(statement: statement.moved(to: place, share: share), spreadError: error))
                    }
                }
            }
        }
    }

    /// The hires by section, where they are stated for a group of sections: by the mix of its employment, else in equal parts.
    private mutating func split(_ hires: StatedHires) -> [StatedHires] {
        let sections = hires.industryCode.map { IndustryGroup.sections(of: $0) } ?? []
        guard sections.count > 1 else { return [hires] }
        let mix = mixes.mix(sections, of: hires.regionCode, year: hires.year) ?? sections.map { _ in 1 / Double(sections.count) }
        return zip(sections, mix).map { hires.moved(to: hires.regionCode, share: $1, industry: $0) }
    }

    // MARK: - Leavers

    private struct Provider: Hashable {
        let region: String
        let name: String
    }

    private mutating func addLeavers(_ configuration: DemandConfiguration) {
        let key = { (count: LeaverCount) in Provider(region: count.regionCode, name: count.provider) }
        var latest: [Provider: Int] = [:]
        for count in inputs.leavers where !inputs.isLater(count.year) { latest[key(count)] = max(latest[key(count)] ?? .min, count.year) }
        var upper: [LeaverCount] = []
        for count in inputs.leavers {
            let line = BalanceSheet.Key(kind: .graduates, level: StatementLevel(regionCode: count.regionCode))
            sheet.read(line, count.leavers)
            let reason: UnusedInput.Reason? =
                if inputs.isLater(count.year) {
                    .laterYear
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
                leave(count, reason, count.leavers)
            } else if line.level == .regency {
                leavers.append(Levelled(statement: count, spreadError: nil))
                sheet.use(line, count.leavers)
            } else {
                upper.append(count)
            }
        }
        spreadLeavers(upper, staters: Set(latest.keys))
    }

    private mutating func leave(_ count: LeaverCount, _ reason: UnusedInput.Reason, _ persons: Double) {
        leave(
            .graduates, reason, [count.regionCode, count.provider, count.field], year: count.year, persons: persons,
            region: count.regionCode)
    }

    /// Spreads leavers of provinces and the country, less those that regions within state, over the regencies that state none of the
    /// provider.
    private mutating func spreadLeavers(_ upper: [LeaverCount], staters: Set<Provider>) {
        struct Stream: Hashable {
            let region: String
            let provider: String
            let field: String
        }
        var stated: [Stream: Double] = [:]
        for count in leavers.map(\.statement) + upper {
            stated[Stream(region: count.regionCode, provider: count.provider, field: count.field), default: 0] += count.leavers
        }
        for count in upper {
            let places = regencies(within: count.regionCode)
            guard !places.isEmpty else {
                leave(count, .incompleteRegister, count.leavers)
                continue
            }
            let isCountry = StatementLevel(regionCode: count.regionCode) == .country
            var sums: [String: Double] = [:]
            for place in places {
                let stream = Stream(region: place, provider: count.provider, field: count.field)
                sums[String(place.prefix(2)), default: 0] += stated[stream] ?? 0
            }
            var provinces: Set<String> = []
            if isCountry {
                provinces = Set(sums.keys.filter { staters.contains(Provider(region: $0, name: count.provider)) })
                for province in provinces {
                    let stream = Stream(region: province, provider: count.provider, field: count.field)
                    sums[province] = max(sums[province] ?? 0, stated[stream] ?? 0)
                }
            }
            let below = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
            if count.leavers - below < -0.5 {
                warnings.append(
                    .negativeRemainder(
                        region: count.regionCode, subject: "\(count.provider), \(count.field)", stated: count.leavers, parts: below))
            }
            let recipients = places.filter {
                !staters.contains(Provider(region: $0, name: count.provider)) && !provinces.contains(String($0.prefix(2)))
            }
            let rest = recipients.isEmpty ? 0 : max(0, count.leavers - below)
            if count.leavers > rest || count.leavers == 0 { leave(count, .statedBelow, count.leavers - rest) }
            guard rest > 0 else { continue }
            sheet.spread(BalanceSheet.Key(kind: .graduates, level: StatementLevel(regionCode: count.regionCode)), rest)
            let (error, shares) = shares(of: recipients)
            for (place, share) in shares {
                let part = LeaverCount(
                    regionCode: place, provider: count.provider, field: count.field, year: count.year, leavers: rest * share)
                leavers.append(Levelled(statement: part, spreadError: error))
            }
        }
    }

    // MARK: - Advertisements

    /// Advertisements are counted here for the balance alone; the model takes them as they are.
    private mutating func addVacancies() {
        let known = Set(regencies)
        let provinces = Set(regencies.map { String($0.prefix(2)) })
        for vacancy in inputs.vacancies {
            let level = StatementLevel(regionCode: vacancy.regionCode)
            let line = BalanceSheet.Key(kind: .vacancies, name: vacancy.source, level: level)
            sheet.read(line, vacancy.openings, rows: vacancy.advertisements)
            let isPlaced =
                switch level {
                case .regency: vacancy.regionCode.map { known.contains($0) } ?? false
                case .province: vacancy.regionCode.map { provinces.contains($0) } ?? false
                case .country: !regencies.isEmpty
                }
            if (inputs.windowDays[vacancy.source] ?? 0) <= 0 {
                sheet.leave(line, .noWindow, vacancy.openings, rows: vacancy.advertisements)
            } else if !isPlaced {
                sheet.leave(line, .incompleteRegister, vacancy.openings, rows: vacancy.advertisements)
            } else if level == .regency {
                sheet.use(line, vacancy.openings)
            } else {
                sheet.spread(line, vacancy.openings)
            }
        }
        for item in inputs.unplaced {
            let line = BalanceSheet.Key(kind: .vacancies, name: item.source, level: item.level)
            sheet.read(line, item.openings, rows: item.advertisements)
            sheet.leave(line, item.reason, item.openings, rows: item.advertisements)
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

extension StatedHires {
    /// A share of the hires in another region, or of another industry.
    fileprivate func moved(to region: String, share: Double, industry: String? = nil) -> StatedHires {
        StatedHires(
            regionCode: region, occupationCode: occupationCode, industryCode: industry ?? industryCode, year: year,
            hiresPerYear: hiresPerYear * share)
    }
}

extension DemandInputs {
    func isLater(_ year: Int) -> Bool { lastYear.map { year > $0 } ?? false }

    /// The staffing pattern of an industry: its own, else that of its section.
    func staffing(of industry: String) -> [OccupationShare]? {
        staffing[industry] ?? Industries.section(ofDivision: industry).flatMap { staffing[$0] }
    }
}
