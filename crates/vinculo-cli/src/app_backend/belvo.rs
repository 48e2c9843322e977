//! Belvo's side, asked over HTTP with the keys.
//!
//! With the tool's own client and not the core's transport: that one speaks the contract between an app and its backend.

use serde_json::{Value, json};
use vinculo::backend::{OpenMode, OpenSession};
use vinculo::callback::LinkId;
use vinculo_sandbox::SecretKeys;

use super::problem::{BELVO_KEYS, BELVO_REFUSED, BELVO_UNREACHABLE, Problem};
use crate::http::{Answer, Basic, Body, Http};
use crate::json::callback_urls_json;

/// The one holder of the keys. No `Debug`.
pub(super) struct Belvo {
    http: Http,
    api: String,
    keys: SecretKeys,
}

impl Belvo {
    pub(super) fn new(http: Http, origin: &str, keys: SecretKeys) -> Self {
        Self {
            http,
            api: format!("{origin}/api"),
            keys,
        }
    }

    /// A token for a session. Its id becomes the links' `external_id`, by which they are found later.
    pub(super) async fn mint(&self, session: &OpenSession) -> Result<String, Problem> {
        let mut body = json!({
            "id": self.keys.id(),
            "password": self.keys.password(),
            "scopes": "read_institutions,write_links",
            "external_id": session.session_id,
            "fetch_resources": ["ACCOUNTS", "TRANSACTIONS"],
            "stale_in": "365d",
            "widget": {
                "callback_urls": callback_urls_json(&session.callback_urls),
                "branding": {"company_name": "Lumen"},
            },
        });
        if let OpenMode::Update { link } = &session.mode {
            body["link_id"] = json!(link.as_str());
        }
        let body = Body {
            content_type: "application/json".to_owned(),
            bytes: body.to_string().into_bytes(),
        };
        let sent = self.http.post(&format!("{}/token/", self.api), body).await;
        let sent = sent.map_err(|_| BELVO_UNREACHABLE)?;
        // What Belvo does not mint a token for: a link that is none of ours, a body that it does not take.
        if sent.status == 400 {
            return Err(BELVO_REFUSED);
        }
        let answer = read(&sent)?.ok_or(BELVO_REFUSED)?;
        let token = answer["access"].as_str().ok_or(BELVO_UNREACHABLE)?;
        Ok(token.to_owned())
    }

    /// One link; `None` if Belvo has no such.
    pub(super) async fn link(&self, link: &LinkId) -> Result<Option<Value>, Problem> {
        // A claim may hold anything, and only this is one segment of a path.
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        if link.as_str().is_empty() || !link.as_str().bytes().all(plain) {
            return Ok(None);
        }
        self.get(&format!("/links/{}/", link.as_str())).await
    }

    /// The links that a session made, newest first.
    pub(super) async fn links_of(&self, session_id: &str) -> Result<Vec<Value>, Problem> {
        self.list(&format!("/links/?external_id={session_id}"))
            .await
    }

    /// All links, newest first.
    pub(super) async fn links(&self) -> Result<Vec<Value>, Problem> {
        self.list("/links/?page_size=1000").await
    }

    async fn list(&self, path: &str) -> Result<Vec<Value>, Problem> {
        let page = self.get(path).await?;
        let results = page.and_then(|mut page| match page["results"].take() {
            Value::Array(links) => Some(links),
            _ => None,
        });
        results.ok_or(BELVO_UNREACHABLE)
    }

    async fn get(&self, path: &str) -> Result<Option<Value>, Problem> {
        let keys = Basic {
            user: self.keys.id(),
            password: self.keys.password(),
        };
        let sent = self
            .http
            .get(&format!("{}{path}", self.api), Some(keys))
            .await;
        read(&sent.map_err(|_| BELVO_UNREACHABLE)?)
    }
}

/// `None` for what Belvo does not have. Any other trouble says nothing about that: 408, 425 and 429 pass.
fn read(answer: &Answer) -> Result<Option<Value>, Problem> {
    match answer.status {
        200..=299 => serde_json::from_slice(&answer.body)
            .map(Some)
            .map_err(|_| BELVO_UNREACHABLE),
        401 | 403 => Err(BELVO_KEYS),
        404 => Ok(None),
        _ => Err(BELVO_UNREACHABLE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &[u8]) -> Answer {
        Answer {
            status,
            body: body.to_vec(),
            ..Answer::default()
        }
    }

    #[test]
    fn only_a_404_means_that_there_is_none() {
        assert!(matches!(read(&answer(404, b"[]")), Ok(None)));
        assert!(matches!(read(&answer(200, b"{}")), Ok(Some(_))));
        for status in [400, 408, 409, 425, 429, 500, 503, 302] {
            let problem = read(&answer(status, b"[]")).unwrap_err();
            assert_eq!(problem.code, BELVO_UNREACHABLE.code, "{status}");
        }
        for status in [401, 403] {
            let problem = read(&answer(status, b"[]")).unwrap_err();
            assert_eq!(problem.code, BELVO_KEYS.code, "{status}");
        }
    }
}
