import Foundation
import SystemPackage

/// Whose the folders and files are: who may reach them, and what is written as the server's account.
extension EmbeddedServer {
    /// The caller must be able to look at the data: where a folder is closed to it, data that are there would seem not to be.
    func requireWay() throws {
        var path = ""
        for component in (layout.data + "/PG_VERSION").split(separator: "/") {
            let parent = path.isEmpty ? "/" : path
            path += "/" + component
            var info = stat()
            guard stat(path, &info) != 0 else { continue }
            guard errno == EACCES else { return }
            throw EmbeddedServerError.closedToCaller(parent, caller: Self.account(geteuid()), owner: Self.owner(of: parent))
        }
    }

    /// PostgreSQL runs as the owner of its data alone.
    func requireOwnData() throws {
        var info = stat()
        guard stat(layout.data, &info) == 0 else { return }
        let user = layout.serverUser.flatMap { getpwnam($0)?.pointee.pw_uid } ?? geteuid()
        guard info.st_uid != user else { return }
        throw EmbeddedServerError.foreignData(layout.data, owner: Self.account(info.st_uid), expected: Self.account(user))
    }

    static func owner(of path: String) -> String {
        var info = stat()
        return stat(path, &info) == 0 ? account(info.st_uid) : "?"
    }

    /// The name of an account; its number where it has none.
    static func account(_ user: uid_t) -> String {
        getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? String(user)
    }

    func prepareHome() throws {
        let files = FileManager.default
        // PostgreSQL's pid file has a line for each path, and its settings have one for each value.
        guard !layout.home.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw EmbeddedServerError.unusablePath(layout.home)
        }
        var path = ""
        for component in layout.home.split(separator: "/") {
            path += "/" + component
            var info = stat()
            if stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR { continue }
            guard mkdir(path, 0o777) == 0 || errno == EEXIST && stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR else {
                throw EmbeddedServerError.io(path: path, reason: String(cString: strerror(errno == EEXIST ? ENOTDIR : errno)))
            }
        }
        if let user = layout.serverUser {
            guard getpwnam(user) != nil else { throw EmbeddedServerError.noServerUser(user) }
            try checkReachable(by: user)
        }
        let data = layout.data
        if files.fileExists(atPath: data), !files.fileExists(atPath: data + "/PG_VERSION") {
            throw EmbeddedServerError.notADatabase(data)
        }
    }

    /// Every folder above the data must let the server's account pass.
    func checkReachable(by user: String) throws {
        var path = ""
        for component in layout.home.split(separator: "/") {
            path += "/" + component
            var info = stat()
            guard stat(path, &info) == 0 else { continue }
            if info.st_mode & 0o001 == 0, info.st_uid != getpwnam(user).pointee.pw_uid {
                throw EmbeddedServerError.closedDirectory(path, user: user)
            }
        }
    }

    func write(_ text: String, to path: String) throws {
        try open(path, [.create, .truncate]) { _ = try $0.writeAll(text.utf8) }
    }

    /// Opens a file that only the server's account may read and write. A link is not followed: that account may put one in the file's
    /// place, and the file may be opened by root.
    func open(
        _ path: String, _ options: FileDescriptor.OpenOptions, _ body: (FileDescriptor) throws -> Void = { _ in }
    ) throws {
        do {
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: options.union([.noFollow, .closeOnExec]), permissions: .ownerReadWrite)
            try file.closeAfter {
                if let user = layout.serverUser, let entry = getpwnam(user) {
                    guard fchown(file.rawValue, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else { throw Errno(rawValue: errno) }
                }
                guard fchmod(file.rawValue, 0o600) == 0 else { throw Errno(rawValue: errno) }
                try body(file)
            }
        } catch {
            throw EmbeddedServerError.io(path: path, reason: "\(error)")
        }
    }

    func append(_ text: String, to path: String) throws {
        let old = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        try write(old + text, to: path)
    }

    /// A folder that only the server's account may enter.
    func makeDirectory(_ path: String) throws {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw EmbeddedServerError.io(path: path, reason: String(cString: strerror(errno)))
        }
        var info = stat()
        let allowed = [geteuid(), layout.serverUser.flatMap { getpwnam($0)?.pointee.pw_uid } ?? geteuid()]
        guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR, allowed.contains(info.st_uid) else {
            throw EmbeddedServerError.foreignSocketDirectory(path)
        }
        try own(path)
    }

    func own(_ path: String) throws {
        guard let user = layout.serverUser, let entry = getpwnam(user) else { return }
        guard lchown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
            throw EmbeddedServerError.io(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
