//! Vectors whose input is one text or one file.

use serde_json::{Value, json};

use super::vectors::{Case, Vectors, text};
use crate::input::Seed;
use crate::settings::{CALLBACK_URLS, POLICIES};
use crate::targets::snapshot::SECRET;

pub(super) fn callbacks(vectors: &Vectors) -> Vec<Vec<u8>> {
    let seed = |case: Case<'_>| {
        let from_os = case.case["seen"] == "os";
        let choices = urls(case.setting("callback_urls")).choice(usize::from(from_os), 2);
        text(case.case, "url", choices)
    };
    vectors.cases("callbacks").map(seed).collect()
}

pub(super) fn page_messages(vectors: &Vectors) -> Vec<Vec<u8>> {
    let seed = |case: Case<'_>| text(case.case, "message", Seed::default());
    vectors.cases("page_messages").map(seed).collect()
}

pub(super) fn navigations(vectors: &Vectors) -> Vec<Vec<u8>> {
    let seed = |case: Case<'_>| {
        let policy = case.setting("policy");
        let frames = ["main", "sub", "popup", "unknown"];
        let frame = frames.iter().position(|name| case.case["frame"] == *name);
        let choices = urls(case.setting("callback_urls"))
            .choice(policy_index(policy), POLICIES)
            .choice(frame.unwrap_or(0), frames.len())
            .maybe(case.case["redirect"].as_bool())
            .maybe(case.case["post"].as_bool())
            .maybe(case.case["user_gesture"].as_bool());
        text(case.case, "url", choices)
    };
    vectors.cases("navigations").map(seed).collect()
}

pub(super) fn snapshots(vectors: &Vectors) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for case in vectors.cases("snapshots") {
        if let Some(text) = case.case["snapshot"].as_str() {
            seeds.push(text.as_bytes().to_vec());
            seeds.extend(('b'..='h').map(|journal| format!("{journal}{text}").into_bytes()));
            seeds.push(text.replace("0123456789abcdef", SECRET).into_bytes());
        }
    }
    seeds
}

pub(super) fn vector_files(vectors: &Vectors) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for case in vectors.all() {
        seeds.push(case.alone(case.case));
        let mut other = case.case.clone();
        if other.get("expect").is_some() {
            other["expect"] = json!({"kind": "other"});
            seeds.push(case.alone(&other));
        }
    }
    seeds
}

/// The setting with these URLs; the first where there is none.
fn urls(configured: &Value) -> Seed {
    let names = ["success", "exit", "event"];
    let is = |urls: &[&str; 3]| {
        names
            .iter()
            .zip(urls)
            .all(|(name, url)| configured[*name] == *url)
    };
    let index = CALLBACK_URLS.iter().position(is).unwrap_or(0);
    Seed::default().choice(index, CALLBACK_URLS.len())
}

fn policy_index(policy: &Value) -> usize {
    let open_finance = policy["open_finance"] == true;
    match (
        open_finance,
        policy["strict_hosts"].is_array(),
        policy["allow_loopback_http"] == true,
    ) {
        (true, true, _) => 4,
        (true, ..) => 1,
        (_, true, _) => 2,
        (_, _, true) => 3,
        _ => 0,
    }
}
