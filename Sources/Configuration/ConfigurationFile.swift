import Digest
import Foundation
import Yams

/// Why a configuration cannot be used.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    public let file: String
    public let line: Int?
    public let reason: String

    public init(file: String, line: Int?, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(reason)" }
}

/// One YAML file, with the lines on which its values stand.
public struct ConfigurationFile: Sendable {
    public let url: URL
    public let text: String

    public init(_ url: URL) throws {
        self.url = url
        do {
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            throw ConfigurationError(file: url.path, line: nil, reason: "cannot be read")
        }
    }

    /// A file's text as it was kept with a run.
    public init(name: String, text: String) {
        url = URL(filePath: name)
        self.text = text
    }

    public var digest: String { sha256(Data(text.utf8)) }

    /// - Throws: `ConfigurationError` with the line of the value at fault.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        do {
            return try YAMLDecoder().decode(type, from: text)
        } catch let error as DecodingError {
            throw refusal(of: error)
        } catch {
            throw refusal(ofText: "\(error)")
        }
    }

    /// Yams's own words, without the whole file that they quote.
    private func refusal(ofText text: String) -> ConfigurationError {
        let line = text.matches(of: /line (\d+)/).last.flatMap { Int($0.1) } ?? text.firstMatch(of: /:(\d+):\d+:/).flatMap { Int($0.1) }
        let lines = text.split(separator: "\n").map(String.init)
        let reason = lines.first { !$0.contains(/:\d+:\d+: error/) || $0.count < 200 } ?? "this is no YAML"
        return ConfigurationError(file: url.lastPathComponent, line: line, reason: String(reason.prefix(200)))
    }

    /// An error about the value at a path of keys and indices.
    public func error(at path: [String], _ reason: String) -> ConfigurationError {
        ConfigurationError(file: url.lastPathComponent, line: line(at: path), reason: reason)
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
        let context: DecodingError.Context
        var reason: String
        switch error {
        case .keyNotFound(let key, let found):
            context = found
            reason = "'\(key.stringValue)' is missing"
        case .typeMismatch(let type, let found), .valueNotFound(let type, let found):
            context = found
            reason = "a value of type \(type) is expected"
        case .dataCorrupted(let found):
            context = found
            reason = found.underlyingError.map { "\($0)" } ?? found.debugDescription
        @unknown default:
            return ConfigurationError(file: url.lastPathComponent, line: nil, reason: "\(error)")
        }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        if !path.isEmpty { reason = "\(path.joined(separator: ".")): \(reason)" }
        return ConfigurationError(file: url.lastPathComponent, line: path.isEmpty ? nil : line(at: path), reason: reason)
    }
}
