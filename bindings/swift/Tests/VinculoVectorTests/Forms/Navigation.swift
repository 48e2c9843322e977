import VinculoGenerated

/// A policy as vectors write it: with the callback URLs that the navigator looks out for.
struct Policy {
    let callbackURLs: CallbackUrls?
    let navigation: NavigationPolicy
}

func policy(_ fields: Fields) throws -> Policy {
    let urls = try fields.object("callback_urls")
    let standard = try defaultNavigationPolicy()
    let navigation = NavigationPolicy(
        widgetHosts: try fields.texts("widget_hosts") ?? standard.widgetHosts,
        openFinance: try fields.flag("open_finance") ?? standard.openFinance,
        strictHosts: try fields.texts("strict_hosts"),
        allowLoopbackHttp: try fields.flag("allow_loopback_http") ?? standard.allowLoopbackHttp,
        trustUnknownFrames: try fields.flag("trust_unknown_frames") ?? standard.trustUnknownFrames)
    try fields.end()
    return Policy(callbackURLs: try urls.map(callbackURLs), navigation: navigation)
}

/// Leaves other fields to the caller.
func navigation(_ fields: Fields) throws -> Navigation {
    let url = try fields.longText("url")
    let origin = try fields.text("origin")
    let frame: Frame =
        switch try fields.text("frame") ?? "main" {
        case "main": .main
        case "sub": .sub(origin: origin.map(PrivateText.init))
        case "popup": .popup
        case "unknown": .unknown
        default: throw fields.problem("frame", "is unknown")
        }
    if origin != nil, frame == .main || frame == .popup || frame == .unknown {
        throw fields.problem("origin", "is known for the frame `sub` only")
    }
    return Navigation(
        url: PrivateText(url), frame: frame, redirect: try fields.flag("redirect"), post: try fields.flag("post"),
        userGesture: try fields.flag("user_gesture"))
}

func json(_ decision: Decision) -> JSON {
    switch decision {
    case .allow(.none): ["decision": "allow"]
    case .allow(.foreignHost(let host)): ["decision": "allow", "note": "foreign_host", "host": .text(host)]
    case .allow(.refused(let description)):
        ["decision": "allow", "note": "refused", "description": .text(description)]
    case .callback(let callback, let trusted):
        ["decision": "callback", "event": json(callback), "trusted": .flag(trusted)]
    case .openOutside(let url): ["decision": "open_outside", "url": .text(url.value)]
    case .tryApp(let url, let otherwise):
        ["decision": "try_app", "url": .text(url.value), "otherwise": json(otherwise)]
    case .block(let reason): ["decision": "block", "reason": .text(name(reason))]
    }
}

private func json(_ otherwise: Otherwise) -> JSON {
    switch otherwise {
    case .load(let url): ["load": .text(url.value)]
    case .nothing: "nothing"
    }
}
