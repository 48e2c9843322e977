//! URLs of ours that no widget writes: any page can navigate to one, and each is read on the UI thread.

use std::fmt::Write as _;
use std::hint::black_box;

use vinculo::callback::Source;

use super::parse::url_parse;
use crate::inputs::{self, NONCE};
use crate::{Call, Case};

/// The second is the longest whose JSON is read, the last the longest that is read at all.
pub const HOSTILE_BYTES: [usize; 3] = [1_024, 4_096, 65_536];

/// Name, what a reader sees, and the text of at least so many bytes behind `?`.
type Shape = (&'static str, &'static str, fn(usize) -> String);

const SHAPES: [Shape; 5] = [
    ("empty-pairs", "`&&&…`", |bytes| "&".repeat(bytes)),
    ("question-marks", "`???…`", |bytes| "?".repeat(bytes)),
    ("almost-names", "`?lin?lin…`", |bytes| {
        "?lin".repeat(bytes / 4 + 1)
    }),
    ("escapes", "`%41%41…`", |bytes| {
        "%41".repeat(bytes / 3 + 1)
    }),
    ("members", "JSON, many members", members),
];

pub(super) fn urls() -> Vec<Case> {
    const GROUP: &str = "growth-hostile";
    let mut cases = Vec::new();
    for bytes in HOSTILE_BYTES {
        for (name, about, text) in SHAPES {
            cases.push(
                Case::steady(GROUP, format!("{name}-{bytes}"), about, move || {
                    read(url_of_length(bytes, text))
                })
                .of_size(bytes),
            );
        }
        let ampersands = move || url_parse(&url_of_length(bytes, SHAPES[0].2));
        cases.push(
            Case::steady(
                GROUP,
                format!("url-{bytes}"),
                "`Url::parse`, `&&&…`",
                ampersands,
            )
            .of_size(bytes)
            .beside(),
        );
    }
    cases
}

fn url_of_length(bytes: usize, text: fn(usize) -> String) -> String {
    let mut url = format!("myapp://exit/{NONCE}?{}", text(bytes));
    url.truncate(bytes);
    // What was an object still is one: nobody shall be spared the reading of what is broken at its end.
    if url.contains("={") {
        url.truncate(bytes - 6);
        url.truncate(url.rfind(',').expect("a member"));
        url.push_str(&" ".repeat(bytes - url.len() - 1));
        url.push('}');
    }
    url
}

fn members(bytes: usize) -> String {
    let mut text = "last_encountered_error={".to_owned();
    for number in 0..=bytes / 6 {
        let _ = write!(text, "\"{number}\":0,");
    }
    text
}

fn read(url: String) -> Call {
    let matcher = inputs::matcher(&inputs::callback_urls());
    assert!(matcher.parse(&url, Source::Webview).is_some(), "ours");
    Box::new(move || {
        black_box(matcher.parse(black_box(&url), Source::Webview));
    })
}
