//! A second reader of callbacks: slow, obvious, and written from `vectors/README.md`, section "callbacks".
//!
//! It shares no code with the core and uses no URL library: it goes through the text letter by letter. Its
//! answers have the JSON form of the vectors. It knows plain configured URLs only (those of
//! [`crate::settings`]), and says nothing about an https host that browsers would rewrite.
//!
//! ```text
//! read ─► place (rules 1, 2, 8) ─► parameters (rules 3 to 5) ─► event (rules 6, 7)     odd: the anomalies
//! ```

mod event;
mod exit;
mod odd;
mod parameters;
mod place;

use serde_json::{Map, Value, json};

use odd::Odd;
use parameters::{Pairs, Parameters, TooMany};
use place::{Cut, Found, Own};

const MAX_BYTES: usize = 65_536;

/// What the rules say about a URL: the JSON form of its event. `configured` are success, exit, event.
/// `None` where the rules leave it to browsers what an https host is.
#[must_use]
pub fn read(configured: [&str; 3], url: &str, from_os: bool) -> Option<Value> {
    // Rule 1.
    let mut odd = Odd::default();
    let mut text = String::new();
    for c in url.trim_matches(|c: char| c <= ' ').chars() {
        if c == '\t' || c == '\n' || c == '\r' {
            odd.add("embedded_whitespace");
        } else {
            text.push(c);
        }
    }
    if url.starts_with(|c: char| c <= ' ') || url.ends_with(|c: char| c <= ' ') {
        odd.add("surrounding_whitespace");
    }
    let Some(cut) = Cut::of(&text) else {
        return Some(not_a_callback());
    };
    let targets = configured.map(Own::of);
    if text.len() > MAX_BYTES {
        let ours = place::begins_ours(&cut, &targets, from_os)?;
        return Some(if ours {
            invalid("too_long", &odd)
        } else {
            not_a_callback()
        });
    }

    // Rules 2 and 8.
    let found = place::find(&cut, &targets, from_os)?;
    if found == Found::NotOurs {
        return Some(not_a_callback());
    }
    if cut.scheme.contains('_') {
        odd.add("undeliverable_scheme");
    }
    if !cut.has_slash {
        odd.add("missing_slashes");
    }

    // Rules 3 to 5.
    let pairs = match Pairs::of(&cut) {
        Ok(pairs) => pairs,
        Err(TooMany) => return Some(invalid("too_many_parameters", &odd)),
    };
    let (spot, own) = found.settle(&targets, &pairs.list);
    let mut parameters = Parameters::of(pairs, &own, &mut odd);

    // Rules 6 and 7.
    let mut form = event::classify(spot, cut.is_warning_host(), &mut parameters, &mut odd);
    let extra = parameters.left_over();
    if !extra.is_empty() {
        form.insert("extra".to_owned(), Value::Array(extra));
    }
    Some(finished(form, &odd))
}

fn not_a_callback() -> Value {
    json!({"kind": "not_a_callback"})
}

fn invalid(reason: &str, odd: &Odd) -> Value {
    let mut form = Map::new();
    form.insert("kind".to_owned(), "invalid".into());
    form.insert("reason".to_owned(), reason.into());
    finished(form, odd)
}

fn finished(mut form: Map<String, Value>, odd: &Odd) -> Value {
    let anomalies = odd.in_order();
    if !anomalies.is_empty() {
        form.insert("anomalies".to_owned(), anomalies.into());
    }
    Value::Object(form)
}
