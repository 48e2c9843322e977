//! The session and what waits for the host, shared with the webview's handlers.

use std::cell::RefCell;
use std::collections::VecDeque;

use vinculo::callback::CallbackUrls;
use vinculo::navigation::{Frame, Navigation};
use vinculo::session::{Effect, Event, Phase, Session};

use crate::clock::Clock;

pub(super) struct Core {
    session: RefCell<Session>,
    /// Performed outside of the webview's handlers, which must answer at once.
    waiting: RefCell<VecDeque<Work>>,
    /// What an app writes to its log: what the core's types print of themselves.
    log: RefCell<Vec<String>>,
    /// For the test that the log is not just silent: every URL that came in.
    asked: RefCell<Vec<String>>,
    clock: Clock,
}

/// What a host has to do.
pub(super) enum Work {
    Effect(Effect),
    /// A page that asked for a window of its own, and may be shown: in this one.
    LoadHere(String),
}

impl Core {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session: RefCell::new(session),
            waiting: RefCell::default(),
            log: RefCell::default(),
            asked: RefCell::default(),
            clock: Clock::start(),
        }
    }

    pub(super) fn tell(&self, event: Event) {
        self.advance(event);
    }

    /// A navigation of the webview: wry does not tell of which frame.
    pub(super) fn ask(&self, url: String) -> bool {
        self.decide(url, Frame::Unknown)
    }

    /// A new window. None is opened: what the core allows is shown in this one.
    pub(super) fn ask_window(&self, url: String) {
        if self.decide(url.clone(), Frame::Popup) {
            self.waiting.borrow_mut().push_back(Work::LoadHere(url));
        }
    }

    pub(super) fn take(&self) -> Option<Work> {
        self.waiting.borrow_mut().pop_front()
    }

    pub(super) fn mono_ms(&self) -> i64 {
        self.clock.now().mono_ms
    }

    pub(super) fn now(&self) -> vinculo::session::Now {
        self.clock.now()
    }

    pub(super) fn phase(&self) -> Phase {
        self.session.borrow().phase()
    }

    pub(super) fn callback_urls(&self) -> CallbackUrls {
        self.session.borrow().callback_urls().clone()
    }

    pub(super) fn log(&self) -> String {
        let mut text = self.log.borrow().join("\n");
        for entry in self.session.borrow().timeline().entries() {
            text.push('\n');
            text.push_str(&entry.what);
        }
        text
    }

    pub(super) fn was_asked_about(&self, part: &str) -> bool {
        self.asked.borrow().iter().any(|url| url.contains(part))
    }

    fn decide(&self, url: String, frame: Frame) -> bool {
        self.asked.borrow_mut().push(url.clone());
        let navigation = Navigation {
            url: url.into(),
            frame,
            redirect: None,
            post: None,
            user_gesture: None,
        };
        self.log.borrow_mut().push(format!("asked {navigation:?}"));
        self.advance(Event::Navigation { navigation })
    }

    /// True if the first effect allows a navigation.
    fn advance(&self, event: Event) -> bool {
        self.log.borrow_mut().push(format!("{event:?}"));
        let effects = self.session.borrow_mut().advance(event, self.clock.now());
        let mut allowed = false;
        for effect in effects {
            self.log.borrow_mut().push(format!("  {effect:?}"));
            if let Effect::AnswerNavigation { allow } = effect {
                allowed = allow;
            } else {
                self.waiting.borrow_mut().push_back(Work::Effect(effect));
            }
        }
        allowed
    }
}
