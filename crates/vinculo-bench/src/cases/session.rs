//! The session: single events, a whole life, its bytes.

use std::hint::black_box;

use vinculo::callback::parse_page_message;
use vinculo::session::{Phase, Session};

use crate::inputs::{self, BANK_PAGE, WIDGET_PAGE};
use crate::phone::{Phone, navigation};
use crate::{Call, Case};

const GROUP: &str = "session";

/// Belvo's example (`vectors/page_messages/documented.json`).
const PAGE_MESSAGE: &str = r#"{"eventName":"ERROR","request_id":"1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f","meta_data":{"error_code":"login_error","error_message":"Invalid credentials","institution_name":"bancoazteca_mx_retail","timestamp":"2020-04-27T19:09:23.918Z"}}"#;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::steady(GROUP, "start-url", "write the start URL", start_url),
        Case::steady(
            GROUP,
            "navigation",
            "`advance`, a page of the widget, the event made as well",
            || advance(WIDGET_PAGE),
        ),
        Case::steady(
            GROUP,
            "navigation-foreign",
            "`advance`, a bank's page, the event made as well",
            || advance(BANK_PAGE),
        ),
        // An object of serde_json is another collection where any crate of the build asks for its members in order.
        Case::steady(
            GROUP,
            "page-message",
            "read a page message, an error",
            page_message,
        )
        .allocating_variously(),
        Case::steady(
            GROUP,
            "whole",
            "one whole session: 8 events, from `new` to acknowledged",
            whole,
        ),
        Case::steady(GROUP, "snapshot", "snapshot, in the widget", || {
            snapshot(Phase::Open)
        }),
        Case::steady(GROUP, "snapshot-finished", "snapshot, finished", || {
            snapshot(Phase::Finished)
        }),
        Case::steady(GROUP, "restore", "restore, in the widget", || {
            restore(Phase::Open)
        }),
        Case::steady(GROUP, "restore-finished", "restore, finished", || {
            restore(Phase::Finished)
        }),
    ]
}

/// The bytes of a snapshot in each phase.
#[must_use]
pub fn snapshot_sizes() -> Vec<(Phase, usize)> {
    let phone = Phone::default();
    Phase::ALL
        .into_iter()
        .map(|phase| (phase, phone.session_in(phase).snapshot().len()))
        .collect()
}

fn start_url() -> Call {
    let (config, token) = (inputs::widget(), inputs::token());
    Box::new(move || {
        black_box(black_box(&config).start_url(black_box(&token)).unwrap());
    })
}

fn advance(url: &'static str) -> Call {
    let mut session = Phone::default().session_in(Phase::Open);
    // The timeline is full from its 256th entry on, and costs less before.
    for _ in 0..256 {
        session.advance(navigation(url), inputs::now());
    }
    Box::new(move || {
        black_box(session.advance(navigation(black_box(url)), inputs::now()));
    })
}

fn page_message() -> Call {
    Box::new(|| {
        black_box(parse_page_message(black_box(PAGE_MESSAGE)));
    })
}

fn whole() -> Call {
    let phone = Phone::default();
    Box::new(move || {
        black_box(phone.whole_session());
    })
}

fn snapshot(phase: Phase) -> Call {
    let session = Phone::default().session_in(phase);
    Box::new(move || {
        black_box(black_box(&session).snapshot());
    })
}

fn restore(phase: Phase) -> Call {
    let bytes = Phone::default().session_in(phase).snapshot();
    Box::new(move || {
        black_box(Session::restore(black_box(&bytes), &[]).unwrap());
    })
}
