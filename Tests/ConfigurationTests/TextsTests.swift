import Configuration
import Testing

/// Files that are a list of names with texts.
@Suite struct TextsTests {
    @Test func `names and texts are read as they stand`() throws {
        let file = ConfigurationFile(name: "words.yaml", text: "# Kata\na.b: satu\nc: \"dua: {n}\"\nd: 5\ne: yes\nf: ''\n")
        #expect(try file.texts() == ["a.b": "satu", "c": "dua: {n}", "d": "5", "e": "yes", "f": ""])
    }

    @Test(arguments: [
        ("a: satu\nb: [1, 2]\n", 2, "b"), ("a: satu\nb:\n  c: d\n", 2, "b"), ("- a\n- b\n", 1, ""), ("hanya teks\n", 1, ""),
    ])
    func `anything else is refused with its line`(_ text: String, _ line: Int, _ path: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try ConfigurationFile(name: "words.yaml", text: text).texts() }
        #expect(error.line == line)
        #expect(error.fault == .wrongForm(path.isEmpty ? .mapping : .text, path: path))
    }

    @Test(arguments: [("a: 1\nb: c: d\n", 2), ("a: \"x\n", 2), ("a: 1\nb: 2\na: 3\n", 1), ("a: [1\n", 2)])
    func `what is no YAML is refused with its line`(_ text: String, _ line: Int) throws {
        let error = try #require(throws: ConfigurationError.self) { try ConfigurationFile(name: "words.yaml", text: text).texts() }
        #expect(error.line == line, "\(error)")
        guard case .notYAML = error.fault else { Issue.record("\(error)"); return }
    }
}
