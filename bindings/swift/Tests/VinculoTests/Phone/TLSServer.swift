import Foundation

/// An https server on loopback with a certificate that nobody has signed.
final class TLSServer {
    let url: URL
    private let process = Process()

    init(in folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (key, certificate) = (folder.appendingPathComponent("key.pem"), folder.appendingPathComponent("cert.pem"))
        let making = try Self.openssl(
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "1"]
                + ["-keyout", key.path, "-out", certificate.path])
        making.waitUntilExit()
        precondition(making.terminationStatus == 0, "openssl makes no certificate")
        // A port that was free a moment ago.
        let port = AppBackend().port
        url = URL(string: "https://127.0.0.1:\(port)/bank")!
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = ["s_server", "-www", "-accept", "\(port)", "-key", key.path, "-cert", certificate.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = Pipe()
        try process.run()
        // It says ACCEPT once it listens.
        var said = ""
        while !said.contains("ACCEPT") {
            let more = output.fileHandleForReading.availableData
            precondition(!more.isEmpty, "openssl does not listen")
            said += String(decoding: more, as: UTF8.self)
        }
    }

    deinit {
        process.terminate()
    }

    private static func openssl(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        return process
    }
}
