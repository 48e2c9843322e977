//! WebKitGTK, through wry.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use webkit2gtk::{SettingsExt as _, WebViewExt as _};
use wry::{
    NewWindowResponse, WebView, WebViewBuilder, WebViewBuilderExtUnix as _, WebViewExtUnix as _,
};

use super::cases::{Case, Setting};
use super::pages::{CALLBACKS, Look, Pages};
use super::record::{By, Seen};
use crate::pump;
use crate::window::Window;

/// A webview that notes what it is asked.
pub(super) struct WebKit {
    view: WebView,
    allow: Rc<Cell<bool>>,
    seen: Rc<RefCell<Vec<Seen>>>,
    _window: Window,
}

impl WebKit {
    pub(super) fn new(pages: &Pages) -> Self {
        let window = Window::open();
        let allow = Rc::new(Cell::new(false));
        let seen = Rc::new(RefCell::new(Vec::new()));
        let note = {
            let seen = Rc::clone(&seen);
            move |by, url| seen.borrow_mut().push(Seen { by, url })
        };
        let note_window = note.clone();
        let allowed = Rc::clone(&allow);
        let origins = [pages.origin(), pages.foreign_origin()];
        let view = WebViewBuilder::new()
            .with_incognito(true)
            .with_navigation_handler(move |url| {
                let ours = origins.iter().any(|origin| url.starts_with(origin));
                let callback = url.contains(CALLBACKS);
                note(By::Navigation, url.clone());
                allowed.get() || (ours && !callback) || url.starts_with("about:")
            })
            .with_new_window_req_handler(move |url, _| {
                note_window(By::NewWindow, url);
                NewWindowResponse::Deny
            })
            .build_gtk(window.content())
            .expect("WebKit starts");
        Self {
            view,
            allow,
            seen,
            _window: window,
        }
    }

    /// Shows the page until it says that it is done, or the look's patience ends.
    pub(super) fn watch(&mut self, pages: &Pages, case: &Case, look: Look) -> Vec<Seen> {
        let settings = self
            .view
            .webview()
            .settings()
            .expect("a webview has settings");
        settings.set_javascript_can_open_windows_automatically(case.setting == Setting::Popups);
        self.allow.set(case.setting == Setting::Allow);
        self.seen.borrow_mut().clear();
        let url = pages.url(&case.name, look);
        self.view.load_url(&url).expect("the page is loaded");
        let patience = Duration::from_millis(u64::from(look.patience_ms));
        pump::until(patience, || pages.has_settled(look));
        pump::turn();
        let mut seen = self.seen.borrow().clone();
        // The page itself; WebKit asks about it too.
        seen.retain(|seen| seen.url != url);
        seen
    }
}

pub(super) fn version() -> String {
    let version = wry::webview_version().expect("WebKit has a version");
    let lock = include_str!("../../Cargo.lock");
    let wry = lock.split_once("name = \"wry\"\nversion = \"");
    let wry = wry.and_then(|(_, rest)| rest.split('"').next());
    format!(
        "WebKitGTK {version} through wry {}",
        wry.expect("it is locked")
    )
}
