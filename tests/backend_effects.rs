//! A session and its backend, joined by `exchange`: effects become requests, answers become events, and a report's
//! fate goes to the outbox.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use serde_json::{Value, json};
use vinculo::backend::retry::MAX_ATTEMPTS;
use vinculo::backend::{
    Backend, BackendError, HttpHeader, HttpMethod, HttpRequest, HttpResponse, OpenMode,
    OpenSession, OutcomeReport, UnreadableReason,
};
use vinculo::callback::{CallbackUrls, ExitCode, ExitError, ExitStage, LinkId};
use vinculo::exchange::{self, MAX_PAUSE_MS, PATIENCE_MS, ReportFate, Step, Tried};
use vinculo::navigation::{Frame, Navigation};
use vinculo::outbox::{EntryState, MemoryStore, Outbox, OutboxConfig, UserKey};
use vinculo::session::{
    Effect, Ending, Event, ExitSource, FailReason, Mode, Now, Outcome, Session, SessionConfig,
    Timer, TokenProblem,
};

const LINK: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";
const NONCE: &str = "fresh-random-nonce";

/// The first try, at once.
fn first() -> Tried {
    Tried {
        attempt: 1,
        elapsed_ms: 0,
        jitter: 0,
        now_wall_ms: 0,
    }
}

/// The last try there is, so that the session hears of it.
fn last() -> Tried {
    Tried {
        attempt: MAX_ATTEMPTS,
        ..first()
    }
}

fn step(effect: &Effect, answer: &Result<HttpResponse, BackendError>, tried: Tried) -> Step {
    let step = match answer {
        Ok(response) => exchange::answered(effect, response, tried),
        Err(error) => exchange::unanswered(effect, error, tried),
    };
    step.expect("it asks the backend")
}

/// A host with a backend that answers as the test says.
struct Host {
    session: Session,
    backend: Backend,
    mono_ms: i64,
    waiting: Vec<Effect>,
    finished: Vec<Outcome>,
}

impl Host {
    fn start(mode: Mode) -> Self {
        let urls = CallbackUrls {
            success: "myapp://success".into(),
            exit: "myapp://exit".into(),
            event: "myapp://event".into(),
        };
        let mut config = SessionConfig::new("session-1", NONCE, urls);
        config.mode = mode;
        config.confirm_close = false;
        let mut host = Self {
            session: Session::new(config).unwrap(),
            backend: Backend::new("https://api.example.com/bank", None).unwrap(),
            mono_ms: 0,
            waiting: Vec::new(),
            finished: Vec::new(),
        };
        host.tell(Event::Start);
        host
    }

    fn tell(&mut self, event: Event) {
        self.mono_ms += 1;
        let now = Now {
            wall_ms: 1_700_000_000_000 + self.mono_ms,
            mono_ms: self.mono_ms,
        };
        for effect in self.session.advance(event, now) {
            match effect {
                Effect::Record { id, .. } => self.tell(Event::Recorded { id }),
                Effect::Finish { outcome, .. } => self.finished.push(outcome),
                effect => self.waiting.push(effect),
            }
        }
    }

    /// Sends the one request that is due and gives it this answer, as the last try there is; returns the request.
    fn answer(&mut self, answer: &Result<HttpResponse, BackendError>) -> HttpRequest {
        let request = |effect: &Effect| exchange::request(&self.backend, effect).unwrap();
        let index = self.waiting.iter().position(|e| request(e).is_some());
        let effect = self.waiting.remove(index.expect("a request is due"));
        let sent = request(&effect).expect("a request");
        match step(&effect, answer, last()) {
            Step::Tell { event, .. } => self.tell(event),
            Step::Again { .. } => panic!("no try is left"),
        }
        sent
    }

    /// The time in which a success may still follow an exit is over.
    fn end_grace(&mut self) {
        let ids: Vec<u64> = self
            .waiting
            .iter()
            .filter_map(|effect| match effect {
                Effect::SetTimer {
                    id,
                    timer: Timer::ExitGrace,
                    ..
                } => Some(*id),
                _ => None,
            })
            .collect();
        for id in ids {
            self.tell(Event::TimerFired { id });
        }
    }

    fn navigate(&mut self, url: &str) {
        let navigation = Navigation {
            url: url.to_owned(),
            frame: Frame::Main,
            redirect: None,
            post: None,
            user_gesture: None,
        };
        self.tell(Event::Navigation { navigation });
    }

    fn open(&mut self) -> HttpRequest {
        let sent = self.answer(&json_answer(201, &json!({"access_token": "a.b.c"})));
        self.tell(Event::PageShown);
        sent
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the other answers are errors")]
fn json_answer(status: u16, body: &Value) -> Result<HttpResponse, BackendError> {
    let body = body.to_string().into_bytes();
    Ok(HttpResponse::new(status, Vec::new(), body))
}

fn body(request: &HttpRequest) -> Value {
    serde_json::from_slice(request.body.as_deref().unwrap()).unwrap()
}

#[test]
fn a_connected_account_is_reported_under_its_outcome() {
    let mut host = Host::start(Mode::Create);
    let opened = host.open();
    let sent: OpenSession = serde_json::from_slice(&opened.body.unwrap()).unwrap();
    assert_eq!(sent.mode, OpenMode::Create);
    assert_eq!(
        sent.callback_urls.success,
        format!("myapp://success/{NONCE}")
    );

    host.navigate(&format!("myapp://success/{NONCE}?link={LINK}"));
    let reported = host.answer(&json_answer(200, &json!({})));
    assert_eq!(reported.method, HttpMethod::Put);
    assert_eq!(
        reported.url,
        "https://api.example.com/bank/v1/connect-sessions/session-1/outcomes/1"
    );
    let key = reported
        .headers
        .iter()
        .find(|header| header.name == "Idempotency-Key");
    assert_eq!(key.unwrap().value, host.finished[0].id);
    assert_eq!(body(&reported)["ending"]["link"], LINK);
}

#[test]
fn a_repair_asks_for_its_link() {
    let link = LinkId::new(LINK);
    let mut host = Host::start(Mode::Update { link });
    let opened = body(&host.open());
    assert_eq!(
        (&opened["mode"], &opened["link"]),
        (&json!("update"), &json!(LINK))
    );
}

#[test]
fn the_urls_the_backend_names_are_in_force() {
    let mut host = Host::start(Mode::Create);
    let urls = json!({
        "success": format!("https://app.example/ok/{NONCE}"),
        "exit": format!("https://app.example/exit/{NONCE}"),
        "event": format!("https://app.example/event/{NONCE}"),
    });
    host.answer(&json_answer(
        201,
        &json!({"access_token": "a.b.c", "callback_urls": urls}),
    ));
    host.tell(Event::PageShown);
    host.navigate(&format!("https://app.example/ok/{NONCE}?link={LINK}"));
    assert!(matches!(
        &host.finished[0].ending,
        Ending::Connected { link, .. } if link.as_str() == LINK
    ));
}

#[test]
fn a_link_found_late_is_a_success() {
    for (answer, connected) in [
        (json_answer(200, &json!({"link": LINK})), true),
        (json_answer(404, &json!({"code": "no_link"})), false),
        (status(404), false),
        (json_answer(503, &json!({})), false),
        (Err(BackendError::Offline), false),
    ] {
        let mut host = Host::start(Mode::Create);
        host.open();
        host.tell(Event::CloseRequested);
        let asked = host.answer(&answer);
        assert_eq!(
            asked.url,
            "https://api.example.com/bank/v1/connect-sessions/session-1/link"
        );
        host.end_grace();
        let ending = host.finished[0].ending.clone();
        assert_eq!(
            matches!(ending, Ending::Connected { late: true, .. }),
            connected,
            "{ending:?}"
        );
        let reported = body(&host.answer(&json_answer(200, &json!({}))));
        assert_eq!(reported["ending"]["kind"], ending.name());
    }
}

#[test]
fn a_session_outlives_the_apps_own() {
    let mut host = Host::start(Mode::Create);
    host.answer(&json_answer(401, &json!({"code": "signed_out"})));
    assert!(host.finished.is_empty());
    host.tell(Event::Retry);
    host.open();
    host.navigate(&format!("myapp://success/{NONCE}?link={LINK}"));
    assert!(matches!(host.finished[0].ending, Ending::Connected { .. }));
}

#[test]
fn a_token_refused_for_good_ends_the_session() {
    let mut host = Host::start(Mode::Create);
    host.answer(&json_answer(403, &json!({"code": "not_allowed"})));
    host.answer(&json_answer(404, &json!({})));
    host.end_grace();
    let reported = host.answer(&json_answer(201, &json!({})));
    assert_eq!(
        body(&reported)["ending"],
        json!({"kind": "failed", "reason": "token_refused"})
    );
}

const TOKEN: fn() -> Effect = || Effect::RequestToken {
    id: 1,
    session_id: "session-1".into(),
    mode: Mode::Create,
    callback_urls: CallbackUrls {
        success: "m://s".into(),
        exit: "m://x".into(),
        event: "m://e".into(),
    },
};
const LATE: fn() -> Effect = || Effect::CheckLateLink {
    id: 1,
    session_id: "session-1".into(),
};
const REPORT: fn() -> Effect = || Effect::Report {
    id: 1,
    outcome: outcome(),
};

fn outcome() -> Outcome {
    Outcome {
        id: "session-1.1".into(),
        session_id: "session-1".into(),
        sequence: 1,
        ending: Ending::Failed {
            reason: FailReason::TokenRefused,
        },
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the other answers are errors")]
fn status(status: u16) -> Result<HttpResponse, BackendError> {
    Ok(HttpResponse::new(status, Vec::new(), Vec::new()))
}

fn waits(
    effect: &Effect,
    answer: &Result<HttpResponse, BackendError>,
    tried: Tried,
) -> Option<u64> {
    match step(effect, answer, tried) {
        Step::Again { after_ms } => Some(after_ms),
        Step::Tell { .. } => None,
    }
}

fn fate(answer: &Result<HttpResponse, BackendError>) -> ReportFate {
    match step(&REPORT(), answer, last()) {
        Step::Tell {
            fate: Some(fate), ..
        } => fate,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_asks_nothing_of_the_backend_is_nobodys_request() {
    let backend = Backend::new("https://a.b", None).unwrap();
    let effect = Effect::GoBack;
    assert_eq!(exchange::request(&backend, &effect), Ok(None));
    let response = HttpResponse::new(200, Vec::new(), Vec::new());
    assert_eq!(exchange::answered(&effect, &response, first()), None);
    let error = BackendError::Offline;
    assert_eq!(exchange::unanswered(&effect, &error, first()), None);
}

#[test]
fn every_failure_of_a_token_has_its_problem() {
    let unreadable = BackendError::Unreadable {
        reason: UnreadableReason::Shape,
        request_id: None,
    };
    for (answer, expected) in [
        (Err(BackendError::Offline), TokenProblem::Offline),
        (Err(BackendError::NotTrusted), TokenProblem::Tls),
        (Err(BackendError::TimedOut), TokenProblem::TimedOut),
        (status(503), TokenProblem::Server),
        (status(401), TokenProblem::SignIn),
        (status(422), TokenProblem::Refused),
        (status(302), TokenProblem::Malformed),
        (Err(unreadable), TokenProblem::Malformed),
        (json_answer(200, &json!({})), TokenProblem::Malformed),
    ] {
        let event = Event::TokenFailed {
            id: 1,
            problem: expected,
        };
        let Step::Tell {
            event: told,
            fate: None,
            error: Some(cause),
        } = step(&TOKEN(), &answer, last())
        else {
            panic!("{answer:?}");
        };
        assert_eq!(told, event, "{answer:?}");
        assert!(answer.is_ok() || answer == Err(cause));
    }
}

#[test]
fn a_person_waits_for_a_busy_backend_but_not_for_ever() {
    let tried = |elapsed_ms| Tried {
        elapsed_ms,
        ..first()
    };
    for effect in [TOKEN(), LATE()] {
        assert_eq!(waits(&effect, &status(503), first()), Some(800));
        assert_eq!(
            waits(&effect, &Err(BackendError::TimedOut), first()),
            Some(800)
        );
        assert_eq!(
            waits(&effect, &status(503), tried(PATIENCE_MS - 1_800)),
            Some(800)
        );
        assert_eq!(
            waits(&effect, &status(503), tried(PATIENCE_MS - 1_799)),
            None
        );
        assert_eq!(exchange::try_ms(&effect, 0), Some(PATIENCE_MS));
        assert_eq!(exchange::try_ms(&effect, PATIENCE_MS - 1), Some(1));
        assert_eq!(exchange::try_ms(&effect, u64::MAX), Some(0));
        // Without network the session says so at once.
        assert_eq!(waits(&effect, &Err(BackendError::Offline), first()), None);
        assert_eq!(
            waits(&effect, &Err(BackendError::NotTrusted), first()),
            None
        );
        for code in [302, 401, 403, 422] {
            assert_eq!(waits(&effect, &status(code), first()), None, "{code}");
        }
    }
    assert_eq!(exchange::try_ms(&REPORT(), 0), None);
    let header = HttpHeader {
        name: "Retry-After".into(),
        value: "11".into(),
    };
    let busy = Ok(HttpResponse::new(429, vec![header], Vec::new()));
    assert_eq!(waits(&TOKEN(), &busy, first()), None);
    assert_eq!(waits(&REPORT(), &busy, first()), Some(11_000));
}

#[test]
fn a_report_is_tried_until_the_arithmetic_ends() {
    let hour = Tried {
        elapsed_ms: 3_600_000,
        ..first()
    };
    for answer in [
        Err(BackendError::Offline),
        Err(BackendError::TimedOut),
        status(500),
        status(429),
    ] {
        assert_eq!(waits(&REPORT(), &answer, hour), Some(800), "{answer:?}");
        assert_eq!(waits(&REPORT(), &answer, last()), None, "{answer:?}");
    }
}

#[test]
fn a_report_goes_back_to_the_outbox_for_a_wait_of_more_than_a_minute() {
    let asked = |seconds: &str| {
        let header = HttpHeader {
            name: "Retry-After".into(),
            value: seconds.into(),
        };
        Ok(HttpResponse::new(503, vec![header], Vec::new()))
    };
    let longest = (MAX_PAUSE_MS / 1_000).to_string();
    assert_eq!(
        waits(&REPORT(), &asked(&longest), first()),
        Some(MAX_PAUSE_MS)
    );
    assert_eq!(waits(&REPORT(), &asked("61"), first()), None);
    for tried in [first(), last()] {
        let told = step(&REPORT(), &asked("86400"), tried);
        let fate = Some(ReportFate::Pending {
            sign_in: false,
            after_ms: Some(86_400_000),
        });
        assert!(matches!(told, Step::Tell { fate: found, .. } if found == fate));
    }
}

#[test]
fn only_a_lasting_no_takes_a_report_out_of_the_queue() {
    let config = OutboxConfig::new(UserKey::new("user-7").unwrap());
    let mut outbox = Outbox::open(MemoryStore::new(), config).unwrap().outbox;
    let now = Now {
        wall_ms: 0,
        mono_ms: 0,
    };
    outbox.append(&outcome(), now).unwrap();
    let html = Ok(HttpResponse::new(200, Vec::new(), b"<html>".to_vec()));
    for (answer, sign_in) in [
        (Err(BackendError::Offline), false),
        (Err(BackendError::NotTrusted), false),
        (Err(BackendError::TimedOut), false),
        (status(302), false),
        (status(409), false),
        (status(500), false),
        (status(404), false),
        (status(407), false),
        (html, false),
        (status(401), true),
    ] {
        let fate = fate(&answer);
        let after_ms = None;
        assert_eq!(
            fate,
            ReportFate::Pending { sign_in, after_ms },
            "{answer:?}"
        );
        assert_eq!(fate.settle(&mut outbox, "session-1.1"), Ok(true));
        assert_eq!(outbox.pending().len(), 1, "{answer:?}");
    }
    assert_eq!(outbox.list()[0].attempts, 10);

    let refused = fate(&json_answer(422, &json!({"code": "session_unknown"})));
    assert_eq!(refused.settle(&mut outbox, "session-1.1"), Ok(true));
    let state = EntryState::Refused { status: 422 };
    assert_eq!(outbox.list()[0].state, state);

    let taken = fate(&json_answer(200, &json!({})));
    assert_eq!(taken, ReportFate::Acknowledged);
    assert_eq!(taken.settle(&mut outbox, "session-1.1"), Ok(true));
    assert!(outbox.list().is_empty());
}

#[test]
fn a_report_holds_no_text_of_the_widget() {
    let exited = Outcome {
        ending: Ending::Exited {
            stage: ExitStage::BecauseOfError,
            error: Some(ExitError {
                code: ExitCode::from_code("login_error"),
                message: Some("Ana said no".into()),
            }),
            source: ExitSource::Widget,
        },
        ..outcome()
    };
    let sent = serde_json::to_value(OutcomeReport::from(&exited)).unwrap();
    let ending = json!({"kind": "exited", "stage": "because_of_error", "error_code": "login_error", "source": "widget"});
    assert_eq!(
        sent,
        json!({"session_id": "session-1", "sequence": 1, "ending": ending})
    );
}
