import Foundation
import VinculoGenerated

/// Time and randomness. The one place where the package reads them; tests bring their own.
struct Surroundings: Sendable {
    /// Milliseconds since 1970. May jump.
    var wallMillis: @Sendable () -> Int64
    /// Milliseconds since any fixed point of this process, never going back, and counting the time a device sleeps.
    var monotonicMillis: @Sendable () -> Int64
    /// Unpredictable bytes, for session ids and nonces.
    var random: @Sendable (_ count: Int) -> [UInt8]
    /// Waits.
    var sleep: @Sendable (_ millis: UInt64) async throws -> Void

    /// Those of the device.
    static let device = Surroundings(
        wallMillis: { Int64(Date().timeIntervalSince1970 * 1000) },
        monotonicMillis: {
            var time = timespec()
            clock_gettime(clock, &time)
            return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        },
        random: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        },
        sleep: { millis in try await cancellableSleep(millis: millis) }
    )

    #if canImport(Darwin)
    private static let clock = CLOCK_MONOTONIC
    #else
    private static let clock = CLOCK_BOOTTIME
    #endif

    var now: Now { Now(wallMs: wallMillis(), monoMs: monotonicMillis()) }

    /// Hexadecimal digits: what session ids and nonces consist of.
    func randomHex(bytes: Int) -> String {
        random(bytes).map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }

    /// Spreads waits, so that many phones do not come back at once.
    var jitter: UInt32 { random(4).reduce(0) { $0 << 8 | UInt32($1) } }
}
