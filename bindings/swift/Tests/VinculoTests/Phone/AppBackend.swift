import Foundation

@testable import Vinculo

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A request as it arrived.
struct Arrived: Sendable {
    let method: String
    let path: String
    /// Names in lower case.
    let headers: [String: String]
    let body: Data

    /// A text of the JSON body.
    func text(_ keys: String...) -> String {
        var value = try? JSONSerialization.jsonObject(with: body)
        for key in keys {
            value = (value as? [String: Any])?[key]
        }
        return value as? String ?? ""
    }
}

/// What to answer.
struct Reply: Sendable {
    var status = 200
    var body = Data("{}".utf8)
    var headers: [String: String] = [:]

    static func json(_ text: String, status: Int = 200) -> Reply {
        Reply(status: status, body: Data(text.utf8))
    }

    static func status(_ status: Int, _ headers: [String: String] = [:]) -> Reply {
        Reply(status: status, headers: headers)
    }
}

/// A backend of the contract that answers as a test wants it; a real server on loopback.
final class AppBackend: Sendable {
    typealias Answer = @Sendable (Arrived) -> Reply

    private struct State {
        var onOpen: Answer = { _ in .json(#"{"access_token":"ACCESS-1"}"#) }
        var onLateLink: Answer = { _ in .json(#"{"link":null}"#) }
        var onReport: Answer = { _ in Reply() }
        var onLinks: Answer = { _ in .json(#"{"links":[]}"#) }
        var arrived: [Arrived] = []
    }

    private let state = Guarded(State())
    private let socket: Int32
    let port: UInt16

    init() {
        (socket, port) = listening()
        let socket = socket
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(socket, nil, nil)
                guard connection >= 0 else { break }
                guard let self else {
                    close(connection)
                    break
                }
                Thread.detachNewThread { self.serve(connection) }
            }
            // Here alone: closed elsewhere, its number may be the next backend's before this thread stops to accept from it.
            close(socket)
        }
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    var url: URL { URL(string: "http://127.0.0.1:\(port)/bank")! }
    /// All requests so far.
    var all: [Arrived] { state.with { $0.arrived } }
    func all(_ method: String) -> [Arrived] { all.filter { $0.method == method } }

    func onOpen(_ answer: @escaping Answer) { state.with { $0.onOpen = answer } }
    func onLateLink(_ answer: @escaping Answer) { state.with { $0.onLateLink = answer } }
    func onReport(_ answer: @escaping Answer) { state.with { $0.onReport = answer } }
    func onLinks(_ answer: @escaping Answer) { state.with { $0.onLinks = answer } }

    /// One request for each connection.
    private func serve(_ connection: Int32) {
        defer { close(connection) }
        guard let request = read(connection) else { return }
        let answer = state.with { state in
            state.arrived.append(request)
            switch request.method {
            case "POST": return state.onOpen
            case "PUT": return state.onReport
            default: return request.path.hasSuffix("/link") ? state.onLateLink : state.onLinks
            }
        }
        let reply = answer(request)
        var head = "HTTP/1.1 \(reply.status) Said\r\nConnection: close\r\nContent-Length: \(reply.body.count)\r\n"
        for (name, value) in reply.headers {
            head += "\(name): \(value)\r\n"
        }
        write(connection, Data((head + "\r\n").utf8) + reply.body)
    }
}

/// A socket on loopback, at a free port.
private func listening() -> (socket: Int32, port: UInt16) {
    #if canImport(Glibc)
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
    let listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { address in
        address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            precondition(bind(listener, address, size) == 0 && listen(listener, 64) == 0, "no port is free")
            getsockname(listener, address, &size)
        }
    }
    return (listener, UInt16(bigEndian: address.sin_port))
}

private func read(_ connection: Int32) -> Arrived? {
    var bytes = Data()
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let end = Data("\r\n\r\n".utf8)
    var head: Range<Data.Index>?
    while head == nil {
        let count = recv(connection, &chunk, chunk.count, 0)
        guard count > 0 else { return nil }
        bytes.append(contentsOf: chunk[..<count])
        head = bytes.range(of: end)
    }
    guard let head else { return nil }
    let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    let length = Int(headers["content-length"] ?? "0") ?? 0
    var body = bytes[head.upperBound...]
    while body.count < length {
        let count = recv(connection, &chunk, chunk.count, 0)
        guard count > 0 else { return nil }
        body.append(contentsOf: chunk[..<count])
    }
    let words = lines[0].split(separator: " ").map(String.init)
    return Arrived(method: words[0], path: words[1], headers: headers, body: Data(body))
}

private func write(_ connection: Int32, _ data: Data) {
    #if canImport(Glibc)
    let flags = Int32(MSG_NOSIGNAL)
    #else
    let flags: Int32 = 0
    #endif
    data.withUnsafeBytes { bytes in
        var sent = 0
        while sent < bytes.count {
            let count = send(connection, bytes.baseAddress! + sent, bytes.count - sent, flags)
            guard count > 0 else { return }
            sent += count
        }
    }
}
