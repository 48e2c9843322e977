//! What can be set from outside.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Wall-clock time in milliseconds since 1970, asked for at each request.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Settings of a [`Sandbox`](crate::Sandbox). Start from [`SandboxConfig::new`] and change fields.
#[derive(Clone)]
pub struct SandboxConfig {
    /// The one pair of keys that the API accepts.
    pub keys: SecretKeys,
    /// Seed of all ids, tokens and request ids: equal seeds and equal requests give equal answers.
    pub seed: u64,
    /// Source of time; token life is counted on it.
    pub clock: Clock,
    /// Where `ACCESS_TOKEN_NOT_VALID` is sent.
    pub error_callback: ErrorCallback,
    /// Names under which the host page's message handlers are looked for.
    pub bridge: BridgeNames,
    /// Origin of the API and widget as the webview sees it, such as `http://127.0.0.1:4000`, without a slash at the
    /// end. Empty means that the bank is served from the same origin and redirects back by path.
    pub widget_origin: String,
    /// Origin that serves [`Sandbox::bank_router`](crate::Sandbox::bank_router) as the webview sees it, without a
    /// slash at the end. Empty means the widget's own origin.
    pub bank_origin: String,
    /// If set, the bank returns to the app by this link, and not to the widget (`App2App`).
    pub app_link: Option<AppLink>,
    /// Belvo names of the institutions that are listed but disabled; choosing one gives the warning event.
    pub disabled_institutions: BTreeSet<String>,
    /// How long the first page takes in [`Scenario::SlowPage`](crate::Scenario::SlowPage), in real time.
    pub slow_page: Duration,
}

impl SandboxConfig {
    /// The defaults: the fake keys of [`SecretKeys::fake`], seed 0, the documentation's choice for the error event,
    /// bank and widget on one origin, `banamex_mx_retail` and `ofitau_br_retail` disabled, a slow page of 12 seconds: an
    /// app calls 8 slow, and gives up after 30.
    pub fn new(clock: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self {
            keys: SecretKeys::fake(),
            seed: 0,
            clock: Arc::new(clock),
            error_callback: ErrorCallback::default(),
            bridge: BridgeNames::default(),
            widget_origin: String::new(),
            bank_origin: String::new(),
            app_link: None,
            disabled_institutions: ["banamex_mx_retail", "ofitau_br_retail"]
                .map(String::from)
                .into(),
            slow_page: Duration::from_secs(12),
        }
    }
}

impl fmt::Debug for SandboxConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxConfig")
            .field("keys", &self.keys)
            .field("seed", &self.seed)
            .field("error_callback", &self.error_callback)
            .field("bridge", &self.bridge)
            .field("widget_origin", &self.widget_origin)
            .field("bank_origin", &self.bank_origin)
            .field("app_link", &self.app_link)
            .field("disabled_institutions", &self.disabled_institutions)
            .field("slow_page", &self.slow_page)
            .finish_non_exhaustive()
    }
}

/// Belvo's secret id and secret password. `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKeys {
    id: String,
    password: String,
}

impl SecretKeys {
    /// A pair of keys.
    pub fn new(id: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            password: password.into(),
        }
    }

    /// The sandbox's own pair, which opens nothing else: id `5a9db0c5-0000-4000-8000-76696e63756c`, password
    /// `sandbox-password-not-a-secret`.
    #[must_use]
    pub fn fake() -> Self {
        Self::new(
            "5a9db0c5-0000-4000-8000-76696e63756c",
            "sandbox-password-not-a-secret",
        )
    }

    /// The secret id, which looks like a UUID at Belvo.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The secret password. Keep it out of logs.
    #[must_use]
    pub fn password(&self) -> &str {
        &self.password
    }
}

impl fmt::Debug for SecretKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKeys(redacted)")
    }
}

/// Which callback carries the error event. Belvo's pages disagree (`belvo.md` §4.1, quirk 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorCallback {
    /// The exit URL, as the multi-region page of the hosted widget prints it.
    #[default]
    Exit,
    /// The event URL, as the open finance page prints it.
    Event,
}

/// A universal link or app link by which the bank returns to the app (`belvo.md` §4.5). Where Belvo takes it from and
/// what it carries is not known (§17, no. 3), so it is a setting here and not a field of the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppLink {
    /// The link, such as `https://app.example/belvo/resume`.
    pub url: String,
    /// The parameter that carries the widget's address to go on at.
    pub parameter: String,
}

/// Names of the message handlers that an app registers. Belvo's are not known (`belvo.md` §17, no. 4), so they are
/// settings. Handlers that do not exist are passed over, and the flow never needs them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BridgeNames {
    /// Handlers at `window.webkit.messageHandlers.<name>` (iOS).
    pub webkit_handlers: Vec<String>,
    /// Objects at `window.<name>` with a `postMessage` (Android). `ReactNativeWebView` is always tried.
    pub js_interfaces: Vec<String>,
}

impl Default for BridgeNames {
    fn default() -> Self {
        Self {
            webkit_handlers: vec!["belvo".into()],
            js_interfaces: vec!["belvo".into()],
        }
    }
}
