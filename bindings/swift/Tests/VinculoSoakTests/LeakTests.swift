import Foundation
import Testing

@testable import Vinculo

/// Thousands of sessions in one process, and what they leave in memory. In a process of its own: other tests would be measured too.
@MainActor @Suite(.serialized, .timeLimit(.minutes(10))) struct LeakTests {
    /// Of resident memory, for each session. The allocator itself drifts by 100 to 200 bytes; a session that is kept takes ten
    /// thousand, and its id in a set five hundred.
    private static let tolerated = 400.0

    /// They end long before their timers would, which so must leave nothing either.
    @Test func tenThousandSessionsLeaveNothing() async throws {
        let slope = try await slope(before: 5_000, sessions: 5_000) { _ in }
        print("resident memory over the last 5,000 sessions: \(Int(slope)) bytes a session")
        #expect(slope < Self.tolerated)
    }

    /// `Task.sleep` keeps 670 bytes of each until its time would have come; the allocator drifts by up to 70.
    @Test func sleepsThatWereCancelledLeaveNothing() async throws {
        func cancelled() async {
            let sleep = Task { try await Surroundings.device.sleep(600_000) }
            await Task.yield()
            sleep.cancel()
            _ = await sleep.result
        }
        for _ in 0..<100_000 { await cancelled() }
        let before = try residentBytes()
        for _ in 0..<100_000 { await cancelled() }
        let each = (try residentBytes() - before) / 100_000
        print("resident memory of a sleep that was cancelled: \(Int(each)) bytes")
        #expect(each < 200)
    }

    /// That the measurement would see one.
    @Test func aLeakIsSeen() async throws {
        var kept: [ConnectSession] = []
        let slope = try await slope(before: 1_000, sessions: 1_000) { kept.append($0) }
        print("resident memory with a seeded leak: \(Int(slope)) bytes a session")
        #expect(slope > Self.tolerated)
        #expect(kept.count == 2_000)
    }

    /// Of resident memory, in bytes a session, after so many sessions.
    private func slope(before: Int, sessions: Int, _ keep: (ConnectSession) -> Void) async throws -> Double {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vinculo-soak-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let client = MemoryClient()
        let vinculo = try Vinculo(
            backend: URL(string: "https://api.example.com")!, user: "user-1", folder: folder, client: client
        ) { nil }
        for _ in 0..<before {
            keep(try await connect(vinculo, client))
        }
        var samples: [(x: Double, y: Double)] = []
        for index in 0..<sessions {
            keep(try await connect(vinculo, client))
            if index % (sessions / 100) == 0 {
                samples.append((Double(index), try residentBytes()))
            }
        }
        await vinculo.close()
        return slope(samples)
    }

    /// A whole session: token, widget, success, disk, report, acknowledgement.
    private func connect(_ vinculo: Vinculo, _ client: MemoryClient) async throws -> ConnectSession {
        let session = try vinculo.session(
            ConnectOptions(callbackURLs: CallbackURLs(success: "app://success", exit: "app://exit", event: "app://event")))
        let view = SoakView()
        session.attach(view)
        await view.isLoaded()
        session.pageShown()
        _ = session.navigate(Navigation(to: "\(client.success)?link=0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10"))
        guard case .connected = try await session.outcome() else { throw NotConnected() }
        try await session.acknowledge()
        return session
    }

    private func slope(_ samples: [(x: Double, y: Double)]) -> Double {
        let count = Double(samples.count)
        let (meanX, meanY) = (samples.map(\.x).reduce(0, +) / count, samples.map(\.y).reduce(0, +) / count)
        let over = samples.map { ($0.x - meanX) * ($0.y - meanY) }.reduce(0, +)
        return over / samples.map { ($0.x - meanX) * ($0.x - meanX) }.reduce(0, +)
    }

    private func residentBytes() throws -> Double {
        #if canImport(Darwin)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/ps")
        process.arguments = ["-o", "rss=", "-p", "\(ProcessInfo.processInfo.processIdentifier)"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        return try #require(Double(text.trimmingCharacters(in: .whitespacesAndNewlines))) * 1024
        #else
        let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(Double(words[1])) * 4096
        #endif
    }
}

private struct NotConnected: Error {}

/// A backend in memory: ten thousand connections would measure the HTTP stack.
private final class MemoryClient: HTTPClient, @unchecked Sendable {
    private let lock = NSLock()
    private var asked = ""

    /// The callback URL that the newest token was asked for.
    var success: String { lock.withLock { asked } }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard request.method == "POST", let body = request.body else {
            return HTTPResponse(status: 200, headers: [:], body: Data("{}".utf8))
        }
        let json = try JSONSerialization.jsonObject(with: body) as? [String: Any]
        let urls = json?["callback_urls"] as? [String: String]
        lock.withLock { asked = urls?["success"] ?? "" }
        return HTTPResponse(status: 200, headers: [:], body: Data(#"{"access_token":"ACCESS"}"#.utf8))
    }
}

/// Waits until it is asked to load.
@MainActor private final class SoakView: WebSurface {
    private var wasAsked = false
    private var waiting: CheckedContinuation<Void, Never>?

    func isLoaded() async {
        if !wasAsked {
            await withCheckedContinuation { waiting = $0 }
        }
    }

    func load(_ url: PrivateText) {
        wasAsked = true
        waiting?.resume()
        waiting = nil
    }

    func reload(_ url: PrivateText, rebuild: Bool) {}
    func loadPage(_ url: PrivateText) {}
    func goBack() {}
    func openOutside(_ url: PrivateText, appOnly: Bool) async -> Bool { false }
    func showNotice(_ notice: Notice) {}
}
