import Foundation
import Testing

@testable import Vinculo

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What the platform's own HTTP stack does for us.
@MainActor @Suite(.timeLimit(.minutes(1))) struct HTTPClientTests {
    private let phone = Phone()

    private func request(_ url: URL) -> HTTPRequest {
        HTTPRequest(method: "POST", url: url, headers: ["X-Session": "s"], body: Data("{}".utf8), timeoutMillis: 20_000)
    }

    @Test func noRedirectIsFollowed() async throws {
        let other = AppBackend()
        let elsewhere = other.url.absoluteString
        for status in [301, 302, 303, 307, 308] {
            phone.backend.onOpen { _ in .status(status, ["Location": elsewhere]) }
            let response = try await URLSessionHTTPClient().send(request(phone.backend.url))
            #expect(response.status == status)
        }
        #expect(other.all.isEmpty)
        #expect(phone.backend.all.count == 5)
    }

    @Test func noMoreIsReadThanIsOfUse() async throws {
        phone.backend.onOpen { _ in Reply(status: 503, body: Data(count: 3 * HTTPResponse.maxBodyBytes)) }
        let response = try await URLSessionHTTPClient().send(request(phone.backend.url))
        #expect(response.status == 503)
        #expect(response.body.count == HTTPResponse.maxBodyBytes + 1)
    }

    @Test func anAnswerThatIsTooLongIsNone() async throws {
        phone.backend.onOpen { _ in
            Reply(body: Data(#"{"access_token":"ACCESS-1","padding":"\#(String(repeating: " ", count: 1 << 20))"}"#.utf8))
        }
        let session = try phone.process().session(Phone.options)
        try await until("the user is told") {
            session.state.cover == .problem(.token(problem: .malformed), canRetry: true)
        }
        session.cancel()
    }

    @Test func nothingIsKeptFromOneRequestToTheNext() async throws {
        phone.backend.onLinks { _ in
            Reply(
                body: Data(#"{"links":[]}"#.utf8), headers: ["Set-Cookie": "a=b; Path=/", "Cache-Control": "max-age=3600"])
        }
        let vinculo = try phone.process()
        for _ in 0..<3 {
            #expect(try await vinculo.links().isEmpty)
        }
        #expect(phone.backend.all.count == 3)
        #expect(phone.backend.all.allSatisfy { $0.headers["cookie"] == nil })
    }

    @Test func nobodyListens() async throws {
        let gone = AppBackend().url
        await #expect(throws: VinculoError.backendUnusable(code: "offline", detail: "the backend was not reached", requestID: nil)) {
            try await phone.process(backend: gone).links()
        }
        let session = try phone.process(backend: gone).session(Phone.options)
        try await until("the user is told") { session.state.cover == .problem(.token(problem: .offline), canRetry: true) }
        session.cancel()
    }

    @Test func aCertificateThatNobodyVouchesForIsNotTrusted() async throws {
        let server = try TLSServer(in: phone.folder)
        let code = await code { try await phone.process(backend: server.url).links() }
        #if canImport(Darwin)
        #expect(code == "not_trusted")
        #else
        // Foundation on Linux has one code for all that curl says of TLS, so that it counts as in doubt.
        #expect(code == "timed_out")
        #endif
    }

    @Test func theCodesOfTheSystemAreUnderstood() {
        for code in [URLError.Code.notConnectedToInternet, .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed] {
            #expect(HTTPFailure(URLError(code)) == .offline)
        }
        for code in [URLError.Code.secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate] {
            #expect(HTTPFailure(URLError(code)) == .notTrusted)
        }
        for code in [URLError.Code.timedOut, .networkConnectionLost, .unknown, .badServerResponse] {
            #expect(HTTPFailure(URLError(code)) == .timedOut)
        }
    }

    @Test func aServerThatHangsUpMayHaveHeard() async throws {
        phone.backend.onLinks { _ in Reply(body: Data(), headers: ["Content-Length": "10"]) }
        let code = await code { try await phone.process().links() }
        #expect(code == "timed_out")
    }

    @Test func aClientThatNeverAnswersIsGivenUp() async throws {
        phone.surroundings.sleep = { _ in }
        let code = await code { try await phone.process(client: Deaf()).links() }
        #expect(code == "timed_out")
    }

    @Test func whoHasNoAuthorisationSendsNothing() async throws {
        phone.authorization.with { $0 = .failure(HTTPFailure.timedOut) }
        let code = await code { try await phone.process().links() }
        #expect(code == "offline")
        #expect(phone.backend.all.isEmpty)
        try await until("it is told") { phone.codes == ["authorization_failed"] }
    }

    @Test func anAppThatNeverGivesAnAuthorisationIsGivenUp() async throws {
        phone.surroundings.sleep = { _ in }
        let vinculo = try phone.process { await never() }
        let code = await code { try await vinculo.links() }
        #expect(code == "offline")
        try await until("it is told") { phone.codes == ["authorization_failed"] }
    }

    @Test func anAppThatGivesNoSecondAuthorisationIsGivenUp() async throws {
        let count = Guarded(0)
        phone.backend.onOpen { _ in .status(401) }
        // The clock of the second question alone runs out, and so do all that follow.
        phone.surroundings.sleep = { _ in
            if count.with({ $0 }) < 2 { try await Task.sleep(nanoseconds: .max / 2) }
        }
        let vinculo = try phone.process {
            let isFirst = count.with { count in
                count += 1
                return count == 1
            }
            return isFirst ? try .bearer("user-token") : await never()
        }
        let session = try vinculo.session(Phone.options)
        try await until("the user is told") { session.state.cover == .problem(.token(problem: .signIn), canRetry: true) }
        session.cancel()
    }

    @Test func aClientThatFailsInAWayOfItsOwnMayHaveSent() async throws {
        let code = await code { try await phone.process(client: Failing()).links() }
        #expect(code == "timed_out")
        try await until("it is told") { phone.heard.with { $0 } == [Diagnostic(code: "http_client_failed", detail: "Own")] }
    }

    @Test func whoIsCancelledAlreadyDoesNotWait() async throws {
        phone.surroundings.sleep = { _ in await never() }
        let surroundings = phone.surroundings
        let waiting = Task { () -> Bool? in
            try? await Task.sleep(nanoseconds: .max / 2)
            return await within(1, by: surroundings) { await never() }
        }
        waiting.cancel()
        #expect(await waiting.value == nil)
    }

    @Test func aHeaderIsLookedAt() throws {
        #expect(thrown { try Authorization.bearer("two words") }?.code == "auth_header")
        #expect(thrown { try Authorization.header(name: "X-A", value: "b\r\nX-C: d") }?.code == "auth_header")
        #expect(thrown { try Authorization.header(name: "Idempotency-Key", value: "b") }?.code == "auth_header")
        #expect(try Authorization.bearer("abc").name == "Authorization")
    }

    private func code(_ call: () async throws -> some Sendable) async -> String? {
        do {
            _ = try await call()
            return nil
        } catch {
            return (error as? VinculoError)?.code
        }
    }
}

/// Listens to nothing, not even to being cancelled.
private struct Deaf: HTTPClient {
    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        await never()
    }
}

private struct Failing: HTTPClient {
    struct Own: Error {}

    func send(_ request: HTTPRequest) async throws -> HTTPResponse { throw Own() }
}

/// Comes back never, not even when it is cancelled.
func never<Answer>() async -> Answer {
    await withUnsafeContinuation { (_: UnsafeContinuation<Answer, Swift.Never>) in }
}
