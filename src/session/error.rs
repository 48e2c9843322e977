//! What a session refuses to be started with.

use super::config::{Limits, SessionConfig};
use crate::callback::CallbackUrlsError;
use crate::navigation::PolicyError;
use crate::widget::ConfigError;

/// A setting that cannot work. Safe to log; each text names the fix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "ffi", derive(uniffi::Error))]
pub enum SessionError {
    /// The session id.
    #[error(
        "session_id must be 8 to 64 characters of A-Z a-z 0-9 - _ ; use a new UUID for each session"
    )]
    SessionId,
    /// The nonce.
    #[error(
        "nonce must be 16 to 64 characters of A-Z a-z 0-9 - _ ; use 16 random bytes as hex, new for each session"
    )]
    Nonce,
    /// A callback URL.
    #[error("callback URL: {detail}")]
    CallbackUrls {
        /// Which, what is wrong, and the fix.
        detail: String,
    },
    /// A host of the navigation policy.
    #[error("navigation policy: {detail}")]
    Navigation {
        /// Which, what is wrong, and the fix.
        detail: String,
    },
    /// A span of time.
    #[error(
        "limits: {detail} is out of range; lease_ms from 60,000 to one day, the others from 1 to one hour, in milliseconds"
    )]
    Limits {
        /// Which.
        detail: String,
    },
    /// The widget's configuration.
    #[error("widget configuration: {detail}")]
    Widget {
        /// Which options, what is wrong, and the fixes.
        detail: String,
    },
    /// A defect of ours in an earlier call.
    #[error(
        "the session broke in an earlier call; restore it from its last snapshot, and report the defect"
    )]
    Broken,
    /// The bytes of a snapshot.
    #[error(
        "this is no snapshot of a session ({detail}); start a new session and ask your backend for links made meanwhile"
    )]
    Snapshot {
        /// What is wrong with it.
        detail: String,
    },
    /// A snapshot of a later release.
    #[error(
        "the snapshot has version {found}, written by a newer release; update the library, or start a new session"
    )]
    SnapshotVersion {
        /// The version it carries.
        found: u32,
    },
    /// The session of somebody else.
    #[error(
        "the session is another user's; forget its bytes, and start a new one: what it decided waits in the journal for that user"
    )]
    OtherUser,
}

impl SessionError {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::SessionId => "session_id",
            Self::Nonce => "nonce",
            Self::CallbackUrls { .. } => "callback_urls",
            Self::Navigation { .. } => "navigation",
            Self::Limits { .. } => "limits",
            Self::Widget { .. } => "widget",
            Self::Broken => "broken",
            Self::Snapshot { .. } => "malformed",
            Self::SnapshotVersion { .. } => "version",
            Self::OtherUser => "other_user",
        }
    }
}

impl From<CallbackUrlsError> for SessionError {
    fn from(error: CallbackUrlsError) -> Self {
        Self::CallbackUrls {
            detail: error.to_string(),
        }
    }
}

impl From<ConfigError> for SessionError {
    fn from(error: ConfigError) -> Self {
        Self::Widget {
            detail: error.to_string(),
        }
    }
}

impl From<PolicyError> for SessionError {
    fn from(error: PolicyError) -> Self {
        Self::Navigation {
            detail: error.to_string(),
        }
    }
}

pub(super) fn check(config: &SessionConfig) -> Result<(), SessionError> {
    if !is_name(&config.session_id, 8) {
        return Err(SessionError::SessionId);
    }
    if config
        .nonce
        .as_deref()
        .is_some_and(|nonce| !is_name(nonce, 16))
    {
        return Err(SessionError::Nonce);
    }
    config.callback_urls.check_deliverable()?;
    check_limits(&config.limits)?;
    // A snapshot must stay far below what `restore` reads.
    let bytes = serde_json::to_vec(config).map_or(usize::MAX, |json| json.len());
    if bytes > MAX_CONFIG_BYTES {
        let detail = "longer than 64 KiB in all; shorten extra, institutions or the lists of hosts"
            .to_owned();
        return Err(SessionError::Widget { detail });
    }
    Ok(())
}

const MAX_CONFIG_BYTES: usize = 64 * 1024;

fn check_limits(limits: &Limits) -> Result<(), SessionError> {
    const HOUR: u64 = 3_600_000;
    let spans = [
        ("slow_ms", limits.slow_ms, 1..=HOUR),
        ("load_timeout_ms", limits.load_timeout_ms, 1..=HOUR),
        // Shorter, and a slow phone would ask for tokens for ever.
        ("lease_ms", limits.lease_ms, 60_000..=24 * HOUR),
        ("exit_grace_ms", limits.exit_grace_ms, 1..=HOUR),
        ("late_check_ms", limits.late_check_ms, 1..=HOUR),
        ("return_grace_ms", limits.return_grace_ms, 1..=HOUR),
        ("record_ms", limits.record_ms, 1..=HOUR),
    ];
    match spans
        .into_iter()
        .find(|(_, span, range)| !range.contains(span))
    {
        Some((name, ..)) => Err(SessionError::Limits {
            detail: name.to_owned(),
        }),
        None => Ok(()),
    }
}

fn is_name(text: &str, at_least: usize) -> bool {
    (at_least..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
