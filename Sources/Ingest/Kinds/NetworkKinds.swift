import Domain

/// BLKs, what they run, with whom and where, what came of it.
extension KindSpecification {
    static let toBlk = Reference(column: "blk_code", table: "padan.blk", key: "blk_code")
    static let toProgram = Reference(column: "program_code", table: "padan.program", key: "program_code")
    static let toRegion = Reference(column: "region_code", table: "padan.region", key: "region_code")
    /// A region, or the country, which the register does not have.
    static let toStatisticRegion = Reference(
        column: "region_code", table: "padan.region", key: "region_code", needless: "r.region_code = '\(Region.countryCode)'")
    static let toKejuruan = Reference(column: "kejuruan", table: "padan.kejuruan", key: "name")
    static let regency = ColumnType.region(levels: [.district, .regency])
    /// A regency, a city, a province or the country.
    static let statisticRegion = ColumnType.region(levels: [.district, .regency, .province, .country])

    static func validityOrder(from: String, until: String) -> RowCheck {
        RowCheck([from, until]) { row in
            guard let first = row[from], let last = row[until], last < first else { return nil }
            return (until, .endsBeforeItBegins)
        }
    }

    static let blks: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("blk_code", freeCode), .required("name", name),
                .required(
                    "kind", .choice(["BBPLK", "UPTP", "UPTD", "Komunitas"], aliases: ["blkk": "Komunitas", "community": "Komunitas"])),
                .required("region_code", regency), .optional("parent_code", freeCode), .optional("joined_year", year),
            ], key: ["blk_code"])
        kind.references = [
            toRegion,
            Reference(
                column: "parent_code", table: "padan.blk", key: "blk_code", ownColumn: "blk_code", offered: "kind = 'BBPLK'"),
        ]
        kind.merges = [
            Merge(
                table: "padan.blk", key: ["blk_code"], values: ["name", "kind", "region_code", "parent_code", "joined_year"])
        ]
        kind.checks = [
            RowCheck(["blk_code", "parent_code"]) { $0["parent_code"] == $0["blk_code"] ? ("parent_code", .ownParent) : nil },
            RowCheck(["parent_code", "joined_year"]) { row in
                (row["parent_code"] == nil) != (row["joined_year"] == nil) ? ("joined_year", .joinedYear) : nil
            },
        ]
        return kind
    }()

    static let catalogs: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("blk_code", freeCode), .required("program_code", freeCode),
                .optional("valid_from", .day, standard: "2000-01-01"), .optional("valid_until", .day),
            ], key: ["blk_code", "program_code", "valid_from"])
        kind.references = [toBlk, toProgram]
        kind.merges = [
            Merge(table: "padan.catalog", key: ["blk_code", "program_code", "valid_from"], values: ["valid_until"])
        ]
        kind.validity = Validity(
            table: "padan.catalog", key: ["blk_code", "program_code"], from: "valid_from", until: "valid_until")
        kind.checks = [validityOrder(from: "valid_from", until: "valid_until")]
        return kind
    }()

    static let workshops: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("workshop_code", freeCode), .required("blk_code", freeCode), .required("kejuruan", .text(limit: 100)),
                .required("hours_per_year", .integer(0...8784)),
                .optional("hours_committed", .integer(0...8784), standard: "0"), .optional("tuk_until", .day),
            ], key: ["workshop_code"])
        kind.references = [toBlk, toKejuruan]
        kind.merges = [
            Merge(
                table: "padan.workshop", key: ["workshop_code"],
                values: ["blk_code", "kejuruan", "hours_per_year", "hours_committed", "tuk_until"])
        ]
        return kind
    }()

    static let instructors: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("instructor_code", freeCode), .required("name", name), .required("blk_code", freeCode),
                .required("kejuruan", .text(limit: 100)), .optional("hours_per_year", .integer(0...3000), standard: "1200"),
                .optional("unit_code", freeCode), .optional("valid_from", .day), .optional("valid_until", .day),
            ], key: ["instructor_code", "unit_code", "valid_from"])
        kind.references = [
            toBlk, toKejuruan, Reference(column: "unit_code", table: "padan.unit", key: "unit_code"),
        ]
        kind.merges = [
            Merge(
                table: "padan.instructor", key: ["instructor_code"],
                values: ["name", "blk_code", "kejuruan", "hours_per_year"]),
            Merge(
                table: "padan.instructor_competence", key: ["instructor_code", "unit_code", "valid_from"],
                values: ["valid_until"], condition: "r.unit_code IS NOT NULL"),
        ]
        kind.validity = Validity(
            table: "padan.instructor_competence", key: ["instructor_code", "unit_code"], from: "valid_from",
            until: "valid_until")
        kind.checks = [
            RowCheck(["unit_code", "valid_from", "valid_until"]) { row in
                row["unit_code"] != nil && (row["valid_from"] == nil || row["valid_until"] == nil) ? ("valid_until", .periodMissing) : nil
            },
            validityOrder(from: "valid_from", until: "valid_until"),
        ]
        return kind
    }()

    static let assessors: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("assessor_code", freeCode), .required("scheme_code", freeCode), .required("name", name),
                .required("region_code", regency), .required("days_per_year", .integer(0...366)),
                .required("licensed_from", .day), .required("licensed_until", .day),
            ], key: ["assessor_code", "scheme_code", "licensed_from"])
        kind.references = [toRegion, Reference(column: "scheme_code", table: "padan.scheme", key: "scheme_code")]
        kind.merges = [
            Merge(
                table: "padan.assessor", key: ["assessor_code", "scheme_code", "licensed_from"],
                values: ["name", "region_code", "days_per_year", "licensed_until"])
        ]
        kind.validity = Validity(
            table: "padan.assessor", key: ["assessor_code", "scheme_code"], from: "licensed_from", until: "licensed_until")
        kind.checks = [validityOrder(from: "licensed_from", until: "licensed_until")]
        return kind
    }()

    static let outcomes: KindSpecification = {
        let persons = ColumnType.integer(0...100_000)
        var kind = KindSpecification(
            columns: [
                .required("blk_code", freeCode), .required("program_code", freeCode), .required("year", year),
                .optional("packages", .integer(0...10_000)), .required("trained", persons), .optional("certified", persons),
                .optional("placed", persons),
            ], key: ["blk_code", "program_code", "year"])
        kind.references = [toBlk, toProgram]
        kind.merges = [
            Merge(
                table: "padan.outcome", key: ["blk_code", "program_code", "year"],
                values: ["packages", "trained", "certified", "placed"])
        ]
        kind.checks = ["certified", "placed"].map { column in
            RowCheck(["trained", column]) { row in
                let trained = Int(row["trained"] ?? "") ?? 0
                guard let count = row[column].flatMap({ Int($0) }), count > trained else { return nil }
                return (column, .moreThanTrained(trained))
            }
        }
        return kind
    }()

    static let realizations: KindSpecification = {
        let persons = ColumnType.integer(0...100_000)
        var kind = KindSpecification(
            columns: [
                .required("blk_code", freeCode), .required("program_code", freeCode), .required("year", year),
                .required("month", .integer(1...12)), .required("packages", .integer(0...10_000)), .required("participants", persons),
                .required("certified", persons),
            ], key: ["blk_code", "program_code", "year", "month"])
        kind.references = [toBlk, toProgram]
        kind.merges = [
            Merge(
                table: "padan.realization", key: ["blk_code", "program_code", "year", "month"],
                values: ["packages", "participants", "certified"])
        ]
        return kind
    }()

    static let targets: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("network_code", freeCode), .required("year", year),
                .required("participants", .integer(0...10_000_000)), .required("certified", .integer(0...10_000_000)),
            ], key: ["network_code", "year"])
        kind.references = [Reference(column: "network_code", table: "padan.blk", key: "blk_code", offered: "kind = 'BBPLK'")]
        kind.merges = [
            Merge(table: "padan.target", key: ["network_code", "year"], values: ["participants", "certified"])
        ]
        kind.checks = [
            RowCheck(["participants", "certified"]) { row in
                (Int(row["certified"] ?? "") ?? 0) > (Int(row["participants"] ?? "") ?? 0)
                    ? ("certified", .moreThanParticipants) : nil
            }
        ]
        return kind
    }()

    static let budgets: KindSpecification = {
        var kind = KindSpecification(
            columns: [
                .required("blk_code", freeCode), .required("scope", .choice(["blk", "network"], aliases: ["jejaring": "network"])),
                .required("year", year),
                .required("rupiah", .rupiah(0...1_000_000_000_000_000)),
            ], key: ["blk_code", "scope", "year"])
        kind.references = [toBlk]
        kind.merges = [Merge(table: "padan.budget", key: ["blk_code", "scope", "year"], values: ["rupiah"])]
        return kind
    }()
}
