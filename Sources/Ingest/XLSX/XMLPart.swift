import CExpat
import Foundation

/// What takes the events of an XML part, in the order of the text.
protocol XMLHandler: AnyObject {
    /// An element begins; its name stands without the namespace.
    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes) throws
    func end(_ name: UnsafePointer<CChar>) throws
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// The attributes of an element while it is handled.
struct XMLAttributes {
    let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of an attribute, whatever its namespace.
    subscript(name: StaticString) -> UnsafePointer<CChar>? {
        guard var next = list else { return nil }
        while let key = next[0] {
            if isNamed(localName(key), name) { return next[1] }
            next += 2
        }
        return nil
    }

    func string(_ name: StaticString) -> String? { self[name].map { String(cString: $0) } }

    func integer(_ name: StaticString) -> Int? { string(name).flatMap { Int($0) } }
}

/// Whether an XML name is the one expected.
@inline(__always)
func isNamed(_ name: UnsafePointer<CChar>, _ expected: StaticString) -> Bool {
    expected.withUTF8Buffer { bytes in
        for index in 0..<bytes.count where name[index] != CChar(bitPattern: bytes[index]) { return false }
        return name[bytes.count] == 0
    }
}

/// The part of a name behind its namespace.
private func localName(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    strrchr(name, Int32(XMLPart.separator)).map { UnsafePointer($0) + 1 } ?? name
}

/// Parses one part of a workbook as its bytes arrive (expat), in bounded memory.
///
/// A document type, which a workbook never has and which entity bombs need, is refused.
final class XMLPart {
    static let separator: CChar = 0x7C
    static let depthLimit = 64
    /// A single tag may not be longer.
    static let tagLimit = 1 << 20

    private let parser: XML_Parser
    private let handler: any XMLHandler
    private let path: String
    private var failure: (any Error)?
    private var depth = 0
    private var fed = 0

    init(_ handler: any XMLHandler, path: String, encoding: String = "UTF-8") throws {
        guard let parser = XML_ParserCreateNS(encoding, Self.separator) else {
            throw ImportError.damagedWorkbook(path: path, reason: .memory)
        }
        self.parser = parser
        self.handler = handler
        self.path = path
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { user, name, attributes in
                guard let user, let name else { return }
                Unmanaged<XMLPart>.fromOpaque(user).takeUnretainedValue().started(name, attributes)
            },
            { user, name in
                guard let user, let name else { return }
                Unmanaged<XMLPart>.fromOpaque(user).takeUnretainedValue().ended(name)
            })
        XML_SetCharacterDataHandler(parser) { user, text, length in
            guard let user, let text else { return }
            let part = Unmanaged<XMLPart>.fromOpaque(user).takeUnretainedValue()
            text.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
                part.handler.text(UnsafeBufferPointer(start: $0, count: Int(length)))
            }
        }
        XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
            guard let user else { return }
            let part = Unmanaged<XMLPart>.fromOpaque(user).takeUnretainedValue()
            part.stop(ImportError.damagedWorkbook(path: part.path, reason: .entities))
        }
    }

    deinit { XML_ParserFree(parser) }

    /// Takes the next bytes; an empty piece ends the part.
    func feed(_ bytes: [UInt8], count: Int) throws {
        let status = bytes.withUnsafeBytes {
            XML_Parse(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(count), count == 0 ? 1 : 0)
        }
        if let failure { throw failure }
        guard status == XML_STATUS_OK else {
            let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "no XML"
            throw ImportError.damagedWorkbook(path: path, reason: .markup(line: Int(XML_GetCurrentLineNumber(parser)), reason: reason))
        }
        fed += count
        guard fed - Int(XML_GetCurrentByteIndex(parser)) <= Self.tagLimit + count else {
            throw ImportError.damagedWorkbook(path: path, reason: .longTag(mebibytes: Self.tagLimit >> 20))
        }
    }

    private func stop(_ error: any Error) {
        failure = failure ?? error
        XML_StopParser(parser, 0)
    }

    private func started(_ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        guard failure == nil else { return }
        depth += 1
        guard depth <= Self.depthLimit else {
            return stop(ImportError.damagedWorkbook(path: path, reason: .deep(levels: Self.depthLimit)))
        }
        do { try handler.start(localName(name), XMLAttributes(list: attributes)) } catch { stop(error) }
    }

    private func ended(_ name: UnsafePointer<CChar>) {
        guard failure == nil else { return }
        depth -= 1
        do { try handler.end(localName(name)) } catch { stop(error) }
    }
}

extension ZipArchive {
    /// Parses a whole entry.
    ///
    /// - Returns: false when there is no such entry.
    func parse(_ name: String, _ handler: any XMLHandler, path: String) throws -> Bool {
        guard try open(name) else { return false }
        let part = try XMLPart(handler, path: path)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try read(into: &buffer)
            try part.feed(buffer, count: count)
            if count == 0 { return true }
        }
    }
}
