import CMinizip

/// Reads the entries of a zip archive piece by piece, guarded against bombs.
///
/// - Throws: `ImportError.damagedWorkbook`, `.bomb`.
final class ZipArchive {
    /// Deflate cannot shrink beyond 1 : 1032; sheets of the plainest numbers come to 1 : 60.
    static let ratioLimit = 250
    /// Below this size an entry may shrink as it likes.
    static let freeSize = 32 << 20
    static let sizeLimit = 16 << 30
    static let entryLimit = 10_000

    private let handle: unzFile
    private let path: String
    private(set) var compressedSize = 0
    private(set) var uncompressedSize = 0
    private(set) var bytesRead = 0
    private var isOpen = false

    init(_ path: String) throws {
        guard let handle = unzOpen64(path) else { throw ImportError.damagedWorkbook(path: path, reason: .noArchive) }
        self.handle = handle
        self.path = path
        var info = unz_global_info64()
        guard unzGetGlobalInfo64(handle, &info) == UNZ_OK, info.number_entry <= UInt64(Self.entryLimit) else {
            throw ImportError.damagedWorkbook(path: path, reason: .tooManyParts)
        }
    }

    deinit {
        if isOpen { unzCloseCurrentFile(handle) }
        unzClose(handle)
    }

    /// Opens an entry for `read`, closing the one before.
    ///
    /// - Returns: false when there is none of the name.
    func open(_ name: String) throws -> Bool {
        if isOpen { unzCloseCurrentFile(handle) }
        isOpen = false
        guard unzLocateFile(handle, name, 2) == UNZ_OK else { return false }
        var info = unz_file_info64()
        guard unzGetCurrentFileInfo64(handle, &info, nil, 0, nil, 0, nil, 0) == UNZ_OK else { throw damaged(name) }
        guard info.flag & 1 == 0 else {
            throw ImportError.damagedWorkbook(path: path, reason: .protected(name))
        }
        guard unzOpenCurrentFile(handle) == UNZ_OK else { throw damaged(name) }
        isOpen = true
        compressedSize = Int(clamping: info.compressed_size)
        uncompressedSize = Int(clamping: info.uncompressed_size)
        bytesRead = 0
        return true
    }

    /// Reads on in the open entry.
    ///
    /// - Returns: bytes read, 0 at the end.
    func read(into buffer: inout [UInt8]) throws -> Int {
        let capacity = UInt32(buffer.count)
        let count = buffer.withUnsafeMutableBytes { unzReadCurrentFile(handle, $0.baseAddress, capacity) }
        guard count >= 0 else { throw damaged("") }
        bytesRead += Int(count)
        if bytesRead > Self.freeSize, bytesRead / Self.ratioLimit > compressedSize || bytesRead > Self.sizeLimit {
            throw ImportError.bomb(path: path, ratio: bytesRead / max(1, compressedSize))
        }
        if count == 0 {
            isOpen = false
            guard unzCloseCurrentFile(handle) == UNZ_OK else { throw damaged("") }
        }
        return Int(count)
    }

    private func damaged(_ name: String) -> ImportError {
        ImportError.damagedWorkbook(path: path, reason: name.isEmpty ? .cut : .partCut(name))
    }
}
