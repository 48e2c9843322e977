//! The outcome.

use vinculo::session::{DismissedBy, Effect, Event, Phase};

use super::{connected, is_diagnosed, is_finish};
use crate::phone::{LINK, Phone, config, exit_url, main_frame, success_url};

#[test]
fn outcome_is_recorded_before_it_is_told() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    assert!(phone.has(|effect| matches!(effect, Effect::Record { .. })));
    assert!(phone.told().is_empty());
    phone.recorded();
    let outcome = phone.finished();
    assert_eq!(outcome.id, "session-1.1");
    assert_eq!(connected(&outcome.ending), Some((LINK, false)));
    assert!(phone.told()[0].1, "durable");
}

#[test]
fn failed_record_still_finishes_and_says_so() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    let id = phone.id("record");
    phone.send(Event::RecordFailed { id });
    assert_eq!(phone.told(), vec![(phone.finished(), false)]);
    assert!(is_diagnosed(&phone, "not_durable"));
    assert!(phone.has(|effect| matches!(effect, Effect::Report { .. })));
}

#[test]
fn silent_disk_never_hangs_the_end() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    phone.wait(3_000).fire("record");
    assert!(!phone.told()[0].1);
    assert_eq!(phone.phase(), Phase::Finished);
}

#[test]
fn outcome_is_told_again_under_the_same_id_until_acknowledged() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    phone.recorded();
    let first = phone.finished();

    let mut second = phone.restart();
    second.send(Event::Start);
    assert_eq!(second.finished(), first);
    second.send(Event::Acknowledged {
        outcome_id: first.id.clone(),
    });

    let mut third = second.restart();
    third.send(Event::Start);
    assert!(third.told().is_empty());
}

#[test]
fn another_outcomes_acknowledgement_counts_for_nothing() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    phone.recorded();
    phone.send(Event::Acknowledged {
        outcome_id: "session-0.1".to_owned(),
    });
    let mut again = phone.restart();
    again.send(Event::Start);
    assert_eq!(again.told().len(), 1);
}

#[test]
fn undurable_outcome_is_recorded_again_after_a_restart() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    let id = phone.id("record");
    phone.send(Event::RecordFailed { id });
    let mut again = phone.restart();
    again.send(Event::Start);
    assert_eq!(again.phase(), Phase::Recording);
    again.recorded();
    assert_eq!(again.told(), vec![(phone.finished(), true)]);
}

#[test]
fn one_finish_per_process_whatever_follows() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    phone.recorded();
    for event in [
        main_frame(&success_url(LINK)),
        main_frame(&exit_url()),
        Event::Dismissed {
            by: DismissedBy::Swipe,
        },
        Event::CloseRequested,
        Event::Start,
        Event::Retry,
    ] {
        phone.send(event);
        assert!(!phone.has(is_finish));
    }
    assert_eq!(phone.phase(), Phase::Finished);
}

#[test]
fn outcome_can_be_read_from_the_session_once_decided() {
    let mut phone = Phone::open();
    assert_eq!(phone.session.outcome(), None);
    phone.go(&success_url(LINK));
    phone.recorded();
    assert_eq!(phone.session.outcome(), Some(&phone.finished()));
}

#[test]
fn timeline_tells_what_happened_in_order() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.wait(1_500).send(Event::Dismissed {
        by: DismissedBy::Swipe,
    });
    phone.fire("late_check");
    let timeline = phone.session.timeline();
    let what: Vec<&str> = timeline
        .entries()
        .map(|entry| entry.what.as_str())
        .collect();
    assert_eq!(
        what,
        [
            "> start",
            "< show_loading Opening",
            "< request_token #1",
            "= fetching_token",
            "> dismissed",
            "< show_loading Closing",
            "< check_late_link #2",
            "< set_timer #3 LateCheck 5000 ms",
            "< set_timer #4 ExitGrace 500 ms",
            "= reconciling",
            "> late_timer",
            "< record #5 exited",
            "< set_timer #6 Record 3000 ms",
            "= recording",
        ]
    );
    assert_eq!(
        timeline.entries().last().map(|entry| entry.elapsed_ms),
        Some(1_500)
    );
    assert_eq!(timeline.dropped(), 0);
    assert_eq!(timeline.to_string().lines().count(), what.len());
}
