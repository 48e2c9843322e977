//! What a process leaves to the next.

use vinculo::session::{Effect, Event, Now, Outcome, Session, SessionError};
use vinculo_model::rule::Rule;

use crate::fault::Fault;
use crate::is_caught;

/// Numbers the outcome by process.
#[derive(Clone, Default, Hash)]
struct NumbersByProcess {
    restored: bool,
}

impl Fault for NumbersByProcess {
    fn say(&mut self, _: &mut Session, _: &Event, mut effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        for effect in &mut effects {
            if let Effect::Record { outcome, .. }
            | Effect::Report { outcome, .. }
            | Effect::Finish { outcome, .. } = effect
                && self.restored
            {
                outcome.id.push_str("-again");
            }
        }
        effects
    }

    fn read(snapshot: &[u8], recorded: &[Outcome]) -> Result<(Session, Self), SessionError> {
        let session = Session::restore(snapshot, recorded)?;
        Ok((session, Self { restored: true }))
    }
}

#[test]
fn giving_the_outcome_a_new_id_after_a_restore() {
    is_caught::<NumbersByProcess>(Rule::OneOutcome);
}

#[derive(Clone, Default, Hash)]
struct IgnoresTheJournal;

impl Fault for IgnoresTheJournal {
    fn read(snapshot: &[u8], _: &[Outcome]) -> Result<(Session, Self), SessionError> {
        Ok((Session::restore(snapshot, &[])?, Self))
    }
}

#[test]
fn deciding_anew_what_is_on_disk() {
    is_caught::<IgnoresTheJournal>(Rule::NothingAfterAnEnding);
}

/// Counts its questions from one again.
#[derive(Clone, Default, Hash)]
struct CountsAnew;

impl Fault for CountsAnew {
    fn read(snapshot: &[u8], recorded: &[Outcome]) -> Result<(Session, Self), SessionError> {
        let text = String::from_utf8_lossy(snapshot);
        let Some((head, tail)) = text.split_once("\"next_id\":") else {
            panic!("there is no such field any more");
        };
        let tail = tail.trim_start_matches(|c: char| c.is_ascii_digit());
        let anew = format!("{head}\"next_id\":1{tail}");
        Ok((Session::restore(anew.as_bytes(), recorded)?, Self))
    }

    fn write(&self, snapshot: Vec<u8>) -> Vec<u8> {
        // So that a restored one looks as it was.
        let text = String::from_utf8_lossy(&snapshot);
        let Some((head, tail)) = text.split_once("\"next_id\":") else {
            panic!("there is no such field any more");
        };
        let tail = tail.trim_start_matches(|c: char| c.is_ascii_digit());
        format!("{head}\"next_id\":1{tail}").into_bytes()
    }
}

#[test]
fn giving_ids_out_again_after_a_restore() {
    is_caught::<CountsAnew>(Rule::FreshIds);
}

/// Keeps nothing of a session that had ended: "the outbox has it".
#[derive(Clone, Default, Hash)]
struct ForgetsTheEnd;

impl Fault for ForgetsTheEnd {
    fn read(snapshot: &[u8], recorded: &[Outcome]) -> Result<(Session, Self), SessionError> {
        let session = Session::restore(snapshot, recorded)?;
        let session = match session.outcome() {
            Some(_) if recorded.is_empty() => Session::new(session.config().clone())?,
            _ => session,
        };
        Ok((session, Self))
    }
}

#[test]
fn forgetting_the_end_with_the_process() {
    is_caught::<ForgetsTheEnd>(Rule::RestoresAsItWas);
}
