import Foundation
@testable import Vinculo

/// The command line tool of this build, whose path `cargo xtask swift` hands over.
enum Tool {
    static var url: URL {
        guard let path = ProcessInfo.processInfo.environment["VINCULO_TOOL"] else {
            fatalError("VINCULO_TOOL is not set: run `cargo xtask swift`")
        }
        return URL(fileURLWithPath: path)
    }
}

/// `vinculo sandbox`: a stand-in for Belvo and for the backend of an app, on a port of its own. One for all tests.
struct Sandbox: Sendable {
    /// Such as `http://127.0.0.1:39271`.
    let origin: String

    static let shared = Sandbox()

    var backend: URL { URL(string: "\(origin)/backend")! }
    var widget: String { "\(origin)/widget/" }
    /// How the sandbox knows its one user.
    static let bearer = "lumen-user-1"

    private init() {
        let process = Process()
        process.executableURL = Tool.url
        process.arguments = ["sandbox", "--port", "0"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            fatalError("the sandbox does not start: \(error)")
        }
        Self.processes.with { $0.append(process) }
        atexit { Sandbox.processes.with { $0.forEach { $0.terminate() } } }
        var text = ""
        while !text.contains("this machine only") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { fatalError("the sandbox ended: \(text)") }
            text += String(decoding: more, as: UTF8.self)
        }
        // `Sandbox at http://127.0.0.1:39271, on this machine only; …`
        guard let start = text.range(of: "http://"), let end = text.range(of: ",", range: start.upperBound..<text.endIndex)
        else { fatalError("the sandbox names no address: \(text)") }
        origin = String(text[start.lowerBound..<end.lowerBound])
    }

    private static let processes = Guarded<[Process]>([])
}
