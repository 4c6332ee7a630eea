/// Whether a BLK could run a programme, with what it lacks.
public enum Eligibility: Sendable, Equatable {
    /// Nothing is missing.
    case ready
    /// The BLK can run it as soon as it has what is missing.
    case readyIf([Missing])
    /// It cannot be recommended, for the reason given.
    case blocked(BlockedReason)

    /// The name in files, JSON and views: `ready`, `ready_if` or `blocked`.
    public var code: String {
        switch self {
        case .ready: EligibilityCode.ready.name
        case .readyIf: EligibilityCode.readyIf.name
        case .blocked(let reason): EligibilityCode(reason).name
        }
    }
}

/// What is stored of an eligibility. The raw value is the code in the table `padan.eligibility`.
public enum EligibilityCode: Int16, Sendable, CaseIterable {
    /// Nothing is missing.
    case ready = 0
    /// Something is missing that can be got.
    case readyIf = 1
    /// The programme is blocked because it names no occupation.
    case noOccupation = 2
    /// The programme is blocked because nobody in reach hires for its occupations.
    case noOpenings = 3
    /// The programme is blocked because no criterion has data.
    case noData = 4
    /// The programme is blocked because nobody knows the openings in reach.
    case unknownOpenings = 5

    /// The code of a blocked programme.
    ///
    /// - Parameter reason: Why it is blocked.
    public init(_ reason: BlockedReason) {
        self =
            switch reason {
            case .noOccupation: .noOccupation
            case .noOpenings: .noOpenings
            case .noData: .noData
            case .unknownOpenings: .unknownOpenings
            }
    }

    /// Why the programme is blocked; `nil` where it is not.
    public var reason: BlockedReason? {
        switch self {
        case .ready, .readyIf: nil
        case .noOccupation: .noOccupation
        case .noOpenings: .noOpenings
        case .noData: .noData
        case .unknownOpenings: .unknownOpenings
        }
    }

    /// The name in files, JSON and views: `ready`, `ready_if` or `blocked`.
    public var name: String {
        switch self {
        case .ready: "ready"
        case .readyIf: "ready_if"
        default: "blocked"
        }
    }
}

/// Something a BLK needs before it can run a programme.
public enum Missing: Sendable, Equatable {
    /// Units that no instructor is certified to teach, by their codes.
    case instructor(units: [String])
    /// The BLK has no workshop of the kejuruan.
    case workshop
    /// The workshops lack these JP for one package.
    case workshopHours(Int)
    /// No workshop of the kejuruan is a verified test site.
    case testSite
    /// So many assessor-days of a scheme are lacking in reach.
    case assessors(scheme: String, days: Int)
}

/// Why a programme cannot be recommended to a BLK.
public enum BlockedReason: String, Sendable, Equatable, CaseIterable {
    /// The programme names no occupation that it prepares for.
    case noOccupation = "no_occupation"
    /// Nobody in reach hires for its occupations.
    case noOpenings = "no_openings"
    /// No criterion has data.
    case noData = "no_data"
    /// There are no demand figures for the region, so that nobody knows whether there is work. This is not the same as no work.
    case unknownOpenings = "unknown_openings"
}
