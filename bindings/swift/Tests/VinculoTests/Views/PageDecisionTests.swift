import Foundation
import Testing

@testable import Vinculo

/// What a webview tells, as what the session is told.
@Suite struct PageDecisionTests {
    private func navigation(_ target: WebAction.Target, method: String? = "GET") -> Navigation {
        Navigation(WebAction(url: "https://bank.example/a?b=%20#c", target: target, method: method))
    }

    @Test func theURLIsPassedOnAsItIs() {
        #expect(navigation(.mainFrame).url.value == "https://bank.example/a?b=%20#c")
    }

    @Test func theFrameIsTold() {
        #expect(navigation(.mainFrame).frame == .main)
        #expect(navigation(.newWindow).frame == .popup)
        let origin = PageOrigin(scheme: "https", host: "Evil.example", port: 0)
        #expect(navigation(.subFrame(origin)).frame == .sub(origin: PrivateText("https://evil.example")))
        let withPort = PageOrigin(scheme: "https", host: "evil.example", port: 8443)
        #expect(navigation(.subFrame(withPort)).frame == .sub(origin: PrivateText("https://evil.example:8443")))
        let sandboxed = PageOrigin(scheme: "", host: "", port: 0)
        #expect(navigation(.subFrame(sandboxed)).frame == .sub(origin: nil))
    }

    @Test func formsAreToldAndGesturesAreNot() {
        #expect(navigation(.mainFrame, method: "post").isPost == true)
        #expect(navigation(.mainFrame).isPost == false)
        #expect(navigation(.mainFrame, method: nil).isPost == nil)
        #expect(navigation(.mainFrame).hasUserGesture == nil)
        #expect(navigation(.mainFrame).isRedirect == nil)
    }

    // The numbers that Apple gives: on Linux some constants of these names have others.
    @Test(arguments: [
        (-1009, LoadProblem.offline), (-1005, .offline), (-1004, .offline), (-1018, .offline), (-1019, .offline), (-1020, .offline),
        (-1003, .dns), (-1006, .dns), (-1001, .timedOut),
        (-1200, .tls), (-1201, .tls), (-1202, .tls), (-1203, .tls), (-1204, .tls), (-1205, .tls), (-1206, .tls),
        (-1022, .blocked), (-1002, .blocked), (-1007, .blocked), (-1011, .blocked), (-1199, .blocked), (-1207, .blocked),
        (-4711, .blocked),
    ])
    func aFailureOfTheNetworkIsTyped(code: Int, problem: LoadProblem) {
        #expect(LoadProblem(domain: "NSURLErrorDomain", code: code) == problem)
    }

    @Test func whatWeCancelledIsNoFailure() {
        #expect(LoadProblem(domain: "NSURLErrorDomain", code: -999) == nil)
        #expect(LoadProblem(domain: "WebKitErrorDomain", code: 102) == nil)
        #expect(LoadProblem(domain: "WebKitErrorDomain", code: 204) == nil)
        #expect(LoadProblem(domain: "WKErrorDomain", code: 2) == nil)
    }

    @Test func anyOtherFailureIsOne() {
        #expect(LoadProblem(domain: "WebKitErrorDomain", code: 101) == .blocked)
        #expect(LoadProblem(domain: "WKErrorDomain", code: 1) == .blocked)
        // The same number means something else elsewhere.
        #expect(LoadProblem(domain: "NSPOSIXErrorDomain", code: 102) == .blocked)
        #expect(LoadProblem(domain: "NSPOSIXErrorDomain", code: -999) == .blocked)
    }

    @Test func anErrorStatusIsAProblemAndNoOtherIs() {
        #expect([200, 204, 302, 399, 600, 0, -1].compactMap { LoadProblem(status: $0) }.isEmpty)
        #expect(LoadProblem(status: 400) == .httpStatus(status: 400))
        #expect(LoadProblem(status: 599) == .httpStatus(status: 599))
    }

    @Test @MainActor func newsOfAnOlderLoadAreNoNews() {
        let loads = WebLoads()
        let (first, second, byThePage) = (NSObject(), NSObject(), NSObject())
        loads.began(first)
        #expect(loads.concerns(first))
        loads.began(second)
        #expect(!loads.concerns(first), "the page that was wanted before may still end")
        #expect(loads.concerns(second))
        #expect(loads.concerns(byThePage))
        #expect(loads.concerns(nil))
        loads.forget()
        #expect(loads.concerns(second))
    }

    @Test func aLinkGoesWhereItMay() throws {
        let bank = "https://bank.example/consent?id=1"
        let url = try #require(URL(string: bank))
        #expect(OutsideRoute(opening: bank, appOnly: true) == .claimingApp(url))
        #expect(OutsideRoute(opening: bank, appOnly: false) == .system(url))
        let app = try #require(URL(string: "bankapp://consent?id=1"))
        #expect(OutsideRoute(opening: "bankapp://consent?id=1", appOnly: true) == .system(app))
        #expect(OutsideRoute(opening: "bankapp://consent?id=1", appOnly: false) == .system(app))
        let call = try #require(URL(string: "tel:+5255"))
        #expect(OutsideRoute(opening: "tel:+5255", appOnly: false) == .system(call))
    }

    @Test(arguments: [
        "", "no url", "intent://x#Intent;scheme=bank;end", "android-app://com.bank", "JavaScript:alert(1)", "data:text/html,x",
        "file:///etc/passwd", "blob:https://bank.example/1", "about:blank", "https://", "https:///path",
    ])
    func whatNobodyCanOpenIsNotTried(url: String) {
        #expect(OutsideRoute(opening: url, appOnly: false) == .nowhere)
        #expect(OutsideRoute(opening: url, appOnly: true) == .nowhere)
        #expect(OutsideRoute(popup: url, method: "GET") == .nowhere)
    }

    @Test func aWindowIsShownByTheBrowserAndAnAppsLinkIsNot() throws {
        let terms = "https://belvo.example/terms"
        let url = try #require(URL(string: terms))
        #expect(OutsideRoute(popup: terms, method: "GET") == .authSession(url))
        #expect(OutsideRoute(popup: terms, method: nil) == .authSession(url))
        #expect(OutsideRoute(popup: terms, method: "POST") == .nowhere)
        #expect(OutsideRoute(popup: "bankapp://x", method: "GET") == .nowhere)
    }
}
