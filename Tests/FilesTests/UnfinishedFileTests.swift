import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Files

/// What stands under the name of an output decides how it is written. Each test runs with files without a name and with named ones, as on a file
/// system that has no others.
@Suite struct UnfinishedFileTests {
    private func file(_ path: String, isPrivate: Bool = false, isOpenedByPath: Bool = false, _ isNameless: Bool) throws -> UnfinishedFile {
        try UnfinishedFile(path, isPrivate: isPrivate, isOpenedByPath: isOpenedByPath, mayBeNameless: isNameless)
    }

    private func write(_ text: String, to path: String, isPrivate: Bool = false, _ isNameless: Bool) throws {
        let file = try file(path, isPrivate: isPrivate, isNameless)
        _ = try file.descriptor.writeAll(text.utf8)
        try file.finish()
    }

    private func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }

    private func status(_ path: String) -> stat {
        var info = stat()
        lstat(path, &info)
        return info
    }

    private func names(_ folder: URL) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    @Test(arguments: [true, false])
    func `a new file appears when it is complete, and nothing of one that is not`(_ isNameless: Bool) throws {
        let folder = try TestServer.makeFolder("new")
        do {
            let file = try file(folder.path + "/a", isNameless)
            _ = try file.descriptor.writeAll("satu".utf8)
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/a"))
            #expect(try names(folder).count == (isNameless ? 0 : 1))
        }
        #expect(try names(folder) == [])
        try write("dua", to: folder.path + "/a", isNameless)
        #expect(try text(folder.appending(path: "a")) == "dua")
        #expect(status(folder.path + "/a").st_mode & 0o077 != 0)
        try write("tiga", to: folder.path + "/b", isPrivate: true, isNameless)
        #expect(status(folder.path + "/b").st_mode & 0o777 == 0o600)
        #expect(try names(folder) == ["a", "b"])
    }

    @Test(arguments: [true, false], [0o600, 0o640, 0o664, 0o400] as [mode_t])
    func `a file that is replaced keeps its mode, and who reads the old one keeps it`(_ isNameless: Bool, _ mode: mode_t) throws {
        let folder = try TestServer.makeFolder("mode")
        let path = folder.path + "/a"
        try Data("lama".utf8).write(to: URL(filePath: path))
        chmod(path, mode)
        if geteuid() == 0 { #expect(chown(path, 12345, 54321) == 0) }
        let (old, reader) = (status(path), try FileHandle(forReadingFrom: URL(filePath: path)))
        try write("baru", to: path, isNameless)
        let new = status(path)
        #expect(new.st_mode == old.st_mode && new.st_uid == old.st_uid && new.st_gid == old.st_gid && new.st_ino != old.st_ino)
        #expect(try reader.readToEnd() == Data("lama".utf8))
        #expect(try text(URL(filePath: path)) == "baru")
        // What nobody else shall read is closed whatever was there.
        try write("rahasia", to: path, isPrivate: true, isNameless)
        #expect(status(path).st_mode & 0o777 == 0o600 && status(path).st_uid == geteuid())
        #expect(try names(folder) == ["a"])
    }

    @Test(arguments: [true, false])
    func `a link stays, and what it names is written`(_ isNameless: Bool) throws {
        let folder = try TestServer.makeFolder("link")
        let files = FileManager.default
        try files.createDirectory(atPath: folder.path + "/dalam", withIntermediateDirectories: true)
        for (link, target) in [("a", "dalam/isi"), ("b", folder.path + "/a"), ("c", "dalam/baru")] {
            try files.createSymbolicLink(atPath: "\(folder.path)/\(link)", withDestinationPath: target)
        }
        try Data("lama".utf8).write(to: folder.appending(path: "dalam/isi"))
        for (link, target) in [("b", "isi"), ("c", "baru")] {
            try write("lewat \(link)", to: "\(folder.path)/\(link)", isNameless)
            #expect(try text(folder.appending(path: "dalam/\(target)")) == "lewat \(link)")
        }
        #expect(try names(folder.appending(path: "dalam")) == ["baru", "isi"])
        #expect(["a", "b", "c"].allSatisfy { status("\(folder.path)/\($0)").st_mode & S_IFMT == S_IFLNK })
        try files.createSymbolicLink(atPath: folder.path + "/putar", withDestinationPath: "putar")
        #expect(throws: FileError.self) { try write("x", to: folder.path + "/putar", isNameless) }
    }

    /// Runs work that waits for other work, which must not hold one of the threads that all tests share.
    private func onThread<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { answer in Thread.detachNewThread { answer.resume(with: Result { try work() }) } }
    }

    @Test(arguments: [true, false])
    func `a pipe gets what is written, and stays a pipe`(_ isOpenedByPath: Bool) async throws {
        let folder = try TestServer.makeFolder("pipe")
        let path = folder.path + "/pipa"
        #expect(mkfifo(path, 0o600) == 0)
        let content = String(repeating: "isi ", count: 50_000)
        async let read = onThread { try FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data() }
        try await onThread {
            let file = try UnfinishedFile(path, isOpenedByPath: isOpenedByPath)
            if isOpenedByPath {
                try Data(content.utf8).write(to: URL(filePath: file.pathForPrograms))
            } else {
                _ = try file.descriptor.writeAll(content.utf8)
            }
            try file.finish()
        }
        #expect(try await read == Data(content.utf8))
        #expect(status(path).st_mode & S_IFMT == S_IFIFO)
        #expect(try names(folder) == ["pipa"])
    }

    @Test(.enabled(if: geteuid() == 0)) func `a device stays a device, and a full one is told`() throws {
        let folder = try TestServer.makeFolder("device")
        for (name, minor) in [("null", 3), ("full", 7)] as [(String, dev_t)] {
            #expect(mknod("\(folder.path)/\(name)", S_IFCHR | 0o666, 1 << 8 | minor) == 0)
        }
        try write("ke mana-mana", to: folder.path + "/null", true)
        let full = try file(folder.path + "/full", true)
        #expect(throws: Errno.noSpace) { _ = try full.descriptor.writeAll("x".utf8) }
        withExtendedLifetime(full) {}
        let copied = try file(folder.path + "/full", isOpenedByPath: true, true)
        _ = try copied.descriptor.writeAll("x".utf8)
        #expect(throws: FileError.notWritten(path: folder.path + "/full", reason: "\(Errno.noSpace)")) { try copied.finish() }
        #expect(try names(folder) == ["full", "null"])
        #expect(["null", "full"].allSatisfy { status("\(folder.path)/\($0)").st_mode & S_IFMT == S_IFCHR })
    }

    @Test func `an open file of this process is written on where it stands`() throws {
        let folder = try TestServer.makeFolder("open")
        let open = try FileDescriptor.open(FilePath(folder.path + "/keluaran"), .writeOnly, options: .create, permissions: .ownerReadWrite)
        _ = try open.writeAll("satu ".utf8)
        try write("dua ", to: "/dev/fd/\(open.rawValue)", true)
        _ = try open.writeAll("tiga".utf8)
        try open.close()
        #expect(try text(folder.appending(path: "keluaran")) == "satu dua tiga")
    }

    @Test(.enabled(if: geteuid() == 0), arguments: [true, false])
    func `what somebody else put into a folder for everybody is no way to another file`(_ isNameless: Bool) throws {
        let folder = try TestServer.makeFolder("shared")
        chmod(folder.path, 0o1777)
        let victim = try TestServer.makeFolder("victim").appending(path: "milik")
        try Data("penting".utf8).write(to: victim)
        let (link, pipe, plain) = (folder.path + "/tautan", folder.path + "/pipa", folder.path + "/berkas")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: victim.path)
        #expect(mkfifo(pipe, 0o666) == 0)
        try Data("umpan".utf8).write(to: URL(filePath: plain))
        chmod(plain, 0o666)
        for path in [link, pipe, plain] { #expect(lchown(path, 12345, 12345) == 0) }
        for path in [link, pipe] { #expect(throws: FileError.self) { try write("x", to: path, isNameless) } }
        #expect(try text(victim) == "penting")
        // The same for a link to the folder of another file.
        let way = folder.path + "/jalan"
        try FileManager.default.createSymbolicLink(atPath: way, withDestinationPath: victim.deletingLastPathComponent().path)
        #expect(lchown(way, 12345, 12345) == 0)
        for path in [way + "/milik", way + "/baru", way + "/./milik"] {
            #expect(throws: FileError.self) { try write("x", to: path, isNameless) }
        }
        #expect(try text(victim) == "penting")
        #expect(try names(victim.deletingLastPathComponent()) == ["milik"])
        // One's own links lead where they lead.
        #expect(lchown(way, 0, 0) == 0)
        try write("penting", to: way + "/milik", isNameless)
        // A plain file is replaced; the one who put it there gets nothing of it.
        try write("laporan", to: plain, isNameless)
        #expect(status(plain).st_uid == 0 && status(plain).st_mode & 0o022 == 0)
    }

    @Test(arguments: [true, false])
    func `a folder that is exchanged for a link while the file is written is no way to another one`(_ isNameless: Bool) throws {
        let folder = try TestServer.makeFolder("exchanged")
        let files = FileManager.default
        let (way, kept, victim) = (folder.path + "/jalan", folder.path + "/lama", folder.path + "/milik")
        for path in [way, victim] { try files.createDirectory(atPath: path, withIntermediateDirectories: true) }
        try Data("penting".utf8).write(to: URL(filePath: victim + "/a"))
        for name in ["a", "baru"] {
            let file = try file("\(way)/\(name)", isNameless)
            _ = try file.descriptor.writeAll("laporan".utf8)
            try files.moveItem(atPath: way, toPath: kept)
            try files.createSymbolicLink(atPath: way, withDestinationPath: victim)
            try file.finish()
            #expect(try text(URL(filePath: victim + "/a")) == "penting" && names(URL(filePath: victim)) == ["a"])
            #expect(try text(URL(filePath: "\(kept)/\(name)")) == "laporan")
            try files.removeItem(atPath: way)
            try files.moveItem(atPath: kept, toPath: way)
        }
        #expect(try names(URL(filePath: way)) == ["a", "baru"])
    }

    @Test func `a pipe that is exchanged for a link or for another one after it was looked at is not written to`() throws {
        let folder = try TestServer.makeFolder("seen")
        let path = folder.path + "/pipa"
        guard case .file(_, let place, nil) = try FileTarget(path) else { return #expect(Bool(false), "the folder is not held") }
        #expect(mkfifo(path, 0o600) == 0)
        let seen = status(path)
        let other = folder.path + "/lain"
        try Data("penting".utf8).write(to: URL(filePath: other))
        unlink(path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other)
        #expect(throws: FileTarget.Trap.self) { try place.open("pipa", as: seen).close() }
        unlink(path)
        try FileManager.default.moveItem(atPath: other, toPath: path)
        #expect(throws: FileTarget.Trap.self) { try place.open("pipa", as: seen).close() }
        #expect(try text(URL(filePath: path)) == "penting")
        #expect(throws: Never.self) { try place.open("pipa", as: status(path)).close() }
    }

    @Test func `what cannot be written is told with the path that was asked for`() throws {
        let folder = try TestServer.makeFolder("bad").path
        for path in [folder, folder + "/tidak/ada", folder + "/baru/", ""] {
            let error = #expect(throws: FileError.self) { try write("x", to: path, true) }
            guard case .notWritten(path, _)? = error else { return #expect(Bool(false), "\(path): \(String(describing: error))") }
        }
    }

    @Test func `what a killed process left is removed, and nothing else`() throws {
        let folder = try TestServer.makeFolder("left")
        let gone = try Process.run(URL(filePath: "/bin/true"), arguments: [])
        gone.waitUntilExit()
        let left = ".padan-\(gone.processIdentifier)-0123456789abcdef.part"
        let others = [
            ".padan-\(getpid())-0123456789abcdef.part", ".padan-\(gone.processIdentifier)-0123.part",
            "padan-\(gone.processIdentifier).part",
            ".padan-\(gone.processIdentifier)-0123456789abcdef.part.bak", ".padan-0-0123456789abcdef.part", "laporan.csv",
        ]
        for name in [left] + others { try Data().write(to: folder.appending(path: name)) }
        let held = ".padan-\(gone.processIdentifier)-fedcba9876543210.part"
        let holder = try FileDescriptor.open(
            FilePath(folder.path + "/" + held), .writeOnly, options: .create, permissions: .ownerReadWrite)
        #expect(flock(holder.rawValue, LOCK_EX) == 0)
        let link = ".padan-\(gone.processIdentifier)-aaaaaaaaaaaaaaaa.part"
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/" + link, withDestinationPath: "laporan.csv")
        let directory = ".padan-\(gone.processIdentifier)-bbbbbbbbbbbbbbbb.part"
        try FileManager.default.createDirectory(atPath: folder.path + "/" + directory, withIntermediateDirectories: true)
        #expect(Leftovers.remove(in: folder.path) == [folder.path + "/" + left])
        #expect(try names(folder) == (others + [held, link, directory]).sorted())
        try holder.close()
        #expect(Leftovers.remove(in: folder.path + "/tidak-ada") == [])
    }

    @Test func `a scratch file has no name and is found by programs`() throws {
        let file = try ScratchFile("isi")
        #expect(try text(URL(filePath: file.path)) == "isi")
        try Data("lain".utf8).write(to: URL(filePath: file.path))
        #expect(try file.content() == Array("lain".utf8))
        var info = stat()
        #expect(fstat(file.descriptor.rawValue, &info) == 0 && info.st_nlink == 0 && info.st_mode & 0o777 == 0o600)
        withExtendedLifetime(file) {}
    }
}
