#if canImport(UIKit)
import Vinculo

/// What the views say. One place, so that the translated texts take these lines' places.
enum Wording {
    static let title = "Connect your bank"
    static let close = "Close"
    static let retry = "Try again"
    static let dismissNotice = "Dismiss"
    static let page = "Secure bank connection page"
    static let privacyCover = "Hidden while the app is not in use"
    static let ok = "OK"
    static let cancel = "Cancel"
    static let closeTitle = "Leave without connecting?"
    static let closeBody = "What you have entered is not kept."
    static let closeLeave = "Leave"
    static let closeStay = "Stay"

    static func loading(_ stage: LoadingStage) -> String {
        switch stage {
        case .opening: "Opening the secure connection"
        case .slow: "This is taking longer than usual"
        case .resuming: "Picking up where you left off"
        case .closing: "Checking your connection"
        }
    }

    static func problem(_ problem: ConnectProblem) -> String {
        switch problem {
        case .token(let problem): self.problem(problem)
        case .load(let problem): self.problem(problem)
        case .rendererGone: "The page stopped unexpectedly"
        }
    }

    static func notice(_ notice: Notice) -> String {
        switch notice {
        case .error(let code): "Your bank did not accept this. Code: \(code)"
        case .warning(let code): "Your bank may be slow at the moment. Code: \(code)"
        case .returnToBank: "Return to your bank to finish there"
        case .appMissing: "The app for this link is not installed"
        case .bankRefused: "Your bank refused the connection"
        case .offline: "You are offline"
        }
    }

    private static func problem(_ problem: TokenProblem) -> String {
        switch problem {
        case .offline: "You are offline. Check your connection and try again"
        case .tls: "The connection is not secure. Try another network"
        case .timedOut: "This took too long. Try again"
        case .server: "The service is not available now. Try again later"
        case .signIn: "Sign in again to go on"
        case .refused: "This is not available for your account"
        case .malformed: "The service is not available now. Try again later"
        }
    }

    private static func problem(_ problem: LoadProblem) -> String {
        switch problem {
        case .offline: "You are offline. Check your connection and try again"
        case .dns: "The page was not found. Check your connection and try again"
        case .tls: "The connection is not secure. Try another network"
        case .timedOut: "This took too long. Try again"
        case .httpStatus(let status): "The page is not available now. Code: \(status)"
        case .webviewMissing: "This device cannot show the page"
        case .blocked: "The page was blocked"
        }
    }
}
#endif
