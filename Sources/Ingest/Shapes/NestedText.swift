/// Values in cells that hold JSON or a Python dict as text, such as `{'name': 'PT Maju', 'city': "Bandung"}`.
enum NestedText {
    /// The value of the first key of a name, at whatever depth.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - text: what the cell holds.
    /// - Returns: the text of the value; `nil` where no such key has a text or a number.
    static func value(of key: String, in text: String) -> String? {
        guard text.contains("{") || text.contains("[") else { return nil }
        let bytes = Array(text.utf8)
        let name = Array(key.utf8)
        var place = 0
        while place < bytes.count {
            guard bytes[place] == 0x22 || bytes[place] == 0x27 else {
                place += 1
                continue
            }
            let (content, end) = quoted(bytes, place)
            place = end
            guard content == name else { continue }
            var next = end
            skipBlanks(bytes, &next)
            guard next < bytes.count, bytes[next] == 0x3A else { continue }
            next += 1
            skipBlanks(bytes, &next)
            guard next < bytes.count else { return nil }
            if bytes[next] == 0x22 || bytes[next] == 0x27 { return String(decoding: quoted(bytes, next).content, as: UTF8.self) }
            let bare = bytes[next...].prefix { $0 != 0x2C && $0 != 0x7D && $0 != 0x5D && $0 > 0x20 }
            let value = String(decoding: bare, as: UTF8.self)
            // A key of an object or of nothing is not the one that is meant.
            guard let first = bare.first, first != 0x7B, first != 0x5B, !["None", "null"].contains(value) else { continue }
            return value
        }
        return nil
    }

    private static func skipBlanks(_ bytes: [UInt8], _ place: inout Int) {
        while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
    }

    /// The bytes between the quote at a place and the same quote, and the place behind it.
    private static func quoted(_ bytes: [UInt8], _ start: Int) -> (content: [UInt8], end: Int) {
        let quote = bytes[start]
        var content: [UInt8] = []
        var place = start + 1
        while place < bytes.count, bytes[place] != quote {
            if bytes[place] == 0x5C, place + 1 < bytes.count { place += 1 }
            content.append(bytes[place])
            place += 1
        }
        return (content, place + 1)
    }
}
