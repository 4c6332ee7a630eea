import Allocation
import Configuration

extension BlkSections {
    /// The section that says, department by department, why programmes of low ranks are planned and which capacity would let the plan follow
    /// the ranks.
    ///
    /// - Returns: The section; `nil` without a plan, and where no department has packages beyond the first ranks.
    func departments() -> ReportSection? {
        let reasons = report.plan?.review.departmentReasons(report.blk.code) ?? []
        guard !reasons.isEmpty else { return nil }
        var section = ReportSection(words("plan.section.departments"))
        var table = phrases.table(of: reasons, title: "", hasCapitals: true, named: named)
        table.note = report.plan.flatMap { phrases.openLever(of: $0.review, blk: report.blk.code, named: named) } ?? ""
        section.table = table
        return section
    }
}
