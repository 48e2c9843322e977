//! The strings of the record against the vectors.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::record::{Record, shortened};

/// Strings that engines handed over and no vector of callbacks or navigations holds.
pub(super) fn missing(record: &Record) -> Vec<String> {
    let mut held = BTreeSet::new();
    for kind in ["callbacks", "navigations"] {
        let dir = super::root().join("vectors").join(kind);
        for entry in fs::read_dir(dir).expect("the vectors are there") {
            let path = entry.expect("a file").path();
            let text = fs::read_to_string(&path).expect("a text");
            let file: Value = serde_json::from_str(&text).expect("a vector file");
            let cases = file["cases"].as_array().expect("it has cases");
            held.extend(cases.iter().map(|case| shortened(&url(case))));
        }
    }
    let mut missing = BTreeSet::new();
    for row in &record.rows {
        for seen in row.webkit.iter().chain(&row.chromium) {
            if !held.contains(&seen.url) {
                missing.insert(seen.url.clone());
            }
        }
    }
    missing.into_iter().collect()
}

/// `url`, or `url_parts` put together.
fn url(case: &Value) -> String {
    if let Some(url) = case["url"].as_str() {
        return url.to_owned();
    }
    let parts = case["url_parts"].as_array();
    let parts = parts.into_iter().flatten();
    parts
        .map(|part| {
            if let Some(text) = part.as_str() {
                return text.to_owned();
            }
            let times = part["times"].as_u64().unwrap_or(0);
            let text = part["repeat"].as_str().unwrap_or_default();
            text.repeat(usize::try_from(times).unwrap_or(0))
        })
        .collect()
}
