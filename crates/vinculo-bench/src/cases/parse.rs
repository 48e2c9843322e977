//! Reading a callback, beside the `url` crate alone.

use std::borrow::Cow;
use std::hint::black_box;

use url::Url;
use vinculo::callback::{CallbackUrls, Source};

use crate::inputs::{self, INSTITUTION, LINK, NONCE};
use crate::{Call, Case};

const GROUP: &str = "parse";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for sample in inputs::samples() {
        cases.extend(beside_url(
            sample.name,
            sample.about,
            &sample.url,
            &inputs::callback_urls(),
        ));
    }
    let link =
        format!("https://app.example/belvo/success/{NONCE}?link={LINK}&institution={INSTITUTION}");
    let urls = inputs::web_callback_urls();
    cases.extend(beside_url(
        "app-link",
        "success as an app link",
        &link,
        &urls,
    ));
    cases
}

fn beside_url(name: &str, about: &str, url: &str, urls: &CallbackUrls) -> [Case; 3] {
    let size = url.len();
    let (ours, urls) = (url.to_owned(), urls.clone());
    let (bare, pairs) = (url.to_owned(), url.to_owned());
    [
        Case::steady(GROUP, name, format!("callback, {about}"), move || {
            parse(&ours, &urls)
        })
        .of_size(size),
        Case::steady(
            GROUP,
            format!("{name}-url"),
            format!("`Url::parse`, {about}"),
            move || url_parse(&bare),
        )
        .of_size(size)
        .beside(),
        Case::steady(
            GROUP,
            format!("{name}-pairs"),
            format!("`Url::parse` and its pairs decoded, {about}"),
            move || url_pairs(&pairs),
        )
        .of_size(size)
        .beside(),
    ]
}

/// Fails unless it is read without an oddity: else another way through the parser would be timed.
pub(super) fn parse(url: &str, urls: &CallbackUrls) -> Call {
    let matcher = inputs::matcher(urls);
    let callback = matcher.parse(url, Source::Webview).expect("ours");
    assert!(callback.anomalies.is_empty(), "{:?}", callback.anomalies);
    let url = url.to_owned();
    Box::new(move || {
        black_box(matcher.parse(black_box(&url), Source::Webview));
    })
}

pub(super) fn url_parse(url: &str) -> Call {
    let url = url.to_owned();
    Box::new(move || {
        black_box(Url::parse(black_box(&url)).unwrap());
    })
}

/// What an app would do by hand: parse, and take what it needs as text of its own.
fn url_pairs(url: &str) -> Call {
    let url = url.to_owned();
    Box::new(move || {
        let url = Url::parse(black_box(&url)).unwrap();
        let pairs = url.query_pairs().map(|(name, value)| own(name, value));
        black_box(pairs.collect::<Vec<_>>());
    })
}

fn own(name: Cow<'_, str>, value: Cow<'_, str>) -> (String, String) {
    (name.into_owned(), value.into_owned())
}
