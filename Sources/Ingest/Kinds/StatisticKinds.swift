import Domain

/// PDRB, employment by occupation, labour force; and the groups that statistics are stated for.
extension KindSpecification {
    /// The words for the total of a table in a column of industries; it is the group of all sections.
    static let totals: Set<String> = ["total", "jumlah", "pdrb", "semua"]

    /// A KBLI industry, or a group of sections such as `M,N`.
    static let industryOrGroup = ColumnType.code(
        { isSection($0) || isDigits($0, 2...5) || group($0) != nil }, like: "C, 25, M,N (a letter, digits, or several letters)")

    /// A KBLI section, or a group of sections.
    private static let sectionOrGroup = ColumnType.code(
        { isSection($0) || group($0) != nil }, like: "C, M,N (a letter or several)")

    /// A KBJI group, or several major groups such as `7,8,9`.
    private static let occupationOrGroup = ColumnType.code(
        { isDigits($0, 1...4) || majorGroups($0) != nil }, like: "7, 7212, 7,8,9 (digits, or several major groups)")

    /// An industry that the register has, or a group of sections.
    static let toIndustryOrGroup = Reference(
        column: "industry_code", table: "padan.industry", key: "industry_code", needless: "strpos(r.industry_code, ',') > 0")

    /// Whether a text is the letter of a section. Large files have one in each row, so that no pattern is matched.
    private static func isSection(_ text: Substring) -> Bool {
        text.utf8.count == 1 && text.utf8.allSatisfy { (0x41...0x55).contains($0) }
    }

    /// Whether a text is so many digits.
    private static func isDigits(_ text: Substring, _ count: ClosedRange<Int>) -> Bool {
        count.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether a text is a group as tables hold it: letters of sections that rise, with commas between them.
    private static func isHeldGroup(_ text: some StringProtocol) -> Bool {
        var last: UInt8 = 0x40
        for (place, byte) in text.utf8.enumerated() {
            if place % 2 == 1 {
                guard byte == 0x2C else { return false }
            } else {
                guard byte > last, byte <= 0x55 else { return false }
                last = byte
            }
        }
        return text.utf8.count >= 3 && text.utf8.count % 2 == 1
    }

    /// The code of a group of sections as tables hold it; `nil` for other texts.
    private static func group(_ text: some StringProtocol) -> String? {
        if isHeldGroup(text) { return String(text) }
        return totals.contains(text.lowercased()) ? IndustryGroup.total : IndustryGroup(text)?.code
    }

    /// The code of several major groups of occupations as tables hold it; `nil` for other texts.
    private static func majorGroups(_ text: some StringProtocol) -> String? {
        guard text.contains(","), String(text).wholeMatch(of: /[0-9]( *, *[0-9])+/) != nil else { return nil }
        let digits = text.filter(\.isWholeNumber).map(String.init)
        return Set(digits).count == digits.count ? digits.sorted().joined(separator: ",") : nil
    }

    /// Writes a group of sections as tables hold it.
    @Sendable static func writeGroup(_ row: inout [String: String]) -> (column: String, why: RejectReason)? {
        // A single section is no group; most rows of large files have one.
        if let text = row["industry_code"], text.utf8.count > 1, let code = group(text) { row["industry_code"] = code }
        return nil
    }

    static let grdp: KindSpecification = {
        let key = ["region_code", "industry_code", "year", "price_basis"]
        var kind = KindSpecification(
            columns: [
                .required("region_code", statisticRegion), .required("industry_code", sectionOrGroup), .required("year", year),
                .required(
                    "price_basis",
                    .choice(
                        ["constant", "current"],
                        aliases: [
                            "konstan": "constant", "harga konstan": "constant", "adhk": "constant", "berlaku": "current",
                            "harga berlaku": "current", "adhb": "current",
                        ])), .required("value_billion_rupiah", .number(0...1e8, .measure)),
            ], key: key)
        kind.complete = writeGroup
        kind.figures = [Figure(column: "value_billion_rupiah", nature: .sum)]
        kind.itemColumn = "industry_code"
        kind.variantColumn = "price_basis"
        kind.references = [toStatisticRegion, toIndustryOrGroup]
        kind.merges = [Merge(table: "padan.grdp", key: key, values: ["value_billion_rupiah"], traced: "value_billion_rupiah")]
        return kind
    }()

    static let occupationEmployment: KindSpecification = {
        let key = ["region_code", "occupation_code", "year"]
        var kind = KindSpecification(
            columns: [
                .required("region_code", statisticRegion), .required("occupation_code", occupationOrGroup), .required("year", year),
                .required("persons", .number(0...1e9, .count)),
            ], key: key)
        kind.complete = { row in
            if let text = row["occupation_code"], let code = majorGroups(text) { row["occupation_code"] = code }
            return nil
        }
        kind.references = [
            toStatisticRegion,
            Reference(
                column: "occupation_code", table: "padan.occupation", key: "occupation_code", needless: "strpos(r.occupation_code, ',') > 0"
            ),
        ]
        kind.figures = [Figure(column: "persons", nature: .sum)]
        kind.itemColumn = "occupation_code"
        kind.isAdditive = true
        kind.merges = [Merge(table: "padan.occupation_employment", key: key, values: ["persons"], traced: "persons")]
        return kind
    }()

    /// Employed and unemployed persons. A file may state one of them and another file the other one; a labour force that it states beside
    /// them is checked, or gives the one that is missing. A row with a labour force alone is compared with what is stored, and stored nowhere.
    static let labourForce: KindSpecification = {
        let persons = ColumnType.integer(0...1_000_000_000)
        var kind = KindSpecification(
            columns: [
                .required("region_code", statisticRegion), .required("year", year), .optional("employed", persons),
                .optional("unemployed", persons), .check("labour_force", persons),
            ], key: ["region_code", "year"])
        kind.complete = { row in
            let known = ["employed", "unemployed", "labour_force"].map { row[$0].flatMap { Int($0) } }
            switch (known[0], known[1], known[2]) {
            case (let employed?, let unemployed?, let all?):
                return employed + unemployed == all ? nil : ("labour_force", .notTheSum(employed + unemployed))
            case (let employed?, nil, let all?):
                guard all >= employed else { return ("labour_force", .lessThanAPart) }
                row["unemployed"] = String(all - employed)
            case (nil, let unemployed?, let all?):
                guard all >= unemployed else { return ("labour_force", .lessThanAPart) }
                row["employed"] = String(all - unemployed)
            default: break
            }
            return nil
        }
        kind.checks = [
            // Where a file has columns for them, one of them must be there.
            RowCheck(["employed", "unemployed", "labour_force"], inFilesWith: ["employed", "unemployed"]) { row in
                row["employed"] == nil && row["unemployed"] == nil && row["labour_force"] != nil ? ("employed", .neitherOfBoth) : nil
            },
            RowCheck(["employed", "unemployed", "labour_force"]) { row in
                ["employed", "unemployed", "labour_force"].allSatisfy { row[$0] == nil } ? ("employed", .neitherOfBoth) : nil
            },
        ]
        kind.figures = ["employed", "unemployed", "labour_force"].map { Figure(column: $0, nature: .sum) }
        kind.isAdditive = true
        kind.references = [toStatisticRegion]
        kind.merges = [
            Merge(
                table: "padan.labour_force", key: ["region_code", "year"], values: ["employed", "unemployed"],
                condition: "(r.employed IS NOT NULL OR r.unemployed IS NOT NULL)", keepsUnstated: true, traced: "employed")
        ]
        return kind
    }()
}
