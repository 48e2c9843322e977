import VinculoGenerated

/// Brings what lies in the journal to the backend: at the start, when the network is back, and when a session asks. What it knows
/// is lost with the process; the journal is not.
actor Courier {
    private let journal: Journal
    private let exchange: Exchange
    private let surroundings: Surroundings
    private let diagnose: @Sendable (Diagnostic) -> Void

    private var running: Task<Void, Never>?
    /// Something was added while it was on its way.
    private var again = false
    /// Sessions that wait for a report, by the outcome's id.
    private var waiting: [String: [CheckedContinuation<ReportFate, Never>]] = [:]
    /// Asked for by a session, and perhaps not on disk: sent for as long as the process lives.
    private var asked: [(id: String, outcome: Outcome)] = []
    /// What the backend asked to be left alone with, and until when by the monotonic clock.
    private var notBefore: [String: Int64] = [:]
    private var wantsSignIn = false
    private var isClosed = false

    init(
        journal: Journal, exchange: Exchange, surroundings: Surroundings,
        diagnose: @escaping @Sendable (Diagnostic) -> Void
    ) {
        self.journal = journal
        self.exchange = exchange
        self.surroundings = surroundings
        self.diagnose = diagnose
    }

    /// A session wants an outcome reported: it is sent with all others, and once. One that was recorded, and is on disk no more,
    /// has been sent: the disk remembers the newest of those.
    func report(_ outcome: Outcome, isRecorded: Bool) async -> ReportFate {
        if !isRecorded, !asked.contains(where: { $0.id == outcome.id }) {
            asked.append((outcome.id, outcome))
        }
        guard !isClosed else { return .later }
        return await withCheckedContinuation { continuation in
            waiting[outcome.id, default: []].append(continuation)
            begin()
        }
    }

    /// Begins to send what is pending, without waiting.
    nonisolated func wake() {
        Task { await begin() }
    }

    /// Sends everything that is pending, oldest first, and comes back when each was tried. Cancelling the caller's task ends its
    /// waiting, and nothing else.
    func deliver() async -> Delivery {
        begin()
        if let running {
            _ = await first(of: [{ @Sendable in await running.value }])
        }
        guard !Task.isCancelled else { return .later }
        let isDone = await lookAtDisk().pending.isEmpty && asked.isEmpty
        return isDone ? .done : wantsSignIn ? .signIn : .later
    }

    /// Who waits hears "later". What is on disk stays there.
    func close() {
        isClosed = true
        running?.cancel()
        for id in waiting.keys {
            tell(id, .later)
        }
    }

    /// One courier is on its way at a time.
    private func begin() {
        guard !isClosed else { return }
        if running == nil {
            running = Task { await deliverAll() }
        } else {
            again = true
        }
    }

    private struct OnDisk: Sendable {
        var isRead = true
        var pending: [Outcome] = []
        var recorded: [Outcome] = []
        var delivered: [String] = []
    }

    private func deliverAll() async {
        repeat {
            again = false
            var asksForSignIn = false
            // Who asks later is looked up in the next round: what they ask about may not have been there.
            let askers = Set(waiting.keys)
            let disk = await lookAtDisk()
            asked.removeAll { asked in disk.recorded.contains { $0.id == asked.id } }
            for outcome in disk.pending + asked.map(\.outcome) where !isPaused(outcome.id) && !isClosed {
                asksForSignIn = await deliver(outcome) || asksForSignIn
            }
            wantsSignIn = asksForSignIn
            tellSettled(askers, disk)
        } while again && !isClosed
        running = nil
    }

    private func lookAtDisk() async -> OnDisk {
        do {
            return try await journal.use { outbox in
                OnDisk(
                    pending: try outbox.pending().map(\.outcome), recorded: try outbox.recorded(),
                    delivered: try outbox.delivered())
            }
        } catch {
            diagnose(Diagnostic(storing: error))
            return OnDisk(isRead: false)
        }
    }

    private func isPaused(_ id: String) -> Bool {
        notBefore[id].map { surroundings.monotonicMillis() < $0 } ?? false
    }

    /// Whether the backend wants the user to sign in first.
    private func deliver(_ outcome: Outcome) async -> Bool {
        let answer = try? await exchange.perform(.report(id: 0, outcome: outcome))
        let fate = answer?.fate ?? .later
        do {
            // Before a session hears: it may be the last thing that the process does.
            _ = try await journal.use { try $0.settle(outcomeId: outcome.id, fate: fate) }
        } catch {
            // It stays pending, and is sent again under the same key.
            diagnose(Diagnostic(storing: error))
        }
        notBefore[outcome.id] = nil
        tell(outcome.id, fate)
        switch fate {
        case .acknowledged, .refused: asked.removeAll { $0.id == outcome.id }
        case .pending(_, let afterMs?): pause(outcome.id, afterMs)
        case .pending(let signIn, nil): return signIn
        }
        return false
    }

    /// Comes again when the time is over that the backend asked for.
    private func pause(_ id: String, _ millis: UInt64) {
        notBefore[id] = surroundings.monotonicMillis().addingReportingOverflow(Int64(clamping: millis)).partialValue
        Task { [weak self, surroundings] in
            try? await surroundings.sleep(millis)
            await self?.begin()
        }
    }

    /// A session asks about what the backend had taken, or refused, before.
    private func tellSettled(_ askers: Set<String>, _ disk: OnDisk) {
        for id in askers.sorted() {
            let isOnDisk = disk.recorded.contains { $0.id == id }
            let isOpen = disk.pending.contains { $0.id == id } || asked.contains { $0.id == id }
            if notBefore[id] != nil || !disk.isRead {
                tell(id, .later)
            } else if disk.delivered.contains(id) || !isOnDisk && !isOpen {
                tell(id, .acknowledged)
            } else if !isOpen {
                tell(id, .later)
            }
        }
    }

    private func tell(_ id: String, _ fate: ReportFate) {
        waiting.removeValue(forKey: id)?.forEach { $0.resume(returning: fate) }
    }
}

extension ReportFate {
    /// Not yet, and nothing is known that would help.
    static let later = ReportFate.pending(signIn: false, afterMs: nil)
}
