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

    /// Takes the codes of a register.
    ///
    /// The register need not have the BPS codes of provinces: they are the first two digits that most of a province's regencies have.
    ///
    /// - Parameter regions: provinces, regencies and cities.
    public init(regions: [Region]) {
        names = Dictionary(regions.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        var fromBps: [String: String] = [:]
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
    }

    /// The Kemendagri code that a BPS code stands for.
    ///
    /// - Parameter code: a BPS code such as `3216`.
    /// - Returns: the Kemendagri code, or `nil` when no region has this BPS code.
    public func region(bps code: String) -> String? { fromBps[code] }

    /// The codes of four digits that mean one region in one system and another region in the other one.
    public var ambiguous: [String] {
        fromBps.keys.filter { code in
            let (kemendagri, bps) = meanings(of: Substring(code))
            return code.count == 4 && kemendagri != nil && bps != nil && kemendagri != bps
        }.sorted()
    }

    /// A region's code and name, for messages; the code alone where the register has no such region.
    func label(_ code: String) -> String { names[code].map { "\(code) \($0)" } ?? code }

    /// What a code of two or four digits means in either system.
    func meanings(of text: Substring) -> (kemendagri: String?, bps: String?) {
        let dotted = Self.dotted(text)
        return (names[dotted] == nil ? nil : dotted, fromBps[String(text)])
    }

    /// Whether a text is a code without a point, which either system may have written.
    static func isBare(_ text: Substring) -> Bool {
        (text.utf8.count == 2 || text.utf8.count == 4) && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// Reads a code.
    ///
    /// - Returns: the Kemendagri code, which the register need not have; `nil` when the text has no form of a code.
    func read(_ text: Substring, _ system: RegionSystem?) -> Result<String, RejectReason>? {
        if text.wholeMatch(of: /\d\d\.\d\d/) != nil { return .success(String(text)) }
        if text.wholeMatch(of: /\d\d\.\d/) != nil {
            let likely = ["\(text)0", "\(text.prefix(3))0\(text.suffix(1))"].filter { names[$0] != nil }.map(label)
            return .failure(.shortRegionCode(String(text), likely: likely))
        }
        guard Self.isBare(text) else { return nil }
        if system == .bps { return fromBps[String(text)].map { .success($0) } ?? .failure(.unknownRegion([])) }
        // Provinces are written with two digits in both systems, and this program's own files have the ministry's.
        if system == .kemendagri || text.utf8.count == 2 { return .success(Self.dotted(text)) }
        switch meanings(of: text) {
        case (let kemendagri?, let bps?):
            return kemendagri == bps
                ? .success(bps) : .failure(.ambiguousRegion(String(text), kemendagri: label(kemendagri), bps: label(bps)))
        case (let only?, nil), (nil, let only?): return .success(only)
        case (nil, nil): return .failure(.unknownRegion([]))
        }
    }

    private static func dotted(_ text: Substring) -> String {
        text.utf8.count == 4 ? "\(text.prefix(2)).\(text.suffix(2))" : String(text)
    }
}
