import Domain

/// Reads the regions of one file, which are codes of one system or names, or both in two columns.
struct RegionReader {
    let places: PlaceResolver
    /// The system of codes without a point; `nil` while nobody has said it.
    var system: RegionSystem?

    private var codes: RegionCodes { places.codes }

    /// Finds the system in which codes and names agree more often.
    ///
    /// - Parameter rows: pairs of code and name, with the number of rows that have them.
    /// - Returns: `nil` where both systems agree with the names equally often.
    func systemThatAgrees(_ rows: [Pair: Int]) -> RegionSystem? {
        var kemendagri = 0
        var bps = 0
        for (pair, count) in rows {
            let (first, second) = codes.meanings(of: Substring(pair.code))
            guard first != second else { continue }
            if let first, places.mayMean(pair.name, first) { kemendagri += count }
            if let second, places.mayMean(pair.name, second) { bps += count }
        }
        return kemendagri == bps ? nil : kemendagri > bps ? .kemendagri : .bps
    }

    /// A code and the name beside it.
    struct Pair: Hashable {
        let code: String
        let name: String
    }

    /// The Kemendagri code of a region.
    ///
    /// - Parameters:
    ///   - text: what stands in the column: a code or a name.
    ///   - name: what stands in the column of names beside it; empty without such a column.
    ///   - levels: the levels that the column may have.
    ///   - isNumber: the text is a number of a sheet, which has lost the zero at its end.
    /// - Returns: the code, which the register need not have, or why the row is refused.
    func read(_ text: Substring, name: Substring, levels: Set<Place.Level>, isNumber: Bool) -> Result<String, RejectReason> {
        if text == Region.countryCode, levels.contains(.country) { return .success(Region.countryCode) }
        let whole = isNumber && text.wholeMatch(of: /[0-9]{2}\.[0-9]/) != nil ? text + "0" : text
        guard let read = codes.read(whole, system) else { return resolve(whole, levels) }
        if name.isEmpty { return read.flatMap { checked($0, levels) } }
        // The name can tell what the code alone does not.
        if RegionCodes.isBare(whole), system == nil {
            let (first, second) = codes.meanings(of: whole)
            let meant = Set([first, second].compactMap { $0 }).filter { places.mayMean(String(name), $0) }
            guard let only = meant.first else {
                return .failure(.regionMismatch(code: String(whole), name: String(name), found: nil))
            }
            if let first, let second, first != second {
                return .failure(.ambiguousRegion(String(whole), kemendagri: codes.label(first), bps: codes.label(second)))
            }
            return checked(only, levels)
        }
        guard case .success(let code) = read else {
            if case .failure(let why) = read, why.code == "short_code" { return read }
            return .failure(.regionMismatch(code: String(whole), name: String(name), found: nil))
        }
        guard places.mayMean(String(name), code) else {
            return .failure(.regionMismatch(code: String(whole), name: String(name), found: codes.label(code)))
        }
        return checked(code, levels)
    }

    private func checked(_ code: String, _ levels: Set<Place.Level>) -> Result<String, RejectReason> {
        code.utf8.count > 2 || levels.contains(.province) ? .success(code) : .failure(.notARegency)
    }

    private func resolve(_ text: Substring, _ levels: Set<Place.Level>) -> Result<String, RejectReason> {
        let place = places.resolve(String(text))
        if place.level == .country, levels.contains(.country) { return .success(Region.countryCode) }
        guard let code = place.regionCode, levels.contains(place.level) else { return .failure(.unknownRegion(place.alternatives)) }
        return .success(code)
    }
}
