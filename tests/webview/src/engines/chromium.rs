//! Chromium, through Playwright in a process of its own.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::Deserialize;
use serde_json::json;

use super::cases::Case;
use super::pages::{CALLBACKS, Look, Pages};
use super::record::Seen;

/// Ended when dropped.
pub(super) struct Chromium {
    pub(super) version: String,
    child: Child,
    orders: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
}

#[derive(Deserialize)]
struct Started {
    version: String,
}

impl Chromium {
    pub(super) fn start() -> Self {
        let script = super::root().join("tests/webview/chromium.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js starts");
        let orders = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().expect("it has an output")).lines();
        let mut chromium = Self {
            version: String::new(),
            child,
            orders,
            answers,
        };
        let started: Started = chromium.answer();
        chromium.version = started.version;
        chromium
    }

    pub(super) fn watch(&mut self, pages: &Pages, case: &Case, look: Look) -> Vec<Seen> {
        let http_callback = case.body.contains(CALLBACKS).then_some(CALLBACKS);
        let order = json!({
            "url": pages.url(&case.name, look),
            "settled": look.settled_path(),
            "patience": look.patience_ms,
            "deny": http_callback,
        });
        let orders = self.orders.as_mut().expect("open until it is dropped");
        writeln!(orders, "{order}").expect("Chromium still runs");
        self.answer()
    }

    fn answer<T: serde::de::DeserializeOwned>(&mut self) -> T {
        let line = self
            .answers
            .next()
            .expect("chromium.mjs has said why it ended");
        let line = line.expect("chromium.mjs writes text");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }
}

impl Drop for Chromium {
    /// It closes its browser when nothing more can be asked.
    fn drop(&mut self) {
        drop(self.orders.take());
        let _ = self.child.wait();
    }
}
