import Foundation
import Report
import Service

/// A bar that grows on a terminal while the service acts; nothing is written where standard error is no terminal.
final class ProgressLine: Sendable {
    private let label: String
    private let phrases: Phrases
    private let isOn: Bool

    init(_ label: String, _ phrases: Phrases, isSilent: Bool) {
        self.label = label
        self.phrases = phrases
        isOn = !isSilent && isatty(STDERR_FILENO) == 1
    }

    /// What the service tells its progress to.
    var report: ServiceProgress.Report {
        { [self] progress in
            guard isOn else { return }
            let (words, numbers) = (phrases.words, phrases.numbers)
            switch progress {
            case .starting, .removed, .leftOut, .hoarding, .deaf, .waiting, .waitingForServer: break
            case .importing(let kind, let done, let total, let rows):
                show(Double(done) / Double(max(1, total)), numbers.integer(rows), kind.rawValue)
            case .loading(let done, let total, let file): show(Double(done) / Double(max(1, total)), file)
            case .scoring(let done, let total): show(Double(done) / Double(max(1, total)), "")
            case .searching(let share, _, let gap?):
                show(share, words("plan.progress.detail", ["gap": numbers.percent(gap, 2)]), words("plan.progress"))
            case .searching(let share, _, _): show(share, words("plan.progress.bound"), words("plan.progress"))
            case .reviewing(let share): show(share, "", words("plan.progress.review"))
            case .gathering(let done, let total, let blk): show(Double(done) / Double(max(1, total)), blk)
            case .writing(let done, let total, let blk):
                show(Double(done) / Double(max(1, total)), blk, words("export.progress.writing"))
            case .exporting(let rows): Console.rewriteLine("\(label) \(numbers.integer(rows))")
            }
        }
    }

    private func show(_ share: Double, _ detail: String, _ label: String? = nil) {
        Console.rewriteLine("\(label ?? self.label) \(bar(share, width: 30)) \(Int((share * 100).rounded()))% \(detail)")
    }

    /// Clears the line.
    func finish() {
        if isOn { Console.rewriteLine("") }
    }
}
