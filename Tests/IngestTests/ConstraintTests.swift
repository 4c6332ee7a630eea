import Configuration
import Foundation
import Postgres
import Testing

@testable import Ingest

/// Every rule of the tables that imports write is driven from a file: the import refuses the row, before the database does.
@Suite struct ConstraintTests {
    /// How a rule is driven.
    private enum Drive {
        /// A row of a kind with these values, which is refused.
        case refused(ImportKind, [String: String])
        /// Two rows of a kind, the second with these values, of which the second is refused.
        case second(ImportKind, [String: String])
        /// Two rows of a kind, the second with these values, which are both taken.
        case both(ImportKind, [String: String])
        /// No file can break the rule, for this reason.
        case never(String)
    }

    /// A row of each kind that is taken.
    private static let rows: [ImportKind: [String: String]] = [
        .regions: [
            "region_code": "32.98", "name": "Kabupaten X", "kind": "kabupaten", "parent_code": "32", "latitude": "-6", "longitude": "107",
            "population": "1000", "bps_code": "3298",
        ],
        .districts: ["district_code": "32.15.99", "name": "X", "region_code": "32.15"],
        .industries: ["industry_code": "989", "parent_code": "98", "name": "X", "name_en": "X"],
        .occupations: ["occupation_code": "7219", "parent_code": "721", "name": "X", "name_en": "X"],
        .titles: ["title": "Tukang Sihir", "occupation_code": "7212"],
        .occupationEmployment: ["region_code": "32.15", "occupation_code": "7", "year": "2017", "persons": "5"],
        .labourForce: ["region_code": "32.15", "year": "2017", "employed": "5", "unemployed": "1"],
        .grdp: ["region_code": "32.15", "industry_code": "C", "year": "2017", "price_basis": "constant", "value_billion_rupiah": "5"],
        .vacancies: [
            "title": "Tukang Las", "employer": "PT X", "place": "Karawang", "monthly_pay": "4000000", "posted_on": "2017-01-02",
            "openings": "2", "industry_code": "C", "occupation_code": "7212",
        ],
    ]

    private static let drives: [String: Drive] = [
        "region_pk": .second(.regions, ["name": "Y"]), "region_code_ck": .refused(.regions, ["region_code": "３２.９８"]),
        "region_kind_ck": .refused(.regions, ["kind": "negara"]), "region_level_ck": .refused(.regions, ["kind": "provinsi"]),
        "region_parent_ck": .refused(.regions, ["parent_code": "31"]),
        "region_parent_fk": .refused(.regions, ["region_code": "99.98", "parent_code": "99"]),
        "region_bps_uq": .second(.regions, ["region_code": "32.97"]), "region_latitude_ck": .refused(.regions, ["latitude": "10.5"]),
        "region_longitude_ck": .refused(.regions, ["longitude": "146"]), "region_position_ck": .refused(.regions, ["latitude": ""]),
        "region_population_ck": .refused(.regions, ["population": "-1"]),
        "district_pk": .second(.districts, ["name": "Y"]), "district_code_ck": .refused(.districts, ["region_code": "32"]),
        "district_region_fk": .refused(.districts, ["district_code": "99.01.01", "region_code": "99.01"]),
        "industry_pk": .second(.industries, ["name": "Y"]), "industry_code_ck": .refused(.industries, ["industry_code": "９８"]),
        "industry_level_ck": .refused(.industries, ["industry_code": "C", "parent_code": "A"]),
        "industry_parent_fk": .refused(.industries, ["parent_code": "00"]),
        "occupation_pk": .second(.occupations, ["name": "Y"]), "occupation_code_ck": .refused(.occupations, ["occupation_code": "7２19"]),
        "occupation_level_ck": .refused(.occupations, ["occupation_code": "8"]),
        "occupation_title_pk": .never("two rows of one code are refused as repeated; OccupationTests has them"),
        "occupation_title_detail_ck": .refused(.occupations, ["occupation_code": "7219.1"]),
        "occupation_title_unit_group_ck": .refused(.occupations, ["occupation_code": "721.01"]),
        "occupation_title_occupation_fk": .refused(.occupations, ["occupation_code": "7298.01", "parent_code": ""]),
        "occupation_parent_ck": .refused(.occupations, ["parent_code": "722"]),
        "occupation_parent_fk": .refused(.occupations, ["occupation_code": "9989", "parent_code": "998"]),
        "taught_title_pk": .second(.titles, ["title": "TUKANG  sihir!", "occupation_code": "7213"]),
        "taught_title_normal_ck": .refused(.titles, ["title": "日本 123"]),
        "taught_title_occupation_fk": .refused(.titles, ["occupation_code": "9999"]),
        "unit_pk": .second(.units, ["title": "Y"]), "scheme_pk": .second(.schemes, ["name": "Y"]),
        "scheme_candidates_ck": .refused(.schemes, ["candidates_per_day": "51"]),
        "kejuruan_pk": .both(.programs, ["program_code": "P-Y"]), "program_pk": .second(.programs, ["name": "Y"]),
        "program_kejuruan_fk": .both(.programs, ["program_code": "P-Y", "kejuruan": "Sihir"]),
        "program_scheme_fk": .refused(.programs, ["scheme_code": "TIDAK-ADA"]),
        "program_hours_ck": .refused(.programs, ["hours_jp": "5001"]),
        "program_size_ck": .refused(.programs, ["package_size": "0"]), "program_education_ck": .refused(.programs, ["education_min": "S3"]),
        "program_cost_ck": .refused(.programs, ["cost_rupiah": "0"]),
        "program_unit_pk": .both(.programs, ["program_code": "P-Y", "units": "CTH.TAN.001|CTH.TAN.001"]),
        "program_unit_program_fk": .never("the programme is written before its units"),
        "program_unit_unit_fk": .refused(.programs, ["units": "TIDAK-ADA"]),
        "program_occupation_pk": .refused(.programs, ["occupations": "6113:0.7|6113:0.8"]),
        "program_occupation_program_fk": .never("the programme is written before its occupations"),
        "program_occupation_occupation_fk": .refused(.programs, ["occupations": "9999:0.5"]),
        "program_occupation_unit_group_ck": .refused(.programs, ["occupations": "611:0.5"]),
        "program_occupation_relevance_ck": .refused(.programs, ["occupations": "6113:1.1"]),
        "blk_pk": .second(.blks, ["name": "Y"]), "blk_kind_ck": .refused(.blks, ["kind": "BLKLN"]),
        "blk_region_fk": .refused(.blks, ["region_code": "99.01"]), "blk_region_level_ck": .refused(.blks, ["region_code": "36"]),
        "blk_parent_fk": .refused(.blks, ["parent_code": "TIDAK-ADA"]), "blk_parent_ck": .refused(.blks, ["joined_year": ""]),
        "blk_joined_ck": .refused(.blks, ["joined_year": "2101"]),
        "catalog_pk": .second(.catalogs, ["valid_until": "2019-01-01"]), "catalog_blk_fk": .refused(.catalogs, ["blk_code": "TIDAK-ADA"]),
        "catalog_program_fk": .refused(.catalogs, ["program_code": "TIDAK-ADA"]),
        "catalog_valid_ck": .refused(.catalogs, ["valid_until": "2011-12-31"]),
        "catalog_overlap_ex": .second(.catalogs, ["valid_from": "2013-01-01"]),
        "workshop_pk": .second(.workshops, ["hours_per_year": "1"]), "workshop_blk_fk": .refused(.workshops, ["blk_code": "TIDAK-ADA"]),
        "workshop_kejuruan_fk": .refused(.workshops, ["kejuruan": "Sihir"]),
        "workshop_hours_ck": .refused(.workshops, ["hours_committed": "-1"]),
        "instructor_pk": .second(.instructors, ["name": "Y", "unit_code": "CTH.TAN.001"]),
        "instructor_blk_fk": .refused(.instructors, ["blk_code": "TIDAK-ADA"]),
        "instructor_kejuruan_fk": .refused(.instructors, ["kejuruan": "Sihir"]),
        "instructor_hours_ck": .refused(.instructors, ["hours_per_year": "3001"]),
        "instructor_competence_pk": .second(.instructors, ["valid_until": "2020-01-01"]),
        "instructor_competence_instructor_fk": .never("the instructor is written before the competences"),
        "instructor_competence_unit_fk": .refused(.instructors, ["unit_code": "TIDAK-ADA"]),
        "instructor_competence_valid_ck": .refused(.instructors, ["valid_until": "2015-06-30"]),
        "instructor_competence_overlap_ex": .second(.instructors, ["valid_from": "2016-01-01"]),
        "assessor_pk": .second(.assessors, ["days_per_year": "1"]),
        "assessor_scheme_fk": .refused(.assessors, ["scheme_code": "TIDAK-ADA"]),
        "assessor_region_fk": .refused(.assessors, ["region_code": "99.01"]),
        "assessor_days_ck": .refused(.assessors, ["days_per_year": "367"]),
        "assessor_licence_ck": .refused(.assessors, ["licensed_until": "2016-05-31"]),
        "assessor_overlap_ex": .second(.assessors, ["licensed_from": "2017-01-01"]),
        "outcome_pk": .second(.outcomes, ["packages": "4"]), "outcome_blk_fk": .refused(.outcomes, ["blk_code": "TIDAK-ADA"]),
        "outcome_program_fk": .refused(.outcomes, ["program_code": "TIDAK-ADA"]), "outcome_year_ck": .refused(.outcomes, ["year": "1949"]),
        "outcome_counts_ck": .refused(.outcomes, ["certified": "47"]),
        "realization_pk": .second(.realizations, ["packages": "4"]),
        "realization_blk_fk": .refused(.realizations, ["blk_code": "TIDAK-ADA"]),
        "realization_program_fk": .refused(.realizations, ["program_code": "TIDAK-ADA"]),
        "realization_year_ck": .refused(.realizations, ["year": "2101"]), "realization_month_ck": .refused(.realizations, ["month": "13"]),
        "realization_counts_ck": .refused(.realizations, ["certified": "-1"]),
        "target_pk": .second(.targets, ["certified": "1"]), "target_network_fk": .refused(.targets, ["network_code": "TIDAK-ADA"]),
        "target_counts_ck": .refused(.targets, ["certified": "18625"]),
        "budget_pk": .second(.budgets, ["rupiah": "1"]), "budget_blk_fk": .refused(.budgets, ["blk_code": "TIDAK-ADA"]),
        "budget_scope_ck": .refused(.budgets, ["scope": "provinsi"]), "budget_rupiah_ck": .refused(.budgets, ["rupiah": "-1"]),
        "employment_pk": .second(.employment, ["persons": "1"]), "employment_region_fk": .refused(.employment, ["region_code": "99.01"]),
        "employment_industry_fk": .refused(.employment, ["industry_code": "00"]),
        "employment_year_ck": .refused(.employment, ["year": "0"]),
        "employment_persons_ck": .refused(.employment, ["persons": "-1"]),
        "employment_industry_ck": .refused(.employment, ["industry_code": "M,M"]),
        "survey_industry_ck": .refused(.surveys, ["industry_code": "M,M"]),
        "occupation_employment_pk": .second(.occupationEmployment, ["persons": "1"]),
        "occupation_employment_region_fk": .refused(.occupationEmployment, ["region_code": "99.01"]),
        "occupation_employment_occupation_fk": .refused(.occupationEmployment, ["occupation_code": "9999"]),
        "occupation_employment_occupation_ck": .refused(.occupationEmployment, ["occupation_code": "7,7"]),
        "occupation_employment_year_ck": .refused(.occupationEmployment, ["year": "1949"]),
        "occupation_employment_persons_ck": .refused(.occupationEmployment, ["persons": "-1"]),
        "labour_force_pk": .second(.labourForce, ["employed": "1"]),
        "labour_force_region_fk": .refused(.labourForce, ["region_code": "99.01"]),
        "labour_force_year_ck": .refused(.labourForce, ["year": "2101"]),
        "labour_force_persons_ck": .refused(.labourForce, ["employed": "-1"]),
        "labour_force_known_ck": .refused(.labourForce, ["employed": "", "unemployed": ""]),
        "grdp_pk": .second(.grdp, ["value_billion_rupiah": "1"]), "grdp_region_fk": .refused(.grdp, ["region_code": "99.01"]),
        "grdp_industry_fk": .never("the classification that ships has every section"),
        "grdp_industry_ck": .refused(.grdp, ["industry_code": "25"]), "grdp_year_ck": .refused(.grdp, ["year": "1949"]),
        "grdp_basis_ck": .refused(.grdp, ["price_basis": "2010"]), "grdp_value_ck": .refused(.grdp, ["value_billion_rupiah": "-1"]),
        "graduate_pk": .second(.graduates, ["leavers": "1"]), "graduate_region_fk": .refused(.graduates, ["region_code": "99.01"]),
        "graduate_provider_ck": .refused(.graduates, ["provider": "SD"]), "graduate_leavers_ck": .refused(.graduates, ["leavers": "-1"]),
        "graduate_year_ck": .refused(.graduates, ["year": "99999999999"]),
        "minimum_wage_pk": .second(.wages, ["monthly_rupiah": "1"]), "minimum_wage_region_fk": .refused(.wages, ["region_code": "99"]),
        "minimum_wage_year_ck": .refused(.wages, ["year": "-2018"]), "minimum_wage_rupiah_ck": .refused(.wages, ["monthly_rupiah": "0"]),
        "unemployment_pk": .second(.unemployment, ["rate_percent": "1"]),
        "unemployment_region_fk": .refused(.unemployment, ["region_code": "99.01"]),
        "unemployment_year_ck": .refused(.unemployment, ["year": "2147483648"]),
        "unemployment_rate_ck": .refused(.unemployment, ["rate_percent": "100,1"]),
        "unemployment_force_ck": .refused(.unemployment, ["labour_force": "-1"]),
        "survey_pk": .second(.surveys, ["year": "2016"]), "survey_region_fk": .refused(.surveys, ["region_code": "99.01"]),
        "survey_occupation_fk": .refused(.surveys, ["occupation_code": "9999"]),
        "survey_industry_fk": .refused(.surveys, ["industry_code": "00"]), "survey_year_ck": .refused(.surveys, ["year": "1"]),
        "survey_hires_ck": .refused(.surveys, ["hires_per_year": "-0.5"]),
        "vacancy_pk": .both(.vacancies, ["title": "Tukang Las"]), "vacancy_times_ck": .never("a row that is there was seen once"),
        "vacancy_pay_ck": .both(.vacancies, ["monthly_pay": "0"]), "vacancy_openings_ck": .refused(.vacancies, ["openings": "100001"]),
        "vacancy_pay_range_ck": .both(.vacancies, ["monthly_pay": "Rp 5 - 4 juta"]),
        "vacancy_stated_ck": .both(.vacancies, ["occupation_code": ""]),
        "job_title_pk": .never("the database numbers titles"), "job_title_text_hints_uq": .both(.vacancies, ["employer": "PT Y"]),
        "job_title_occupation_fk": .both(.vacancies, ["title": "Welder SMAW 3G"]),
        "job_title_alternatives_ck": .both(.vacancies, ["title": "Teknisi Pabrik Kayu Besar"]),
        "job_title_score_ck": .both(.vacancies, ["title": "Las las las las las"]),
        "job_title_method_ck": .both(.vacancies, ["title": "Xyzzy"]),
        "place_pk": .never("the database numbers places"), "place_text_uq": .both(.vacancies, ["posted_on": "2017-01-03"]),
        "place_level_ck": .both(.vacancies, ["place": "Indonesia"]), "place_region_ck": .both(.vacancies, ["place": "Atlantis"]),
        "place_district_ck": .both(.vacancies, ["place": "Kecamatan Cikarang"]), "place_region_fk": .both(.vacancies, ["place": "99.99"]),
        "place_district_fk": .both(.vacancies, ["place": "Kec. Nada, Bekasi"]),
        "place_confidence_ck": .both(.vacancies, ["place": "Bekas"]),
        "source_file_pk": .never("the database numbers files"),
        "source_file_rows_ck": .both(.units, ["unit_code": "U-Y"]),
        "source_file_harvest_ck": .both(.vacancies, ["posted_on": "1999-12-31"]),
        "reject_source_file_fk": .never("refusals are kept with the file that was just noted"),
    ]

    /// The rules of the tables that imports write, but those that say from which file a row comes.
    private func rules(_ connection: isolated PostgresConnection) throws -> Set<String> {
        var tables: Set<String> = [
            "padan.kejuruan", "padan.vacancy", "padan.place", "padan.job_title", "padan.source_file", "staging.reject",
        ]
        for kind in ImportKind.allCases { tables.formUnion(kind.specification.merges.map(\.table) + kind.specification.lists.map(\.table)) }
        let names = try connection.rows(
            """
            SELECT conname::text AS name FROM pg_constraint
            WHERE conrelid = ANY ($1::text[]::regclass[]) AND conname NOT LIKE '%\\_source\\_fk' AND contype <> 'n'
            """, [Array(tables).sorted()]
        ) { try $0["name"] as String }
        return Set(names)
    }

    private func text(_ rows: [[String: String]]) -> String {
        let header = rows[0].keys.sorted()
        return ([header] + rows.map { row in header.map { row[$0] ?? "" } }).map { line in
            line.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
        }.joined()
    }

    @Test func `every rule of the tables refuses a row by name, and no error of the database is shown`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let samples = try await Self.rows.merging(fixture.loadSample()) { $1 }
        #expect(try await rules(fixture.connection) == Set(Self.drives.keys))
        for (rule, drive) in Self.drives.sorted(by: { $0.key < $1.key }) {
            let kind: ImportKind
            let changes: [String: String]
            switch drive {
            case .refused(let driven, let values), .second(let driven, let values), .both(let driven, let values):
                (kind, changes) = (driven, values)
            case .never: continue
            }
            let row = try #require(samples[kind])
            #expect(changes.keys.allSatisfy { row[$0] != nil }, "\(rule)")
            let changed = row.merging(changes) { $1 }
            var rows = [row, changed]
            if case .refused = drive { rows = [changed] }
            let path = try fixture.file("\(rule).csv", text(rows))
            do {
                let summary = try await fixture.load(kind, path) {
                    $0.maxRejects = 1
                    $0.dryRun = true
                }
                var expected = 1
                if case .both = drive { expected = 0 }
                #expect(summary.rejected == expected, "\(rule): \(summary.rejections.leading.map(\.reason))")
                if case .second = drive { #expect(summary.rejections.leading.first?.line == 3, "\(rule)") }
            } catch {
                Issue.record("\(rule): \(error)")
            }
        }
    }

    /// What means no value is no value in every column that may be empty, whatever its type.
    @Test func `no value is told apart from a wrong one in every optional column`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let words = ["-", "–", "n/a", "N/A", "Tidak ada", "belum ada", "null", "…"]
        var tried = 0
        for kind in [
            ImportKind.units, .schemes, .programs, .blks, .catalogs, .workshops, .instructors, .assessors, .outcomes, .unemployment,
            .surveys,
        ] {
            let url = fixture.root.config.appending(path: "sample/\(kind.rawValue).csv")
            try await fixture.load(kind, url.path)
            let table = try CSVTable(url)
            let row = Dictionary(uniqueKeysWithValues: zip(table.header, try #require(table.rows.last)))
            for column in kind.specification.columns where !column.required && row[column.name] != nil {
                let empty = row.merging([column.name: ""]) { $1 }
                let path = try fixture.file(
                    "\(kind)-\(column.name).csv", text([empty] + words.map { row.merging([column.name: $0]) { $1 } }))
                let summary = try await fixture.load(kind, path) {
                    $0.maxRejects = 1
                    $0.dryRun = true
                }
                // The rows are one and the same. Where the column may not be empty here, all are refused alike, or, by the tables, the first.
                let refused = summary.rejections.leading
                let isAlike = [0, 1 + words.count].contains(summary.rejected) || (summary.rejected == 1 && refused[0].line == 2)
                #expect(isAlike, "\(kind).\(column.name): \(refused.map(\.reason))")
                #expect(Set(summary.rejections.leading.map(\.code)).count <= 1, "\(kind).\(column.name)")
                tried += 1
            }
        }
        #expect(tried > 15)
    }

    @Test func `codes that look alike are one code`() async throws {
        let fixture = try await ImportFixture()
        let path = try fixture.file("u.csv", "unit_code,title\nCAF\u{C9}.1,Satu\nCAFE\u{301}.1,Dua\n")
        let summary = try await fixture.load(.units, path) { $0.maxRejects = 1 }
        #expect(
            summary.new == 1 && summary.rejections.leading.map(\.code) == ["duplicate_key"],
            "\(summary.new) \(summary.rejections.leading)")
    }
}
