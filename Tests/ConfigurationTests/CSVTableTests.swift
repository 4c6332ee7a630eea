import Configuration
import Foundation
import Report
import Testing

/// The tables of `config/`, as editors and spreadsheet programs save them.
@Suite struct CSVTableTests {
    private func table(_ text: String) throws -> CSVTable {
        try CSVTable(name: "x.csv", text: text, expecting: ["phrase", "code"])
    }

    private func fault(_ text: String) -> ConfigurationError? {
        do {
            _ = try table(text)
            return nil
        } catch {
            return error as? ConfigurationError
        }
    }

    @Test func `a file saved by Excel is read like the one it was made of`() throws {
        let own = "# Phrases, and codes.\nphrase,code\n\"a, b\",1\n# more\n\"say \"\"hi\"\"\nthere\",2\nc,\n"
        let excel =
            "\u{FEFF}\"# Phrases, and codes.\";\r\nphrase;code\r\na, b;1\r\n# more;\r\n\"say \"\"hi\"\"\nthere\";2\r\nc;\r\n"
        for text in [own, excel, own.replacing("\n", with: "\r\n").replacing("\"\"\r\nthere", with: "\"\"\nthere")] {
            let table = try table(text)
            #expect(table.rows == [["a, b", "1"], ["say \"hi\"\nthere", "2"], ["c", ""]])
            #expect(table.values(of: "code") == ["1", "2", ""])
            #expect(table.values(of: "nothing") == nil)
            #expect(table.lines == [3, 5, 7])
        }
    }

    @Test func `every file of the project is read`() throws {
        let root = try DataRoot.find()
        let files = try FileManager.default.contentsOfDirectory(at: root.config, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "csv" { #expect(!(try CSVTable(file).rows.isEmpty), "\(file)") }
    }

    @Test func `faults say file, line and reason, in both languages`() throws {
        let wide = fault("phrase,code\na,1,2\n")
        #expect(wide == ConfigurationError(file: "x.csv", line: 2, fault: .fieldCount(found: 3, expected: 2)))
        #expect(fault("phrase;kode\na;1\n")?.fault == .columns(found: ["phrase", "kode"], expected: ["phrase", "code"]))
        #expect(fault("phrase,code\n\"a,1\n") == ConfigurationError(file: "x.csv", line: 2, fault: .unclosedQuote))
        #expect(fault("phrase,code\n\"a\"b,1\n") == ConfigurationError(file: "x.csv", line: 2, fault: .textBehindQuote))
        let root = try DataRoot.find()
        func sentence(_ language: Language) throws -> String? {
            let phrases = Phrases(try Words(language: language, root: root))
            return wide.map { phrases.sentence($0.code, $0.facts) }
        }
        #expect(try sentence(.en) == "x.csv:2: 3 fields, the header has 2")
        #expect(try sentence(.id) == "x.csv:2: ada 3 kolom, padahal judulnya 2 kolom")
        #expect(wide?.description == "x.csv:2: 3 fields, the header has 2")
    }

    @Test func `every fault has its sentence in both languages`() throws {
        let root = try DataRoot.find()
        let forms = [ConfigurationError.Form.number, .text, .truth, .list, .mapping, .other]
        let faults: [ConfigurationError.Fault] =
            [
                .unreadable, .fieldCount(found: 1, expected: 2), .columns(found: ["a"], expected: ["b"]), .unclosedQuote, .textBehindQuote,
                .noTable, .notYAML("x"), .notATemplate("x"), .unusable("x", path: "a"), .missingKey("k", path: ""),
                .notAChoice("w", choices: ["a"]), .unknownOccupation("9999"),
                .emptyPhrase, .badShare, .repeatedRow(first: 2),
                .sumOfShares(group: "C", sum: 2, mayBeLess: true),
                .sumOfShares(group: "C", sum: 2, mayBeLess: false),
            ] + forms.map { .wrongForm($0, path: "a.b") }
        for language in Language.allCases {
            let words = try Words(language: language, root: root)
            for fault in faults {
                let error = ConfigurationError(file: "f", line: nil, fault: fault)
                let sentence = Phrases(words).sentence(error.code, error.facts)
                #expect(!sentence.contains("config.error") && !sentence.contains("{"), "\(sentence)")
            }
        }
    }

    @Test func `a YAML file of another form says which value`() throws {
        struct Document: Decodable {
            let list: [Int]
        }
        func fault(_ text: String) -> ConfigurationError? {
            #expect(throws: ConfigurationError.self) { try ConfigurationFile(name: "x.yaml", text: text).decode(Document.self) }
        }
        #expect(fault("other: 1\n")?.fault == .missingKey("list", path: ""))
        #expect(fault("list: [1, two]\n") == ConfigurationError(file: "x.yaml", line: 1, fault: .wrongForm(.number, path: "list.1")))
    }
}
