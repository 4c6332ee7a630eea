import ArgumentParser
import Service

/// Whether a new run becomes what people read, in the same words for `demand run`, `score` and `allocate`.
struct PublishOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            text(
                "Terbitkan, apa pun profilnya; boleh disusul namanya, misalnya --publish \"RKA 2018\".",
                "Publish, whatever the profile; a label may follow, say --publish \"RKA 2018\".")))
    var publish = false
    @Flag(
        help: ArgumentHelp(text("Tidak diterbitkan: laporan tidak berubah.", "A trial: reports do not change.")))
    var trial = false
    @Argument(help: ArgumentHelp(text("Nama hitungan yang diterbitkan.", "Label of the published run."))) var label: String?

    func validate() throws {
        if publish, trial {
            throw ValidationError(text("--publish tidak dapat digabung dengan --trial", "--publish does not go with --trial"))
        }
        if let label {
            guard publish else {
                throw ValidationError(text("'\(label)': nama hanya bersama --publish", "'\(label)': a label goes with --publish"))
            }
            try requireLabel(label)
        }
    }

    /// What the options ask for.
    var publishing: Publishing { publish ? .published(label: label) : trial ? .trial : .usual }
}

/// Refuses a label that is empty or too long to stand in a table.
///
/// - Throws: `ValidationError`.
func requireLabel(_ label: String) throws {
    guard (1...80).contains(label.count) else {
        throw ValidationError(text("nama hitungan 1 sampai 80 huruf", "a label has 1 to 80 letters"))
    }
}
