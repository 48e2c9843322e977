//! What the person at the page can do to the phone.

use std::sync::Arc;

use serde::Deserialize;
use vinculo::backend::LinkSummary;
use vinculo::callback::LinkId;
use vinculo::outbox::Outbox;
use vinculo::session::{DismissedBy, Event, LoadProblem, Mode, Outcome, Phase, Session};

use super::courier::Courier;
use super::{Inner, Phone, StartOptions, main_frame, start};
use crate::demo::backend::Trouble;
use crate::demo::disk::USER;
use crate::demo::roads::Surface;
use crate::random;

/// Ten minutes of a token's life, and one more.
const LEAP_MS: i64 = 11 * 60 * 1000;

/// One act.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::demo) enum Act {
    Start(StartOptions),
    Kill,
    Restore,
    Offline {
        on: bool,
    },
    Crash,
    /// Of the backend.
    Trouble {
        trouble: Trouble,
    },
    /// A refused outcome of the outbox is sent again.
    RetryRefused {
        outcome_id: String,
    },
    Leap,
    Back,
    Close,
    Swipe,
    Confirm,
    Decline,
    Retry,
    Acknowledge,
    OutsideOpen,
    OutsideMissing,
    OutsideReturn,
    Duplicate,
    LateSuccess,
    Warning,
    /// Words of the page that serial number `serial` of the webview shows.
    PageShown {
        serial: u64,
    },
    PageMessage {
        serial: u64,
        message: String,
    },
    PageLink {
        serial: u64,
        url: String,
    },
}

/// Why an act cannot be done now, for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::demo) struct Refusal(pub(in crate::demo) String);

type Done = Result<(), Refusal>;

impl Phone {
    /// Does it.
    pub(in crate::demo) fn act(self: &Arc<Self>, act: Act) -> Done {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let done = match act {
            Act::Start(options) => self.start(inner, options),
            Act::Kill => self.kill(inner),
            Act::Restore => self.restore(inner),
            Act::Offline { on } => {
                self.offline.send_replace(on);
                self.hear(inner, Event::Connectivity { online: !on });
                if !on {
                    self.network_is_back(inner);
                }
                Ok(())
            }
            Act::Trouble { trouble } => {
                self.trouble(trouble);
                Ok(())
            }
            Act::RetryRefused { outcome_id } => {
                self.retry_refused(outcome_id);
                Ok(())
            }
            Act::Leap => {
                self.parts.clock.skip(LEAP_MS);
                let now = self.parts.clock.now().mono_ms;
                inner.log.note(now, "eleven minutes later");
                self.fire_due(inner);
                Ok(())
            }
            Act::Crash => self.crash(inner),
            Act::PageShown { serial }
            | Act::PageMessage { serial, .. }
            | Act::PageLink { serial, .. }
                if serial != inner.web.serial =>
            {
                // A word of a page that is gone already.
                Ok(())
            }
            Act::PageLink { url, .. } => {
                let navigation = main_frame(url, false, false, true);
                self.hear(inner, Event::Navigation { navigation });
                Ok(())
            }
            Act::Duplicate => self.duplicate(inner),
            Act::LateSuccess => self.late_success(inner),
            Act::Warning => self.warning(inner),
            Act::OutsideOpen => self.outside_open(inner),
            other => self.simple(inner, other),
        };
        drop(guard);
        self.tell_change();
        done
    }

    /// Acts that are one event.
    fn simple(self: &Arc<Self>, inner: &mut Inner, act: Act) -> Done {
        let session = inner.session.as_ref().ok_or_else(no_session)?;
        let event = match act {
            Act::Back => Event::Back {
                can_go_back: inner.web.can_go_back(),
            },
            Act::Close => Event::CloseRequested,
            Act::Swipe => {
                if matches!(session.phase(), Phase::Idle | Phase::Finished) {
                    return Err(refuse("There is no sheet to swipe away."));
                }
                Event::Dismissed {
                    by: DismissedBy::Swipe,
                }
            }
            Act::Confirm => Event::CloseConfirmed,
            Act::Decline => Event::CloseDeclined,
            Act::Retry => Event::Retry,
            Act::Acknowledge => {
                let told = inner.screen.told.as_mut();
                let told = told.ok_or_else(|| refuse("The app was told nothing yet."))?;
                told.acknowledged = true;
                self.parts.disk.taken(told.id.clone());
                Event::Acknowledged {
                    outcome_id: told.id.clone(),
                }
            }
            Act::OutsideMissing => Event::OutsideFailed {
                id: outside_id(inner.screen.outside.take())?,
            },
            Act::OutsideReturn => {
                outside_id(inner.screen.outside.take())?;
                Event::Returned
            }
            Act::PageShown { .. } => Event::PageShown,
            Act::PageMessage { message, .. } => Event::PageMessage {
                message: message.into(),
            },
            _ => return Ok(()),
        };
        self.hear(inner, event);
        Ok(())
    }

    fn start(self: &Arc<Self>, inner: &mut Inner, options: StartOptions) -> Done {
        let mode = if options.update {
            let missing = || refuse("There is no link to repair yet: connect an account first.");
            let link = inner.repairable().ok_or_else(missing)?;
            // At the bank, the user has changed the password.
            if !self.parts.backend.break_link(&link) {
                return Err(missing());
            }
            Mode::Update { link }
        } else {
            Mode::Create
        };
        let session = start::session(
            &options,
            &self.parts.roads.widget,
            &self.parts.callback_base,
            mode,
        );
        let session = session.map_err(|error| Refusal(error.to_string()))?;
        if inner.killed {
            self.parts.disk.begin_process();
        }
        inner.begin_process();
        inner.web.drop_page();
        inner.session = Some(session);
        inner.options = Some(options);
        inner.screen = super::Screen::default();
        inner.visited = vec![Phase::Idle.as_str()];
        inner.last_callback = None;
        let now = self.parts.clock.now().mono_ms;
        inner.log.note(now, "a new session");
        self.hear(inner, Event::Start);
        // Whatever an earlier session or process left behind.
        self.drain(inner);
        Ok(())
    }

    /// The process dies: all that is left is on disk. What was to be recorded before is there: of the two ends that a real
    /// kill can have, the demo always shows this one. The other, a write that is cut short, is the outbox's own tests'.
    fn kill(self: &Arc<Self>, inner: &mut Inner) -> Done {
        inner.session.take().ok_or_else(no_session)?;
        inner.begin_process();
        inner.end_life();
        self.parts.disk.end_process();
        inner.web.drop_page();
        inner.screen = super::Screen::default();
        let now = self.parts.clock.now().mono_ms;
        inner.log.note(now, "the system killed the app");
        Ok(())
    }

    /// The app runs again. It opens its outbox first, since what lies there is decided.
    fn restore(self: &Arc<Self>, inner: &Inner) -> Done {
        if !inner.killed {
            return Err(refuse("The app was not killed."));
        }
        self.parts.disk.begin_process();
        let (phone, life) = (Arc::clone(self), inner.life);
        tokio::spawn(async move {
            let on_disk =
                |outbox: &mut Outbox<_>| (outbox.recorded(), outbox.acknowledged_by_app());
            let (recorded, acknowledged) = phone.parts.disk.with(on_disk).await.unwrap_or_default();
            phone.look_at_disk().await;
            let mut inner = phone.lock();
            // Somebody may have been quicker.
            if inner.killed && inner.life == life {
                phone.run_again(&mut inner, &recorded, &acknowledged);
            }
            drop(inner);
            phone.tell_change();
        });
        Ok(())
    }

    fn run_again(
        self: &Arc<Self>,
        inner: &mut Inner,
        recorded: &[Outcome],
        acknowledged: &[String],
    ) {
        let now = self.parts.clock.now().mono_ms;
        let restored = Session::restore(&inner.snapshot, recorded)
            .and_then(|mut session| session.claim(USER).map(|()| session));
        match restored {
            Ok(session) => {
                inner.killed = false;
                let known = session.outcome().map(|outcome| outcome.id.clone());
                let begins = match known.filter(|id| acknowledged.contains(id)) {
                    Some(outcome_id) => Event::Acknowledged { outcome_id },
                    None => Event::Start,
                };
                inner.session = Some(session);
                inner
                    .log
                    .note(now, "the app runs again, from its snapshot and its outbox");
                self.hear(inner, begins);
                self.drain(inner);
                self.ask_links(inner);
            }
            Err(error) => inner.log.note(now, &error.to_string()),
        }
    }

    /// Puts the backend into a trouble, or out of one.
    fn trouble(self: &Arc<Self>, trouble: Trouble) {
        let phone = Arc::clone(self);
        tokio::spawn(async move {
            let set = phone.parts.backend.set(trouble).await;
            let mut inner = phone.lock();
            match set {
                Ok(()) => inner.trouble = trouble,
                Err(error) => {
                    let now = phone.parts.clock.now().mono_ms;
                    inner
                        .log
                        .note(now, &format!("the backend's port is lost: {error}"));
                }
            }
            if inner.trouble == Trouble::None {
                phone.network_is_back(&mut inner);
            }
            drop(inner);
            phone.tell_change();
        });
    }

    /// What an app does when the system tells it so, or when it comes to the front.
    fn network_is_back(self: &Arc<Self>, inner: &mut Inner) {
        self.parts.host.network_is_back();
        self.drain(inner);
        self.ask_links(inner);
    }

    fn crash(self: &Arc<Self>, inner: &mut Inner) -> Done {
        if inner.web.path.is_none() {
            return Err(refuse("There is no page whose renderer could crash."));
        }
        inner.web.drop_page();
        self.hear(inner, Event::RendererGone);
        Ok(())
    }

    /// The operating system delivers the last callback once more.
    fn duplicate(self: &Arc<Self>, inner: &mut Inner) -> Done {
        let missing = || refuse("There was no callback yet.");
        let url = inner.last_callback.clone().ok_or_else(missing)?;
        inner.session.as_ref().ok_or_else(no_session)?;
        self.hear(inner, Event::DeepLink { url: url.into() });
        Ok(())
    }

    /// A bank answers after the user has left: the success arrives as a link from the operating system.
    fn late_success(self: &Arc<Self>, inner: &mut Inner) -> Done {
        let session = inner.session.as_ref().ok_or_else(no_session)?;
        let url = format!(
            "{}?link={}&institution=ofmockbank_br_retail",
            session.callback_urls().success,
            random::uuid()
        );
        inner.last_callback = Some(url.clone());
        self.hear(inner, Event::DeepLink { url: url.into() });
        Ok(())
    }

    /// The widget warns, as it does of an institution that is down.
    fn warning(self: &Arc<Self>, inner: &mut Inner) -> Done {
        let session = inner.session.as_ref().ok_or_else(no_session)?;
        let event = &session.callback_urls().event;
        let url = format!(
            "{event}?warning=institution_disabled&warning_message=The%20institution%20is%20temporarily%20unavailable."
        );
        let navigation = main_frame(url, false, false, false);
        self.hear(inner, Event::Navigation { navigation });
        Ok(())
    }

    fn outside_open(self: &Arc<Self>, inner: &mut Inner) -> Done {
        let outside = inner.screen.outside.as_mut();
        let outside = outside.ok_or_else(|| refuse("Nothing is to be opened."))?;
        outside.opened = true;
        outside.page = self.parts.roads.path(Surface::Outside, &outside.url);
        let id = outside.id;
        self.hear(inner, Event::OutsideOpened { id });
        Ok(())
    }

    fn hear(self: &Arc<Self>, inner: &mut Inner, event: Event) {
        let process = inner.process;
        self.advance(inner, process, event);
    }

    /// The main document could not be loaded.
    pub(in crate::demo) fn load_failed(self: &Arc<Self>, problem: LoadProblem) {
        let mut inner = self.lock();
        self.hear(&mut inner, Event::LoadFailed { problem });
        drop(inner);
        self.tell_change();
    }
}

impl Inner {
    /// What was begun before goes nowhere from here on.
    fn begin_process(&mut self) {
        self.process += 1;
        self.timers.clear();
        self.killed = false;
        self.courier.forget_waiting();
    }

    /// All that the process had in memory is gone.
    fn end_life(&mut self) {
        self.life += 1;
        self.killed = true;
        self.courier = Courier::default();
        self.wants_sign_in = false;
        self.links.clear();
    }

    /// The newest link that can be repaired. Open finance has no update mode.
    pub(super) fn repairable(&self) -> Option<LinkId> {
        let open_finance = |link: &&LinkSummary| {
            let name = link.institution.as_deref();
            name.is_some_and(|name| name.starts_with("of"))
        };
        let found = self.links.iter().find(|link| !open_finance(link))?;
        Some(found.link.clone())
    }
}

fn outside_id(outside: Option<super::screen::Outside>) -> Result<u64, Refusal> {
    let outside = outside.ok_or_else(|| refuse("Nothing is open outside of the app."))?;
    Ok(outside.id)
}

fn no_session() -> Refusal {
    refuse("No session is running: start one first.")
}

fn refuse(text: &str) -> Refusal {
    Refusal(text.to_owned())
}
