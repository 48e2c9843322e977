//! The webview, wired to the core.

use std::cell::Cell;
use std::rc::Rc;

use gtk::glib;
use vinculo::session::{Event, LoadProblem};
use webkit2gtk::{NetworkError, PolicyError, SettingsExt as _, WebViewExt as _};
use wry::{
    NewWindowResponse, PageLoadEvent, WebView, WebViewBuilder, WebViewBuilderExtUnix as _,
    WebViewExtUnix as _,
};

use super::core::Core;
use crate::window::Window;

/// A webview, and whether it has shown anything yet.
pub(super) struct View {
    pub(super) webview: WebView,
    pub(super) begun: Rc<Cell<bool>>,
}

/// Keeps nothing on disk.
pub(super) fn build(window: &Window, core: &Rc<Core>, popups: bool) -> View {
    let [navigations, windows, loads, failures, deaths] = [0; 5].map(|_| Rc::clone(core));
    // An engine's own error page is "finished" too.
    let failed = Rc::new(Cell::new(false));
    let has_failed = Rc::clone(&failed);
    let begun = Rc::new(Cell::new(false));
    let has_begun = Rc::clone(&begun);
    let webview = WebViewBuilder::new()
        .with_incognito(true)
        .with_navigation_handler(move |url| navigations.ask(url))
        .with_new_window_req_handler(move |url, _| {
            windows.ask_window(url);
            NewWindowResponse::Deny
        })
        .with_on_page_load_handler(move |event, _| {
            has_begun.set(true);
            if matches!(event, PageLoadEvent::Finished) && !has_failed.replace(false) {
                loads.tell(Event::PageShown);
            }
        })
        .build_gtk(window.content())
        .expect("WebKit starts");
    let engine = webview.webview();
    let settings = engine.settings().expect("a webview has settings");
    settings.set_javascript_can_open_windows_automatically(popups);
    engine.connect_load_failed(move |_, _, _, error| {
        failed.set(true);
        if !is_cancelled(error) {
            let problem = LoadProblem::Dns;
            failures.tell(Event::LoadFailed { problem });
        }
        false
    });
    engine.connect_web_process_terminated(move |_, _| deaths.tell(Event::RendererGone));
    View { webview, begun }
}

/// On our own word, or because another navigation began.
fn is_cancelled(error: &glib::Error) -> bool {
    error.matches(PolicyError::FrameLoadInterruptedByPolicyChange)
        || error.matches(NetworkError::Cancelled)
}
