import VinculoGenerated

/// How the app proves to its own backend who the user is: one header. Prints no value.
public struct Authorization: Equatable, Sendable {
    /// The header's name.
    public let name: String
    let value: PrivateText

    /// `Authorization: Bearer …`.
    ///
    /// - Throws: ``VinculoError/settingRefused(code:detail:)`` if the token is blank, or holds a space or a line break.
    public static func bearer(_ token: String) throws -> Authorization {
        try checked { try AuthHeader.bearer(token: token) }
    }

    /// Any header, such as `X-Session` with the app's own session.
    ///
    /// - Throws: ``VinculoError/settingRefused(code:detail:)`` if the contract sets this header itself, or either holds what
    ///   no header may.
    public static func header(name: String, value: String) throws -> Authorization {
        try checked { try AuthHeader(name: name, value: value) }
    }

    /// The core knows what a header may hold.
    private static func checked(_ make: () throws -> AuthHeader) throws -> Authorization {
        do {
            let header = try make()
            return Authorization(name: header.name(), value: PrivateText(header.reveal()))
        } catch {
            throw VinculoError(error)
        }
    }
}

/// Gives the authorisation of the signed-in user. Asked anew for each request, so it may refresh a token; `nil` where another
/// layer signs the user in, as a cookie does. An error counts as no network, and so does an answer that does not come in time: its
/// task is cancelled then.
public typealias AuthorizationProvider = @Sendable () async throws -> Authorization?
