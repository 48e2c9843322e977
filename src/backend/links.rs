//! The user's links: do they work, and what does the user have to do.

use std::fmt;

use serde_json::Value;

use super::problem::short_name;
use crate::callback::LinkId;

/// All links of the user the app is signed in as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct LinkList {
    /// In the backend's order.
    pub links: Vec<LinkSummary>,
    /// Entries without a link id, left out: not zero means that the backend is at fault.
    pub unreadable: u32,
}

/// One link. `Debug` hides the bank.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct LinkSummary {
    /// Its id.
    pub link: LinkId,
    /// Belvo's institution name.
    pub institution: Option<String>,
    /// Belvo's own status.
    pub status: LinkStatus,
    /// How it is; from the status where the backend does not say.
    pub health: LinkHealth,
    /// What the user has to do; from the health where the backend does not say.
    pub needed_action: NeededAction,
}

/// `status` of a link, as Belvo documents it (belvo.md §6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum LinkStatus {
    /// `valid`: works.
    Valid,
    /// `invalid`: the credentials are no longer good.
    Invalid,
    /// `unconfirmed`: the creation was never finished.
    Unconfirmed,
    /// `token_required`: was valid, and now wants a second factor.
    TokenRequired,
    /// Any other.
    Other {
        /// As it came; empty when there is none, or what came is no short name.
        name: String,
    },
}

/// How a link is. The backend knows more than Belvo's status says: it hears the webhooks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum LinkHealth {
    /// `valid`: works.
    Valid,
    /// `credentials`: the login changed.
    Credentials,
    /// `mfa`: the bank wants a second factor.
    Mfa,
    /// `unconfirmed`: was never finished.
    Unconfirmed,
    /// `consent_expiring`: open finance, the consent ends within days.
    ConsentExpiring,
    /// `consent_expired`: open finance, the consent has ended.
    ConsentExpired,
    /// `institution_trouble`: the bank is down; it passes.
    InstitutionTrouble,
    /// `stale`: no data for longer than the link's rhythm.
    Stale,
    /// Any other.
    Other {
        /// As it came; empty when nothing is known, or what came is no short name.
        name: String,
    },
}

/// What the user has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum NeededAction {
    /// `none`: nothing.
    Nothing,
    /// `update`: open a session in update mode for this link.
    Update,
    /// `reconnect`: open a session in create mode; the link itself cannot be finished.
    Reconnect,
    /// `renew_consent`: in My Belvo Portal (open finance has no update mode).
    RenewConsent,
    /// `wait`: nothing helps but time.
    Wait,
    /// Any other: a backend newer than this app.
    Other {
        /// As it came; empty when what came is no short name.
        name: String,
    },
}

impl LinkStatus {
    /// Reads the name, whatever its case.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "valid" => Self::Valid,
            "invalid" => Self::Invalid,
            "unconfirmed" => Self::Unconfirmed,
            "token_required" => Self::TokenRequired,
            _ => Self::Other {
                name: short_name(name).unwrap_or_default(),
            },
        }
    }

    /// What the status alone says about the health.
    #[must_use]
    pub fn health(&self) -> LinkHealth {
        match self {
            Self::Valid => LinkHealth::Valid,
            Self::Invalid => LinkHealth::Credentials,
            Self::Unconfirmed => LinkHealth::Unconfirmed,
            Self::TokenRequired => LinkHealth::Mfa,
            Self::Other { .. } => LinkHealth::Other {
                name: String::new(),
            },
        }
    }
}

impl LinkHealth {
    /// Reads the name, whatever its case.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "valid" => Self::Valid,
            "credentials" => Self::Credentials,
            "mfa" => Self::Mfa,
            "unconfirmed" => Self::Unconfirmed,
            "consent_expiring" => Self::ConsentExpiring,
            "consent_expired" => Self::ConsentExpired,
            "institution_trouble" => Self::InstitutionTrouble,
            "stale" => Self::Stale,
            _ => Self::Other {
                name: short_name(name).unwrap_or_default(),
            },
        }
    }

    /// The stable name, as [`LinkHealth::from_name`] reads it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Valid => "valid",
            Self::Credentials => "credentials",
            Self::Mfa => "mfa",
            Self::Unconfirmed => "unconfirmed",
            Self::ConsentExpiring => "consent_expiring",
            Self::ConsentExpired => "consent_expired",
            Self::InstitutionTrouble => "institution_trouble",
            Self::Stale => "stale",
            Self::Other { name } => name,
        }
    }

    /// What usually helps. An unknown health asks nothing of the user: a needless login is worse than
    /// a late one.
    #[must_use]
    pub fn needed_action(&self) -> NeededAction {
        match self {
            Self::Valid | Self::Other { .. } => NeededAction::Nothing,
            Self::Credentials | Self::Mfa => NeededAction::Update,
            Self::Unconfirmed => NeededAction::Reconnect,
            Self::ConsentExpiring | Self::ConsentExpired => NeededAction::RenewConsent,
            Self::InstitutionTrouble | Self::Stale => NeededAction::Wait,
        }
    }
}

impl NeededAction {
    /// The stable name, as [`NeededAction::from_name`] reads it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Nothing => "none",
            Self::Update => "update",
            Self::Reconnect => "reconnect",
            Self::RenewConsent => "renew_consent",
            Self::Wait => "wait",
            Self::Other { name } => name,
        }
    }

    /// Reads the name, whatever its case.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "none" => Self::Nothing,
            "update" => Self::Update,
            "reconnect" => Self::Reconnect,
            "renew_consent" => Self::RenewConsent,
            "wait" => Self::Wait,
            _ => Self::Other {
                name: short_name(name).unwrap_or_default(),
            },
        }
    }
}

impl LinkList {
    pub(super) fn of(entries: &[Value]) -> Self {
        let links: Vec<_> = entries.iter().filter_map(LinkSummary::of).collect();
        let unreadable = entries.len() - links.len();
        Self {
            links,
            unreadable: u32::try_from(unreadable).unwrap_or(u32::MAX),
        }
    }
}

impl LinkSummary {
    fn of(entry: &Value) -> Option<Self> {
        let status = LinkStatus::from_name(text(entry, "status").unwrap_or_default());
        let health = text(entry, "health").map_or_else(|| status.health(), LinkHealth::from_name);
        let needed_action = text(entry, "needed_action")
            .map_or_else(|| health.needed_action(), NeededAction::from_name);
        Some(Self {
            link: link_id(entry)?,
            institution: institution(entry),
            status,
            health,
            needed_action,
        })
    }
}

impl fmt::Debug for LinkSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkSummary")
            .field("link", &self.link)
            .field("status", &self.status)
            .field("health", &self.health)
            .field("needed_action", &self.needed_action)
            .finish_non_exhaustive()
    }
}

/// A usable link id in the member `link`.
pub(super) fn link_id(entry: &Value) -> Option<LinkId> {
    let id = text(entry, "link")?;
    let plain = id.len() <= MAX_LINK_BYTES && id.bytes().all(|b| b.is_ascii_graphic());
    plain.then(|| LinkId::new(id))
}

/// The member `institution`.
pub(super) fn institution(entry: &Value) -> Option<String> {
    let name = text(entry, "institution")?;
    let visible = name.chars().filter(|c| !c.is_control());
    Some(visible.take(MAX_NAME_CHARS).collect())
}

/// Belvo's are UUIDs; a stand-in may have others.
const MAX_LINK_BYTES: usize = 256;
const MAX_NAME_CHARS: usize = 200;

fn text<'a>(entry: &'a Value, name: &str) -> Option<&'a str> {
    let text = entry.get(name)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn summary(entry: &Value) -> LinkSummary {
        let mut list = LinkList::of(std::slice::from_ref(entry));
        assert_eq!(list.unreadable, 0);
        list.links.remove(0)
    }

    #[test]
    fn the_status_alone_says_what_to_do() {
        for (status, health, action) in [
            ("valid", LinkHealth::Valid, NeededAction::Nothing),
            ("invalid", LinkHealth::Credentials, NeededAction::Update),
            ("token_required", LinkHealth::Mfa, NeededAction::Update),
            (
                "unconfirmed",
                LinkHealth::Unconfirmed,
                NeededAction::Reconnect,
            ),
            (
                "brand_new",
                LinkHealth::Other {
                    name: String::new(),
                },
                NeededAction::Nothing,
            ),
        ] {
            let link = summary(&json!({"link": "l-1", "status": status}));
            assert_eq!(
                (link.health, link.needed_action),
                (health, action),
                "{status}"
            );
        }
    }

    #[test]
    fn the_backend_knows_better_than_the_status() {
        let link = summary(&json!({
            "link": "l-1", "institution": "erebor_br_retail", "status": "VALID",
            "health": "consent_expiring", "more": 1,
        }));
        assert_eq!(link.link, LinkId::new("l-1"));
        assert_eq!(link.institution.as_deref(), Some("erebor_br_retail"));
        assert_eq!(link.status, LinkStatus::Valid);
        assert_eq!(link.health, LinkHealth::ConsentExpiring);
        assert_eq!(link.needed_action, NeededAction::RenewConsent);

        let link = summary(&json!({
            "link": "l-1", "status": "invalid", "health": "credentials", "needed_action": "none",
        }));
        assert_eq!(link.needed_action, NeededAction::Nothing);
    }

    #[test]
    fn every_health_and_action_has_its_name() {
        for (name, action) in [
            ("valid", "none"),
            ("credentials", "update"),
            ("mfa", "update"),
            ("unconfirmed", "reconnect"),
            ("consent_expiring", "renew_consent"),
            ("consent_expired", "renew_consent"),
            ("institution_trouble", "wait"),
            ("stale", "wait"),
        ] {
            let health = LinkHealth::from_name(name);
            assert!(!matches!(health, LinkHealth::Other { .. }), "{name}");
            assert_eq!(health.name(), name);
            assert_eq!(health.needed_action(), NeededAction::from_name(action));
            assert_eq!(health.needed_action().name(), action);
        }
        assert_eq!(
            NeededAction::from_name("call_us"),
            NeededAction::Other {
                name: "call_us".into()
            }
        );
    }

    #[test]
    fn what_names_no_link_is_counted() {
        let long = "l".repeat(MAX_LINK_BYTES + 1);
        let entries = [
            json!({"link": "l-1"}),
            json!({"link": " "}),
            json!({"link": 7}),
            json!({"link": long}),
            json!({"link": "l\n1"}),
            json!({}),
            json!([]),
            json!(null),
        ];
        let list = LinkList::of(&entries);
        assert_eq!((list.links.len(), list.unreadable), (1, 7));
    }
}
