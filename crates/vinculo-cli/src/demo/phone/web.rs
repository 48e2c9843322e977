//! The webview: what it was told to load, and where it has been.

use std::sync::Arc;

use serde_json::{Value, json};
use vinculo::widget::StartUrl;

/// The webview's state. Its start URL holds the token and never leaves this process.
#[derive(Debug, Default)]
pub(super) struct Web {
    /// Counts loads, so that a word from an earlier one is told apart.
    pub(super) serial: u64,
    /// What the frame shall load; `None` for a webview that is not there.
    pub(super) path: Option<String>,
    /// Counts webviews made anew.
    pub(super) rebuilt: u64,
    pub(super) start: Option<Arc<StartUrl>>,
    /// Documents shown, oldest first.
    history: Vec<String>,
    /// A redirect that was allowed, so that the browser's following it is not asked about again.
    pub(super) allowed: Option<String>,
    /// A page that the core ordered itself.
    pub(super) ordered: Option<String>,
}

const HISTORY: usize = 50;

impl Web {
    /// Loads the widget.
    pub(super) fn load(&mut self, url: Arc<StartUrl>, rebuild: bool) {
        if rebuild {
            self.rebuilt += 1;
        }
        self.start = Some(url);
        self.history.clear();
        self.ordered = None;
        let serial = self.serial + 1;
        self.open(format!("/webview/start/{serial}"));
    }

    /// Loads a page by its path in the demo.
    pub(super) fn open(&mut self, path: String) {
        self.serial += 1;
        self.allowed = None;
        self.path = Some(path);
    }

    /// The secret start URL, once.
    pub(super) fn take_start(&mut self, serial: u64) -> Option<Arc<StartUrl>> {
        if serial == self.serial {
            self.start.take()
        } else {
            None
        }
    }

    /// The webview is gone.
    pub(super) fn drop_page(&mut self) {
        self.serial += 1;
        *self = Self {
            serial: self.serial,
            rebuilt: self.rebuilt,
            ..Self::default()
        };
    }

    /// A document was shown. From now on it is what a page of the demo that is opened anew shows.
    pub(super) fn visited(&mut self, url: &str, path: Option<String>) {
        self.path = path;
        if self.history.last().is_some_and(|last| last == url) {
            return;
        }
        if self.history.len() == HISTORY {
            self.history.remove(0);
        }
        self.history.push(url.to_owned());
    }

    pub(super) fn can_go_back(&self) -> bool {
        self.history.len() > 1
    }

    /// Forgets the page shown and answers the one before it.
    pub(super) fn previous(&mut self) -> Option<String> {
        self.history.pop();
        self.history.pop()
    }

    pub(super) fn view(&self) -> Value {
        json!({"serial": self.serial, "path": self.path, "rebuilt": self.rebuilt, "can_go_back": self.can_go_back()})
    }
}
