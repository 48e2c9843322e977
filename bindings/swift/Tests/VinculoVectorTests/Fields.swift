/// What is wrong with a vector, and where.
struct VectorProblem: Error, CustomStringConvertible {
    let place: String
    let what: String

    var description: String { "\(place.isEmpty ? "the object" : place) \(what)" }
}

/// An object whose fields are taken one by one; ``end()`` then refuses what nobody took, so that no field of a vector goes unread.
final class Fields {
    let place: String
    private let object: [String: JSON]
    private var taken: Set<String> = []

    init(_ value: JSON, at place: String) throws {
        guard case .object(let object) = value else { throw VectorProblem(place: place, what: "must be an object") }
        self.object = object
        self.place = place
    }

    func value(_ key: String) -> JSON? {
        taken.insert(key)
        return object[key]
    }

    func text(_ key: String) throws -> String? {
        try read(key, "must be a text") { if case .text(let text) = $0 { text } else { nil } }
    }

    func flag(_ key: String) throws -> Bool? {
        try read(key, "must be true or false") { if case .flag(let flag) = $0 { flag } else { nil } }
    }

    func number(_ key: String) throws -> Int64? {
        try read(key, "must be a whole number") { if case .number(let number) = $0 { number } else { nil } }
    }

    func count(_ key: String) throws -> UInt64? {
        try number(key).map { number in
            guard let count = UInt64(exactly: number) else { throw problem(key, "must be 0 or more") }
            return count
        }
    }

    func list(_ key: String) throws -> [JSON]? {
        try read(key, "must be a list") { if case .list(let list) = $0 { list } else { nil } }
    }

    func texts(_ key: String) throws -> [String]? {
        try list(key)?.map { item in
            guard case .text(let text) = item else { throw problem(key, "must be a list of texts") }
            return text
        }
    }

    func object(_ key: String) throws -> Fields? {
        try value(key).map { try Fields($0, at: path(key)) }
    }

    /// The text at `key`, or put together from the parts at `<key>_parts`: texts, and `{"repeat": "a", "times": 70000}`.
    func longText(_ key: String) throws -> String {
        if let text = try text(key) { return text }
        guard let parts = try list("\(key)_parts") else { throw problem(key, "is missing") }
        return try parts.map { part in
            if case .text(let text) = part { return text }
            let repeated = try Fields(part, at: path("\(key)_parts"))
            let piece = try repeated.required("repeat", repeated.text("repeat"))
            let times = try repeated.required("times", repeated.count("times"))
            try repeated.end()
            return String(repeating: piece, count: Int(times))
        }.joined()
    }

    /// One of some words.
    func word<Value>(_ key: String, _ text: String, _ words: [String: Value]) throws -> Value {
        guard let value = words[text] else { throw problem(key, "must be one of \(words.keys.sorted())") }
        return value
    }

    func required<Value>(_ key: String, _ value: Value?) throws -> Value {
        guard let value else { throw problem(key, "is missing") }
        return value
    }

    func problem(_ key: String, _ what: String) -> VectorProblem {
        VectorProblem(place: path(key), what: what)
    }

    func end() throws {
        let unknown = Set(object.keys).subtracting(taken).sorted()
        guard unknown.isEmpty else { throw problem(unknown[0], "is an unknown key") }
    }

    private func path(_ key: String) -> String {
        place.isEmpty ? key : "\(place).\(key)"
    }

    private func read<Value>(_ key: String, _ what: String, _ read: (JSON) -> Value?) throws -> Value? {
        try value(key).map { value in
            guard let value = read(value) else { throw problem(key, what) }
            return value
        }
    }
}
