import Configuration
import Domain
import Foundation
import Ingest
import Postgres
import TestSupport
import Testing

@Suite struct PlaceTests {
    private let resolver: PlaceResolver

    init() throws {
        func region(_ code: String, _ name: String, _ kind: Region.Kind) -> Region {
            Region(code: code, name: name, kind: kind, position: nil, population: nil, bpsCode: code == "32.16" ? "3216" : nil)
        }
        resolver = PlaceResolver(
            gazetteer: Gazetteer(
                regions: [
                    region("31", "Daerah Khusus Ibukota Jakarta", .provinsi), region("31.74", "Kota Administrasi Jakarta Selatan", .kota),
                    region("32", "Jawa Barat", .provinsi), region("32.04", "Kabupaten Bandung", .kabupaten),
                    region("32.16", "Kabupaten Bekasi", .kabupaten), region("32.73", "Kota Bandung", .kota),
                    region("15", "Jambi", .provinsi),
                    region("15.71", "Kota Jambi", .kota), region("36", "Banten", .provinsi), region("36.71", "Kota Tangerang", .kota),
                    region("36.03", "Kabupaten Tangerang", .kabupaten), region("35", "Jawa Timur", .provinsi),
                    region("35.78", "Kota Surabaya", .kota), region("35.10", "Kabupaten Banyuwangi", .kabupaten),
                    region("62.71", "Kota Palangkaraya", .kota), region("12.77", "Kota Padangsidimpuan", .kota),
                ],
                districts: [
                    District(code: "32.73.01", name: "Bandung Kota"), District(code: "36.71.01", name: "Tangerang"),
                    District(code: "35.78.01", name: "Genteng"),
                    District(code: "35.10.01", name: "Genteng"), District(code: "31.75.01", name: "Pulogadung"),
                    District(code: "36.03.09", name: "Curug"), District(code: "32.16.05", name: "Cikarang Pusat"),
                    District(code: "32.04.07", name: "Taman"), District(code: "35.10.07", name: "Taman"),
                ], entries: try PlaceEntry.load(DataRoot.find())))
    }

    @Test(arguments: [
        ("Kab. Bandung", "32.04", Place.Level.regency), ("Kota Bandung", "32.73", .regency), ("Bandung", "32.73", .regency),
        ("Bandung, Jawa Barat", "32.73", .regency), ("Kecamatan Tangerang", "36.71", .district), ("Jakarta Raya", "31", .province),
        ("Jambi", "15", .province), ("Kota Jambi", "15.71", .regency), ("Indonesia", "ID", .country), ("Cikarang", "32.16", .regency),
        ("Cikarang Pusat", "32.16", .district), ("Pulo Gadung", "31.75", .district), ("Genteng", "35", .province),
        ("Genteng, Surabaya", "35.78", .district), ("West Java", "32", .province), ("South Jakarta", "31.74", .regency),
        ("Bandung Regency", "32.04", .regency), ("Palangka Raya", "62.71", .regency), ("Padang Sidempuan", "12.77", .regency),
        ("BANYUWANGI", "35.10", .regency), ("Curug (Tangerang)", "36.03", .district),
        ("Bandung Kota", "32.73", .district),
    ])
    func `places come as people write them`(text: String, code: String, level: Place.Level) {
        let place = resolver.resolve(text)
        #expect(place.code == code)
        #expect(place.level == level)
    }

    @Test func `an ambiguous name says so`() {
        let bandung = resolver.resolve("Bandung")
        #expect(bandung.alternatives == ["32.04"])
        #expect(bandung.confidence < 0.8)
        #expect(resolver.resolve("Kab. Bandung").alternatives == [])
    }

    @Test(arguments: ["", "Antah Berantah", "Taman", "???", "12345"])
    func `below the threshold a name is unresolved, never guessed`(text: String) {
        let place = resolver.resolve(text)
        #expect(place.level == .unresolved)
        #expect(place.code == nil)
    }

    @Test func `BPS codes are known`() {
        #expect(resolver.codes.region(bps: "3216") == "32.16")
        #expect(resolver.codes.region(bps: "9999") == nil)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealData.folder)))
    func `on the labelled sample precision reaches what is promised`() async throws {
        let fixture = try await ImportFixture()
        try await fixture.load(.regions, RealData.folder + "/regions.csv")
        try await fixture.load(.districts, RealData.folder + "/districts.csv")
        let resolver = PlaceResolver(gazetteer: try await Gazetteer.load(fixture.connection))
        let labels = try Labels.read("places_labelled.csv")
        #expect(labels.count == 160)
        let resolved = labels.map { (resolver.resolve($0.text).code, $0.accepted) }.compactMap { code, accepted in
            code.map { ($0, accepted) }
        }
        let right = resolved.filter { $0.1.contains($0.0) }.count
        #expect(Double(right) / Double(resolved.count) >= 0.98)
        #expect(Double(resolved.count) / Double(labels.count) >= 0.90)
    }
}
