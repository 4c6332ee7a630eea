/// The colours of a terminal, where they are wanted.
public struct TextStyle: Sendable {
    /// Whether texts are marked up; where it is false they stay as they are.
    public let isOn: Bool

    /// Creates a style that marks texts up or leaves them as they are.
    public init(isOn: Bool) { self.isOn = isOn }

    private func wrap(_ code: String, _ text: String) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

    /// The text in bold letters.
    public func bold(_ text: String) -> String { wrap("1", text) }
    /// The text in dim letters.
    public func dim(_ text: String) -> String { wrap("2", text) }
    /// The text in green letters.
    public func green(_ text: String) -> String { wrap("32", text) }
    /// The text in yellow letters.
    public func yellow(_ text: String) -> String { wrap("33", text) }
    /// The text in red letters.
    public func red(_ text: String) -> String { wrap("31", text) }
    /// The text in cyan letters.
    public func cyan(_ text: String) -> String { wrap("36", text) }
}
