//! One opening of the widget.

use serde_json::Value;

use crate::institutions::{Institution, Login};
use crate::scenario::Scenario;
use crate::widget::Startup;

/// One opening of the widget with a valid token: what the page of the real widget keeps in its script.
pub(crate) struct Visit {
    /// The token that opened it.
    pub(crate) jti: String,
    pub(crate) startup: Startup,
    /// How it goes on by itself, if it does.
    pub(crate) scenario: Scenario,
    /// The institution that was picked last.
    pub(crate) institution: Option<&'static Institution>,
    /// The institution's name for the user, made from the user name, which is not kept.
    pub(crate) institution_user_id: Option<String>,
    /// The last error that an exit tells.
    pub(crate) last_error: Option<Failure>,
    /// What the current page says above its form.
    pub(crate) alert: Option<Alert>,
    /// Page messages that the next page posts.
    pub(crate) messages: Vec<Value>,
    pub(crate) last_page: Option<Page>,
    /// The institution accepted the credentials and waits for a token.
    pub(crate) mfa_pending: bool,
    /// When the page that leads to the bank was shown.
    pub(crate) handover_at_ms: Option<i64>,
    /// The id under which the bank knows this visit, and whether the user said yes there.
    pub(crate) bank_request: Option<String>,
    pub(crate) bank_authorised: bool,
    /// The link, once made.
    pub(crate) link: Option<String>,
}

impl Visit {
    pub(crate) fn new(jti: String, startup: Startup, scenario: Scenario) -> Self {
        Self {
            jti,
            startup,
            scenario,
            institution: None,
            institution_user_id: None,
            last_error: None,
            alert: None,
            messages: Vec::new(),
            last_page: None,
            mfa_pending: false,
            handover_at_ms: None,
            bank_request: None,
            bank_authorised: false,
            link: None,
        }
    }

    /// Picks an institution and forgets what was tried at another. The last error stays: an exit tells it.
    pub(crate) fn pick(&mut self, institution: &'static Institution) {
        self.institution = Some(institution);
        self.institution_user_id = None;
        self.alert = None;
        self.mfa_pending = false;
        self.handover_at_ms = None;
        self.bank_request = None;
        self.bank_authorised = false;
    }

    /// The page on which the picked institution lets the user in.
    pub(crate) fn login_page(&self) -> Page {
        match self.institution {
            None => Page::Institutions,
            Some(institution) if institution.login == Login::OpenFinance => Page::Handover,
            Some(_) if self.mfa_pending => Page::Mfa,
            Some(_) => Page::Credentials,
        }
    }

    /// Where the visit really is, if the page cannot be shown now (a back button, an old address).
    pub(crate) fn detour(&self, page: Page) -> Option<Page> {
        match page {
            Page::Success if self.link.is_none() => Some(Page::Consent),
            Page::Success => None,
            _ if self.link.is_some() => Some(Page::Success),
            Page::Credentials | Page::Mfa | Page::Handover => {
                let allowed = self.login_page();
                (allowed != page).then_some(allowed)
            }
            _ => None,
        }
    }
}

/// A code and its documented message, in English as on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) message: Option<&'static str>,
}

impl Failure {
    /// The token is missing, unknown, too old or used up (hosted widget page, error event).
    pub(crate) const TOKEN_NOT_VALID: Self = Self {
        code: "ACCESS_TOKEN_NOT_VALID",
        message: Some("The access token was not provided or is not valid"),
    };
    /// Wrong user name or password (hosted widget page, exit event).
    pub(crate) const LOGIN: Self = Self {
        code: "login_error",
        message: Some("Invalid credentials provided to login to the institution"),
    };
    /// Credentials of the wrong form (`belvo.md` §13, §7.2).
    pub(crate) const VALIDATION: Self = Self {
        code: "validation_error",
        message: Some("Bad request"),
    };
    /// Too late for the bank. Its documented example has no message (`belvo.md` §7.1).
    pub(crate) const EXPIRED: Self = Self {
        code: "session_expired_ob",
        message: None,
    };
}

/// What went wrong on this page, as the user is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alert {
    Required,
    Login,
    Validation,
    WrongToken,
    /// The session is over: the page offers leaving, and nothing else.
    Expired,
}

/// The widget's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Consent,
    Institutions,
    Credentials,
    Mfa,
    Handover,
    Close,
    AbandonSurvey,
    Success,
}

impl Page {
    /// The last part of its path, as it stands in `PAGE_LOAD` messages too.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Institutions => "institutions",
            Self::Credentials => "credentials",
            Self::Mfa => "mfa",
            Self::Handover => "handover",
            Self::Close => "close",
            Self::AbandonSurvey => "abandon-survey",
            Self::Success => "success",
        }
    }

    /// The page from which the user leaves, out of a path.
    pub(crate) fn from_slug(slug: &str) -> Option<Self> {
        [
            Self::Consent,
            Self::Institutions,
            Self::Credentials,
            Self::Mfa,
            Self::Handover,
        ]
        .into_iter()
        .find(|page| page.slug() == slug)
    }
}
