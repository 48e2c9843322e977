import VinculoGenerated

/// The ids that a session has given out, by name. They stay known over a restart, where they are stale.
final class Given {
    private struct Key: Hashable {
        let isTimer: Bool
        let name: String
    }

    private var ids: [Key: [UInt64]] = [:]
    /// Of the `record` effects, by their ids.
    private var outcomes: [UInt64: Outcome] = [:]
    private var unknown: [JSON] = []

    /// Far from every id that a session counts up to.
    private static let neverGiven: UInt64 = 1 << 48

    /// Keeps the id of an effect that expects an answer.
    func note(_ effect: Effect) {
        switch effect {
        case .requestToken(let id, _, _, _), .openOutside(let id, _, _), .checkLateLink(let id, _), .report(let id, _):
            keep(id, name(effect), isTimer: false)
        case .record(let id, let outcome):
            keep(id, name(effect), isTimer: false)
            outcomes[id] = outcome
        case .setTimer(let id, let timer, _): keep(id, name(timer), isTimer: true)
        default: break
        }
    }

    /// The id that an event names: the newest of a name, or the first, second … (`record 1`), or one that was never given out.
    func id(_ fields: Fields, isTimer: Bool) throws -> UInt64 {
        switch try fields.required("id", fields.value("id")) {
        case .number(let number): return Self.neverGiven + UInt64(number)
        case .text(let name):
            if let id = find(name, isTimer) { return id }
            unknown.append(.text(name))
            return Self.neverGiven
        default: throw fields.problem("id", "must be the name of an effect, or a number")
        }
    }

    /// The outcome of a `record` effect, by the effect's name.
    func recorded(_ name: String) -> Outcome? {
        find(name, false).flatMap { outcomes[$0] }
    }

    /// The names that stood for nothing since the last call: they make a step fail, and say why.
    func takeUnknown() -> [JSON] {
        defer { unknown = [] }
        return unknown
    }

    private func keep(_ id: UInt64, _ name: String, isTimer: Bool) {
        ids[Key(isTimer: isTimer, name: name), default: []].append(id)
    }

    /// An answer may carry a timer's id by mistake, and the other way round.
    private func find(_ name: String, _ isTimer: Bool) -> UInt64? {
        let any = { (name: String) in
            self.ids[Key(isTimer: isTimer, name: name)] ?? self.ids[Key(isTimer: !isTimer, name: name)]
        }
        if let ids = any(name) { return ids.last }
        let words = name.split(separator: " ")
        guard words.count == 2, let index = Int(words[1]), let ids = any(String(words[0])) else { return nil }
        return ids.indices.contains(index - 1) ? ids[index - 1] : nil
    }
}
