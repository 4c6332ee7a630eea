/// The texts that cells refer to by number, in one piece of memory.
///
/// - Source: ECMA-376, part 1, 18.4.
final class SharedStrings: XMLHandler {
    /// Bytes of text that are held; a workbook with more is refused.
    static let limit = 256 << 20

    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []
    private let path: String
    private var phonetic = 0
    private var inText = false

    init(path: String) { self.path = path }

    var count: Int { ends.count }

    subscript(number: Int) -> ArraySlice<UInt8> { bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]] }

    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) throws {
        if isNamed(name, "t") {
            inText = phonetic == 0
        } else if isNamed(name, "rPh") {
            phonetic += 1
        }
    }

    func end(_ name: UnsafePointer<CChar>) throws {
        if isNamed(name, "t") {
            inText = false
        } else if isNamed(name, "rPh") {
            phonetic -= 1
        } else if isNamed(name, "si") {
            XLSXText.unescape(&bytes, from: ends.last ?? 0)
            ends.append(bytes.count)
            guard bytes.count + 8 * ends.count <= Self.limit else {
                throw ImportError.damagedWorkbook(path: path, reason: .tooMuchText(mebibytes: Self.limit >> 20))
            }
        }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>) {
        if inText, bytes.count <= Self.limit { bytes.append(contentsOf: piece) }
    }
}

enum XLSXText {
    /// Undoes `_x000D_`, the form of characters that XML cannot hold.
    ///
    /// - Source: ECMA-376, part 1, 22.9.2.19 (ST_Xstring).
    static func unescape(_ bytes: inout [UInt8], from start: Int) {
        guard bytes.count - start >= 7, bytes[start...].contains(0x5F) else { return }
        var read = start
        var write = start
        while read < bytes.count {
            if bytes[read] == 0x5F, read + 6 < bytes.count, bytes[read + 1] == 0x78, bytes[read + 6] == 0x5F,
                let code = UInt32(String(decoding: bytes[read + 2..<read + 6], as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(code)
            {
                // Never longer than the seven bytes that it stands in for.
                for byte in String(Character(scalar)).utf8 where byte != 0 {
                    bytes[write] = byte
                    write += 1
                }
                read += 7
            } else {
                bytes[write] = bytes[read]
                read += 1
                write += 1
            }
        }
        bytes.removeLast(bytes.count - write)
    }
}
