import Foundation

/// JSON as a vector has it. Texts are compared byte by byte: Swift's own `==` takes two spellings of one letter for the same.
enum JSON: Decodable, Sendable {
    case null
    case flag(Bool)
    case number(Int64)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSON].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    static func read(_ data: Data) throws -> JSON {
        try JSONDecoder().decode(JSON.self, from: data)
    }
}

extension JSON: Equatable {
    static func == (one: JSON, other: JSON) -> Bool { one.firstDifference(from: other) == nil }

    /// Where two values differ, and how; `nil` if they do not. `self` is what was expected.
    func firstDifference(from actual: JSON, at place: String = "") -> String? {
        switch (self, actual) {
        case (.null, .null): return nil
        case (.flag(let one), .flag(let other)) where one == other: return nil
        case (.number(let one), .number(let other)) where one == other: return nil
        case (.text(let one), .text(let other)) where one.utf8.elementsEqual(other.utf8): return nil
        case (.list(let one), .list(let other)):
            for (index, pair) in zip(one, other).enumerated() {
                if let found = pair.0.firstDifference(from: pair.1, at: "\(place)[\(index)]") { return found }
            }
            return one.count == other.count ? nil : "\(place): expected \(one.count) items, came \(other.count)"
        case (.object(let one), .object(let other)):
            for key in Set(one.keys).union(other.keys).sorted() {
                let inside = place.isEmpty ? key : "\(place).\(key)"
                guard let expected = one[key] else { return "\(inside): expected none, came \(other[key]!)" }
                guard let actual = other[key] else { return "\(inside): expected \(expected), came none" }
                if let found = expected.firstDifference(from: actual, at: inside) { return found }
            }
            return nil
        default: return "\(place): expected \(self), came \(actual)"
        }
    }
}

extension JSON: CustomStringConvertible {
    var description: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): "\(number)"
        case .text(let text): text.count > 200 ? "\(text.prefix(200).debugDescription)…" : text.debugDescription
        case .list(let list): "[\(list.map(\.description).joined(separator: ", "))]"
        case .object(let object):
            "{\(object.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByStringInterpolation {
    init(stringLiteral text: String) { self = .text(text) }
    init(booleanLiteral flag: Bool) { self = .flag(flag) }
    init(arrayLiteral items: JSON...) { self = .list(items) }
}

/// An object whose absent fields are left out.
extension JSON: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral fields: (String, JSON?)...) {
        self = .object(Dictionary(fields.compactMap { key, value in value.map { (key, $0) } }) { _, last in last })
    }

    /// With the fields of another object beside its own.
    func with(_ more: JSON) -> JSON {
        guard case .object(let own) = self, case .object(let other) = more else { return more }
        return .object(own.merging(other) { _, other in other })
    }

    /// A list, or nothing in the place of an empty one.
    static func some(_ items: [JSON]) -> JSON? {
        items.isEmpty ? nil : .list(items)
    }

    static func text(_ text: String?) -> JSON? {
        text.map { .text($0) }
    }
}
