import Observation
import Vinculo

/// The accounts that the user has connected, as the backend tells them.
@MainActor @Observable final class Accounts {
    enum State: Equatable {
        case loading
        case loaded([ConnectedLink])
        case failed(VinculoError)
    }

    private(set) var state = State.loading

    private let vinculo: Vinculo

    init(_ vinculo: Vinculo) {
        self.vinculo = vinculo
    }

    /// Asks once. Until there is an answer, what was shown stays.
    func load() async {
        do {
            state = .loaded(try await vinculo.links())
        } catch {
            state = .failed(error as? VinculoError ?? .defect)
        }
    }
}

extension ConnectedLink {
    /// The institution as a person reads it: `erebor_mx_retail` → `Erebor Mx Retail`. Belvo's API has the real name and a logo.
    var title: String? {
        institution.map { $0.value.split(separator: "_").map(\.capitalized).joined(separator: " ") }
    }

    /// Whether the user can mend it in the widget's update mode.
    var canBeUpdated: Bool { neededAction == .update }
}
