import Configuration
import OccupationCoding
import Testing

@testable import Ingest

@Suite struct TitleFitTests {
    /// Answers that are right in exactly the shares that a calibration says are fitted best by that calibration.
    @Test func `a calibration is found again from answers that follow it`() throws {
        let original = CodingSettings.Calibration(intercept: 0.4, perLogOdds: 1.2, perLikeness: 0.9)
        var answers: [(evidence: CodingEvidence, isRight: Bool, weight: Double)] = []
        for logOdds in stride(from: -3.0, through: 4.0, by: 0.5) {
            for likeness in [0.1, 0.5, 0.8] {
                let evidence = CodingEvidence(code: "7212", logOdds: logOdds, likeness: likeness)
                let probability = original.probability(evidence)
                answers += [(evidence, true, probability), (evidence, false, 1 - probability)]
            }
        }
        let fitted = try #require(CodingSettings.Calibration.fitted(to: answers))
        #expect(abs(fitted.intercept - 0.4) < 1e-9)
        #expect(abs(fitted.perLogOdds - 1.2) < 1e-9)
        #expect(abs(fitted.perLikeness - 0.9) < 1e-9)
    }

    @Test func `answers that are all right decide no calibration`() {
        let answers = (0..<20).map { number in
            (evidence: CodingEvidence(code: "7212", logOdds: Double(number), likeness: Double(number % 3) / 3), isRight: true, weight: 1.0)
        }
        #expect(CodingSettings.Calibration.fitted(to: answers) == nil)
    }

    @Test func `a fit sees the answers that the coder gives`() throws {
        let root = try DataRoot.find()
        let coder = try ImportFixture.coder(root)
        let settings = try TitleLexicon(root: root).settings
        let labels = try Labels.read("titles_labelled.csv").map { TitleEvaluation.Label(text: $0.text, accepted: $0.accepted) }
        var fit = TitleFit()
        fit.add("site", Array(labels.prefix(100)), coder: coder)
        fit.add("site", Array(labels.dropFirst(100)), coder: coder)
        let figures = try #require(fit.figures(at: settings.threshold, settings.calibration).first)
        let evaluation = TitleEvaluation(labels) { coder.code($0) }
        #expect(abs(figures.coverage - (try #require(evaluation.coverage))) < 1e-9)
        #expect(abs(figures.precision - (try #require(evaluation.precision))) < 1e-9)
        // A higher precision asks for no lower a probability.
        let (usual, high) = (fit.threshold(of: 0.9, settings.calibration), fit.threshold(of: 0.96, settings.calibration))
        #expect(try #require(usual) <= #require(high))
    }
}
