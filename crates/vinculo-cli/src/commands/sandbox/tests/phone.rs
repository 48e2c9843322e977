//! A phone without a screen: a host of the core, and a webview that follows redirects and pages that go on by themselves.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use vinculo::backend::{AuthHeader, Backend};
use vinculo::callback::CallbackUrls;
use vinculo::navigation::{Frame, Navigation, NavigationPolicy};
use vinculo::session::{
    Effect, Event, LoadProblem, Now, Outcome, Phase, Session, SessionConfig, Timer,
};
use vinculo::transport::{BackendHost, Transport, TransportConfig};
use vinculo::widget::WidgetConfigBuilder;

use crate::app_backend::BEARER;
use crate::commands::wall_ms;
use crate::demo::roads::{resolve, without_fragment};
use crate::http::Http;
use crate::random;

/// More steps than any scenario has.
const LIMIT: usize = 40;
/// Far longer than any page takes on any machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// One session on a phone.
pub(super) struct Phone {
    session: Session,
    host: BackendHost,
    http: Http,
    /// How long a page is waited for. What is never answered does not come, however short.
    pub(super) patience: Duration,
    timers: Vec<(Timer, u64)>,
    /// What the webview was told to load, and has not yet.
    load: Option<String>,
    /// What was shown or diagnosed, by the core's own words.
    pub(super) seen: Vec<String>,
    pub(super) tokens: usize,
    pub(super) outcome: Option<Outcome>,
}

impl Phone {
    /// A session that has not begun. `scenario` goes into the start URL.
    pub(super) fn new(origin: &str, scenario: Option<&str>) -> Self {
        let url = |name: &str| format!("vinculo-test://{name}");
        let urls = CallbackUrls {
            success: url("success"),
            exit: url("exit"),
            event: url("event"),
        };
        let mut config =
            SessionConfig::new(format!("test-{}", random::hex(12)), random::hex(32), urls);
        let mut widget = WidgetConfigBuilder::default().base_url(format!("{origin}/widget/"));
        if let Some(scenario) = scenario {
            widget = widget.extra("sandbox_scenario", scenario);
        }
        config.widget = widget.build().unwrap().config;
        config.navigation = NavigationPolicy {
            widget_hosts: vec!["127.0.0.1".to_owned()],
            open_finance: true,
            allow_loopback_http: true,
            ..NavigationPolicy::default()
        };
        let auth = Arc::new(AuthHeader::bearer(BEARER).unwrap());
        let backend = Backend::new(&format!("{origin}/backend"), Some(auth)).unwrap();
        let transport = Transport::new(TransportConfig::default()).unwrap();
        Self {
            session: Session::new(config).unwrap(),
            host: BackendHost::new(transport, backend, wall_ms, random::number),
            http: Http::new().unwrap(),
            patience: PATIENCE,
            timers: Vec::new(),
            load: None,
            seen: Vec::new(),
            tokens: 0,
            outcome: None,
        }
    }

    /// Starts, and browses until nothing goes on by itself.
    pub(super) async fn start(&mut self) {
        self.tell(Event::Start).await;
        self.browse().await;
    }

    /// The user closes whatever is there, and is sure.
    pub(super) async fn close(&mut self) {
        self.tell(Event::CloseRequested).await;
        if self.phase() == Phase::ConfirmingClose {
            self.tell(Event::CloseConfirmed).await;
        }
        self.settle().await;
    }

    pub(super) async fn retry(&mut self) {
        self.tell(Event::Retry).await;
        self.browse().await;
    }

    /// A timer that was set fires.
    pub(super) async fn fire(&mut self, timer: Timer) {
        let at = self.timers.iter().rposition(|(one, _)| *one == timer);
        let (_, id) = self.timers.remove(at.unwrap());
        self.tell(Event::TimerFired { id }).await;
    }

    /// After an exit, until no success can follow any more.
    pub(super) async fn settle(&mut self) {
        if self.phase() == Phase::Reconciling {
            self.fire(Timer::ExitGrace).await;
        }
    }

    pub(super) fn phase(&self) -> Phase {
        self.session.phase()
    }

    pub(super) fn has_seen(&self, words: &str) -> bool {
        self.seen.iter().any(|seen| seen.contains(words))
    }

    /// What the webview was told to load is loaded, with all that follows from it.
    async fn browse(&mut self) {
        let mut steps = 0;
        while let Some(start) = self.load.take() {
            let (mut url, mut redirect) = (start, false);
            loop {
                steps += 1;
                assert!(steps < LIMIT, "it goes round: {:?}", self.seen);
                if !self.may_go(&url, redirect).await {
                    break;
                }
                let Some(next) = self.page(&url).await else {
                    break;
                };
                (url, redirect) = next;
            }
        }
    }

    async fn may_go(&mut self, url: &str, redirect: bool) -> bool {
        let navigation = Navigation {
            url: url.to_owned().into(),
            frame: Frame::Main,
            redirect: Some(redirect),
            post: Some(false),
            user_gesture: Some(false),
        };
        self.tell(Event::Navigation { navigation }).await
    }

    /// Fetches a page; where it leads by itself, and whether by a redirect.
    async fn page(&mut self, url: &str) -> Option<(String, bool)> {
        let fetched =
            tokio::time::timeout(self.patience, self.http.get(without_fragment(url), None));
        // Nothing came so far: the webview waits on, and what follows is the core's.
        let Ok(answer) = fetched.await else {
            return None;
        };
        let answer = answer.unwrap();
        if let Some(location) = answer.location {
            return Some((resolve(url, &location), true));
        }
        if answer.status >= 400 {
            let status = answer.status;
            let problem = LoadProblem::HttpStatus { status };
            self.tell(Event::LoadFailed { problem }).await;
            return None;
        }
        let html = String::from_utf8(answer.body).unwrap();
        self.tell(Event::PageShown).await;
        for message in messages(&html) {
            let message = message.to_string().into();
            self.tell(Event::PageMessage { message }).await;
        }
        let (_, rest) = html.split_once("http-equiv=\"refresh\" content=\"")?;
        let (_, path) = rest.split('"').next()?.split_once("; url=")?;
        Some((resolve(url, path), false))
    }

    /// Tells the session, and performs what it asks for, until it asks for nothing. Whether a navigation is allowed.
    async fn tell(&mut self, event: Event) -> bool {
        let mut allowed = false;
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let now = Now {
                wall_ms: wall_ms(),
                mono_ms: 0,
            };
            for effect in self.session.advance(event, now) {
                match &effect {
                    Effect::AnswerNavigation { allow } => allowed = *allow,
                    Effect::Load { url } | Effect::Reload { url, .. } => {
                        self.load = Some(url.reveal().to_owned());
                    }
                    Effect::SetTimer { id, timer, .. } => self.timers.push((*timer, *id)),
                    Effect::Record { id, .. } => events.push_back(Event::Recorded { id: *id }),
                    Effect::Finish { outcome, durable } => {
                        assert!(*durable);
                        assert!(
                            self.outcome.replace(outcome.clone()).is_none(),
                            "told twice"
                        );
                    }
                    Effect::RequestToken { .. } => self.tokens += 1,
                    _ => {}
                }
                self.seen.push(format!("{effect:?}"));
                if let Some(answer) = self.host.perform(&effect).await.unwrap() {
                    events.push_back(answer.event);
                }
            }
        }
        allowed
    }
}

fn messages(html: &str) -> Vec<Value> {
    let block = html
        .split_once("<script id=\"messages\" type=\"application/json\">")
        .and_then(|(_, rest)| rest.split_once("</script>"));
    let Some((block, _)) = block else {
        return Vec::new();
    };
    let block: Value = serde_json::from_str(block).unwrap();
    block["messages"].as_array().unwrap().clone()
}
