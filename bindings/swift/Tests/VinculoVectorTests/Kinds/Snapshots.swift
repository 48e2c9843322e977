// Kind `snapshots`.

import Foundation
import VinculoGenerated

func runSnapshot(_ fields: Fields) throws -> Comparison {
    let expected = try fields.required("expect", fields.value("expect"))
    let bytes: Data
    if let text = try fields.text("snapshot") {
        bytes = Data(text.utf8)
    } else {
        bytes = try data(hex: fields.required("bytes_hex", fields.text("bytes_hex")))
    }
    try fields.end()
    guard case .object(let wanted) = expected else { throw fields.problem("expect", "must be an object") }
    do {
        let session = try ConnectSession.restore(snapshot: bytes, recorded: [])
        let isSame = try JSON.read(session.snapshot()) == JSON.read(bytes)
        let actual: JSON = [
            "phase": .text(name(try session.phase())), "outcome_id": .text(try session.outcome()?.id),
            "again": wanted["again"] == nil ? nil : .flag(isSame),
        ]
        return Comparison(expected: expected, actual: actual)
    } catch SessionError.SnapshotVersion {
        return Comparison(expected: expected, actual: ["refused": "version"])
    } catch is SessionError {
        return Comparison(expected: expected, actual: ["refused": "malformed"])
    }
}

private func data(hex: String) throws -> Data {
    var bytes = Data()
    var digits = Substring(hex)
    while !digits.isEmpty {
        guard digits.count > 1, let byte = UInt8(digits.prefix(2), radix: 16) else {
            throw VectorProblem(place: "bytes_hex", what: "must be pairs of hexadecimal digits")
        }
        bytes.append(byte)
        digits = digits.dropFirst(2)
    }
    return bytes
}
