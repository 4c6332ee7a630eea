/// One record of a table: the fields' bytes in UTF-8, one behind the other.
struct TableRecord {
    /// Why the record cannot be believed, whatever its kind of file.
    struct Fault {
        /// The field at fault; `nil` for the whole record.
        let field: Int?
        let code: String
        let reason: String
    }

    var bytes: [UInt8] = []
    /// End of each field in `bytes`.
    var ends: [Int] = []
    /// Fields that a sheet holds as numbers, not as texts of numbers; empty for text files.
    var numbers: Set<Int> = []
    /// Line (or row of a sheet) on which the record starts; the first is 1.
    var line = 0
    var fault: Fault?

    var count: Int { ends.count }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        fault = nil
    }

    /// Leaves out fields beyond a width, adds empty ones up to it.
    mutating func fit(_ width: Int) {
        if ends.count > width { ends.removeLast(ends.count - width) }
        while ends.count < width { ends.append(ends.last ?? 0) }
    }

    /// The range of a field in `bytes`, without white space at its ends.
    func range(_ field: Int) -> Range<Int> {
        var start = field == 0 ? 0 : ends[field - 1]
        var end = ends[field]
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    func text(_ field: Int) -> String {
        String(decoding: bytes[range(field)], as: UTF8.self)
    }
}
