import VinculoGenerated

func json(_ effect: Effect) -> JSON {
    JSON.object(["effect": .text(name(effect))]).with(fields(effect))
}

/// Ids are left out.
private func fields(_ effect: Effect) -> JSON {
    switch effect {
    case .answerNavigation(let allow): ["allow": .flag(allow)]
    case .answerDeepLink(let verdict): ["verdict": .text(name(verdict))]
    case .requestToken(_, let sessionId, let mode, let callbackUrls):
        ["session_id": .text(sessionId), "mode": json(mode), "callback_urls": json(callbackUrls)]
    case .load(let url): ["url": .text(url.redacted())]
    case .reload(let url, let rebuild): ["url": .text(url.redacted()), "rebuild": .flag(rebuild)]
    case .loadPage(let url): ["url": .text(url.value)]
    case .showLoading(let stage): ["stage": .text(name(stage))]
    case .showProblem(let problem, let canRetry): ["problem": json(problem), "can_retry": .flag(canRetry)]
    case .showNotice(let notice): ["notice": json(notice)]
    case .openOutside(_, let url, let appOnly): ["url": .text(url.value), "app_only": .flag(appOnly)]
    case .setTimer(_, let timer, let afterMs): ["timer": .text(name(timer)), "after_ms": .number(Int64(afterMs))]
    case .checkLateLink(_, let sessionId): ["session_id": .text(sessionId)]
    case .record(_, let outcome), .report(_, let outcome): ["outcome": json(outcome)]
    case .finish(let outcome, let durable): ["outcome": json(outcome), "durable": .flag(durable)]
    case .diagnose(let diagnostic): json(diagnostic)
    case .showContent, .goBack, .askToClose: [:]
    }
}

private func json(_ problem: Problem) -> JSON {
    switch problem {
    case .token(let problem): ["token": .text(name(problem))]
    case .load(.httpStatus(let status)): ["load": ["http_status": .number(Int64(status))]]
    case .load(let problem): ["load": .text(name(problem))]
    case .rendererGone: "renderer_gone"
    }
}

private func json(_ notice: Notice) -> JSON {
    switch notice {
    case .widgetError(let code): ["widget_error": .text(code.name())]
    case .widgetWarning(let code): ["widget_warning": .text(code.name())]
    case .returnToBank, .appMissing, .bankRefused, .offline: .text(name(notice))
    }
}

private func json(_ diagnostic: Diagnostic) -> JSON {
    JSON.object(["diagnostic": .text(name(diagnostic))]).with(fields(diagnostic))
}

private func fields(_ diagnostic: Diagnostic) -> JSON {
    switch diagnostic {
    case .ignored(let phase, let event): ["phase": .text(name(phase)), "event": .text(event)]
    case .duplicate(let event, let sameLink): ["event": .text(event), "same_link": .flag(sameLink)]
    case .unknownCallback(let location): ["location": .text(location)]
    case .invalidCallback(let reason): ["reason": .text(name(reason))]
    case .anomalies(let anomalies): ["anomalies": .list(anomalies.map { .text(name($0)) })]
    case .blocked(let reason): ["reason": .text(name(reason))]
    case .foreignHost(let host): ["host": .text(host)]
    case .bankRefused(let description): ["description": .text(description)]
    case .pageReported(let code, let requestId): ["code": .text(code), "request_id": .text(requestId)]
    case .staleAnswer, .untrustedCallback, .nonceMismatch, .linkWithError, .nonceNotInForce, .builtInScheme, .unreadableMessage,
        .clockSkew, .otherLink, .lateSuccess, .notDurable, .reportPending:
        [:]
    }
}
