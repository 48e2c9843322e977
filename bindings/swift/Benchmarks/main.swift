// What a call into the core costs in Swift; run by `cargo xtask bench`. Prints JSON: for each case the median and the ninth
// decile of the batches' means, in nanoseconds.

import Foundation
import VinculoFFI
import VinculoGenerated

let widgetPage =
    "https://widget.belvo.io/institutions?locale=pt&integration_type=openfinance&country_codes=BR"
let urls = CallbackUrls(success: "myapp://success", exit: "myapp://exit", event: "myapp://event")
let now = Now(wallMs: 1_700_000_000_000, monoMs: 1_000)

/// As a webview's delegate describes the loading of the page.
func navigation() -> Navigation {
    Navigation(
        url: PrivateText(widgetPage), frame: .main, redirect: false, post: false, userGesture: false)
}

/// A session whose user is in the widget.
func openSession() throws -> ConnectSession {
    let session = try ConnectSession(
        config: defaultSessionConfig(
            sessionId: "session-1", nonce: "nonce-nonce-nonce", callbackUrls: urls))
    for case .requestToken(let id, _, _, _) in try session.advance(event: .start, wallMs: now.wallMs, monoMs: now.monoMs) {
        let token = try AccessToken(access: "a.b.c")
        _ = try session.advance(event: .tokenReceived(id: id, token: token, callbackUrls: nil), wallMs: now.wallMs, monoMs: now.monoMs)
    }
    _ = try session.advance(event: .pageShown, wallMs: now.wallMs, monoMs: now.monoMs)
    return session
}

/// What an app without Vinculo writes.
func mayLoad(_ text: String) -> Bool {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme, let host = parts.host else {
        return false
    }
    return scheme == "https" && (host == "widget.belvo.io" || host.hasSuffix(".widget.belvo.io"))
}

struct Row: Codable {
    let id: String
    let medianNs: Double
    let ninthDecileNs: Double
}

/// Batches long enough for the clock, as many as fit into the time.
func measure(_ id: String, seconds: Double, _ call: () throws -> Void) rethrows -> Row {
    let batch = 200
    func once() throws -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        for _ in 0..<batch { try call() }
        return Double(DispatchTime.now().uptimeNanoseconds - start) / Double(batch)
    }
    let end = DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9)
    for _ in 0..<20 { _ = try once() }
    var means: [Double] = []
    while means.count < 20 || DispatchTime.now().uptimeNanoseconds < end {
        means.append(try once())
    }
    means.sort()
    return Row(
        id: id, medianNs: means[means.count / 2], ninthDecileNs: means[means.count * 9 / 10])
}

let seconds = CommandLine.arguments.dropFirst().first.flatMap(Double.init) ?? 3
let session = try openSession()
let policy = try defaultNavigationPolicy()
var kept = 0

let rows = [
    // What a method without arguments and answer costs: the object is kept alive for the call, and the call is made.
    measure("empty", seconds: seconds) {
        var status = RustCallStatus()
        uniffi_vinculo_fn_free_connectsession(session.uniffiCloneHandle(), &status)
    },
    // What a webview waits for at each navigation.
    try measure("advance", seconds: seconds) {
        kept += try session.advance(event: .navigation(navigation: navigation()), wallMs: now.wallMs, monoMs: now.monoMs).count
    },
    // The same decision without a session.
    try measure("decide", seconds: seconds) {
        if case .allow = try decide(policy: policy, urls: urls, navigation: navigation()) { kept += 1 }
    },
    measure("urlComponents", seconds: seconds) {
        if mayLoad(widgetPage) { kept += 1 }
    },
]
precondition(kept > 0, "nothing was decided")
print(String(decoding: try JSONEncoder().encode(rows), as: UTF8.self))
