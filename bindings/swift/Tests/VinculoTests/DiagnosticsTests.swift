import Foundation
import Testing
import VinculoGenerated

@testable import Vinculo

/// What was odd is spelled as in Rust and Kotlin.
@MainActor @Suite(.timeLimit(.minutes(1))) struct DiagnosticsTests {
    private let phone = Phone()

    @Test func namesAndDetailsAreThoseOfTheTable() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../diagnostics.txt")
        let table = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(Self.each.map { line($0.name(), $0.detail()) } == table.map(String.init))
    }

    @Test func anAppHearsThemSo() async throws {
        let opened = try await phone.open(phone.process())
        _ = opened.session.navigate(Navigation(to: "javascript:alert(1)"))
        _ = opened.session.navigate(Navigation(to: opened.callback("success")))
        _ = opened.session.navigate(Navigation(to: opened.callback("success", "?link=not-a-uuid")))
        _ = opened.session.navigate(Navigation(to: opened.callback("success", "?link=not-a-uuid")))
        let heard = [
            "blocked: dangerous_scheme", "invalid_callback: missing_link", "anomalies: link_not_uuid",
            "anomalies: link_not_uuid", "duplicate: success of the same link",
        ]
        try await until("they are told") { phone.codes.count >= heard.count }
        #expect(phone.heard.with { $0.map { line($0.code, $0.detail) } } == heard)
    }

    private func line(_ code: String, _ detail: String) -> String {
        detail.isEmpty ? "\(code):" : "\(code): \(detail)"
    }

    private static let each: [VinculoGenerated.Diagnostic] = [
        .staleAnswer(id: 7),
        .ignored(phase: .fetchingToken, event: "page_shown"),
        .duplicate(event: "success", sameLink: true),
        .duplicate(event: "exit", sameLink: false),
        .untrustedCallback,
        .nonceMismatch,
        .unknownCallback(location: "other/place"),
        .invalidCallback(reason: .tooManyParameters),
        .anomalies(anomalies: [.brokenEscape, .linkNotUuid]),
        .blocked(reason: .dangerousScheme),
        .foreignHost(host: "bank.example"),
        .bankRefused(description: "risk_analysis_denied"),
        .pageReported(code: "login_error", requestId: nil),
        .pageReported(code: "login_error", requestId: "5d2f"),
        .linkWithError,
        .nonceNotInForce,
        .builtInScheme,
        .unreadableMessage,
        .clockSkew,
        .otherLink,
        .lateSuccess,
        .notDurable,
        .reportPending,
    ]
}
