//! Every benchmark runs: the two of `cargo xtask bench` that need minutes or Node are its own.

use std::path::Path;

use vinculo_bench::cases;

/// The largest cases of growth take seconds in a test's profile, and are no other code.
const LARGEST: usize = 1_024;

#[test]
fn every_case_runs() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut ran = 0;
    for case in cases::all() {
        if case.group.starts_with("growth") && case.size.is_some_and(|size| size > LARGEST) {
            continue;
        }
        case.once(directory, |call| call());
        ran += 1;
    }
    assert!(ran > 60, "{ran}");
}

#[test]
fn ids_are_unique_and_fit_for_files() {
    let mut ids: Vec<String> = cases::all().iter().map(vinculo_bench::Case::id).collect();
    for id in &ids {
        let name = id.split_once('/').unwrap().1;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(plain) && id.len() <= 64, "{id}");
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}
