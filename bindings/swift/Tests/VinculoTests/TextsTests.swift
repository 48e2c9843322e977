import Foundation
import Testing
import enum VinculoGenerated.ErrorCode
import enum VinculoGenerated.ExitCode
import enum VinculoGenerated.WarningCode

@testable import Vinculo

/// What is said to the user: every value of the core has words, in every language.
@Suite struct TextsTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Sources")

    private func bundle(_ language: String) throws -> Bundle {
        let folder = Self.sources.appendingPathComponent("VinculoUI/Resources/\(language).lproj").standardizedFileURL
        return try #require(Bundle(path: folder.path))
    }

    @Test(arguments: ["en", "es", "pt"]) func theTableHoldsEveryKeyAndNoOther(language: String) throws {
        let file = Self.sources.appendingPathComponent("VinculoUI/Resources/\(language).lproj/Vinculo.strings")
        let table = try #require(
            PropertyListSerialization.propertyList(from: try Data(contentsOf: file), format: nil) as? [String: String])
        #expect(Set(table.keys) == Set(TextKey.allCases.map(\.rawValue)))
        #expect(table.values.allSatisfy { !$0.isEmpty })
        let bundle = try bundle(language)
        for key in TextKey.allCases {
            #expect(key.words(in: [bundle]) == table[key.rawValue])
        }
    }

    @Test func theAppIsAskedFirst() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try #""action.close" = "Done"; "action.ok" = "action.ok"; "support.code" = "%@ %d {code}";"#
            .write(to: folder.appendingPathComponent("Vinculo.strings"), atomically: true, encoding: .utf8)
        let bundles = [try #require(Bundle(path: folder.path)), try bundle("es")]
        #expect(TextKey.actionClose.words(in: bundles) == "Done")
        #expect(TextKey.actionOK.words(in: bundles) == "action.ok")
        #expect(TextKey.actionRetry.words(in: bundles) == "Intentar de nuevo")
        #expect(TextKey.supportCode.words(in: bundles, filling: ["code": "{code}%s"]) == "%@ %d {code}%s")
        #expect(TextKey.actionRetry.words(in: [bundles[0]]) == "action.retry")
    }

    @Test func aCodeStandsInItsPlace() throws {
        #expect(TextKey.supportCode.words(in: [try bundle("pt")], filling: ["code": "load.dns"]) == "Código: load.dns")
    }

    @Test func everyCodeOfTheCoreHasWordsOfItsOwn() {
        let codes = Array(sequence(first: ExitCode.institutionDown, next: after))
        #expect(codes.count == 11)
        let keys = codes.map { TextKey(WidgetError(code: $0.name(), message: nil)) }
        #expect(Set(keys).count == codes.count)
        #expect(!keys.contains(.exitOther))
        #expect(keys.map(\.rawValue) == codes.map { "exit.\($0.name())" })
        #expect(TextKey(.error(code: ErrorCode.accessTokenNotValid.name())) == .errorAccessTokenNotValid)
        #expect(TextKey(.warning(code: WarningCode.institutionDisabled.name())) == .warningInstitutionDisabled)
    }

    @Test(arguments: ["", "login_error2", "exit.login_error", "login_error "]) func aCodeOfTheFutureIsToldLikeAnyOther(code: String) {
        #expect(TextKey(WidgetError(code: code, message: nil)) == .exitOther)
        #expect(TextKey(.error(code: code)) == .errorOther)
        #expect(TextKey(.warning(code: code)) == .warningOther)
    }

    @Test func aLoginErrorIsAsExactAsItsMessageAllows() {
        let messages: [(String?, TextKey)] = [
            ("Invalid credentials provided to login to the institution", .exitLoginErrorWrongCredentials),
            ("The user account is locked, user needs to contact the institution to unlock it", .exitLoginErrorAccountLocked),
            ("The user account access was forbidden by the institution", .exitLoginErrorAccessForbidden),
            (
                "Impossible to login, something unexpected happened while logging into the institution. Try again later.",
                .exitLoginErrorTryLater
            ),
            ("Another text", .exitLoginError), (nil, .exitLoginError),
        ]
        for (message, key) in messages {
            #expect(TextKey(WidgetError(code: "login_error", message: message.map(PrivateText.init))) == key)
        }
        #expect(TextKey(WidgetError(code: "duplicated", message: messages[0].0.map(PrivateText.init))) == .exitDuplicated)
    }

    @Test func whatDiffersForTheUserIsToldDifferently() {
        let stages: [LoadingStage] = [.opening, .slow, .resuming, .closing]
        #expect(Set(stages.map { TextKey($0) }).count == stages.count)
        for group in [Self.load, Self.token] {
            #expect(Set(group.map { TextKey($0) }).count == group.count)
        }
        #expect(TextKey(.rendererGone) == .problemRendererGone)
        let notices: [Notice] = [.returnToBank, .appMissing, .bankRefused, .offline]
        #expect(Set(notices.map { TextKey($0) }).count == notices.count)
    }

    @Test func anEndingIsToldAsItWas() {
        #expect(TextKey(connected(isOtherLink: false)) == .outcomeConnected)
        #expect(TextKey(connected(isOtherLink: true)) == .outcomeConnectedOther)
        #expect(TextKey(exited(nil)) == .outcomeExited)
        let duplicated = exited(WidgetError(code: "duplicated", message: nil))
        #expect(TextKey(duplicated) == .exitDuplicated)
        #expect(TextKey(failed(.webviewMissing)) == .problemWebviewMissing)
        #expect(TextKey(failed(.tokenRejected)) == .problemRefused)
        let codes = [connected(isOtherLink: false), exited(nil), duplicated, failed(.tokenRejected)].map(\.supportCode)
        #expect(codes == [nil, nil, "duplicated", "failed.token_rejected"])
    }

    @Test func eachProblemHasACodeForSupport() {
        let problems = Self.load + Self.token + [.rendererGone]
        let codes = problems.map(\.supportCode)
        #expect(Set(codes).count == problems.count)
        #expect(codes.allSatisfy { Notice.error(code: $0).supportCode == $0 })
        #expect(ConnectProblem.load(problem: .httpStatus(status: 503)).supportCode == "load.http_503")
    }

    @Test(arguments: ["", "call 555 0100", String(repeating: "x", count: 41), "a\u{202e}b", "código", "login_error\n"])
    func aStrangersSentenceIsNoCode(text: String) {
        #expect(Notice.error(code: text).supportCode == nil)
        #expect(Notice.warning(code: text).supportCode == nil)
    }

    private let identity = OutcomeIdentity(id: "a.1", sessionID: "a", isRecorded: true)

    private func connected(isOtherLink: Bool) -> ConnectOutcome {
        .connected(.init(identity: identity, link: LinkId("l"), institution: nil, isLate: true, isOtherLink: isOtherLink))
    }

    private func exited(_ error: WidgetError?) -> ConnectOutcome {
        .exited(.init(identity: identity, stage: .becauseOfError, error: error, source: .widget))
    }

    private func failed(_ reason: FailReason) -> ConnectOutcome {
        .failed(.init(identity: identity, reason: reason))
    }

    private static let load: [ConnectProblem] = [
        .load(problem: .offline), .load(problem: .dns), .load(problem: .tls), .load(problem: .timedOut),
        .load(problem: .httpStatus(status: 503)), .load(problem: .webviewMissing), .load(problem: .blocked),
    ]

    private static let token: [ConnectProblem] = [
        .token(problem: .offline), .token(problem: .tls), .token(problem: .timedOut), .token(problem: .server),
        .token(problem: .signIn), .token(problem: .refused), .token(problem: .malformed),
    ]
}

/// One code after the other: a new one of the core does not compile until it stands here.
private func after(_ code: ExitCode) -> ExitCode? {
    switch code {
    case .institutionDown: .loginError
    case .loginError: .tooManySessions
    case .tooManySessions: .unexpectedError
    case .unexpectedError: .duplicated
    case .duplicated: .institutionInactive
    case .institutionInactive: .institutionUnavailable
    case .institutionUnavailable: .sessionExpired
    case .sessionExpired: .sessionExpiredOb
    case .sessionExpiredOb: .tokenRequired
    case .tokenRequired: .requestTimeout
    case .requestTimeout, .other: nil
    }
}
