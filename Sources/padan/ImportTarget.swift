import ArgumentParser
import Foundation
import Service

extension ImportKind: ExpressibleByArgument {}

/// What `import` is asked for: to load a kind or a folder, or to look at a file.
enum ImportTarget: ExpressibleByArgument {
    case kind(ImportKind)
    case inspection
    /// A folder whose files are all loaded.
    case folder(String)

    init?(argument: String) {
        if ["inspect", "periksa"].contains(argument) {
            self = .inspection
        } else if let kind = ImportKind(rawValue: argument) {
            self = .kind(kind)
        } else {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder), isFolder.boolValue else { return nil }
            self = .folder(argument)
        }
    }

    static var allValueStrings: [String] { ImportKind.allCases.map(\.rawValue) + ["inspect"] }
}
