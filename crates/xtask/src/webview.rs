//! Suite `webview`: the core in a real WebKit, and the table of what web engines hand to a delegate.
//!
//! `tests/webview` is a workspace of its own, so cargo is run inside it; its target directory is `target/webview`.

use std::process::Command;

use crate::display::Display;
use crate::process::{self, cargo, root, run_tests};
use crate::tally::Tally;

/// Where the tests live.
const DIR: &str = "tests/webview";

/// Formatting and clippy of that workspace, then its tests.
pub(crate) fn run() -> Result<Tally, String> {
    process::run(&mut inside(cargo(["fmt", "--check"])))?;
    let clippy = ["clippy", "--all-targets", "--", "-D", "warnings"];
    process::run(&mut inside(cargo(clippy)))?;
    // Built first: nobody needs a display for that.
    process::run(&mut inside(cargo(["test", "--no-run"])))?;
    let display = Display::open()?;
    run_tests(display.shown_on(&mut inside(cargo(["test"]))))
}

/// Writes what the engines do now into `docs/engines.md` and the record that the tests compare with.
pub(crate) fn write_engines() -> Result<(), String> {
    let display = Display::open()?;
    let mut command = inside(cargo(["test", "--", "--write-engines"]));
    process::run(display.shown_on(&mut command))
}

fn inside(mut command: Command) -> Command {
    command.current_dir(root().join(DIR));
    command
}
