import Foundation
import VinculoGenerated

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Asks the app's backend: sends, waits, sends again. What to send and what an answer means is the core's to say, and so is how
/// long to wait; here is no policy.
final class Exchange: Sendable {
    /// The answer to an effect.
    struct Answer: Sendable {
        /// For the session.
        let event: Event
        /// Of a report: for the outbox, before the session hears.
        let fate: ReportFate?
    }

    private enum Sent: Sendable {
        case answered(HttpResponse, status: Int, under: Authorization?)
        case unanswered(BackendError)
    }

    private let backend: Backend
    private let authorization: AuthorizationProvider
    private let client: any HTTPClient
    private let surroundings: Surroundings
    private let diagnose: @Sendable (Diagnostic) -> Void
    private let wakes = Wakes()

    /// What the whole request may take, where the core sets no limit of its own.
    private static let patienceMillis: UInt64 = 20_000

    init(
        backend: URL, authorization: @escaping AuthorizationProvider, client: any HTTPClient, surroundings: Surroundings,
        diagnose: @escaping @Sendable (Diagnostic) -> Void
    ) throws {
        do {
            self.backend = try Backend(baseUrl: backend.absoluteString, auth: nil)
        } catch {
            throw VinculoError(error)
        }
        self.authorization = authorization
        self.client = client
        self.surroundings = surroundings
        self.diagnose = diagnose
    }

    /// Performs an effect that asks the backend, tries and waits included; `nil` for any other, or if the task is cancelled.
    func perform(_ effect: Effect) async throws -> Answer? {
        let began = surroundings.monotonicMillis()
        var attempt: UInt32 = 0
        var hasSignedInAgain = false
        while !Task.isCancelled {
            attempt += 1
            // Looked at before the try: what happens while it is under way is seen after it.
            let wakesBefore = wakes.count
            guard let request = try backendRequest(backend: backend, effect: effect) else { return nil }
            let sent = await send(request, within: try backendTryMs(effect: effect, elapsedMs: since(began)))
            if case .answered(_, status: 401, let before) = sent, !hasSignedInAgain {
                // The user signed in while the old authentication was on its way. Once: an app may make a new header each time.
                hasSignedInAgain = true
                let millis = try backendTryMs(effect: effect, elapsedMs: since(began))
                let now = await within(millis ?? Self.patienceMillis, by: surroundings) { [self] in await authorize() }
                if let now = now ?? nil, now != before { continue }
            }
            let tried = Tried(
                attempt: attempt, elapsedMs: since(began), jitter: surroundings.jitter,
                nowWallMs: surroundings.wallMillis())
            switch try understand(effect, sent, tried) {
            case nil: return nil
            case .tell(let event, let fate, let error):
                if let error { diagnose(Diagnostic(sending: error)) }
                return Answer(event: event, fate: fate)
            case .again(let afterMs):
                if case .answered = sent {
                    try? await surroundings.sleep(afterMs)
                } else {
                    // Nobody asked for this wait: it ends when the network is back.
                    _ = await within(afterMs, by: surroundings) { [wakes] in await wakes.next(after: wakesBefore) }
                }
            }
        }
        return nil
    }

    /// The user's links, asked for once.
    func links() async throws -> LinkList {
        switch await send(try backend.links(), within: nil) {
        case .answered(let response, _, _): try parseLinks(response: response, nowWallMs: surroundings.wallMillis())
        case .unanswered(let error): throw error
        }
    }

    /// The network is back, the app came to the front, or the user signed in: who waits because nobody answered tries now.
    func wake() {
        wakes.wake()
    }

    private func since(_ began: Int64) -> UInt64 {
        UInt64(max(surroundings.monotonicMillis() - began, 0))
    }

    private func understand(_ effect: Effect, _ sent: Sent, _ tried: Tried) throws -> Step? {
        switch sent {
        case .answered(let response, _, _): try backendAnswered(effect: effect, response: response, tried: tried)
        case .unanswered(let error): try backendUnanswered(effect: effect, error: error, tried: tried)
        }
    }

    /// The authorisation of the user, which may be none at all; `nil` if the app fails to give one.
    private func authorize() async -> Authorization?? {
        do {
            return .some(try await authorization())
        } catch {
            diagnose(Diagnostic(code: "authorization_failed", detail: "\(type(of: error))"))
            return nil
        }
    }

    private func send(_ request: HttpRequest, within millis: UInt64?) async -> Sent {
        let millis = millis ?? Self.patienceMillis
        guard let url = URL(string: request.url) else {
            return .unanswered(.Unreadable(reason: .status, requestId: nil))
        }
        let isAuthorized = Guarded(false)
        // One deadline for both.
        let sent = await within(millis, by: surroundings) { [self] () -> Sent in
            guard let header = await authorize() else { return .unanswered(.Offline) }
            isAuthorized.with { $0 = true }
            let outgoing = HTTPRequest(
                method: request.method.name, url: url, headers: request.headers(with: header), body: request.body,
                timeoutMillis: millis)
            do {
                let response = try await client.send(outgoing)
                return .answered(HttpResponse(response), status: response.status, under: header)
            } catch {
                if !(error is HTTPFailure || error is URLError || error is CancellationError) {
                    diagnose(Diagnostic(code: "http_client_failed", detail: "\(type(of: error))"))
                }
                return .unanswered(BackendError(sending: error))
            }
        }
        if let sent { return sent }
        // It may have been sent: nobody knows how far it came.
        if isAuthorized.with({ $0 }) { return .unanswered(.TimedOut) }
        if !Task.isCancelled {
            diagnose(Diagnostic(code: "authorization_failed", detail: "no answer in time"))
        }
        return .unanswered(.Offline)
    }
}

extension HttpMethod {
    fileprivate var name: String {
        switch self {
        case .get: "GET"
        case .post: "POST"
        case .put: "PUT"
        }
    }
}

extension HttpRequest {
    fileprivate func headers(with authorization: Authorization?) -> [String: String] {
        var all: [String: String] = [:]
        for header in headers {
            all[header.name] = header.value
        }
        if let authorization {
            all[authorization.name] = authorization.value.value
        }
        return all
    }
}

extension HttpResponse {
    fileprivate convenience init(_ response: HTTPResponse) {
        self.init(
            status: UInt16(clamping: response.status),
            headers: response.headers.map { HttpHeader(name: $0.key, value: $0.value) },
            body: response.body)
    }
}
