//! The phone with a backend that answers as the test says, over real loopback.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use vinculo::session::{Ending, FailReason, Now, Outcome};
use vinculo_sandbox::{Sandbox, SandboxConfig, SecretKeys};

use super::{Act, Parts, Phone};
use crate::app_backend::AppBackend;
use crate::commands::wall_ms;
use crate::demo::backend::Backend;
use crate::demo::clock::Clock;
use crate::demo::disk::Disk;
use crate::demo::roads::Roads;
use crate::demo::serve::host;
use crate::http::Http;

/// A phone, and the reports that come from it.
struct World {
    phone: Arc<Phone>,
    reports: mpsc::UnboundedReceiver<Report>,
    questions: mpsc::UnboundedReceiver<()>,
}

/// A report that waits for its answer.
struct Report {
    path: String,
    reply: oneshot::Sender<Response>,
}

impl World {
    async fn new() -> Self {
        let (report, reports) = mpsc::unbounded_channel();
        let (question, questions) = mpsc::unbounded_channel();
        let heard = Heard { report, question };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(hear).with_state(heard);
        tokio::spawn(async move { axum::serve(listener, router).await });

        let clock = Arc::new(Clock::new());
        let nobody = "http://127.0.0.1:1".to_owned();
        let inside = AppBackend::new(&nobody, SecretKeys::fake()).unwrap();
        let sandbox = Sandbox::new(SandboxConfig::new(wall_ms));
        let phone = Phone::new(Parts {
            host: host(&origin, &clock).unwrap(),
            backend: Backend::open(inside, sandbox).await.unwrap(),
            clock,
            http: Http::new().unwrap(),
            disk: Disk::new().unwrap(),
            roads: Roads {
                widget: nobody.clone(),
                bank: nobody,
            },
            latency: Duration::ZERO,
            callback_base: "vinculo-demo://".to_owned(),
        });
        Self {
            phone,
            reports,
            questions,
        }
    }

    fn act(&self, act: Act) {
        self.phone.act(act).unwrap();
    }

    /// A session begins and waits for its token, which never comes; its id.
    fn start(&self) -> String {
        let options = serde_json::from_str("{}");
        self.act(Act::Start(options.unwrap()));
        let id = self.phone.view(0)["session_id"].clone();
        id.as_str().unwrap().to_owned()
    }

    /// Anything else was asked.
    async fn question(&mut self) {
        in_time(self.questions.recv()).await.unwrap();
    }

    /// The next report that comes.
    async fn report(&mut self) -> Report {
        in_time(self.reports.recv()).await.unwrap()
    }

    /// Once the courier has nothing more to do.
    async fn idle(&self) {
        in_time(async {
            while !self.phone.lock().courier.is_idle() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        })
        .await;
    }

    /// The state, once `holds` is true for it.
    async fn state(&self, holds: impl Fn(&Value) -> bool) -> Value {
        let mut changed = self.phone.watch();
        in_time(async {
            loop {
                let state = self.phone.view(0);
                if holds(&state) {
                    return state;
                }
                changed.changed().await.unwrap();
            }
        })
        .await
    }

    /// Once the timeline has a note that begins so, all of it.
    async fn note(&self, begin: &str) -> String {
        let found = |state: &Value| {
            let log = state["log"].as_array().unwrap();
            let mut notes = log.iter().filter(|entry| entry["kind"] == "note");
            let texts = notes.find_map(|note| note["name"].as_str()?.strip_prefix(begin));
            texts.map(str::to_owned)
        };
        let state = self.state(|state| found(state).is_some()).await;
        found(&state).unwrap()
    }
}

impl Report {
    fn is_of(&self, session_id: &str) -> bool {
        self.path == format!("/v1/connect-sessions/{session_id}/outcomes/1")
    }

    fn answer(self, status: u16) {
        self.answer_with(status, header::VIA, "nobody", "{}");
    }

    fn answer_with(self, status: u16, name: HeaderName, value: &str, body: &str) {
        let headers = [(name, HeaderValue::from_str(value).unwrap())];
        let status = StatusCode::from_u16(status).unwrap();
        let response = (status, headers, body.to_owned()).into_response();
        // Nobody listens any more if the phone has broken it off.
        let _ = self.reply.send(response);
    }
}

#[derive(Clone)]
struct Heard {
    report: mpsc::UnboundedSender<Report>,
    question: mpsc::UnboundedSender<()>,
}

/// Whatever is no report gets no answer.
async fn hear(State(heard): State<Heard>, method: Method, uri: Uri) -> Response {
    if method != Method::PUT {
        heard.question.send(()).unwrap();
        return pending().await;
    }
    let (reply, answer) = oneshot::channel();
    let path = uri.path().to_owned();
    heard.report.send(Report { path, reply }).unwrap();
    answer
        .await
        .unwrap_or_else(|_| StatusCode::GONE.into_response())
}

/// A test that waits for what never comes ends.
async fn in_time<T>(what: impl Future<Output = T>) -> T {
    let limit = Duration::from_secs(30);
    tokio::time::timeout(limit, what)
        .await
        .expect("it never came")
}

fn entry(state: &Value) -> (Option<&str>, Option<u64>) {
    let entry = &state["outbox"]["entries"][0];
    (entry["state"].as_str(), entry["attempts"].as_u64())
}

#[tokio::test]
async fn what_was_to_be_recorded_before_the_kill_is_on_disk() {
    let world = World::new().await;
    world.start();
    let before = world.phone.exchange_snapshot(None);
    // Nothing awaits in between, so that no other task runs.
    world.act(Act::LateSuccess);
    world.act(Act::Kill);
    // The tasks of the dead process run to their end.
    world.phone.look_at_disk().await;
    // The snapshot alone would begin anew.
    world.phone.exchange_snapshot(Some(before));
    world.act(Act::Restore);
    let state = world.state(|state| state["phase"].is_string()).await;
    assert_eq!(state["phase"], "finished");
    let told = &state["screen"]["told"];
    assert!(told["outcome"]["connected"].is_object(), "{told}");
    assert_eq!(told["durable"], true);
}

#[tokio::test]
async fn a_question_under_way_breaks_off_when_the_phone_goes_offline() {
    let mut world = World::new().await;
    world.start();
    world.question().await;
    world.act(Act::Offline { on: true });
    let state = world.state(|state| state["phase"] == "recovering").await;
    assert_eq!(state["screen"]["cover"]["problem"]["token"], "offline");
}

#[tokio::test]
async fn nothing_is_sent_once_the_phone_is_offline() {
    let mut world = World::new().await;
    let session = world.start();
    world.act(Act::LateSuccess);
    let first = world.report().await;
    assert!(first.is_of(&session), "{}", first.path);
    // It would be sent again in a second.
    first.answer(503);
    world.act(Act::Offline { on: true });
    let held_back = |state: &Value| entry(state) == (Some("pending"), Some(1));
    world.state(held_back).await;
    assert!(world.reports.try_recv().is_err());
    // Nor does a try begin.
    world.phone.drain(&mut world.phone.lock());
    world
        .state(|state| entry(state) == (Some("pending"), Some(2)))
        .await;
    assert!(world.reports.try_recv().is_err());

    world.act(Act::Offline { on: false });
    let again = world.report().await;
    assert!(again.is_of(&session), "{}", again.path);
    again.answer(200);
    world
        .state(|state| state["outbox"]["acknowledged"][0].is_string())
        .await;
}

#[tokio::test]
async fn what_the_backend_wants_to_be_left_alone_with_waits_and_comes_again_by_itself() {
    let mut world = World::new().await;
    let first = world.start();
    world.act(Act::LateSuccess);
    let report = world.report().await;
    assert!(report.is_of(&first), "{}", report.path);
    let problem = r#"{"code":"closing_books","request_id":"r-1"}"#;
    report.answer_with(503, header::RETRY_AFTER, "300", problem);
    let note = world.note("the backend could not answer, status 503").await;
    assert_eq!(note, " (closing_books), request r-1");
    world
        .state(|state| entry(state) == (Some("pending"), Some(1)))
        .await;

    // The oldest goes first, so that the first to be heard tells whether the other was held up.
    let second = world.start();
    world.act(Act::LateSuccess);
    let report = world.report().await;
    assert!(report.is_of(&second), "{}", report.path);
    report.answer(200);
    world
        .state(|state| state["outbox"]["acknowledged"][0].is_string())
        .await;

    // From here on nothing but the time brings it back.
    world.idle().await;
    world.act(Act::Leap);
    tokio::time::pause();
    tokio::time::advance(Duration::from_mins(6)).await;
    tokio::time::resume();
    let report = world.report().await;
    assert!(report.is_of(&first), "{}", report.path);
    report.answer(200);
    world
        .state(|state| state["outbox"]["entries"][0].is_null())
        .await;
}

#[tokio::test]
async fn why_a_report_was_refused_is_in_the_timeline() {
    let mut world = World::new().await;
    world.start();
    world.act(Act::LateSuccess);
    let problem = r#"{"code":"books_closed","request_id":"r-2"}"#;
    let report = world.report().await;
    report.answer_with(422, header::VIA, "nobody", problem);
    let note = world.note("the backend refused with status 422").await;
    assert_eq!(note, " (books_closed), request r-2");
    world.state(|state| entry(state).0 == Some("refused")).await;
}

#[tokio::test]
async fn what_had_to_go_from_a_full_outbox_is_in_the_timeline() {
    let world = World::new().await;
    let full = world.phone.parts.disk.with(|outbox| {
        for number in 0..256 {
            let old = outcome(&format!("old-{number}"));
            outbox.append(&old, NOW).unwrap();
            outbox.refused(&old.id, 422).unwrap();
        }
    });
    full.await.unwrap();
    world.start();
    world.act(Act::LateSuccess);
    let gone = world.note("the outbox was full: ").await;
    assert_eq!(gone, "old-0.1 is gone");
}

#[tokio::test]
async fn why_an_outcome_was_not_recorded_is_in_the_timeline() {
    let world = World::new().await;
    let other = outcome(&world.start());
    let taken = world.phone.parts.disk.with(move |outbox| {
        outbox.append(&other, NOW).unwrap();
    });
    taken.await.unwrap();
    world.act(Act::LateSuccess);
    let why = world.note("the outbox did not record: ").await;
    assert!(why.contains("another outcome"), "{why}");
    let told = |state: &Value| state["screen"]["told"]["durable"].clone();
    let state = world.state(|state| !told(state).is_null()).await;
    assert_eq!(told(&state), false);
}

#[tokio::test]
async fn what_could_not_be_recorded_is_sent_again_though_another_session_has_begun() {
    let mut world = World::new().await;
    let first = world.start();
    let other = outcome(&first);
    let taken = world.phone.parts.disk.with(move |outbox| {
        outbox.append(&other, NOW).unwrap();
        outbox.refused(&other.id, 422).unwrap();
    });
    taken.await.unwrap();
    world.act(Act::LateSuccess);
    world.note("the outbox did not record: ").await;

    let second = world.start();
    world.act(Act::LateSuccess);
    let mut second_came = false;
    loop {
        let report = world.report().await;
        if report.is_of(&second) {
            second_came = true;
        } else if second_came {
            assert!(report.is_of(&first));
            break;
        }
        report.answer(401);
    }
}

const NOW: Now = Now {
    wall_ms: 0,
    mono_ms: 0,
};

fn outcome(session_id: &str) -> Outcome {
    Outcome {
        id: format!("{session_id}.1"),
        session_id: session_id.to_owned(),
        sequence: 1,
        ending: Ending::Failed {
            reason: FailReason::TokenRefused,
        },
    }
}
