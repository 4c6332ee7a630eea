import Domain

/// Which office's codes the regions of a file have.
public enum RegionSystem: String, Sendable, CaseIterable {
    /// The ministry of home affairs: `32` and `32.16`, also written without the point.
    case kemendagri
    /// The statistical office: `32` and `3216`. Many regencies have other digits than in the ministry's system.
    case bps
}

/// The codes of all regions in both systems.
public struct RegionCodes: Sendable {
    /// Kemendagri code → name.
    private let names: [String: String]
    /// BPS code → Kemendagri code, of regencies and of provinces.
    private let fromBps: [String: String]
    /// First two digits of a province's BPS codes → its regencies whose BPS code is not known.
    private let withoutBps: [String: [String]]
    /// Regions whose BPS code is known.
    private let withBps: Set<String>
    /// Provinces that others were divided from: which, and the last year of the undivided one.
    let extents: [(code: String, regions: [String], until: Int)]
    /// Kemendagri code of before → that of today.
    private let former: [String: String]

    /// Takes the codes of a register.
    ///
    /// The register need not have the BPS codes of provinces: they are the first two digits that most of a province's regencies have.
    ///
    /// - Parameters:
    ///   - regions: provinces, regencies and cities.
    ///   - entries: codes that the register does not have; those of regions that it does not have either are left out.
    public init(regions: [Region], entries: [RegionCodeEntry] = []) {
        let names = Dictionary(regions.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        self.names = names
        extents = entries.compactMap { entry in
            entry.kind == .extent ? entry.until.map { (entry.code, entry.regions, $0) } : nil
        }
        former = Dictionary(
            entries.filter { $0.kind == .kemendagri && names[$0.code] == nil }.map { ($0.code, $0.regions[0]) },
            uniquingKeysWith: { first, _ in first })
        var fromBps: [String: String] = [:]
        for entry in entries where entry.kind == .bps && names[entry.regions[0]] != nil { fromBps[entry.code] = entry.regions[0] }
        var heads: [String: [String: Int]] = [:]
        for region in regions {
            guard let code = region.bpsCode else { continue }
            fromBps[code] = region.code
            if region.kind != .provinsi { heads[region.provinceCode, default: [:]][String(code.prefix(2)), default: 0] += 1 }
        }
        for (province, counts) in heads.sorted(by: { $0.key < $1.key }) {
            let head = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
            if let head, fromBps[head] == nil { fromBps[head] = province }
        }
        self.fromBps = fromBps
        withBps = Set(regions.filter { $0.bpsCode != nil }.map(\.code)).union(fromBps.values)
        let headOf = Dictionary(fromBps.filter { $0.key.count == 2 }.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        var withoutBps: [String: [String]] = [:]
        for region in regions where region.kind != .provinsi && region.bpsCode == nil {
            if let head = headOf[region.provinceCode] { withoutBps[head, default: []].append(region.code) }
        }
        self.withoutBps = withoutBps
    }

    /// The Kemendagri code that a BPS code stands for.
    ///
    /// - Parameter code: a BPS code such as `3216`.
    /// - Returns: the Kemendagri code, or `nil` when no region has this BPS code.
    public func region(bps code: String) -> String? { fromBps[code] }

    /// The codes of four digits that mean one region in one system and another region in the other one, or may mean one whose BPS code is
    /// not known.
    public var ambiguous: [String] {
        let codes = Set(fromBps.keys).union(names.keys.map { $0.filter { $0 != "." } }).filter { $0.count == 4 }
        return codes.filter { code in
            guard case .failure(let why)? = read(Substring(code), nil) else { return false }
            return why.code == "ambiguous_region"
        }.sorted()
    }

    /// The regions whose BPS code is not known and that a code may mean, where the one that it means in the ministry's system has
    /// another BPS code.
    private func others(_ text: Substring, than kemendagri: String) -> [String] {
        withBps.contains(kemendagri) ? withoutBps[String(text.prefix(2))] ?? [] : []
    }

    /// The name of a region of the register.
    func name(_ code: String) -> String? { names[code] }

    /// A region's code and name, for messages; the code alone where the register has no such region.
    func label(_ code: String) -> String { names[code].map { "\(code) \($0)" } ?? code }

    /// What a code of two or four digits means in either system.
    func meanings(of text: Substring) -> (kemendagri: String?, bps: String?) {
        let text = Self.withoutZeros(text)
        let code = today(Self.dotted(text))
        return (names[code] == nil ? nil : code, fromBps[String(text)])
    }

    /// The code that a region has today.
    private func today(_ code: String) -> String { former[code] ?? code }

    /// Whether a text is a code without a point, which either system may have written.
    static func isBare(_ text: Substring) -> Bool {
        (text.utf8.count == 2 || text.utf8.count == 4) && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// Reads a code.
    ///
    /// - Returns: the Kemendagri code, which the register need not have; `nil` when the text has no form of a code.
    func read(_ text: Substring, _ system: RegionSystem?) -> Result<String, RejectReason>? {
        if text.wholeMatch(of: /[0-9]{2}\.[0-9]{2}/) != nil { return .success(today(String(text))) }
        if text.wholeMatch(of: /[0-9]{2}\.[0-9]/) != nil {
            let likely = ["\(text)0", "\(text.prefix(3))0\(text.suffix(1))"].filter { names[$0] != nil }.map(label)
            return .failure(.shortRegionCode(String(text), likely: likely))
        }
        guard Self.isBare(text) else { return nil }
        let isFilled = Self.withoutZeros(text) != text
        let text = Self.withoutZeros(text)
        if system == .bps { return fromBps[String(text)].map { .success($0) } ?? .failure(.unknownRegion([])) }
        // Provinces are written with two digits in both systems, and this program's own files have the ministry's.
        if system == .kemendagri || text.utf8.count == 2 && !isFilled { return .success(today(Self.dotted(text))) }
        switch meanings(of: text) {
        case (let kemendagri?, let bps?):
            return kemendagri == bps
                ? .success(bps) : .failure(.ambiguousRegion(String(text), kemendagri: label(kemendagri), bps: label(bps)))
        case (let kemendagri?, nil):
            let others = others(text, than: kemendagri)
            return others.isEmpty
                ? .success(kemendagri)
                : .failure(.ambiguousRegion(String(text), kemendagri: label(kemendagri), perhaps: others.map(label)))
        case (nil, let bps?): return .success(bps)
        case (nil, nil): return .failure(.unknownRegion([]))
        }
    }

    /// The two digits of a province that is written with four: `3200`.
    private static func withoutZeros(_ text: Substring) -> Substring {
        text.utf8.count == 4 && text.hasSuffix("00") ? text.prefix(2) : text
    }

    private static func dotted(_ text: Substring) -> String {
        text.utf8.count == 4 ? "\(text.prefix(2)).\(text.suffix(2))" : String(text)
    }
}
