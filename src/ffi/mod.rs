//! What Kotlin and Swift call: two objects (the session, the outbox) and a few functions. It knows everything and decides nothing.
//!
//! Records and enums are the core's own types. What holds the token crosses as an object
//! (`AccessToken`, `StartUrl`), because generated records print every field. Every function that does
//! work returns a `Result`: a panic then ends as a typed failure in both languages, never as a trap.

mod connect_session;
mod exchange;
mod methods;
mod outcome_outbox;

use crate::callback::{Callback, CallbackMatcher, CallbackUrls, PageMessage, Source};
use crate::navigation::{Decision, Navigation, NavigationPolicy, Navigator};
use crate::session::{DeepLinkVerdict, SessionError};

pub use connect_session::ConnectSession;
pub use exchange::{backend_answered, backend_try_ms, backend_unanswered};
pub use methods::{start_url_from, widget_config_from};
pub use outcome_outbox::OutcomeOutbox;

/// Reads a callback URL; nothing if it is not one. Any thread. For tests and tools: a running session
/// hears of navigations and links by `advance`.
///
/// # Errors
/// [`SessionError::CallbackUrls`] if the configured URLs could never match.
#[uniffi::export]
pub fn parse_callback(
    urls: &CallbackUrls,
    url: &str,
    seen: Source,
) -> Result<Option<Callback>, SessionError> {
    Ok(CallbackMatcher::new(urls)?.parse(url, seen))
}

/// Reads a message that the widget's page posted. Any thread; total.
///
/// # Errors
/// None; a `Result` so that a defect cannot trap in Swift.
#[uniffi::export]
pub fn parse_page_message(message: &str) -> Result<PageMessage, SessionError> {
    Ok(crate::callback::parse_page_message(message))
}

/// Decides one navigation outside of a session. Any thread.
///
/// # Errors
/// [`SessionError::CallbackUrls`] or [`SessionError::Navigation`] if the settings cannot work.
#[uniffi::export]
pub fn decide(
    policy: &NavigationPolicy,
    urls: &CallbackUrls,
    navigation: &Navigation,
) -> Result<Decision, SessionError> {
    Ok(Navigator::new(policy, CallbackMatcher::new(urls)?)?.decide(navigation))
}

/// What to do with a link from the operating system while no session is running. Any thread.
///
/// # Errors
/// [`SessionError::CallbackUrls`] if the configured URLs could never match.
#[uniffi::export]
pub fn deep_link_without_session(
    urls: &CallbackUrls,
    url: &str,
) -> Result<DeepLinkVerdict, SessionError> {
    crate::session::deep_link_without_session(urls, url)
}

/// The policy to start from: Belvo's widget host, any https page, no plain http. Any thread.
///
/// # Errors
/// None; a `Result` so that a defect cannot trap in Swift.
#[uniffi::export]
pub fn default_navigation_policy() -> Result<NavigationPolicy, SessionError> {
    Ok(NavigationPolicy::default())
}

/// The settings to start a session from: create mode, any environment, confirmation on. Any thread.
///
/// # Errors
/// None; a `Result` so that a defect cannot trap in Swift.
#[uniffi::export]
pub fn default_session_config(
    session_id: String,
    nonce: String,
    callback_urls: CallbackUrls,
) -> Result<crate::session::SessionConfig, SessionError> {
    Ok(crate::session::SessionConfig::new(
        session_id,
        nonce,
        callback_urls,
    ))
}
