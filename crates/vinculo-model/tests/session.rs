//! The real session: every interleaving as deep as a debug build has time for, and ten thousand schedules.
//! `cargo xtask model` goes deeper.

use vinculo::session::Session;
use vinculo_model::rows::{ALL_FROM_DEPTH, Seen};
use vinculo_model::schedules::play_all;
use vinculo_model::search::{Failure, roots, search, settings};
use vinculo_model::shrink::shrink;
use vinculo_model::vector::vector_of;

/// Some rows need the session that closes without a question, and those stand near its start.
const DEPTH: usize = ALL_FROM_DEPTH;
const DEPTH_WITHOUT_QUESTION: usize = 5;
const DEPTH_OF_SETTINGS: usize = 4;
const SCHEDULES: u64 = 10_000;
/// `cargo xtask model` plays longer ones.
const LONGEST: usize = 100;

fn explain(failure: Failure) -> ! {
    let failure = shrink::<Session>(failure);
    let name = failure.violation.rule.name();
    panic!(
        "{}\n{}",
        failure.violation,
        vector_of(name, &failure.config, &failure.steps)
    );
}

#[test]
fn every_interleaving_keeps_the_rules_and_every_row_is_taken() {
    let mut rows = Seen::default();
    for (root, depth) in roots().into_iter().zip([DEPTH, DEPTH_WITHOUT_QUESTION]) {
        let report =
            search::<Session>(&[root], depth, |_| {}).unwrap_or_else(|failure| explain(*failure));
        assert_eq!(report.depth, depth);
        rows.add(report.rows);
    }
    assert_eq!(rows.missing(), []);
}

#[test]
fn every_setting_keeps_the_rules() {
    let report = search::<Session>(&settings(), DEPTH_OF_SETTINGS, |_| {})
        .unwrap_or_else(|failure| explain(*failure));
    assert_eq!(report.depth, DEPTH_OF_SETTINGS);
}

#[test]
fn every_schedule_keeps_the_rules() {
    let report = play_all::<Session>(SCHEDULES, LONGEST, 1, |_| {})
        .unwrap_or_else(|failure| explain(*failure));
    assert_eq!(report.schedules, SCHEDULES);
    assert!(report.rows.count() > 100, "{:?}", report.rows.missing());
}

#[test]
fn the_same_seed_plays_the_same_schedules() {
    let play = |seed| {
        let report = play_all::<Session>(50, LONGEST, seed, |_| {})
            .unwrap_or_else(|failure| explain(*failure));
        (report.steps, report.rows)
    };
    assert_eq!(play(7), play(7));
    assert_ne!(play(7), play(8));
}
