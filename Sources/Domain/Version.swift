/// The version of the program, which every run keeps.
public enum PadanVersion {
    /// The version of this build, in the form major.minor.patch. It rises when the digests of a run's input are made in another way: snapshots of
    /// two versions are not compared.
    public static let current = "0.2.0"
}
