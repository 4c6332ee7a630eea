import Foundation
import Synchronization
import SystemPackage

/// Refused rows on disk, in a file that has no name any more, so that nothing of it stays when the program ends, however it ends.
///
/// A refusal is written as its texts, each behind its length. It is read by positions, so that several readers do not disturb each other.
final class RejectionSpool: Sendable {
    private static let chunk = 1 << 18

    private let descriptor: FileDescriptor
    private let folder: String
    private let buffer = Mutex<[UInt8]>([])

    /// - Throws: `ImportError.temporaryFile` when the folder of temporary files cannot be written to.
    init() throws {
        folder = FileManager.default.temporaryDirectory.path
        var template = Array("\(folder)/padan-rejects-XXXXXX".utf8CString)
        // The call makes a file that was not there, which nobody else may read.
        let number = mkstemp(&template)
        guard number >= 0 else { throw ImportError.temporaryFile(folder: folder, reason: String(cString: strerror(errno))) }
        descriptor = FileDescriptor(rawValue: number)
        unlink(template)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    deinit { try? descriptor.close() }

    /// - Throws: `ImportError.temporaryFile` when the disk takes no more.
    func append(_ rejection: Rejection) throws {
        let isFull = buffer.withLock { buffer in
            rejection.encode(into: &buffer)
            return buffer.count >= Self.chunk
        }
        if isFull { try flush() }
    }

    /// - Throws: `ImportError.temporaryFile` when the disk takes no more.
    func flush() throws {
        try buffer.withLock { buffer in
            do {
                _ = try buffer.withUnsafeBytes { try descriptor.writeAll($0) }
            } catch {
                throw ImportError.temporaryFile(folder: folder, reason: "\(error)")
            }
            buffer.removeAll(keepingCapacity: true)
        }
    }

    func reader() -> Reader { Reader(spool: self) }

    /// Reads a spool from its start.
    struct Reader {
        fileprivate let spool: RejectionSpool
        private var bytes: [UInt8] = []
        private var position = 0
        private var offset: Int64 = 0

        fileprivate init(spool: RejectionSpool) { self.spool = spool }

        /// - Throws: `ImportError.temporaryFile` when the disk does not give back what was written.
        mutating func next() throws -> Rejection? {
            guard try fill(8) else { return nil }
            let length = Int(integer())
            guard try fill(length) else { throw ImportError.temporaryFile(folder: spool.folder, reason: "") }
            let end = position + length
            defer { position = end }
            let line = Int(integer())
            let (column, value) = (optionalText(), optionalText())
            let (code, key, description) = (text(), text(), text())
            var facts: [String: RejectReason.Fact] = [:]
            while position < end { facts[text()] = fact() }
            return Rejection(
                line: line, column: column, value: value, why: RejectReason(code: code, key: key, description: description, facts: facts))
        }

        /// Makes sure that so many bytes lie behind the position.
        ///
        /// - Returns: false at the end of the spool.
        private mutating func fill(_ count: Int) throws -> Bool {
            while bytes.count - position < count {
                bytes.removeFirst(position)
                position = 0
                let start = bytes.count
                bytes += [UInt8](repeating: 0, count: RejectionSpool.chunk)
                let got: Int
                do {
                    got = try bytes.withUnsafeMutableBytes {
                        try spool.descriptor.read(fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(rebasing: $0[start...]))
                    }
                } catch {
                    throw ImportError.temporaryFile(folder: spool.folder, reason: "\(error)")
                }
                bytes.removeLast(bytes.count - start - got)
                offset += Int64(got)
                if got == 0 { return false }
            }
            return true
        }

        private mutating func integer() -> Int64 {
            defer { position += 8 }
            return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: Int64.self) }
        }

        private mutating func text() -> String {
            let count = Int(integer())
            defer { position += count }
            return String(decoding: bytes[position..<position + count], as: UTF8.self)
        }

        private mutating func optionalText() -> String? {
            let isThere = integer() == 1
            return isThere ? text() : nil
        }

        private mutating func fact() -> RejectReason.Fact {
            switch integer() {
            case 0: .text(text())
            case 1: .integer(Int(integer()))
            case 2: .number(Double(bitPattern: UInt64(bitPattern: integer())))
            case 3: .list((0..<integer()).map { _ in text() })
            default: .word(text())
            }
        }
    }
}

extension Rejection {
    /// Appends the refusal in the form that a spool's reader understands.
    fileprivate func encode(into buffer: inout [UInt8]) {
        func put(_ number: Int64) { withUnsafeBytes(of: number) { buffer += $0 } }
        func put(_ text: String) {
            put(Int64(text.utf8.count))
            buffer += text.utf8
        }
        func put(optional text: String?) {
            put(text == nil ? 0 : 1)
            if let text { put(text) }
        }
        let start = buffer.count
        put(0)
        put(Int64(line))
        put(optional: column)
        put(optional: value)
        put(why.code)
        put(why.key)
        put(why.description)
        for (name, fact) in why.facts {
            put(name)
            switch fact {
            case .text(let text):
                put(0)
                put(text)
            case .integer(let number):
                put(1)
                put(Int64(number))
            case .number(let number):
                put(2)
                put(Int64(bitPattern: number.bitPattern))
            case .list(let texts):
                put(3)
                put(Int64(texts.count))
                texts.forEach { put($0) }
            case .word(let key):
                put(4)
                put(key)
            }
        }
        let length = Int64(buffer.count - start - 8)
        withUnsafeBytes(of: length) { buffer.replaceSubrange(start..<start + 8, with: $0) }
    }
}
