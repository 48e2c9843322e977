//! No token and no link id in anything that is written down.

use vinculo::session::{Event, Now};

use crate::phone::{LINK, Phone, TOKEN, WALL, success_url};

#[test]
fn nothing_that_is_written_down_holds_a_secret() {
    let mut phone = Phone::open();
    phone.send(Event::RendererGone);
    phone.send(Event::PageShown);
    phone.go(&success_url(LINK));
    phone.recorded();
    let snapshot = String::from_utf8(phone.session.snapshot()).unwrap();
    assert!(!snapshot.contains(TOKEN));
    let written = [
        phone.session.timeline().to_string(),
        format!("{:?}", phone.all),
        format!("{:?}", phone.session),
        format!(
            "{:?}",
            Event::TokenReceived {
                id: 1,
                token: crate::phone::token(),
                callback_urls: None
            }
        ),
        format!(
            "{:?}",
            Event::DeepLink {
                url: success_url(LINK).into()
            }
        ),
        format!("{:?}", crate::phone::main_frame(&success_url(LINK))),
    ];
    for text in written {
        assert!(!text.contains(TOKEN), "token in {text}");
        assert!(!text.contains(LINK), "link id in {text}");
    }
}

#[test]
fn the_timeline_stays_bounded() {
    let mut phone = Phone::open();
    for _ in 0..1_000 {
        phone.go(&success_url(""));
    }
    let timeline = phone.session.timeline();
    assert!(timeline.entries().len() <= 256);
    assert!(timeline.dropped() > 0);
}

#[test]
fn extreme_clocks_are_survived() {
    for at in [i64::MIN, -1, 0, i64::MAX] {
        for wall in [i64::MIN, WALL, i64::MAX] {
            let mut phone = Phone::open();
            phone.session.advance(
                Event::RendererGone,
                Now {
                    wall_ms: wall,
                    mono_ms: at,
                },
            );
            phone.session.advance(
                Event::Retry,
                Now {
                    wall_ms: wall,
                    mono_ms: i64::MAX,
                },
            );
        }
    }
}
