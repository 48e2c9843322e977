//! An outcome that is on disk, and a snapshot that is older.

use vinculo::callback::LinkId;
use vinculo::session::{Effect, Ending, Event, Outcome, Phase};

use super::{connected, is_diagnosed, is_finish};
use crate::phone::{LINK, Phone, exit_url, success_url};

/// Exited, recorded and told.
fn exited() -> Phone {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.end_without_link();
    phone
}

#[test]
fn outcome_on_disk_is_told_though_the_snapshot_does_not_know_it() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    let mut again = phone.restart_behind();
    again.send(Event::Start);
    assert_eq!(again.phase(), Phase::Finished);
    let (outcome, durable) = again.told().remove(0);
    assert_eq!(
        connected(&outcome.ending),
        Some((LINK, false)),
        "not found anew, as late"
    );
    assert!(durable);
    assert!(again.has(|effect| matches!(effect, Effect::Report { .. })));
    assert!(
        !again.has(|effect| matches!(effect, Effect::CheckLateLink { .. } | Effect::Record { .. }))
    );
}

#[test]
fn an_exit_on_disk_is_not_decided_anew_and_a_link_found_later_is_a_late_success() {
    let before = Phone::open();
    let disk = exited().disk;
    let mut again = before.restore(&before.session.snapshot(), &disk);
    again.send(Event::Start);
    assert_eq!(again.finished(), disk[0]);
    again.deep_link(&success_url(LINK));
    assert!(is_diagnosed(&again, "late_success"));
    assert_eq!(again.disk.last().unwrap().sequence, 2);
}

#[test]
fn idle_session_whose_outcome_is_on_disk_is_finished() {
    let idle = Phone::new(crate::phone::config());
    let mut again = idle.restore(&idle.session.snapshot(), &exited().disk);
    again.send(Event::Start);
    assert_eq!(again.phase(), Phase::Finished);
    again.finished();
}

#[test]
fn late_success_on_disk_is_reported_though_the_snapshot_does_not_know_it() {
    let mut phone = exited();
    phone.go(&success_url(LINK));
    assert_eq!(phone.disk.len(), 2);
    let mut again = phone.restart_behind();
    again.send(Event::Start);
    assert!(
        again.has(
            |effect| matches!(effect, Effect::Record { outcome, .. } if outcome.sequence == 2)
        )
    );
    assert_eq!(again.finished().sequence, 1);
}

#[test]
fn late_success_whose_exit_was_reported_and_forgotten_is_the_outcome() {
    let mut phone = exited();
    phone.go(&success_url(LINK));
    let before = Phone::open();
    let mut again = before.restore(&before.session.snapshot(), &phone.disk[1..]);
    again.send(Event::Start);
    let told = again.finished();
    assert_eq!((told.id.as_str(), told.sequence), ("session-1.2", 2));
    let id = again.id("report");
    again.send(Event::Reported { id });
    again.send(Event::Acknowledged {
        outcome_id: told.id,
    });
    let mut third = again.restart();
    third.send(Event::Start);
    assert!(
        third.all.is_empty(),
        "neither told nor reported again: {:?}",
        third.all
    );
}

#[test]
fn success_decided_in_place_of_an_exit_on_disk_becomes_late() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    let mut again = phone.restore(&phone.session.snapshot(), &exited().disk);
    again.send(Event::Start);
    assert_eq!(connected(&again.finished().ending), None);
    let late = again.disk.last().unwrap();
    assert_eq!(
        (late.sequence, connected(&late.ending)),
        (2, Some((LINK, true)))
    );
}

#[test]
fn what_the_app_was_told_stands_against_the_disk() {
    let told = exited();
    let other = Outcome {
        ending: Ending::Connected {
            link: LinkId::new(LINK),
            institution: None,
            late: false,
            other_link: false,
        },
        ..told.finished()
    };
    let mut again = told.restore(&told.session.snapshot(), &[other]);
    again.send(Event::Start);
    assert_eq!(again.finished(), told.finished());
}

#[test]
fn outcomes_of_other_sessions_say_nothing() {
    let mut others = exited().disk;
    others[0].id = "session-2.1".to_owned();
    others[0].session_id = "session-2".to_owned();
    let phone = Phone::open();
    let mut again = phone.restore(&phone.session.snapshot(), &others);
    again.send(Event::Start);
    assert_eq!(again.phase(), Phase::Reconciling);
    assert!(!again.has(is_finish));
}

#[test]
fn acknowledgement_of_what_is_on_disk_counts_before_the_waking() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    phone.recorded();
    let before = Phone::open();
    let mut again = before.restore(&before.session.snapshot(), &phone.disk);
    again.send(Event::Acknowledged {
        outcome_id: phone.finished().id,
    });
    again.send(Event::Start);
    assert!(again.told().is_empty());
}
