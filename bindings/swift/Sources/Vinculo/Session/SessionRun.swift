import VinculoGenerated

/// Tells the core what happens, and begins what it asks for. Decides nothing.
@MainActor final class SessionRun {
    let host: Host
    let shown = Shown()
    let ending = Ending<ConnectOutcome>()
    let stage = Stage()

    private let session: any ConnectSessionProtocol
    /// Ids of outcomes that were on disk when the session was restored, or came there since.
    private var recorded: Set<String>
    /// Effects that are to be performed, those of an event together.
    private var asked: [Effect] = []
    private var isPerforming = false
    private var isOver = false
    private(set) var isAcknowledged = false
    /// What ends with the session.
    private let jobs = Jobs()

    init(core: any ConnectSessionProtocol, recorded: Set<String>, host: Host) {
        session = core
        self.recorded = recorded
        self.host = host
        stage.onOpened = { [weak self] id, isTaken in
            self?.tell(isTaken ? .outsideOpened(id: id) : .outsideFailed(id: id))
        }
    }

    /// - Parameter acknowledged: ids of outcomes that the app has acknowledged, though the session may be of older bytes.
    func begin(acknowledged: Set<String>) {
        let known = try? session.outcome()
        if let known, acknowledged.contains(known.id) {
            tell(.acknowledged(outcomeId: known.id))
        } else {
            tell(.start)
        }
        // The core does not tell it again.
        if ending.decided == nil, shown.value.phase == .finished, let known {
            isAcknowledged = true
            answer(known, isRecorded: recorded.contains(known.id))
        }
    }

    /// The core's answer, which is performed already, or will be by whoever is performing now: a view may tell something while it
    /// does what it is asked.
    @discardableResult
    func tell(_ event: Event) -> [Effect] {
        guard !isOver else { return [] }
        let now = host.surroundings.now
        do {
            let effects = try session.advance(event: event, wallMs: now.wallMs, monoMs: now.monoMs)
            asked += effects
            performAll()
            return effects
        } catch {
            end(.defect)
            return []
        }
    }

    /// A call that changes nothing.
    func core<Answer>(_ call: (any ConnectSessionProtocol) throws -> Answer) throws -> Answer {
        try inCore { try call(session) }
    }

    func attach(_ surface: any WebSurface) {
        if !isOver, stage.attach(surface) {
            tell(.webviewReplaced)
        }
    }

    func acknowledge() async throws {
        guard let decided = ending.decided else { throw VinculoError.notFinished }
        let outcome = try decided.get()
        await forgivingly { _ = try await self.host.journal.use { try $0.taken(outcomeId: outcome.id) } }
        hearAcknowledged(outcome.id)
    }

    /// The app has dealt with an outcome, which may be this session's.
    func hearAcknowledged(_ id: String) {
        guard case .success(let outcome) = ending.decided, outcome.id == id else { return }
        isAcknowledged = true
        tell(.acknowledged(outcomeId: id))
    }

    /// Nobody waits any more.
    func end(_ error: VinculoError) {
        guard !isOver else { return }
        isOver = true
        asked = []
        letGo()
        stage.clear()
        shown.finish()
        ending.decide(.failure(error))
    }

    nonisolated func letGo() {
        jobs.cancel()
    }

    private func performAll() {
        guard !isPerforming else { return }
        isPerforming = true
        defer { isPerforming = false }
        while !asked.isEmpty {
            perform(asked.removeFirst())
        }
        guard !isOver else { return }
        do {
            let phase = try session.phase()
            shown.change { $0.phase = phase }
        } catch {
            end(.defect)
        }
    }

    private func perform(_ effect: Effect) {
        shown.change { $0.show(effect) }
        switch effect {
        case .requestToken, .checkLateLink: jobs.start { [weak self, host] in
                let answer = try? await host.exchange.perform(effect)
                if let answer { self?.tell(answer.event) }
            }
        case .setTimer(let id, _, let afterMs): jobs.start { [weak self, host] in
                try await host.surroundings.sleep(afterMs)
                self?.tell(.timerFired(id: id))
            }
        case .record(let id, let outcome): record(id, outcome)
        case .report(let id, let outcome):
            Task { [weak self, host, isRecorded = recorded.contains(outcome.id)] in
                let fate = await host.courier.report(outcome, isRecorded: isRecorded)
                self?.tell(fate == .acknowledged ? .reported(id: id) : .reportFailed(id: id))
            }
        case .finish(let outcome, let durable):
            stage.clear()
            answer(outcome, isRecorded: durable)
        case .diagnose(let diagnostic): host.diagnose(Diagnostic(diagnostic))
        case .load, .reload, .loadPage, .goBack, .openOutside, .showNotice: stage.ask(effect)
        case .answerNavigation, .answerDeepLink, .showLoading, .showContent, .showProblem, .askToClose: break
        }
    }

    /// Goes on when the session is let go of or everything is closed: what is decided belongs on disk, and then to the backend.
    private func record(_ id: UInt64, _ outcome: Outcome) {
        let now = host.surroundings.now
        host.journal.begin({ try $0.append(outcome: outcome, now: now) }) { [weak self, host] result in
            switch result {
            case .success(let appended):
                for gone in appended.overflow {
                    let detail = "\(gone.dropped) is gone, refused with \(gone.status)"
                    host.diagnose(Diagnostic(code: "outbox_overflow", detail: detail))
                }
                // A session that was cancelled meanwhile does not ask for it.
                host.courier.wake()
            case .failure(let error): host.diagnose(Diagnostic(storing: error))
            }
            let isRecorded = if case .success = result { true } else { false }
            Task { @MainActor in
                if isRecorded { self?.recorded.insert(outcome.id) }
                self?.tell(isRecorded ? .recorded(id: id) : .recordFailed(id: id))
            }
        }
    }

    private func answer(_ outcome: Outcome, isRecorded: Bool) {
        ending.decide(.success(ConnectOutcome(outcome, isRecorded: isRecorded)))
        host.told.add(self)
    }

    private func forgivingly(_ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            host.diagnose(Diagnostic(storing: error))
        }
    }
}

extension ConnectState {
    static let initial = ConnectState(phase: .idle, cover: .none, asksToClose: false)

    /// What an effect changes of what is shown.
    fileprivate mutating func show(_ effect: Effect) {
        switch effect {
        case .showLoading(let stage): (cover, asksToClose) = (.loading(stage), false)
        case .showProblem(let problem, let canRetry):
            (cover, asksToClose) = (.problem(problem, canRetry: canRetry), false)
        case .showContent, .finish: (cover, asksToClose) = (.none, false)
        case .askToClose: asksToClose = true
        default: break
        }
    }
}
