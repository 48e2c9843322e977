import Foundation
import Testing

@testable import Vinculo

/// One session from start to outcome, over real HTTP and a real disk.
@MainActor @Suite(.timeLimit(.minutes(1))) struct SessionTests {
    private let phone = Phone()

    @Test func aUserConnectsAnAccount() async throws {
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        #expect(phone.view.asked.contains { $0.hasPrefix("load https://widget.belvo.io/?access_token=ACCESS-1") })
        #expect(opened.session.state == ConnectState(phase: .open, cover: .none, asksToClose: false))
        #expect(!opened.session.navigate(Navigation(to: opened.success)), "the webview must not follow a callback")

        guard case .connected(let connected) = try await opened.session.outcome() else {
            Issue.record("not connected")
            return
        }
        let outcome = try await opened.session.outcome()
        #expect(connected.link.value == Phone.link)
        #expect(connected.institution?.value == "erebor_mx_retail")
        #expect(!connected.isLate && !connected.isOtherLink)
        #expect(outcome.isRecorded)
        #expect(outcome.sessionID == opened.sessionID)
        #expect(opened.session.state.phase == .finished)

        #expect(await vinculo.outbox.deliver() == .done)
        let report = try #require(phone.backend.all("PUT").first)
        #expect(report.path == "/bank/v1/connect-sessions/\(opened.sessionID)/outcomes/1")
        #expect(report.headers["idempotency-key"] == outcome.id)
        #expect(report.headers["authorization"] == "Bearer user-token")
        #expect(phone.backend.all("PUT").count == 1)
    }

    @Test func aUserLeavesAndTheBackendKnowsOfNoLink() async throws {
        let opened = try await phone.open(phone.process())
        _ = opened.session.navigate(Navigation(to: opened.callback("exit", "?last_encountered_error_code=login_error")))
        guard case .exited(let exited) = try await opened.session.outcome() else {
            Issue.record("no exit")
            return
        }
        #expect(exited.source == .widget)
        #expect(exited.error?.code == "login_error")
        let asked = phone.backend.all.filter { $0.path.hasSuffix("/link") }
        #expect(asked.count == 1, "the backend is asked before a session ends without a link")
    }

    @Test func aUserLeavesAndTheBackendKnowsOfALink() async throws {
        phone.backend.onLateLink { _ in .json(#"{"link":"\#(Phone.link)","institution":"erebor_mx_retail"}"#) }
        let opened = try await phone.open(phone.process())
        opened.session.dismissed(by: .swipe)
        guard case .connected(let connected) = try await opened.session.outcome() else {
            Issue.record("not found")
            return
        }
        #expect(connected.isLate)
        #expect(connected.link.value == Phone.link)
    }

    @Test func aBackendThatGivesNoTokenEndsTheSession() async throws {
        phone.backend.onOpen { _ in .json(#"{"code":"not_allowed"}"#, status: 403) }
        let session = try phone.process().session(Phone.options)
        guard case .failed(let failed) = try await session.outcome() else {
            Issue.record("it did not fail")
            return
        }
        #expect(failed.reason == .tokenRefused)
    }

    @Test func aTokenThatDiedIsRenewed() async throws {
        let opened = try await phone.open(phone.process())
        phone.backend.onOpen { _ in .json(#"{"access_token":"ACCESS-2"}"#) }
        _ = opened.session.navigate(Navigation(to: opened.callback("event", "?error=ACCESS_TOKEN_NOT_VALID")))
        try await until("the widget is loaded anew") {
            phone.view.asked.contains { $0.hasPrefix("reload rebuild=false") && $0.contains("ACCESS-2") }
        }
    }

    @Test func anOutcomeThatTheDiskDoesNotTakeIsToldAndReportedAllTheSame() async throws {
        let file = phone.folder.appendingPathExtension("file")
        try Data("in the way".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let vinculo = try phone.process(folder: file)
        let opened = try await phone.open(vinculo)
        _ = opened.session.navigate(Navigation(to: opened.success))
        let outcome = try await opened.session.outcome()
        #expect(!outcome.isRecorded)
        try await until("it is reported") { phone.backend.all("PUT").first?.headers["idempotency-key"] == outcome.id }
        #expect(phone.heard.with { $0 }.contains { $0.code == "outbox_store" })
    }

    @Test func cancellingWhoWaitsCancelsNothingElse() async throws {
        let opened = try await phone.open(phone.process())
        let waiting = Task { try await opened.session.outcome() }
        await Task.yield()
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        _ = opened.session.navigate(Navigation(to: opened.success))
        #expect(try await opened.session.outcome().isRecorded)
    }

    @Test func cancellingASessionEndsItsWaitingAndItsSavedBytesBringItBack() async throws {
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        let saved = try opened.session.save()
        let waiting = Task { try await opened.session.outcome() }
        await Task.yield()
        opened.session.cancel()
        await #expect(throws: VinculoError.cancelled) { try await waiting.value }
        await #expect(throws: VinculoError.cancelled) { try await opened.session.outcome() }
        #expect(!opened.session.navigate(Navigation(to: opened.success)))
        #expect(opened.session.openLink(opened.success) == .noSession)

        let restored = try await vinculo.restore(saved)
        #expect(restored.openLink(opened.success) == .handled)
        #expect(try await restored.outcome().isRecorded)
    }

    @Test func aSuccessAfterTheExitWasToldIsReportedAndNotTold() async throws {
        let opened = try await phone.open(phone.process())
        _ = opened.session.navigate(Navigation(to: opened.callback("exit")))
        let told = try await opened.session.outcome()
        #expect(opened.session.openLink(opened.success) == .handled)
        try await until("both are reported") {
            phone.backend.all("PUT").map { $0.headers["idempotency-key"] } == [
                "\(opened.sessionID).1", "\(opened.sessionID).2",
            ]
        }
        #expect(try await opened.session.outcome() == told)
    }

    @Test func statesAreThePresentOneAndThoseThatFollow() async throws {
        let opened = try await phone.open(phone.process())
        var states = opened.session.states.makeAsyncIterator()
        #expect(await states.next() == ConnectState(phase: .open, cover: .none, asksToClose: false))
        opened.session.closeRequested()
        #expect(opened.session.state.asksToClose)
        #expect(await states.next() == ConnectState(phase: .confirmingClose, cover: .none, asksToClose: true))
        opened.session.declineClose()
        #expect(!opened.session.state.asksToClose)
        opened.session.cancel()
        #expect(await states.next() == ConnectState(phase: .open, cover: .none, asksToClose: false))
        #expect(await states.next() == nil)
    }

    @Test func statesEndWithTheSession() async throws {
        let opened = try await phone.open(phone.process())
        let seen = Task {
            var last: ConnectState?
            for await state in opened.session.states { last = state }
            return last
        }
        await Task.yield()
        _ = opened.session.navigate(Navigation(to: opened.success))
        #expect(await seen.value?.phase == .finished)
        for await state in opened.session.states { #expect(state.phase == .finished) }
    }

    @Test func nothingIsAcknowledgedBeforeTheEnd() async throws {
        let opened = try await phone.open(phone.process())
        await #expect(throws: VinculoError.notFinished) { try await opened.session.acknowledge() }
        opened.session.cancel()
        await #expect(throws: VinculoError.cancelled) { try await opened.session.acknowledge() }
    }

    @Test func whatIsDecidedIsSentThoughNobodyWaits() async throws {
        let opened = try await phone.open(phone.process())
        _ = opened.session.navigate(Navigation(to: opened.success))
        #expect(opened.session.state.phase == .recording)
        opened.session.cancel()
        try await until("it is reported") { phone.backend.all("PUT").count == 1 }
    }

    @Test func whatIsDecidedIsOnDiskThoughAllIsClosedAtOnce() async throws {
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        _ = opened.session.navigate(Navigation(to: opened.success))
        // Before anything else has its turn on the main thread.
        closeHere(vinculo)
        #expect(try await phone.process().outbox.entries().map(\.id) == ["\(opened.sessionID).1"])
        #expect(try await opened.session.outcome().isRecorded)
    }

    @Test func aSessionThatGoesOnAfterAllIsClosedEndsAndSaysThatNothingIsOnDisk() async throws {
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        await vinculo.close()
        _ = opened.session.navigate(Navigation(to: opened.success))
        #expect(try await !opened.session.outcome().isRecorded)
        #expect(phone.backend.all("PUT").isEmpty)
    }

    @Test func nothingBeginsAfterAllIsClosed() async throws {
        let vinculo = try phone.process()
        let saved = try await phone.open(vinculo).session.save()
        await vinculo.close()
        let asked = phone.backend.all.count
        let closed = VinculoError.storageUnusable(code: "closed", detail: "this Vinculo is closed: make another one")
        let calls: [(String, @MainActor () async throws -> Void)] = [
            ("session", { _ = try vinculo.session(Phone.options) }),
            ("restore", { _ = try await vinculo.restore(saved) }),
            ("links", { _ = try await vinculo.links() }),
            ("entries", { _ = try await vinculo.outbox.entries() }),
            ("retry", { _ = try await vinculo.outbox.retry("x.1") }),
        ]
        for (name, call) in calls {
            do {
                try await call()
                Issue.record("\(name) began")
            } catch let error as VinculoError {
                #expect(error == closed, "\(name)")
            }
        }
        #expect(phone.backend.all.count == asked)
        // Nothing holds the journal.
        #expect(try await phone.process().outbox.entries().isEmpty)
    }

    @Test func aBrokenSessionIsAnErrorThatIsThrown() async throws {
        let vinculo = try phone.process()
        let session = ConnectSession(core: BrokenCore(), recorded: [], host: vinculo.host)
        session.begin(acknowledged: [])
        await #expect(throws: VinculoError.defect) { try await session.outcome() }
        #expect(throws: VinculoError.defect) { try session.save() }
        #expect(!session.navigate(Navigation(to: "https://widget.belvo.io/")))
    }

    @Test func optionsThatCannotWorkAreRefusedWithTheReason() throws {
        let vinculo = try phone.process()
        var bad: [String: ConnectOptions] = [:]
        bad["callback_urls"] = ConnectOptions(callbackURLs: CallbackURLs(success: "", exit: "a:b", event: "a:c"))
        bad["limits"] = Phone.options
        bad["limits"]?.limits.slow = 0
        bad["navigation"] = Phone.options
        bad["navigation"]?.navigation.strictHosts = ["https://a.b/"]
        bad["widget"] = Phone.options
        bad["widget"]?.widget.institutions = ["Not a name"]
        for (code, options) in bad {
            let error = thrown { try vinculo.session(options) }
            #expect(error?.code == code)
        }
        let http = URL(string: "http://example.com")!
        #expect(thrown { try phone.process(backend: http) }?.code == "backend_url")
        for user in ["", String(repeating: "u", count: 257), String(repeating: "ü", count: 129)] {
            #expect(thrown { try phone.process(user: user) }?.code == "user")
        }
        _ = try phone.process(user: String(repeating: "u", count: 256))
    }

    @Test func aLinkWithoutASessionIsJudged() throws {
        #expect(try Vinculo.verdict(on: "myapp://success?link=a", without: Phone.urls) == .noSession)
        #expect(try Vinculo.verdict(on: "otherapp://success", without: Phone.urls) == .notMine)
    }
}

/// Closes it while the main thread does nothing else.
private func closeHere(_ vinculo: Vinculo) {
    let gate = Gate()
    Task.detached {
        await vinculo.close()
        gate.open()
    }
    gate.pass()
}

/// What the call throws.
@MainActor func thrown(_ call: () throws -> some Any) -> VinculoError? {
    do {
        _ = try call()
        return nil
    } catch {
        return error as? VinculoError
    }
}
