import Digest
import Domain
import Foundation
import Yams

/// One YAML file of `config/`, with the lines on which its values stand.
public struct ConfigurationFile: Sendable {
    /// The file.
    public let url: URL
    /// What stands in it.
    public let text: String

    /// Reads a file.
    ///
    /// - Parameter url: the file.
    /// - Throws: `ConfigurationError` when it cannot be read as UTF-8.
    public init(_ url: URL) throws {
        self.url = url
        do {
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            throw ConfigurationError(file: url.path, line: nil, fault: .unreadable)
        }
    }

    /// Takes the text of a file as it was kept with a run.
    ///
    /// - Parameters:
    ///   - name: the name of the file, for messages.
    ///   - text: what stood in it.
    public init(name: String, text: String) {
        url = URL(filePath: name)
        self.text = text
    }

    /// The SHA-256 of the text, in hexadecimal digits.
    public var digest: String { sha256(Data(text.utf8)) }

    /// Reads the values of the file.
    ///
    /// - Parameter type: the type of the values.
    /// - Returns: the values.
    /// - Throws: `ConfigurationError` with the line of the value at fault, when the text is no YAML, a key is missing or a value has another
    ///   form than the type asks for.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try checkNumbersInBaseSixty()
        do {
            return try YAMLDecoder().decode(type, from: text)
        } catch let error as DecodingError {
            throw refusal(of: error)
        } catch {
            throw refusal(ofParser: error)
        }
    }

    /// YAML reads `1:30` as 90, a number in base 60, and the parser stops the program where such a number is larger than a whole number can be.
    private func checkNumbersInBaseSixty() throws {
        for match in text.matches(of: /[0-9][0-9_:.]{14,}/) where match.0.contains(":") {
            let line = text[..<match.range.lowerBound].count { $0.isNewline } + 1
            throw ConfigurationError(file: url.lastPathComponent, line: line, fault: .notYAML("\(match.0.prefix(40)): a number in base 60"))
        }
    }

    /// Reads a file that is a list of names with texts, several times faster than a decoder does: a command reads a thousand of them before it
    /// does anything.
    ///
    /// - Returns: the texts by their names.
    /// - Throws: `ConfigurationError` with the line at fault, when the text is no YAML or something else stands in it.
    public func texts() throws -> [String: String] {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch { throw refusal(ofParser: error) }
        guard case .mapping(let mapping)? = root else {
            throw ConfigurationError(file: url.lastPathComponent, line: root?.mark?.line, fault: .wrongForm(.mapping, path: ""))
        }
        var texts: [String: String] = [:]
        for (name, value) in mapping {
            guard let name = name.scalar?.string, let value = value.scalar?.string else {
                throw ConfigurationError(
                    file: url.lastPathComponent, line: name.mark?.line, fault: .wrongForm(.text, path: name.scalar?.string ?? ""))
            }
            texts[name] = value
        }
        return texts
    }

    /// The parser's own word for what is wrong, without the whole file that it quotes.
    private func refusal(ofParser error: any Error) -> ConfigurationError {
        let (line, reason): (Int?, String) =
            switch error {
            case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
                YamlError.composer(_, let problem, let mark, _):
                (mark.line, problem)
            case YamlError.reader(let problem, let offset, _, _):
                (offset.map { 1 + text.prefix($0).count(where: \.isNewline) }, problem)
            case YamlError.duplicatedKeysInMapping(let names, let context):
                (context.mark.line, "duplicated key: \(names.sorted().joined(separator: ", "))")
            default: (nil, String("\(error)".prefix(200)))
            }
        return ConfigurationError(file: url.lastPathComponent, line: line, fault: .notYAML(reason))
    }

    /// Makes an error about the value at a path of keys and indices.
    ///
    /// - Parameters:
    ///   - path: the keys and indices that lead to the value, from the top of the file.
    ///   - fault: what is wrong.
    /// - Returns: the error, with the line of the value where it is found.
    public func error(at path: [String], _ fault: ConfigurationError.Fault) -> ConfigurationError {
        ConfigurationError(file: url.lastPathComponent, line: line(at: path), fault: fault)
    }

    /// Makes an error about a setting that the room which knows its meaning has refused.
    ///
    /// - Parameter fault: what is wrong, and with which setting.
    /// - Returns: the error, with the line of the setting where it is found.
    public func error(_ fault: SettingFault) -> ConfigurationError {
        error(at: fault.path, .setting(code: fault.code, facts: fault.facts))
    }

    private func line(at path: [String]) -> Int? {
        guard var node = try? Yams.compose(yaml: text) else { return nil }
        var line = node.mark?.line
        for key in path {
            let next: Node?
            if let index = Int(key), case .sequence(let sequence) = node, sequence.indices.contains(index) {
                next = sequence[index]
            } else if case .mapping(let mapping) = node {
                line = mapping.first { $0.key.string == key }?.key.mark?.line ?? line
                next = mapping[Node(key)]
            } else {
                next = nil
            }
            guard let next else { break }
            node = next
            if case .scalar = node { line = node.mark?.line ?? line }
        }
        return line
    }

    private func refusal(of error: DecodingError) -> ConfigurationError {
        func path(_ context: DecodingError.Context) -> [String] {
            context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        }
        func refusal(_ context: DecodingError.Context, _ fault: (_ path: String) -> ConfigurationError.Fault) -> ConfigurationError {
            let path = path(context)
            return ConfigurationError(
                file: url.lastPathComponent, line: path.isEmpty ? nil : line(at: path), fault: fault(path.joined(separator: ".")))
        }
        switch error {
        case .keyNotFound(let key, let context): return refusal(context) { .missingKey(key.stringValue, path: $0) }
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return refusal(context) { .wrongForm(Self.form(type), path: $0) }
        case .dataCorrupted(let context):
            // The decoder passes on what the parser threw; everything else is a value that a type cannot be made of.
            if let underlying = context.underlyingError { return self.refusal(ofParser: underlying) }
            return refusal(context) { .unusable(context.debugDescription, path: $0) }
        @unknown default:
            return ConfigurationError(file: url.lastPathComponent, line: nil, fault: .unusable("\(error)", path: ""))
        }
    }

    private static func form(_ type: any Any.Type) -> ConfigurationError.Form {
        let name = "\(type)"
        if type == String.self { return .text }
        if type == Bool.self { return .truth }
        if name.hasPrefix("Array") || name.hasPrefix("Set") || name.hasPrefix("Sequence") { return .list }
        if name.hasPrefix("Dictionary") || name.hasPrefix("Mapping") { return .mapping }
        return type is any Numeric.Type ? .number : .other
    }
}
