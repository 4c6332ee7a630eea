import Foundation

/// The shape of a JSON text: every path with the types found there, so that a document may be compared where its figures are many or move.
///
/// A path ends in `?` where only some of the objects in that place have the key. `[]` is any element of an array, `*` any key of a map. A text
/// of several lines of JSON counts as one array.
struct JSONShape {
    /// A line a path, sorted: `runs[].run_id: number`.
    let text: String

    init(_ json: String, maps: Set<String> = []) throws {
        let data = Data(json.utf8)
        let value: Value
        do {
            value = try JSONDecoder().decode(Value.self, from: data)
        } catch {
            value = .array(try json.split(separator: "\n").map { try JSONDecoder().decode(Value.self, from: Data($0.utf8)) })
        }
        var found = Found(maps: maps)
        found.add([value], at: "")
        text = found.types.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
    }

    private enum Value: Decodable {
        case null
        case boolean
        case number
        case string
        case array([Value])
        case object([String: Value])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if (try? container.decode(Bool.self)) != nil {
                self = .boolean
            } else if (try? container.decode(Double.self)) != nil {
                self = .number
            } else if (try? container.decode(String.self)) != nil {
                self = .string
            } else if let items = try? container.decode([Value].self) {
                self = .array(items)
            } else {
                self = .object(try container.decode([String: Value].self))
            }
        }

        var type: String {
            switch self {
            case .null: "null"
            case .boolean: "boolean"
            case .number: "number"
            case .string: "string"
            case .array: "array"
            case .object: "object"
            }
        }
    }

    private struct Found {
        let maps: Set<String>
        var types: [String: String] = [:]

        /// Adds all values that stand at one path.
        mutating func add(_ values: [Value], at path: String, key: String = "") {
            types[path.isEmpty ? "." : path] = Set(values.map(\.type)).sorted().joined(separator: "|")
            let items = values.flatMap { value -> [Value] in if case .array(let items) = value { items } else { [] } }
            if !items.isEmpty { add(items, at: path + "[]") }
            let objects = values.compactMap { value -> [String: Value]? in if case .object(let object) = value { object } else { nil } }
            if maps.contains(key) {
                let inside = objects.flatMap(\.values)
                if !inside.isEmpty { add(inside, at: path + ".*") }
                return
            }
            for name in Set(objects.flatMap(\.keys)) {
                let inside = objects.compactMap { $0[name] }
                let mark = inside.count < objects.count ? "?" : ""
                add(inside, at: (path.isEmpty ? "" : path + ".") + name + mark, key: name)
            }
        }
    }
}
