import Testing

@testable import Vinculo

/// Whose messages are heard, and who may use the camera.
@Suite struct ConnectViewOptionsTests {
    private static let urls = CallbackURLs(success: "myapp://success", exit: "myapp://exit", event: "myapp://event")

    private func origin(_ host: String, scheme: String = "https", port: Int = 0) -> PageOrigin {
        PageOrigin(scheme: scheme, host: host, port: port)
    }

    @Test func theWidgetsOwnPageIsHeard() {
        let options = ConnectViewOptions(for: ConnectOptions(callbackURLs: Self.urls))
        #expect(options.mayPost(origin("widget.belvo.io"), isMainFrame: true))
        #expect(options.mayPost(origin("Widget.Belvo.IO", port: 443), isMainFrame: true))
        #expect(!options.mayPost(origin("widget.belvo.io"), isMainFrame: false), "an iframe is somebody else")
    }

    @Test(arguments: [
        ("widget.belvo.io.evil.example", "https", 0), ("evilwidget.belvo.io.example", "https", 0), ("bank.example", "https", 0),
        ("widget.belvo.io", "http", 0), ("widget.belvo.io", "https", 8443), ("", "https", 0), ("xwidget.belvo.io", "https", 0),
        ("localhost", "http", 0),
    ])
    func nobodyElseIs(host: String, scheme: String, port: Int) {
        let options = ConnectViewOptions(for: ConnectOptions(callbackURLs: Self.urls))
        #expect(!options.mayPost(origin(host, scheme: scheme, port: port), isMainFrame: true))
        #expect(!options.mayCapture(.camera, origin(host, scheme: scheme, port: port)))
    }

    @Test func theAppsOwnHostsTakeThePlaceOfBelvos() {
        var options = ConnectOptions(callbackURLs: Self.urls)
        options.navigation.widgetHosts = ["widget.example.com"]
        let view = ConnectViewOptions(for: options)
        #expect(view.mayPost(origin("eu.widget.example.com"), isMainFrame: true))
        #expect(!view.mayPost(origin("widget.belvo.io"), isMainFrame: true))
    }

    @Test func aSandboxOnThisMachineIsHeardWhereItIsAllowed() {
        var options = ConnectOptions(callbackURLs: Self.urls)
        options.navigation.allowLoopbackHTTP = true
        let view = ConnectViewOptions(for: options)
        #expect(view.mayPost(origin("127.0.0.1", scheme: "http", port: 8080), isMainFrame: true))
        #expect(!view.mayPost(origin("127.0.0.1.evil.example", scheme: "http"), isMainFrame: true))
    }

    @Test func theCameraIsForTheWidgetAndWhoTheAppNames() {
        var view = ConnectViewOptions(for: ConnectOptions(callbackURLs: Self.urls))
        #expect(view.mayCapture(.camera, origin("widget.belvo.io")))
        #expect(!view.mayCapture(.microphone, origin("widget.belvo.io")))
        #expect(!view.mayCapture(.both, origin("widget.belvo.io")))
        #expect(!view.mayCapture(.camera, origin("id.bank.example")))
        view.cameraHosts = ["Bank.example"]
        #expect(view.mayCapture(.camera, origin("id.bank.example")))
        #expect(!view.mayCapture(.camera, origin("id.bank.example", scheme: "http")))
        #expect(!view.mayPost(origin("id.bank.example"), isMainFrame: true), "the camera is no voice")
    }

    @Test func aNameIsGivenToWebKitOnce() {
        var view = ConnectViewOptions(for: ConnectOptions(callbackURLs: Self.urls))
        view.messageHandlers = ["belvo", "", "belvo", "other"]
        #expect(view.usableMessageHandlers == ["belvo", "other"])
    }

    @Test(arguments: [("MyApp://success", "myapp"), ("https://app.example.com/done", nil), ("HTTP://localhost/done", nil)])
    func aBrowserComesBackByTheAppsOwnScheme(success: String, scheme: String?) {
        let urls = CallbackURLs(success: success, exit: "myapp://exit", event: "myapp://event")
        #expect(ConnectViewOptions(for: ConnectOptions(callbackURLs: urls)).callbackScheme == scheme)
    }
}
