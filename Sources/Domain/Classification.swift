/// The versions of the classifications that Padan's tables and results are in, as the code tables and runs name them.
public enum Classification {
    /// Of occupations: Klasifikasi Baku Jabatan Indonesia 2014.
    public static let occupations = "KBJI 2014"
    /// Of industries: Klasifikasi Baku Lapangan Usaha Indonesia 2020.
    public static let industries = "KBLI 2020"
}
