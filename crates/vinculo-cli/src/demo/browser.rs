//! Opens the page, where there is a browser to open it in.

use std::env;
use std::process::{Command, Stdio};

/// What became of it, for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    Yes,
    /// No screen to show it on, such as on a server.
    NoDisplay,
    /// Nothing here opens web pages.
    NoBrowser,
}

/// Asks the system to show the page. Never waits for the browser to end.
pub(super) fn open(url: &str) -> Opened {
    if !has_display() {
        return Opened::NoDisplay;
    }
    for mut command in open::commands(url) {
        if start(&mut command) {
            return Opened::Yes;
        }
    }
    Opened::NoBrowser
}

fn start(command: &mut Command) -> bool {
    // What a browser has to say is not about the demo.
    let command = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().is_ok()
}

/// Elsewhere than on Linux and its like there always is one.
fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
