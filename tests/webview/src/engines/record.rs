//! What was seen, as it is kept in `engines.json`.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::pages::{Look, Pages};

/// Where the pages stand in the record; the real port is another in every run.
pub(super) const ORIGIN: &str = "http://127.0.0.1:8080";
const FOREIGN_ORIGIN: &str = "http://localhost:8080";

/// Runs of one character longer than this are written as `{a×65536}`.
const LONGEST_RUN: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Webkit,
    Chromium,
}

impl Engine {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Webkit => "webkit",
            Self::Chromium => "chromium",
        }
    }
}

/// The whole record.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) webkit: String,
    pub(super) chromium: String,
    pub(super) rows: Vec<Row>,
}

/// One case.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) case: String,
    pub(super) webkit: Vec<Seen>,
    pub(super) chromium: Vec<Seen>,
}

/// One thing that was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    /// By which door it came.
    pub(super) by: By,
    /// Exactly, but for the port and long runs.
    pub(super) url: String,
}

/// The doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum By {
    /// WebKit: the navigation handler, which does not tell the frame.
    Navigation,
    /// WebKit: the handler of new windows.
    NewWindow,
    /// Chromium: a request for the page itself.
    Main,
    /// Chromium: a request for an iframe.
    Iframe,
    /// Chromium: a request for another window.
    Popup,
    /// Chromium: `Page.windowOpen`.
    WindowOpen,
}

impl Seen {
    /// The same in every run.
    pub(super) fn normal(self, pages: &Pages, look: Look) -> Self {
        let url = self.url.replace(&pages.origin(), ORIGIN);
        let url = url.replace(&pages.foreign_origin(), FOREIGN_ORIGIN);
        let url = url.replace(&look.query(), "");
        Self {
            by: self.by,
            url: shortened(&url),
        }
    }
}

impl Record {
    pub(super) fn read() -> Self {
        let text = fs::read_to_string(path()).expect("tests/webview/engines.json is there");
        serde_json::from_str(&text).expect("it is a record")
    }

    /// One line per case, so that a difference is read easily.
    pub(super) fn write(&self) {
        let mut text = String::from("{\n");
        let json = |value: &str| serde_json::to_string(value).expect("text is JSON");
        let _ = writeln!(text, "\"webkit\": {},", json(&self.webkit));
        let _ = writeln!(text, "\"chromium\": {},", json(&self.chromium));
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| serde_json::to_string(row).expect("a row is JSON"))
            .collect();
        let _ = write!(text, "\"rows\": [\n{}\n]\n}}\n", rows.join(",\n"));
        fs::write(path(), text).expect("tests/webview/engines.json can be written");
    }

    pub(super) fn seen(&self, engine: Engine, case: &str) -> Vec<Seen> {
        let row = self.rows.iter().find(|row| row.case == case);
        let row = row.unwrap_or_else(|| panic!("the record has no case {case}"));
        match engine {
            Engine::Webkit => row.webkit.clone(),
            Engine::Chromium => row.chromium.clone(),
        }
    }

    pub(super) fn version(&self, engine: Engine) -> &str {
        match engine {
            Engine::Webkit => &self.webkit,
            Engine::Chromium => &self.chromium,
        }
    }
}

/// Writes long runs of one character as `{a×65536}`.
pub(super) fn shortened(url: &str) -> String {
    let mut out = String::new();
    let mut rest = url.chars().peekable();
    while let Some(char) = rest.next() {
        let mut times = 1;
        while rest.next_if_eq(&char).is_some() {
            times += 1;
        }
        if times > LONGEST_RUN {
            let _ = write!(out, "{{{char}×{times}}}");
        } else {
            out.extend(std::iter::repeat_n(char, times));
        }
    }
    out
}

fn path() -> PathBuf {
    super::root().join("tests/webview/engines.json")
}
