//! What one call allocates, held against `allocations.txt`. Counts do not depend on the machine, so they are compared exactly: a call
//! that allocates more has become dearer, and one that allocates less should be kept from growing again.

#![expect(clippy::expect_used, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::path::Path;

use vinculo_bench::{Case, cases};

const TABLE: &str = include_str!("allocations.txt");

#[test]
fn every_call_allocates_as_the_table_says() {
    let expected = table();
    let counted = counted();
    assert!(counted.len() > 15, "{counted:?}");
    let mut differences = Vec::new();
    for (id, count) in &counted {
        match expected.get(id.as_str()) {
            Some(expected) if expected == count => {}
            Some(expected) => differences.push(format!("{id}: {count} instead of {expected}")),
            None => differences.push(format!("{id}: {count}, and the table has no such line")),
        }
    }
    for id in expected.keys().filter(|id| !counted.contains_key(**id)) {
        differences.push(format!("{id}: in the table, but no case"));
    }
    assert!(differences.is_empty(), "\n{}\n", differences.join("\n"));
}

/// Asked on the UI thread for every page, image and frame.
#[test]
fn ordinary_navigations_allocate_nothing() {
    let counted = counted();
    for id in ["decide/widget", "decide/frame"] {
        assert_eq!(counted.get(id), Some(&0), "{id}");
    }
}

fn table() -> BTreeMap<&'static str, u64> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (id, count) = line.split_once(' ').expect("a name and a number");
            (id, count.trim().parse().expect("a number"))
        })
        .collect()
}

fn counted() -> BTreeMap<String, u64> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // Growth is for `growth.rs`; what another crate allocates is no matter of ours.
    let ours = |case: &Case| case.ours && case.allocates_alike && !case.group.starts_with("growth");
    let mut counted = BTreeMap::new();
    for case in cases::all().into_iter().filter(ours) {
        case.once(directory, |call| {
            counted.insert(case.id(), allocation_counter::measure(call).count_total);
        });
    }
    counted
}
