//! Leaving.

use vinculo::session::{DismissedBy, Effect, Ending, Event, ExitSource, Phase};

use crate::phone::{Phone, exit_url, main_frame};

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
