/// The sentences of the parser of arguments in Indonesian, which the library has in English alone.
enum ParserWords {
    /// Puts a help page or an error of the parser into the reader's language.
    static func told(_ message: String) -> String {
        guard Console.language == .id else { return message }
        var told = message
        for (english, indonesian) in phrases { told = told.replacing(english, with: indonesian) }
        told =
            told
            .replacing(/See '([^']+ --help)' for more information\./) { "Lihat '\($0.1)'." }
            .replacing(/See '([^']+)' for detailed help\./) { "Lihat '\($0.1)' untuk bantuan tiap perintah." }
            .replacing(/\(values:(?=\s)/, with: "(pilihan:")
            .replacing(/\bdefault(?: as flag)?:(?=\s)/, with: "bawaan:")
        return names(in: fault(told)).replacing("Error: ", with: "padan: ")
    }

    /// Puts the sentence of an error into Indonesian.
    private static func fault(_ message: String) -> String {
        message
            .replacing(/Error: Unexpected argument '([^\n]*)'/) { "Error: '\($0.1)' tidak dikenal di sini" }
            .replacing(/Error: (\d+) unexpected arguments: ([^\n]*)/) { "Error: tidak dikenal di sini: \($0.2)" }
            .replacing(/Error: Unknown option '([^\n']*)'/) { "Error: tidak ada opsi '\($0.1)'" }
            .replacing(/Error: Invalid option: ([^\n]*)/) { "Error: tidak ada opsi '\($0.1)'" }
            .replacing(/\. Did you mean '([^\n']*)'\?/) { "; maksudnya '\($0.1)'?" }
            .replacing(/Error: Missing expected argument '([^\n]*)'/) { "Error: '\($0.1)' belum disebutkan" }
            .replacing(/Error: Missing one of: ([^\n]*)/) { "Error: salah satu dari ini belum disebutkan: \($0.1)" }
            .replacing(/Error: Missing required subcommand\./) { _ in "Error: perintahnya belum disebutkan" }
            .replacing(/Error: Missing value for '([^\n]*)'/) {
                "Error: '\($0.1)' belum diisi; isi yang diawali tanda minus ditulis dengan sama dengan: --opsi=-1"
            }
            .replacing(/Error: The option '([^\n']*)' does not take any value, but '([^\n]*)' was specified\./) {
                "Error: '\($0.1)' dipakai tanpa isi, tetapi tertulis '\($0.2)'"
            }
            .replacing(/Error: The value '([^\n]*?)' is invalid for '([^\n']*)'/) {
                "Error: isi '\($0.1)' tidak dapat dipakai untuk '\($0.2)'"
            }
            .replacing(/\. Please provide one of ([^\n]*?)( (?:and|or) )('[^\n]*')\./) { "; pilihannya \($0.1) atau \($0.3)" }
            .replacing(/Error: Value to be set with ([^\n]*) had already been set with ([^\n]*)/) {
                "Error: \(use($0.1)) dan \(use($0.2)) tidak dapat dipakai bersama"
            }
            .replacing(/Error: Can't generate completion scripts for '([^\n]*)'\./) {
                "Error: pelengkapan perintah untuk '\($0.1)' tidak ada."
            }
            .replacing("Error: Can't autodetect a supported shell.", with: "Error: jenis shell tidak dikenali.")
            .replacing(/Please use --generate-completion-script=<shell> with one of:/) { _ in
                "Pakailah --generate-completion-script=<shell>; pilihannya:"
            }
    }

    /// How the library names an argument of which there may be one alone: `flag '--json'`, `'-q' in -qq` or `position 2`.
    private static func use(_ name: Substring) -> String {
        String(name).replacing(#/^flag /#, with: "").replacing(#/ in -\S+$/#, with: "").replacing("position ", with: "isian ke-")
    }

    /// The names of values in Indonesian: `<berkas>` for `<file>`. What stands behind a name in a table stays in its column.
    private static func names(in message: String) -> String {
        message.replacing(/<([a-z:=-]+)>( {2,})?/) { match in
            guard let name = valueNames[String(match.1)] else { return String(match.0) }
            let room = (match.2?.count ?? 0) + match.1.count - name.count
            return "<\(name)>" + String(repeating: " ", count: match.2 == nil ? 0 : max(2, room))
        }
    }

    private static let valueNames = [
        "arguments": "argumen", "code": "kode", "column=value": "kolom=nilai", "days": "hari", "demand": "nomor", "effort": "detik",
        "file": "berkas", "format": "bentuk", "gap": "bagian", "keep": "banyak", "kind": "jenis", "left": "nomor", "limit": "banyak",
        "mapping": "pasangan", "method": "metode", "name": "nama", "network": "bbplk", "number": "nomor", "plan": "nomor",
        "profile": "profil", "right": "nomor", "role": "peran", "run": "nomor", "s": "detik", "search": "teks", "seed": "angka",
        "share": "bagian", "system": "sistem", "threads": "banyak", "title": "nama", "top": "banyak", "version": "versi",
        "view": "tampilan", "year": "tahun", "yyyy-mm-dd": "tttt-bb-hh",
    ]

    private static let phrases = [
        ("OVERVIEW: ", "RINGKASAN: "), ("USAGE: ", "PEMAKAIAN: "), ("ARGUMENTS:", "ARGUMEN:"), ("OPTIONS:", "OPSI:"),
        ("SUBCOMMANDS:", "PERINTAH:"), ("Usage: ", "Pemakaian: "), ("Help:  ", "Arti:  "), ("<subcommand>", "<perintah>"),
        ("<options>", "<opsi>"), (". Please provide one of the following:", "; pilihannya:"),
        ("Show the version.", "Menampilkan versi."), ("Show help information.", "Menampilkan bantuan ini."),
        ("(default)", "(bawaan)"),
    ]
}
