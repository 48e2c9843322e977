//! A minted token.

use crate::callbacks::Callbacks;

/// How long a token can be used, in milliseconds: ten minutes (hosted widget page, section 1), although its `exp` says
/// twenty.
const USABLE_MS: i64 = 10 * 60 * 1000;

/// A minted token and what was fixed with it. No `Debug`: it holds the token.
pub(crate) struct Session {
    pub(crate) jti: String,
    pub(crate) access_token: String,
    pub(crate) issued_at_ms: i64,
    /// The link to repair, in update mode.
    pub(crate) link_id: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) fetch_resources: Vec<String>,
    pub(crate) credentials_storage: Option<String>,
    pub(crate) stale_in: String,
    pub(crate) company_name: Option<String>,
    pub(crate) callbacks: Callbacks,
    /// An account was connected with it.
    pub(crate) used: bool,
}

/// May a token be used?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Validity {
    Valid,
    /// Too old, or used up.
    Dead,
}

impl Session {
    pub(crate) fn validity(&self, now_ms: i64) -> Validity {
        if self.used || now_ms.saturating_sub(self.issued_at_ms) >= USABLE_MS {
            Validity::Dead
        } else {
            Validity::Valid
        }
    }
}
