//! The core as the navigation delegate of a real WebKit, on the sandbox's real pages; and what two engines hand to a delegate.
//!
//! ```text
//! app       the app: a host of the core, with a WebKitGTK webview, the sandbox, an outbox on disk
//! sessions  whole sessions, walked through by clicking
//! traps     what pages can do to a delegate, and what the core makes of it
//! engines   the table of docs/engines.md, made and checked
//! runner    the test harness: GTK lives on the main thread
//! ```
//!
//! `cargo xtask webview` runs it: it needs a display, and xtask starts one.

mod app;
mod clock;
mod engines;
mod pump;
mod runner;
mod runtime;
mod sessions;
mod traps;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if gtk::init().is_err() {
        eprintln!(
            "There is no display to open a window on: `cargo xtask webview` starts one of its own."
        );
        return ExitCode::FAILURE;
    }
    if arguments.iter().any(|word| word == "--write-engines") {
        engines::write();
        return ExitCode::SUCCESS;
    }
    let mut tests = sessions::tests();
    tests.extend(traps::tests());
    let named = tests.iter().map(|test| test.name.clone()).collect();
    tests.extend(engines::tests(named));
    if runner::run(tests, &arguments) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
