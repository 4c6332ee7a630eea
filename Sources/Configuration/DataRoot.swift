import Foundation

/// The folder that holds `config/` and `sql/`, found from any working directory.
public struct DataRoot: Sendable {
    public struct NotFound: Error, CustomStringConvertible {
        let tried: [String]
        public var description: String {
            "Padan's data files (config/, sql/) were not found; tried \(tried.joined(separator: ", ")). Set PADAN_SHARE to the folder that holds them"
        }
    }

    public let url: URL

    public var config: URL { url.appending(path: "config") }
    public var sql: URL { url.appending(path: "sql") }

    public init(url: URL) {
        self.url = url
    }

    /// `PADAN_SHARE`, else `../share/padan` beside an installed program, else the checkout above a built one.
    public static func find(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> DataRoot {
        var tried: [String] = []
        func usable(_ url: URL) -> Bool {
            tried.append(url.path)
            let files = FileManager.default
            return files.fileExists(atPath: url.appending(path: "config/scoring.yaml").path)
                && files.fileExists(atPath: url.appending(path: "sql/migrations").path)
        }
        if let chosen = environment["PADAN_SHARE"], !chosen.isEmpty {
            let url = URL(filePath: chosen)
            guard usable(url) else { throw NotFound(tried: tried) }
            return DataRoot(url: url)
        }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let installed = program.deletingLastPathComponent().deletingLastPathComponent().appending(path: "share/padan")
        if usable(installed) { return DataRoot(url: installed) }
        var folder = program.deletingLastPathComponent()
        while folder.path != "/" {
            if usable(folder) { return DataRoot(url: folder) }
            folder = folder.deletingLastPathComponent()
        }
        throw NotFound(tried: Array(tried.prefix(3)))
    }
}
