// How far a request got, by the error of any client. When in doubt it counts as sent.

import Foundation
import VinculoGenerated

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension BackendError {
    init(sending error: any Error) {
        switch error as? HTTPFailure ?? (error as? URLError).map(HTTPFailure.init) ?? .timedOut {
        case .offline: self = .Offline
        case .notTrusted: self = .NotTrusted
        case .timedOut: self = .TimedOut
        }
    }
}

extension HTTPFailure {
    init(_ error: URLError) {
        switch error.code {
        case .notConnectedToInternet, .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .internationalRoamingOff,
            .callIsActive, .dataNotAllowed:
            self = .offline
        case .secureConnectionFailed, .serverCertificateHasBadDate, .serverCertificateUntrusted,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected,
            .clientCertificateRequired, .appTransportSecurityRequiresSecureConnection:
            self = .notTrusted
        default: self = .timedOut
        }
    }
}
