//! A session, and a host with a backend that answers as the test says.

use serde_json::{Value, json};
use vinculo::backend::{
    Backend, BackendError, HttpMethod, HttpRequest, HttpResponse, OpenMode, OpenSession,
};
use vinculo::callback::{CallbackUrls, LinkId};
use vinculo::exchange::{self, Step};
use vinculo::navigation::{Frame, Navigation};
use vinculo::session::{
    Effect, Ending, Event, Mode, Now, Outcome, Phase, Session, SessionConfig, Timer,
};

use crate::{json_answer, last, step};

const LINK: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";
const NONCE: &str = "fresh-random-nonce";

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
            url: url.to_owned().into(),
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
        (Ok(HttpResponse::new(404, Vec::new(), Vec::new())), false),
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
    assert_eq!(host.session.phase(), Phase::Recovering);
    host.tell(Event::Retry);
    assert_eq!(host.session.phase(), Phase::FetchingToken);
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
