//! Leaving.

use vinculo::session::{DismissedBy, Effect, Ending, Event, ExitSource, Phase};

use crate::phone::{Phone, config, exit_url, main_frame};

#[test]
fn back_goes_back_then_asks_then_exits() {
    let mut phone = Phone::open();
    phone.send(Event::Back { can_go_back: true });
    assert_eq!(phone.last, vec![Effect::GoBack]);
    phone.send(Event::Back { can_go_back: false });
    assert_eq!(phone.last, vec![Effect::AskToClose]);
    phone.send(Event::CloseConfirmed);
    let ending = phone.end_without_link().ending;
    assert!(
        matches!(
            ending,
            Ending::Exited {
                source: ExitSource::Back,
                ..
            }
        ),
        "{ending:?}"
    );
}

#[test]
fn declining_to_close_goes_on_where_it_was() {
    let mut phone = Phone::open();
    phone.go("bankapp://pay");
    assert_eq!(phone.phase(), Phase::Outside);
    phone.send(Event::CloseRequested);
    phone.send(Event::CloseDeclined);
    assert_eq!(phone.phase(), Phase::Outside);
}

#[test]
fn every_way_to_leave_ends_in_one_outcome() {
    for (event, source) in [
        (
            Event::Dismissed {
                by: DismissedBy::Swipe,
            },
            ExitSource::Swipe,
        ),
        (
            Event::Dismissed {
                by: DismissedBy::Host,
            },
            ExitSource::Host,
        ),
        (main_frame(&exit_url()), ExitSource::Widget),
    ] {
        let mut phone = Phone::open();
        phone.send(event.clone());
        phone.send(event);
        let ending = phone.end_without_link().ending;
        assert!(
            matches!(ending, Ending::Exited { source: found, .. } if found == source),
            "{ending:?}"
        );
    }
}

#[test]
fn page_shown_behind_the_question_does_not_answer_it() {
    let mut phone = Phone::open();
    phone.go("bankapp://pay");
    phone.send(Event::CloseRequested);
    phone.send(Event::PageShown);
    assert_eq!(phone.phase(), Phase::ConfirmingClose);
    assert!(phone.last.is_empty());
    phone.send(Event::CloseDeclined);
    assert_eq!(phone.phase(), Phase::Open);
}

#[test]
fn app_opened_behind_the_question_does_not_answer_it() {
    let mut phone = Phone::open();
    phone.send(Event::CloseRequested);
    phone.go("bankapp://pay");
    assert_eq!(phone.phase(), Phase::ConfirmingClose);
    assert!(phone.has(|effect| matches!(effect, Effect::OpenOutside { .. })));
    phone.send(Event::CloseDeclined);
    assert_eq!(phone.phase(), Phase::Outside);
}

#[test]
fn app_that_is_missing_behind_the_question_leads_back_to_the_widget() {
    let mut phone = Phone::open();
    phone.go("bankapp://pay");
    phone.send(Event::CloseRequested);
    let id = phone.id("open_outside");
    phone.send(Event::OutsideFailed { id });
    assert_eq!(phone.phase(), Phase::ConfirmingClose);
    phone.send(Event::CloseDeclined);
    assert_eq!(phone.phase(), Phase::Open);
}

#[test]
fn asking_to_leave_once_more_is_staying() {
    for event in [
        Event::CloseRequested,
        Event::Back { can_go_back: true },
        Event::Back { can_go_back: false },
    ] {
        let mut phone = Phone::open();
        phone.send(Event::CloseRequested);
        phone.send(event);
        assert_eq!(phone.last, vec![Effect::ShowContent]);
        assert_eq!(phone.phase(), Phase::Open);
    }
}

#[test]
fn question_is_asked_only_where_there_is_something_to_lose() {
    let leave: [fn(&mut Phone); 2] = [
        |phone| {
            phone.send(Event::CloseRequested);
        },
        |phone| {
            phone.send(Event::Back { can_go_back: true });
        },
    ];
    for leave in leave {
        let mut loading = Phone::new(config());
        loading.send(Event::Start);
        leave(&mut loading);
        assert_eq!(loading.phase(), Phase::Reconciling);

        let mut outside = Phone::open();
        outside.go("bankapp://pay");
        leave(&mut outside);
        assert_eq!(outside.phase(), Phase::ConfirmingClose);

        let mut config = config();
        config.confirm_close = false;
        let mut unasked = Phone::open_with(config);
        unasked.go("bankapp://pay");
        leave(&mut unasked);
        assert_eq!(unasked.phase(), Phase::Reconciling);
    }
}

#[test]
fn session_that_never_started_ends_when_it_is_dismissed() {
    let mut phone = Phone::new(config());
    phone.send(Event::Dismissed {
        by: DismissedBy::Host,
    });
    let ending = phone.end_without_link().ending;
    assert!(matches!(
        ending,
        Ending::Exited {
            source: ExitSource::Host,
            ..
        }
    ));
}
