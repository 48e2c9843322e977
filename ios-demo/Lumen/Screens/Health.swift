import SwiftUI
import Vinculo

/// How an account is, in words, a symbol and a colour; never by the colour alone.
enum Health {
    static func words(_ health: String) -> LocalizedStringKey {
        switch health {
        case "valid": "health.valid"
        case "credentials": "health.credentials"
        case "mfa": "health.mfa"
        case "unconfirmed": "health.unconfirmed"
        case "consent_expiring": "health.consent_expiring"
        case "consent_expired": "health.consent_expired"
        case "institution_trouble": "health.institution_trouble"
        case "stale": "health.stale"
        // Of a backend that is newer than this app.
        default: "health.other"
        }
    }

    /// What the user can do elsewhere, if anything.
    static func advice(_ action: NeededAction) -> LocalizedStringKey? {
        switch action {
        case .nothing, .update: nil
        case .reconnect: "advice.reconnect"
        case .renewConsent: "advice.renew_consent"
        case .wait: "advice.wait"
        case .other: "advice.other"
        }
    }

    static func symbol(_ link: ConnectedLink) -> String {
        switch link.neededAction {
        case .nothing: "checkmark.circle.fill"
        case .wait: "clock.fill"
        case .update, .reconnect, .renewConsent, .other: "exclamationmark.circle.fill"
        }
    }

    static func colour(_ link: ConnectedLink) -> Color {
        switch link.neededAction {
        case .nothing: .green
        case .wait: .secondary
        case .update, .reconnect, .renewConsent, .other: .orange
        }
    }
}
