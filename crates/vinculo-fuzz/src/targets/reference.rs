//! Target `reference`: the core against [`crate::reference`], the slow reader of the rules in prose.
//!
//! - both read every URL as the same: event, fields, what is left over, anomalies and their order

use vinculo::callback::{CallbackMatcher, Source};
use vinculo_cli::json::callback_json;

use crate::input::Input;
use crate::reference;
use crate::settings::{CALLBACK_URLS, callback_urls};

/// Checks the property.
pub fn run(data: &[u8]) {
    let mut input = Input::of(data);
    let configured = input.pick(&CALLBACK_URLS);
    let seen = input.pick(&[Source::Webview, Source::Os]);
    let url = input.text();
    let Some(expected) = reference::read(configured, &url, seen == Source::Os) else {
        return;
    };
    let Ok(matcher) = CallbackMatcher::new(&callback_urls(configured)) else {
        unreachable!("the settings compile");
    };
    let found = callback_json(matcher.parse(&url, seen).as_ref());
    assert_eq!(expected, found, "the rules in prose say the left");
}
