/// A job title whose occupation is known.
public struct LabelledTitle: Sendable, Equatable {
    /// The title.
    public let text: String
    /// Unit group (four digits); empty for what names no occupation, such as `karyawan swasta` or `lowongan kerja`.
    public let code: String
    /// How much it counts against other titles, above 0.
    public let weight: Float

    /// Makes a labelled title.
    ///
    /// - Parameters:
    ///   - text: The title.
    ///   - code: The unit group; empty for what names no occupation.
    ///   - weight: How much it counts against other titles, above 0.
    public init(text: String, code: String, weight: Float = 1) {
        self.text = text
        self.code = code
        self.weight = weight
    }
}
