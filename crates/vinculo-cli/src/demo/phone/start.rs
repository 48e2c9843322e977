//! From the page's choices to a session.

use serde::{Deserialize, Serialize};
use vinculo::callback::CallbackUrls;
use vinculo::navigation::NavigationPolicy;
use vinculo::session::{Mode, Session, SessionConfig, SessionError};
use vinculo::widget::{Environment, WidgetConfigBuilder};

use crate::demo::disk::USER;
use crate::random;

/// What the page lets a person choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::demo) struct StartOptions {
    /// Repair the newest link, instead of connecting a new one.
    #[serde(default)]
    pub(in crate::demo) update: bool,
    /// `es`, `pt` or `en`.
    #[serde(default = "spanish")]
    pub(in crate::demo) locale: String,
    /// Open finance, in which banks have apps of their own.
    #[serde(default)]
    pub(in crate::demo) open_finance: bool,
    /// Ask before the widget is closed.
    #[serde(default = "yes")]
    pub(in crate::demo) confirm_close: bool,
}

fn spanish() -> String {
    "es".to_owned()
}

fn yes() -> bool {
    true
}

/// A new session.
pub(super) fn session(
    options: &StartOptions,
    widget_origin: &str,
    callback_base: &str,
    mode: Mode,
) -> Result<Session, SessionError> {
    let mut widget = WidgetConfigBuilder::default()
        .base_url(format!("{widget_origin}/widget/"))
        .locale(&options.locale);
    if options.open_finance {
        widget = widget.integration_type("openfinance").country_codes(["BR"]);
    }
    let url = |name: &str| format!("{callback_base}{name}");
    let urls = CallbackUrls {
        success: url("success"),
        exit: url("exit"),
        event: url("event"),
    };
    let mut config = SessionConfig::new(format!("demo-{}", random::hex(12)), random::hex(32), urls);
    config.mode = mode;
    config.widget = widget.build()?.config;
    config.navigation = NavigationPolicy {
        widget_hosts: vec!["127.0.0.1".to_owned()],
        open_finance: options.open_finance,
        allow_loopback_http: true,
        ..NavigationPolicy::default()
    };
    config.environment = Some(Environment::Sandbox);
    config.confirm_close = options.confirm_close;
    let mut session = Session::new(config)?;
    session.claim(USER)?;
    Ok(session)
}
