import VinculoGenerated

let defaultCallbackURLs = CallbackUrls(success: "myapp://success", exit: "myapp://exit", event: "myapp://event")

func callbackURLs(_ fields: Fields) throws -> CallbackUrls {
    let urls = CallbackUrls(
        success: try fields.required("success", fields.text("success")),
        exit: try fields.required("exit", fields.text("exit")),
        event: try fields.required("event", fields.text("event")))
    try fields.end()
    return urls
}

func json(_ urls: CallbackUrls) -> JSON {
    ["success": .text(urls.success), "exit": .text(urls.exit), "event": .text(urls.event)]
}

func json(_ callback: WidgetCallback?) -> JSON {
    guard let callback else { return ["kind": "not_a_callback"] }
    return json(callback.event).with([
        "extra": .some(callback.extra.map { ["name": .text($0.name), "value": .text($0.value)] }),
        "anomalies": .some(callback.anomalies.map { .text(name($0)) }),
    ])
}

func json(_ error: ExitError) -> JSON {
    ["code": .text(error.code.name()), "message": .text(error.message)]
}

private func json(_ event: WidgetEvent) -> JSON {
    switch event {
    case .success(let link, let institution):
        return ["kind": "success", "link": .text(link.value), "institution": .text(institution)]
    case .exit(let lastEncounteredError, let metaData):
        let hasMetaData = metaData.institutionName != nil || metaData.step != nil
        let step = metaData.step?.code
        return [
            "kind": "exit", "last_encountered_error": lastEncounteredError.map(json),
            "meta_data": hasMetaData
                ? ["institution_name": .text(metaData.institutionName), "step": .text(step)] : nil,
        ]
    case .error(let code, let message, let link):
        return ["kind": "error", "code": .text(code.name()), "message": .text(message), "link": .text(link?.value)]
    case .warning(let code, let message):
        return ["kind": "warning", "code": .text(code.name()), "message": .text(message)]
    case .unknown: return ["kind": "unknown"]
    case .invalid(let reason): return ["kind": "invalid", "reason": .text(name(reason))]
    }
}
