/// What is wrong with a setting of a file of `config/`, as a value: a code for programs, and facts for the sentence that people read.
///
/// Rooms that know what a setting means, but not in which file and on which line it stands, answer with it.
public struct SettingFault: Error, Sendable, Equatable {
    /// The keys that lead from the top of the file to the setting.
    public let path: [String]
    /// The stable code of the fault. The words files have a sentence for it under `error.configuration.` and the code.
    public let code: String
    /// The values of the places in the sentence, by their names.
    public let facts: [String: Fact]

    /// Makes a fault; the properties of the same names say what the parameters mean.
    public init(_ path: [String], code: String, _ facts: [String: Fact] = [:]) {
        self.path = path
        self.code = code
        self.facts = facts
    }
}
