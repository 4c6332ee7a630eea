import Domain

/// A rate of outcomes per BLK and programme, shrunk towards the BLKs that run the same programme; where fewer than the minimum
/// do, towards those of the kejuruan, then towards the whole network.
public struct OutcomeRates: Sendable {
    private struct Key: Hashable {
        let blk: String
        let program: String
    }

    private let counts: [Key: (successes: Int, trials: Int)]
    private let byProgram: [String: BetaBinomialPrior]
    private let byKejuruan: [String: BetaBinomialPrior]
    private let network: BetaBinomialPrior?

    /// - Parameter count: successes and trials of an outcome, `nil` when it does not say.
    init(
        _ outcomes: [Outcome], kejuruan: [String: String], minimumGroup: Int,
        _ count: (Outcome) -> (successes: Int, trials: Int)?
    ) {
        var counts: [Key: (successes: Int, trials: Int)] = [:]
        for outcome in outcomes {
            guard let (successes, trials) = count(outcome), trials > 0 else { continue }
            let key = Key(blk: outcome.blkCode, program: outcome.programCode)
            let old = counts[key] ?? (0, 0)
            counts[key] = (old.successes + successes, old.trials + trials)
        }
        self.counts = counts
        func priors(_ group: (Key) -> String?) -> [String: BetaBinomialPrior] {
            var members: [String: [Key]] = [:]
            for key in counts.keys.sorted(by: { ($0.blk, $0.program) < ($1.blk, $1.program) }) {
                if let name = group(key) { members[name, default: []].append(key) }
            }
            return members.compactMapValues { keys in
                guard Set(keys.map(\.blk)).count >= minimumGroup else { return nil }
                return BetaBinomialPrior(groups: keys.compactMap { counts[$0] })
            }
        }
        byProgram = priors { $0.program }
        byKejuruan = priors { kejuruan[$0.program] }
        let all = counts.sorted { ($0.key.blk, $0.key.program) < ($1.key.blk, $1.key.program) }.map(\.value)
        network = BetaBinomialPrior(groups: all)
    }

    func measurement(_ candidate: Candidate) -> Measurement? {
        let program = candidate.program
        let prior: BetaBinomialPrior
        let scope: String
        if let fitted = byProgram[program.code] {
            (prior, scope) = (fitted, "program")
        } else if let fitted = byKejuruan[program.kejuruan] {
            (prior, scope) = (fitted, "kejuruan")
        } else if let fitted = network {
            (prior, scope) = (fitted, "network")
        } else {
            return nil
        }
        let own = counts[Key(blk: candidate.blk.code, program: program.code)] ?? (0, 0)
        return Measurement(
            raw: prior.shrunk(successes: own.successes, trials: own.trials),
            relativeError: prior.relativeError(successes: own.successes, trials: own.trials),
            basis: [
                ("successes", Double(own.successes)), ("trials", Double(own.trials)), ("alpha", prior.alpha),
                ("beta", prior.beta),
            ], scope: scope)
    }
}
