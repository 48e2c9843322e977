// Belvo's codes as Belvo writes them. The core knows the documented ones and keeps the others.

import VinculoGenerated

extension ExitCode {
    var name: String {
        switch self {
        case .institutionDown: "institution_down"
        case .loginError: "login_error"
        case .tooManySessions: "too_many_sessions"
        case .unexpectedError: "unexpected_error"
        case .duplicated: "duplicated"
        case .institutionInactive: "institution_inactive"
        case .institutionUnavailable: "institution_unavailable"
        case .sessionExpired: "session_expired"
        case .sessionExpiredOb: "session_expired_ob"
        case .tokenRequired: "token_required"
        case .requestTimeout: "request_timeout"
        case .other(let code): code
        }
    }
}

extension ErrorCode {
    var name: String {
        switch self {
        case .accessTokenNotValid: "ACCESS_TOKEN_NOT_VALID"
        case .other(let code): code
        }
    }
}

extension WarningCode {
    var name: String {
        switch self {
        case .institutionDisabled: "institution_disabled"
        case .other(let code): code
        }
    }
}
