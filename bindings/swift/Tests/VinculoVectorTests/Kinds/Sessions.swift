// Kind `sessions`.

import Foundation
import VinculoGenerated

/// The wall clock of a vector at `at` 0.
private let wallStartMillis: Int64 = 1_700_000_000_000

func runSession(_ fields: Fields) throws -> Comparison {
    let config = try fields.object("config")
    if let code = fields.value("refused") {
        try fields.end()
        return Comparison(expected: code, actual: try refusal(config))
    }
    let steps = try fields.required("steps", fields.list("steps"))
    let outcome = fields.value("outcome")
    try fields.end()
    var play = Play(session: try ConnectSession(config: sessionConfig(config)))
    for (index, step) in steps.enumerated() {
        try play.step(index, Fields(step, at: "steps[\(index)]"))
        // What follows would only be consequences, and hide the cause.
        if play.expected != play.actual {
            return Comparison(expected: .list(play.expected), actual: .list(play.actual))
        }
    }
    guard !play.expected.isEmpty else { throw fields.problem("steps", "tests nothing") }
    return Comparison(
        expected: ["steps": .list(play.expected), "outcome": outcome],
        actual: ["steps": .list(play.actual), "outcome": try play.session.outcome().map(json)])
}

/// A session under way.
private struct Play {
    var session: ConnectSession
    var expected: [JSON] = []
    var actual: [JSON] = []
    private let given = Given()
    /// After each step, as a host stores them.
    private var snapshots: [Data] = []

    init(session: ConnectSession) {
        self.session = session
    }

    mutating func step(_ index: Int, _ fields: Fields) throws {
        if try fields.flag("restart") != nil {
            try restart(fields)
        } else {
            try turn(index, fields)
        }
        snapshots.append(try session.snapshot())
    }

    private mutating func restart(_ fields: Fields) throws {
        let from = try fields.count("from").map { Int($0) }
        let recorded = try (fields.texts("recorded") ?? []).map { name in
            try fields.required("recorded", given.recorded(name))
        }
        try fields.end()
        let stored = try from.map { snapshots[$0] } ?? session.snapshot()
        session = try ConnectSession.restore(snapshot: stored, recorded: recorded)
    }

    private mutating func turn(_ index: Int, _ fields: Fields) throws {
        let at = try fields.required("at", fields.number("at"))
        let now = Now(wallMs: try fields.number("wall") ?? wallStartMillis + at, monoMs: at)
        let events = try fields.list("events") ?? [try fields.required("event", fields.value("event"))]
        let phase = try fields.required("phase", fields.text("phase"))
        let effects = try fields.required("effects", fields.list("effects"))
        try fields.end()
        expected.append(["step": .number(Int64(index)), "phase": .text(phase), "effects": .list(effects)])
        var played: [JSON] = []
        for value in events {
            // Understood only now: an id may have been given out by the one before.
            let event = try event(Fields(value, at: "event"), given)
            for effect in try session.advance(event: event, wallMs: now.wallMs, monoMs: now.monoMs) {
                given.note(effect)
                played.append(json(effect))
            }
        }
        actual.append([
            "step": .number(Int64(index)), "phase": .text(name(try session.phase())), "effects": .list(played),
            "never_asked": .some(given.takeUnknown()),
        ])
    }
}

/// A case of settings with which no session is built.
private func refusal(_ config: Fields?) throws -> JSON {
    do {
        _ = try ConnectSession(config: sessionConfig(config))
        return .null
    } catch let error as SessionError {
        switch error {
        case .SessionId: return "session_id"
        case .Nonce: return "nonce"
        case .CallbackUrls: return "callback_urls"
        case .Navigation: return "navigation"
        case .Limits: return "limits"
        case .Widget: return "widget"
        case .Broken, .Snapshot, .SnapshotVersion, .OtherUser: return .text("\(error)")
        }
    }
}
