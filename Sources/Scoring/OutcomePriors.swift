import Domain

/// Priors of an outcome's rate: over the BLKs that run the same programme; where fewer than the minimum do, over those of the
/// kejuruan, then over the whole network.
public struct OutcomePriors: Sendable, Equatable {
    /// The priors over the BLKs that run one programme, by its code.
    public let byProgram: [String: BetaBinomialPrior]
    /// The priors over one department, by its name.
    public let byKejuruan: [String: BetaBinomialPrior]
    /// The prior over the whole network; `nil` without any outcome.
    public let network: BetaBinomialPrior?

    /// Makes priors that were fitted before; the properties of the same names say what the parameters mean.
    public init(byProgram: [String: BetaBinomialPrior], byKejuruan: [String: BetaBinomialPrior], network: BetaBinomialPrior?) {
        self.byProgram = byProgram
        self.byKejuruan = byKejuruan
        self.network = network
    }

    /// - Parameters:
    ///   - counts: Successes and trials by BLK and programme.
    ///   - kejuruan: The department of each programme.
    ///   - minimumGroup: The BLKs that a group must have.
    init(_ counts: [CatalogEntry: (successes: Int, trials: Int)], kejuruan: [String: String], minimumGroup: Int) {
        let sorted = counts.filter { $0.value.trials > 0 }.sorted {
            ($0.key.blkCode, $0.key.programCode) < ($1.key.blkCode, $1.key.programCode)
        }
        func priors(_ group: (CatalogEntry) -> String?) -> [String: BetaBinomialPrior] {
            var members: [String: [(entry: CatalogEntry, counts: (successes: Int, trials: Int))]] = [:]
            for (entry, count) in sorted {
                if let name = group(entry) { members[name, default: []].append((entry, count)) }
            }
            return members.compactMapValues { list in
                guard Set(list.map(\.entry.blkCode)).count >= minimumGroup else { return nil }
                return BetaBinomialPrior(groups: list.map(\.counts))
            }
        }
        self.init(
            byProgram: priors { $0.programCode }, byKejuruan: priors { kejuruan[$0.programCode] },
            network: BetaBinomialPrior(groups: sorted.map(\.value)))
    }

    func prior(of program: Program) -> (prior: BetaBinomialPrior, scope: Scope)? {
        if let prior = byProgram[program.code] { return (prior, .program) }
        if let prior = byKejuruan[program.kejuruan] { return (prior, .kejuruan) }
        return network.map { ($0, .network) }
    }

    static func value(_ prior: BetaBinomialPrior, successes: Int, trials: Int) -> RawValue {
        let rate = prior.shrunk(successes: successes, trials: trials)
        return RawValue(rate, standardError: rate * prior.relativeError(successes: successes, trials: trials))
    }

    func basis(of program: Program, successes: Int, trials: Int) -> Basis {
        guard let (prior, scope) = prior(of: program) else { return Basis([]) }
        return Basis(
            [("successes", Double(successes)), ("trials", Double(trials)), ("alpha", prior.alpha), ("beta", prior.beta)], scope: scope)
    }
}
