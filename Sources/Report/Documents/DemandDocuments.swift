import Configuration
import Demand
import Domain

/// What a demand run found, as `demand run` answers it.
public struct DemandRunDocument: Codable, Sendable {
    /// The number of the run.
    public let runID: Int
    /// The day of reference, ISO 8601.
    public let asOf: String
    /// Pairs of region and occupation, and the parts that they are made of.
    public let cells, parts: Int
    /// Advertisements without a code, and those without a place; neither counts anywhere.
    public let uncodedVacancies, unresolvedVacancies: Int
    /// Advertisements for work abroad or from home, which have no region.
    public let regionlessVacancies: Int
    /// What the model wondered about, a sentence each.
    public let warnings: [String]
    /// Whether views, reports and pages show the run; else it is a trial.
    public let isPublished: Bool
    /// Rows that do not count, by kind and reason; absent where all count.
    public let unused: [Unused]?

    /// What became of every row that was read, by source and level.
    public let balance: [Balance]

    /// What became of the rows of one source and level: `persons` is the sum of `used`, `spread` and the persons of `left_out`.
    public struct Balance: Codable, Sendable {
        /// Persons that do not count for one reason.
        public struct LeftOut: Codable, Sendable {
            /// The stable code of the reason.
            public let reason: String
            /// The rows of which persons do not count for this reason.
            public let rows: Int
            /// The persons.
            public let persons: Double
        }

        /// The kind of data, and the site or office that advertisements come from; the latter is absent for other kinds.
        public let kind: String, name: String?
        /// `regency`, `province` or `country`; absent for places that are not known or no part of the country.
        public let level: String?
        /// The number of rows that were read.
        public let rows: Int
        /// Persons of all rows, those that count as stated, and those that were spread over regencies or sections.
        public let persons, used, spread: Double
        /// Persons that do not count, by reason.
        public let leftOut: [LeftOut]
    }

    /// Rows of one kind that do not count for one reason.
    public struct Unused: Codable, Sendable {
        /// The kind of data, and the stable code of the reason.
        public let kind, reason: String
        /// The number of rows.
        public let rows: Int
        /// The persons that the latest of these rows state.
        public let persons: Double
    }

    /// Takes the figures of an answer.
    public init(_ answer: DemandRunAnswer) {
        runID = answer.runID
        asOf = answer.asOf.description
        cells = answer.cells
        parts = answer.parts
        uncodedVacancies = answer.uncodedVacancies
        unresolvedVacancies = answer.unresolvedVacancies
        regionlessVacancies = answer.regionlessVacancies
        warnings = answer.warnings.map(\.text)
        isPublished = answer.isPublished
        let list = answer.unused.map { Unused(kind: $0.kind.rawValue, reason: $0.reason.rawValue, rows: $0.rows, persons: $0.persons) }
        unused = list.isEmpty ? nil : list
        balance = answer.balance.map { line in
            Balance(
                kind: line.kind.rawValue, name: line.name, level: line.level?.rawValue, rows: line.rows, persons: line.persons,
                used: line.used, spread: line.spread,
                leftOut: line.leftOut.map { Balance.LeftOut(reason: $0.reason.rawValue, rows: $0.rows, persons: $0.persons) })
        }
    }
}

/// The largest demands of the country or of one region, as `demand show` answers them.
public struct DemandDocument: Codable, Sendable {
    /// One occupation in one region; all figures but shares are persons a year.
    public struct Cell: Codable, Sendable {
        /// Codes and names of region and occupation.
        public let regionCode, regionName, occupationCode, occupationName: String
        /// Openings in the region.
        public let openingsPerYear: Double
        /// The relative error of the openings; absent where it is not known.
        public let relativeError: Double?
        /// Leavers of the region who look for work in the occupation, and openings less leavers.
        public let leaversPerYear, gapPerYear: Double
        /// The same for everything within reach, weighted by distance.
        public let reachableOpeningsPerYear, reachableLeaversPerYear: Double
        /// The shares of the openings and of the leavers that were spread from coarser statements.
        public let spreadShare, leaversSpreadShare: Double
    }

    /// What one source says of an occupation and industry in a region.
    public struct Part: Codable, Sendable {
        /// Codes of region and occupation, and the source: `vacancies:NAME`, `employment` or `survey`.
        public let regionCode, occupationCode, source: String
        /// The KBLI industry; absent where the source has none.
        public let industryCode: String?
        /// Openings, persons a year, and those of them that were spread from coarser statements.
        public let openingsPerYear, spreadOpeningsPerYear: Double
        /// The yearly growth behind an openings figure from employment, as a share; absent otherwise.
        public let growth: Double?
    }

    /// Leavers of one provider and field.
    public struct Supply: Codable, Sendable {
        /// Codes of region and occupation, the kind of provider and the field of study.
        public let regionCode, occupationCode, provider, field: String
        /// Persons a year.
        public let leaversPerYear: Double
    }

    /// `contoh` for the made-up sample network, else `database`.
    public let source: String
    /// The number of the demand run.
    public let runID: Int
    /// The day of reference, ISO 8601.
    public let asOf: String
    /// The code of the region asked for; absent for the country.
    public let region: String?
    /// Sums over all occupations of the region, persons a year; absent where nothing says how many there are.
    public let openingsPerYear, leaversPerYear: Double?
    /// The largest cells, the largest first.
    public let cells: [Cell]
    /// What each source says; empty for the country.
    public let parts: [Part]
    /// Where the leavers come from; empty for the country.
    public let supply: [Supply]
    /// The rows of files behind the figures; absent where they were not asked for.
    public let trace: [Row]?

    /// A row of a file.
    public struct Row: Codable, Sendable {
        /// The kind of import, and what the row counts: an industry, an occupation, a provider and field, or the site of advertisements.
        public let kind, subject: String
        /// The region that the row names; absent for a file of advertisements.
        public let regionCode: String?
        /// The year of the figure; absent for a file of advertisements.
        public let year: Int?
        /// Persons, or the advertisements of a file.
        public let persons: Double
        /// The file, its sheet where it is a workbook, and the column, as the file names it; each absent where it is not known.
        public let file, sheet, column: String?
        /// The line of the file, or the row of the sheet; absent where it is not known.
        public let line: Int?
    }

    /// Takes the figures of an answer, with names in a language.
    public init(_ answer: DemandAnswer, _ language: Language) {
        source = answer.isSample ? "contoh" : "database"
        runID = answer.run.id
        asOf = answer.run.asOf.description
        region = answer.region
        openingsPerYear = answer.openings
        leaversPerYear = answer.leavers
        cells = answer.cells.map {
            Cell(
                regionCode: $0.regionCode, regionName: answer.regionNames[$0.regionCode] ?? "", occupationCode: $0.occupationCode,
                occupationName: answer.occupationName($0.occupationCode, language), openingsPerYear: $0.openings,
                relativeError: $0.relativeError, leaversPerYear: $0.leavers, gapPerYear: $0.gap,
                reachableOpeningsPerYear: $0.reachableOpenings, reachableLeaversPerYear: $0.reachableLeavers, spreadShare: $0.spreadShare,
                leaversSpreadShare: $0.leaversSpreadShare)
        }
        parts = answer.parts.map {
            Part(
                regionCode: $0.regionCode, occupationCode: $0.occupationCode, source: $0.source, industryCode: $0.industryCode,
                openingsPerYear: $0.openings, spreadOpeningsPerYear: $0.spreadOpenings, growth: $0.growth)
        }
        supply = answer.supply.map {
            Supply(
                regionCode: $0.regionCode, occupationCode: $0.occupationCode, provider: $0.provider, field: $0.field,
                leaversPerYear: $0.leavers)
        }
        trace = answer.trace?.map {
            Row(
                kind: $0.kind, subject: $0.subject, regionCode: $0.regionCode, year: $0.year, persons: $0.persons, file: $0.file,
                sheet: $0.sheet, column: $0.column, line: $0.line)
        }
    }
}

extension DemandAnswer {
    /// An occupation's name in a language; empty where the register has none.
    func occupationName(_ code: String, _ language: Language) -> String {
        occupations[code].map { language == .id ? $0.name : $0.nameEnglish } ?? ""
    }
}

/// The industries of a region, as `demand --potential` answers them.
public struct PotentialDocument: Codable, Sendable {
    /// One industry in the region.
    public struct Industry: Codable, Sendable {
        /// Code and name of the KBLI industry.
        public let industryCode, industryName: String
        /// Persons employed in the last year.
        public let employed: Double
        /// Yearly growth as a share; absent where it cannot be told.
        public let growthPerYear: Double?
        /// The location quotient and the dynamic one; absent where a denominator is zero.
        public let locationQuotient, dynamicLocationQuotient: Double?
        /// The parts of the change of employment, persons.
        public let nationalShift, mixShift, competitiveShift: Double
        /// The parts of the competitive shift by Esteban-Marquillas, persons; absent where they are not defined.
        public let homotheticCompetitiveShift, allocationShift: Double?
        /// Klassen's quadrant; absent where growth or share is not known.
        public let klassen: String?
        /// The density of related industries, 0 to 1; absent where it is not defined.
        public let relatednessDensity: Double?
        /// `leading`, `emerging`, `related_absent`, `shrinking` or `other`.
        public let standing: String
    }

    /// `contoh` for the made-up sample network, else `database`.
    public let source: String
    /// The number of the demand run.
    public let runID: Int
    /// The code of the region.
    public let region: String
    /// First and last year of the employment.
    public let firstYear, lastYear: Int
    /// KBLI sections, and divisions where the region reports them.
    public let sections, divisions: [Industry]

    /// Takes the figures of an answer, with names in a language.
    public init(_ answer: PotentialAnswer, _ language: Language) {
        func industries(_ list: [IndustryPotential]) -> [Industry] {
            list.map {
                Industry(
                    industryCode: $0.industryCode, industryName: answer.name($0.industryCode, language) ?? "", employed: $0.employed,
                    growthPerYear: $0.growth, locationQuotient: $0.quotient, dynamicLocationQuotient: $0.dynamicQuotient,
                    nationalShift: $0.shiftShare.national, mixShift: $0.shiftShare.mix, competitiveShift: $0.shiftShare.competitive,
                    homotheticCompetitiveShift: $0.shiftShare.homotheticCompetitive, allocationShift: $0.shiftShare.allocation,
                    klassen: $0.typology?.rawValue, relatednessDensity: $0.density, standing: $0.standing.rawValue)
            }
        }
        source = answer.isSample ? "contoh" : "database"
        runID = answer.run.id
        region = answer.region.code
        firstYear = answer.years.lowerBound
        lastYear = answer.years.upperBound
        sections = industries(answer.sections)
        divisions = industries(answer.divisions)
    }
}

extension PotentialAnswer {
    /// An industry's name in a language; `nil` where the register has none.
    func name(_ code: String, _ language: Language) -> String? {
        industryNames[code].map { language == .id ? $0.id : $0.en }
    }
}
