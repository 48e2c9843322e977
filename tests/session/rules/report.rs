//! The report to the backend, and the app's acknowledgement.

use vinculo::session::{Effect, Event, Phase};

use super::{is_diagnosed, is_finish};
use crate::phone::{LINK, Phone, success_url};

fn is_report(effect: &Effect) -> bool {
    matches!(effect, Effect::Report { .. })
}

fn is_record(effect: &Effect) -> bool {
    matches!(effect, Effect::Record { .. })
}

fn recording() -> Phone {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    assert_eq!(phone.phase(), Phase::Recording);
    phone
}

fn acknowledge(phone: &mut Phone) {
    phone.send(Event::Acknowledged {
        outcome_id: "session-1.1".to_owned(),
    });
}

#[test]
fn outcome_is_reported_only_once_recorded_and_before_the_app_closes_the_view() {
    let mut phone = recording();
    assert!(!phone.has(is_report));
    phone.recorded();
    let report = phone.last.iter().position(is_report).unwrap();
    let finish = phone.last.iter().position(is_finish).unwrap();
    assert!(report < finish);
}

#[test]
fn outcome_is_reported_again_after_a_restart_until_the_report_arrived() {
    let mut phone = recording();
    phone.recorded();
    let id = phone.id("report");
    phone.send(Event::ReportFailed { id });
    assert!(is_diagnosed(&phone, "report_pending"));

    let mut second = phone.restart();
    second.send(Event::Start);
    assert!(second.has(is_report));
    let id = second.id("report");
    second.send(Event::Reported { id });

    let mut third = second.restart();
    third.send(Event::Start);
    assert!(!third.has(is_report));
    assert!(third.has(is_finish), "it is not acknowledged");
}

#[test]
fn acknowledgement_before_the_telling_counts_for_nothing() {
    let mut phone = recording();
    acknowledge(&mut phone);
    assert!(is_diagnosed(&phone, "ignored"));
    phone.recorded();
    assert!(phone.has(is_finish));
}

#[test]
fn acknowledgement_before_the_waking_counts() {
    let mut phone = recording();
    phone.recorded();
    let mut again = phone.restart();
    acknowledge(&mut again);
    again.send(Event::Start);
    assert!(again.told().is_empty());
}

#[test]
fn acknowledged_outcome_is_not_recorded_again() {
    let mut phone = recording();
    let id = phone.id("record");
    phone.send(Event::RecordFailed { id });
    acknowledge(&mut phone);
    let mut again = phone.restart();
    again.send(Event::Start);
    assert!(!again.has(is_record));
    assert_eq!(again.phase(), Phase::Finished);
}

#[test]
fn disk_that_answers_after_the_end_is_stale() {
    let mut phone = recording();
    phone.fire("record");
    phone.recorded();
    assert!(is_diagnosed(&phone, "stale_answer"));
    assert!(!phone.has(is_finish));
}

#[test]
fn what_the_backend_has_is_not_reported_again_though_the_disk_has_it_later() {
    let mut phone = recording();
    phone.fire("record");
    let id = phone.id("report");
    phone.send(Event::Reported { id });
    let mut again = phone.restart();
    again.send(Event::Start);
    again.recorded();
    assert!(again.has(is_finish));
    assert!(!again.all.iter().any(is_report));
}
