//! The host over HTTP, as its page uses it.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::DemoArgs;
use super::phone::Phone;
use super::serve::World;
use crate::http::{Answer, Body, Http};

struct Demo {
    phone: std::sync::Arc<Phone>,
    http: Http,
    origin: String,
    /// All that the host has ever answered.
    heard: String,
}

impl Demo {
    async fn new() -> Self {
        let args = DemoArgs {
            port: Some(0),
            no_open: true,
            https_callbacks: false,
            latency_ms: 0,
        };
        let world = World::new(&args).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let phone = std::sync::Arc::clone(&world.phone);
        tokio::spawn(world.serve(listener));
        let (http, heard) = (Http::new().unwrap(), String::new());
        Self {
            phone,
            http,
            origin,
            heard,
        }
    }

    async fn get(&mut self, path: &str) -> Answer {
        let answer = self.http.get(&format!("{}{path}", self.origin), None).await;
        let answer = answer.unwrap();
        self.heard
            .push_str(answer.location.as_deref().unwrap_or_default());
        self.heard.push_str(&String::from_utf8_lossy(&answer.body));
        answer
    }

    async fn post(&mut self, path: &str, content_type: &str, body: &str) -> Answer {
        let body = Body {
            content_type: content_type.to_owned(),
            bytes: body.as_bytes().to_vec(),
        };
        let answer = self
            .http
            .post(&format!("{}{path}", self.origin), body)
            .await;
        let answer = answer.unwrap();
        self.heard
            .push_str(answer.location.as_deref().unwrap_or_default());
        self.heard.push_str(&String::from_utf8_lossy(&answer.body));
        answer
    }

    async fn act(&mut self, act: Value) -> u16 {
        self.post("/api/act", "application/json", &act.to_string())
            .await
            .status
    }

    /// The state, once `holds` is true for it.
    async fn state(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        let mut version = 0;
        let wait = async {
            loop {
                let answer = self.get(&format!("/api/state?version={version}")).await;
                let state: Value = serde_json::from_slice(&answer.body).unwrap();
                if holds(&state) {
                    return state;
                }
                version = state["version"].as_u64().unwrap();
            }
        };
        tokio::time::timeout(Duration::from_secs(10), wait)
            .await
            .unwrap()
    }
}

/// Follows what the host answers to a frame, and gives back the path of the page it ends at.
async fn follow(demo: &mut Demo, mut path: String) -> String {
    loop {
        let answer = demo.get(&path).await;
        match answer.location {
            Some(next) => path = next,
            None => return path,
        }
    }
}

#[tokio::test]
async fn no_answer_ever_holds_the_token() {
    let mut demo = Demo::new().await;
    demo.get("/").await;
    assert_eq!(demo.act(json!({"act": "start"})).await, 204);
    let state = demo.state(|state| state["phase"] == "loading").await;
    let start = demo.phone.secret().unwrap();
    let token = start
        .reveal()
        .split("access_token=")
        .nth(1)
        .and_then(|rest| rest.split('&').next())
        .unwrap()
        .to_owned();
    assert!(token.len() > 100);

    let path = state["web"]["path"].as_str().unwrap().to_owned();
    let page = follow(&mut demo, path).await;
    assert!(page.ends_with("/consent"), "{page}");
    let answer = demo
        .post(&page, "application/x-www-form-urlencoded", "")
        .await;
    assert_eq!(answer.status, 303);
    let location = answer.location.unwrap();
    assert!(location.starts_with("/webview/w/widget/v/"), "{location}");
    demo.act(json!({"act": "kill"})).await;
    demo.act(json!({"act": "restore"})).await;
    let state = demo.state(|state| state["phase"] == "loading").await;
    assert!(state["support"].as_str().unwrap().contains("< load"));

    assert!(demo.heard.contains("access_token=***"));
    assert!(!demo.heard.contains(&token));
    // Nor its claims alone, which name the customer.
    assert!(!demo.heard.contains(token.split('.').nth(1).unwrap()));
    assert!(
        !demo
            .heard
            .contains(vinculo_sandbox::SecretKeys::fake().password())
    );
}

#[tokio::test]
async fn a_start_url_is_loaded_once_and_a_cancelled_navigation_leaves_the_page() {
    let mut demo = Demo::new().await;
    demo.act(json!({"act": "start"})).await;
    let state = demo.state(|state| state["phase"] == "loading").await;
    let path = state["web"]["path"].as_str().unwrap().to_owned();
    let page = follow(&mut demo, path.clone()).await;
    assert_eq!(demo.get(&path).await.status, 204);
    let close = page.replace("/consent", "/leave/institutions");
    let answer = demo.get(&close).await;
    assert_eq!((answer.status, answer.location), (204, None));
    let state = demo.state(|state| state["phase"] == "finished").await;
    assert_eq!(state["outcome"]["exited"]["source"], "widget");
}

#[tokio::test]
async fn an_outcome_on_disk_counts_though_the_snapshot_is_older() {
    let mut demo = Demo::new().await;
    demo.act(json!({"act": "start"})).await;
    demo.state(|state| state["phase"] == "loading").await;
    let older = demo.phone.exchange_snapshot(None);
    // Never reported, so that it stays on disk.
    demo.act(json!({"act": "trouble", "trouble": "refusing"}))
        .await;
    demo.state(|state| state["trouble"] == "refusing").await;
    demo.act(json!({"act": "swipe"})).await;
    let refused = |state: &Value| state["outbox"]["entries"][0]["state"] == "refused";
    let outcome = demo.state(refused).await["outcome"].clone();
    demo.act(json!({"act": "kill"})).await;
    demo.phone.exchange_snapshot(Some(older));
    demo.act(json!({"act": "restore"})).await;
    let state = demo
        .state(|state| !state["screen"]["told"].is_null() || state["phase"] == "loading")
        .await;
    assert_eq!(state["phase"], "finished");
    assert_eq!(state["screen"]["told"]["outcome"], outcome);
}

#[tokio::test]
async fn an_outcome_the_backend_has_counts_though_the_snapshot_is_older() {
    let mut demo = Demo::new().await;
    demo.act(json!({"act": "start"})).await;
    demo.state(|state| state["phase"] == "loading").await;
    let older = demo.phone.exchange_snapshot(None);
    demo.act(json!({"act": "swipe"})).await;
    let delivered = |state: &Value| state["outbox"]["acknowledged"][0].is_string();
    let outcome = demo.state(delivered).await["outcome"].clone();
    demo.act(json!({"act": "kill"})).await;
    demo.phone.exchange_snapshot(Some(older));
    demo.act(json!({"act": "restore"})).await;
    let state = demo
        .state(|state| !state["screen"]["told"].is_null() || state["phase"] == "loading")
        .await;
    assert_eq!(state["phase"], "finished");
    assert_eq!(state["screen"]["told"]["outcome"], outcome);
    assert_eq!(state["backend"]["reports"][0]["times"], 1);
}

#[tokio::test]
async fn what_cannot_be_done_is_said_and_changes_nothing() {
    let mut demo = Demo::new().await;
    for act in [
        "kill",
        "restore",
        "crash",
        "duplicate",
        "late_success",
        "back",
        "acknowledge",
    ] {
        assert_eq!(demo.act(json!({"act": act})).await, 409, "{act}");
    }
    assert_eq!(demo.act(json!({"act": "start", "update": true})).await, 409);
    assert_eq!(demo.act(json!({"act": "start", "locale": "fr"})).await, 409);
    assert_eq!(demo.act(json!({"act": "fly"})).await, 422);
    assert_eq!(demo.post("/api/act", "text/plain", "{}").await.status, 415);
    let state = demo.state(|_| true).await;
    assert_eq!(state["phase"], Value::Null);
    for path in [
        "/webview/x/y",
        "/outside/x/y",
        "/assets/../mod.rs",
        "/nowhere",
    ] {
        assert_eq!(demo.get(path).await.status, 404, "{path}");
    }
}
