import Foundation
import Testing
import VinculoGenerated

@testable import Vinculo

private let secret = "SECRET-7f4c"

/// What printing shows. Logs and crash reports are made of `String(describing:)`, `String(reflecting:)` and `dump`.
@MainActor @Suite struct PrivacyTests {
    /// A value of every exported type that can hold a token, a link id, a private text, or something that can.
    private func samples() throws -> [String: Any] {
        let text = PrivateText(secret)
        let link = LinkId(secret)
        let token = try AccessToken(access: secret)
        let url = try startUrlFrom(options: VinculoGenerated.WidgetOptions(), accessToken: secret).url
        let navigation = VinculoGenerated.Navigation(
            url: text, frame: .sub(origin: text), redirect: nil, post: nil, userGesture: nil)
        let event = WidgetEvent.success(link: link, institution: nil)
        let callback = WidgetCallback(event: event, extra: [], anomalies: [])
        let ending = Ending.connected(link: link, institution: nil, late: false, otherLink: false)
        let outcome = Outcome(id: "a.1", sessionId: "a", sequence: 1, ending: ending)
        let header = try AuthHeader.bearer(token: secret)
        let urls = CallbackUrls(success: "a:", exit: "b:", event: "c:")
        let received = Event.tokenReceived(id: 1, token: token, callbackUrls: nil)
        let config = try defaultSessionConfig(sessionId: "session-1", nonce: "0123456789abcdef", callbackUrls: urls)
        return [
            "PrivateText": text, "LinkId": link, "AccessToken": token, "StartUrl": url, "AuthHeader": header,
            "HttpResponse": HttpResponse(status: 200, headers: [], body: Data(secret.utf8)),
            "Backend": try Backend(baseUrl: "https://api.example.com", auth: header),
            "ConnectSession": try session(token),
            "OutcomeOutbox": try outbox(outcome),
            "Navigation": navigation, "Frame": navigation.frame, "WidgetEvent": event, "WidgetCallback": callback,
            "Decision": [
                Decision.callback(callback: callback, trusted: true), .openOutside(url: text),
                .tryApp(url: text, otherwise: .load(url: text)),
            ],
            "Otherwise": Otherwise.load(url: text), "Mode": Mode.update(link: link), "Ending": ending, "Outcome": outcome,
            "PendingReport": PendingReport(idempotencyKey: "a.1", outcome: outcome, attempts: 0, recordedMs: 0),
            "LinkSummary": LinkSummary(link: link, institution: nil, status: .valid, health: .valid, neededAction: .nothing),
            "LinkList": LinkList(
                links: [LinkSummary(link: link, institution: nil, status: .valid, health: .valid, neededAction: .nothing)],
                unreadable: 0),
            "BuiltStartUrl": BuiltStartUrl(url: url, warnings: []),
            "HttpRequest": HttpRequest(
                method: .put, url: "https://api.example.com", headers: [], auth: header, body: Data(secret.utf8),
                isIdempotent: true),
            "Event": [
                received, .navigation(navigation: navigation), .pageMessage(message: text), .deepLink(url: text),
                .lateLinkFound(id: 1, link: link, institution: nil),
            ],
            "Effect": [
                Effect.load(url: url), .reload(url: url, rebuild: true), .loadPage(url: text),
                .openOutside(id: 1, url: text, appOnly: true), .record(id: 1, outcome: outcome),
                .report(id: 1, outcome: outcome), .finish(outcome: outcome, durable: true),
                .requestToken(id: 1, sessionId: "a", mode: .update(link: link), callbackUrls: urls),
            ],
            "Step": Step.tell(event: received, fate: nil, error: nil),
            "SessionConfig": SessionConfig(
                sessionId: "session-1", nonce: nil, callbackUrls: urls, mode: .update(link: link), widget: config.widget,
                navigation: config.navigation, environment: nil, limits: config.limits, confirmClose: true),
        ]
    }

    private func session(_ token: AccessToken) throws -> VinculoGenerated.ConnectSession {
        let urls = CallbackUrls(success: "app://success", exit: "app://exit", event: "app://event")
        let session = try VinculoGenerated.ConnectSession(
            config: defaultSessionConfig(sessionId: "session-1", nonce: "0123456789abcdef", callbackUrls: urls))
        for case .requestToken(let id, _, _, _) in try session.advance(event: .start, wallMs: 0, monoMs: 0) {
            _ = try session.advance(event: .tokenReceived(id: id, token: token, callbackUrls: nil), wallMs: 0, monoMs: 0)
        }
        #expect(try session.phase() == .loading)
        return session
    }

    private func outbox(_ outcome: Outcome) throws -> OutcomeOutbox {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("privacy-\(UUID().uuidString)").path
        let outbox = try OutcomeOutbox.open(path: path, user: secret, others: .hold)
        _ = try outbox.append(outcome: outcome, now: Now(wallMs: 0, monoMs: 0))
        return outbox
    }

    private func printed(_ value: Any) -> String {
        var text = String(describing: value) + String(reflecting: value) + "\([value])" + "\(Optional(value) as Any)"
        dump(value, to: &text)
        return text
    }

    @Test func noExportedValueShowsATokenOrALink() throws {
        for (type, value) in try samples() {
            #expect(!printed(value).contains(secret), "\(type) shows what it holds")
        }
    }

    @Test func theListIsComplete() throws {
        let declared = try Declared()
        #expect(declared.holders.count > 20)
        #expect(Set(try samples().keys) == declared.holders)
    }

    /// Plain texts print. Each of these was looked at: identifiers, names and codes of ours, settings of the app, texts of the
    /// widget; `SECURITY.md` says the last print.
    @Test func noOtherTextHasBeenAdded() throws {
        let known = try String(contentsOf: Declared.here.appendingPathComponent("plain-texts.txt"), encoding: .utf8)
        let listed = known.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
        let found = try Declared().plainTexts
        #expect(found == listed, "new: \(Set(found).subtracting(listed).sorted()), gone: \(Set(listed).subtracting(found).sorted())")
    }

    @Test func nothingOfThePackageShowsASecret() throws {
        let identity = OutcomeIdentity(id: "a.1", sessionID: "a", isRecorded: true)
        let error = WidgetError(code: "login_error", message: PrivateText(secret))
        var options = ConnectOptions(callbackURLs: Phone.urls)
        options.repair = LinkId(secret)
        options.widget.externalID = PrivateText(secret)
        options.widget.extra = [.init(name: "a", value: secret)]
        let url = URL(string: "https://api.example.com")!
        let request = HTTPRequest(
            method: "PUT", url: url, headers: ["Authorization": secret], body: Data(secret.utf8), timeoutMillis: 1)
        let connected = ConnectOutcome.Connected(
            identity: identity, link: LinkId(secret), institution: PrivateText(secret), isLate: false, isOtherLink: false)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("privacy-\(UUID().uuidString)")
        let vinculo = try Vinculo(backend: url, user: secret, folder: folder) { [authorization = try Authorization.bearer(secret)] in authorization }
        let values: [Any] = [
            ConnectOutcome.connected(connected),
            ConnectOutcome.exited(.init(identity: identity, stage: .becauseOfError, error: error, source: .back)),
            ConnectedLink(
                LinkSummary(
                    link: LinkId(secret), institution: secret, status: .valid, health: .valid, neededAction: .nothing)),
            Navigation(to: secret, frame: .sub(origin: PrivateText(secret))), try Authorization.bearer(secret), request, options,
            HTTPResponse(status: 200, headers: ["Set-Cookie": secret], body: Data(secret.utf8)), vinculo, vinculo.outbox,
        ]
        for value in values {
            #expect(!printed(value).contains(secret), "\(type(of: value)) shows what it holds")
        }
    }
}

/// What the generated file declares.
private struct Declared {
    static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    /// Types that can hold something secret.
    let holders: Set<String>
    /// `Type.field` of every plain text that a type can hold.
    let plainTexts: [String]

    init() throws {
        let file = Self.here.appendingPathComponent("../../Sources/VinculoGenerated/VinculoGenerated.swift")
        var fields: [String: [(name: String, type: String)]] = [:]
        var classes: Set<String> = ["PrivateText", "LinkId"]
        var current: String?
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let words = line.split(whereSeparator: { " :{(".contains($0) }).map(String.init)
            if line.hasPrefix("open class"), words.count > 2 {
                classes.insert(words[2])
                current = nil
            } else if line.hasPrefix("public struct") || line.hasPrefix("public enum") || line.hasPrefix("enum ") {
                current = words.first { $0 != "public" && $0 != "struct" && $0 != "enum" }
            } else if line.hasPrefix("}") || line.contains("func ") || line.contains("init(") {
                current = line.hasPrefix("}") ? nil : current
            } else if let current, let field = Self.field(String(line)) {
                fields[current, default: []].append(field)
            }
        }
        var holders = classes
        while true {
            let more = fields.filter { $0.value.contains { holders.contains(Self.bare($0.type)) } }.map(\.key)
            if holders.isSuperset(of: more) { break }
            holders.formUnion(more)
        }
        self.holders = holders
        let plain: Set<String> = ["String", "ExternalId"]
        let texts = fields.flatMap { type, fields in
            fields.filter { plain.contains(Self.bare($0.type)) }.map { "\(type).\($0.name)" }
        }
        plainTexts = Set(texts).sorted()
    }

    /// `public let name: Type`, or a line of a case with fields: `name: Type,`.
    private static func field(_ line: String) -> (name: String, type: String)? {
        // The end of a doc comment stands before a field of a case.
        var text = line.trimmingCharacters(in: CharacterSet(charactersIn: "*/ "))
        let isProperty = text.hasPrefix("public let ") || text.hasPrefix("public var ")
        if isProperty { text = String(text.dropFirst(11)) }
        let inCase = text.hasPrefix("case ") ? text.split(separator: "(").last.map(String.init) : text
        guard let parts = inCase?.components(separatedBy: ": "), parts.count == 2,
            parts[0].allSatisfy({ $0.isLetter || $0.isNumber }), !parts[1].hasSuffix(";")
        else { return nil }
        return (parts[0], parts[1])
    }

    /// `[Parameter]?,` → `Parameter`.
    private static func bare(_ type: String) -> String {
        type.trimmingCharacters(in: CharacterSet(charactersIn: "[]?,) "))
    }
}
