//! A phone to test with: it keeps the newest id of every effect, and performs nothing by itself.

use std::collections::HashMap;
use std::sync::Arc;

use vinculo::callback::{CallbackUrls, LinkId};
use vinculo::navigation::{Frame, Navigation};
use vinculo::session::{Effect, Event, Now, Outcome, Phase, Session, SessionConfig};
use vinculo::widget::AccessToken;

pub(crate) const TOKEN: &str = "eyJhbGciOiJIUzUxMiJ9.c2VjcmV0LXNlY3JldA.dG9rZW4tdG9rZW4";
pub(crate) const LINK: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";
pub(crate) const OTHER_LINK: &str = "0d0d7f5e-1111-4222-8333-444455556666";
pub(crate) const NONCE: &str = "n0nce-n0nce-n0nce";
pub(crate) const WALL: i64 = 1_700_000_000_000;

pub(crate) struct Phone {
    pub session: Session,
    pub mono: i64,
    pub wall_offset: i64,
    ids: HashMap<String, u64>,
    /// Effects of the last event.
    pub last: Vec<Effect>,
    /// Every effect of this process.
    pub all: Vec<Effect>,
    /// The outcomes that may be on disk: all that were to be recorded, in this process or before.
    pub disk: Vec<Outcome>,
    /// Those of which the outbox has said that they are.
    pub held: Vec<Outcome>,
    /// What `Record` effects of this process asked for, by their ids.
    recording: HashMap<u64, Outcome>,
    /// The snapshot before the last event.
    behind: Vec<u8>,
}

pub(crate) fn config() -> SessionConfig {
    let urls = CallbackUrls {
        success: "myapp://success".to_owned(),
        exit: "myapp://exit".to_owned(),
        event: "myapp://event".to_owned(),
    };
    SessionConfig::new("session-1", NONCE, urls)
}

pub(crate) fn token() -> Arc<AccessToken> {
    Arc::new(AccessToken::new(TOKEN.to_owned()).unwrap())
}

pub(crate) fn main_frame(url: &str) -> Event {
    Event::Navigation {
        navigation: Navigation {
            url: url.to_owned().into(),
            frame: Frame::Main,
            redirect: None,
            post: None,
            user_gesture: None,
        },
    }
}

pub(crate) fn success_url(link: &str) -> String {
    format!("myapp://success/{NONCE}?link={link}&institution=erebor_mx_retail")
}

pub(crate) fn exit_url() -> String {
    format!("myapp://exit/{NONCE}")
}

pub(crate) fn error_url(code: &str) -> String {
    format!("myapp://exit/{NONCE}?error={code}&error_message=x")
}

impl Phone {
    pub(crate) fn new(config: SessionConfig) -> Self {
        Self::with(Session::new(config).unwrap())
    }

    fn with(session: Session) -> Self {
        Self {
            behind: session.snapshot(),
            disk: vec![],
            held: vec![],
            recording: HashMap::new(),
            session,
            mono: 0,
            wall_offset: 0,
            ids: HashMap::new(),
            last: vec![],
            all: vec![],
        }
    }

    /// In the widget, page shown.
    pub(crate) fn open() -> Self {
        Self::open_with(config())
    }

    pub(crate) fn open_with(config: SessionConfig) -> Self {
        let mut phone = Self::new(config);
        phone.send(Event::Start);
        phone.give_token();
        phone.send(Event::PageShown);
        assert_eq!(phone.phase(), Phase::Open);
        phone
    }

    pub(crate) fn send(&mut self, event: Event) -> &[Effect] {
        let now = Now {
            wall_ms: WALL + self.wall_offset + self.mono,
            mono_ms: self.mono,
        };
        self.behind = self.session.snapshot();
        if let Event::Recorded { id } = &event
            && let Some(outcome) = self.recording.get(id)
            && !self.held.contains(outcome)
        {
            self.held.push(outcome.clone());
        }
        self.last = self.session.advance(event, now);
        for effect in &self.last {
            if let Some((name, id)) = asked(effect) {
                self.ids.insert(name, id);
            }
            if let Effect::Record { id, outcome } = effect {
                self.recording.insert(*id, outcome.clone());
                if !self.disk.contains(outcome) {
                    self.disk.push(outcome.clone());
                }
            }
        }
        self.all.extend(self.last.iter().cloned());
        &self.last
    }

    pub(crate) fn wait(&mut self, ms: i64) -> &mut Self {
        self.mono += ms;
        self
    }

    pub(crate) fn phase(&self) -> Phase {
        self.session.phase()
    }

    /// The newest id the effect of this name asked with.
    pub(crate) fn id(&self, name: &str) -> u64 {
        *self
            .ids
            .get(name)
            .unwrap_or_else(|| panic!("{name} was never asked for"))
    }

    pub(crate) fn id_of(&self, name: &str) -> Option<u64> {
        self.ids.get(name).copied()
    }

    pub(crate) fn give_token(&mut self) -> &[Effect] {
        let id = self.id("request_token");
        self.send(Event::TokenReceived {
            id,
            token: token(),
            callback_urls: None,
        })
    }

    pub(crate) fn fire(&mut self, timer: &str) -> &[Effect] {
        let id = self.id(&format!("timer {timer}"));
        self.send(Event::TimerFired { id })
    }

    pub(crate) fn go(&mut self, url: &str) -> &[Effect] {
        self.send(main_frame(url))
    }

    pub(crate) fn deep_link(&mut self, url: &str) -> &[Effect] {
        self.send(Event::DeepLink {
            url: url.to_owned().into(),
        })
    }

    pub(crate) fn recorded(&mut self) -> &[Effect] {
        let id = self.id("record");
        self.send(Event::Recorded { id })
    }

    pub(crate) fn no_late_link(&mut self) -> &[Effect] {
        let id = self.id("check_late_link");
        self.send(Event::LateLinkAbsent { id })
    }

    pub(crate) fn late_link(&mut self, link: &str) -> &[Effect] {
        let id = self.id("check_late_link");
        self.send(Event::LateLinkFound {
            id,
            link: LinkId::new(link),
            institution: None,
        })
    }

    /// From reconciling to finished, with no link found.
    pub(crate) fn end_without_link(&mut self) -> Outcome {
        self.no_late_link();
        self.fire("exit_grace");
        self.recorded();
        self.finished()
    }

    /// The outcome that was told in this process; panics unless it was told exactly once.
    pub(crate) fn finished(&self) -> Outcome {
        let told = self.told();
        assert_eq!(told.len(), 1, "told {} times", told.len());
        told[0].0.clone()
    }

    pub(crate) fn told(&self) -> Vec<(Outcome, bool)> {
        self.all
            .iter()
            .filter_map(|effect| match effect {
                Effect::Finish { outcome, durable } => Some((outcome.clone(), *durable)),
                _ => None,
            })
            .collect()
    }

    /// The process dies, and the session is restored in the next one, with what the outbox holds.
    pub(crate) fn restart(&self) -> Self {
        self.restore(&self.session.snapshot(), &self.held)
    }

    /// The same, but whatever may be on disk is, and the snapshot is from before the last event.
    pub(crate) fn restart_behind(&self) -> Self {
        self.restore(&self.behind, &self.disk)
    }

    pub(crate) fn restore(&self, snapshot: &[u8], recorded: &[Outcome]) -> Self {
        let mut phone = Self::with(Session::restore(snapshot, recorded).unwrap());
        phone.mono = 5;
        phone.wall_offset = self.wall_offset + self.mono;
        phone.disk.clone_from(&self.disk);
        phone.held = recorded.to_vec();
        phone
    }

    pub(crate) fn has(&self, fits: impl Fn(&Effect) -> bool) -> bool {
        self.last.iter().any(fits)
    }
}

/// The id an effect asks with, under its stable name.
pub(crate) fn asked(effect: &Effect) -> Option<(String, u64)> {
    let (name, id) = match effect {
        Effect::RequestToken { id, .. } => ("request_token", *id),
        Effect::OpenOutside { id, .. } => ("open_outside", *id),
        Effect::SetTimer { id, timer, .. } => {
            return Some((format!("timer {}", timer.name()), *id));
        }
        Effect::CheckLateLink { id, .. } => ("check_late_link", *id),
        Effect::Record { id, .. } => ("record", *id),
        Effect::Report { id, .. } => ("report", *id),
        _ => return None,
    };
    Some((name.to_owned(), id))
}
