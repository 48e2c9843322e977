//! Deciding a navigation: asked on the UI thread, for each page, image and frame on Android.

use std::hint::black_box;

use vinculo::navigation::{Frame, Navigation};

use super::parse::url_parse;
use crate::inputs::{self, BANK_PAGE, WIDGET_PAGE};
use crate::{Call, Case};

const GROUP: &str = "decide";

pub(super) fn cases() -> Vec<Case> {
    let [success, ..] = inputs::samples();
    let main = [
        ("widget", "a page of the widget", WIDGET_PAGE.to_owned()),
        ("foreign", "a bank's page", BANK_PAGE.to_owned()),
        ("callback", "a callback, success", success.url),
        (
            "app",
            "a bank's app",
            "bank-app://authorize?state=8f14e45fceea167a".to_owned(),
        ),
        ("blocked", "`javascript:`", "javascript:void(0)".to_owned()),
    ];
    let mut cases: Vec<Case> = main
        .into_iter()
        .map(|(name, about, url)| {
            let size = url.len();
            let make = move || decide(inputs::navigation(&url));
            Case::steady(GROUP, name, format!("decide, {about}"), make).of_size(size)
        })
        .collect();
    cases.push(
        Case::steady(GROUP, "frame", "decide, a bank's page in a frame", || {
            let mut navigation = inputs::navigation(BANK_PAGE);
            navigation.frame = Frame::Sub { origin: None };
            decide(navigation)
        })
        .of_size(BANK_PAGE.len()),
    );
    let name = "widget-url";
    cases.insert(
        1,
        Case::steady(GROUP, name, "`Url::parse`, a page of the widget", || {
            url_parse(WIDGET_PAGE)
        })
        .of_size(WIDGET_PAGE.len()),
    );
    cases
}

fn decide(navigation: Navigation) -> Call {
    let navigator = inputs::navigator();
    Box::new(move || {
        black_box(navigator.decide(black_box(&navigation)));
    })
}
