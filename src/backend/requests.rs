//! The requests of the contract.

use std::sync::Arc;

use serde::Serialize;

use super::auth::{AuthHeader, MaybeAuth};
use super::base_url;
use super::http::{HttpHeader, HttpMethod, HttpRequest};
use super::open::{OpenMode, OpenSession};
use super::outcome::OutcomeReport;
use super::setup_error::SetupError;
use crate::callback::{CallbackUrls, LinkId};

/// The app's backend: where it lives and how the app signs in there. Writes requests; sends nothing. Any thread.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Object))]
pub struct Backend {
    base: String,
    auth: MaybeAuth,
}

#[cfg_attr(feature = "ffi", uniffi::export)]
impl Backend {
    /// Takes the base URL, whose path is kept, and the app's authentication.
    ///
    /// # Errors
    /// [`SetupError::NotHttps`], [`SetupError::BaseUrl`].
    #[cfg_attr(feature = "ffi", uniffi::constructor)]
    pub fn new(base_url: &str, auth: Option<Arc<AuthHeader>>) -> Result<Self, SetupError> {
        Ok(Self {
            base: base_url::read(base_url)?,
            auth,
        })
    }
}

impl Backend {
    /// The same backend after the user has signed in again.
    #[must_use]
    pub fn with_auth(&self, auth: Option<Arc<AuthHeader>>) -> Self {
        Self {
            base: self.base.clone(),
            auth,
        }
    }

    /// `POST {base}/v1/connect-sessions`: open a session, or get a new token for one that is open.
    /// `repair` is the link of update mode. Read the answer with [`super::parse_opened_session`].
    ///
    /// It has no idempotency key, on purpose: a stored answer would hold a token that is used up.
    ///
    /// # Errors
    /// [`SetupError::SessionId`].
    pub fn open_session(
        &self,
        session_id: &str,
        repair: Option<LinkId>,
        callback_urls: CallbackUrls,
    ) -> Result<HttpRequest, SetupError> {
        check_session_id(session_id)?;
        let mode = repair.map_or(OpenMode::Create, |link| OpenMode::Update { link });
        let body = OpenSession {
            session_id: session_id.to_owned(),
            mode,
            callback_urls,
        };
        Ok(self.request(HttpMethod::Post, "", Some(json(&body))))
    }

    /// `PUT {base}/v1/connect-sessions/{session_id}/outcomes/{sequence}`: report how a session ended, as
    /// often as it takes; `Idempotency-Key` is the outcome's id. Read the answer with
    /// [`super::parse_reported`].
    ///
    /// # Errors
    /// [`SetupError::SessionId`].
    pub fn report_outcome(&self, report: &OutcomeReport) -> Result<HttpRequest, SetupError> {
        check_session_id(&report.session_id)?;
        let path = format!("/{}/outcomes/{}", report.session_id, report.sequence);
        let mut request = self.request(HttpMethod::Put, &path, Some(json(report)));
        let key = header("Idempotency-Key", &report.id());
        request.headers.push(key);
        Ok(request)
    }

    /// `GET {base}/v1/connect-sessions/{session_id}/link`: did the session make a link after all? Read the
    /// answer with [`super::parse_late_link`].
    ///
    /// # Errors
    /// [`SetupError::SessionId`].
    pub fn late_link(&self, session_id: &str) -> Result<HttpRequest, SetupError> {
        check_session_id(session_id)?;
        Ok(self.request(HttpMethod::Get, &format!("/{session_id}/link"), None))
    }

    /// `GET {base}/v1/links`: the user's links. Read the answer with [`super::parse_links`].
    #[must_use]
    pub fn links(&self) -> HttpRequest {
        self.at(HttpMethod::Get, "/v1/links", None)
    }

    fn request(&self, method: HttpMethod, below: &str, body: Option<Vec<u8>>) -> HttpRequest {
        self.at(method, &format!("/v1/connect-sessions{below}"), body)
    }

    fn at(&self, method: HttpMethod, path: &str, body: Option<Vec<u8>>) -> HttpRequest {
        let mut headers = vec![header(
            "Accept",
            "application/json, application/problem+json",
        )];
        match body {
            Some(_) => headers.push(header("Content-Type", "application/json")),
            // The platforms' stacks keep caches of their own.
            None => headers.push(header("Cache-Control", "no-cache")),
        }
        HttpRequest {
            method,
            url: format!("{}{path}", self.base),
            headers,
            auth: self.auth.clone(),
            body,
            is_idempotent: true,
        }
    }
}

/// Whether a session may have this id, for backends that read one: 8 to 64 characters of `A-Z a-z 0-9 - _`. So it is one
/// segment of a path, never `..`, and one value of a query.
#[must_use]
pub fn is_session_id(id: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (8..=64).contains(&id.len()) && id.bytes().all(allowed)
}

fn check_session_id(id: &str) -> Result<(), SetupError> {
    if is_session_id(id) {
        Ok(())
    } else {
        Err(SetupError::SessionId)
    }
}

/// Strings, numbers and flags under fixed names: writing them cannot fail.
fn json(body: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(body).unwrap_or_default()
}

fn header(name: &str, value: &str) -> HttpHeader {
    HttpHeader {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::outcome::ReportedEnding;
    use super::*;
    use crate::callback::ExitStage;

    fn backend() -> Backend {
        let auth = Arc::new(AuthHeader::bearer("app-token").unwrap());
        Backend::new("https://api.example.com/bank/", Some(auth)).unwrap()
    }

    fn urls() -> CallbackUrls {
        CallbackUrls {
            success: "myapp://success/n".into(),
            exit: "myapp://exit/n".into(),
            event: "myapp://event/n".into(),
        }
    }

    fn body(request: &HttpRequest) -> Value {
        serde_json::from_slice(request.body.as_deref().unwrap()).unwrap()
    }

    fn named<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
        let header = request.headers.iter().find(|header| header.name == name)?;
        Some(&header.value)
    }

    #[test]
    fn a_session_is_opened() {
        let request = backend().open_session("session-1", None, urls()).unwrap();
        assert_eq!(request.method, HttpMethod::Post);
        assert_eq!(
            request.url,
            "https://api.example.com/bank/v1/connect-sessions"
        );
        assert_eq!(
            body(&request),
            json!({
                "session_id": "session-1",
                "mode": "create",
                "callback_urls": {
                    "success": "myapp://success/n", "exit": "myapp://exit/n", "event": "myapp://event/n",
                },
            })
        );
        assert_eq!(named(&request, "Content-Type"), Some("application/json"));
        assert_eq!(named(&request, "Idempotency-Key"), None);
        let auth = request.auth.unwrap();
        assert_eq!(
            (auth.name(), auth.reveal()),
            ("Authorization", "Bearer app-token")
        );
    }

    #[test]
    fn a_repair_names_its_link() {
        let link = Some(LinkId::new("l-1"));
        let request = backend().open_session("session-1", link, urls()).unwrap();
        let body = body(&request);
        assert_eq!(
            (&body["mode"], &body["link"]),
            (&json!("update"), &json!("l-1"))
        );
    }

    #[test]
    fn an_outcome_is_put_under_its_sequence() {
        let report = OutcomeReport {
            session_id: "session-1".into(),
            sequence: 2,
            ending: ReportedEnding::Exited {
                stage: ExitStage::BecauseOfError,
                error_code: Some("login_error".into()),
                source: "widget".into(),
            },
        };
        let request = backend().report_outcome(&report).unwrap();
        assert_eq!(request.method, HttpMethod::Put);
        assert_eq!(
            request.url,
            "https://api.example.com/bank/v1/connect-sessions/session-1/outcomes/2"
        );
        assert_eq!(named(&request, "Idempotency-Key"), Some("session-1.2"));
        assert_eq!(
            body(&request),
            json!({
                "session_id": "session-1", "sequence": 2,
                "ending": {
                    "kind": "exited", "stage": "because_of_error", "error_code": "login_error",
                    "source": "widget",
                },
            })
        );
    }

    #[test]
    fn questions_have_no_body_and_no_cache() {
        for (request, url) in [
            (
                backend().late_link("session-1").unwrap(),
                "https://api.example.com/bank/v1/connect-sessions/session-1/link",
            ),
            (backend().links(), "https://api.example.com/bank/v1/links"),
        ] {
            assert_eq!(
                (request.method, request.url.as_str()),
                (HttpMethod::Get, url)
            );
            assert_eq!(request.body, None);
            assert_eq!(named(&request, "Cache-Control"), Some("no-cache"));
            assert!(request.auth.is_some());
        }
    }

    #[test]
    fn an_id_cannot_leave_its_segment() {
        let long = "s".repeat(65);
        for id in [
            "",
            "short",
            "../../admin",
            "session/1",
            "session?1",
            "session%2f1",
            &long,
        ] {
            let refused = Err(SetupError::SessionId);
            assert_eq!(backend().late_link(id), refused, "{id}");
            assert_eq!(backend().open_session(id, None, urls()), refused, "{id}");
        }
    }

    #[test]
    fn another_sign_in_is_another_header() {
        let backend = backend().with_auth(None);
        assert_eq!(backend.links().auth, None);
        assert_eq!(backend.links().url, "https://api.example.com/bank/v1/links");
    }
}
