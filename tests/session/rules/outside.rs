//! To the bank and back.

use vinculo::navigation::{Frame, Navigation};
use vinculo::session::{Effect, Event, Notice, Phase};

use super::connected;
use crate::phone::{LINK, Phone, config, success_url};

#[test]
fn return_without_a_callback_keeps_waiting() {
    let mut phone = Phone::open();
    phone.go("bankapp://authorise");
    assert_eq!(phone.phase(), Phase::Outside);
    phone.wait(60_000).send(Event::Returned);
    phone.wait(4_000).fire("return");
    assert_eq!(phone.phase(), Phase::Outside);
    assert_eq!(
        phone.last,
        vec![Effect::ShowNotice {
            notice: Notice::ReturnToBank
        }]
    );
    phone.deep_link(&success_url(LINK));
    phone.recorded();
    assert_eq!(connected(&phone.finished().ending), Some((LINK, false)));
}

#[test]
fn app_that_is_missing_gives_way_to_its_page() {
    let mut config = config();
    config.navigation.open_finance = true;
    let mut phone = Phone::open_with(config);
    phone.go("https://bank.example/authorise");
    assert!(phone.has(|effect| matches!(effect, Effect::OpenOutside { app_only: true, .. })));
    let id = phone.id("open_outside");
    phone.send(Event::OutsideFailed { id });
    assert_eq!(
        phone.last,
        vec![Effect::LoadPage {
            url: "https://bank.example/authorise".to_owned().into()
        }]
    );
    assert_eq!(phone.phase(), Phase::Open);
}

#[test]
fn errands_do_not_leave_the_widget() {
    let mut phone = Phone::open();
    phone.go("tel:+525555555555");
    assert_eq!(phone.phase(), Phase::Open);
    assert!(phone.has(|effect| matches!(effect, Effect::OpenOutside { .. })));
}

#[test]
fn page_that_stands_in_for_an_app_is_let_pass() {
    let mut config = config();
    config.navigation.open_finance = true;
    let mut phone = Phone::open_with(config);
    let bank = "https://bank.example/authorise";
    phone.go(bank);
    let id = phone.id("open_outside");
    phone.send(Event::OutsideFailed { id });
    phone.go(bank);
    assert_eq!(phone.last, vec![Effect::AnswerNavigation { allow: true }]);
    phone.go("https://bank.example/next");
    assert!(phone.has(|effect| matches!(effect, Effect::OpenOutside { .. })));
}

#[test]
fn only_the_page_itself_going_on_ends_the_wait_for_the_bank() {
    let mut phone = Phone::open();
    phone.go("bankapp://authorise");
    let navigation = Navigation {
        url: "https://widget.belvo.io/poll".to_owned().into(),
        frame: Frame::Sub { origin: None },
        redirect: None,
        post: None,
        user_gesture: None,
    };
    phone.send(Event::Navigation { navigation });
    assert_eq!(phone.phase(), Phase::Outside);
    phone.go("https://widget.belvo.io/next");
    assert_eq!(phone.phase(), Phase::Open);
}

#[test]
fn missing_app_without_a_page_is_said() {
    for url in ["bankapp://authorise", "tel:+525555555555"] {
        let mut phone = Phone::open();
        phone.go(url);
        let id = phone.id("open_outside");
        phone.send(Event::OutsideFailed { id });
        assert_eq!(
            phone.last,
            vec![Effect::ShowNotice {
                notice: Notice::AppMissing
            }],
            "{url}"
        );
        assert_eq!(phone.phase(), Phase::Open);
    }
}
