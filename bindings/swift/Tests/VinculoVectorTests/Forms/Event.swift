import VinculoGenerated

private let tokenProblems: [String: TokenProblem] = [
    "offline": .offline, "tls": .tls, "timed_out": .timedOut, "server": .server, "sign_in": .signIn, "refused": .refused,
    "malformed": .malformed,
]
private let loadProblems: [String: LoadProblem] = [
    "offline": .offline, "dns": .dns, "tls": .tls, "timed_out": .timedOut, "webview_missing": .webviewMissing,
    "blocked": .blocked,
]

/// Reads an event. A token that is none becomes `token_failed` with `malformed`, as it does in every host.
func event(_ fields: Fields, _ given: Given) throws -> Event {
    let event = try read(fields, given)
    try fields.end()
    return event
}

private func read(_ fields: Fields, _ given: Given) throws -> Event {
    let text = { (key: String) in try fields.required(key, fields.text(key)) }
    let flag = { (key: String) in try fields.required(key, fields.flag(key)) }
    let id = { try given.id(fields, isTimer: false) }
    switch try text("event") {
    case "start": return .start
    case "token_received":
        let id = try id()
        let urls = try fields.object("callback_urls").map(callbackURLs)
        guard let token = try? AccessToken(access: text("token")) else {
            return .tokenFailed(id: id, problem: .malformed)
        }
        return .tokenReceived(id: id, token: token, callbackUrls: urls)
    case "token_failed":
        return .tokenFailed(id: try id(), problem: try fields.word("problem", text("problem"), tokenProblems))
    case "page_shown": return .pageShown
    case "load_failed": return .loadFailed(problem: try loadProblem(fields))
    case "renderer_gone": return .rendererGone
    case "webview_replaced": return .webviewReplaced
    case "navigation": return .navigation(navigation: try navigation(fields))
    case "page_message": return .pageMessage(message: PrivateText(try fields.longText("message")))
    case "deep_link": return .deepLink(url: PrivateText(try fields.longText("url")))
    case "outside_opened": return .outsideOpened(id: try id())
    case "outside_failed": return .outsideFailed(id: try id())
    case "returned": return .returned
    case "connectivity": return .connectivity(online: try flag("online"))
    case "back": return .back(canGoBack: try flag("can_go_back"))
    case "close_requested": return .closeRequested
    case "close_confirmed": return .closeConfirmed
    case "close_declined": return .closeDeclined
    case "dismissed":
        return .dismissed(by: try fields.word("by", text("by"), ["swipe": .swipe, "host": .host]))
    case "retry": return .retry
    case "timer_fired": return .timerFired(id: try given.id(fields, isTimer: true))
    case "late_link_found":
        return .lateLinkFound(
            id: try id(), link: LinkId(try text("link")), institution: try fields.text("institution"))
    case "late_link_absent": return .lateLinkAbsent(id: try id())
    case "late_check_failed": return .lateCheckFailed(id: try id())
    case "recorded": return .recorded(id: try id())
    case "record_failed": return .recordFailed(id: try id())
    case "reported": return .reported(id: try id())
    case "report_failed": return .reportFailed(id: try id())
    case "acknowledged": return .acknowledged(outcomeId: try text("outcome_id"))
    default: throw fields.problem("event", "is no event")
    }
}

private func loadProblem(_ fields: Fields) throws -> LoadProblem {
    let value = try fields.required("problem", fields.value("problem"))
    if case .text(let name) = value { return try fields.word("problem", name, loadProblems) }
    let inner = try Fields(value, at: "problem")
    let status = try inner.required("http_status", inner.count("http_status"))
    try inner.end()
    return .httpStatus(status: UInt16(status))
}
