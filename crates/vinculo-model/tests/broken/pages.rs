//! What pages and apps say, and what the user sees.

use vinculo::navigation::Frame;
use vinculo::session::{Effect, Event, Now, Outcome, Phase, Session, SessionError};
use vinculo_model::rule::Rule;

use crate::fault::{Fault, is_success};
use crate::is_caught;

#[derive(Clone, Default, Hash)]
struct TrustsSubFrames;

impl Fault for TrustsSubFrames {
    fn hear(&mut self, _: &Session, mut event: Event) -> Option<Event> {
        if let Event::Navigation { navigation } = &mut event
            && matches!(navigation.frame, Frame::Sub { .. })
        {
            navigation.frame = Frame::Main;
        }
        Some(event)
    }
}

#[test]
fn trusting_a_sub_frame() {
    is_caught::<TrustsSubFrames>(Rule::ForgeriesChangeNothing);
}

/// Hands a sub-frame's callback to nobody, but takes it for a sign of how far the user has come.
#[derive(Clone, Default, Hash)]
struct NotesWhatSubFramesSay;

impl Fault for NotesWhatSubFramesSay {
    fn say(
        &mut self,
        session: &mut Session,
        event: &Event,
        effects: Vec<Effect>,
        now: Now,
    ) -> Vec<Effect> {
        if is_success(event)
            && let Event::Navigation { navigation } = event
            && matches!(navigation.frame, Frame::Sub { .. })
        {
            let message =
                r#"{"eventName":"PAGE_LOAD","metadata":{"institution_name":"x"}}"#.to_owned();
            session.advance(
                Event::PageMessage {
                    message: message.into(),
                },
                now,
            );
        }
        effects
    }
}

#[test]
fn noting_what_a_sub_frame_says() {
    is_caught::<NotesWhatSubFramesSay>(Rule::ForgeriesChangeNothing);
}

/// Does not know yet, when the process is new, which frame is whose.
#[derive(Clone, Default, Hash)]
struct TrustsTheFirstAfterARestore {
    asleep: bool,
}

impl Fault for TrustsTheFirstAfterARestore {
    fn hear(&mut self, _: &Session, mut event: Event) -> Option<Event> {
        if let Event::Navigation { navigation } = &mut event
            && self.asleep
            && matches!(navigation.frame, Frame::Sub { .. })
        {
            navigation.frame = Frame::Main;
        }
        Some(event)
    }

    fn say(&mut self, _: &mut Session, _: &Event, effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        self.asleep = false;
        effects
    }

    fn read(snapshot: &[u8], recorded: &[Outcome]) -> Result<(Session, Self), SessionError> {
        let session = Session::restore(snapshot, recorded)?;
        let asleep = session.phase() != Phase::Idle;
        Ok((session, Self { asleep }))
    }
}

#[test]
fn trusting_a_sub_frame_that_is_heard_first_after_a_restore() {
    is_caught::<TrustsTheFirstAfterARestore>(Rule::ForgeriesChangeNothing);
}

/// Reads any success as its own.
#[derive(Clone, Default, Hash)]
struct AsksForNoNonce;

impl Fault for AsksForNoNonce {
    fn hear(&mut self, session: &Session, event: Event) -> Option<Event> {
        let own = |url: &str| {
            let (place, query) = url.split_once('?')?;
            let is_success = place == "myapp://success";
            is_success.then(|| format!("{}?{query}", session.callback_urls().success))
        };
        Some(match event {
            Event::DeepLink { url } => Event::DeepLink {
                url: own(url.as_str()).map_or(url, Into::into),
            },
            other => other,
        })
    }
}

#[test]
fn accepting_a_callback_without_the_nonce() {
    is_caught::<AsksForNoNonce>(Rule::ForgeriesChangeNothing);
}

/// Lets the webview wait while it thinks about a callback.
#[derive(Clone, Default, Hash)]
struct AnswersTheHostLast;

impl Fault for AnswersTheHostLast {
    fn say(&mut self, _: &mut Session, _: &Event, mut effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        if matches!(effects.first(), Some(Effect::AnswerNavigation { .. })) {
            effects.rotate_left(1);
        }
        effects
    }
}

#[test]
fn answering_the_host_last() {
    is_caught::<AnswersTheHostLast>(Rule::HostIsAnsweredFirst);
}

#[derive(Clone, Default, Hash)]
struct NeverUncovers;

impl Fault for NeverUncovers {
    fn say(
        &mut self,
        session: &mut Session,
        _: &Event,
        mut effects: Vec<Effect>,
        _: Now,
    ) -> Vec<Effect> {
        if session.phase() == Phase::Open {
            effects.retain(|effect| *effect != Effect::ShowContent);
        }
        effects
    }
}

#[test]
fn leaving_the_page_covered() {
    is_caught::<NeverUncovers>(Rule::OpenIsUncovered);
}

/// Takes whatever answer comes for the one it waits for.
#[derive(Clone, Default, Hash)]
struct AnswersAnyId {
    link: u64,
    record: u64,
}

impl Fault for AnswersAnyId {
    fn hear(&mut self, _: &Session, event: Event) -> Option<Event> {
        Some(match event {
            Event::LateLinkAbsent { .. } => Event::LateLinkAbsent { id: self.link },
            Event::Recorded { .. } => Event::Recorded { id: self.record },
            other => other,
        })
    }

    fn say(&mut self, _: &mut Session, _: &Event, effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        for effect in &effects {
            match effect {
                Effect::CheckLateLink { id, .. } => self.link = *id,
                Effect::Record { id, .. } => self.record = *id,
                _ => {}
            }
        }
        effects
    }
}

#[test]
fn answering_to_a_stale_id() {
    is_caught::<AnswersAnyId>(Rule::AnsweredOnce);
}
