//! From an event to an input: stale answers, foreign links and untrusted frames are sorted out here,
//! so that the transition table sees only what counts.

use super::Session;
use super::diagnostic::Diagnostic;
use super::effect::{DeepLinkVerdict, Effect, Notice, Timer};
use super::event::{DismissedBy, Event};
use super::input::{Input, WayOut};
use super::outcome::ExitSource;
use super::state::Phase;
use super::waiting::{Waiting, take};
use crate::callback::{
    Callback, ErrorCode, ExitCode, ExitError, PageMessage, PageReport, Source, WidgetEvent,
    parse_page_message,
};
use crate::navigation::{AllowNote, Decision, Frame, Navigation, Otherwise, is_errand};

impl Session {
    pub(super) fn understand(&mut self, event: Event) -> Option<Input> {
        Some(match event {
            Event::Start if self.awake => Input::Start,
            // The wake that `advance` puts first is all a restored session needs.
            Event::Start => return None,
            Event::TokenReceived {
                id,
                token,
                callback_urls,
            } => self.answer(
                id,
                |w| take(&mut w.token, id),
                Input::Token {
                    token,
                    callback_urls,
                },
            )?,
            Event::TokenFailed { id, problem } => {
                self.answer(id, |w| take(&mut w.token, id), Input::NoToken(problem))?
            }
            Event::PageShown => Input::PageShown,
            Event::LoadFailed { problem } => Input::LoadFailed(problem),
            Event::RendererGone => Input::RendererGone,
            Event::WebviewReplaced => Input::WebviewReplaced,
            Event::Navigation { navigation } => return self.navigate(&navigation),
            Event::PageMessage { message } => return self.hear_page(message.as_str()),
            Event::DeepLink { url } => return self.take_deep_link(url.as_str()),
            Event::OutsideOpened { id } => {
                if !self.waiting.take_outside(id) {
                    self.diagnose(Diagnostic::StaleAnswer { id });
                }
                return None;
            }
            Event::OutsideFailed { id } => return self.hear_nothing_opened(id),
            Event::Returned => Input::Returned,
            Event::Connectivity { online: true } => Input::Online,
            Event::Connectivity { online: false } => Input::Offline,
            Event::Back { can_go_back: true } => Input::BackInWidget,
            Event::Back { can_go_back: false } => Input::Leaving(ExitSource::Back),
            Event::CloseRequested => Input::Leaving(ExitSource::CloseButton),
            Event::CloseConfirmed => Input::CloseConfirmed,
            Event::CloseDeclined => Input::CloseDeclined,
            Event::Dismissed {
                by: DismissedBy::Swipe,
            } => Input::Dismissed(ExitSource::Swipe),
            Event::Dismissed {
                by: DismissedBy::Host,
            } => Input::Dismissed(ExitSource::Host),
            Event::Retry => Input::Retry,
            Event::TimerFired { id } => return self.hear_timer(id),
            Event::LateLinkFound {
                id,
                link,
                institution,
            } => self.answer(
                id,
                |w| w.take_late_check(id),
                Input::LateLink { link, institution },
            )?,
            Event::LateLinkAbsent { id } | Event::LateCheckFailed { id } => {
                return self.hear_no_link(id);
            }
            Event::Recorded { id } => return self.hear_disk(id, true),
            Event::RecordFailed { id } => return self.hear_disk(id, false),
            Event::Reported { id } => return self.hear_report(id, true),
            Event::ReportFailed { id } => return self.hear_report(id, false),
            Event::Acknowledged { outcome_id } => {
                self.acknowledge(&outcome_id);
                return None;
            }
        })
    }

    /// The input, if the answer is the one waited for; else a note.
    fn answer(
        &mut self,
        id: u64,
        is_awaited: impl FnOnce(&mut Waiting) -> bool,
        input: Input,
    ) -> Option<Input> {
        if is_awaited(&mut self.waiting) {
            Some(input)
        } else {
            self.diagnose(Diagnostic::StaleAnswer { id });
            None
        }
    }

    fn hear_timer(&mut self, id: u64) -> Option<Input> {
        // A timer that outlived its phase is no news: hosts need not cancel any.
        Some(match self.waiting.take_timer(id)? {
            Timer::Slow => Input::SlowTimer,
            Timer::LoadTimeout => Input::LoadTimer,
            Timer::ExitGrace => Input::GraceTimer,
            Timer::LateCheck => Input::LateTimer,
            Timer::Return => Input::ReturnTimer,
            Timer::Record => Input::RecordTimer,
        })
    }

    /// A link counts whenever it is found; its absence only as the answer that is waited for.
    fn hear_no_link(&mut self, id: u64) -> Option<Input> {
        let is_newest = self.waiting.late_checks.last() == Some(&id);
        if !self.waiting.take_late_check(id) {
            self.diagnose(Diagnostic::StaleAnswer { id });
            return None;
        }
        (is_newest && self.phase == Phase::Reconciling).then_some(Input::NoLateLink)
    }

    fn hear_nothing_opened(&mut self, id: u64) -> Option<Input> {
        if take(&mut self.waiting.errand, id) {
            self.emit(Effect::ShowNotice {
                notice: Notice::AppMissing,
            });
            return None;
        }
        let answered = self.waiting.outside.take_if(|(waiting, _)| *waiting == id);
        if answered.is_none() {
            self.diagnose(Diagnostic::StaleAnswer { id });
        }
        answered.map(|(_, otherwise)| Input::OutsideFailed(otherwise))
    }

    fn hear_disk(&mut self, id: u64, durable: bool) -> Option<Input> {
        if take(&mut self.waiting.late_record, id) {
            return Some(Input::LateRecorded { durable });
        }
        let input = if durable {
            Input::Recorded
        } else {
            Input::RecordFailed
        };
        self.answer(id, |waiting| take(&mut waiting.record, id), input)
    }

    fn hear_report(&mut self, id: u64, arrived: bool) -> Option<Input> {
        let Some(index) = self
            .waiting
            .reports
            .iter()
            .position(|(waiting, _)| *waiting == id)
        else {
            self.diagnose(Diagnostic::StaleAnswer { id });
            return None;
        };
        let (_, sequence) = self.waiting.reports.remove(index);
        if !arrived {
            self.diagnose(Diagnostic::ReportPending);
        } else if matches!(&self.progress.outcome, Some(told) if told.sequence == sequence) {
            self.progress.reported = true;
        } else {
            self.progress.late_reported = true;
        }
        None
    }
}

// Navigations.

impl Session {
    fn navigate(&mut self, navigation: &Navigation) -> Option<Input> {
        if self.process.let_pass.as_ref() == Some(&navigation.url)
            && navigation.frame == Frame::Main
        {
            self.emit(Effect::AnswerNavigation { allow: true });
            return Some(Input::Moved);
        }
        let decision = self.navigator.decide(navigation);
        let allow = matches!(decision, Decision::Allow { .. });
        self.emit(Effect::AnswerNavigation { allow });
        match decision {
            Decision::Allow { note } => {
                self.note_allowed(note);
                (navigation.frame == Frame::Main).then_some(Input::Moved)
            }
            Decision::Callback { trusted: false, .. } => {
                self.diagnose(Diagnostic::UntrustedCallback);
                None
            }
            Decision::Callback {
                callback,
                trusted: true,
            } => {
                if self.lacks_nonce(&callback.event, navigation.url.as_str(), Source::Webview) {
                    let is_built_in = is_built_in(navigation.url.as_str());
                    self.diagnose(if is_built_in {
                        Diagnostic::BuiltInScheme
                    } else {
                        Diagnostic::NonceMismatch
                    });
                    return None;
                }
                self.hear_callback(callback)
            }
            Decision::OpenOutside { url } if is_errand(url.as_str()) => {
                self.run_errand(url);
                None
            }
            Decision::OpenOutside { url } => Some(Input::Leave(WayOut {
                url,
                app_only: false,
                otherwise: Otherwise::Nothing,
            })),
            Decision::TryApp { url, otherwise } => Some(Input::Leave(WayOut {
                url,
                app_only: true,
                otherwise,
            })),
            Decision::Block { reason } => {
                self.diagnose(Diagnostic::Blocked { reason });
                None
            }
        }
    }

    fn note_allowed(&mut self, note: Option<AllowNote>) {
        match note {
            None => {}
            Some(AllowNote::ForeignHost { host }) => {
                self.diagnose(Diagnostic::ForeignHost { host });
            }
            Some(AllowNote::Refused { description }) => {
                self.progress.refused = true;
                self.diagnose(Diagnostic::BankRefused {
                    description: loggable_code(&description),
                });
                self.emit(Effect::ShowNotice {
                    notice: Notice::BankRefused,
                });
            }
        }
    }

    /// Another session's callback, or one that any app could have made up.
    fn lacks_nonce(&self, event: &WidgetEvent, url: &str, seen: Source) -> bool {
        let Some(guard) = &self.nonce_guard else {
            return false;
        };
        match event {
            WidgetEvent::Unknown { .. } => guard.is_foreign(url),
            // Whatever hands us a link must bear the nonce.
            WidgetEvent::Success { .. } => !guard.is_nonced(url),
            WidgetEvent::Exit { .. } => !guard.is_in_force(url),
            // Two of these would end the session. The widget's own come through the webview.
            WidgetEvent::Error {
                code: ErrorCode::AccessTokenNotValid,
                ..
            } => seen == Source::Os && !guard.is_in_force(url),
            WidgetEvent::Error { .. }
            | WidgetEvent::Warning { .. }
            | WidgetEvent::Invalid { .. } => false,
        }
    }

    fn hear_callback(&mut self, callback: Callback) -> Option<Input> {
        if !callback.anomalies.is_empty() {
            self.diagnose(Diagnostic::Anomalies {
                anomalies: callback.anomalies,
            });
        }
        if let WidgetEvent::Error { link: Some(_), .. } = &callback.event {
            // Not believed as a success, since errors need no nonce; but worth a question.
            self.diagnose(Diagnostic::LinkWithError);
            // One question at a time: a hostile page must not make the phone ask without end.
            if self.phase.is_live() && self.waiting.late_checks.is_empty() {
                self.ask_aside_for_a_link();
            }
        }
        Some(match callback.event {
            WidgetEvent::Success {
                link,
                mut institution,
            } => {
                if let Some(name) = &mut institution {
                    cut(name);
                }
                Input::Success { link, institution }
            }
            WidgetEvent::Exit {
                last_encountered_error: error,
                meta_data,
            } => Input::Exit {
                error: error.map(bounded),
                institution_chosen: meta_data.institution_name.is_some(),
            },
            WidgetEvent::Error {
                code: ErrorCode::AccessTokenNotValid,
                ..
            } => Input::TokenRejected,
            WidgetEvent::Error { code, message, .. } => {
                let error = bounded(ExitError {
                    code: ExitCode::from_code(code.as_str()),
                    message,
                });
                Input::WidgetError { code, error }
            }
            WidgetEvent::Warning { code, .. } => Input::WidgetWarning(code),
            WidgetEvent::Unknown { location } => {
                let location = loggable_location(&location);
                self.diagnose(Diagnostic::UnknownCallback { location });
                return None;
            }
            WidgetEvent::Invalid { reason } => {
                self.diagnose(Diagnostic::InvalidCallback { reason });
                return None;
            }
        })
    }
}

// Links from the operating system.

impl Session {
    fn take_deep_link(&mut self, url: &str) -> Option<Input> {
        let callback = self.navigator.callback_from_os(url);
        let is_foreign = match &callback {
            Some(callback) => self.lacks_nonce(&callback.event, url, Source::Os),
            None => self
                .nonce_guard
                .as_ref()
                .is_some_and(|guard| guard.is_foreign(url)),
        };
        let callback = callback.filter(|_| !is_foreign);
        let verdict = callback
            .as_ref()
            .map_or(DeepLinkVerdict::NotMine, |callback| {
                self.verdict_on(&callback.event)
            });
        self.emit(Effect::AnswerDeepLink { verdict });
        if is_foreign {
            self.diagnose(Diagnostic::NonceMismatch);
        }
        // A duplicate goes on too: the table notes it.
        callback
            .filter(|_| verdict != DeepLinkVerdict::NoSession)
            .and_then(|callback| self.hear_callback(callback))
    }

    fn verdict_on(&self, event: &WidgetEvent) -> DeepLinkVerdict {
        match self.phase {
            Phase::Idle => DeepLinkVerdict::NoSession,
            Phase::Recording | Phase::Finished => match event {
                WidgetEvent::Success { .. } if self.accepts_late_success() => {
                    DeepLinkVerdict::Handled
                }
                _ => DeepLinkVerdict::Duplicate,
            },
            Phase::Reconciling if !self.is_resuming() => match event {
                WidgetEvent::Success { .. } => DeepLinkVerdict::Handled,
                _ => DeepLinkVerdict::Duplicate,
            },
            _ => DeepLinkVerdict::Handled,
        }
    }
}

// Page messages never end a session; they tell how far the user has come.

impl Session {
    fn hear_page(&mut self, message: &str) -> Option<Input> {
        if self.phase == Phase::Idle {
            self.diagnose_ignored();
            return None;
        }
        match parse_page_message(message) {
            PageMessage::PageLoad {
                institution_name, ..
            } => {
                self.progress.institution_chosen |= institution_name.is_some();
            }
            PageMessage::Error { report } => {
                self.progress.last_error = Some(bounded(ExitError {
                    code: ExitCode::from_code(&report.code),
                    message: report.message.clone(),
                }));
                self.diagnose_report(&report);
            }
            PageMessage::Warning { report } => {
                self.diagnose_report(&report);
            }
            PageMessage::Unknown { .. } => {}
            PageMessage::Invalid { .. } => self.diagnose(Diagnostic::UnreadableMessage),
        }
        None
    }

    fn diagnose_report(&mut self, report: &PageReport) {
        let code = loggable_code(&report.code);
        let request_id = report.request_id.as_deref().and_then(loggable_request_id);
        self.diagnose(Diagnostic::PageReported { code, request_id });
    }
}

/// Belvo's scheme of old, used when a token was minted without callback URLs.
fn is_built_in(url: &str) -> bool {
    url.trim_start()
        .get(..12)
        .is_some_and(|head| head.eq_ignore_ascii_case("belvowidget:"))
}

/// Any script of any page in the webview can write these texts, so only a code may reach a log: prose may name people, and digits
/// could be somebody's number. Nothing of anything else.
fn loggable_code(text: &str) -> String {
    let is_code = text.len() <= 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-'));
    if is_code {
        text.to_owned()
    } else {
        String::new()
    }
}

/// A request id as Belvo writes it, 32 hex digits with or without hyphens; nothing else.
fn loggable_request_id(text: &str) -> Option<String> {
    let digits = text.chars().filter(char::is_ascii_hexdigit).count();
    let is_id =
        digits == 32 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-') && text.len() <= 36;
    is_id.then(|| text.to_owned())
}

/// Host and path, with whatever could be a number, an address or a name of somebody left out.
fn loggable_location(location: &str) -> String {
    let is_plain = |segment: &&str| {
        segment.len() <= 32
            && segment
                .chars()
                .all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '.'))
    };
    let segments: Vec<&str> = location
        .split('/')
        .map(|segment| Some(segment).filter(is_plain).unwrap_or("…"))
        .collect();
    segments.join("/")
}

/// Belvo's texts are a sentence or two; a hostile one must not make every later snapshot large.
const MAX_TEXT_CHARS: usize = 512;

fn bounded(mut error: ExitError) -> ExitError {
    if let ExitCode::Other { code } = &mut error.code {
        cut(code);
    }
    if let Some(message) = &mut error.message {
        cut(message);
    }
    error
}

fn cut(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MAX_TEXT_CHARS) {
        text.truncate(end);
    }
}
