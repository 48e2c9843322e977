//! A sandbox on a free port, and a browser that follows nothing by itself.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use reqwest::header::LOCATION;
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use vinculo_sandbox::{Sandbox, SandboxConfig, SecretKeys};

pub(crate) const START_MS: i64 = 1_760_000_000_000;

/// A sandbox that is being served, with a clock in hand.
pub(crate) struct Served {
    pub(crate) sandbox: Sandbox,
    pub(crate) origin: String,
    pub(crate) client: Client,
    clock: Arc<AtomicI64>,
}

impl Served {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut SandboxConfig)) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), change)
    }

    pub(crate) fn on(listener: TcpListener, change: impl FnOnce(&mut SandboxConfig)) -> Self {
        let clock = Arc::new(AtomicI64::new(START_MS));
        let read = Arc::clone(&clock);
        let mut config = SandboxConfig::new(move || read.load(Ordering::Relaxed));
        change(&mut config);
        let sandbox = Sandbox::new(config);
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let serving = sandbox.clone();
        tokio::spawn(async move { serving.serve(listener).await });
        Self {
            sandbox,
            origin,
            client: client(),
            clock,
        }
    }

    pub(crate) fn wait(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::Relaxed);
    }

    pub(crate) async fn mint(&self, extra: Value) -> String {
        let mut body = token_body();
        for (key, value) in extra.as_object().unwrap() {
            body[key] = value.clone();
        }
        let response = self.post_token(body.to_string()).await;
        assert_eq!(response.status(), 200);
        let answer: HashMap<String, String> = response.json().await.unwrap();
        assert_eq!(answer.len(), 2);
        assert!(answer.contains_key("refresh"));
        answer["access"].clone()
    }

    pub(crate) async fn post_token(&self, body: String) -> Response {
        let url = format!("{}/api/token/", self.origin);
        self.client
            .post(url)
            .header("Content-Type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn links(&self, query: &str) -> Value {
        let keys = SecretKeys::fake();
        let url = format!("{}/api/links/{query}", self.origin);
        let request = self
            .client
            .get(url)
            .basic_auth(keys.id(), Some(keys.password()));
        request.send().await.unwrap().json().await.unwrap()
    }

    /// What the start URL answers.
    pub(crate) async fn open(&self, token: &str, parameters: &str) -> Answer {
        self.get(&format!("/widget/?access_token={token}{parameters}"))
            .await
    }

    /// Opens a visit and passes the consent page.
    pub(crate) async fn consented(&self, token: &str, parameters: &str) -> Visit<'_> {
        let location = self.open(token, parameters).await.inside();
        assert!(!location.contains(token), "no token in later addresses");
        let base = location.strip_suffix("/consent").unwrap().to_owned();
        let visit = Visit { served: self, base };
        visit.get("consent").await.page();
        visit
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[]).await
    }

    pub(crate) async fn send(&self, method: Method, path: &str, form: &[(&str, &str)]) -> Answer {
        let url = if path.starts_with('/') {
            format!("{}{path}", self.origin)
        } else {
            path.to_owned()
        };
        let mut request = self.client.request(method.clone(), url);
        if method == Method::POST {
            request = request.form(form);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let location = response
            .headers()
            .get(LOCATION)
            .map(|value| value.to_str().unwrap().to_owned());
        Answer {
            status,
            location,
            body: response.text().await.unwrap(),
        }
    }
}

/// One opening of the widget.
pub(crate) struct Visit<'a> {
    pub(crate) served: &'a Served,
    pub(crate) base: String,
}

impl Visit<'_> {
    pub(crate) async fn get(&self, page: &str) -> Answer {
        self.served.get(&format!("{}/{page}", self.base)).await
    }

    pub(crate) async fn post(&self, page: &str, form: &[(&str, &str)]) -> Answer {
        self.served
            .send(Method::POST, &format!("{}/{page}", self.base), form)
            .await
    }

    /// Sends a form and opens the page it leads to, which must be `next`.
    pub(crate) async fn step(&self, page: &str, form: &[(&str, &str)], next: &str) -> String {
        let location = self.post(page, form).await.inside();
        assert_eq!(location, format!("{}/{next}", self.base));
        self.get(next).await.page()
    }

    /// From the consent page to the page where the institution lets the user in.
    pub(crate) async fn pick(&self, institution: &str, next: &str) -> String {
        self.step("consent", &[], "institutions").await;
        self.step("institutions", &[("institution", institution)], next)
            .await
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) body: String,
}

impl Answer {
    /// The page, which must be there.
    pub(crate) fn page(self) -> String {
        assert_eq!(self.status, 200, "{:?} {}", self.location, self.body);
        self.body
    }

    /// Where a redirect within the widget leads.
    pub(crate) fn inside(self) -> String {
        assert_eq!(self.status, 303, "{}", self.body);
        self.location.unwrap()
    }

    /// The callback, or the bank's address.
    pub(crate) fn out(self) -> String {
        assert_eq!(self.status, 302, "{:?} {}", self.location, self.body);
        self.location.unwrap()
    }
}

pub(crate) fn token_body() -> Value {
    let keys = SecretKeys::fake();
    json!({
        "id": keys.id(),
        "password": keys.password(),
        "scopes": "read_institutions,write_links",
        "fetch_resources": ["ACCOUNTS", "TRANSACTIONS", "OWNERS"],
        "credentials_storage": "store",
        "stale_in": "300d",
        "widget": {"callback_urls": {
            "success": "your-deeplink-here://success",
            "exit": "your-deeplink-here://exit",
            "event": "your-deeplink-here://error",
        }},
    })
}

/// The messages that a page posts.
pub(crate) fn messages(page: &str) -> Vec<Value> {
    let start = "<script id=\"messages\" type=\"application/json\">";
    let block = page
        .split_once(start)
        .unwrap()
        .1
        .split_once("</script>")
        .unwrap()
        .0;
    let block: Value = serde_json::from_str(block).unwrap();
    block["messages"].as_array().unwrap().clone()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one HTTP client of these tests"
)]
fn client() -> Client {
    // Beside the core's transport reqwest has TLS, and asks for its provider even where nothing but http is spoken.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// The claims of a token, read without checking the signature.
pub(crate) fn claims(token: &str) -> Value {
    use base64::Engine as _;
    let payload = token.split('.').nth(1).unwrap();
    let json = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(payload)
        .unwrap();
    serde_json::from_slice(&json).unwrap()
}
