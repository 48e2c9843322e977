//! What a session is started with.

use serde::{Deserialize, Serialize};

use crate::callback::{CallbackUrls, LinkId};
use crate::navigation::NavigationPolicy;
use crate::widget::{Environment, WidgetConfig};

/// What a session is started with. The token is not here: the session asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct SessionConfig {
    /// Yours, unique, 8 to 64 characters of `[A-Za-z0-9_-]`: a UUID does. It names the outcome.
    pub session_id: String,
    /// Random, 16 to 64 characters of `[A-Za-z0-9_-]`: becomes the last path segment of the callback
    /// URLs, so that another session's (or another app's) callback is told apart. `None` turns it off.
    pub nonce: Option<String>,
    /// The callback URLs, without nonce.
    pub callback_urls: CallbackUrls,
    /// A new link, or one to repair.
    pub mode: Mode,
    /// How the widget starts.
    pub widget: WidgetConfig,
    /// Where the webview may go.
    pub navigation: NavigationPolicy,
    /// The environment the app is built for; a token of the other one is refused. `None` takes any.
    pub environment: Option<Environment>,
    /// Spans of time.
    pub limits: Limits,
    /// Whether back and close ask first once the widget is open.
    pub confirm_close: bool,
}

/// A new link, or one to repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Mode {
    /// Connect a new account.
    Create,
    /// Repair a link (Belvo's update mode).
    Update {
        /// The link to repair.
        link: LinkId,
    },
}

/// Spans of time, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Limits {
    /// Loading is called slow. 8 s.
    pub slow_ms: u64,
    /// Loading has failed. 30 s.
    pub load_timeout_ms: u64,
    /// Life of a token from the request for it. 10 min, as Belvo documents.
    pub lease_ms: u64,
    /// After an exit, how long a success may still follow. 0.5 s.
    pub exit_grace_ms: u64,
    /// How long the backend may take to say whether a link was made. 5 s.
    pub late_check_ms: u64,
    /// After the return from the bank, how long until "return to your bank" is shown. 4 s.
    pub return_grace_ms: u64,
    /// How long the disk may take. 3 s.
    pub record_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            slow_ms: 8_000,
            load_timeout_ms: 30_000,
            lease_ms: 600_000,
            exit_grace_ms: 500,
            late_check_ms: 5_000,
            return_grace_ms: 4_000,
            record_ms: 3_000,
        }
    }
}

impl SessionConfig {
    /// A session with the defaults: create mode, any environment, confirmation on.
    #[must_use]
    pub fn new(
        session_id: impl Into<String>,
        nonce: impl Into<String>,
        callback_urls: CallbackUrls,
    ) -> Self {
        Self {
            session_id: session_id.into(),
            nonce: Some(nonce.into()),
            callback_urls,
            mode: Mode::Create,
            widget: WidgetConfig::default(),
            navigation: NavigationPolicy::default(),
            environment: None,
            limits: Limits::default(),
            confirm_close: true,
        }
    }

    /// The callback URLs to mint the token for: with the nonce, where there is one.
    #[must_use]
    pub fn bound_callback_urls(&self) -> CallbackUrls {
        match &self.nonce {
            Some(nonce) => self.callback_urls.with_nonce(nonce),
            None => self.callback_urls.clone(),
        }
    }
}
