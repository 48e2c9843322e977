//! The rules, each over one file, with a violation that it must find.

use crate::paths::{Path, Token, paths, tokens};

/// Longer files hold more than one idea.
pub(crate) const MAX_LINES: usize = 500;

/// Who may not name whom. `ffi` is forbidden to all others below.
const ARROWS: &[(&str, &[&str])] = &[
    (
        "callback",
        &[
            "session",
            "navigation",
            "widget",
            "outbox",
            "backend",
            "exchange",
            "transport",
        ],
    ),
    (
        "widget",
        &["session", "outbox", "backend", "exchange", "transport"],
    ),
    (
        "navigation",
        &["session", "outbox", "backend", "exchange", "transport"],
    ),
    ("backend", &["session", "outbox", "exchange", "transport"]),
    ("outbox", &["backend", "exchange", "transport"]),
    ("session", &["outbox", "backend", "exchange", "transport"]),
    ("exchange", &["transport"]),
];

/// Files that are hosts inside the core: they perform effects.
const HOSTS: [&str; 2] = ["src/transport", "src/outbox/file_store.rs"];

/// Every broken rule of a file, as `file:line: what`. `modules` are the core's root modules.
pub(crate) fn violations(file: &str, source: &str, modules: &[String]) -> Vec<String> {
    let mut found = size(file, source);
    if !file.starts_with("src/") {
        return found;
    }
    let tokens = tokens(source);
    let paths = paths(&tokens);
    found.extend(arrows(file, &paths, modules));
    found.extend(purity(file, &paths));
    found.extend(network(file, &paths));
    found.extend(uniffi(file, &tokens));
    found
}

fn size(file: &str, source: &str) -> Vec<String> {
    let lines = source.lines().count();
    if lines > MAX_LINES {
        vec![format!(
            "{file}: {lines} lines; past {MAX_LINES}, split it by idea"
        )]
    } else {
        Vec::new()
    }
}

fn arrows(file: &str, paths: &[Path], modules: &[String]) -> Vec<String> {
    let Some(own) = module_of(file) else {
        return Vec::new();
    };
    let forbidden = ARROWS
        .iter()
        .find(|(module, _)| *module == own)
        .map_or(&[][..], |(_, others)| others);
    let mut found = Vec::new();
    for path in paths {
        let Some(named) = named_at_root(file, path) else {
            continue;
        };
        if own != "ffi" && (named == "ffi" || forbidden.contains(&named)) {
            found.push(format!("{file}:{}: `{own}` names `{named}`", path.line));
        } else if named.starts_with(char::is_uppercase) && !modules.iter().any(|m| m == named) {
            found.push(format!(
                "{file}:{}: `crate::{named}` hides the module it comes from; name that module",
                path.line
            ));
        }
    }
    found
}

/// `src/session/state.rs` and `src/session.rs` belong to `session`; `lib.rs` to none.
fn module_of(file: &str) -> Option<&str> {
    let inside = file.strip_prefix("src/")?;
    let first = inside.split('/').next()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (name != "lib").then_some(name)
}

/// What a path names directly below the crate's root, written from the root or by `super`.
fn named_at_root<'a>(file: &str, path: &'a Path) -> Option<&'a str> {
    let supers = path
        .words
        .iter()
        .take_while(|word| *word == "super")
        .count();
    let from_root = path.words.first().is_some_and(|word| word == "crate");
    let at = if from_root {
        1
    } else if supers > 0 && supers >= depth(file) {
        supers
    } else {
        return None;
    };
    path.words.get(at).map(String::as_str)
}

/// How many `super` lead from a file to the root of the crate.
fn depth(file: &str) -> usize {
    let parts = file.split('/').count() - 1;
    if file.ends_with("/mod.rs") {
        parts - 1
    } else {
        parts
    }
}

/// The core is sans-IO: no clock, disk, socket or thread outside the hosts.
fn purity(file: &str, paths: &[Path]) -> Vec<String> {
    if is_host(file) {
        return Vec::new();
    }
    let impure: [&[&str]; 9] = [
        &["SystemTime"],
        &["Instant", "now"],
        &["std", "fs"],
        &["std", "net"],
        &["std", "env"],
        &["std", "process"],
        &["thread", "spawn"],
        &["thread", "sleep"],
        &["thread", "Builder"],
    ];
    named(
        file,
        paths,
        &impure,
        "belongs to a host, not to the sans-IO core",
    )
}

fn network(file: &str, paths: &[Path]) -> Vec<String> {
    if file.starts_with("src/transport") {
        return Vec::new();
    }
    let crates: [&[&str]; 2] = [&["reqwest"], &["tokio"]];
    named(file, paths, &crates, "is for src/transport alone")
}

fn named(file: &str, paths: &[Path], wanted: &[&[&str]], why: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in paths {
        for words in wanted {
            if path.contains(words) {
                found.push(format!(
                    "{file}:{}: `{}` {why}",
                    path.line,
                    words.join("::")
                ));
            }
        }
    }
    found
}

fn is_host(file: &str) -> bool {
    HOSTS.iter().any(|host| file.starts_with(host))
}

/// `uniffi` outside `ffi` stands only behind the feature: in an attribute, or in a whole item.
fn uniffi(file: &str, tokens: &[Token]) -> Vec<String> {
    if file.starts_with("src/ffi") || file == "src/lib.rs" {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let rest = &tokens[i..];
        if begins_with(rest, &ATTRIBUTE) {
            i += length(rest, &["]"]);
        } else if begins_with(rest, &GATE) {
            i += GATE.len() + length(&rest[GATE.len()..], &[";", "}"]);
        } else {
            if rest[0].text == "uniffi" {
                let line = rest[0].line;
                found.push(format!("{file}:{line}: `uniffi` without the feature `ffi`"));
            }
            i += 1;
        }
    }
    found.dedup();
    found
}

const ATTRIBUTE: [&str; 8] = ["#", "[", "cfg_attr", "(", "feature", "=", "\"ffi\"", ","];
const GATE: [&str; 9] = ["#", "[", "cfg", "(", "feature", "=", "\"ffi\"", ")", "]"];

fn begins_with(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len()
        && tokens
            .iter()
            .zip(words)
            .all(|(token, word)| token.text == *word)
}

/// How many tokens there are up to the first of `ends` outside all brackets, itself included.
fn length(tokens: &[Token], ends: &[&str]) -> usize {
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 && ends.contains(&token.text.as_str()) {
            return i + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(file: &str, source: &str) -> Vec<String> {
        let modules = ["callback", "session", "ffi"].map(str::to_owned);
        violations(file, source, &modules)
    }

    #[track_caller]
    fn refuses(file: &str, source: &str) {
        assert_eq!(broken(file, source).len(), 1, "{file}: {source}");
    }

    #[track_caller]
    fn allows(file: &str, source: &str) {
        assert_eq!(broken(file, source), Vec::<String>::new(), "{source}");
    }

    #[test]
    fn arrows_point_one_way() {
        refuses("src/callback/mod.rs", "use crate::session::State;");
        refuses("src/callback/mod.rs", "use super::session::State;");
        refuses(
            "src/callback/event.rs",
            "fn f() { super::super::session::f() }",
        );
        refuses(
            "src/widget/url.rs",
            "use crate::{callback::LinkId, session};",
        );
        refuses("src/navigation.rs", "use crate::session as s;");
        refuses("src/backend/mod.rs", "type T = crate::session::T;");
        refuses("src/session/mod.rs", "use crate::transport::Client;");
        refuses("src/session/mod.rs", "use crate::backend::Backend;");
        refuses("src/session/mod.rs", "use crate::exchange::Step;");
        refuses("src/outbox/queue.rs", "use crate::exchange::ReportFate;");
        refuses("src/exchange/mod.rs", "use crate::transport::Transport;");
        refuses("src/callback/mod.rs", "use crate::navigation::Frame;");
        refuses("src/callback/mod.rs", "use crate::widget::Options;");
        refuses("src/session/mod.rs", "use crate::ffi::Object;");
        refuses("src/transport/mod.rs", "use crate::ffi::Object;");
        refuses("src/callback/mod.rs", "use crate::Session;");

        allows("src/session/mod.rs", "use crate::callback::Callback;");
        allows(
            "src/exchange/step.rs",
            "use crate::{backend, outbox, session};",
        );
        allows("src/transport/host.rs", "use crate::exchange::Step;");
        allows(
            "src/ffi/mod.rs",
            "use crate::{session::Session, transport};",
        );
        allows(
            "src/callback/event.rs",
            "use super::session_like; // crate::session",
        );
        allows(
            "src/callback/event.rs",
            "fn f(session: u8) -> u8 { session }",
        );
        allows("src/lib.rs", "pub use crate::session::Session;");
    }

    #[test]
    fn the_core_performs_nothing() {
        refuses("src/session/mod.rs", "use std::time::SystemTime;");
        refuses("src/session/mod.rs", "let t = std::time::Instant::now();");
        refuses("src/session/mod.rs", "use std::{fmt, fs};");
        refuses("src/backend/mod.rs", "use std::net::IpAddr;");
        refuses("src/outbox/mod.rs", "std::thread::spawn(f);");
        refuses("src/lib.rs", "use std::fs::File;");

        allows("src/transport/client.rs", "std::thread::spawn(f);");
        allows("src/outbox/file_store.rs", "use std::fs;");
        allows("src/session/mod.rs", "use std::time::Duration;");
    }

    #[test]
    fn the_network_stays_in_transport() {
        refuses("src/backend/mod.rs", "use reqwest::Client;");
        refuses("src/session/mod.rs", "#[tokio::test] async fn f() {}");
        allows("src/transport/mod.rs", "use reqwest::Client;");
    }

    #[test]
    fn uniffi_stands_behind_its_feature() {
        refuses(
            "src/callback/mod.rs",
            "#[derive(uniffi::Record)]\npub struct A;",
        );
        refuses("src/callback/mod.rs", "use uniffi;");
        refuses(
            "src/callback/mod.rs",
            "#[cfg(feature = \"ffi\")]\nuse a;\nuse uniffi;",
        );
        refuses(
            "src/callback/mod.rs",
            "#[cfg_attr(feature = \"ffi\", derive(A))] uniffi::b!();",
        );

        allows(
            "src/callback/mod.rs",
            "#[cfg_attr(feature = \"ffi\", derive(uniffi::Record))]\npub struct A;",
        );
        allows(
            "src/callback/mod.rs",
            "#[cfg_attr(\n    feature = \"ffi\",\n    derive(uniffi::Record)\n)]\npub struct A;",
        );
        allows(
            "src/callback/mod.rs",
            "#[cfg(feature = \"ffi\")]\nuniffi::custom_newtype!(LinkId, String);",
        );
        allows(
            "src/widget/mod.rs",
            "#[cfg(feature = \"ffi\")]\n#[uniffi::export]\nimpl A {\n    #[uniffi::method]\n    fn f(&self) {}\n}",
        );
        refuses(
            "src/widget/mod.rs",
            "#[cfg(feature = \"ffi\")]\nimpl A { fn f(&self) {} }\n#[uniffi::export]\nimpl B {}",
        );
        refuses(
            "src/widget/mod.rs",
            "#[cfg(feature = \"other\")]\nuniffi::custom_newtype!(LinkId, String);",
        );
        allows("src/ffi/mod.rs", "use uniffi;");
    }

    #[test]
    fn a_file_is_one_idea() {
        let long = "\n".repeat(MAX_LINES + 1);
        refuses("src/session/mod.rs", &long);
        refuses("crates/vinculo-cli/src/main.rs", &long);
        allows("src/session/mod.rs", &"\n".repeat(MAX_LINES));
    }
}
