/// The sections and divisions of KBLI 2020, which are those of ISIC Rev. 4.
public enum Industries {
    private static let firstDivisions: [(section: String, divisions: ClosedRange<Int>)] = [
        ("A", 1...3), ("B", 5...9), ("C", 10...33), ("D", 35...35), ("E", 36...39), ("F", 41...43), ("G", 45...47),
        ("H", 49...53), ("I", 55...56), ("J", 58...63), ("K", 64...66), ("L", 68...68), ("M", 69...75), ("N", 77...82),
        ("O", 84...84), ("P", 85...85), ("Q", 86...88), ("R", 90...93), ("S", 94...96), ("T", 97...98), ("U", 99...99),
    ]

    /// The section letter of a KBLI code of two to five digits; `nil` for a section letter itself or an unknown code.
    public static func section(ofDivision code: String) -> String? {
        guard code.count >= 2, let division = Int(code.prefix(2)) else { return nil }
        return firstDivisions.first { $0.divisions.contains(division) }?.section
    }
}
