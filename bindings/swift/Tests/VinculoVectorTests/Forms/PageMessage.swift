import VinculoGenerated

func json(_ message: PageMessage) -> JSON {
    switch message {
    case .pageLoad(let page, let from, let institutionName):
        ["kind": "page_load", "page": .text(page), "from": .text(from), "institution_name": .text(institutionName)]
    case .error(let report): json(report, "error")
    case .warning(let report): json(report, "warning")
    case .unknown(let eventName): ["kind": "unknown", "event_name": .text(eventName)]
    case .invalid(let reason): ["kind": "invalid", "reason": .text(name(reason))]
    }
}

private func json(_ report: PageReport, _ kind: String) -> JSON {
    [
        "kind": .text(kind), "code": .text(report.code), "message": .text(report.message),
        "institution_name": .text(report.institutionName), "timestamp": .text(report.timestamp),
        "request_id": .text(report.requestId),
    ]
}
