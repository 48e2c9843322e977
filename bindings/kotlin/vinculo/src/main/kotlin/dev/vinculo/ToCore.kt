package dev.vinculo

import dev.vinculo.core.ConfigException
import dev.vinculo.core.ExtraParameter
import dev.vinculo.core.Mode
import dev.vinculo.core.NavigationPolicy
import dev.vinculo.core.SessionConfig
import dev.vinculo.core.WidgetConfig
import dev.vinculo.core.defaultNavigationPolicy
import dev.vinculo.core.widgetConfigFrom
import dev.vinculo.core.CallbackUrls as CoreCallbackUrls
import dev.vinculo.core.Frame as CoreFrame
import dev.vinculo.core.Limits as CoreLimits
import dev.vinculo.core.LoadProblem as CoreLoadProblem
import dev.vinculo.core.Navigation as CoreNavigation
import dev.vinculo.core.WidgetOptions as CoreWidgetOptions

// From the package's values to the core's.

internal fun configOf(options: ConnectOptions, sessionId: String, nonce: String): SessionConfig = SessionConfig(
    sessionId = sessionId,
    nonce = nonce,
    callbackUrls = with(options.callbackUrls) { CoreCallbackUrls(success, exit, event) },
    mode = options.repair?.let { Mode.Update(it) } ?: Mode.Create,
    widget = widgetOf(options.widget.builder),
    navigation = policyOf(options.navigation.builder),
    environment = options.environment,
    limits = limitsOf(options.limits),
    confirmClose = options.confirmClose,
)

private fun widgetOf(options: WidgetOptions.Builder): WidgetConfig {
    val texts =
        CoreWidgetOptions(
            baseUrl = options.baseUrl,
            locale = options.locale?.let { it.name.lowercase() },
            institutionTypes = options.institutionTypes.map { it.name.lowercase() }.orNull(),
            institutions = options.institutions.orNull(),
            countryCodes = options.countryCodes.map { it.name }.orNull(),
            accessMode = options.accessMode?.let { it.name.lowercase() },
            externalId = options.externalId,
            // Belvo writes them in upper case.
            resources = options.resources.map { it.name }.orNull(),
            integrationType = options.integrationType?.let { it.name.lowercase() },
            showCloseDialog = options.showCloseDialog,
            showAbandonSurvey = options.showAbandonSurvey,
            extra = options.extra.map { (name, value) -> ExtraParameter(name, value) },
        )
    try {
        return widgetConfigFrom(texts).config
    } catch (problem: ConfigException.Rejected) {
        // Every field of these is safe to log.
        val all = problem.problems.joinToString("; ") { "${it.field}: ${it.rule}. ${it.fix}" }
        throw VinculoException.SettingRefused("widget", "widget options: $all", problem)
    }
}

private fun policyOf(options: NavigationOptions.Builder): NavigationPolicy = NavigationPolicy(
    widgetHosts = options.widgetHosts ?: core { defaultNavigationPolicy() }.widgetHosts,
    openFinance = options.openFinance,
    strictHosts = options.strictHosts,
    allowLoopbackHttp = options.allowLoopbackHttp,
    trustUnknownFrames = options.trustUnknownFrames,
)

private fun limitsOf(limits: Limits): CoreLimits {
    // The core refuses what is out of range, 0 too.
    fun millis(value: Long) = value.coerceAtLeast(0).toULong()
    return CoreLimits(
        slowMs = millis(limits.slow),
        loadTimeoutMs = millis(limits.loadTimeout),
        leaseMs = millis(limits.lease),
        exitGraceMs = millis(limits.exitGrace),
        lateCheckMs = millis(limits.lateCheck),
        returnGraceMs = millis(limits.returnGrace),
        recordMs = millis(limits.record),
    )
}

internal fun navigationOf(navigation: Navigation): CoreNavigation = CoreNavigation(
    url = PrivateText(navigation.url),
    frame =
    when (val frame = navigation.frame) {
        is Frame.Main -> CoreFrame.Main
        is Frame.Sub -> CoreFrame.Sub(frame.origin?.let(::PrivateText))
        is Frame.Popup -> CoreFrame.Popup
        is Frame.Unknown -> CoreFrame.Unknown
    },
    redirect = navigation.isRedirect,
    post = navigation.isPost,
    userGesture = navigation.hasUserGesture,
)

internal fun loadProblemOf(problem: LoadProblem): CoreLoadProblem = when (problem) {
    is LoadProblem.Offline -> CoreLoadProblem.Offline
    is LoadProblem.Dns -> CoreLoadProblem.Dns
    is LoadProblem.Tls -> CoreLoadProblem.Tls
    is LoadProblem.TimedOut -> CoreLoadProblem.TimedOut
    is LoadProblem.HttpStatus -> CoreLoadProblem.HttpStatus(problem.status.coerceIn(0, UShort.MAX_VALUE.toInt()).toUShort())
    is LoadProblem.WebviewMissing -> CoreLoadProblem.WebviewMissing
    is LoadProblem.Blocked -> CoreLoadProblem.Blocked
}

private fun <T> List<T>.orNull(): List<T>? = takeIf { it.isNotEmpty() }
