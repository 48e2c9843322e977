import VinculoGenerated

extension ConnectOptions {
    /// The core's form. What cannot work is refused when the session is made of it.
    func config(sessionID: String, nonce: String) throws -> SessionConfig {
        SessionConfig(
            sessionId: sessionID,
            nonce: nonce,
            callbackUrls: CallbackUrls(
                success: callbackURLs.success, exit: callbackURLs.exit, event: callbackURLs.event),
            mode: repair.map { .update(link: $0) } ?? .create,
            widget: widget.config(),
            navigation: try navigation.policy(),
            environment: environment,
            limits: limits.core,
            confirmClose: confirmClose
        )
    }
}

extension WidgetOptions {
    fileprivate func config() -> WidgetConfig {
        let extra = extra.map { ExtraParameter(name: $0.name, value: $0.value.value) }
        func config(_ base: String) -> WidgetConfig {
            WidgetConfig(
                baseUrl: base, locale: locale, institutionTypes: institutionTypes, institutions: institutions,
                countryCodes: countryCodes, accessMode: accessMode, externalId: externalID?.value, resources: resources,
                integrationType: integrationType, showCloseDialog: showCloseDialog,
                showAbandonSurvey: showAbandonSurvey, extra: extra)
        }
        return config(baseURL ?? WidgetConfig().baseUrl)
    }
}

extension NavigationOptions {
    fileprivate func policy() throws -> NavigationPolicy {
        NavigationPolicy(
            widgetHosts: try widgetHosts ?? defaultNavigationPolicy().widgetHosts,
            openFinance: openFinance,
            strictHosts: strictHosts,
            allowLoopbackHttp: allowLoopbackHTTP,
            trustUnknownFrames: trustUnknownFrames
        )
    }
}

extension Limits {
    fileprivate var core: VinculoGenerated.Limits {
        VinculoGenerated.Limits(
            slowMs: slow, loadTimeoutMs: loadTimeout, leaseMs: lease, exitGraceMs: exitGrace, lateCheckMs: lateCheck,
            returnGraceMs: returnGrace, recordMs: record)
    }
}
