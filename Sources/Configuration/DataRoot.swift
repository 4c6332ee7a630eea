import Foundation

/// The folder that holds `config/` and `sql/`, found from any working directory.
public struct DataRoot: Sendable {
    /// No folder that was tried holds the data files.
    public struct NotFound: Error, CustomStringConvertible {
        /// The folders that were tried.
        public let tried: [String]
        /// The files among them that are there, or behind a closed folder, and that the account that calls may not read.
        public let closed: [String]
        /// What was tried and what can be done, in English.
        public var description: String { sentence(.en) }

        /// What was tried and what can be done. The sentences stand here, because the files of words are among those that were not found.
        ///
        /// - Parameter language: the reader's language.
        /// - Returns: the sentence.
        public func sentence(_ language: Language) -> String {
            let tried = tried.joined(separator: ", ")
            if !closed.isEmpty {
                let (closed, account) = (closed.joined(separator: ", "), NSUserName())
                return switch language {
                case .id: "akun '\(account)' tidak boleh membaca berkas data Padan (config/, sql/): \(closed)"
                case .en: "the account '\(account)' may not read Padan's data files (config/, sql/): \(closed)"
                }
            }
            return switch language {
            case .id:
                "berkas-berkas data Padan (config/, sql/) tidak ditemukan; sudah dicari di \(tried). "
                    + "Isilah PADAN_SHARE dengan folder tempat berkas-berkas itu berada"
            case .en:
                "Padan's data files (config/, sql/) were not found; tried \(tried). Set PADAN_SHARE to the folder that holds them"
            }
        }
    }

    /// The folder itself.
    public let url: URL

    /// The folder of the configuration.
    public var config: URL { url.appending(path: "config") }
    /// The folder of migrations and views.
    public var sql: URL { url.appending(path: "sql") }

    /// Takes a folder as the one that holds the data files.
    ///
    /// - Parameter url: the folder.
    public init(url: URL) {
        self.url = url
    }

    /// Finds the folder: `PADAN_SHARE`, else `../share/padan` beside an installed program, else the checkout above a built one.
    ///
    /// - Parameter environment: the variables of the process.
    /// - Returns: the folder.
    /// - Throws: `DataRoot.NotFound` when none of these holds the data files.
    public static func find(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> DataRoot {
        var tried: [String] = []
        var closed: [String] = []
        func usable(_ url: URL) -> Bool {
            tried.append(url.path)
            for name in ["config/scoring.yaml", "sql/migrations"] {
                let path = url.appending(path: name).path
                guard access(path, R_OK) != 0 else { continue }
                if errno == EACCES { closed.append(path) }
                return false
            }
            return true
        }
        if let chosen = environment["PADAN_SHARE"], !chosen.isEmpty {
            let url = URL(filePath: chosen)
            guard usable(url) else { throw NotFound(tried: tried, closed: closed) }
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
        throw NotFound(tried: Array(tried.prefix(3)), closed: closed)
    }
}
