/// Vacancies, employment, leavers, wages, unemployment, surveys.
extension KindSpecification {
    /// Vacancies have an import of their own (`VacancyImport`); the columns are declared here like all others.
    static let vacancies = KindSpecification(
        columns: [
            .required("title", .text(limit: 500)), .optional("employer", .text(limit: 500)),
            .required("place", .text(limit: 300)), .optional("monthly_pay", .number(1...10_000_000_000, .count)),
            .optional("posted_on", .day), .optional("openings", .integer(1...100_000)),
            .optional("industry_code", industryCode), .optional("occupation_code", unitGroupCode),
            .optional("category", .text(limit: 2000)), .optional("skills", .text(limit: 2000)),
        ], key: [])

    /// Positions of the columns of `vacancies`.
    enum VacancyColumn {
        static let title = 0
        static let employer = 1
        static let place = 2
        static let pay = 3
        static let posted = 4
        static let openings = 5
        static let industry = 6
        static let occupation = 7
        static let category = 8
        static let skills = 9
    }

    static let employment: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("region_code", statisticRegion), .required("industry_code", industryOrGroup), .required("year", year),
                .required("persons", .number(0...1e9, .count)),
            ], key: ["region_code", "industry_code", "year"])
        kind.complete = writeGroup
        kind.figures = [Figure(column: "persons", nature: .sum)]
        kind.itemColumn = "industry_code"
        kind.isAdditive = true
        kind.references = [toStatisticRegion, toIndustryOrGroup]
        kind.merges = [
            Merge(table: "padan.employment", key: ["region_code", "industry_code", "year"], values: ["persons"], traced: "persons")
        ]
        return kind
    }()

    static let graduates: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("region_code", statisticRegion),
                .required(
                    "provider",
                    .choice(["SMK", "LPK", "D3", "S1", "lain"], aliases: ["lainnya": "lain", "other": "lain", "d-3": "D3", "s-1": "S1"])),
                .required("field", .text(limit: 100)), .required("year", year), .required("leavers", .integer(0...1_000_000)),
            ], key: ["region_code", "provider", "field", "year"])
        kind.isAdditive = true
        kind.references = [toStatisticRegion]
        kind.merges = [
            Merge(table: "padan.graduate", key: ["region_code", "provider", "field", "year"], values: ["leavers"], traced: "leavers")
        ]
        return kind
    }()

    static let wages: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("region_code", statisticRegion), .required("year", year),
                .required("monthly_rupiah", .rupiah(1...1_000_000_000)),
            ], key: ["region_code", "year"])
        kind.figures = [Figure(column: "monthly_rupiah", nature: .level)]
        kind.references = [toStatisticRegion]
        kind.merges = [
            Merge(table: "padan.minimum_wage", key: ["region_code", "year"], values: ["monthly_rupiah"], traced: "monthly_rupiah")
        ]
        return kind
    }()

    static let unemployment: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("region_code", statisticRegion), .required("year", year),
                .required("rate_percent", .number(0...100, .measure)), .optional("labour_force", .integer(0...1_000_000_000)),
            ], key: ["region_code", "year"])
        kind.figures = [Figure(column: "rate_percent", nature: .rate), Figure(column: "labour_force", nature: .sum)]
        kind.references = [toStatisticRegion]
        kind.merges = [
            Merge(
                table: "padan.unemployment", key: ["region_code", "year"], values: ["rate_percent", "labour_force"],
                traced: "rate_percent")
        ]
        return kind
    }()

    static let surveys: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("survey_code", freeCode), .required("region_code", statisticRegion),
                .required("occupation_code", unitGroupCode), .optional("industry_code", industryOrGroup),
                .required("year", year), .required("hires_per_year", .number(0...1_000_000, .count)),
                .optional("employer", name),
            ], key: ["survey_code"])
        kind.complete = writeGroup
        kind.references = [
            toStatisticRegion, Reference(column: "occupation_code", table: "padan.occupation", key: "occupation_code"), toIndustryOrGroup,
        ]
        kind.merges = [
            Merge(
                table: "padan.survey", key: ["survey_code"],
                values: ["region_code", "occupation_code", "industry_code", "year", "hires_per_year", "employer"],
                traced: "hires_per_year")
        ]
        return kind
    }()
}
