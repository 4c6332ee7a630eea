import Configuration
import Foundation
import Ingest
import TestSupport
import Testing

/// Mappings of columns, with every name that a file's own header may have.
@Suite struct MappingTests {
    @Test(arguments: ["region_code", "region", "Wilayah", "kode_wilayah", "kab_kota", "KODE KEMENDAGRI", "region_name"])
    func `a mapping takes canonical names and their other names`(name: String) async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file("w.csv", "Tempatnya,Thn,Jumlah Rp\n32.15,2018,5\n")
        let summary = try await fixture.load(.wages, path) { $0.mapping = ["Tempatnya": name, "thn": "tahun", "Jumlah Rp": "UMK"] }
        #expect(summary.new == 1)
    }

    @Test func `a mapping wins over what the header says itself`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.loadReference()
        let path = try fixture.file("w.csv", "kode_wilayah,asal,tahun,umk\nxx,32.15,2018,5\n")
        let summary = try await fixture.load(.wages, path) { $0.mapping = ["asal": "region_code"] }
        #expect(summary.new == 1)
    }

    @Test func `faults of a mapping are facts, not sentences`() async throws {
        let fixture = try await ImportFixture()
        let path = try fixture.file("x.csv", "K,J\nU1,Satu\n")
        let columns = ["unit_code", "title", "standard"]
        await #expect(throws: ImportError.badMapping(.unknownColumn("nonsense", kind: "units", columns: columns))) {
            try await fixture.load(.units, path) { $0.mapping = ["K": "nonsense"] }
        }
        await #expect(throws: ImportError.badMapping(.absentColumn("Z", found: ["K", "J"]))) {
            try await fixture.load(.units, path) { $0.mapping = ["Z": "title"] }
        }
        #expect(throws: ImportError.badMapping(.unknownMapping("x", known: ["jobstreet"]))) { try fixture.aliases.mapping("x") }
        #expect(throws: ImportError.badMapping(.noPair("b"))) { try fixture.aliases.mapping("a=title,b") }
        #expect(throws: ImportError.badMapping(.noPair("=b"))) { try fixture.aliases.mapping("=b") }
        #expect(try fixture.aliases.mapping("A = title,\"B, c=d=place\"") == ["A": "title", "B, c=d": "place"])
    }

    @Test func `every sentence about a refused row stands in both languages with the same facts`() throws {
        let root = try DataRoot.find()
        let languages = try Language.allCases.map { try Words(language: $0, root: root) }
        let keys = languages.map { $0.keys.filter { $0.hasPrefix("reject.") || $0.hasPrefix("import.") || $0.hasPrefix("config.") } }
        #expect(keys[0] == keys[1] && keys[0].count > 100)
        for key in keys[0] {
            let facts = languages.map { Set($0(key).matches(of: /\{\w+\}/).map { String($0.output) }) }
            #expect(facts[0] == facts[1], "\(key)")
        }
    }
}
