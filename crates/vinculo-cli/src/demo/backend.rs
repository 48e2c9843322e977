//! The app's backend, as far as the demo needs one: it alone knows the sandbox's keys.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use vinculo::callback::{CallbackUrls, LinkId};
use vinculo::session::{Mode, Outcome, TokenProblem};
use vinculo::widget::AccessToken;
use vinculo_sandbox::{LinkStatus, Sandbox, SecretKeys};

use crate::http::{Basic, Body, Http};
use crate::json::{callback_urls_json, session::outcome_json};

/// Mints tokens, finds links, takes reports. Everything but the status of a link goes over HTTP, as it would to Belvo.
pub(super) struct Backend {
    http: Http,
    api: String,
    keys: SecretKeys,
    sandbox: Sandbox,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// By id, so that a report that comes twice counts once.
    reports: BTreeMap<String, Report>,
    tokens_minted: u32,
    /// Of links that were there when a session began to repair one: their last access.
    repairing: BTreeMap<String, String>,
}

struct Report {
    outcome: Value,
    times: u32,
}

impl Backend {
    pub(super) fn new(http: Http, origin: &str, keys: SecretKeys, sandbox: Sandbox) -> Self {
        Self {
            http,
            api: format!("{origin}/api"),
            keys,
            sandbox,
            known: Mutex::default(),
        }
    }

    /// A token for a session. Its id becomes the links' `external_id`, by which they are found later.
    pub(super) async fn mint(
        &self,
        session_id: &str,
        mode: &Mode,
        urls: &CallbackUrls,
    ) -> Result<Arc<AccessToken>, TokenProblem> {
        let mut body = json!({
            "id": self.keys.id(),
            "password": self.keys.password(),
            "scopes": "read_institutions,write_links",
            "external_id": session_id,
            "fetch_resources": ["ACCOUNTS", "TRANSACTIONS"],
            "stale_in": "365d",
            "widget": {
                "callback_urls": callback_urls_json(urls),
                "branding": {"company_name": "Lumen"},
            },
        });
        if let Mode::Update { link } = mode {
            body["link_id"] = json!(link.as_str());
            if let Some(before) = self.last_access(link).await {
                self.known()
                    .repairing
                    .entry(session_id.to_owned())
                    .or_insert(before);
            }
        }
        let body = Body {
            content_type: "application/json".to_owned(),
            bytes: body.to_string().into_bytes(),
        };
        let answer = self.http.post(&format!("{}/token/", self.api), body).await;
        let answer = answer.map_err(|_| TokenProblem::Server)?;
        match answer.status {
            200 => {}
            400..=499 => return Err(TokenProblem::Refused),
            _ => return Err(TokenProblem::Server),
        }
        let text = String::from_utf8(answer.body).map_err(|_| TokenProblem::Malformed)?;
        let token = AccessToken::from_answer(&text).map_err(|_| TokenProblem::Malformed)?;
        self.known().tokens_minted += 1;
        Ok(Arc::new(token))
    }

    /// The link that a session made, or the one that it repaired. `Err` if Belvo cannot be asked.
    pub(super) async fn link_of(
        &self,
        session_id: &str,
        mode: &Mode,
    ) -> Result<Option<(LinkId, Option<String>)>, ()> {
        if let Mode::Update { link } = mode {
            let before = self.known().repairing.get(session_id).cloned();
            let now = self.last_access(link).await.ok_or(())?;
            return Ok(before
                .is_some_and(|before| before != now)
                .then(|| (link.clone(), None)));
        }
        let url = format!("{}/links/?external_id={session_id}", self.api);
        let found = self.get(&url).await.ok_or(())?;
        let link = &found["results"][0];
        Ok(link["id"].as_str().map(|id| {
            (
                LinkId::new(id),
                link["institution"].as_str().map(str::to_owned),
            )
        }))
    }

    /// Takes an outcome; the same id again changes nothing but the count.
    pub(super) fn take_report(&self, outcome: &Outcome) {
        let mut known = self.known();
        let report = known
            .reports
            .entry(outcome.id.clone())
            .or_insert_with(|| Report {
                outcome: outcome_json(outcome),
                times: 0,
            });
        report.times += 1;
    }

    /// The newest link that can be repaired; it is made to need it.
    pub(super) fn break_a_link(&self) -> Option<LinkId> {
        let link = self.repairable()?;
        let broken = self.sandbox.set_link_status(&link, LinkStatus::Invalid);
        broken.then(|| LinkId::new(link))
    }

    /// What there is to see of it.
    pub(super) fn view(&self) -> Value {
        let known = self.known();
        let reports: Vec<Value> = known
            .reports
            .values()
            .map(|report| json!({"outcome": report.outcome, "times": report.times}))
            .collect();
        json!({
            "tokens_minted": known.tokens_minted,
            "reports": reports,
            "links": self.sandbox.links().len(),
            "can_repair": self.repairable().is_some(),
        })
    }

    /// Open finance has no update mode.
    fn repairable(&self) -> Option<String> {
        let links = self.sandbox.links();
        let link = links
            .iter()
            .rev()
            .find(|link| !link.institution.starts_with("of"))?;
        Some(link.id.clone())
    }

    async fn last_access(&self, link: &LinkId) -> Option<String> {
        let found = self
            .get(&format!("{}/links/{}/", self.api, link.as_str()))
            .await?;
        found["last_accessed_at"].as_str().map(str::to_owned)
    }

    async fn get(&self, url: &str) -> Option<Value> {
        let keys = Basic {
            user: self.keys.id(),
            password: self.keys.password(),
        };
        let answer = self.http.get(url, Some(keys)).await.ok()?;
        if answer.status != 200 {
            return None;
        }
        serde_json::from_slice(&answer.body).ok()
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backend").finish_non_exhaustive()
    }
}
