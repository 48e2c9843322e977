// A session against the sandbox, as an app has it: from the options to the acknowledged outcome, by the public API alone.

import Foundation
import Vinculo

let sandbox = Process()
sandbox.executableURL = URL(fileURLWithPath: ProcessInfo.processInfo.environment["VINCULO_TOOL"] ?? "vinculo")
sandbox.arguments = ["sandbox", "--port", "0"]
let output = Pipe()
sandbox.standardOutput = output
try sandbox.run()
defer { sandbox.terminate() }
// `Sandbox at http://127.0.0.1:39271, on this machine only; …`
let greeting = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
let origin = greeting.split(separator: ",")[0].split(separator: " ").last!

let folder = FileManager.default.temporaryDirectory.appendingPathComponent("consumer-\(UUID().uuidString)")
defer { try? FileManager.default.removeItem(at: folder) }
let vinculo = try Vinculo(backend: URL(string: "\(origin)/backend")!, user: "user-1", folder: folder) {
    try .bearer("lumen-user-1")
}
var options = ConnectOptions(
    callbackURLs: CallbackURLs(success: "consumer://success", exit: "consumer://exit", event: "consumer://event"))
options.environment = .sandbox
options.widget.baseURL = "\(origin)/widget/"
options.navigation.widgetHosts = ["127.0.0.1"]
options.navigation.allowLoopbackHTTP = true

let session = try vinculo.session(options)
let person = Person(session, wants: .connect)
session.attach(person)
guard case .connected(let connected) = try await session.outcome() else { fatalError("not connected") }
try await session.acknowledge()
guard await vinculo.outbox.deliver() == .done, try await vinculo.links().contains(where: { $0.link == connected.link }) else {
    fatalError("the backend does not have it")
}
print("consumer: 1 passed, 0 failed")
