/// Sessions that told an outcome, while somebody holds them: the app may acknowledge it elsewhere than there.
@MainActor final class ToldSessions {
    private struct Held {
        weak var run: SessionRun?
    }

    private var sessions: [Held] = []

    nonisolated init() {}

    func add(_ run: SessionRun) {
        sessions.removeAll { $0.run == nil }
        sessions.append(Held(run: run))
    }

    func hearAcknowledged(_ id: String) {
        for session in sessions {
            session.run?.hearAcknowledged(id)
        }
    }
}
