import ArgumentParser
import Service

extension ImportKind: ExpressibleByArgument {}

/// What `import` is asked for: to load a kind, or to look at a file.
enum ImportTarget: ExpressibleByArgument {
    case kind(ImportKind)
    case inspection

    init?(argument: String) {
        if ["inspect", "periksa"].contains(argument) {
            self = .inspection
        } else if let kind = ImportKind(rawValue: argument) {
            self = .kind(kind)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { ImportKind.allCases.map(\.rawValue) + ["inspect"] }
}
