/// Text that was written in UTF-8 and read as Latin-1 or Windows-1252 on its way: `Â ` for a no-break space, `â€“` for a dash.
enum Mojibake {
    /// What Windows-1252 has between 0x80 and 0x9F, by character.
    private static let high: [Unicode.Scalar: UInt8] = {
        let scalars: [(UInt8, UInt32)] = [
            (0x80, 0x20AC), (0x82, 0x201A), (0x83, 0x0192), (0x84, 0x201E), (0x85, 0x2026), (0x86, 0x2020), (0x87, 0x2021), (0x88, 0x02C6),
            (0x89, 0x2030), (0x8A, 0x0160), (0x8B, 0x2039), (0x8C, 0x0152), (0x8E, 0x017D), (0x91, 0x2018), (0x92, 0x2019), (0x93, 0x201C),
            (0x94, 0x201D), (0x95, 0x2022), (0x96, 0x2013), (0x97, 0x2014), (0x98, 0x02DC), (0x99, 0x2122), (0x9A, 0x0161), (0x9B, 0x203A),
            (0x9C, 0x0153), (0x9E, 0x017E), (0x9F, 0x0178),
        ]
        return Dictionary(uniqueKeysWithValues: scalars.compactMap { byte, value in Unicode.Scalar(value).map { ($0, byte) } })
    }()

    /// The text as it was before it was read in the wrong code.
    ///
    /// - Parameter text: what stands in a file.
    /// - Returns: the text with every run of characters that are the bytes of UTF-8 read as such; other characters stay. A lone `Â` in front of
    ///   a blank, which is what a program leaves that replaces no-break spaces, is left out.
    /// - Complexity: one pass; a text of ASCII is returned as it is.
    static func repaired(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return String(text) }
        var result = String.UnicodeScalarView()
        var run: [Unicode.Scalar] = []
        func close(before next: Unicode.Scalar?) {
            defer { run.removeAll() }
            let bytes = run.compactMap(byte)
            if bytes.count == run.count, let read = String(validating: bytes, as: UTF8.self) {
                return result.append(contentsOf: read.unicodeScalars)
            }
            if run == ["\u{C2}"], next == " " { return }
            result.append(contentsOf: run)
        }
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                if !run.isEmpty { close(before: scalar) }
                result.append(scalar)
            } else {
                run.append(scalar)
            }
        }
        if !run.isEmpty { close(before: nil) }
        return String(result)
    }

    private static func byte(of scalar: Unicode.Scalar) -> UInt8? { scalar.value < 0x100 ? UInt8(scalar.value) : high[scalar] }
}
