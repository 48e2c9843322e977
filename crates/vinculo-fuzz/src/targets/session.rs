//! Target `session`: any bytes as a life of one session.
//!
//! - each question of the webview or the system is answered first, and once
//! - one outcome: once decided it stays, but for one that the app was not told and the disk knows otherwise
//! - it is reported or told only after the disk has it, or has failed or kept silent; and told once a process
//! - ids are never given twice, also past a restart
//! - at every step the snapshot restores to the same, and neither it nor the timeline holds the token
//! - it can always end

use std::sync::Arc;

use vinculo::callback::LinkId;
use vinculo::navigation::Navigation;
use vinculo::session::{
    DismissedBy, Effect, Event, LoadProblem, Now, Outcome, Phase, Session, SessionConfig,
    TokenProblem,
};
use vinculo::widget::AccessToken;

use crate::disk::{self, Disk};
use crate::host;
use crate::input::Input;
use crate::settings::{CALLBACK_URLS, callback_urls};
use crate::targets::navigation::FRAMES;

/// Longer lives show nothing new.
const MAX_STEPS: usize = 40;
const SESSION: &str = "session-1";
const NONCE: &str = "n-0123456789abcdef";
const TOKEN: &str = "TOKENxTOKENxTOKENx";
const LINK: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";

/// The URLs that happen.
pub const URLS: [&str; 14] = [
    "myapp://success/n-0123456789abcdef?link=cb65f82c-dc93-4d3e-8270-9a27528397f5&institution=erebor_mx_retail",
    "myapp://exit/n-0123456789abcdef?last_encountered_error_code=login_error",
    "myapp://exit/n-0123456789abcdef",
    "myapp://error/n-0123456789abcdef?error=ACCESS_TOKEN_NOT_VALID",
    "myapp://error/n-0123456789abcdef?error=other&link=cb65f82c-dc93-4d3e-8270-9a27528397f5",
    "myapp://warning?warning=institution_disabled",
    "myapp://success?link=0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10",
    "belvowidget://exit",
    "myapp://success/n-0123456789abcdef",
    "https://bank.example/login",
    "https://widget.belvo.io/institutions",
    "https://api.belvo.com/api/consents/callback/#error_description=risk_analysis_denied",
    "bank://open?x=1",
    "javascript:alert(1)",
];
/// The page messages that happen.
const MESSAGES: [&str; 3] = [
    r#"{"eventName":"PAGE_LOAD","metadata":{"page":"/","institution_name":"erebor_mx_retail"}}"#,
    r#"{"eventName":"ERROR","meta_data":{"error_code":"login_error"}}"#,
    "{",
];
/// How many kinds of step there are.
pub const STEPS: usize = 31;

/// Checks every property.
pub fn run(data: &[u8]) {
    let mut input = Input::of(data);
    let Some(mut life) = Life::begin(&mut input) else {
        return;
    };
    for _ in 0..MAX_STEPS {
        if input.is_empty() {
            break;
        }
        life.step(&mut input);
    }
    life.end();
}

struct Life {
    session: Session,
    now: Now,
    /// Given out so far, oldest first.
    ids: Vec<u64>,
    disk: Disk,
    finishes: usize,
    outcome: Option<Outcome>,
    /// In any process.
    told: bool,
    /// The last that was seen to restore.
    snapshot: Vec<u8>,
}

impl Life {
    fn begin(input: &mut Input<'_>) -> Option<Self> {
        let mut config = SessionConfig::new(SESSION, NONCE, callback_urls(CALLBACK_URLS[0]));
        let settings = input.byte();
        config.confirm_close = settings & 1 == 0;
        config.navigation.open_finance = settings & 2 != 0;
        config.navigation.trust_unknown_frames = settings & 4 != 0;
        if settings & 8 != 0 {
            config.nonce = None;
        }
        Some(Self {
            session: Session::new(config).ok()?,
            now: Now {
                wall_ms: 1_700_000_000_000,
                mono_ms: 0,
            },
            ids: Vec::new(),
            disk: Disk::default(),
            finishes: 0,
            outcome: None,
            told: false,
            snapshot: Vec::new(),
        })
    }

    fn step(&mut self, input: &mut Input<'_>) {
        let passed = i64::from(input.byte()) * 50;
        self.now.mono_ms += passed;
        self.now.wall_ms += passed;
        let kind = input.choice(STEPS);
        let which = input.byte();
        if let Some(event) = self.event(kind, which, input) {
            let question = question(&event);
            self.disk.hear(&event);
            let effects = self.session.advance(event, self.now);
            answered_first(&effects, question);
            for effect in &effects {
                self.perform(effect);
            }
        } else {
            self.die(usize::from(which));
        }
        self.holds();
    }

    /// The process dies, and the next one restores the session with one of the journals.
    fn die(&mut self, journal: usize) {
        self.tells_no_secret();
        self.finishes = 0;
        let journal = self.disk.restart(journal, SESSION);
        let Ok(session) = Session::restore(&self.session.snapshot(), &journal) else {
            panic!("a session's own snapshot is refused beside a journal");
        };
        self.session = session;
        if journal.iter().any(|outcome| outcome.session_id == SESSION) {
            assert_eq!(
                self.session.phase(),
                Phase::Finished,
                "what is on disk is decided"
            );
            self.outcome = disk::decided(SESSION, &journal, self.outcome.as_ref(), self.told);
            // The app may have heard of what is on disk.
            self.told |= self
                .outcome
                .as_ref()
                .is_some_and(|own| journal.contains(own));
        }
    }

    /// `None` is the death of the process.
    fn event(&self, kind: usize, which: u8, input: &mut Input<'_>) -> Option<Event> {
        let id = self.id(which);
        Some(match kind {
            0 => Event::Start,
            1 => Event::TokenReceived {
                id,
                token: Arc::new(AccessToken::new(TOKEN.to_owned()).ok()?),
                callback_urls: None,
            },
            2 => Event::TokenFailed {
                id,
                problem: input.pick(&[
                    TokenProblem::Offline,
                    TokenProblem::Refused,
                    TokenProblem::Server,
                ]),
            },
            3 => Event::PageShown,
            4 => Event::LoadFailed {
                problem: input.pick(&[
                    LoadProblem::Offline,
                    LoadProblem::HttpStatus { status: 401 },
                    LoadProblem::WebviewMissing,
                ]),
            },
            5 => Event::RendererGone,
            6 => Event::Navigation {
                navigation: Navigation {
                    url: input.pick(&URLS).to_owned().into(),
                    frame: FRAMES[input.choice(FRAMES.len())].clone(),
                    redirect: None,
                    post: None,
                    user_gesture: input.maybe(),
                },
            },
            7 => Event::PageMessage {
                message: input.pick(&MESSAGES).to_owned().into(),
            },
            8 => Event::DeepLink {
                url: input.pick(&URLS).to_owned().into(),
            },
            9 => Event::OutsideOpened { id },
            10 => Event::OutsideFailed { id },
            11 => Event::Returned,
            12 => Event::Connectivity {
                online: id.is_multiple_of(2),
            },
            13 => Event::Back {
                can_go_back: id.is_multiple_of(2),
            },
            14 => Event::CloseRequested,
            15 => Event::CloseConfirmed,
            16 => Event::CloseDeclined,
            17 => Event::Dismissed {
                by: input.pick(&[DismissedBy::Swipe, DismissedBy::Host]),
            },
            18 => Event::Retry,
            19 | 20 => Event::TimerFired { id },
            21 => Event::LateLinkFound {
                id,
                link: LinkId::new(LINK),
                institution: None,
            },
            22 => Event::LateLinkAbsent { id },
            23 => Event::LateCheckFailed { id },
            24 => Event::Recorded { id },
            25 => Event::RecordFailed { id },
            26 => Event::Reported { id },
            27 => Event::ReportFailed { id },
            28 => Event::Acknowledged {
                outcome_id: input
                    .pick(&["session-1.1", "session-1.2", "other"])
                    .to_owned(),
            },
            29 => Event::WebviewReplaced,
            _ => return None,
        })
    }

    /// The newest for 0, older ones for more, and one that was never given out.
    fn id(&self, back: u8) -> u64 {
        let index = self.ids.len().checked_sub(1 + usize::from(back));
        index
            .and_then(|index| self.ids.get(index))
            .copied()
            .unwrap_or(9_999)
    }

    fn perform(&mut self, effect: &Effect) {
        self.disk.perform(effect);
        match effect {
            Effect::RequestToken { id, .. }
            | Effect::OpenOutside { id, .. }
            | Effect::SetTimer { id, .. }
            | Effect::CheckLateLink { id, .. }
            | Effect::Record { id, .. }
            | Effect::Report { id, .. } => self.give(*id),
            Effect::Finish { outcome, .. } => {
                assert_eq!(
                    Some(outcome),
                    self.session.outcome(),
                    "told another outcome"
                );
                self.finishes += 1;
                self.told = true;
            }
            _ => {}
        }
    }

    fn give(&mut self, id: u64) {
        assert!(!self.ids.contains(&id), "an id was given twice");
        self.ids.push(id);
    }

    fn holds(&mut self) {
        assert!(self.finishes <= 1, "told more than once in a process");
        if self.outcome.is_some() {
            assert_eq!(
                self.outcome.as_ref(),
                self.session.outcome(),
                "the outcome changed"
            );
        }
        self.outcome = self.session.outcome().cloned();
        // Most steps leave it as it was.
        let snapshot = self.session.snapshot();
        if snapshot != self.snapshot {
            restored(&self.session);
            self.snapshot = snapshot;
        }
    }

    fn end(mut self) {
        self.tells_no_secret();
        let was_told = self.finishes;
        let ended = host::bring_to_an_end(&mut self.session, &mut self.disk, self.now, &self.ids);
        assert!(
            was_told + ended.finishes <= 1,
            "told more than once in a process"
        );
        self.holds();
        self.tells_no_secret();
    }

    /// Asked where the timeline ends, since it only grows.
    fn tells_no_secret(&self) {
        let timeline = format!("{} {:?}", self.session.timeline(), self.session);
        for secret in [TOKEN, NONCE, LINK, "erebor"] {
            assert!(!timeline.contains(secret), "the timeline holds {secret}");
        }
    }
}

fn question(event: &Event) -> Option<bool> {
    match event {
        Event::Navigation { .. } => Some(true),
        Event::DeepLink { .. } => Some(false),
        _ => None,
    }
}

fn answered_first(effects: &[Effect], question: Option<bool>) {
    let answers = effects.iter().map(|effect| match effect {
        Effect::AnswerNavigation { .. } => Some(true),
        Effect::AnswerDeepLink { .. } => Some(false),
        _ => None,
    });
    for (index, answer) in answers.enumerate() {
        let expected = if index == 0 { question } else { None };
        assert_eq!(
            answer, expected,
            "a question must be answered first, and once"
        );
    }
    assert!(
        question.is_none() || !effects.is_empty(),
        "a question was not answered"
    );
}

fn restored(session: &Session) -> Session {
    let snapshot = session.snapshot();
    let text = String::from_utf8_lossy(&snapshot);
    assert!(!text.contains(TOKEN), "the snapshot holds the token");
    let Ok(restored) = Session::restore(&snapshot, &[]) else {
        panic!("a session's own snapshot is refused");
    };
    assert_eq!(restored.phase(), session.phase());
    assert_eq!(restored.snapshot(), snapshot);
    restored
}
