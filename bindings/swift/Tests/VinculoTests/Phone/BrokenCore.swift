import Foundation
import VinculoGenerated

/// A core in which a call has panicked before. The real one cannot be brought to that: nothing panics that is known of.
final class BrokenCore: ConnectSessionProtocol {
    func advance(event: Event, wallMs: Int64, monoMs: Int64) throws -> [Effect] { throw SessionError.Broken }
    func claim(user: String) throws { throw SessionError.Broken }
    func outcome() throws -> Outcome? { throw SessionError.Broken }
    func phase() throws -> Phase { throw SessionError.Broken }
    func snapshot() throws -> Data { throw SessionError.Broken }
    func timeline() throws -> [TimelineEntry] { throw SessionError.Broken }
}
