//! Belvo, played by the sandbox, and the app's backend, which holds its keys.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use serde_json::json;
use tower::ServiceExt as _;
use vinculo::callback::{CallbackUrls, LinkId};
use vinculo::session::{Mode, TokenProblem};
use vinculo::widget::AccessToken;
use vinculo_sandbox::{Sandbox, SandboxConfig};

use crate::clock::wall_ms;
use crate::runtime;

/// Large enough for every answer of the sandbox.
const BODY_LIMIT: usize = 1 << 20;

/// A sandbox of its own for each test.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) origin: String,
    skipped_ms: Arc<AtomicI64>,
}

/// What a browser elsewhere, or the backend, asks the sandbox.
pub(crate) struct Asked {
    pub(crate) location: Option<String>,
    status: u16,
    body: Vec<u8>,
}

impl World {
    /// The bank is on the widget's own origin.
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// The bank stands on another origin, where nothing is.
    pub(crate) fn with_bank(origin: &str) -> Self {
        Self::with(|config| origin.clone_into(&mut config.bank_origin))
    }

    /// The bank stands on another origin, and answers.
    pub(crate) fn with_served_bank() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let world = Self::with_bank(&format!("http://localhost:{port}"));
        runtime::serve(listener, world.sandbox.bank_router());
        world
    }

    /// Time passes at Belvo.
    pub(crate) fn skip_minutes(&self, minutes: i64) {
        self.skipped_ms
            .fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// The backend mints a token; the session's id becomes the link's `external_id`.
    pub(super) fn mint(
        &self,
        session_id: &str,
        mode: &Mode,
        urls: &CallbackUrls,
    ) -> Result<Arc<AccessToken>, TokenProblem> {
        let keys = vinculo_sandbox::SecretKeys::fake();
        let mut body = json!({
            "id": keys.id(),
            "password": keys.password(),
            "scopes": "read_institutions,write_links",
            "external_id": session_id,
            "fetch_resources": ["ACCOUNTS"],
            "stale_in": "365d",
            "widget": {"callback_urls": {"success": urls.success, "exit": urls.exit, "event": urls.event}},
        });
        if let Mode::Update { link } = mode {
            body["link_id"] = json!(link.as_str());
        }
        let answer = self.ask(
            Method::POST,
            "/api/token/",
            "application/json",
            body.to_string(),
        );
        if answer.status != 200 {
            return Err(TokenProblem::Refused);
        }
        let text = String::from_utf8(answer.body).map_err(|_| TokenProblem::Malformed)?;
        let token = AccessToken::from_answer(&text).map_err(|_| TokenProblem::Malformed)?;
        Ok(Arc::new(token))
    }

    /// The link that a session made.
    pub(super) fn link_of(&self, session_id: &str) -> Option<(LinkId, String)> {
        let links = self.sandbox.links();
        let link = links
            .into_iter()
            .find(|link| link.external_id.as_deref() == Some(session_id))?;
        Some((LinkId::new(link.id), link.institution))
    }

    /// A form that is sent by a browser that is not our webview.
    pub(crate) fn post(&self, path: &str, form: &str) -> Asked {
        let kind = "application/x-www-form-urlencoded";
        self.ask(Method::POST, path, kind, form.to_owned())
    }

    /// A page that is opened in a browser that is not our webview.
    pub(crate) fn get(&self, path: &str) -> Asked {
        self.ask(Method::GET, path, "text/plain", String::new())
    }

    fn with(change: impl FnOnce(&mut SandboxConfig)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let origin = format!("http://{address}");
        let skipped_ms = Arc::new(AtomicI64::new(0));
        let skipped = Arc::clone(&skipped_ms);
        let mut config = SandboxConfig::new(move || wall_ms() + skipped.load(Ordering::Relaxed));
        config.widget_origin.clone_from(&origin);
        config.bank_origin.clone_from(&origin);
        change(&mut config);
        let sandbox = Sandbox::new(config);
        runtime::serve(listener, sandbox.router());
        Self {
            sandbox,
            origin,
            skipped_ms,
        }
    }

    fn ask(&self, method: Method, path: &str, kind: &str, body: String) -> Asked {
        let request = Request::builder()
            .method(method)
            .uri(path.strip_prefix(&self.origin).unwrap_or(path))
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .expect("it is a request");
        runtime::block_on(async {
            let response = self.sandbox.router().oneshot(request).await;
            let response = response.unwrap_or_else(|never| match never {});
            let location = response.headers().get(header::LOCATION);
            Asked {
                status: response.status().as_u16(),
                location: location.and_then(|value| Some(value.to_str().ok()?.to_owned())),
                body: to_bytes(response.into_body(), BODY_LIMIT)
                    .await
                    .unwrap_or_default()
                    .to_vec(),
            }
        })
    }
}
