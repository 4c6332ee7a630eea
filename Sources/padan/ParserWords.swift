/// The sentences of the parser of arguments in Indonesian, which the library has in English alone.
enum ParserWords {
    /// Puts a help page or an error of the parser into the reader's language.
    static func told(_ message: String) -> String {
        guard Console.language == .id else { return message }
        var told = message
        for (english, indonesian) in phrases { told = told.replacing(english, with: indonesian) }
        return
            told
            .replacing(/See '([^']+ --help)' for more information\./) { "Lihat '\($0.1)'." }
            .replacing(/See '([^']+)' for detailed help\./) { "Lihat '\($0.1)' untuk bantuan tiap perintah." }
            .replacing(/\bdefault:(?=\s)/, with: "bawaan:")
            .replacing(/Error: Unexpected argument '([^\n]*)'/) { "Error: '\($0.1)' tidak dikenal di sini" }
            .replacing(/Error: (\d+) unexpected arguments: ([^\n]*)/) { "Error: tidak dikenal di sini: \($0.2)" }
            .replacing(/Error: Unknown option '([^\n']*)'/) { "Error: tidak ada opsi '\($0.1)'" }
            .replacing(/\. Did you mean '([^\n']*)'\?/) { "; maksudnya '\($0.1)'?" }
            .replacing(/Error: Missing expected argument '([^\n]*)'/) { "Error: '\($0.1)' belum disebut" }
            .replacing(/Error: Missing value for '([^\n]*)'/) { "Error: '\($0.1)' belum diisi" }
            .replacing(/Error: The value '([^\n]*?)' is invalid for '([^\n']*)'/) {
                "Error: isi '\($0.1)' tidak dapat dipakai untuk '\($0.2)'"
            }
            .replacing(/\. Please provide one of ([^\n]*?)( (?:and|or) )('[^\n]*')\./) { "; pilihannya \($0.1) atau \($0.3)" }
            .replacing(/Error: Value to be set with ([^\n]*) had already been set with ([^\n]*)/) {
                "Error: \($0.1) dan \($0.2) tidak dapat dipakai bersama"
            }
            .replacing("Error: ", with: "padan: ")
    }

    private static let phrases = [
        ("OVERVIEW: ", "RINGKASAN: "), ("USAGE: ", "PEMAKAIAN: "), ("ARGUMENTS:", "ARGUMEN:"), ("OPTIONS:", "OPSI:"),
        ("SUBCOMMANDS:", "PERINTAH:"), ("Usage: ", "Pemakaian: "), ("Help:  ", "Arti:  "), ("<subcommand>", "<perintah>"),
        ("<options>", "<opsi>"), (". Please provide one of the following:", "; pilihannya:"),
        ("Show the version.", "Menampilkan versi."), ("Show help information.", "Menampilkan bantuan ini."),
        ("(values: ", "(pilihan: "), ("(default)", "(bawaan)"),
    ]
}
