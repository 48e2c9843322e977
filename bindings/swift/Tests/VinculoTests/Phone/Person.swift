import Foundation
import Vinculo

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A person who goes through the sandbox's widget, and the webview they do it in: it asks the session about every navigation,
/// redirects too, and goes where it may. The pages come over HTTP.
@MainActor final class Person: WebSurface {
    enum Wish { case connect, leave }

    private let session: ConnectSession
    private let wish: Wish
    private let http = URLSession(configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)
    private(set) var pages: [String] = []
    /// Called as a page is shown.
    var onPage: ((_ page: String) throws -> Void)?

    init(_ session: ConnectSession, wants wish: Wish) {
        self.session = session
        self.wish = wish
    }

    func load(_ url: PrivateText) { go(to: url.value) }
    func reload(_ url: PrivateText, rebuild: Bool) { go(to: url.value) }
    func loadPage(_ url: PrivateText) { go(to: url.value) }
    func goBack() {}
    func openOutside(_ url: PrivateText, appOnly: Bool) async -> Bool { false }
    func showNotice(_ notice: Notice) {}

    private func go(to url: String) {
        Task { try await walk(from: url) }
    }

    private func walk(from url: String) async throws {
        var next: (url: String, form: String?)? = (url, nil)
        var isRedirect = false
        while let step = next {
            guard session.navigate(Navigation(to: step.url, isRedirect: isRedirect, isPost: step.form != nil)) else { return }
            let (location, status) = try await fetch(step.url, form: step.form)
            isRedirect = location != nil
            if let location {
                next = (URL(string: location, relativeTo: URL(string: step.url))!.absoluteString, nil)
            } else {
                precondition(status == 200, "the widget answered \(status)")
                session.pageShown()
                pages.append(String(step.url.split(separator: "/").last ?? ""))
                try onPage?(pages.last!)
                next = answer(on: step.url)
            }
        }
    }

    /// What the person does on a page of the widget.
    private func answer(on url: String) -> (url: String, form: String?)? {
        let (visit, page) = (url[..<url.lastIndex(of: "/")!], url[url.index(after: url.lastIndex(of: "/")!)...])
        switch (wish, page) {
        case (.leave, "consent"): return ("\(visit)/leave/institutions", nil)
        case (_, "consent"): return ("\(url)", "")
        case (_, "institutions"): return (url, "institution=erebor_mx_retail")
        case (_, "credentials"): return (url, "username=bnk100&password=full")
        case (_, "success"): return ("\(visit)/done", nil)
        default: return nil
        }
    }

    private func fetch(_ url: String, form: String?) async throws -> (location: String?, status: Int) {
        var request = URLRequest(url: URL(string: url)!)
        if let form {
            request.httpMethod = "POST"
            request.httpBody = Data(form.utf8)
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        }
        let response = try await http.data(for: request).1 as! HTTPURLResponse
        return (response.value(forHTTPHeaderField: "Location"), response.statusCode)
    }
}

private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
