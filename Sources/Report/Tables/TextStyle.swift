import Domain

/// The colours of a terminal, where they are wanted.
///
/// A text is marked up with marks that no data can hold; `TerminalText` makes the terminal's codes of them, and of nothing else.
public struct TextStyle: Sendable {
    /// Whether texts are marked up; where it is false they stay as they are.
    public let isOn: Bool

    /// Creates a style that marks texts up or leaves them as they are.
    public init(isOn: Bool) { self.isOn = isOn }

    private func wrap(_ look: TerminalText.Look, _ text: String) -> String {
        isOn ? TerminalText.mark(look) + text + TerminalText.mark(.plain) : text
    }

    /// The text in bold letters.
    public func bold(_ text: String) -> String { wrap(.bold, text) }
    /// The text in dim letters.
    public func dim(_ text: String) -> String { wrap(.dim, text) }
    /// The text in green letters.
    public func green(_ text: String) -> String { wrap(.green, text) }
    /// The text in yellow letters.
    public func yellow(_ text: String) -> String { wrap(.yellow, text) }
    /// The text in red letters.
    public func red(_ text: String) -> String { wrap(.red, text) }
    /// The text in cyan letters.
    public func cyan(_ text: String) -> String { wrap(.cyan, text) }
}
