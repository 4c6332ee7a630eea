/// How the characters of a text file are written as bytes.
public enum CSVEncoding: Sendable {
    /// UTF-8, with or without a byte order mark.
    case utf8
    /// The code page of Western European editions of Windows, in which old spreadsheets are saved.
    case windows1252

    /// The encoding in which all bytes make sense: UTF-8 where they are well-formed, else Windows-1252, in which every byte does.
    ///
    /// - Parameter bytes: the whole text.
    public init(of bytes: [UInt8]) {
        self = String(validating: bytes, as: UTF8.self) == nil ? .windows1252 : .utf8
    }
}

/// The characters of Windows-1252.
///
/// - Source: WHATWG Encoding Standard, index windows-1252.
public enum Windows1252 {
    private static let high: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// Appends a character of Windows-1252 as UTF-8.
    ///
    /// - Parameters:
    ///   - byte: the character.
    ///   - bytes: the text in UTF-8.
    public static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        guard byte >= 0x80 else { return bytes.append(byte) }
        let scalar = byte < 0xA0 ? high[Int(byte) - 0x80] : UInt16(byte)
        if scalar < 0x800 {
            bytes.append(UInt8(0xC0 | scalar >> 6))
        } else {
            bytes.append(UInt8(0xE0 | scalar >> 12))
            bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        }
        bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
}
