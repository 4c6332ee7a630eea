/// The program's version, kept with every run.
public enum PadanVersion {
    public static let current = "0.1.0"
}
