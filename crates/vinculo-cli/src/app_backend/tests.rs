//! The backend as an app meets it: by the core's own transport, with a real sandbox behind it.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use vinculo::backend::{
    AuthHeader, Backend, BackendError, HttpHeader, HttpMethod, HttpRequest, HttpResponse,
    LinkHealth, LinkSummary, NeededAction, OutcomeReport, ReportedEnding, parse_late_link,
    parse_links, parse_opened_session,
};
use vinculo::callback::{CallbackUrls, LinkId};
use vinculo::transport::{Transport, TransportConfig, TransportError};
use vinculo_sandbox::{LinkStatus, Sandbox, SandboxConfig, SecretKeys};

use super::{AppBackend, BEARER, Door, Fault};
use crate::commands::wall_ms;
use crate::http::{Body, Http};

const SESSION: &str = "session-1";

struct World {
    sandbox: Sandbox,
    belvo: String,
    app_backend: AppBackend,
    door: Door,
    backend: Backend,
    transport: Transport,
    http: Http,
}

impl World {
    async fn new() -> Self {
        Self::with_keys(SecretKeys::fake()).await
    }

    async fn with_keys(keys: SecretKeys) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let belvo = format!("http://{}", listener.local_addr().unwrap());
        let sandbox = Sandbox::new(SandboxConfig::new(wall_ms));
        let serving = sandbox.clone();
        tokio::spawn(async move { serving.serve(listener).await });
        let http = Http::new().unwrap();
        let app_backend = AppBackend::new(&belvo, keys).unwrap();
        let door = Door::open(app_backend.router()).await.unwrap();
        let auth = AuthHeader::bearer(BEARER).unwrap();
        let backend = Backend::new(&door.origin(), Some(Arc::new(auth))).unwrap();
        let transport = Transport::new(TransportConfig::default()).unwrap();
        Self {
            sandbox,
            belvo,
            app_backend,
            door,
            backend,
            transport,
            http,
        }
    }

    async fn send(&self, request: &HttpRequest) -> HttpResponse {
        self.transport.send(request).await.unwrap()
    }

    async fn open(&self, session: &str, repair: Option<LinkId>) -> Result<String, BackendError> {
        let request = self.backend.open_session(session, repair, urls()).unwrap();
        let response = self.send(&request).await;
        let opened = parse_opened_session(session, &response, 0)?;
        assert_eq!(opened.callback_urls, Some(urls()));
        Ok(opened.token.reveal().to_owned())
    }

    /// Walks through the widget with a token until the link is made; but not to the callback.
    async fn connect(&self, token: &str) {
        let start = format!("{}/widget/?access_token={token}", self.belvo);
        let opened = self.http.get(&start, None).await.unwrap();
        let consent = opened.location.unwrap();
        let base = format!(
            "{}{}",
            self.belvo,
            consent.strip_suffix("/consent").unwrap()
        );
        let next = self.form(&format!("{base}/consent"), "").await;
        if next.ends_with("/institutions") {
            self.form(
                &format!("{base}/institutions"),
                "institution=erebor_mx_retail",
            )
            .await;
        }
        let filled = "username=bnk100&password=full";
        let next = self.form(&format!("{base}/credentials"), filled).await;
        assert!(next.ends_with("/success"), "{next}");
    }

    async fn form(&self, url: &str, form: &str) -> String {
        let body = Body {
            content_type: "application/x-www-form-urlencoded".into(),
            bytes: form.into(),
        };
        let answer = self.http.post(url, body).await.unwrap();
        assert_eq!(answer.status, 303);
        answer.location.unwrap()
    }

    async fn late_link(&self, session: &str) -> Option<LinkId> {
        let request = self.backend.late_link(session).unwrap();
        let late = parse_late_link(&self.send(&request).await, 0).unwrap();
        late.map(|late| late.link)
    }

    async fn links(&self) -> Vec<LinkSummary> {
        let response = self.send(&self.backend.links()).await;
        parse_links(&response, 0).unwrap().links
    }

    /// Status and body of the answer.
    async fn report(&self, report: &OutcomeReport) -> (u16, String) {
        let request = self.backend.report_outcome(report).unwrap();
        self.raw(&request).await
    }

    /// By the other client, which shows bodies.
    async fn raw(&self, request: &HttpRequest) -> (u16, String) {
        let answer = self.http.send(request).await.unwrap();
        (answer.status, String::from_utf8(answer.body).unwrap())
    }

    fn taken(&self) -> serde_json::Value {
        self.app_backend.view()["reports"].clone()
    }
}

fn urls() -> CallbackUrls {
    CallbackUrls {
        success: "lumen://success/nonce".into(),
        exit: "lumen://exit/nonce".into(),
        event: "lumen://event/nonce".into(),
    }
}

fn connected(session: &str, link: &LinkId) -> OutcomeReport {
    let link = link.clone();
    let ending = ReportedEnding::Connected {
        link,
        institution: None,
        late: false,
        other_link: false,
    };
    outcome(session, ending)
}

fn outcome(session: &str, ending: ReportedEnding) -> OutcomeReport {
    OutcomeReport {
        session_id: session.into(),
        sequence: 1,
        ending,
    }
}

fn failed() -> OutcomeReport {
    let reason = "token_refused".into();
    outcome(SESSION, ReportedEnding::Failed { reason })
}

#[tokio::test]
async fn a_session_from_its_token_to_a_verified_link() {
    let world = World::new().await;
    let token = world.open(SESSION, None).await.unwrap();
    assert_eq!(world.late_link(SESSION).await, None);
    assert!(world.links().await.is_empty());
    world.connect(&token).await;
    let link = world.late_link(SESSION).await.unwrap();
    let answer = world.report(&connected(SESSION, &link)).await;
    assert_eq!(answer, (200, r#"{"verified":true}"#.to_owned()));
    let links = world.links().await;
    assert_eq!((&links[0].link, links.len()), (&link, 1));
    assert_eq!(links[0].health, LinkHealth::Valid);
    assert_eq!(links[0].institution.as_deref(), Some("erebor_mx_retail"));
}

#[tokio::test]
async fn opening_again_gives_a_new_token_for_the_same_session() {
    let world = World::new().await;
    let request = world.backend.open_session(SESSION, None, urls()).unwrap();
    let first = world.send(&request).await;
    let second = world.send(&request).await;
    assert_eq!((first.status(), second.status()), (201, 200));
    let token = |answer| parse_opened_session(SESSION, answer, 0).unwrap().token;
    assert_ne!(token(&first).reveal(), token(&second).reveal());
    assert_eq!(world.app_backend.view()["tokens_minted"], 2);
}

#[tokio::test]
async fn a_session_keeps_the_mode_it_was_opened_in() {
    let world = World::new().await;
    let token = world.open(SESSION, None).await.unwrap();
    world.connect(&token).await;
    let link = world.late_link(SESSION).await.unwrap();
    world.open("session-2", Some(link.clone())).await.unwrap();
    let other = LinkId::new("0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10");
    for (session, repair) in [
        (SESSION, Some(link.clone())),
        ("session-2", None),
        ("session-2", Some(other)),
    ] {
        let request = world.backend.open_session(session, repair, urls()).unwrap();
        let (status, body) = world.raw(&request).await;
        assert_eq!(status, 422, "it lasts: {session}");
        assert!(body.contains(r#""code":"session_mode""#), "{body}");
    }
    // Nothing was asked of Belvo for it, and the session is what it was.
    assert_eq!(world.app_backend.view()["tokens_minted"], 2);
    world.open("session-2", Some(link)).await.unwrap();
    assert_eq!(world.late_link("session-2").await, None);
}

#[tokio::test]
async fn a_broken_link_is_listed_and_repaired() {
    let world = World::new().await;
    let token = world.open(SESSION, None).await.unwrap();
    world.connect(&token).await;
    let link = world.late_link(SESSION).await.unwrap();
    assert!(
        world
            .sandbox
            .set_link_status(link.as_str(), LinkStatus::Invalid)
    );
    let links = world.links().await;
    assert_eq!(links[0].health, LinkHealth::Credentials);
    assert_eq!(links[0].needed_action, NeededAction::Update);

    let token = world.open("session-2", Some(link.clone())).await.unwrap();
    assert_eq!(world.late_link("session-2").await, None, "not yet");
    // The sandbox's times are of milliseconds.
    tokio::time::sleep(Duration::from_millis(5)).await;
    world.connect(&token).await;
    assert_eq!(world.late_link("session-2").await, Some(link.clone()));
    // Another token for the same session, as after a lease: it is still the session that repaired the link.
    world.open("session-2", Some(link.clone())).await.unwrap();
    assert_eq!(world.late_link("session-2").await, Some(link.clone()));
    let answer = world.report(&connected("session-2", &link)).await;
    assert_eq!(answer.1, r#"{"verified":true}"#);
    assert_eq!(world.links().await.len(), 1);
}

#[tokio::test]
async fn a_claim_that_nobody_confirms_stays_a_claim() {
    let world = World::new().await;
    let token = world.open(SESSION, None).await.unwrap();
    world.connect(&token).await;
    let of_another = world.late_link(SESSION).await.unwrap();
    for (session, link) in [
        ("session-2", of_another),
        (
            "session-3",
            LinkId::new("0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10"),
        ),
        ("session-4", LinkId::new("../links")),
        ("session-5", LinkId::new("")),
    ] {
        let answer = world.report(&connected(session, &link)).await;
        assert_eq!(
            answer,
            (200, r#"{"verified":false}"#.to_owned()),
            "{session}"
        );
    }
    assert_eq!(world.taken().as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn an_outcome_counts_once() {
    let world = World::new().await;
    let first = world.report(&failed()).await;
    assert_eq!(first, (200, "{}".to_owned()));
    assert_eq!(world.report(&failed()).await, first);
    let reason = "token_rejected".into();
    let other = outcome(SESSION, ReportedEnding::Failed { reason });
    let (status, body) = world.report(&other).await;
    assert_eq!(status, 422, "it lasts, so that the outbox shows it");
    assert!(body.contains(r#""code":"outcome_conflict""#), "{body}");
    let taken = world.taken();
    assert_eq!(taken.as_array().unwrap().len(), 1);
    assert_eq!(taken[0]["id"], "session-1.1");
    assert_eq!(taken[0]["times"], 2);
    assert_eq!(taken[0]["ending"]["reason"], "token_refused");
}

#[tokio::test]
async fn an_outcome_comes_under_its_own_idempotency_key() {
    let world = World::new().await;
    let good = world.backend.report_outcome(&failed()).unwrap();
    let of_key = |header: &HttpHeader| header.name == "Idempotency-Key";
    let at = good.headers.iter().position(of_key).unwrap();
    assert_eq!(good.headers[at].value, "session-1.1");

    let mut none = good.clone();
    none.headers.remove(at);
    let mut of_another = good.clone();
    of_another.headers[at].value = "session-1.2".into();
    let mut twice = good.clone();
    twice.headers.push(of_another.headers[at].clone());
    for wrong in [none, of_another, twice] {
        let (status, body) = world.raw(&wrong).await;
        assert_eq!(status, 400);
        assert!(body.contains(r#""code":"idempotency_key""#), "{body}");
    }
    assert!(world.taken().as_array().unwrap().is_empty());
    assert_eq!(world.raw(&good).await.0, 200);
}

#[tokio::test]
async fn errors_are_problems_with_the_requests_id() {
    let world = World::new().await;
    let stranger = world
        .backend
        .with_auth(Some(Arc::new(AuthHeader::bearer("nobody").unwrap())));
    let mut elsewhere = world.backend.links();
    elsewhere.url = elsewhere.url.replace("links", "banks");
    let mut method = world.backend.links();
    method.method = HttpMethod::Put;
    let mut body = world.backend.report_outcome(&failed()).unwrap();
    body.body = Some(b"{".to_vec());
    let mut place = world.backend.report_outcome(&failed()).unwrap();
    place.url = place.url.replace("outcomes/1", "outcomes/2");
    for (request, status, code) in [
        (stranger.links(), 401, "signed_out"),
        (world.backend.with_auth(None).links(), 401, "signed_out"),
        (elsewhere, 404, "not_found"),
        (method, 405, "method_not_allowed"),
        (body, 400, "malformed"),
        (place, 400, "malformed"),
    ] {
        let response = world.send(&request).await;
        assert_eq!(response.status(), status, "{code}");
        let id = response.header("x-request-id").unwrap().to_owned();
        assert_eq!(id.len(), 16);
        let kind = response.header("content-type");
        assert_eq!(kind, Some("application/problem+json"), "{code}");
        let error = parse_links(&response, 0).unwrap_err();
        let (named, found) = match &error {
            BackendError::Unauthorized {
                problem_code,
                request_id,
            }
            | BackendError::Refused {
                problem_code,
                request_id,
                ..
            } => (problem_code, request_id),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            (named.as_deref(), found.as_deref()),
            (Some(code), Some(&*id))
        );
    }
    assert!(world.taken().as_array().unwrap().is_empty());
}

#[tokio::test]
async fn what_belvo_says_no_to_is_told_apart() {
    let world = World::with_keys(SecretKeys::new("nobody", "nothing")).await;
    let error = world.open(SESSION, None).await.unwrap_err();
    assert!(
        matches!(error, BackendError::Unavailable { status: 502, .. }),
        "{error:?}"
    );

    let world = World::new().await;
    let missing = LinkId::new("0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10");
    let error = world.open(SESSION, Some(missing)).await.unwrap_err();
    assert!(
        matches!(error, BackendError::Refused { status: 422, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn every_trouble_can_be_had() {
    let world = World::new().await;
    let status = async |fault| {
        world.app_backend.set_fault(fault);
        let links = world.send(&world.backend.links()).await.status();
        (links, world.report(&failed()).await.0)
    };
    assert_eq!(status(Fault::Failing).await, (500, 500));
    assert_eq!(status(Fault::SignedOut).await, (401, 401));
    assert_eq!(status(Fault::Refusing).await, (200, 422));
    assert!(world.taken().as_array().unwrap().is_empty());
    assert_eq!(status(Fault::None).await, (200, 200));

    world
        .app_backend
        .set_fault(Fault::Slow(Duration::from_hours(1)));
    let impatient = Transport::new(TransportConfig {
        timeout: Duration::from_millis(50),
        ..TransportConfig::default()
    });
    let late = impatient.unwrap().send(&world.backend.links()).await;
    assert_eq!(late, Err(TransportError::TimedOut));
}

#[tokio::test]
async fn a_shut_door_refuses_connections_until_it_is_opened() {
    let world = World::new().await;
    assert_eq!(world.report(&failed()).await.0, 200);
    for _ in 0..3 {
        world.door.shut().await;
        let refused = world.transport.send(&world.backend.links()).await;
        assert_eq!(refused, Err(TransportError::Unreachable));
        world.door.reopen().await.unwrap();
        world.door.reopen().await.unwrap();
        assert_eq!(world.send(&world.backend.links()).await.status(), 200);
    }
    assert_eq!(world.taken()[0]["times"], 1, "it remembers what it had");
}

#[tokio::test]
async fn no_view_and_no_answer_holds_a_key() {
    let world = World::new().await;
    let keys = SecretKeys::fake();
    let token = world.open(SESSION, None).await.unwrap();
    let shown = format!(
        "{} {:?} {:?}",
        world.app_backend.view(),
        world.app_backend,
        world.door
    );
    let opened = world
        .raw(&world.backend.open_session(SESSION, None, urls()).unwrap())
        .await;
    assert_eq!(opened.0, 200);
    for secret in [keys.password(), keys.id()] {
        assert!(!shown.contains(secret) && !opened.1.contains(secret));
    }
    assert!(!shown.contains(&token));
}
