import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// ``HTTPClient`` on the platform's own stack: its trust store, its proxies, App Transport Security. Keeps nothing on disk:
/// no cache, no cookies, no credentials.
public final class URLSessionHTTPClient: HTTPClient {
    private let session: URLSession
    private let exchanges = Exchanges()

    /// A client of its own, with a session of its own.
    public init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCredentialStorage = nil
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    deinit {
        // Until then a session holds its delegate.
        session.finishTasksAndInvalidate()
    }

    /// Sends the request once and reads the answer, whatever its status.
    public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        var sent = URLRequest(url: request.url, timeoutInterval: Double(request.timeoutMillis) / 1000)
        sent.httpMethod = request.method
        sent.httpBody = request.body
        for (name, value) in request.headers {
            sent.setValue(value, forHTTPHeaderField: name)
        }
        let task = session.dataTask(with: sent)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                exchanges.begin(task, continuation)
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }
}

/// The exchanges under way, by their tasks.
private final class Exchanges: NSObject, URLSessionDataDelegate {
    private typealias Answer = CheckedContinuation<HTTPResponse, any Error>

    private struct Exchange {
        let continuation: Answer
        var body = Data()
        /// As much was read as is of use; the task was cancelled for that.
        var isFull = false
    }

    private let underWay = Guarded<[Int: Exchange]>([:])

    func begin(_ task: URLSessionTask, _ continuation: CheckedContinuation<HTTPResponse, any Error>) {
        underWay.with { $0[task.taskIdentifier] = Exchange(continuation: continuation) }
    }

    /// The user's authentication would follow.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    /// One byte more than the contract takes, at most: then the answer is refused by its length, and its status still counts.
    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isFull = underWay.with { underWay in
            let room = HTTPResponse.maxBodyBytes + 1 - (underWay[dataTask.taskIdentifier]?.body.count ?? 0)
            underWay[dataTask.taskIdentifier]?.body.append(data.prefix(max(room, 0)))
            underWay[dataTask.taskIdentifier]?.isFull = data.count >= room
            return data.count >= room
        }
        if isFull {
            dataTask.cancel()
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let exchange = underWay.with({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        guard let response = task.response as? HTTPURLResponse, error == nil || exchange.isFull else {
            exchange.continuation.resume(throwing: error ?? HTTPFailure.timedOut)
            return
        }
        var headers: [String: String] = [:]
        for case (let name as String, let value as String) in response.allHeaderFields {
            headers[name] = value
        }
        let answer = HTTPResponse(status: response.statusCode, headers: headers, body: exchange.body)
        exchange.continuation.resume(returning: answer)
    }
}
