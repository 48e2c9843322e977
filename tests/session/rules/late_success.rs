//! A success that comes when another ending is decided already, and one that comes at any time before.

use vinculo::session::{Effect, Event, LoadProblem, Phase};

use super::{connected, is_diagnosed};
use crate::phone::{LINK, OTHER_LINK, Phone, config, exit_url, success_url};

fn records_the_late_success(phone: &Phone) -> bool {
    phone.has(|effect| {
        matches!(effect, Effect::Record { outcome, .. }
            if outcome.sequence == 2 && connected(&outcome.ending) == Some((LINK, true)))
    })
}

#[test]
fn success_counts_in_every_phase_before_the_end() {
    let prepare: [fn(&mut Phone); 6] = [
        |_| {},
        |phone| {
            phone.give_token();
        },
        |phone| {
            phone.give_token();
            phone.send(Event::PageShown);
        },
        |phone| {
            phone.give_token();
            phone.go("bankapp://authorise");
        },
        |phone| {
            phone.give_token();
            phone.send(Event::LoadFailed {
                problem: LoadProblem::Offline,
            });
        },
        |phone| {
            phone.give_token();
            phone.send(Event::PageShown);
            phone.send(Event::CloseRequested);
        },
    ];
    let mut phases = Vec::new();
    for prepare in prepare {
        let mut phone = Phone::new(config());
        phone.send(Event::Start);
        prepare(&mut phone);
        phases.push(phone.phase());
        phone.deep_link(&success_url(LINK));
        phone.recorded();
        assert_eq!(connected(&phone.finished().ending), Some((LINK, false)));
    }
    assert_eq!(phases, Phase::ALL[1..7], "every live phase was tried");
}

#[test]
fn success_while_another_ending_is_recorded_counts() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.fire("late_check");
    assert_eq!(phone.phase(), Phase::Recording);
    phone.go(&success_url(LINK));
    assert!(records_the_late_success(&phone));
    assert!(is_diagnosed(&phone, "late_success"));
}

#[test]
fn link_found_after_the_late_check_was_given_up_counts() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.fire("late_check");
    phone.late_link(LINK);
    assert!(records_the_late_success(&phone));
    phone.late_link(OTHER_LINK);
    assert!(is_diagnosed(&phone, "stale_answer"));
}

#[test]
fn outcome_told_is_the_one_decided_whatever_came_late() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.fire("late_check");
    let exit = phone.id("record");
    phone.go(&success_url(LINK));
    phone.send(Event::Recorded { id: exit });
    let outcome = phone.finished();
    assert_eq!(outcome.sequence, 1);
    assert_eq!(connected(&outcome.ending), None);
}

#[test]
fn check_is_waited_for_when_only_the_grace_is_over() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.wait(500).fire("exit_grace");
    assert_eq!(phone.phase(), Phase::Reconciling);
    phone.late_link(LINK);
    assert_eq!(phone.phase(), Phase::Recording);
}
