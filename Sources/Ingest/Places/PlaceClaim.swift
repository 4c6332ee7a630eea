/// What sort of region the words around a name say that it is; the raw value is the word in `config/places.csv`.
enum PlaceClaim: String, Sendable, CaseIterable {
    /// The words say nothing, or only that it is a region of some sort: `Dati II`.
    case any
    /// A kabupaten, never a kota.
    case regency
    /// A kota, never a kabupaten.
    case city
    /// A kota administratif of before 2001: many have become kota, others are towns of their kabupaten.
    case town
    /// A kecamatan.
    case district
    /// A kelurahan or desa, which no register here has.
    case village
    /// A province.
    case province
}
