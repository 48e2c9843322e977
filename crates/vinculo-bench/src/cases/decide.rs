//! Deciding a navigation: asked on the UI thread, for each page, image and frame on Android.

use std::hint::black_box;

use vinculo::navigation::{Frame, Navigation};

use super::parse::url_parse;
use crate::inputs::{self, BANK_PAGE, WIDGET_PAGE};
use crate::{Call, Case};

const GROUP: &str = "decide";

pub(super) fn cases() -> Vec<Case> {
    let [success, ..] = inputs::samples();
    vec![
        case("widget", "a page of the widget", WIDGET_PAGE),
        Case::steady(
            GROUP,
            "widget-url",
            "`Url::parse`, a page of the widget",
            || url_parse(WIDGET_PAGE),
        )
        .of_size(WIDGET_PAGE.len())
        .beside(),
        case("foreign", "a bank's page", BANK_PAGE),
        Case::steady(GROUP, "frame", "decide, a bank's page in a frame", || {
            let mut navigation = inputs::navigation(BANK_PAGE);
            navigation.frame = Frame::Sub { origin: None };
            decide(navigation)
        })
        .of_size(BANK_PAGE.len()),
        case("callback", "a callback, success", &success.url),
        case(
            "app",
            "a bank's app",
            "bank-app://authorize?state=8f14e45fceea167a",
        ),
        case("blocked", "`javascript:`", "javascript:void(0)"),
    ]
}

fn case(name: &str, about: &str, url: &str) -> Case {
    let (url, size) = (url.to_owned(), url.len());
    let make = move || decide(inputs::navigation(&url));
    Case::steady(GROUP, name, format!("decide, {about}"), make).of_size(size)
}

fn decide(navigation: Navigation) -> Call {
    let navigator = inputs::navigator();
    Box::new(move || {
        black_box(navigator.decide(black_box(&navigation)));
    })
}
