/// A job title whose occupation is known.
public struct LabelledTitle: Sendable, Equatable {
    /// The title.
    public let text: String
    /// Unit group (four digits); empty for what names no occupation, such as `karyawan swasta` or `lowongan kerja`.
    public let code: String
    /// The probability that a careful coder would give this code, 0 to 1: how far its source is to be trusted.
    public let certainty: Double

    /// Makes a labelled title.
    ///
    /// - Parameters:
    ///   - text: The title.
    ///   - code: The unit group; empty for what names no occupation.
    ///   - certainty: The probability that a careful coder would give this code, 0 to 1.
    public init(text: String, code: String, certainty: Double) {
        self.text = text
        self.code = code
        self.certainty = certainty
    }
}
