import VinculoGenerated

/// The view of a session, which comes and goes: what is asked while there is none waits for the next one.
@MainActor final class Stage {
    /// Hears whether a link was taken by the system.
    var onOpened: (@MainActor (_ id: UInt64, _ isTaken: Bool) -> Void)?

    private weak var surface: (any WebSurface)?
    /// The last one there was, as long as somebody holds it.
    private weak var last: (any WebSurface)?
    private var hasBegun = false
    private var waiting: [Effect] = []

    var hasView: Bool { surface != nil }

    /// Answers whether another view than before has to show what that one showed.
    func attach(_ view: any WebSurface) -> Bool {
        let replaces = lastIsAnother(than: view)
        if replaces {
            waiting.removeAll { effect in
                if case .openOutside = effect { true } else { effect.isPage }
            }
        }
        hasBegun = true
        (surface, last) = (view, view)
        performWaiting(on: view)
        return replaces
    }

    /// Whether the last view there was, be it gone or not, is another one than this.
    func lastIsAnother(than view: any WebSurface) -> Bool { hasBegun && last !== view }

    private func performWaiting(on view: any WebSurface) {
        while surface === view, !waiting.isEmpty {
            perform(waiting.removeFirst(), on: view)
        }
    }

    func detach(_ view: any WebSurface) {
        if surface === view {
            surface = nil
        }
    }

    /// Nothing will be asked any more.
    func clear() {
        surface = nil
        waiting = []
    }

    func ask(_ effect: Effect) {
        if let surface {
            perform(effect, on: surface)
        } else {
            waiting.append(inPlaceOfOlderPages(effect))
        }
    }

    /// A page that was to be loaded before is not worth loading any more; that its renderer died still holds.
    private func inPlaceOfOlderPages(_ effect: Effect) -> Effect {
        switch effect {
        case .load, .reload:
            let rebuild = waiting.contains { if case .reload(_, true) = $0 { true } else { false } }
            waiting.removeAll(where: \.isPage)
            if case .reload(let url, _) = effect, rebuild {
                return .reload(url: url, rebuild: true)
            }
            return effect
        default: return effect
        }
    }

    private func perform(_ effect: Effect, on view: any WebSurface) {
        switch effect {
        case .load(let url): view.load(PrivateText(url.reveal()))
        case .reload(let url, let rebuild): view.reload(PrivateText(url.reveal()), rebuild: rebuild)
        case .loadPage(let url): view.loadPage(url)
        case .goBack: view.goBack()
        case .openOutside(let id, let url, let appOnly):
            Task { [onOpened] in onOpened?(id, await view.openOutside(url, appOnly: appOnly)) }
        case .showNotice(let notice): view.showNotice(Notice(notice))
        default: break
        }
    }
}

extension Effect {
    /// What only the view can do that it was asked of.
    fileprivate var isPage: Bool {
        switch self {
        case .load, .reload, .loadPage, .goBack: true
        default: false
        }
    }
}
