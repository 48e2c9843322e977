//! What the app sends to open a connect session.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::callback::{CallbackUrls, LinkId};

/// The body of `POST /v1/connect-sessions`; the backend reads it with the same type.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Chosen by the app. The same id again is the same session, and gives a new token.
    pub session_id: String,
    /// `mode`, and the `link` of update mode beside it.
    #[serde(flatten)]
    pub mode: OpenMode,
    /// What the app wants the token minted for; the backend may name others.
    pub callback_urls: CallbackUrls,
}

/// A new link, or one to repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum OpenMode {
    /// `"mode":"create"`.
    Create,
    /// `"mode":"update","link":"…"`: Belvo's update mode (belvo.md §5).
    Update {
        /// The link to repair.
        link: LinkId,
    },
}

/// The callback URLs hold the session's nonce, so they stay out.
impl fmt::Debug for OpenSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenSession")
            .field("session_id", &self.session_id)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}
