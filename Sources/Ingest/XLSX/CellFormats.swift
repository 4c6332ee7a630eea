import BitCollections

/// Which cell formats show a number as a day.
///
/// - Source: ECMA-376, part 1, 18.8.30 (numFmt).
final class CellFormats: XMLHandler {
    private var custom: [Int: Bool] = [:]
    /// Numbers of the formats that show days.
    private var days = BitSet()
    private var count = 0
    private var inCellFormats = false

    /// Whether cells of a style show days.
    func isDay(_ style: Int) -> Bool { style >= 0 && days.contains(style) }

    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) {
        if isNamed(name, "numFmt"), let id = attributes.integer("numFmtId"), custom.count < 10_000 {
            custom[id] = Self.showsDay(attributes.string("formatCode") ?? "")
        } else if isNamed(name, "cellXfs") {
            inCellFormats = true
        } else if inCellFormats, isNamed(name, "xf"), count < 100_000 {
            let id = attributes.integer("numFmtId") ?? 0
            if custom[id] ?? ((14...17).contains(id) || id == 22 || (27...36).contains(id) || (50...58).contains(id)) { days.insert(count) }
            count += 1
        }
    }

    func end(_ name: UnsafePointer<CChar>) {
        if isNamed(name, "cellXfs") { inCellFormats = false }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// Whether a format has a year or a day in it, outside quotes and brackets.
    static func showsDay(_ format: String) -> Bool {
        var quoted = false
        var bracketed = false
        var escaped = false
        for character in format.lowercased() {
            if escaped {
                escaped = false
                continue
            }
            switch character {
            case "\\", "_", "*": escaped = true
            case "\"": quoted.toggle()
            case "[" where !quoted: bracketed = true
            case "]" where !quoted: bracketed = false
            case "y", "d": if !quoted, !bracketed { return true }
            default: break
            }
        }
        return false
    }
}
