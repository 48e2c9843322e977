//! Turns GTK's loop by hand, so that a test is ordinary code from top to bottom.

use std::time::Duration;

use crate::clock::Clock;

/// Longer than anything here takes, also on a machine that does much else. Nothing is measured against it: a test that
/// reaches it has failed.
pub(crate) const LIMIT: Duration = Duration::from_mins(2);

/// Runs until `holds`; false if that was not within `limit`.
pub(crate) fn until(limit: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let clock = Clock::start();
    loop {
        turn();
        if holds() {
            return true;
        }
        if clock.elapsed() > limit {
            return false;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Handles what has happened so far.
pub(crate) fn turn() {
    while gtk::events_pending() {
        gtk::main_iteration_do(false);
    }
}
