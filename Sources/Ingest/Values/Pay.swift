/// What an advertisement offers, in whole rupiah a month.
public struct Pay: Sendable, Equatable {
    /// The lower end of the range; the amount itself where one is stated.
    public let least: Int64
    /// The upper end of the range; the amount itself where one is stated.
    public let most: Int64
    /// The middle of the range, which stands for the offer where one figure is needed.
    public let middle: Int64

    /// Takes two ends and rounds them to whole rupiah, the middle last.
    ///
    /// - Parameters:
    ///   - least: the lower end, rupiah a month.
    ///   - most: the upper end, rupiah a month; not below `least`, and small enough for `Int64`.
    public init(least: Double, most: Double) {
        self.least = Int64(least.rounded())
        self.most = Int64(most.rounded())
        middle = Int64(((least + most) / 2).rounded())
    }

    /// Takes one amount, which is both ends.
    ///
    /// - Parameter amount: rupiah a month.
    public init(amount: Int64) { (least, most, middle) = (amount, amount, amount) }
}
