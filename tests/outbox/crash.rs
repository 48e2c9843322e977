//! A life of the outbox, stopped at every step of the disk: what was told must be found.

use std::collections::BTreeSet;

use vinculo::outbox::{EntryState, MemoryStore, Outbox, OutboxConfig, OutboxError};

use crate::common::{NOW, config, open, outcome, pending_ids, states};
use crate::power::{Fault, Power};

/// What the app was told, and what was asked for without an answer.
#[derive(Default)]
struct Told {
    stored: BTreeSet<String>,
    removing: BTreeSet<String>,
    removed: BTreeSet<String>,
    taken: BTreeSet<String>,
    refusing: BTreeSet<String>,
    refused: BTreeSet<String>,
}

const NAMES: [&str; 12] = [
    "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11",
];

fn id(name: &str) -> String {
    outcome(name).id
}

/// A few outcomes come and go, often enough for two compactions. Failures are met as a host would: by going on.
fn live(power: &Power) -> Told {
    let config = OutboxConfig {
        compact_bytes: 300,
        ..config("ana")
    };
    let mut outbox = Outbox::open(power.clone(), config).unwrap().outbox;
    let mut told = Told::default();
    for (step, name) in NAMES.iter().enumerate() {
        if outbox.append(&outcome(name), NOW).is_ok() {
            told.stored.insert(id(name));
        }
        if step == 1 {
            told.refusing.insert(id("s1"));
            if outbox.refused(&id("s1"), 422) == Ok(true) {
                told.refused.insert(id("s1"));
            }
        }
        // Dead records, so that the journal is written anew.
        told.refusing.insert(id("s0"));
        for _ in 2 * step..8 {
            let _ = outbox.refused(&id("s0"), 422);
            let _ = outbox.retry(&id("s0"));
        }
        for gone in outbox.pending().iter().skip(1).rev().skip(1) {
            acknowledge(&mut outbox, &gone.idempotency_key, &mut told);
        }
    }
    acknowledge(&mut outbox, &id("s0"), &mut told);
    told
}

fn acknowledge(outbox: &mut Outbox<Power>, id: &str, told: &mut Told) {
    told.removing.insert(id.to_owned());
    let answer: Result<bool, OutboxError> = outbox.acknowledged(id);
    if answer == Ok(true) {
        told.removed.insert(id.to_owned());
    }
    // The app has all but one.
    if id != self::id("s2") && outbox.taken(id) == Ok(true) {
        told.taken.insert(id.to_owned());
    }
}

/// Everything that is wrong with a journal found after the crash.
fn wrong(told: &Told, found: Vec<u8>) -> Vec<String> {
    let opened = match Outbox::open(MemoryStore::with_bytes(found), config("ana")) {
        Ok(opened) => opened,
        Err(error) => return vec![format!("does not open: {error}")],
    };
    let mut wrong = Vec::new();
    if opened.recovery.damaged > 0 {
        wrong.push("a record is damaged".to_owned());
    }
    let mut outbox = opened.outbox;
    let left = states(&outbox);
    let state = |id: &String| {
        left.iter()
            .find(|(found, _)| found == id)
            .map(|(_, state)| *state)
    };
    for id in &told.stored {
        if state(id).is_none() && !told.removing.contains(id) {
            wrong.push(format!("{id} was told and is not there"));
        }
    }
    for id in &told.removed {
        if state(id).is_some() {
            wrong.push(format!("{id} was acknowledged and is there"));
        }
    }
    let recorded = outbox.recorded();
    for id in &told.removed {
        if !recorded.iter().any(|outcome| outcome.id == *id) {
            wrong.push(format!("{id} was delivered and is forgotten"));
        }
    }
    let with_app = outbox.acknowledged_by_app();
    for id in &told.taken {
        if !with_app.contains(id) {
            wrong.push(format!("{id} was taken by the app, which is forgotten"));
        }
    }
    if with_app.contains(&id("s2")) {
        wrong.push("the app never took s2".to_owned());
    }
    for id in told.refused.difference(&told.removing) {
        if !matches!(state(id), Some(EntryState::Refused { status: 422 })) {
            wrong.push(format!("{id} was refused and is not kept as such"));
        }
    }
    for (id, state) in &left {
        if matches!(state, EntryState::Refused { .. }) {
            if !told.refusing.contains(id) {
                wrong.push(format!("{id} was never refused"));
            }
            outbox.retry(id).unwrap();
        }
    }
    for report in outbox.pending() {
        let first = outcome(&report.outcome.session_id);
        if report.outcome != first || report.idempotency_key != first.id {
            wrong.push(format!("{report:?} is not what was recorded"));
        }
    }
    wrong
}

/// What goes wrong if the disk fails at this step, and the power goes at the latest when the life is over.
fn stopped_at(power: &Power) -> Vec<String> {
    let told = live(power);
    let survivors = power.survivors().into_iter();
    survivors.flat_map(|found| wrong(&told, found)).collect()
}

fn steps_of_a_life() -> usize {
    let power = Power::new(None);
    let told = live(&power);
    assert_eq!(
        told.stored.len(),
        NAMES.len(),
        "nothing fails on a good disk"
    );
    assert!(
        power.replacements() >= 3,
        "made, and compacted twice: {}",
        power.replacements()
    );
    power.steps()
}

#[test]
fn every_outcome_told_was_on_disk_at_a_power_cut() {
    for step in 1..=steps_of_a_life() + 1 {
        let wrong = stopped_at(&Power::new(Some((step, Fault::PowerCut))));
        assert!(wrong.is_empty(), "step {step}: {wrong:#?}");
    }
}

#[test]
fn every_outcome_told_was_on_disk_after_a_failed_call() {
    for step in 1..=steps_of_a_life() {
        let wrong = stopped_at(&Power::new(Some((step, Fault::Hiccup))));
        assert!(wrong.is_empty(), "step {step}: {wrong:#?}");
    }
}

/// The tests above can fail: they catch a disk that does not sync.
#[test]
fn a_disk_that_ignores_syncs_is_caught() {
    let cuts = (1..=steps_of_a_life()).map(|step| Some((step, Fault::PowerCut)));
    let caught = cuts.filter(|cut| !stopped_at(&Power::lying(*cut)).is_empty());
    assert!(caught.count() > 100);
}

#[test]
fn an_outcome_recorded_again_after_a_crash_keeps_its_key() {
    let power = Power::new(None);
    open(power.clone()).append(&outcome("s0"), NOW).unwrap();
    for found in power.survivors() {
        let mut outbox = open(MemoryStore::with_bytes(found));
        assert!(outbox.append(&outcome("s0"), NOW).unwrap().already);
        assert_eq!(outbox.pending()[0].idempotency_key, "s0.1");
    }
}

#[test]
fn a_repair_that_fails_is_told_and_tried_again() {
    let power = Power::new(None);
    let mut outbox = open(power.clone());
    outbox.append(&outcome("s0"), NOW).unwrap();
    power.fail_after(10, Fault::Hiccup);
    outbox.append(&outcome("s1"), NOW).unwrap_err();
    drop(outbox);

    power.fail_after(0, Fault::Hiccup);
    let opened = Outbox::open(power.clone(), config("ana")).unwrap();
    assert_eq!(opened.recovery.cut_bytes, 10);
    assert!(opened.recovery.rewrite_failed.is_some());
    let mut outbox = opened.outbox;
    outbox.append(&outcome("s2"), NOW).unwrap();
    for found in power.survivors() {
        assert_eq!(
            pending_ids(&open(MemoryStore::with_bytes(found))),
            ["s0.1", "s2.1"]
        );
    }
}
