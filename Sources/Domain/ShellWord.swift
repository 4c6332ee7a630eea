extension String {
    /// The text as one word of a POSIX shell: as it is where it holds only letters, digits and `%+,-./:=@_`, else between single quotes. So a
    /// command that is shown to be copied also works where a path holds blanks.
    public var shellWord: String {
        let plain =
            !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "%+,-./:=@_".utf8.contains(byte)
                }
            }
        return plain ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}
