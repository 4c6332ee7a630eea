/// The version of the program, which every run keeps.
public enum PadanVersion {
    /// The version of this build, in the form major.minor.patch.
    public static let current = "0.1.0"
}
