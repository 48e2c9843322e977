import VinculoGenerated

func sessionConfig(_ fields: Fields?) throws -> SessionConfig {
    let fields = try fields ?? Fields([:], at: "config")
    let sessionID = try fields.text("session_id") ?? "session-1"
    let nonce = try fields.text("nonce")
    let urls = try fields.object("callback_urls").map(callbackURLs) ?? defaultCallbackURLs
    let standard = try defaultSessionConfig(sessionId: sessionID, nonce: nonce ?? "", callbackUrls: urls)
    let policy = try fields.object("policy").map(policy)
    guard policy?.callbackURLs == nil else { throw fields.problem("policy.callback_urls", "does not belong there") }
    let config = SessionConfig(
        sessionId: sessionID,
        nonce: nonce,
        callbackUrls: urls,
        mode: try mode(fields),
        widget: try fields.object("options").map(widgetConfig) ?? standard.widget,
        navigation: policy?.navigation ?? standard.navigation,
        environment: try fields.text("environment").map {
            try fields.word("environment", $0, ["sandbox": .sandbox, "production": .production])
        },
        limits: try fields.object("limits").map { try limits($0, standard.limits) } ?? standard.limits,
        confirmClose: try fields.flag("confirm_close") ?? standard.confirmClose)
    try fields.end()
    return config
}

func json(_ mode: Mode) -> JSON {
    switch mode {
    case .create: "create"
    case .update(let link): ["update": .text(link.value)]
    }
}

private func mode(_ fields: Fields) throws -> Mode {
    switch fields.value("mode") {
    case nil, .text("create"): return .create
    case let value?:
        let update = try Fields(value, at: "config.mode")
        let link = try update.required("update", update.text("update"))
        try update.end()
        return .update(link: LinkId(link))
    }
}

private func widgetConfig(_ fields: Fields) throws -> WidgetConfig {
    let (options, token) = try widgetOptions(fields)
    guard token == nil else { throw fields.problem("access_token", "comes with `token_received`") }
    return try widgetConfigFrom(options: options).config
}

private func limits(_ fields: Fields, _ standard: Limits) throws -> Limits {
    let limits = Limits(
        slowMs: try fields.count("slow_ms") ?? standard.slowMs,
        loadTimeoutMs: try fields.count("load_timeout_ms") ?? standard.loadTimeoutMs,
        leaseMs: try fields.count("lease_ms") ?? standard.leaseMs,
        exitGraceMs: try fields.count("exit_grace_ms") ?? standard.exitGraceMs,
        lateCheckMs: try fields.count("late_check_ms") ?? standard.lateCheckMs,
        returnGraceMs: try fields.count("return_grace_ms") ?? standard.returnGraceMs,
        recordMs: try fields.count("record_ms") ?? standard.recordMs)
    try fields.end()
    return limits
}
