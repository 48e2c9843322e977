//! A connected account.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;

use super::{Session, Visit};
use crate::random::Random;

/// A link between a user and an institution, as `belvo.md` §6.1 describes it.
///
/// `Debug` shortens the id.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    /// UUID.
    pub id: String,
    /// Belvo's name of the institution.
    pub institution: String,
    /// `single` or `recurrent`.
    pub access_mode: String,
    /// Our user, as the start URL or the token body told it; none if it looked personal.
    pub external_id: Option<String>,
    /// The same for the same user at the same institution.
    pub institution_user_id: String,
    /// Usable, or waiting for the user.
    pub status: LinkStatus,
    /// Wall-clock milliseconds since 1970.
    pub created_at_ms: i64,
    /// Wall-clock milliseconds since 1970; moves when the link is repaired.
    pub last_accessed_at_ms: i64,
    /// `store`, `nostore`, or days such as `365d`.
    pub credentials_storage: String,
    /// Days, such as `365d`.
    pub stale_in: String,
    /// What the token asked Belvo to fetch.
    pub fetch_resources: Vec<String>,
    /// The claim `jti` of the token that made it.
    pub token_jti: String,
}

/// The status of a link (`belvo.md` §6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStatus {
    /// Works.
    Valid,
    /// The credentials are no longer good: update mode asks for new ones.
    Invalid,
    /// Creation was never finished.
    Unconfirmed,
    /// The institution wants a new MFA token: update mode asks for it.
    TokenRequired,
}

impl LinkStatus {
    /// Belvo's word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unconfirmed => "unconfirmed",
            Self::TokenRequired => "token_required",
        }
    }
}

impl Link {
    pub(crate) fn new(
        id: String,
        session: &Session,
        visit: &Visit,
        institution: &str,
        now_ms: i64,
    ) -> Self {
        let single = visit.startup.access_mode_single;
        let stored = session
            .credentials_storage
            .clone()
            .unwrap_or_else(|| "365d".to_owned());
        Self {
            id,
            institution: institution.to_owned(),
            access_mode: if single { "single" } else { "recurrent" }.to_owned(),
            external_id: visit
                .startup
                .external_id
                .clone()
                .or_else(|| session.external_id.clone()),
            institution_user_id: visit.institution_user_id.clone().unwrap_or_default(),
            status: LinkStatus::Valid,
            created_at_ms: now_ms,
            last_accessed_at_ms: now_ms,
            // Recurrent links always store the credentials (`belvo.md` §2.1).
            credentials_storage: if single { stored } else { "store".to_owned() },
            stale_in: session.stale_in.clone(),
            fetch_resources: session.fetch_resources.clone(),
            token_jti: session.jti.clone(),
        }
    }
}

/// 44 characters that are equal for equal users at equal institutions, and tell nothing of the user.
pub(crate) fn institution_user_id(institution: &str, user: &str) -> String {
    URL_SAFE.encode(Random::from_text(&format!("{institution}\0{user}")).bytes::<32>())
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link")
            .field(
                "id",
                &format_args!("{}…", self.id.get(..8).unwrap_or_default()),
            )
            .field("institution", &self.institution)
            .field("status", &self.status)
            .field("created_at_ms", &self.created_at_ms)
            .finish_non_exhaustive()
    }
}
