import VinculoGenerated

/// Something to tell the user while the widget stays usable.
public enum Notice: Equatable, Sendable {
    /// The widget reported an error that does not end the session: Belvo's code, an open set.
    case error(code: String)
    /// The widget warned: Belvo's code, an open set.
    case warning(code: String)
    /// The user came back from the bank without finishing there.
    case returnToBank
    /// The bank's app is not installed.
    case appMissing
    /// The bank refused for its own reasons.
    case bankRefused
    /// The network is gone.
    case offline

    init(_ notice: VinculoGenerated.Notice) {
        switch notice {
        case .widgetError(let code): self = .error(code: code.name())
        case .widgetWarning(let code): self = .warning(code: code.name())
        case .returnToBank: self = .returnToBank
        case .appMissing: self = .appMissing
        case .bankRefused: self = .bankRefused
        case .offline: self = .offline
        }
    }
}
