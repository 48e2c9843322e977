//! Target `callback_url`: any text as a URL.
//!
//! - an answer for every text, the same each time; anomalies in their order, each once
//! - what is longer than 64 KiB is `too_long` or not ours, and a location is at most 128 characters
//! - what the OS hands over is never read as more than the webview's, and never differently
//! - white space that browsers strip changes nothing but its anomalies
//! - what was read, written as a plain URL, is read as the same
//! - `Debug` shows neither institutions nor texts, nor a whole link

use vinculo::callback::{Anomaly, Callback, CallbackMatcher, InvalidReason, Source, WidgetEvent};

use crate::input::Input;
use crate::mask;
use crate::settings::{CALLBACK_URLS, callback_urls};

mod print;

const MAX_URL: usize = 65_536;

/// Checks every property.
pub fn run(data: &[u8]) {
    let mut input = Input::of(data);
    let urls = callback_urls(input.pick(&CALLBACK_URLS));
    let seen = input.pick(&[Source::Webview, Source::Os]);
    let url = input.text();
    let Ok(matcher) = CallbackMatcher::new(&urls) else {
        unreachable!("the settings compile");
    };

    let callback = matcher.parse(&url, seen);
    assert_eq!(callback, matcher.parse(&url, seen), "two readings differ");
    places(&matcher, &url);
    let stripped = strip(&url);
    if stripped.len() > MAX_URL {
        let too_long = WidgetEvent::Invalid {
            reason: InvalidReason::TooLong,
        };
        assert!(
            callback
                .as_ref()
                .is_none_or(|callback| callback.event == too_long)
        );
    }
    let bare = matcher.parse(&stripped, seen);
    assert_eq!(
        callback.as_ref().map(without_white_space),
        bare.as_ref().map(without_white_space),
        "white space that browsers strip changes the meaning"
    );
    if let Some(callback) = &callback {
        bounded(callback, &url);
        mask::assert_hidden(callback, &mask::callback(callback));
        print::reads_back(callback);
    }
}

/// What is said about the place agrees with what is read.
fn places(matcher: &CallbackMatcher, url: &str) {
    let webview = matcher.parse(url, Source::Webview);
    let os = matcher.parse(url, Source::Os);
    if os.is_some() {
        assert_eq!(os, webview, "the OS is believed more than the webview");
    }
    if matcher.is_configured(url) {
        assert!(
            webview.is_some() && os.is_some(),
            "configured, and not ours"
        );
        assert!(matcher.is_sibling(url), "configured, and no sibling");
    }
}

fn bounded(callback: &Callback, url: &str) {
    assert!(callback.anomalies.is_sorted() && all_differ(&callback.anomalies));
    assert!(callback.extra.len() <= 256);
    let extra = callback
        .extra
        .iter()
        .map(|extra| extra.name.len() + extra.value.len());
    // One byte can become a replacement character of three.
    assert!(extra.sum::<usize>() <= 3 * url.len());
    if let WidgetEvent::Unknown { location } = &callback.event {
        assert!(location.chars().count() <= 128 && !location.contains(['?', '#']));
    }
    if let WidgetEvent::Success { link, .. } = &callback.event {
        let id = link.as_str();
        assert!(
            !id.is_empty() && id.trim() == id,
            "a success without a link"
        );
        assert_eq!(
            link.is_uuid(),
            !callback.anomalies.contains(&Anomaly::LinkNotUuid)
        );
    }
}

fn all_differ(anomalies: &[Anomaly]) -> bool {
    anomalies.windows(2).all(|pair| pair[0] != pair[1])
}

/// As browsers do before they parse.
fn strip(url: &str) -> String {
    url.trim_matches(|c: char| c <= ' ')
        .replace(['\t', '\n', '\r'], "")
}

fn without_white_space(callback: &Callback) -> Callback {
    let mut callback = callback.clone();
    callback.anomalies.retain(|odd| {
        !matches!(
            odd,
            Anomaly::SurroundingWhitespace | Anomaly::EmbeddedWhitespace
        )
    });
    callback
}
