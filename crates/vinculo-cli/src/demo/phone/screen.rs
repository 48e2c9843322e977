//! What the phone shows: nothing but what effects and the person at the phone made of it.

use serde_json::{Value, json};
use vinculo::session::{Effect, Outcome};

use crate::json::session::{effect_json, outcome_json};

/// The phone's screen, as data for the page.
#[derive(Debug, Default)]
pub(super) struct Screen {
    /// The sheet with the webview is presented.
    pub(super) sheet: bool,
    /// What covers the webview, in the form of the effect that said so.
    pub(super) cover: Option<Value>,
    pub(super) asks_to_close: bool,
    /// The newest notice, and how many there were.
    pub(super) notice: Option<Value>,
    pub(super) notices: u64,
    pub(super) outside: Option<Outside>,
    /// What the app was told.
    pub(super) told: Option<Told>,
    /// A success that came after what the app was told.
    pub(super) follow_up: Option<Value>,
}

/// The user is led out of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outside {
    pub(super) id: u64,
    pub(super) url: String,
    pub(super) app_only: bool,
    /// The path of what is shown there, once it was opened.
    pub(super) page: Option<String>,
    pub(super) opened: bool,
}

/// What the app was told.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) outcome: Value,
    pub(super) id: String,
    pub(super) durable: bool,
    pub(super) acknowledged: bool,
}

impl Screen {
    /// Shows what an effect says.
    pub(super) fn show(&mut self, effect: &Effect) {
        match effect {
            Effect::ShowLoading { .. } | Effect::ShowProblem { .. } => {
                self.sheet = true;
                self.asks_to_close = false;
                self.cover = Some(effect_json(effect));
            }
            Effect::ShowContent => {
                self.cover = None;
                self.asks_to_close = false;
                self.outside = None;
            }
            Effect::ShowNotice { .. } => {
                self.notices += 1;
                self.notice = Some(effect_json(effect)["notice"].clone());
            }
            Effect::AskToClose => self.asks_to_close = true,
            Effect::OpenOutside { id, url, app_only } => {
                self.outside = Some(Outside {
                    id: *id,
                    url: url.as_str().to_owned(),
                    app_only: *app_only,
                    page: None,
                    opened: false,
                });
            }
            Effect::LoadPage { .. } | Effect::RequestToken { .. } => self.outside = None,
            Effect::Finish { outcome, durable } => self.finish(outcome, *durable),
            Effect::Report { outcome, .. } if outcome.sequence > 1 => {
                self.follow_up = Some(outcome_json(outcome));
            }
            _ => {}
        }
    }

    pub(super) fn view(&self) -> Value {
        json!({
            "sheet": self.sheet,
            "cover": self.cover,
            "asks_to_close": self.asks_to_close,
            "notice": self.notice,
            "notices": self.notices,
            "outside": self.outside.as_ref().map(|outside| json!({
                "url": outside.url,
                "app_only": outside.app_only,
                "page": outside.page,
                "opened": outside.opened,
            })),
            "told": self.told.as_ref().map(|told| json!({
                "outcome": told.outcome,
                "durable": told.durable,
                "acknowledged": told.acknowledged,
            })),
            "follow_up": self.follow_up,
        })
    }

    /// The view closes, and the app has its outcome.
    fn finish(&mut self, outcome: &Outcome, durable: bool) {
        self.sheet = false;
        self.cover = None;
        self.asks_to_close = false;
        self.outside = None;
        self.told = Some(Told {
            outcome: outcome_json(outcome),
            id: outcome.id.clone(),
            durable,
            acknowledged: false,
        });
    }
}
