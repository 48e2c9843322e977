//! What else a host may ask. Most of it is infallible in Rust. Here they return a `Result`, so that a defect
//! cannot trap in Swift; but for names and texts, which only spell what they are given.

#![expect(
    clippy::unnecessary_wraps,
    reason = "Swift calls what has no error with `try!`, which traps on a panic"
)]

use crate::backend::{Backend, HttpRequest, LinkHealth, UnreadableReason};
use crate::callback::{Advice, ErrorCode, ExitCode, ExitError, LoginErrorHint, WarningCode};
use crate::outbox::{Recovery, StoreError};
use crate::session::{Diagnostic, SessionError};
use crate::widget::{
    Built, BuiltUrl, ConfigError, ConfigReport, WidgetConfig, WidgetConfigBuilder,
};

#[uniffi::export]
impl Backend {
    /// The request for the user's links, whose answer `parse_links` reads. Any thread.
    ///
    /// # Errors
    /// None.
    #[uniffi::method(name = "links")]
    fn exported_links(&self) -> Result<HttpRequest, SessionError> {
        Ok(self.links())
    }
}

#[uniffi::export]
impl ExitCode {
    /// The code as Belvo writes it. Any thread.
    #[uniffi::method(name = "name")]
    fn exported_name(&self) -> String {
        self.as_str().to_owned()
    }

    /// What to do about it. Any thread.
    ///
    /// # Errors
    /// None.
    #[uniffi::method(name = "advice")]
    fn exported_advice(&self) -> Result<Advice, SessionError> {
        Ok(self.advice())
    }
}

#[uniffi::export]
impl ErrorCode {
    /// The code as Belvo writes it. Any thread.
    #[uniffi::method(name = "name")]
    fn exported_name(&self) -> String {
        self.as_str().to_owned()
    }

    /// What to do about it. Any thread.
    ///
    /// # Errors
    /// None.
    #[uniffi::method(name = "advice")]
    fn exported_advice(&self) -> Result<Advice, SessionError> {
        Ok(self.advice())
    }
}

#[uniffi::export]
impl WarningCode {
    /// The code as Belvo writes it. Any thread.
    #[uniffi::method(name = "name")]
    fn exported_name(&self) -> String {
        self.as_str().to_owned()
    }

    /// What to do about it. A warning never ends the session, so the widget stays open. Any thread.
    ///
    /// # Errors
    /// None.
    #[uniffi::method(name = "advice")]
    fn exported_advice(&self) -> Result<Advice, SessionError> {
        Ok(self.advice())
    }
}

#[uniffi::export]
impl ExitError {
    /// What a `login_error` seems to be about; nothing for other codes and unknown texts. Any thread.
    ///
    /// # Errors
    /// None.
    #[uniffi::method(name = "display_hint")]
    fn exported_display_hint(&self) -> Result<Option<LoginErrorHint>, SessionError> {
        Ok(self.display_hint())
    }
}

#[uniffi::export]
impl LinkHealth {
    /// The stable name, as the contract with the backend writes it. Any thread.
    #[uniffi::method(name = "name")]
    fn exported_name(&self) -> String {
        self.name().to_owned()
    }
}

#[uniffi::export]
impl UnreadableReason {
    /// In words. Any thread.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "uniffi exports methods of `&self`"
    )]
    fn text(&self) -> String {
        self.to_string()
    }
}

#[uniffi::export]
impl StoreError {
    /// In words. Any thread.
    fn text(&self) -> String {
        self.to_string()
    }
}

#[uniffi::export]
impl Recovery {
    /// What a reader of a log should know of it, in one line; empty after an ordinary start. Any thread.
    #[uniffi::method(name = "detail")]
    fn exported_detail(&self) -> String {
        self.detail()
    }
}

#[uniffi::export]
impl Diagnostic {
    /// The stable name. Any thread.
    #[uniffi::method(name = "name")]
    fn exported_name(&self) -> String {
        self.name().to_owned()
    }

    /// Its fields in one line, what has a stable name by that name; may be empty. Any thread.
    #[uniffi::method(name = "detail")]
    fn exported_detail(&self) -> String {
        self.detail()
    }
}

#[uniffi::export]
impl WidgetConfig {
    /// Every problem and every doubt. Call it where the configuration is written, not only where a user waits. Any thread.
    ///
    /// # Errors
    /// None.
    #[uniffi::method(name = "check")]
    fn exported_check(&self) -> Result<ConfigReport, SessionError> {
        Ok(self.check())
    }
}

/// Options as strings, say from a remote configuration, checked as a whole. Any thread.
///
/// # Errors
/// [`ConfigError::Rejected`] with every problem.
#[uniffi::export]
pub fn widget_config_from(options: &WidgetConfigBuilder) -> Result<Built, ConfigError> {
    options.build()
}

/// The URL that opens the widget with a token, which may be absent like any other option. Any thread.
///
/// # Errors
/// [`ConfigError::Rejected`] with every problem.
#[uniffi::export]
#[expect(
    clippy::needless_pass_by_value,
    reason = "an `Option<&str>` does not cross"
)]
pub fn start_url_from(
    options: &WidgetConfigBuilder,
    access_token: Option<String>,
) -> Result<BuiltUrl, ConfigError> {
    options.start_url(access_token.as_deref())
}
