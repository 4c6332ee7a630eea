import Domain

/// Regions, classifications, units and schemes.
extension KindSpecification {
    static let year = ColumnType.integer(1950...2100)

    // Digits are written out: `\d` also takes those of other scripts, which the tables do not.
    static let regionCode = ColumnType.code({ $0.wholeMatch(of: /[0-9]{2}(\.[0-9]{2})?/) != nil }, like: "32 or 32.16")
    static let occupationCode = ColumnType.code({ $0.wholeMatch(of: /[0-9]{1,4}/) != nil }, like: "7212")
    static let unitGroupCode = ColumnType.code({ $0.wholeMatch(of: /[0-9]{4}/) != nil }, like: "7212 (four digits)")
    /// A code of four digits, the name of a unit group, or the word for no occupation; `UnitGroupNames` reads which.
    static let taughtCode = ColumnType.code(
        { UnitGroupNames.isCode($0) || $0.utf8.count <= 300 && $0.contains(where: \.isLetter) }, like: "7212 (four digits)")
    static let industryCode = ColumnType.code(
        { $0.wholeMatch(of: /[A-U]|[0-9]{2,5}/) != nil }, like: "C, 25 (a letter, or two to five digits)")
    static let freeCode = ColumnType.code(
        { $0.utf8.count <= 60 && !$0.contains(where: { $0.isWhitespace || $0 == "|" || $0 == "\"" || $0 == "," }) },
        like: "A.1-2 (no blanks, at most 60 characters)")
    static let name = ColumnType.text(limit: 300)

    static let regions: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("region_code", regionCode), .required("name", name),
                .required(
                    "kind",
                    .choice(
                        ["provinsi", "kabupaten", "kota"], aliases: ["province": "provinsi", "regency": "kabupaten", "city": "kota"])),
                .optional("parent_code", regionCode),
                .optional("latitude", .number(-15...10, .measure)), .optional("longitude", .number(90...145, .measure)),
                .optional("population", .integer(0...2_000_000_000)),
                .optional("bps_code", .code({ $0.wholeMatch(of: /[0-9]{2}|[0-9]{4}/) != nil }, like: "3216")),
            ], key: ["region_code"])
        kind.references = [
            Reference(
                column: "parent_code", table: "padan.region", key: "region_code", ownColumn: "region_code", offered: "kind = 'provinsi'")
        ]
        kind.merges = [
            Merge(
                table: "padan.region", key: ["region_code"],
                values: ["name", "kind", "parent_code", "latitude", "longitude", "population", "bps_code"])
        ]
        kind.checks = [
            RowCheck(["region_code", "kind"]) { row in
                (row["kind"] == "provinsi") != (row["region_code"]?.count == 2) ? ("kind", .level) : nil
            },
            // The code alone says what the parent is, so that a wrong level is not told twice.
            RowCheck(["region_code", "parent_code"]) { row in
                let code = row["region_code"] ?? ""
                guard code.count > 2 else { return row["parent_code"] == nil ? nil : ("parent_code", .provinceParent) }
                let parent = String(code.prefix(2))
                return row["parent_code"] == parent ? nil : ("parent_code", .parent(of: code, is: parent))
            },
            RowCheck(["latitude", "longitude"]) { row in
                (row["latitude"] == nil) != (row["longitude"] == nil) ? ("latitude", .position) : nil
            },
        ]
        return kind
    }()

    static let districts: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("district_code", .code({ $0.wholeMatch(of: /[0-9]{2}\.[0-9]{2}\.[0-9]{2}/) != nil }, like: "32.16.05")),
                .required("name", name), .required("region_code", regionCode),
            ], key: ["district_code"])
        kind.references = [
            Reference(column: "region_code", table: "padan.region", key: "region_code", offered: "kind <> 'provinsi'")
        ]
        kind.merges = [Merge(table: "padan.district", key: ["district_code"], values: ["name", "region_code"])]
        kind.checks = [
            RowCheck(["district_code", "region_code"]) { row in
                row["district_code"]?.prefix(5) == row["region_code"]?[...] ? nil : ("region_code", .districtParent)
            }
        ]
        return kind
    }()

    static let industries: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("industry_code", industryCode), .optional("parent_code", industryCode), .required("name", name),
                .optional("name_en", name),
            ], key: ["industry_code"])
        // Official lists have the section's letter on every row, and no English names.
        kind.complete = { row in
            row["name"] = row["name"].map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            guard let code = row["industry_code"], code.first?.isNumber == true else {
                if row["parent_code"] == row["industry_code"] { row["parent_code"] = nil }
                return nil
            }
            if code.count > 2, row["parent_code"].map({ $0.first?.isLetter == true }) ?? true {
                row["parent_code"] = String(code.dropLast())
            } else if code.count == 2, row["parent_code"] == nil {
                row["parent_code"] = Industries.section(ofDivision: code)
            }
            return nil
        }
        kind.before = """
            UPDATE import_row AS r
            SET name_en = coalesce((SELECT i.name_en FROM padan.industry AS i WHERE i.industry_code = r.industry_code), r.name)
            WHERE r.name_en IS NULL AND r.rejected IS NULL
            """
        kind.references = [Reference(column: "parent_code", table: "padan.industry", key: "industry_code", ownColumn: "industry_code")]
        kind.merges = [Merge(table: "padan.industry", key: ["industry_code"], values: ["parent_code", "name", "name_en"])]
        kind.checks = [
            RowCheck(["industry_code", "parent_code"]) { row in
                (row["industry_code"]?.count == 1) == (row["parent_code"] == nil) ? nil : ("parent_code", .sectionParent)
            }
        ]
        return kind
    }()

    static let titles: KindSpecification = {
        var kind = KindSpecification(
            columns: [.required("title", name), .required("occupation_code", taughtCode), .derived("written_title", name)], key: ["title"])
        kind.references = [
            Reference(
                column: "occupation_code", table: "padan.occupation", key: "occupation_code", offered: "length(occupation_code) = 4")
        ]
        kind.writtenKey = "written_title"
        kind.merges = [Merge(table: "padan.taught_title", key: ["title"], values: ["occupation_code", "written_title"])]
        return kind
    }()

    static let units: KindSpecification = {
        var kind = KindSpecification(
            columns: [.required("unit_code", freeCode), .required("title", name), .optional("standard", name)],
            key: ["unit_code"])
        kind.merges = [Merge(table: "padan.unit", key: ["unit_code"], values: ["title", "standard"])]
        return kind
    }()

    static let schemes: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("scheme_code", freeCode), .required("name", name), .required("lsp_name", name),
                .optional("candidates_per_day", .integer(1...50), standard: "10"),
            ], key: ["scheme_code"])
        kind.merges = [
            Merge(table: "padan.scheme", key: ["scheme_code"], values: ["name", "lsp_name", "candidates_per_day"])
        ]
        return kind
    }()

    static let programs: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("program_code", freeCode), .required("name", name), .required("kejuruan", .text(limit: 100)),
                .required("hours_jp", .integer(1...5000)), .optional("package_size", .integer(1...100), standard: "16"),
                .optional(
                    "education_min",
                    .choice(
                        ["SD", "SMP", "SMA/SMK", "D3", "S1"],
                        aliases: ["sma": "SMA/SMK", "smk": "SMA/SMK", "slta": "SMA/SMK", "sltp": "SMP", "d-3": "D3", "s-1": "S1"])),
                .optional("scheme_code", freeCode), .optional("cost_rupiah", .rupiah(1...100_000_000_000)),
                .optional("units", .list(weighted: false)), .optional("occupations", .list(weighted: true)),
            ], key: ["program_code"])
        // Programmes prepare for unit groups; a wider group of KBJI is kept nowhere, and never filled up to one.
        kind.checks = [
            RowCheck(["occupations"]) { row in
                let isUnitGroups = (row["occupations"] ?? "").matches(of: /"([^":]*):/).allSatisfy {
                    $0.1.wholeMatch(of: /[0-9]{4}/) != nil
                }
                return isUnitGroups ? nil : ("occupations", .badCode(like: "7212 (four digits)"))
            }
        ]
        kind.before = """
            INSERT INTO padan.kejuruan (name) SELECT DISTINCT kejuruan FROM import_row WHERE rejected IS NULL
            ON CONFLICT DO NOTHING
            """
        kind.references = [Reference(column: "scheme_code", table: "padan.scheme", key: "scheme_code")]
        kind.merges = [
            Merge(
                table: "padan.program", key: ["program_code"],
                values: ["name", "kejuruan", "hours_jp", "package_size", "education_min", "scheme_code", "cost_rupiah"])
        ]
        kind.lists = [
            ListMerge(
                table: "padan.program_unit", owner: "program_code", column: "units", itemColumns: ["unit_code"],
                itemExpressions: ["item"], canonical: "array_agg(unit_code ORDER BY unit_code)",
                reference: ("padan.unit", "unit_code")),
            ListMerge(
                table: "padan.program_occupation", owner: "program_code", column: "occupations",
                itemColumns: ["occupation_code", "relevance"],
                itemExpressions: ["split_part(item, ':', 1)", "split_part(item, ':', 2)::double precision"],
                canonical:
                    "array_agg(occupation_code || ':' || CASE WHEN relevance = 1 THEN '1.0' ELSE relevance::text END ORDER BY occupation_code)",
                reference: ("padan.occupation", "occupation_code")),
        ]
        return kind
    }()
}
