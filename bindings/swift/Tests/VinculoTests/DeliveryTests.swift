import Foundation
import Testing
import VinculoGenerated

@testable import Vinculo

/// How outcomes reach the backend.
@MainActor @Suite(.timeLimit(.minutes(1))) struct DeliveryTests {
    private let phone = Phone()

    nonisolated private static func outcome(_ session: String) -> Outcome {
        Outcome(id: "\(session).1", sessionId: session, sequence: 1, ending: .failed(reason: .tokenRefused))
    }

    /// A process with outcomes in its journal, as an earlier one left them.
    private func process(with sessions: [String]) async throws -> Vinculo {
        let vinculo = try phone.process()
        for session in sessions {
            let now = Now(wallMs: 1_700_000_000_000, monoMs: 0)
            _ = try await vinculo.host.journal.use { try $0.append(outcome: Self.outcome(session), now: now) }
        }
        return vinculo
    }

    private var keys: [String] { phone.backend.all("PUT").compactMap { $0.headers["idempotency-key"] } }

    @Test func theOldestGoesFirst() async throws {
        let vinculo = try await process(with: ["session-b", "session-a", "session-c"])
        #expect(await vinculo.outbox.deliver() == .done)
        #expect(keys == ["session-b.1", "session-a.1", "session-c.1"])
        #expect(try await vinculo.outbox.entries().isEmpty)
    }

    @Test func aRefusedOutcomeIsKeptAndSentAgainWhenAsked() async throws {
        phone.backend.onReport { _ in .status(422) }
        let vinculo = try await process(with: ["session-1"])
        #expect(await vinculo.outbox.deliver() == .done)
        #expect(try await vinculo.outbox.entries().map(\.state) == [.refused(status: 422)])
        await vinculo.outbox.deliver()
        #expect(keys.count == 1, "what is refused is not sent by itself")
        phone.backend.onReport { _ in Reply() }
        #expect(try await vinculo.outbox.retry("session-1.1"))
        try await until("it is delivered") { try await vinculo.outbox.entries().isEmpty }
        #expect(keys.count == 2)
        #expect(try await !vinculo.outbox.retry("session-1.1"))
    }

    @Test func aPauseIsOfOneOutcomeAndIsKept() async throws {
        let clock = Guarded<Int64>(0)
        phone.surroundings.monotonicMillis = { clock.with { $0 } }
        phone.surroundings.sleep = { _ in try await Task.sleep(nanoseconds: .max / 2) }
        phone.backend.onReport { request in
            request.path.contains("session-1") ? .status(503, ["Retry-After": "120"]) : Reply()
        }
        let vinculo = try await process(with: ["session-1", "session-2"])
        #expect(await vinculo.outbox.deliver() == .later)
        #expect(keys == ["session-1.1", "session-2.1"])
        #expect(await vinculo.outbox.deliver() == .later)
        #expect(keys == ["session-1.1", "session-2.1"], "the backend asked to be left alone with it")
        clock.with { $0 = 1_000_000 }
        await vinculo.outbox.deliver()
        #expect(keys == ["session-1.1", "session-2.1", "session-1.1"])
    }

    @Test func theBackendWantsTheUserToSignIn() async throws {
        phone.backend.onReport { $0.headers["authorization"] == "Bearer new" ? Reply() : .status(401) }
        let vinculo = try await process(with: ["session-1"])
        #expect(await vinculo.outbox.deliver() == .signIn)
        try phone.signIn(.bearer("new"))
        #expect(await vinculo.outbox.deliver() == .done)
    }

    @Test func whatElseFailsHidesNoSignIn() async throws {
        phone.surroundings.sleep = { _ in try await Task.sleep(nanoseconds: .max / 2) }
        phone.backend.onReport { request in
            request.path.contains("session-1") ? .status(401) : .status(503, ["Retry-After": "120"])
        }
        let vinculo = try await process(with: ["session-1", "session-2"])
        #expect(await vinculo.outbox.deliver() == .signIn)
        #expect(keys == ["session-1.1", "session-2.1"])
    }

    @Test func retryingDoesNotWaitForTheBackend() async throws {
        phone.backend.onReport { _ in .status(422) }
        let refused = try await process(with: ["session-1"])
        await refused.outbox.deliver()
        await refused.close()
        let vinculo = try phone.process(client: Silent())
        #expect(try await vinculo.outbox.retry("session-1.1"))
        #expect(try await vinculo.outbox.entries().map(\.state) == [.pending])
        await vinculo.close()
    }

    @Test func whoCancelsADeliveryDoesNotWaitForIt() async throws {
        let silent = Silent()
        let now = Now(wallMs: 1_700_000_000_000, monoMs: 0)
        let vinculo = try phone.process(client: silent)
        _ = try await vinculo.host.journal.use { try $0.append(outcome: Self.outcome("session-1"), now: now) }
        let delivering = Task { await vinculo.outbox.deliver() }
        try await until("it is on its way") { silent.count.with { $0 } == 1 }
        delivering.cancel()
        #expect(await delivering.value == .later)
        await vinculo.close()
    }

    @Test func whatAnEarlierProcessLeftIsSentAtTheStart() async throws {
        try await process(with: ["session-1"]).close()
        let vinculo = try Vinculo(backend: phone.backend.url, user: "user-1", folder: phone.folder) { nil }
        try await until("it is delivered") { keys == ["session-1.1"] }
        await vinculo.close()
    }

    @Test func aUserWhoSignsInWhileARequestIsOnItsWayIsTriedAtOnce() async throws {
        phone.backend.onReport { [authorization = phone.authorization] request in
            if request.headers["authorization"] == "Bearer new" { return Reply() }
            authorization.with { $0 = Result { try .bearer("new") } }
            return .status(401)
        }
        let vinculo = try await process(with: ["session-1"])
        #expect(await vinculo.outbox.deliver() == .done)
        #expect(keys.count == 2)
    }

    @Test func anAppThatMakesANewHeaderEachTimeIsNotTriedForEver() async throws {
        let count = Guarded(0)
        phone.backend.onReport { [authorization = phone.authorization] _ in
            let next = count.with { count in
                count += 1
                return count
            }
            // So that this test ends even if it is tried for ever.
            guard next < 10 else { return Reply() }
            authorization.with { $0 = Result { try .bearer("token-\(next)") } }
            return .status(401)
        }
        let vinculo = try await process(with: ["session-1"])
        #expect(await vinculo.outbox.deliver() == .signIn)
        #expect(keys.count == 2)
    }

    @Test func theJournalHearsBeforeTheSession() async throws {
        let gate = Gate()
        let client = Blocking(gate: gate)
        let vinculo = try phone.process(client: client)
        client.journal.with { $0 = vinculo.host.journal }
        let now = Now(wallMs: 1_700_000_000_000, monoMs: 0)
        _ = try await vinculo.host.journal.use { try $0.append(outcome: Self.outcome("session-1"), now: now) }
        let isTold = Guarded(false)
        let report = Task {
            let fate = await vinculo.host.courier.report(Self.outcome("session-1"), isRecorded: true)
            isTold.with { $0 = true }
            return fate
        }
        try await until("the backend has it, and the disk hangs") { client.hasAnswered.with { $0 } }
        try await Task.sleep(nanoseconds: 100_000_000)
        #expect(!isTold.with { $0 })
        gate.open()
        #expect(await report.value == .acknowledged)
        #expect(try await vinculo.outbox.entries().isEmpty)
    }

    @Test func whatTheBackendAndTheAppHaveIsNotSentAgain() async throws {
        let vinculo = try await process(with: ["session-1"])
        #expect(await vinculo.outbox.deliver() == .done)
        _ = try await vinculo.host.journal.use { try $0.taken(outcomeId: "session-1.1") }
        #expect(await vinculo.host.courier.report(Self.outcome("session-1"), isRecorded: true) == .acknowledged)
        #expect(keys.count == 1)
    }

    @Test func whoWaitsForTheNetworkTriesAtOnceWhenItIsBack() async throws {
        phone.surroundings.sleep = { _ in try await Task.sleep(nanoseconds: .max / 2) }
        let client = Flaky()
        let vinculo = try phone.process(client: client)
        let now = Now(wallMs: 1_700_000_000_000, monoMs: 0)
        _ = try await vinculo.host.journal.use { try $0.append(outcome: Self.outcome("session-1"), now: now) }
        let delivering = Task { await vinculo.outbox.deliver() }
        try await until("a try has failed") { client.count.with { $0 } == 1 }
        client.isOnline.with { $0 = true }
        #expect(await vinculo.outbox.deliver() == .done)
        #expect(await delivering.value == .done)
        #expect(client.count.with { $0 } == 2)
    }

    @Test func aSessionThatIsToldOfTheNetworkTriesAtOnce() async throws {
        phone.surroundings.sleep = { _ in try await Task.sleep(nanoseconds: .max / 2) }
        let client = Flaky(answer: #"{"access_token":"ACCESS-1"}"#)
        try await process(with: ["session-1"]).close()
        let vinculo = try phone.process(client: client)
        let session = try vinculo.session(Phone.options)
        session.attach(phone.view)
        try await until("token and report were tried") { client.count.with { $0 } == 2 }
        // Told before it knows of the failure, a session has nothing to try again.
        try await until("the user is told") { session.state.cover == .problem(.token(problem: .offline), canRetry: true) }
        session.connectivity(isOnline: false)
        client.isOnline.with { $0 = true }
        session.connectivity(isOnline: true)
        try await until("the widget is loaded") { phone.view.asked.contains { $0.contains("ACCESS-1") } }
        try await until("the report is sent") { try await vinculo.outbox.entries().isEmpty }
        session.cancel()
    }

    @Test func aSessionThatIsToldOfTheNetworkSendsWhatIsLeft() async throws {
        phone.surroundings.sleep = { _ in try await Task.sleep(nanoseconds: .max / 2) }
        phone.backend.onReport { _ in .status(503, ["Retry-After": "120"]) }
        let clock = Guarded<Int64>(0)
        phone.surroundings.monotonicMillis = { clock.with { $0 } }
        let vinculo = try await process(with: ["session-1"])
        let session = try vinculo.session(Phone.options)
        #expect(await vinculo.outbox.deliver() == .later)
        #expect(keys.count == 1)
        clock.with { $0 = 1_000_000 }
        session.connectivity(isOnline: true)
        try await until("it is sent again") { keys.count == 2 }
        session.cancel()
    }
}

/// Blocks a queue until it is opened.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func pass() { semaphore.wait() }
    func open() { semaphore.signal() }
}

/// Answers, and before that lets the disk hang.
private final class Blocking: HTTPClient {
    let gate: Gate
    let journal = Guarded<Journal?>(nil)
    let hasAnswered = Guarded(false)

    init(gate: Gate) {
        self.gate = gate
    }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let hangs = Gate()
        let journal = journal.with { $0 }
        Task { [gate] in
            try await journal?.use { _ in
                hangs.open()
                gate.pass()
            }
        }
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                hangs.pass()
                continuation.resume()
            }
        }
        hasAnswered.with { $0 = true }
        return HTTPResponse(status: 200, headers: [:], body: Data("{}".utf8))
    }
}

/// Without network until it is said to be back.
private final class Flaky: HTTPClient {
    private let answer: String
    let isOnline = Guarded(false)
    let count = Guarded(0)

    init(answer: String = "{}") {
        self.answer = answer
    }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        // Before it is counted: who sees the count may change it.
        let isOnline = isOnline.with { $0 }
        count.with { $0 += 1 }
        guard isOnline else { throw HTTPFailure.offline }
        return HTTPResponse(status: 200, headers: [:], body: Data(answer.utf8))
    }
}

/// Takes a request, and nothing comes back.
private final class Silent: HTTPClient {
    let count = Guarded(0)

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        count.with { $0 += 1 }
        return await never()
    }
}
